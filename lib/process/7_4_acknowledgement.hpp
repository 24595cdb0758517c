// ISO 10002:2018, 7.4 Acknowledgement of complaint
//
// A milestone, not a status: it can come before, during or after the assessment.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const Acknowledged&);
void apply(State&, const Event&, const Acknowledged&, const Rules&);

}  // namespace cmt::process
