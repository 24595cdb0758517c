// Folding of text for comparison and search: two spellings a reader takes for the same word fold
// to the same bytes. Folded text is never shown or stored in a record.
#pragma once
#include <string>
#include <string_view>

namespace cmt {

// Compatibility form (NFKC) in folded case without marks, and on top of it: one letter each for the
// Persian and Arabic forms of yeh, kaf, heh (with teh marbuta) and alef, ASCII digits, no tatweel,
// joiners, soft hyphens or other invisible characters, Russian ё as е. Russian й stays a letter of
// its own. An invalid byte becomes U+FFFD. Folding twice changes nothing.
std::string fold(std::string_view text);

// The text with its first letter in upper case, where its script has one.
std::string capitalised(std::string_view text);

// The text with Persian (U+06F0) and Arabic-Indic (U+0660) digits as ASCII digits, all else as it
// is: for dates and numbers that people type.
std::string ascii_digits(std::string_view text);

}  // namespace cmt
