// What there is to do, ISO 10002:2018, 7.3: everything that is overdue or falls due, most urgent
// first.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "process/clocks.hpp"

namespace cmt::process {

struct Errand {
  const State* of = nullptr;
  std::string code;     // name of the clock, or `answer`: a reply of the complainant is awaited
  std::string subject;  // remedy: its code
  int cycle = 1;
  calendar::Due due;
  ClockStatus status = ClockStatus::open;  // open, waiting or overdue
  std::string command;  // what to type: "cmt ack 2026-7K3QX4M"
};

// Of open complaints, up to the end of the local day `until`; absent: everything. What is overdue
// always belongs to it. Priority and id decide between two that are due at the same time. The
// states must outlive the result.
std::vector<Errand> agenda(const std::vector<const State*>& states, const Rules& rules,
                           const Instant& now, std::optional<Date> until);

// The command that meets a clock of a case.
std::string command_for(Clock clock, const State& state);

}  // namespace cmt::process
