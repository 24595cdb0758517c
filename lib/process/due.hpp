// The limits of a case, ISO 10002:2018, 7.3 and 7.7: what was promised for when, and how it stands.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::process {

// A limit of the case and how it stands on a day (K04, K09, K13).
struct DueLimit {
  std::string code;  // ack, assess, final, remedy, reply
  Date due;
  std::optional<When> met_at;  // absent: not met yet
  std::string status;          // met, late, open, overdue
};

// The limits that have a due date: the reply date told to the complainant and every date set by an
// extension, of which the last one counts. A limit that a case ended without meeting is left out.
std::vector<DueLimit> due_limits(const State& state, const Rules& rules, Date today);

}  // namespace cmt::process
