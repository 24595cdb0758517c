// ISO 10002:2018, 7.5 Initial assessment of complaint
//
// Severity, safety, complexity, impact, and the need for and possibility of immediate action. The
// priority follows from them and is not typed in, unless it is overridden with a reason.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const Assessed&);
void apply(State&, const Event&, const Assessed&, const Rules&);

// The priority of the matrix severity x impact (both 1..4); safety gives P1, vulnerability raises by
// one step.
Priority priority_of(int severity, int impact, bool safety, bool vulnerable);
// Derives the priority of a state anew, unless it was overridden.
void set_priority(State& state);

}  // namespace cmt::process
