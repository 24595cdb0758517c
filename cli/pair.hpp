// A step that concerns two complaints: both change, or neither does.
#pragma once
#include "cli/session.hpp"

namespace cmt::cli {

struct Pair {
  const process::State& first_state;
  const process::State& second_state;
};
struct PairEvents {
  std::vector<process::Body> first, second;
};

int change_pair(World& world, const StepOptions& options, const std::string& other,
                const std::function<Result<PairEvents>(const Pair&)>& make,
                const std::function<Message(const Pair&)>& saying);

}  // namespace cmt::cli
