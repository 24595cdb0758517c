// ISO 10002:2018, 7.3 Tracking of complaint
//
// From receipt until the end somebody is accountable, and the complainant is told how it goes.
#pragma once
#include "process/judgement.hpp"

namespace cmt::process {

void guard(Judgement&, const Assigned&);
void guard(Judgement&, const Updated&);
void guard(Judgement&, const Noted&);
void guard(Judgement&, const Forwarded&);
void guard(Judgement&, const Extended&);
void guard(Judgement&, const Escalated&);
void guard(Judgement&, const StaffInformed&);

void apply(State&, const Event&, const Assigned&, const Rules&);
void apply(State&, const Event&, const Updated&, const Rules&);
void apply(State&, const Event&, const Noted&, const Rules&);
void apply(State&, const Event&, const Forwarded&, const Rules&);
void apply(State&, const Event&, const Extended&, const Rules&);
void apply(State&, const Event&, const Escalated&, const Rules&);
void apply(State&, const Event&, const StaffInformed&, const Rules&);

}  // namespace cmt::process
