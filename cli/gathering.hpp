// Steps of one bulk change: each leaves its changes here, and all of them are written at once or not at all.
#pragma once
#include <vector>

#include "cli/commit.hpp"
#include "store/files.hpp"

namespace cmt::cli {

struct Gathering {
  std::vector<store::Change> changes;
  std::vector<CommitText> texts;  // what the commit of each step alone would say
};

}  // namespace cmt::cli
