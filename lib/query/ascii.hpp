// Blanks and letter case as the grammar of queries knows them: ASCII only, so that they mean the
// same in every script and locale.
#pragma once
#include <string>
#include <string_view>

namespace cmt::query {

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

inline char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

}  // namespace cmt::query
