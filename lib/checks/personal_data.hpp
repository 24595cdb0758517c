// Shapes of personal data in free text.
#pragma once
#include <string_view>

namespace cmt::checks {

// What a text seems to hold, as a message names it: "an e-mail address", "a telephone, card or
// identity number"; empty when nothing. Digits of every script that ascii_digits knows count. A
// number is nine digits or more in one run, with single separators between groups or after a plus
// sign; dates, ids of this register and amounts grouped by thousands are not. It is a guess: it
// overlooks names, and takes a long invoice number for personal data.
std::string_view personal_data_in(std::string_view text);

}  // namespace cmt::checks
