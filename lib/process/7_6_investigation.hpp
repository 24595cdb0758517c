// ISO 10002:2018, 7.6 Investigation of complaint
//
// The facts are found by somebody who is not complained about (4.7). Waiting for the complainant is
// a status of its own, so that the time can be told apart.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const InvestigationStarted&);
void guard(Judgement&, const InfoRequested&);
void guard(Judgement&, const InfoReceived&);

void apply(State&, const Event&, const InvestigationStarted&, const Rules&);
void apply(State&, const Event&, const InfoRequested&, const Rules&);
void apply(State&, const Event&, const InfoReceived&, const Rules&);

}  // namespace cmt::process
