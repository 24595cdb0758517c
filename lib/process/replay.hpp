// Replaying a history: the state it gives, and what the process refuses.
//
// `refusals` is the only judge. A command asks it before it writes an event (`take`), and
// `cmt check` asks it of every event that is already written (`judge`): one rule, one place.
#pragma once
#include <vector>

#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::process {

// The state after the first event. Precondition: it is a Received.
State begin(const Complaint& complaint, const Rules& rules);
// Carries the state over one event, whether the process allows it or not.
void apply(State& state, const Event& event, const Rules& rules);

// The state after the whole history, or after the events that count up to a moment.
State replay(const Complaint& complaint, const Rules& rules);

// Leaves of the history what was on record at a moment; nothing when it had not begun.
void forget_after(Complaint& complaint, const Instant& moment, const TimeZone& zone);

// Why the process refuses the event in this state; empty when it does not. `rule` of each is the
// number of the transition whose guard is not met, or "transition" when there is none.
// Events of imported records are not judged: they say what another system did.
Diagnostics refusals(const State& state, const Event& event, const Rules& rules);
// The same for the first event (T1).
Diagnostics refusals_of_receipt(const Complaint& complaint, const Rules& rules);

// The complaint with one more event, or every reason why not.
Result<Complaint> take(Complaint complaint, Event event, const Rules& rules);

// What each event of a history breaks: pairs of its index and the finding.
std::vector<std::pair<std::size_t, Diagnostic>> judge(const Complaint& complaint,
                                                      const Rules& rules);

}  // namespace cmt::process
