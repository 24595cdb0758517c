#include "improvement/action.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "dossier/define_steps.hpp"
#include "improvement/effectiveness.hpp"

namespace cmt::improvement {
namespace {

using enum ActionStatus;
using Set = dossier::StatusSet<ActionStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<ActionBody, E>();

constexpr Set unended{open, analysing, planned, approved, in_progress, implemented, verifying};
constexpr Set any{open,      analysing, planned, approved, in_progress,
                  implemented, verifying, closed,  rejected, cancelled};

constexpr dossier::Transition<Action> table[] = {
    {"A1", of<Opened>, {}, open, "action new", "8.7", "", "kind, source and problem"},
    {"A2", of<Contained>, unended, {}, "action contain", "8.7", "", "what was done at once"},
    {"A3", of<Analysed>, Set(open, analysing), analysing, "action analyse", "8.7", "",
     "a root cause or the check of the scope"},
    {"A4", of<Planned>, Set(open, analysing, planned, approved, in_progress), planned, "action plan",
     "8.7", "", "cause of a corrective action; criterion; containment when severe"},
    {"A5", of<Approved>, Set(planned), approved, "action approve", "8.7", "manager",
     "another person than the owner"},
    {"A6", of<StepDone>, Set(approved, in_progress), in_progress, "action step", "8.7", "",
     "a step of the plan that is not done"},
    {"A7", of<Implemented>, Set(approved, in_progress), implemented, "action implement", "8.7", "",
     "every step done; what an improvement changed"},
    {"A8", of<Verified>, Set(implemented, verifying), {}, "action verify", "8.7", "",
     "another person than the owner; the window over; the verdict that the figures give", true},
    {"A9", of<ActionClosed>, Set(verifying), closed, "action close", "8.7", "",
     "another person than the owner; effective, or why there is no verdict; lessons"},
    {"A10", of<ActionRejected>, Set(open, analysing, planned), rejected, "action reject", "8.7",
     "manager", "reason"},
    {"A11", of<Cancelled>, unended, cancelled, "action cancel", "8.7", "manager", "reason"},
    {"A12", of<ActionLinked>, any, {}, "action link", "8.7", "", "complaints or references"},
    {"A13", of<ActionNoted>, any, {}, "action note", "8.7", "", "text"},
};

bool removes_a_cause(ActionKind kind) {
  return kind == ActionKind::corrective || kind == ActionKind::preventive;
}

// Not the owner: nobody judges their own work.
void refuse_owner(ActionJudgement& j, const char* what) {
  if (!j.state.owner.empty() && j.event.by == j.state.owner)
    j.refuse(tr("'{}' owns the action and cannot {} it", j.event.by, what),
             tr("another person does: --by WHO"));
}

void guard_criterion(ActionJudgement& j, const Criterion& criterion) {
  if (!criterion.is_measured()) {
    if (criterion.fall_percent)
      j.refuse(tr("the criterion has a target and nothing to count"),
               tr("say which complaints with --cause or --category"));
    return;
  }
  if (!criterion.fall_percent || *criterion.fall_percent < 1 || *criterion.fall_percent > 100)
    j.refuse(tr("by how much the complaints must fall is not said"), tr("give it with --fall 1 to 100"));
  if (criterion.window_days && (*criterion.window_days < 7 || *criterion.window_days > 730))
    j.refuse(tr("a window of {} days is not from 7 to 730", *criterion.window_days));
  if (criterion.settling_days && *criterion.settling_days > 365)
    j.refuse(tr("a settling period of {} days is more than 365", *criterion.settling_days));
}

bool same(const std::optional<Measure>& measure, const Period& window) {
  return measure && measure->from == window.from && measure->to == window.to;
}

}  // namespace

std::span<const dossier::Transition<Action>> Action::transitions() { return table; }

void begin(ActionState& state, const ActionHead& head) { state.title = head.title; }

void guard(ActionJudgement& j, const Opened& opened) {
  if (opened.severity && (*opened.severity < 1 || *opened.severity > 4))
    j.refuse(tr("severity is {}, not 1 to 4", *opened.severity));
  if (opened.source == Origin::complaint && opened.complaints.empty())
    j.refuse(tr("the complaints that it comes from are not named"), tr("name them with --complaint"));
}
void apply(ActionState& state, const ActionEvent&, const Opened& opened, const process::Rules&) {
  state.kind = opened.kind.value_or(ActionKind::corrective);
  state.source = opened.source.value_or(Origin::self);
  state.complaints = opened.complaints;
  state.refs = opened.refs;
  state.problem = opened.problem;
  state.severity = opened.severity;
  state.owner = opened.owner;
}

void guard(ActionJudgement&, const Contained&) {}
void apply(ActionState& state, const ActionEvent&, const Contained&, const process::Rules&) {
  state.contained = true;
}

void guard(ActionJudgement& j, const Analysed& analysed) {
  if (!analysed.cause && analysed.scope_check.empty())
    j.refuse(tr("the analysis says nothing"), tr("give a root cause with --cause, or --scope-check TEXT"));
}
void apply(ActionState& state, const ActionEvent&, const Analysed& analysed, const process::Rules&) {
  if (analysed.cause) state.causes = analysed.cause->codes;
}

void guard(ActionJudgement& j, const Planned& planned) {
  if (j.state.kind == ActionKind::corrective && j.state.causes.empty())
    j.refuse(tr("a corrective action removes a cause, and none was found"),
             fmt::format("cmt action analyse {} --cause CODE", j.state.id));
  if (removes_a_cause(j.state.kind) && !planned.criterion)
    j.refuse(tr("by what it will be seen that the action worked is not said"),
             tr("give it with --criterion TEXT, and what is counted with --cause and --fall"));
  if (planned.criterion) guard_criterion(j, *planned.criterion);
  if (j.state.severity.value_or(1) >= 3 && !j.state.contained)
    j.refuse(tr("severity {} asks for something done at once", *j.state.severity),
             fmt::format("cmt action contain {} TEXT", j.state.id));
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (planned.due && day && *planned.due < *day)
    j.refuse(tr("it would be due on {}, before it was planned", text(*planned.due)));
  if (!j.rules.staff.empty() && !planned.owner.empty()) {
    const auto* person = j.rules.person(planned.owner);
    if (!person) j.refuse(tr("'{}' is not on the staff list", planned.owner));
    else if (!person->active) j.refuse(tr("'{}' is no longer active", planned.owner));
  }
}
void apply(ActionState& state, const ActionEvent&, const Planned& planned, const process::Rules&) {
  state.owner = planned.owner;
  state.sponsor = planned.sponsor;
  state.due = planned.due;
  if (!state.first_due || state.first_due_cycle != state.cycle) {
    state.first_due = planned.due;
    state.first_due_cycle = state.cycle;
  }
  state.criterion = planned.criterion;
  state.steps.clear();
  for (const auto& step : planned.steps) state.steps.push_back({step, {}});
  state.approver.clear();
}

void guard(ActionJudgement& j, const Approved&) {
  if (j.full()) refuse_owner(j, "approve");
}
void apply(ActionState& state, const ActionEvent& event, const Approved&, const process::Rules&) {
  state.approver = event.by;
}

void guard(ActionJudgement& j, const StepDone& done) {
  if (!done.step) return;
  const auto number = static_cast<std::size_t>(*done.step);
  if (number < 1 || number > j.state.steps.size())
    j.refuse(tr("the plan has no step {}", number),
             tr("it has {}: cmt action show {}", j.state.steps.size(), j.state.id));
  else if (j.state.steps[number - 1].done)
    j.refuse(tr("step {} is done already", number));
}
void apply(ActionState& state, const ActionEvent& event, const StepDone& done,
           const process::Rules&) {
  const auto number = static_cast<std::size_t>(done.step.value_or(0));
  if (number >= 1 && number <= state.steps.size()) state.steps[number - 1].done = event.at;
}

void guard(ActionJudgement& j, const Implemented& implemented) {
  for (std::size_t i = 0; i < j.state.steps.size(); ++i)
    if (!j.state.steps[i].done)
      j.refuse(tr("step {} is not done", i + 1),
               tr("cmt action step {} {}", j.state.id, i + 1));
  if (j.state.kind == ActionKind::improvement && implemented.documents_changed.empty())
    j.refuse(tr("an improvement changed a document, a process or a product"),
             tr("name it with --changed TEXT"));
}
void apply(ActionState& state, const ActionEvent& event, const Implemented& implemented,
           const process::Rules& rules) {
  state.is_document_changed = !implemented.documents_changed.empty();
  state.implemented_on = dossier::day_of(event.at, rules);
  state.implementer = event.by;
  state.check.reset();
}

void guard(ActionJudgement& j, const Verified& verified) {
  refuse_owner(j, "verify");
  if (j.event.by == j.state.implementer && j.event.by != j.state.owner)
    j.refuse(tr("'{}' implemented the action and cannot verify it", j.event.by),
             tr("another person does: --by WHO"));
  if (!verified.verdict) return;
  const auto& criterion = j.state.criterion;
  if (!criterion || !criterion->is_measured()) {
    if (verified.evidence.empty())
      j.refuse(tr("what the verdict rests on is missing"), tr("give it with --evidence"));
    return;
  }
  if (!j.state.implemented_on) return;
  const Windows windows = windows_of(*criterion, *j.state.implemented_on);
  if (!same(verified.baseline, windows.baseline) || !same(verified.window, windows.check)) {
    j.refuse(tr("the figures are not of the windows {} to {} and {} to {}",
                text(*windows.baseline.from), text(*windows.baseline.to),
                text(*windows.check.from), text(*windows.check.to)),
             tr("cmt action verify counts them"));
    return;
  }
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (day && *day <= *windows.check.to)
    j.refuse(tr("the window in which it is checked lasts until {}",
                text(*windows.check.to)),
             tr("verify it after that day"));
  const Verdict found =
      verdict_of(criterion->fall_percent.value_or(100), *verified.baseline, *verified.window);
  if (found != *verified.verdict)
    j.refuse(tr("the figures say {}, not {}", name_of(verdict_names, found),
                name_of(verdict_names, *verified.verdict)));
}
void apply(ActionState& state, const ActionEvent& event, const Verified& verified,
           const process::Rules& rules) {
  state.checks.push_back({verified.verdict.value_or(Verdict::not_assessable), dossier::day_of(event.at, rules),
                          event.by, verified.baseline, verified.window,
                          state.criterion ? state.criterion->fall_percent : std::nullopt});
  state.check = verified;
  state.verifier = event.by;
  const bool worked =
      verified.verdict == Verdict::effective || verified.verdict == Verdict::not_assessable;
  state.status = worked ? verifying : analysing;
  if (!worked) ++state.cycle;
}

void guard(ActionJudgement& j, const ActionClosed& closing) {
  refuse_owner(j, "close");
  if (j.state.check && j.state.check->verdict == Verdict::not_assessable &&
      closing.not_assessable_reason.empty())
    j.refuse(tr("whether it worked could not be assessed, and why it is closed is missing"),
             tr("give it with --not-assessable REASON, or verify it again later"));
  if (closing.lessons.empty() && closing.no_lessons_reason.empty())
    j.refuse(tr("the lessons are not answered"), tr("give them with --lessons, or --no-lessons REASON"));
}
void apply(ActionState& state, const ActionEvent& event, const ActionClosed&,
           const process::Rules& rules) {
  state.closed_on = dossier::day_of(event.at, rules);
}

void guard(ActionJudgement&, const ActionRejected&) {}
void apply(ActionState&, const ActionEvent&, const ActionRejected&, const process::Rules&) {}

void guard(ActionJudgement&, const Cancelled&) {}
void apply(ActionState&, const ActionEvent&, const Cancelled&, const process::Rules&) {}

void guard(ActionJudgement& j, const ActionLinked& linked) {
  if (linked.complaints.empty() && linked.refs.empty())
    j.refuse(tr("nothing is linked"), tr("name it with --complaint or --ref"));
  for (const auto& id : linked.complaints)
    if (std::find(j.state.complaints.begin(), j.state.complaints.end(), id) !=
        j.state.complaints.end())
      j.refuse(tr("{} is linked already", id));
}
void apply(ActionState& state, const ActionEvent&, const ActionLinked& linked,
           const process::Rules&) {
  state.complaints.insert(state.complaints.end(), linked.complaints.begin(), linked.complaints.end());
  state.refs.insert(state.refs.end(), linked.refs.begin(), linked.refs.end());
}

void guard(ActionJudgement&, const ActionNoted&) {}
void apply(ActionState&, const ActionEvent&, const ActionNoted&, const process::Rules&) {}

}  // namespace cmt::improvement

template struct cmt::dossier::Steps<cmt::improvement::Action>;
