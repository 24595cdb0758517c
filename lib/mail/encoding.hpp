// Content-Transfer-Encoding (RFC 2045, section 6) and encoded words (RFC 2047): what is broken is read as far as it
// goes.
#pragma once
#include <string>
#include <string_view>

namespace cmt::mail {

// Stops at the padding, as what follows it is no longer part of the data; what is no symbol is passed over.
std::string from_base64(std::string_view text);
// A `=` that is no escape stays. Blanks at the end of a line go.
std::string from_quoted_printable(std::string_view text);
// The data between `begin` and `end`.
std::string from_uuencode(std::string_view text);

// The value of a header field, unfolded, with its encoded words in clear: valid UTF-8, which may hold controls.
// Words that a sender broke apart inside a character are put together. `is_guess` is set where a character set
// was guessed.
std::string decode_words(std::string_view raw, bool* is_guess = nullptr);

}  // namespace cmt::mail
