// A letter in the forms it is sent in. The words of the record are text in each: nothing of them is
// markup, a control or direction character, and each is kept from moving its neighbours where its
// script runs the other way.
#pragma once
#include <string>
#include <string_view>

#include "letters/template.hpp"

namespace cmt::letters {

std::string text(const Letter& letter, std::string_view language);
std::string markdown(const Letter& letter, std::string_view language);
// One page without scripts or anything from elsewhere, for the screen and for A4 paper.
std::string html(const Letter& letter, std::string_view language);

bool is_right_to_left(std::string_view language);

}  // namespace cmt::letters
