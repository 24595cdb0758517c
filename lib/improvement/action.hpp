// ISO 10002:2018, 8.7 Continual improvement: corrections, corrective, preventive and improvement
// actions, from the problem to the proof that it is gone.
//
// A remedy helps one complainant; an action removes the cause. It is closed by another person than
// its owner, and only when the register itself shows that the complaints became fewer
// (effectiveness.hpp).
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::improvement {

using process::Code;
using process::may;
using process::must;
using process::Text;

enum class ActionKind { correction, corrective, preventive, improvement };
inline constexpr auto action_kind_names =
    names<ActionKind>({{ActionKind::correction, "correction"},
                       {ActionKind::corrective, "corrective"},
                       {ActionKind::preventive, "preventive"},
                       {ActionKind::improvement, "improvement"}});

enum class Origin { complaint, audit, review, survey, dispute, suggestion, trend, self };
inline constexpr auto origin_names = names<Origin>({{Origin::complaint, "complaint"},
                                                    {Origin::audit, "audit"},
                                                    {Origin::review, "review"},
                                                    {Origin::survey, "survey"},
                                                    {Origin::dispute, "dispute"},
                                                    {Origin::suggestion, "suggestion"},
                                                    {Origin::trend, "trend"},
                                                    {Origin::self, "self"}});

enum class Verdict { effective, partly, not_effective, not_assessable };
inline constexpr auto verdict_names = names<Verdict>({{Verdict::effective, "effective"},
                                                      {Verdict::partly, "partly"},
                                                      {Verdict::not_effective, "not-effective"},
                                                      {Verdict::not_assessable, "not-assessable"}});

enum class ActionStatus {
  open,
  analysing,
  planned,
  approved,
  in_progress,
  implemented,
  verifying,
  closed,
  rejected,
  cancelled,
};
inline constexpr auto action_status_names =
    names<ActionStatus>({{ActionStatus::open, "open"},
                         {ActionStatus::analysing, "analysing"},
                         {ActionStatus::planned, "planned"},
                         {ActionStatus::approved, "approved"},
                         {ActionStatus::in_progress, "in-progress"},
                         {ActionStatus::implemented, "implemented"},
                         {ActionStatus::verifying, "verifying"},
                         {ActionStatus::closed, "closed"},
                         {ActionStatus::rejected, "rejected"},
                         {ActionStatus::cancelled, "cancelled"}});
constexpr bool is_open(ActionStatus status) { return status < ActionStatus::closed; }

constexpr const auto& names_for(ActionKind) { return action_kind_names; }
constexpr const auto& names_for(Origin) { return origin_names; }
constexpr const auto& names_for(Verdict) { return verdict_names; }

// ---- parts ------------------------------------------------------------------------------------

struct PlanStep {
  Text step;
  std::string owner;
  std::optional<Date> due;
};
template <class V>
void describe(V& v, PlanStep& e) {
  v(must("step", "what is to be done"), e.step);
  v(may("owner", "who does it, if not the owner of the action"), e.owner);
  v(may("due", "until when"), e.due);
}

// What must have happened for the action to have worked. With causes or categories it is measured
// in the register: complaints of that kind fall by `fall_percent`.
struct Criterion {
  Text text;
  std::vector<Code> causes, categories;
  std::string product, unit;
  std::optional<int> fall_percent, settling_days, window_days;

  bool is_measured() const { return !causes.empty() || !categories.empty(); }
};
template <class V>
void describe(V& v, Criterion& e) {
  v(must("text", "in words: by what it will be seen that the action worked"), e.text);
  v(may("causes", "complaints with one of these root causes are counted", "causes"), e.causes);
  v(may("categories", "complaints of one of these categories are counted", "problems"),
    e.categories);
  v(may("product", "only those about this product"), e.product);
  v(may("unit", "only those about this unit"), e.unit);
  v(may("fall_percent", "by how many per cent they must fall, 1 to 100"), e.fall_percent);
  v(may("settling_days", "days after the implementation that do not count; 30 when absent"),
    e.settling_days);
  v(may("window_days", "length of both windows in days; 90 when absent"), e.window_days);
}

// A count of complaints in a window of days.
struct Measure {
  std::optional<Date> from, to;
  std::optional<int> count, by_receipt, exposure;
};
template <class V>
void describe(V& v, Measure& e) {
  v(must("from", "first day of the window"), e.from);
  v(must("to", "last day of the window"), e.to);
  v(must("count", "complaints whose problem lies in the window"), e.count);
  v(may("by_receipt", "how many of them count by receipt, the day of the problem being unknown"),
    e.by_receipt);
  v(may("exposure", "what the count is held against: transactions, customers, items sold"),
    e.exposure);
}

// ---- the record ---------------------------------------------------------------------------------

struct ActionHead {
  std::string title;
};
template <class V>
void describe(V& v, ActionHead& e) {
  v(must("title", "one line without personal data"), e.title);
}

struct Opened {
  std::optional<ActionKind> kind;
  std::optional<Origin> source;
  std::vector<std::string> complaints, refs;
  Text problem;
  std::optional<int> severity;
  std::string owner;
};
template <class V>
void describe(V& v, Opened& e) {
  v(must("kind", "what it does: mend, remove a cause, prevent, improve"), e.kind);
  v(must("source", "what it comes from"), e.source);
  v(may("complaints", "the complaints that caused it", "@complaint"), e.complaints);
  v(may("refs", "findings, trends, reviews, surveys that caused it"), e.refs);
  v(must("problem", "what, where, since when, how many"), e.problem);
  v(may("severity", "of the worst case, 1 to 4"), e.severity);
  v(may("owner", "who is accountable for it"), e.owner);
}

struct Contained {
  Text what;
};
template <class V>
void describe(V& v, Contained& e) {
  v(must("what", "what was done at once, so that it does not go on"), e.what);
}

struct Analysed {
  std::optional<process::Cause> cause;
  Text scope_check;
};
template <class V>
void describe(V& v, Analysed& e) {
  v(may("cause", "root cause"), e.cause);
  v(may("scope_check", "other products, sites and customers affected"), e.scope_check);
}

struct Planned {
  std::vector<PlanStep> steps;
  std::string owner, sponsor;
  std::optional<Date> due;
  std::optional<Criterion> criterion;
  Text risk_of_side_effects;
  std::optional<Money> money;
  std::optional<int> hours;
};
template <class V>
void describe(V& v, Planned& e) {
  v(must("steps", "what is to be done, in order"), e.steps);
  v(must("owner", "who is accountable for it"), e.owner);
  v(may("sponsor", "who gives the means"), e.sponsor);
  v(must("due", "until when all is to be implemented"), e.due);
  v(may("criterion", "by what it will be seen that the action worked"), e.criterion);
  v(may("risk_of_side_effects", "what could get worse by it"), e.risk_of_side_effects);
  v(may("money", "what it may cost"), e.money);
  v(may("hours", "hours of work it may take"), e.hours);
}

struct Approved {
  Text text;
};
template <class V>
void describe(V& v, Approved& e) {
  v(may("text", "remark of the approver"), e.text);
}

struct StepDone {
  std::optional<int> step;
  Text evidence;
};
template <class V>
void describe(V& v, StepDone& e) {
  v(must("step", "number of the step in the plan, from 1"), e.step);
  v(may("evidence", "what shows it"), e.evidence);
}

struct Implemented {
  std::vector<std::string> documents_changed, training_needed;
  Text text;
};
template <class V>
void describe(V& v, Implemented& e) {
  v(may("documents_changed", "documents, processes and products that were changed"),
    e.documents_changed);
  v(may("training_needed", "who must learn what"), e.training_needed);
  v(may("text", "in words"), e.text);
}

struct Verified {
  std::optional<Verdict> verdict;
  std::optional<Measure> baseline, window;
  Text evidence;
};
template <class V>
void describe(V& v, Verified& e) {
  v(must("verdict", "whether it worked"), e.verdict);
  v(may("baseline", "the complaints before"), e.baseline);
  v(may("window", "the complaints after"), e.window);
  v(may("evidence", "what the verdict rests on, where nothing is counted"), e.evidence);
}

struct ActionClosed {
  Text lessons, no_lessons_reason, not_assessable_reason;
  std::vector<std::string> shared_with;
  std::optional<Money> cost;
  Text benefit;
};
template <class V>
void describe(V& v, ActionClosed& e) {
  v(may("lessons", "what was learned"), e.lessons);
  v(may("no_lessons_reason", "why nothing was learned"), e.no_lessons_reason);
  v(may("not_assessable_reason", "why it is closed without a verdict"), e.not_assessable_reason);
  v(may("shared_with", "who was told what was learned"), e.shared_with);
  v(may("cost", "what it cost"), e.cost);
  v(may("benefit", "what it brought"), e.benefit);
}

struct ActionRejected {
  Text reason;
};
template <class V>
void describe(V& v, ActionRejected& e) {
  v(must("reason", "why nothing is done"), e.reason);
}

struct Cancelled {
  Text reason;
};
template <class V>
void describe(V& v, Cancelled& e) {
  v(must("reason", "why it is given up"), e.reason);
}

struct ActionLinked {
  std::vector<std::string> complaints, refs;
};
template <class V>
void describe(V& v, ActionLinked& e) {
  v(may("complaints", "further complaints it is about", "@complaint"), e.complaints);
  v(may("refs", "further findings, trends, reviews, surveys"), e.refs);
}

struct ActionNoted {
  Text text;
};
template <class V>
void describe(V& v, ActionNoted& e) {
  v(must("text", "the note"), e.text);
}

using ActionBody = std::variant<Opened, Contained, Analysed, Planned, Approved, StepDone, Implemented,
                                Verified, ActionClosed, ActionRejected, Cancelled, ActionLinked,
                                ActionNoted>;

struct StepState {
  PlanStep plan;
  std::optional<When> done;
};

// A check whether the action worked, as it was found then.
struct Check {
  Verdict verdict = Verdict::not_assessable;
  std::optional<Date> on;
  std::string by;
  std::optional<Measure> baseline, window;
  std::optional<int> fall_percent;  // the target of that cycle
};

struct ActionState : dossier::Progress {
  ActionStatus status = ActionStatus::open;
  std::string title;
  ActionKind kind = ActionKind::corrective;
  Origin source = Origin::self;
  std::vector<std::string> complaints, refs;
  Text problem;
  std::optional<int> severity;
  bool contained = false;
  std::vector<Code> causes;
  std::string owner, sponsor, approver, implementer;
  std::optional<Date> due, implemented_on, closed_on;
  std::optional<Date> first_due;  // as it was planned first in the last cycle that was planned
  int first_due_cycle = 1;
  bool is_document_changed = false;  // the last implementation names a document, process or product
  std::vector<StepState> steps;
  std::optional<Criterion> criterion;
  std::optional<Verified> check;  // the last one of this cycle
  std::string verifier;
  std::vector<Check> checks;  // of every cycle
  int cycle = 1;  // one more after each check that found it not effective
};

struct Action {
  static constexpr std::string_view name = "action", folder = "actions", title = "An action",
                                    clause = "8.7";
  static constexpr char letter = 'A';
  using Head = ActionHead;
  using Body = ActionBody;
  using Status = ActionStatus;
  using State = ActionState;
  static constexpr std::string_view event_names[] = {
      "opened",   "contained", "analysed", "planned",   "approved", "step-done", "implemented",
      "verified", "closed",    "rejected", "cancelled", "linked",   "noted"};
  static constexpr const auto& status_names() { return action_status_names; }
  static std::span<const dossier::Transition<Action>> transitions();
};
static_assert(std::size(Action::event_names) == std::variant_size_v<ActionBody>);

using ActionEvent = dossier::Event<Action>;
using ActionJudgement = dossier::Judgement<Action>;

void begin(ActionState& state, const ActionHead& head);

void guard(ActionJudgement& j, const Opened& opened);
void guard(ActionJudgement& j, const Contained& contained);
void guard(ActionJudgement& j, const Analysed& analysed);
void guard(ActionJudgement& j, const Planned& planned);
void guard(ActionJudgement& j, const Approved& approved);
void guard(ActionJudgement& j, const StepDone& done);
void guard(ActionJudgement& j, const Implemented& implemented);
void guard(ActionJudgement& j, const Verified& verified);
void guard(ActionJudgement& j, const ActionClosed& closed);
void guard(ActionJudgement& j, const ActionRejected& rejected);
void guard(ActionJudgement& j, const Cancelled& cancelled);
void guard(ActionJudgement& j, const ActionLinked& linked);
void guard(ActionJudgement& j, const ActionNoted& noted);

void apply(ActionState& state, const ActionEvent& event, const Opened&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Contained&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Analysed&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Planned&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Approved&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const StepDone&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Implemented&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Verified&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const ActionClosed&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const ActionRejected&,
           const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const Cancelled&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const ActionLinked&, const process::Rules&);
void apply(ActionState& state, const ActionEvent& event, const ActionNoted&, const process::Rules&);

}  // namespace cmt::improvement
