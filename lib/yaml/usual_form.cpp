// The reader of the usual form. It never guesses: at the first byte that it does not expect it
// leaves the file to libyaml. tests/yaml/usual_form_test.cpp holds it to what libyaml reads.
#include "yaml/usual_form.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cmt::yaml {
namespace {

constexpr std::size_t longest_key = 100;  // libyaml takes up to 1,024

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

// A value is read from its first byte at `at_` to the end of its last line, and then `at_` is the
// first byte of what follows, `column_` its column.
class UsualForm {
 public:
  explicit UsualForm(Tree& tree) : tree_(tree), bytes_(tree.source.bytes()) {}

  bool read() {
    const bool is_usual = tree_.source.text_begin() == 0 && bytes_.ends_with('\n') &&
                          bytes_.find('\t') == std::string_view::npos &&
                          bytes_.find('\r') == std::string_view::npos;
    if (!is_usual) return false;
    go_to_content(0);
    return column_ == 0 && read_map(0);
  }

 private:
  // Beyond the last byte, which is a line break, there is another.
  char byte(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : '\n'; }

  // To the next line from `line` on that is neither blank nor a comment; the column is -1 when
  // there is none.
  void go_to_content(std::size_t line) {
    while (line < bytes_.size()) {
      const std::size_t at = bytes_.find_first_not_of(' ', line);
      if (bytes_[at] != '\n' && bytes_[at] != '#') {
        at_ = at;
        column_ = static_cast<int>(at - line);
        return;
      }
      line = bytes_.find('\n', at) + 1;
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

  // Where the plain key ends that begins here; nothing when none does.
  std::size_t key_end(std::size_t begin) const {
    std::size_t at = begin;
    if (!is_letter(byte(at))) return 0;
    while (is_letter(byte(at)) || is_digit(byte(at)) || byte(at) == '-') ++at;
    const bool is_key = byte(at) == ':' && (byte(at + 1) == ' ' || byte(at + 1) == '\n');
    return is_key && at - begin <= longest_key ? at : 0;
  }

  bool add_scalar(Style style, Span span, Span text, bool is_verbatim = true) {
    if (tree_.slots.size() >= tree_.limits.nodes) return false;
    if (text.end - text.begin > tree_.limits.scalar_bytes) return false;
    Slot slot;
    slot.style = style;
    slot.is_verbatim = is_verbatim;
    slot.begin = static_cast<std::uint32_t>(span.begin);
    slot.end = static_cast<std::uint32_t>(span.end);
    slot.text_begin = static_cast<std::uint32_t>(text.begin);
    slot.text_size = static_cast<std::uint32_t>(text.end - text.begin);
    slot.next = static_cast<std::uint32_t>(tree_.slots.size() + 1);
    tree_.slots.push_back(slot);
    last_end_ = slot.end;
    return true;
  }

  bool begin(Kind kind, Style style) {
    if (levels_ >= tree_.limits.levels || tree_.slots.size() >= tree_.limits.nodes) return false;
    ++levels_;
    Slot slot;
    slot.kind = kind;
    slot.style = style;
    slot.begin = static_cast<std::uint32_t>(at_);
    tree_.slots.push_back(slot);
    return true;
  }

  void end(std::size_t index, std::uint32_t count, std::uint32_t end) {
    --levels_;
    Slot& slot = tree_.slots[index];
    slot.count = count;
    slot.end = end;
    slot.next = static_cast<std::uint32_t>(tree_.slots.size());
    last_end_ = end;
  }

  bool read_map(int column) {
    const std::size_t index = tree_.slots.size();
    if (!begin(Kind::map, Style::block)) return false;
    std::uint32_t count = 0;
    for (; column_ == column; ++count) {
      const std::size_t end = key_end(at_);
      if (end == 0 || !add_scalar(Style::plain, {at_, end}, {at_, end})) return false;
      at_ = end + 1;
      while (byte(at_) == ' ') ++at_;
      if (!read_value(column)) return false;
    }
    end(index, count, last_end_);
    return column_ < column && is_distinct(index);
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
    const std::size_t index = tree_.slots.size();
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
      const std::size_t close = bytes_.find_first_of("\"\\\n", at_ + 1);
      return bytes_[close] == '"' &&
             add_scalar(Style::double_quoted, {at_, close + 1}, {at_ + 1, close}) &&
             end_line(close + 1);
    }
    const char first = byte(at_);
    if (!is_letter(first) && !is_digit(first) && !is_beyond_ascii(first)) return false;
    std::size_t end = at_;
    std::size_t at = at_;
    for (; bytes_[at] != '\n'; ++at) {
      if (bytes_[at] == ' ') continue;
      if (bytes_[at] == ':' && (bytes_[at + 1] == ' ' || bytes_[at + 1] == '\n')) return false;
      if (bytes_[at] == '#' && bytes_[at - 1] == ' ') return false;
      end = at + 1;
    }
    if (!add_scalar(Style::plain, {at_, end}, {at_, end})) return false;
    go_to_content(at + 1);
    return true;
  }

  // `[C20, en]` or `{amount: "24.50", currency: GBP}`.
  bool read_flow() {
    const std::size_t index = tree_.slots.size();
    const bool is_map = byte(at_) == '{';
    if (!begin(is_map ? Kind::map : Kind::list, Style::flow)) return false;
    std::uint32_t count = 0;
    std::size_t at = at_ + 1;
    const char close = is_map ? '}' : ']';
    for (bool goes_on = byte(at) != close; goes_on; ++count) {
      if (is_map) {
        const std::size_t end = key_end(at);
        if (end == 0 || byte(end + 1) != ' ' || !add_scalar(Style::plain, {at, end}, {at, end})) {
          return false;
        }
        at = end + 2;
      }
      if (!read_word(at)) return false;
      goes_on = byte(at) == ',' && byte(at + 1) == ' ';
      if (goes_on) at += 2;
    }
    if (byte(at) != close) return false;
    end(index, count, static_cast<std::uint32_t>(at + 1));
    if (is_map && !is_distinct(index)) return false;
    return end_line(at + 1);
  }

  // A word or a text in double quotes within brackets, from `at` to behind it.
  bool read_word(std::size_t& at) {
    const std::size_t begin = at;
    if (byte(at) == '"') {
      at = bytes_.find_first_of("\"\\\n", at + 1) + 1;
      return bytes_[at - 1] == '"' &&
             add_scalar(Style::double_quoted, {begin, at}, {begin + 1, at - 1});
    }
    if (!is_letter(byte(at)) && !is_digit(byte(at))) return false;
    while (is_letter(byte(at)) || is_digit(byte(at)) || byte(at) == '-' || byte(at) == '.') ++at;
    return add_scalar(Style::plain, {begin, at}, {begin, at});
  }

  bool is_distinct(std::size_t map) const {
    return has_distinct_keys(tree_, static_cast<std::uint32_t>(map)).value_or(false);
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
      if (bytes_[line] == '\n') {
        if (end == 0) return false;
        ++blank_lines, ++line;
        continue;
      }
      const std::size_t first = bytes_.find_first_not_of(' ', line);
      if (bytes_[first] == '\n') return false;
      if (end == 0) {
        indentation = first - line;
        if (static_cast<int>(indentation) <= column) return false;
      } else if (first - line < indentation) {
        break;
      } else {
        tree_.decoded.append(blank_lines + 1, '\n');
        blank_lines = 0;
      }
      end = bytes_.find('\n', first);
      tree_.decoded += bytes_.substr(line + indentation, end - line - indentation);
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
  std::size_t at_ = 0;
  int column_ = 0;
  std::size_t levels_ = 0;      // maps and lists that are open
  std::uint32_t last_end_ = 0;  // of the value finished last
};

}  // namespace

std::optional<bool> has_distinct_keys(const Tree& tree, std::uint32_t map) {
  std::array<std::string_view, 32> keys;
  if (tree.slots[map].count > keys.size()) return std::nullopt;
  std::size_t count = 0;
  for (std::uint32_t at = map + 1; at < tree.slots[map].next;) {
    if (tree.slots[at].kind == Kind::scalar) {
      const std::string_view key = Node(tree, at).text();
      for (std::size_t i = 0; i < count; ++i) {
        if (keys[i] == key) return false;
      }
      keys[count++] = key;
    }
    at = tree.slots[tree.slots[at].next].next;
  }
  return true;
}

bool read_usual_form(Tree& tree) { return UsualForm(tree).read(); }

}  // namespace cmt::yaml
