// From the words of a command line to an exit code.
#pragma once
#include <string>
#include <vector>

#include "cli/world.hpp"

namespace cmt::cli {

// `words` are the arguments without the program's name. Standard output is written once, at the end.
int run(const std::vector<std::string>& words, World& world);

}  // namespace cmt::cli
