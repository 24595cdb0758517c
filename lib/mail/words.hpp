// Small questions about the text of mails.
#pragma once
#include <string>
#include <string_view>

namespace cmt::mail {

// ASCII letters in lower case; other bytes stay.
std::string lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
bool contains_ignoring_case(std::string_view text, std::string_view part);
bool starts_ignoring_case(std::string_view text, std::string_view start);

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
// The value of a hexadecimal digit; -1 for anything else.
int hex_value(char c);

// Without blanks, tabs and line ends around it.
std::string_view stripped(std::string_view text);

// One line for people: controls and line ends are blanks, and no two blanks follow each other.
std::string one_line(std::string_view text);

// Several lines: CR LF, CR, form feeds and the separators of Unicode end a line, other controls are U+FFFD; without
// blank lines around it.
std::string text_block(std::string_view text);

}  // namespace cmt::mail
