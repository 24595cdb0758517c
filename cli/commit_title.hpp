// What the commit of a step says, made from the step's events: the first line as a person would write
// it, and the events when there are several. Names nobody but staff, and quotes no text of a record.
#pragma once
#include <span>

#include "cli/commit.hpp"
#include "process/replay.hpp"

namespace cmt::cli {

// `after` is the state after the step, `events` what the step added; not empty.
CommitText step_text(const process::State& after, std::span<const process::Event> events);

}  // namespace cmt::cli
