// The program's real surroundings: streams, terminal, clock, randomness, environment.
#pragma once
#include "cli/world.hpp"

namespace cmt::cli {

// Failure (usage) when $CMT_NOW or $CMT_SEED is set and cannot be read.
Result<World> real_world();

// Descriptors 0 to 2 are open, so that no message ever lands in a file that the program opens. Closed
// input cannot be read and closed output not written, which is an error as it is for a full disk; a
// closed pipe is an error of the write, not a signal.
void secure_streams();

}  // namespace cmt::cli
