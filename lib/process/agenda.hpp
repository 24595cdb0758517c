// What there is to do, ISO 10002:2018, 7.3: everything that is overdue or falls due, most urgent
// first.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "process/clocks.hpp"
#include "process/returns.hpp"

namespace cmt::process {

struct Errand {
  const State* of = nullptr;  // null: a return, which is no case's
  std::string code;     // name of the clock, or `answer`: a reply of the complainant is awaited
  std::string subject;  // remedy: its code; report: the authority, or the period of a return
  int cycle = 1;
  int number = 1;  // remedy: which of those with its code; report: which authority
  calendar::Due due;
  ClockStatus status = ClockStatus::open;  // open, waiting or overdue
  std::string command;  // what to type: "cmt ack 2026-7K3QX4M"
};

// Of open complaints, and of ended ones the reports that are owed still; with the returns. Priority
// and id decide between two that are due at the same time. The states must outlive the result.
std::vector<Errand> agenda(const std::vector<const State*>& states,
                           const std::vector<DueReturn>& returns, const Rules& rules,
                           const Instant& now);
// Those of them that are due by the end of a local day, and all that is overdue.
std::vector<Errand> due_by(const std::vector<Errand>& agenda, Date until);

// The command that meets a clock of a case.
std::string command_for(Clock clock, const State& state);

}  // namespace cmt::process
