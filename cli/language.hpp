// In which language the program speaks (docs/languages.md).
#pragma once
#include <string>
#include <string_view>

#include "cli/world.hpp"
#include "records/settings.hpp"

namespace cmt::cli {

// Speaks the language of --lang when one is asked for, else that of $CMT_LANG, else that of the locale as gettext
// has it: LC_ALL, LC_MESSAGES or LANG, and where that is not C, the first of LANGUAGE that there is. English
// where nothing of these is spoken. Called before there are threads.
void choose_language(const World& world, std::string_view asked);

// Of the labels and dates beside messages: the language that is spoken, where that is not English, else the register's.
std::string language_beside(const records::Settings& settings);

// Lines for people: on a terminal, where the language is written from right to left, what is not (an id, a
// command, a date) is kept together and in its own direction. Precondition: printable, but for colours.
std::string in_direction(std::string_view lines, bool is_terminal);

}  // namespace cmt::cli
