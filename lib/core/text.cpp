// Decoding, measuring, cleaning, cutting and escaping of UTF-8 text.
#include "core/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace cmt {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kVariation16 = 0xFE0F;
constexpr char32_t kJoiner = 0x200D;
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kIsolateStart = "\xE2\x81\xA8";  // U+2068
constexpr std::string_view kIsolateEnd = "\xE2\x81\xA9";    // U+2069

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool is_ascii_graphic(char c) { return c >= 0x20 && c < 0x7F; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

const utf8proc_property_t& property(char32_t c) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

int char_width(char32_t c) {
  const auto width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c));
  return width < 0 ? 0 : width;
}

// What a terminal draws as one character, and its columns.
struct Cluster {
  std::size_t size = 0;
  int width = 0;
};

// Precondition: `text` is not empty.
Cluster first_cluster(std::string_view text) {
  if (is_ascii_graphic(text[0]) && (text.size() == 1 || is_ascii(text[1]))) return {1, 1};
  const CodePoint base = first_code_point(text);
  const auto base_class = property(base.value).boundclass;
  const bool is_pictograph = base_class == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
  const bool is_key =
      base.value == '#' || base.value == '*' || (base.value >= '0' && base.value <= '9');
  Cluster cluster{base.size, char_width(base.value)};
  char32_t last = base.value;
  utf8proc_int32_t state = 0;
  while (cluster.size < text.size()) {
    const CodePoint next = first_code_point(text.substr(cluster.size));
    if (utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(last),
                                         static_cast<utf8proc_int32_t>(next.value), &state)) {
      break;
    }
    const auto next_class = property(next.value).boundclass;
    if (is_pictograph) {
      const bool is_emoji = next.value == kVariation16 || next.value == kJoiner;
      cluster.width = is_emoji ? 2 : std::max(cluster.width, char_width(next.value));
    } else if (is_key && next.value == kVariation16) {
      cluster.width = 2;
    } else if (next_class != UTF8PROC_BOUNDCLASS_V && next_class != UTF8PROC_BOUNDCLASS_T) {
      cluster.width += char_width(next.value);
    }
    cluster.size += next.size;
    last = next.value;
  }
  return cluster;
}

void append_hex(std::string& out, std::string_view prefix, std::uint32_t value, int digits) {
  out += prefix;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    out += "0123456789abcdef"[(value >> shift) & 0xF];
  }
}

void append_escape(std::string& out, char32_t c) {
  if (c < 0x80) {
    append_hex(out, "\\x", c, 2);
  } else if (c <= 0xFFFF) {
    append_hex(out, "\\u", c, 4);
  } else {
    append_hex(out, "\\U", c, 8);
  }
}

// Characters that act on a terminal or a reader without being seen.
bool is_hidden(char32_t c) {
  switch (c) {
    case 0x00AD:  // soft hyphen
    case 0x200C:  // ZWNJ
    case 0x200D:  // ZWJ
      return false;
    case 0x115F:  // Hangul fillers, letters by category
    case 0x1160:
    case 0x3164:
    case 0xFFA0:
      return true;
    default:
      break;
  }
  switch (property(c).category) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

std::string printable(std::string_view text, std::string_view line_end, std::string_view tab) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_ascii_graphic(c)) {
      out += c;
      ++at;
    } else if (c == '\n' || c == '\r') {
      out += line_end;
      at += c == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
    } else if (c == '\t') {
      out += tab;
      ++at;
    } else {
      const CodePoint point = first_code_point(text.substr(at));
      if (!point.is_valid) {
        append_hex(out, "\\x", static_cast<unsigned char>(c), 2);
      } else if (is_hidden(point.value)) {
        append_escape(out, point.value);
      } else {
        out += text.substr(at, point.size);
      }
      at += point.size;
    }
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void append_wrapped_word(std::vector<std::string>& lines, std::string_view word, int columns,
                         int& line_width) {
  while (!word.empty()) {
    const Cluster cluster = first_cluster(word);
    if (line_width > 0 && line_width + cluster.width > columns) {
      lines.emplace_back();
      line_width = 0;
    }
    lines.back() += word.substr(0, cluster.size);
    line_width += cluster.width;
    word.remove_prefix(cluster.size);
  }
}

void append_wrapped_paragraph(std::vector<std::string>& lines, std::string_view paragraph,
                              int columns) {
  lines.emplace_back();
  int line_width = 0;
  bool is_indent = true;
  while (!paragraph.empty()) {
    const std::size_t blanks = std::min(paragraph.find_first_not_of(' '), paragraph.size());
    paragraph.remove_prefix(blanks);
    if (paragraph.empty()) return;
    const std::string_view word = paragraph.substr(0, paragraph.find(' '));
    paragraph.remove_prefix(word.size());
    const int word_width = display_width(word);
    const bool has_room =
        blanks < static_cast<std::size_t>(columns) &&
        line_width + static_cast<int>(blanks) + std::min(word_width, columns) <= columns;
    if (has_room) {
      lines.back().append(blanks, ' ');
      line_width += static_cast<int>(blanks);
    } else if (!is_indent) {
      lines.emplace_back();
      line_width = 0;
    }
    is_indent = false;
    append_wrapped_word(lines, word, columns, line_width);
  }
}

std::u32string decode(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    out += point.value;
    text.remove_prefix(point.size);
  }
  return out;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

void append_markup(std::string& out, char c) {
  switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
  }
}

// The marks that open a block of Markdown only where a line begins: bullets, numbers, underlines.
std::size_t block_mark_at(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  if (std::string_view("-+=:%").find(line[0]) != std::string_view::npos) return 0;
  std::size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  const bool is_number =
      digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return is_number ? digits : std::string_view::npos;
}

// A dot or colon that would turn a bare address into a link.
bool is_link_mark(std::string_view line, std::size_t at) {
  if (line[at] == ':') return line.substr(at + 1, 2) == "//";
  return line[at] == '.' && at >= 3 && lower_ascii(line.substr(at - 3, 3)) == "www";
}

}  // namespace

std::vector<std::string_view> parts_of(std::string_view text, char end) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto at = std::min(text.find(end), text.size());
    out.push_back(text.substr(0, at));
    text.remove_prefix(std::min(at + 1, text.size()));
  }
  return out;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out.push_back(text.substr(0, end == std::string_view::npos ? end : end + 1));
    text.remove_prefix(out.back().size());
  }
  return out;
}

CodePoint first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  std::size_t size = 0;
  unsigned char low = 0x80;  // bounds of the second byte
  unsigned char high = 0xBF;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    size = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    size = 3;
    value = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;   // overlong
    if (lead == 0xED) high = 0x9F;  // surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    size = 4;
    value = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;   // overlong
    if (lead == 0xF4) high = 0x8F;  // above U+10FFFF
  } else {
    return {};
  }
  if (text.size() < size || byte(1) < low || byte(1) > high) return {};
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  return {value, size, true};
}

void append_utf8(std::string& text, char32_t code_point) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), bytes.data());
  if (size <= 0 || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    size = utf8proc_encode_char(kReplacement, bytes.data());
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) {
    text += static_cast<char>(bytes[i]);
  }
}

std::optional<std::size_t> invalid_utf8_at(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  std::size_t at = 0;
  while (at < text.size()) {
    std::uint64_t word = 0;
    if (text.size() - at >= sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & kHighBits) == 0) {
        at += sizeof word;
        continue;
      }
    }
    const CodePoint point = first_code_point(text.substr(at));
    if (!point.is_valid) return at;
    at += point.size;
  }
  return std::nullopt;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Cluster cluster = first_cluster(text);
    width += cluster.width;
    text.remove_prefix(cluster.size);
  }
  return width;
}

std::string truncate(std::string_view text, int columns) {
  if (columns <= 0) return {};
  int width = 0;
  std::size_t kept = 0;  // bytes that leave a column for the ellipsis
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = first_cluster(text.substr(at));
    width += cluster.width;
    if (width > columns) return std::string(text.substr(0, kept)).append(kEllipsis);
    at += cluster.size;
    if (width < columns) kept = at;
  }
  return std::string(text);
}

std::string pad_right(std::string_view text, int columns) {
  const int missing = std::max(0, columns - display_width(text));
  return std::string(text).append(static_cast<std::size_t>(missing), ' ');
}

std::string pad_left(std::string_view text, int columns) {
  const int missing = std::max(0, columns - display_width(text));
  return std::string(static_cast<std::size_t>(missing), ' ').append(text);
}

std::string printable_line(std::string_view text) { return printable(text, " ", " "); }

std::string printable_block(std::string_view text) { return printable(text, "\n", "    "); }

bool has_right_to_left(std::string_view text) {
  while (!text.empty()) {
    if (is_ascii(text[0])) {
      text.remove_prefix(1);
      continue;
    }
    const CodePoint point = first_code_point(text);
    const auto bidi = property(point.value).bidi_class;
    if (bidi == UTF8PROC_BIDI_CLASS_R || bidi == UTF8PROC_BIDI_CLASS_AL) return true;
    text.remove_prefix(point.size);
  }
  return false;
}

std::string isolate(std::string_view printable) {
  if (!has_right_to_left(printable)) return std::string(printable);
  return std::string(kIsolateStart).append(printable).append(kIsolateEnd);
}

std::vector<std::string> wrap(std::string_view text, int columns) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::string_view paragraph = text.substr(0, text.find('\n'));
    if (columns > 0) {
      append_wrapped_paragraph(lines, paragraph, columns);
    } else {
      lines.emplace_back(paragraph);
    }
    text.remove_prefix(std::min(paragraph.size() + 1, text.size()));
  }
  return lines;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::u32string from = decode(a);
  const std::u32string to = decode(b);
  std::vector<std::size_t> before_last(to.size() + 1);
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool is_swap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (is_swap) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[to.size()];
}

std::optional<std::string> nearest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  const std::string wanted = lower_ascii(word);
  const std::size_t length = decode(wanted).size();
  const std::size_t limit = length <= 3 ? 1 : length <= 6 ? 2 : 3;
  const std::string* best = nullptr;
  std::size_t best_distance = std::min(limit + 1, length);
  const std::string* longer = nullptr;
  std::size_t longer_count = 0;
  for (const std::string& candidate : candidates) {
    const std::string name = lower_ascii(candidate);
    if (length >= 3 && name.compare(0, wanted.size(), wanted) == 0) {
      longer = &candidate;
      ++longer_count;
    }
    const std::size_t name_length = decode(name).size();
    if (std::max(length, name_length) - std::min(length, name_length) > limit) continue;
    const std::size_t distance = edit_distance(wanted, name);
    if (distance < best_distance) {
      best = &candidate;
      best_distance = distance;
    }
  }
  if (best != nullptr) return *best;
  if (longer_count == 1) return *longer;
  return std::nullopt;
}

std::string html_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : printable_block(text)) append_markup(out, c);
  return out;
}

std::string xml_escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const char32_t c = point.value;
    const bool is_control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (!point.is_valid || is_control || c == 0xFFFE || c == 0xFFFF) {
      append_utf8(out, kReplacement);
    } else if (c == '\r') {
      out += "&#13;";
    } else if (c < 0x80) {
      append_markup(out, text[0]);
    } else {
      out += text.substr(0, point.size);
    }
    text.remove_prefix(point.size);
  }
  return out;
}

std::string markdown_escape(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]{}<>|~&$#@^";
  const std::string cleaned = printable_line(text);
  const std::string_view line = trimmed(cleaned);
  const std::size_t block_mark = block_mark_at(line);
  std::string out;
  out.reserve(line.size());
  for (std::size_t at = 0; at < line.size(); ++at) {
    const bool is_mark = kMarks.find(line[at]) != std::string_view::npos;
    if (is_mark || at == block_mark || is_link_mark(line, at)) out += '\\';
    out += line[at];
  }
  return out;
}

}  // namespace cmt
