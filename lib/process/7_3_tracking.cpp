#include "process/7_3_tracking.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/clocks.hpp"

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
    j.refuse(tr("'{}' is not on the staff list", assigned.owner),
             tr("add the person under `staff` in cmt.yaml"));
  if (person && !person->active)
    j.refuse(tr("'{}' is no longer active", assigned.owner));
  if (has(j.state.persons, assigned.owner))
    j.refuse(tr("'{}' is complained about and cannot own the case", assigned.owner));
}
void apply(State& state, const Event&, const Assigned& assigned, const Rules&) {
  state.owner = assigned.owner;
}

void guard(Judgement&, const Updated&) {}
void apply(State& state, const Event& event, const Updated& updated, const Rules&) {
  if (updated.holding.value_or(false) && !state.cycles.back().held)
    state.cycles.back().held = event.at;
}

void guard(Judgement&, const Noted&) {}
void apply(State&, const Event&, const Noted&, const Rules&) {}

void guard(Judgement& j, const Forwarded& forwarded) {
  if (!forwarded.report.value_or(false) || j.state.reportable.empty()) return;
  std::string open;
  for (const auto& one : j.state.reportable) {
    if (!one.done && one.duty.authority == forwarded.to) return;
    if (!one.done) open += (open.empty() ? "" : ", ") + one.duty.authority;
  }
  j.refuse(tr("no report to '{}' is owed", forwarded.to),
           open.empty() ? tr("every report that the assessment asks for was made")
                        : tr("a report is owed to: {}", open));
}
void apply(State& state, const Event& event, const Forwarded& forwarded, const Rules&) {
  if (!forwarded.report.value_or(false)) return;
  auto& cycle = state.cycles.back();
  if (!cycle.reported) cycle.reported = event.at;
  for (auto& one : state.reportable)
    if (!one.done && one.duty.authority == forwarded.to) one.done = event.at;
}

void guard(Judgement& j, const Extended& extended) {
  if (extended.deadline.empty()) return;
  const auto clock = parse_name(clock_names, extended.deadline);
  if (!clock || *clock == Clock::registration || *clock == Clock::external) {
    j.refuse(tr("'{}' is not a limit that can be extended", extended.deadline),
             tr("one of: ack, assess, update, holding, final, remedy, reply, report"));
    return;
  }
  if (!j.rules.extension_allowed) {
    j.refuse(tr("this register allows no extension"), tr("`extension_allowed` in cmt.yaml says so"));
    return;
  }
  const Terms terms = terms_of(j.state, j.rules);
  const Limit* limit = terms.find(*clock);
  if (*clock == Clock::report && !limit && !j.state.reportable.empty()) {
    j.refuse(tr("the day of a report to an authority is not extended"),
             tr("another day comes from an assessment: cmt assess --reportable"));
    return;
  }
  if (limit && !limit->extension) {
    j.refuse(tr("the deadline profile allows no extension of {}", extended.deadline));
    return;
  }
  const auto today = j.rules.zone.date_of(j.event.at);
  if (!extended.until || !today) return;
  // What the limit was before it was ever moved is what the most is counted from.
  Date latest = *today, first = *today;
  bool is_missed = false;
  for (const auto& reading : read_clocks(j.state, j.rules, counted_at(j.event.at, j.rules.zone, {})))
    if (reading.clock == *clock && reading.cycle == j.state.cycle().number) {
      latest = reading.due.day;
      first = reading.base.day;
      is_missed = reading.status == ClockStatus::overdue;
    }
  if (is_missed && *clock != Clock::update) {
    j.refuse(tr("{} was due on {}: a limit that has passed is not extended",
                extended.deadline, text(latest)),
             tr("tell the complainant how it goes: cmt update {}", j.state.id.text()));
    return;
  }
  if (*extended.until <= latest)
    j.refuse(tr("the new due date is not after {}", text(latest)));
  const calendar::Amount most =
      limit ? *limit->extension
            : calendar::Amount{j.rules.extension_days, calendar::Unit::days};
  const Date last =
      calendar::due(calendar_of(j.state, j.rules), on_day(first), {most, {}, {}, false}, {}, {}).day;
  if (*extended.until > last)
    j.refuse(tr("an extension is at most {}", calendar::in_words(most)),
             tr("{} at the latest", text(last)));
}
void apply(State& state, const Event& event, const Extended& extended, const Rules&) {
  if (extended.until)
    state.cycles.back().extensions.push_back(
        {extended.deadline, *extended.until, event.at, extended.reason.value});
}

void guard(Judgement& j, const Escalated& escalated) {
  if (!escalated.level) return;
  const int level = *escalated.level;
  if (level < 0 || level > 3) {
    j.refuse(tr("the escalation level is 0 to 3"));
    return;
  }
  if (j.state.status != Status::contested) return;  // T27: a level on an open case
  // T17: an internal review after the complainant rejected the decision.
  if (level != std::min(j.state.level + 1, 3))
    j.refuse(tr("a review goes one level up, to {}", std::min(j.state.level + 1, 3)));
  if (escalated.reviewer.empty())
    j.refuse(tr("the reviewer is missing"), tr("name who reviews with --reviewer"));
  else if (has(j.state.deciders, escalated.reviewer))
    j.refuse(tr("'{}' decided earlier and cannot review", escalated.reviewer),
             tr("name somebody who took no part in the decision"));
}
void apply(State& state, const Event&, const Escalated& escalated, const Rules&) {
  state.level = escalated.level.value_or(state.level);
  if (!escalated.trigger.empty()) state.cycles.back().triggers.push_back(escalated.trigger);
  if (state.status != Status::contested) return;
  state.investigator = escalated.reviewer;
  if (!escalated.reviewer.empty()) state.deciders.push_back(escalated.reviewer);
  state.cycles.back().contested.reset();
}

void guard(Judgement& j, const StaffInformed& informed) {
  if (!informed.person.empty() && !has(j.state.persons, informed.person))
    j.refuse(tr("'{}' is not named as complained about", informed.person),
             tr("name them with cmt assess --person"));
}
void apply(State&, const Event&, const StaffInformed&, const Rules&) {}

}  // namespace cmt::process
