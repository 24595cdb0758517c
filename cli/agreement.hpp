// Questions to the person at the terminal, before something that cannot be undone or is done to many.
#pragma once
#include <string>

#include "cli/world.hpp"

namespace cmt::cli {

// Whether somebody sits at a terminal who sees a question and can answer it.
bool can_ask(const World& world);

// Asks "QUESTION [y/N] "; only y, Y and yes are a yes. Precondition: can_ask.
bool says_yes(const World& world, const Message& question);

}  // namespace cmt::cli
