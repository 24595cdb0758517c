#include "yaml/source.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "yaml/utf8.hpp"

namespace cmt::yaml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t excerpt_bytes = 400;
constexpr std::size_t most_diagnostics = 100;

struct Complaint {
  Message message;
  Message hint;
};

// What speaks against the character, in words; an empty message when nothing does.
Complaint judge(std::string_view bytes, std::size_t at, Decoded character) {
  if (character.size == 0) {
    return {tr("byte 0x{:02X} at offset {} is not valid UTF-8",
               static_cast<unsigned char>(bytes[at]), at),
            tr("save the file as UTF-8")};
  }
  const char32_t point = character.point;
  if (point == 0x0D) {
    if (at + 1 < bytes.size() && bytes[at + 1] == '\n') return {};
    return {tr("a carriage return stands alone"), tr("end lines with LF or CRLF")};
  }
  if (point == 0) return {tr("the file holds a NUL character"), tr("remove it")};
  if (point == 0x2028 || point == 0x2029 || point == 0x85) {
    return {tr("the line separator {} cannot stand here as it is", code_point_name(point)),
            tr("write it as the escape \"\\u{:04X}\" in double quotes",
               static_cast<unsigned>(point))};
  }
  if (point == 0xFEFF) {
    return {tr("a byte order mark (U+FEFF) stands inside the file"), tr("remove it")};
  }
  const bool is_control = (point < 0x20 && point != 0x09) || (point >= 0x7F && point <= 0x9F) ||
                          point == 0xFFFE || point == 0xFFFF;
  if (!is_control) return {};
  return {tr("the control character {} is not allowed", code_point_name(point)),
          tr("remove it, or write it as the escape \"\\u{:04X}\" in double quotes",
             static_cast<unsigned>(point))};
}

// Where the first byte stands from `at` on that is no printable ASCII, tab or line feed: sixteen
// bytes at a time where every machine of the kind has the instructions, else one.
std::size_t skip_ascii(std::string_view bytes, std::size_t at) {
#if defined(__SSE2__)
  const __m128i last_control = _mm_set1_epi8(0x1F);
  const __m128i del = _mm_set1_epi8(0x7F);
  const __m128i line_feed = _mm_set1_epi8('\n');
  const __m128i tab = _mm_set1_epi8('\t');
  for (; at + 16 <= bytes.size(); at += 16) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + at));
    // Bytes are compared as signed: those beyond ASCII are less than any control character.
    const __m128i printable =
        _mm_andnot_si128(_mm_cmpeq_epi8(block, del), _mm_cmpgt_epi8(block, last_control));
    const __m128i breaks = _mm_or_si128(_mm_cmpeq_epi8(block, line_feed), _mm_cmpeq_epi8(block, tab));
    const auto plain = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(printable, breaks)));
    if (plain != 0xFFFFU) return at + static_cast<std::size_t>(std::countr_one(plain));
  }
#endif
  for (; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if ((byte < 0x20 || byte >= 0x7F) && byte != '\n' && byte != '\t') break;
  }
  return at;
}

// Where the next character stands that needs a closer look: none that is printable ASCII, a tab, a
// line feed, or one of U+00C0 to U+07FF, the most of the Latin, Cyrillic and Arabic letters.
std::size_t skip_plain(std::string_view bytes, std::size_t at) {
  const char* const begin = bytes.data();
  while ((at = skip_ascii(bytes, at)) < bytes.size()) {
    // A word of such letters, and the words after it.
    const std::size_t from = at;
    while (at + 2 <= bytes.size()) {
      const auto byte = static_cast<unsigned char>(begin[at]);
      if (byte >= 0xC3 && byte <= 0xDF && is_continuation(begin[at + 1])) at += 2;
      else if (byte == ' ') ++at;
      else break;
    }
    if (at == from) break;
  }
  return at;
}

// UTF-16 by its byte order mark, or by the NULs that ASCII text has in it.
bool is_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

bool is_conflict_marker(std::string_view line) {
  return line.starts_with("<<<<<<< ") || line == "=======" || line.starts_with(">>>>>>> ") ||
         line.starts_with("||||||| ");
}

}  // namespace

Source::Source(std::string path, std::string bytes)
    : path_(std::move(path)), bytes_(std::move(bytes)) {
  if (bytes_.starts_with(byte_order_mark)) text_begin_ = byte_order_mark.size();
}

void Source::find_lines() const {
  lines_.reserve(bytes_.size() / 24 + 1);
  lines_.push_back(static_cast<std::uint32_t>(text_begin_));
  const char* const begin = bytes_.data();
  const char* const end = begin + bytes_.size();
  for (const char* at = begin; at != end; ++at) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (at == nullptr) break;
    if (at + 1 != end) lines_.push_back(static_cast<std::uint32_t>(at + 1 - begin));
  }
}

std::size_t Source::line_index(std::size_t offset) const {
  const auto after = std::upper_bound(lines().begin() + 1, lines().end(), offset);
  return static_cast<std::size_t>(after - lines().begin()) - 1;
}

std::size_t Source::line_begin(std::size_t offset) const { return lines()[line_index(offset)]; }

std::size_t Source::next_line(std::size_t offset) const {
  const std::size_t index = line_index(offset);
  return index + 1 < lines().size() ? lines()[index + 1] : bytes_.size();
}

std::size_t Source::line_end(std::size_t offset) const {
  const std::size_t begin = line_begin(offset);
  std::size_t end = next_line(offset);
  if (end > begin && bytes_[end - 1] == '\n') {
    --end;
    if (end > begin && bytes_[end - 1] == '\r') --end;
  }
  return end;
}

std::string_view Source::line_at(std::size_t offset) const {
  const std::size_t begin = line_begin(offset);
  return std::string_view(bytes_).substr(begin, line_end(offset) - begin);
}

SourcePos Source::position(std::size_t offset) const {
  const std::size_t index = line_index(offset);
  const std::size_t begin = lines()[index];
  const std::size_t end = std::clamp(offset, begin, std::max(begin, bytes_.size()));
  const auto before = std::string_view(bytes_).substr(begin, end - begin);
  return {path_, static_cast<int>(index + 1), static_cast<int>(count_characters(before) + 1)};
}

Diagnostic Source::error(Message message, Message hint) const {
  Diagnostic diagnostic;
  diagnostic.at.file = path_;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

Diagnostic Source::error_at(std::size_t offset, Message message, Message hint) const {
  Diagnostic diagnostic = error(std::move(message), std::move(hint));
  diagnostic.at = position(offset);
  diagnostic.excerpt = cut(line_at(offset), excerpt_bytes);
  return diagnostic;
}

bool has_only_text(std::string_view bytes) {
  for (std::size_t at = 0; (at = skip_plain(bytes, at)) < bytes.size();) {
    const Decoded character = decode(bytes, at);
    if (!judge(bytes, at, character).message.empty()) return false;
    at += character.size;
  }
  return true;
}

Diagnostics check_characters(const Source& source) {
  const std::string_view bytes = source.bytes();
  if (is_utf16(bytes)) {
    Diagnostic whole = source.error(tr("the file is UTF-16, not UTF-8"), tr("save the file as UTF-8"));
    whole.at.line = whole.at.column = 1;
    return {std::move(whole)};
  }
  Diagnostics found;
  std::size_t at = skip_plain(bytes, source.text_begin());
  while (at < bytes.size() && found.size() <= most_diagnostics) {
    const Decoded character = decode(bytes, at);
    auto [message, hint] = judge(bytes, at, character);
    if (message.empty()) {
      at += character.size;
    } else {
      found.push_back(source.error_at(at, std::move(message), std::move(hint)));
      at = source.next_line(at);
    }
    at = skip_plain(bytes, at);
  }
  return found;
}

Diagnostics check_conflict_markers(const Source& source) {
  const std::string_view bytes = source.bytes();
  Message lines;
  std::size_t first = 0;
  std::size_t count = 0;
  constexpr std::size_t most_named = 12;
  int line = 0;
  for (std::size_t at = source.text_begin(); at < bytes.size(); at = source.next_line(at)) {
    ++line;
    if (bytes[at] != '<' && bytes[at] != '=' && bytes[at] != '>' && bytes[at] != '|') continue;
    if (!is_conflict_marker(source.line_at(at))) continue;
    if (count == 0) first = at;
    if (++count <= most_named) lines += fmt::format("{}{}", count == 1 ? "" : ", ", line);
  }
  if (count == 0) return {};
  if (count > most_named) lines += tr(" and {} more", count - most_named);
  return {source.error_at(
      first,
      trn("a merge was left unfinished: conflict marker on line {}",
          "a merge was left unfinished: conflict markers on lines {}", static_cast<unsigned long long>(count), lines),
      tr("keep what is right of both sides and delete the marker lines, or run `cmt resolve`"))};
}

Diagnostics in_order(Diagnostics diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) {
                     return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
                   });
  if (diagnostics.size() > most_diagnostics) {
    diagnostics.resize(most_diagnostics);
    Diagnostic rest;
    rest.at.file = diagnostics.front().at.file;
    rest.message = tr("there are more errors in this file");
    diagnostics.push_back(std::move(rest));
  }
  return diagnostics;
}

}  // namespace cmt::yaml
