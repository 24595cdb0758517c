#include "reports/course.hpp"

#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::State;
using process::Status;
using std::chrono::days;

constexpr days kCohort{90};
constexpr days kDefaultWindow{30};

bool is_solved_at_receipt(const Case& one) {
  const Facts& state = *one.state;
  if (state.cycles.size() != 1 || one.whole().particulars.highest_level > 0) return false;
  if (!state.decision_communicated_once || !state.cycle().accepted || !one.received) return false;
  const auto accepted = state.cycle().accepted.date();
  return accepted && *accepted <= *one.received;
}

// Nothing more is to be heard from the complainant about this decision.
bool is_settled(const Milestone& decision, const Scope& scope) {
  const CycleFacts& cycle = *decision.cycle;
  if (cycle.accepted || cycle.contested || cycle.ended) return true;
  if (&cycle != &decision.of->state->cycles.back() || !decision.date()) return true;
  const days window = scope.rules ? days{scope.rules->reply_window_days} : kDefaultWindow;
  return *decision.date() + window < scope.zone.date_of(scope.as_of);
}

}  // namespace

Measure solved_at_receipt(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    if (one.state->status == Status::withdrawn && !one.state->decision_communicated_once) continue;
    share.add(one.id(), is_solved_at_receipt(one));
  }
  return std::move(share).measure(
      "K07", word(scope, "solved_at_receipt", "Solved at the point of receipt"), "R",
      word(scope, "solved_at_receipt.note",
           "Decided and accepted on the day of receipt, without escalation or reopening."));
}

Measure wrongly_prioritised(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    if (one.whole().assessed_once)
      share.add(one.id(), one.whole().particulars.was_wrongly_prioritised);
  }
  return std::move(share).measure("K17", word(scope, "wrongly_prioritised", "Wrongly prioritised"),
                                  "R");
}

Measure escalated_share(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    share.add(one.id(), one.whole().particulars.highest_level >= 2);
  }
  return std::move(share).measure("K19", word(scope, "escalated_share", "Escalated"), "R");
}

std::vector<Measure> referred(const Population& population, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    share.add(one.id(), !one.whole().particulars.outside.empty());
  }
  const std::string name = word(scope, "referred_share", "Referred outside");
  Ids records;
  std::int64_t events = 0;
  for (const Case& one : population.counted)
    for (const auto& stage : one.whole().particulars.outside) {
      if (!is_in(scope.period, scope.zone.date_of(stage.referred))) continue;
      ++events;
      if (!records.ends_with(one.id())) records.push_back(one.id());
    }
  Measure count = count_measure(
      "K20.events", statistic_name(name, word(scope, "referrals", "Referrals")), events, {}, "E");
  count.records = std::move(records);
  return {std::move(share).measure("K20", name, "R"), std::move(count)};
}

Measure overturned(const Population& population, const Scope& scope) {
  Share share;
  for (const Case& one : population.counted)
    for (const auto& stage : one.whole().particulars.outside)
      if (stage.ended && is_in(scope.period, scope.zone.date_of(*stage.ended)))
        share.add(one.id(), stage.is_action_needed);
  return std::move(share).measure(
      "K21", word(scope, "overturned", "Overturned outside"), "E",
      word(scope, "overturned.note",
           "Of the outside results, those that asked for something which the answer had not given."));
}

std::vector<Measure> accepted_rate(const Population& population, const Scope& scope) {
  Share accepted, lapsed;
  std::int64_t pending = 0;
  for (const Milestone& decision : population.decisions.in_period) {
    if (!is_settled(decision, scope)) {
      ++pending;
      continue;
    }
    accepted.add(decision.of->id(), static_cast<bool>(decision.cycle->accepted));
    lapsed.add(decision.of->id(), decision.cycle->closure == process::ClosureReason::lapsed);
  }
  const std::string name = word(scope, "accepted_rate", "Decision accepted");
  std::string note;
  if (pending > 0)
    note = sentence(scope, "accepted_rate.pending",
                    "Still within the time to answer, and left out: {n}.", pending);
  return {std::move(accepted).measure("K23", name, "D", std::move(note)),
          std::move(lapsed).measure("K23.lapsed",
                                    statistic_name(name, word(scope, "no_answer", "No answer")),
                                    "D")};
}

std::vector<Measure> reopened(const Population& population, const StockAndFlow& flow,
                              const Scope& scope) {
  const std::string name = word(scope, "reopened_rate", "Reopened");
  Measure events = share_measure("K27", name, flow.reopened,
                                 flow.closed + flow.withdrawn + flow.rejected, "E");
  for (const Case& one : population.counted) {
    bool is_reopened = false;
    for (std::size_t i = 1; i < one.state->cycles.size(); ++i)
      is_reopened = is_reopened || is_in(scope.period, one.state->cycles[i].opened.date());
    if (is_reopened) events.records.push_back(one.id());
  }
  Share cohort;
  std::int64_t young = 0;
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  for (const Milestone& closing : population.closings.in_period) {
    const auto& cycles = closing.of->state->cycles;
    const auto next = static_cast<std::size_t>(closing.cycle->number);
    const auto again =
        next < cycles.size() ? cycles[next].opened.date() : std::nullopt;
    const bool is_soon = closing.date() && again && *again <= *closing.date() + kCohort;
    cohort.add(closing.of->id(), is_soon);
    if (!is_soon && closing.date() && *closing.date() + kCohort >= today) ++young;
  }
  std::string note;
  if (young > 0)
    note = sentence(scope, "reopened_rate.young",
                    "Closed less than 90 days ago, and can still be reopened within them: {n}.",
                    young);
  return {std::move(events),
          std::move(cohort).measure(
              "K27.cohort", statistic_name(name, word(scope, "within_90_days", "Within 90 days")),
              "X", std::move(note))};
}

std::vector<Measure> withdrawn(const Population& population, const Scope& scope) {
  Share share, involuntary;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    const bool is_withdrawn = one.state->status == Status::withdrawn;
    share.add(one.id(), is_withdrawn);
    if (is_withdrawn)
      involuntary.add(one.id(), one.whole().particulars.is_withdrawal_voluntary == false);
  }
  const std::string name = word(scope, "withdrawn_share", "Withdrawn");
  return {std::move(share).measure("K28", name, "R"),
          std::move(involuntary)
              .measure("K28.involuntary",
                       statistic_name(name, word(scope, "involuntary", "Not of their own will")),
                       "R")};
}

Measure lapsed(const Population& population, const Scope& scope) {
  Share share;
  for (const Milestone& closing : population.closings.in_period)
    share.add(closing.of->id(), closing.cycle->closure == process::ClosureReason::lapsed);
  return std::move(share).measure("K31", word(scope, "lapsed_share", "Closed without an answer"),
                                  "X");
}

}  // namespace cmt::reports
