#include "audit/review.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "dossier/define_steps.hpp"

namespace cmt::audit {
namespace {

using enum ReviewStatus;
using Set = dossier::StatusSet<ReviewStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<ReviewBody, E>();

constexpr dossier::Transition<Review> table[] = {
    {"M1", of<ReviewOpened>, {}, open, "review new", "8.6.1", "", "period, day and chair"},
    {"M2", of<ReviewHeld>, Set(open), held, "review hold", "8.6.2", "",
     "every input considered, or why not; the chair present"},
    {"M3", of<Decided>, Set(held), {}, "review decide", "8.6.3", "", "owner and due date"},
    {"M4", of<DecisionDone>, Set(held, closed), {}, "review done", "8.6.3", "",
     "a decision that is not done and has no action"},
    {"M5", of<ReviewClosed>, Set(held), closed, "review close", "8.6.3", "",
     "decisions, or why there are none; the day of the next review"},
    {"M6", of<ReviewCancelled>, Set(open), cancelled, "review cancel", "8.6.1", "", "reason"},
    {"M7", of<ReviewNoted>, Set(open, held, closed, cancelled), {}, "review note", "8.6", "", "text"},
};

void refuse_stranger(ReviewJudgement& j, const std::string& person) {
  if (j.rules.staff.empty() || person.empty()) return;
  if (!j.rules.person(person)) j.refuse(tr("'{}' is not on the staff list", person));
}

}  // namespace

std::span<const dossier::Transition<Review>> Review::transitions() { return table; }

void begin(ReviewState& state, const ReviewHead& head) { state.title = head.title; }

void guard(ReviewJudgement& j, const ReviewOpened& opened) {
  if (opened.from && opened.to && *opened.to < *opened.from)
    j.refuse(tr("the period ends before it begins"));
  refuse_stranger(j, opened.chair);
}
void apply(ReviewState& state, const ReviewEvent&, const ReviewOpened& opened, const process::Rules&) {
  state.plan = opened;
}

void guard(ReviewJudgement& j, const ReviewHeld& held) {
  std::string missing;
  for (const auto& input : j.rules.lists["review_inputs"].codes()) {
    const bool is_considered =
        std::find(held.considered.begin(), held.considered.end(), input) != held.considered.end();
    const bool is_left_out =
        std::any_of(held.left_out.begin(), held.left_out.end(),
                    [&](const LeftOut& one) { return one.input == input; });
    if (!is_considered && !is_left_out) missing += (missing.empty() ? "" : ", ") + input;
  }
  if (!missing.empty())
    j.refuse(tr("neither considered nor left out with a reason: {}", missing),
             tr("--all-inputs, or --input CODE, and --without CODE=REASON"));
  if (std::find(held.present.begin(), held.present.end(), j.state.plan.chair) == held.present.end())
    j.refuse(tr("'{}' chairs the review and is not among those present", j.state.plan.chair),
             tr("top management reviews the process: --present WHO"));
}
void apply(ReviewState& state, const ReviewEvent& event, const ReviewHeld& held,
           const process::Rules& rules) {
  state.meeting = held;
  state.held_on = dossier::day_of(event.at, rules);
}

void guard(ReviewJudgement& j, const Decided& decided) {
  refuse_stranger(j, decided.owner);
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (decided.due && day && *decided.due < *day)
    j.refuse(tr("it would be due on {}, before it was decided", text(*decided.due)));
}
void apply(ReviewState& state, const ReviewEvent&, const Decided& decided, const process::Rules&) {
  state.decisions.push_back({decided, {}});
}

void guard(ReviewJudgement& j, const DecisionDone& done) {
  if (!done.decision) return;
  const auto number = *done.decision;
  if (number < 1 || number > static_cast<int>(j.state.decisions.size())) {
    j.refuse(tr("there is no decision {}", number),
             tr("it has {}: cmt review show {}", j.state.decisions.size(), j.state.id));
    return;
  }
  const auto& decision = j.state.decisions[static_cast<std::size_t>(number - 1)];
  if (decision.done_on) j.refuse(tr("decision {} is done already", number));
  if (!decision.decided.action.empty())
    j.refuse(tr("decision {} is done when the action {} is closed", number,
                decision.decided.action),
             fmt::format("cmt action show {}", decision.decided.action));
}
void apply(ReviewState& state, const ReviewEvent& event, const DecisionDone& done,
           const process::Rules& rules) {
  const auto index = static_cast<std::size_t>(done.decision.value_or(0));
  if (index >= 1 && index <= state.decisions.size())
    state.decisions[index - 1].done_on = dossier::day_of(event.at, rules);
}

void guard(ReviewJudgement& j, const ReviewClosed& closing) {
  if (j.state.decisions.empty() && closing.no_decision_reason.empty())
    j.refuse(tr("nothing was decided, and why not is missing"),
             tr("cmt review decide {}, or --no-decision REASON", j.state.id));
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (closing.next_on && day && *closing.next_on <= *day)
    j.refuse(tr("the next review would be held before this one was closed"));
}
void apply(ReviewState& state, const ReviewEvent&, const ReviewClosed& closing, const process::Rules&) {
  state.next_on = closing.next_on;
}

void guard(ReviewJudgement&, const ReviewCancelled&) {}
void apply(ReviewState&, const ReviewEvent&, const ReviewCancelled&, const process::Rules&) {}

void guard(ReviewJudgement&, const ReviewNoted&) {}
void apply(ReviewState&, const ReviewEvent&, const ReviewNoted&, const process::Rules&) {}

}  // namespace cmt::audit

template struct cmt::dossier::Steps<cmt::audit::Review>;
