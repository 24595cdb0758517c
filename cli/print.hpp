// What is said to people: diagnostics with their place, and the one way from a failure to an exit
// code.
#pragma once
#include <string>
#include <string_view>

#include "cli/world.hpp"
#include "core/diagnostic.hpp"

namespace cmt::cli {

// "complaints/2026/….yaml:31:14: error: … [7.9]", the source line with a caret, and the hint.
// Everything that comes from a file or an argument is made safe for a terminal.
std::string rendered(const Diagnostic& diagnostic, bool color);

void print(World& world, const Diagnostics& diagnostics);

// Prints why, and gives the exit code of its kind.
int fail(World& world, const Failure& failure);

bool wants_color(const World& world, bool is_terminal);

// A line of text for people: on a terminal, right-to-left text is kept from moving its neighbours; a
// pipe gets the text alone. Precondition: printable.
std::string placed(const World& world, std::string_view printable);

// How wide text for people may be: the terminal's width, or 0 (no limit) when piped.
int text_width(const World& world);

}  // namespace cmt::cli
