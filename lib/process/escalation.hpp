// Automatic escalation: when a case goes up without anybody asking (ISO 10002:2018, 7.9 and the
// flow chart of complaint handling), and who must know (5.4, rapid notification).
#pragma once
#include <string>
#include <vector>

#include "process/clocks.hpp"

namespace cmt::process {

// What raised a case. Each fires once in a cycle.
struct Trigger {
  std::string code;    // "overdue-final", "unowned-p1", "same-cause", "amount", "safety", …
  std::string reason;  // in words
  int level = 1;       // at least
};

// The triggers of one open case that have not fired in its cycle: a passed due date of what is owed
// (the final answer goes to level 2, others to 1); priority P1 without an owner four hours after
// receipt; the third complaint with a cause within 30 days; an amount above the highest authority of
// the staff; safety, also where a danger is suspected and not assessed yet; severity 4; misconduct of
// staff; interest of the press or of an authority. `others` are the complaints of the register, for
// the causes. Nothing while the case is contested: a review needs a reviewer, whom a person names.
std::vector<Trigger> triggers(const State& state, const std::vector<const State*>& others,
                              const Rules& rules, const Instant& now);

// Who is told of a case at a level: the managers of the staff list, and from level 2 on the
// reviewers too. Empty where the register names no such person.
std::vector<std::string> who_must_know(int level, const Rules& rules);

}  // namespace cmt::process
