// ISO 10002:2018, 7.7 Response to complaint
//
// A response says what was found and what is offered; the approver answers for it.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const ResponseProposed&);
void guard(Judgement&, const Decided&);
void guard(Judgement&, const Returned&);

void apply(State&, const Event&, const ResponseProposed&, const Rules&);
void apply(State&, const Event&, const Decided&, const Rules&);
void apply(State&, const Event&, const Returned&, const Rules&);

// The sum of the remedies that carry an amount, a currency each.
std::vector<Money> total_of(const std::vector<RemedyState>& remedies);

}  // namespace cmt::process
