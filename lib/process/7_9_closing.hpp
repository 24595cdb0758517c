// ISO 10002:2018, 7.9 Closing the complaint
//
// An accepted decision is carried out and recorded. A rejected one keeps the complaint open until
// all reasonable internal and external routes are used up or the complainant is satisfied.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const Accepted&);
void guard(Judgement&, const Contested&);
void guard(Judgement&, const RemedyStarted&);
void guard(Judgement&, const RemedyDone&);
void guard(Judgement&, const RemedyVerified&);
void guard(Judgement&, const Closed&);
void guard(Judgement&, const Referred&);
void guard(Judgement&, const DisputeClosed&);
void guard(Judgement&, const Withdrawn&);
void guard(Judgement&, const Reopened&);

void apply(State&, const Event&, const Accepted&, const Rules&);
void apply(State&, const Event&, const Contested&, const Rules&);
void apply(State&, const Event&, const RemedyStarted&, const Rules&);
void apply(State&, const Event&, const RemedyDone&, const Rules&);
void apply(State&, const Event&, const RemedyVerified&, const Rules&);
void apply(State&, const Event&, const Closed&, const Rules&);
void apply(State&, const Event&, const Referred&, const Rules&);
void apply(State&, const Event&, const DisputeClosed&, const Rules&);
void apply(State&, const Event&, const Withdrawn&, const Rules&);
void apply(State&, const Event&, const Reopened&, const Rules&);

}  // namespace cmt::process
