#include "process/replay.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/7_2_receipt.hpp"
#include "process/7_3_tracking.hpp"
#include "process/7_4_acknowledgement.hpp"
#include "process/7_5_assessment.hpp"
#include "process/7_6_investigation.hpp"
#include "process/7_7_response.hpp"
#include "process/7_8_decision.hpp"
#include "process/7_9_closing.hpp"
#include "process/required_fields.hpp"

namespace cmt::process {
namespace {

// The status an event leads to whatever went before: what an imported event proves.
Status status_after(const State& state, const Event& event) {
  if (const Transition* row = find_transition(state.status, event)) {
    if (row->to) return *row->to;
    if (std::holds_alternative<Reopened>(event.body))
      return state.assessed_once ? Status::assessed : Status::fresh;
    return state.status;
  }
  for (const auto& [status, name] : status_names)
    if (const Transition* row = find_transition(status, event); row && row->to) return *row->to;
  return std::holds_alternative<Received>(event.body) ? Status::fresh : state.status;
}

// Keeps when the complainant heard from us, and while what they were asked is awaited (7.3).
void track(State& state, const Event& event, Status after) {
  auto& cycle = state.cycles.back();
  if (tells_complainant(event) && event.at.is_known()) cycle.contacts.push_back(event.at);
  if (after == Status::pending_complainant) {
    if (cycle.waits.empty() || cycle.waits.back().to) cycle.waits.push_back({event.at, {}});
  } else if (!cycle.waits.empty() && !cycle.waits.back().to) {
    cycle.waits.back().to = event.at;
  }
}

// A step of the process, as against an event that only adds to the record.
bool is_step(const Transition& row) {
  return row.to.has_value() || row.event == event_index<Reopened>();
}

void judge_fields(Judgement& j) {
  RequiredFields required{[&](const Field& field) {
    j.refuse(tr("{} is missing", field.name),
             tr("cmt {} {}: {}", j.row.command, j.state.id.text(), field.meaning));
  }};
  // A description is of what a reader may fill; this one only looks, and a copy would be dear.
  auto& event = const_cast<Event&>(j.event);
  describe_header(required, event);
  std::visit([&](auto& body) { describe(required, body); }, event.body);
}

void judge_times(Judgement& j) {
  const When& at = j.event.at;
  const TimeZone& zone = j.rules.zone;
  if (!at.is_known())
    j.refuse(tr("the time is not known"), tr("only imported records may leave it unknown"));
  if (is_before(at, j.state.received_at, zone) &&
      !std::holds_alternative<Acknowledged>(j.event.body))
    j.refuse(
        tr("it is dated {}, before the receipt, {}", text(at), text(j.state.received_at)));
  if (is_step(j.row) && j.state.last_step_at && is_before(at, *j.state.last_step_at, zone))
    j.refuse(tr("it is dated {}, before the step it follows, {}", text(at),
                text(*j.state.last_step_at)));
  if (j.event.recorded_at && is_before(exactly(*j.event.recorded_at), at, zone))
    j.refuse(tr("it was put on record at {}, before it happened, {}",
                text(*j.event.recorded_at), text(at)));
  const Instant recorded = j.event.recorded_at.value_or(counted_at(at, zone, {}));
  const When entered = j.event.recorded_at ? exactly(recorded) : at;
  if (is_before(entered, exactly(j.state.last_recorded), zone))
    j.refuse(tr("it was put on record at {}, before the event it follows, {}",
                text(entered), text(zone.at(j.state.last_recorded.utc))),
             tr("events stand in the order in which they were recorded"));
}

// Who may act (b.3), where a register with the full process names its staff and their roles.
void judge_actor(Judgement& j) {
  if (!j.full() || j.rules.staff.empty()) return;
  const std::string& by = j.event.by;
  const StaffMember* person = j.rules.person(by);
  if (!person) {
    j.refuse(tr("'{}' is not on the staff list", by),
             tr("add the person under `staff` in cmt.yaml, or act --by another"));
    return;
  }
  if (!person->active) j.refuse(tr("'{}' is no longer active", by));
  if (person->roles.empty()) return;
  const auto is = [&](std::string_view role) {
    return std::find(person->roles.begin(), person->roles.end(), role) != person->roles.end();
  };
  for (const std::string_view role : {"manager", "approver", "reviewer", "liaison"}) {
    if (j.row.who.substr(0, role.size()) != role) continue;
    const bool owner_too = j.row.who.find("owner") != std::string_view::npos;
    if (!is(role) && !is("manager") && !(owner_too && by == j.state.owner))
      j.refuse(tr("'{}' does not have the role {}", by, role),
               tr("somebody who has it takes this step (5.4)"));
  }
}

Diagnostics judge_guard(Judgement j) {
  judge_fields(j);
  judge_times(j);
  judge_actor(j);
  std::visit([&](const auto& body) { guard(j, body); }, j.event.body);
  return std::move(j).refusals();
}

// A register that changes from small to full does not change what was asked of earlier cases.
class OwnRules {
 public:
  OwnRules(const Complaint& complaint, const Rules& rules) : rules_(&rules) {
    const auto* received = std::get_if<Received>(&complaint.history.front().body);
    if (!received || !received->process || *received->process == rules.process) return;
    changed_ = rules;
    changed_->process = *received->process;
    rules_ = &*changed_;
  }
  OwnRules(const OwnRules&) = delete;
  OwnRules& operator=(const OwnRules&) = delete;
  const Rules& get() const { return *rules_; }

 private:
  std::optional<Rules> changed_;
  const Rules* rules_;
};

}  // namespace

bool tells_complainant(const Event& event) {
  return std::holds_alternative<Acknowledged>(event.body) ||
         std::holds_alternative<Updated>(event.body) ||
         std::holds_alternative<Extended>(event.body) ||
         std::holds_alternative<InfoRequested>(event.body) ||
         std::holds_alternative<DecisionCommunicated>(event.body);
}

bool is_before(const When& a, const When& b, const TimeZone& zone) {
  if (!a.is_known() || !b.is_known()) return false;
  if (a.kind == When::Kind::exact && b.kind == When::Kind::exact)
    return a.instant.utc < b.instant.utc;
  return *zone.date_of(a) < *zone.date_of(b);
}

Instant counted_at(const When& when, const TimeZone& zone, Instant fallback) {
  switch (when.kind) {
    case When::Kind::exact:
      return when.instant;
    case When::Kind::day:
      return zone.start_of(when.day);
    case When::Kind::unknown:
      break;
  }
  return fallback;
}

State begin(const Complaint& complaint, const Rules& rules) {
  State state{complaint.id, complaint.summary};
  const Event& first = complaint.history.front();
  if (const auto* received = std::get_if<Received>(&first.body))
    apply(state, first, *received, rules);
  else
    state.cycles = {Cycle{}}, state.stages = {Stage{}};
  state.last_at = first.at;
  state.last_step_at = first.at;
  state.last_recorded = state.registered_at;
  note_particulars(state, {state.priority, state.level}, first, rules);
  return state;
}

void apply(State& state, const Event& event, const Rules& rules) {
  const Status after = status_after(state, event);
  const Transition* row = find_transition(state.status, event);
  const bool moves_on = row ? is_step(*row) : after != state.status;
  const Before before{state.priority, state.level};
  std::visit([&](const auto& body) { apply(state, event, body, rules); }, event.body);
  note_particulars(state, before, event, rules);
  track(state, event, after);
  state.status = after;
  const Instant at =
      std::max(counted_at(event.at, rules.zone, state.imported_at), state.stages.back().from);
  if (after != state.stages.back().status || state.kind != state.stages.back().kind)
    state.stages.push_back({at, after, state.kind});
  if (event.at.is_known()) {
    state.last_at = event.at;
    if (moves_on) state.last_step_at = event.at;
    if (event.imported.empty())
      state.last_recorded = std::max(
          state.last_recorded, event.recorded_at.value_or(counted_at(event.at, rules.zone, {})));
  }
}

State replay(const Complaint& complaint, const Rules& rules) {
  State state = begin(complaint, rules);
  for (std::size_t i = 1; i < complaint.history.size(); ++i)
    apply(state, complaint.history[i], rules);
  return state;
}

void forget_after(Complaint& complaint, const Instant& moment, const TimeZone& zone) {
  auto& history = complaint.history;
  history.erase(std::find_if(history.begin(), history.end(),
                             [&](const Event& event) {
                               return counted_at(event.at, zone, moment) > moment ||
                                      (event.recorded_at && *event.recorded_at > moment);
                             }),
                history.end());
}

Diagnostics refusals(const State& state, const Event& event, const Rules& rules) {
  if (!event.imported.empty()) return {};
  const Transition* row = find_transition(state.status, event);
  if (!row) {
    const std::string_view command = command_of(event.body.index());
    Diagnostic none;
    none.rule = "transition";
    none.clause = "7";
    none.message =
        tr("{} is not possible while {} is `{}`", command.substr(0, command.find(" --")),
           state.id.text(), name_of(status_names, state.status));
    none.hint = tr("next: {}", next_steps(state.status));
    return {none};
  }
  return judge_guard(Judgement{state, event, rules, *row});
}

Diagnostics refusals_of_receipt(const Complaint& complaint, const Rules& rules) {
  const Event& event = complaint.history.front();
  const auto* received = std::get_if<Received>(&event.body);
  const Transition& row = transitions().front();
  const State state{complaint.id, complaint.summary};
  Judgement j{state, event, rules, row};
  if (!received)
    j.refuse(tr("the first event of a history is `received`"));
  else if (event.imported.empty())
    guard(j, *received);
  return std::move(j).refusals();
}

Result<Complaint> take(Complaint complaint, Event event, const Rules& rules) {
  const OwnRules governing{complaint, rules};
  const Rules& own = governing.get();
  auto refused = refusals(replay(complaint, own), event, own);
  if (!refused.empty()) return Failure{FailureKind::refused, std::move(refused)};
  complaint.history.push_back(std::move(event));
  return complaint;
}

std::vector<std::pair<std::size_t, Diagnostic>> judge(const Complaint& complaint,
                                                      const Rules& rules) {
  const OwnRules governing{complaint, rules};
  const Rules& own = governing.get();
  std::vector<std::pair<std::size_t, Diagnostic>> out;
  for (auto& refusal : refusals_of_receipt(complaint, own)) out.emplace_back(0, std::move(refusal));
  State state = begin(complaint, own);
  for (std::size_t i = 1; i < complaint.history.size(); ++i) {
    for (auto& refusal : refusals(state, complaint.history[i], own))
      out.emplace_back(i, std::move(refusal));
    apply(state, complaint.history[i], own);
  }
  return out;
}

}  // namespace cmt::process
