#include "process/7_6_investigation.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::process {

void guard(Judgement& j, const InvestigationStarted& started) {
  if (started.investigator.empty()) return;
  const auto& persons = j.state.persons;
  if (std::find(persons.begin(), persons.end(), started.investigator) != persons.end())
    j.refuse(tr("'{}' is complained about and cannot investigate", started.investigator),
             tr("name somebody else with --investigator"));
  const StaffMember* person = j.rules.person(started.investigator);
  if (!j.rules.staff.empty() && !person)
    j.refuse(tr("'{}' is not on the staff list", started.investigator),
             tr("add the person under `staff` in cmt.yaml"));
  if (person && !person->active)
    j.refuse(tr("'{}' is no longer active", started.investigator));
  if (started.depth == Depth::full && started.plan.empty())
    j.refuse(tr("a full investigation has a plan"), tr("give it with --plan"));
}
void apply(State& state, const Event&, const InvestigationStarted& started, const Rules&) {
  state.investigator = started.investigator;
}

void guard(Judgement& j, const InfoRequested& requested) {
  const auto today = j.rules.zone.date_of(j.event.at);
  if (requested.reply_by && today && *requested.reply_by < *today)
    j.refuse(tr("the reply-by date is in the past"));
}
void apply(State& state, const Event&, const InfoRequested& requested, const Rules&) {
  state.reply_by = requested.reply_by;
}

void guard(Judgement& j, const InfoReceived& received) {
  if (!received.reply.empty()) return;
  const auto today = j.rules.zone.date_of(j.event.at);
  if (received.proceed_without.empty())
    j.refuse(tr("neither a reply nor a reason to go on without one is given"),
             tr("give the reply with --text, or --proceed-without REASON"));
  else if (j.state.reply_by && today && *today <= *j.state.reply_by)
    j.refuse(tr("the complainant may still reply until {}", text(*j.state.reply_by)));
}
void apply(State&, const Event&, const InfoReceived&, const Rules&) {}

}  // namespace cmt::process
