#include "mail/words.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace cmt::mail {
namespace {

constexpr char lower_of(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

}  // namespace

std::string lower(std::string_view text) {
  std::string out{text};
  std::transform(out.begin(), out.end(), out.begin(), lower_of);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower_of(x) == lower_of(y); });
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  return std::search(text.begin(), text.end(), part.begin(), part.end(),
                     [](char x, char y) { return lower_of(x) == lower_of(y); }) != text.end();
}

bool starts_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && equals_ignoring_case(text.substr(0, start.size()), start);
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower_of(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string_view stripped(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string one_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool is_gap = point.value == ' ' || is_control(point.value) || point.value == 0x2028 || point.value == 0x2029;
    if (!is_gap) append_utf8(out, point.value);
    else if (!out.empty() && out.back() != ' ') out += ' ';
    text.remove_prefix(point.size);
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string text_block(std::string_view text) {
  std::string out;
  std::size_t kept = 0;  // of `out`, up to the last character that is no blank
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    text.remove_prefix(point.size);
    const char32_t c = point.value;
    if (c == '\r' && !text.empty() && text.front() == '\n') continue;
    if (c == '\n' || c == '\r' || c == '\f' || c == '\v' || c == 0x85 || c == 0x2028 || c == 0x2029) {
      if (kept == 0) out.clear();  // blank lines in front
      else out += '\n';
      continue;
    }
    if (c == 0xFEFF) continue;
    const bool is_nothing = (is_control(c) && c != '\t') || (c & 0xFFFEU) == 0xFFFE;
    append_utf8(out, is_nothing ? char32_t{0xFFFD} : c);
    if (c != ' ' && c != '\t') kept = out.size();
  }
  out.resize(kept);
  return out;
}

}  // namespace cmt::mail
