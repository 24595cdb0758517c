#include "process/7_3_tracking.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::process {
namespace {

bool has(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

void guard(Judgement& j, const Assigned& assigned) {
  if (assigned.owner.empty()) return;
  const StaffMember* person = j.rules.person(assigned.owner);
  if (!j.rules.staff.empty() && !person)
    j.refuse(fmt::format("'{}' is not on the staff list", assigned.owner),
             "add the person under `staff` in cmt.yaml");
  if (person && !person->active)
    j.refuse(fmt::format("'{}' is no longer active", assigned.owner));
  if (has(j.state.persons, assigned.owner))
    j.refuse(fmt::format("'{}' is complained about and cannot own the case", assigned.owner));
}
void apply(State& state, const Event&, const Assigned& assigned, const Rules&) {
  state.owner = assigned.owner;
}

void guard(Judgement&, const Updated&) {}
void apply(State&, const Event&, const Updated&, const Rules&) {}

void guard(Judgement&, const Noted&) {}
void apply(State&, const Event&, const Noted&, const Rules&) {}

void guard(Judgement&, const Forwarded&) {}
void apply(State&, const Event&, const Forwarded&, const Rules&) {}

void guard(Judgement& j, const Extended& extended) {
  static const std::vector<std::string> limits = {"ack", "assess", "final", "remedy", "reply"};
  if (!extended.deadline.empty() && !has(limits, extended.deadline))
    j.refuse(fmt::format("'{}' is not a limit that can be extended", extended.deadline),
             "one of: ack, assess, final, remedy, reply");
  if (!j.rules.extension_allowed) j.refuse("the deadline profile allows no extension");
  std::optional<Date> due;
  if (extended.deadline == "final") due = j.state.reply_expected_by;
  for (const auto& [code, until] : j.state.extended)
    if (code == extended.deadline) due = until;
  const auto today = j.rules.zone.date_of(j.event.at);
  const std::optional<Date> base = due ? due : today;
  if (extended.until && base && *extended.until <= *base)
    j.refuse(fmt::format("the new due date is not after {}", text(*base)));
  if (extended.until && base &&
      *extended.until > *base + std::chrono::days{j.rules.extension_days})
    j.refuse(fmt::format("an extension is at most {} days", j.rules.extension_days),
             fmt::format("{} at the latest",
                         text(*base + std::chrono::days{j.rules.extension_days})));
}
void apply(State& state, const Event&, const Extended& extended, const Rules&) {
  if (extended.until) state.extended.emplace_back(extended.deadline, *extended.until);
}

void guard(Judgement& j, const Escalated& escalated) {
  if (!escalated.level) return;
  const int level = *escalated.level;
  if (level < 0 || level > 3) {
    j.refuse("the escalation level is 0 to 3");
    return;
  }
  if (j.state.status != Status::contested) return;  // T27: a level on an open case
  // T17: an internal review after the complainant rejected the decision.
  if (level != std::min(j.state.level + 1, 3))
    j.refuse(fmt::format("a review goes one level up, to {}", std::min(j.state.level + 1, 3)));
  if (escalated.reviewer.empty())
    j.refuse("the reviewer is missing", "name who reviews with --reviewer");
  else if (has(j.state.deciders, escalated.reviewer))
    j.refuse(fmt::format("'{}' decided earlier and cannot review", escalated.reviewer),
             "name somebody who took no part in the decision");
}
void apply(State& state, const Event&, const Escalated& escalated, const Rules&) {
  state.level = escalated.level.value_or(state.level);
  if (state.status != Status::contested) return;
  state.investigator = escalated.reviewer;
  if (!escalated.reviewer.empty()) state.deciders.push_back(escalated.reviewer);
  state.cycles.back().contested.reset();
}

void guard(Judgement& j, const StaffInformed& informed) {
  if (!informed.person.empty() && !has(j.state.persons, informed.person))
    j.refuse(fmt::format("'{}' is not named as complained about", informed.person),
             "name them with cmt assess --person");
}
void apply(State&, const Event&, const StaffInformed&, const Rules&) {}

}  // namespace cmt::process
