// Shapes of personal data in free text.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "process/personal_number.hpp"

namespace cmt::checks {

// What a text seems to hold, as a message names it: "an e-mail address", what one of the numbers is, "a telephone
// number"; empty when nothing. Digits of every script that ascii_digits knows count. A telephone number has eight
// digits or more after a plus sign, nine to fifteen with a zero first, or as many in three groups; dates, ids of this
// register and amounts grouped by thousands are none. It is a guess: it overlooks names, and one in ten of other numbers
// with as many digits happens to have the right last one.
std::string personal_data_in(std::string_view text, const std::vector<process::PersonalNumber>& numbers);

}  // namespace cmt::checks
