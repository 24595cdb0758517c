// ISO 10002:2018, 7.8 Communicating the decision
//
// The complainant learns the decision as soon as it is taken, and what they can do if they disagree.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const DecisionCommunicated&);
void apply(State&, const Event&, const DecisionCommunicated&, const Rules&);

}  // namespace cmt::process
