// What may come next on a command line that is being typed: for the scripts of `cmt completion`.
#pragma once
#include <string>
#include <vector>

#include "cli/world.hpp"

namespace cmt::cli {

// `words` are the words after `cmt`, the last one unfinished. A line for each candidate: the word,
// a tab, and what it is. Never fails: without a register there are just no ids.
std::string candidates(World& world, const std::vector<std::string>& words);

}  // namespace cmt::cli
