// The reader of the usual form. It never guesses: at the first byte that it does not expect it
// leaves the file to libyaml. tests/yaml/usual_form_test.cpp holds it to what libyaml reads.
#include "yaml/usual_form.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace cmt::yaml {
namespace {

constexpr std::size_t longest_key = 100;  // libyaml takes up to 1,024

// What a byte may be, looked up: one table serves every loop over bytes.
enum Class : std::uint8_t {
  in_key = 1,         // in a key or a word: a letter, a digit, `_`, `-` or `.`
  begins_key = 2,     // a letter or `_`
  begins_plain = 4,   // a letter, a digit, `_`, or a byte beyond ASCII
  begins_word = 8,    // a letter, a digit or `_`
  ends_plain = 16,    // what may end a plain text: a line break, `:` and `#`
  ends_quoted = 32,   // what ends a quoted text here: `"`, a backslash, a line break
};

constexpr std::array<std::uint8_t, 256> classes_of_bytes() {
  std::array<std::uint8_t, 256> all{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool is_digit = c >= '0' && c <= '9';
    unsigned classes = 0;
    if (is_letter) classes |= begins_key;
    if (is_letter || is_digit) classes |= begins_word;
    if (is_letter || is_digit || c >= 0x80) classes |= begins_plain;
    if (is_letter || is_digit || c == '-' || c == '.') classes |= in_key;
    if (c == '\n' || c == ':' || c == '#') classes |= ends_plain;
    if (c == '\n' || c == '"' || c == '\\') classes |= ends_quoted;
    all[c] = static_cast<std::uint8_t>(classes);
  }
  return all;
}
constexpr std::array<std::uint8_t, 256> classes = classes_of_bytes();

bool is(Class wanted, char c) { return (classes[static_cast<unsigned char>(c)] & wanted) != 0; }

// A value is read from its first byte at `at_` to the end of its last line, and then `at_` is the
// first byte of what follows, `column_` its column.
class UsualForm {
 public:
  explicit UsualForm(Tree& tree)
      : tree_(tree), bytes_(tree.source.bytes()), text_(tree.source.bytes().data()) {}

  bool read() {
    if (tree_.source.text_begin() != 0 || !bytes_.ends_with('\n')) return false;
    tree_.slots.resize(std::min(bytes_.size() / 12 + 4, tree_.limits.nodes));
    go_to_content(0);
    const bool is_read = column_ == 0 && read_map(0) && has_only_text(bytes_) &&
                         bytes_.find('\t') == std::string_view::npos &&
                         bytes_.find('\r') == std::string_view::npos;
    tree_.slots.resize(count_);
    return is_read;
  }

 private:
  // The last byte is a line break, and no loop goes past one unseen: that keeps all of them inside.
  char byte(std::size_t at) const { return text_[at]; }

  std::size_t go_to(Class wanted, std::size_t at) const {
    while (!is(wanted, text_[at])) ++at;
    return at;
  }
  std::size_t go_past(Class passed, std::size_t at) const {
    while (is(passed, text_[at])) ++at;
    return at;
  }
  std::size_t end_of_line(std::size_t at) const {
    const void* const end = std::memchr(text_ + at, '\n', bytes_.size() - at);
    return static_cast<std::size_t>(static_cast<const char*>(end) - text_);
  }

  // Where the line ends of a plain text that begins at `at`; 0 where it holds what ends such a text, a
  // colon before a blank or a `#` after one. Sixteen bytes at a time where there are as many.
  std::size_t end_of_plain(std::size_t at) const {
#if defined(__SSE2__)
    const std::size_t begin = at;
    unsigned after_colon = 0, after_blank = 0;  // of the block before: whether it ended in one
    for (; at + 16 <= bytes_.size(); at += 16) {
      const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text_ + at));
      const auto are = [&](char c) {
        return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8(c))));
      };
      const unsigned colons = are(':'), blanks = are(' '), breaks = are('\n');
      const unsigned ends = (((colons << 1U) | after_colon) & (blanks | breaks)) |
                            (((blanks << 1U) | after_blank) & are('#'));
      if (breaks != 0) {
        const unsigned line = breaks ^ (breaks - 1U);  // up to the first break
        return (ends & line) != 0 ? 0 : at + static_cast<std::size_t>(std::countr_zero(breaks));
      }
      if (ends != 0) return 0;
      after_colon = colons >> 15U;
      after_blank = blanks >> 15U;
    }
    if (at > begin) --at;  // the last byte may be such a colon
#endif
    for (;; ++at) {
      at = go_to(ends_plain, at);
      if (byte(at) == ':' && (byte(at + 1) == ' ' || byte(at + 1) == '\n')) return 0;
      if (byte(at) == '#' && byte(at - 1) == ' ') return 0;
      if (byte(at) == '\n') return at;
    }
  }

  // To the next line from `line` on that is neither blank nor a comment; the column is -1 when
  // there is none.
  void go_to_content(std::size_t line) {
    while (line < bytes_.size()) {
      std::size_t at = line;
      while (byte(at) == ' ') ++at;
      if (byte(at) != '\n' && byte(at) != '#') {
        at_ = at;
        column_ = static_cast<int>(at - line);
        return;
      }
      line = end_of_line(at) + 1;
    }
    at_ = bytes_.size();
    column_ = -1;
  }

  // After a value on one line: nothing but blanks may follow it there.
  bool end_line(std::size_t at) {
    while (byte(at) == ' ') ++at;
    if (byte(at) != '\n') return false;
    go_to_content(at + 1);
    return true;
  }

  // Where the plain key ends that begins here; nothing when none does. In brackets it is one word.
  std::size_t key_end(std::size_t begin, bool is_in_brackets = false) const {
    if (!is(begins_key, byte(begin))) return 0;
    std::size_t at = go_past(in_key, begin);
    // The name of a column of another system: `Consumer consent provided?`.
    while (!is_in_brackets && ((byte(at) == ' ' && is(begins_word, byte(at + 1))) ||
                               (byte(at) == '?' && byte(at + 1) == ':')))
      at = go_past(in_key, at + 1);
    const bool is_key = byte(at) == ':' && (byte(at + 1) == ' ' || byte(at + 1) == '\n');
    return is_key && at - begin <= longest_key ? at : 0;
  }

  // Room for one more slot; false where the file has as many as it may.
  bool has_room() {
    if (count_ < tree_.slots.size()) return true;
    if (count_ >= tree_.limits.nodes) return false;
    tree_.slots.resize(std::min<std::size_t>(2 * count_ + 4, tree_.limits.nodes));
    return true;
  }

  bool add_scalar(Style style, Span span, Span text, bool is_verbatim = true) {
    if (!has_room() || text.end - text.begin > tree_.limits.scalar_bytes) return false;
    Slot& slot = tree_.slots[count_++];
    slot.style = style;
    slot.is_verbatim = is_verbatim;
    slot.begin = static_cast<std::uint32_t>(span.begin);
    slot.end = static_cast<std::uint32_t>(span.end);
    slot.text_begin = static_cast<std::uint32_t>(text.begin);
    slot.text_size = static_cast<std::uint32_t>(text.end - text.begin);
    slot.next = count_;
    last_end_ = slot.end;
    return true;
  }

  // The key in double quotes that begins here, as labels have it for `"yes"`: where its colon stands, or 0.
  std::size_t quoted_key_end(std::size_t begin) const {
    const std::size_t close = go_to(ends_quoted, begin + 1);
    const bool is_key = byte(close) == '"' && close > begin + 1 && close - begin <= longest_key && byte(close + 1) == ':' &&
                        (byte(close + 2) == ' ' || byte(close + 2) == '\n');
    return is_key ? close + 1 : 0;
  }

  // The key of entry number `count` of a map, from `begin` to its colon; false when the map has it already.
  // `keys` is a set of the keys before it, by a hash of 64 values: only a key that meets one there is compared.
  bool add_key(std::size_t map, std::uint32_t count, std::size_t begin, std::size_t end, std::uint64_t& keys) {
    const bool is_quoted = byte(begin) == '"';
    const Span key{begin + (is_quoted ? 1U : 0U), end - (is_quoted ? 1U : 0U)};
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(byte(i)); };
    const std::size_t size = key.end - key.begin;
    const std::uint64_t bit = std::uint64_t{1}
                              << ((at(key.begin) * 7U + at(key.end - 1) * 3U + size) % 64U);
    if ((keys & bit) != 0) {
      std::uint32_t other = static_cast<std::uint32_t>(map + 1);
      for (; count > 0; --count) {
        const Slot& slot = tree_.slots[other];
        if (slot.text_size == size &&
            std::memcmp(text_ + slot.text_begin, text_ + key.begin, size) == 0)
          return false;
        other = tree_.slots[slot.next].next;
      }
    }
    keys |= bit;
    return add_scalar(is_quoted ? Style::double_quoted : Style::plain, {begin, end}, key);
  }

  bool begin(Kind kind, Style style) {
    if (levels_ >= tree_.limits.levels || !has_room()) return false;
    ++levels_;
    Slot& slot = tree_.slots[count_++];
    slot.kind = kind;
    slot.style = style;
    slot.begin = static_cast<std::uint32_t>(at_);
    return true;
  }

  void end(std::size_t index, std::uint32_t count, std::uint32_t end) {
    --levels_;
    Slot& slot = tree_.slots[index];
    slot.count = count;
    slot.end = end;
    slot.next = count_;
    last_end_ = end;
  }

  bool read_map(int column) {
    const std::size_t index = count_;
    if (!begin(Kind::map, Style::block)) return false;
    std::uint32_t count = 0;
    std::uint64_t keys = 0;
    for (; column_ == column; ++count) {
      const std::size_t end = byte(at_) == '"' ? quoted_key_end(at_) : key_end(at_);
      if (end == 0 || !add_key(index, count, at_, end, keys)) return false;
      at_ = end + 1;
      while (byte(at_) == ' ') ++at_;
      if (!read_value(column)) return false;
    }
    end(index, count, last_end_);
    return column_ < column;
  }

  bool read_value(int column) {
    switch (byte(at_)) {
      case '\n':
        go_to_content(at_ + 1);
        if (column_ <= column) return false;
        return byte(at_) == '-' ? read_list(column_) : read_map(column_);
      case '|':
        return read_literal(column);
      case '[':
      case '{':
        return read_flow();
      default:
        return read_line();
    }
  }

  bool read_list(int column) {
    const std::size_t index = count_;
    if (!begin(Kind::list, Style::block)) return false;
    std::uint32_t count = 0;
    for (; column_ == column; ++count) {
      if (byte(at_) != '-' || byte(at_ + 1) != ' ') return false;
      at_ += 2;
      column_ += 2;
      if (!(key_end(at_) != 0 ? read_map(column_) : read_line())) return false;
    }
    end(index, count, last_end_);
    return column_ < column;
  }

  // A scalar on one line.
  bool read_line() {
    if (byte(at_) == '"') {
      const std::size_t close = go_to(ends_quoted, at_ + 1);
      return byte(close) == '"' &&
             add_scalar(Style::double_quoted, {at_, close + 1}, {at_ + 1, close}) &&
             end_line(close + 1);
    }
    if (!is(begins_plain, byte(at_))) return false;
    const std::size_t at = end_of_plain(at_);
    if (at == 0) return false;
    std::size_t end = at;
    while (byte(end - 1) == ' ') --end;
    if (!add_scalar(Style::plain, {at_, end}, {at_, end})) return false;
    go_to_content(at + 1);
    return true;
  }

  // `[C20, en]` or `{amount: "24.50", currency: GBP}`.
  bool read_flow() {
    const std::size_t index = count_;
    const bool is_map = byte(at_) == '{';
    if (!begin(is_map ? Kind::map : Kind::list, Style::flow)) return false;
    std::uint32_t count = 0;
    std::uint64_t keys = 0;
    std::size_t at = at_ + 1;
    const char close = is_map ? '}' : ']';
    for (bool goes_on = byte(at) != close; goes_on; ++count) {
      if (is_map) {
        const std::size_t end = key_end(at, true);
        if (end == 0 || byte(end + 1) != ' ' || !add_key(index, count, at, end, keys)) return false;
        at = end + 2;
      }
      if (!read_word(at)) return false;
      goes_on = byte(at) == ',' && byte(at + 1) == ' ';
      if (goes_on) at += 2;
    }
    if (byte(at) != close) return false;
    end(index, count, static_cast<std::uint32_t>(at + 1));
    return end_line(at + 1);
  }

  // A word or a text in double quotes within brackets, from `at` to behind it.
  bool read_word(std::size_t& at) {
    const std::size_t begin = at;
    if (byte(at) == '"') {
      at = go_to(ends_quoted, at + 1) + 1;
      return byte(at - 1) == '"' &&
             add_scalar(Style::double_quoted, {begin, at}, {begin + 1, at - 1});
    }
    if (!is(begins_word, byte(at))) return false;
    at = go_past(in_key, at);
    // `cfpb:3384392`
    while (byte(at) == ':' && is(begins_word, byte(at + 1))) at = go_past(in_key, at + 1);
    return add_scalar(Style::plain, {begin, at}, {begin, at});
  }

  // `|` or `|-` and its lines, none of them blank but for a line break.
  bool read_literal(int column) {
    const std::size_t header = at_;
    const bool is_stripped = byte(at_ + 1) == '-';
    std::size_t line = at_ + (is_stripped ? 2 : 1);
    if (byte(line) != '\n') return false;
    ++line;
    const std::size_t text = tree_.decoded.size();
    std::size_t indentation = 0;
    std::size_t blank_lines = 0;
    std::size_t end = 0;
    while (line < bytes_.size()) {
      if (byte(line) == '\n') {
        if (end == 0) return false;
        ++blank_lines, ++line;
        continue;
      }
      std::size_t first = line;
      while (byte(first) == ' ') ++first;
      if (byte(first) == '\n') return false;
      if (end == 0) {
        indentation = first - line;
        if (static_cast<int>(indentation) <= column) return false;
      } else if (first - line < indentation) {
        break;
      } else {
        tree_.decoded.append(blank_lines + 1, '\n');
        blank_lines = 0;
      }
      end = end_of_line(first);
      tree_.decoded.append(text_ + line + indentation, end - line - indentation);
      line = end + 1;
    }
    // A text that begins like its header may stand in the file as it is.
    if (end == 0 || tree_.decoded[text] == '|') return false;
    if (!is_stripped) tree_.decoded += '\n';
    go_to_content(line);
    return add_scalar(Style::literal, {header, end}, {text, tree_.decoded.size()}, false);
  }

  Tree& tree_;
  std::string_view bytes_;
  const char* text_;  // the bytes again, for loops that end at a line break
  std::size_t at_ = 0;
  int column_ = 0;
  std::uint32_t count_ = 0;     // of slots; there may be room for more
  std::size_t levels_ = 0;      // maps and lists that are open
  std::uint32_t last_end_ = 0;  // of the value finished last
};

}  // namespace

bool read_usual_form(Tree& tree) { return UsualForm(tree).read(); }

}  // namespace cmt::yaml
