#include "reports/rates_and_costs.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "reports/inputs.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

// What the period is divided by, or the first day of it that nothing is known of.
struct Covered {
  std::int64_t count = 0;
  std::optional<cmt::Date> gap;
};

Covered covered_by(const std::vector<Exposure>& rows, const cmt::Date& from, const cmt::Date& to) {
  Covered out;
  cmt::Date next = from;
  for (const Exposure& row : rows) {
    if (row.from < next) continue;
    if (row.from != next || row.to > to) break;
    out.count += row.count;
    next = row.to + std::chrono::days{1};
  }
  if (next <= to) out.gap = next;
  return out;
}

// Approved, whatever came of it, and not given up.
bool is_adopted(const improvement::ActionState& action) {
  using improvement::ActionStatus;
  return !action.approver.empty() && action.status != ActionStatus::rejected && action.status != ActionStatus::cancelled;
}

constexpr std::int64_t kOne = 10'000;  // ten-thousandths of a currency's unit

}  // namespace

Measure complaint_rate(const Population& population, const Scope& scope) {
  const std::string name = word(scope, "kpi.K02", "Complaint rate");
  const auto without = [&](std::string reason) { return without_value("K02", name, "R", std::move(reason)); };
  if (scope.exposure.empty())
    return without(word(scope, "needs.exposure",
                        "cmt.yaml does not say how many orders, customers or visits there were (`exposure`)."));
  if (!scope.period.from || !scope.period.to)
    return without(word(scope, "rate.open", "A period that is open at an end has nothing to divide by."));
  const Covered covered = covered_by(scope.exposure, *scope.period.from, *scope.period.to);
  if (covered.gap)
    return without(word(scope, "rate.gap", "`exposure` of cmt.yaml has no row that begins on the day, or one that goes "
                                           "beyond the period:") + " " + text(*covered.gap) + ".");
  const auto received = static_cast<std::int64_t>(population.received.size());
  Measure out = ratio_measure("K02", name, Ratio{received * 1000, covered.count},
                              fmt::format("{} {}", word(scope, "rate.unit", "per 1,000"), scope.exposure_unit), "R");
  if (scope.exposure_unit.empty()) out.unit.pop_back();
  out.numerator = received;
  out.denominator = covered.count;
  for (const auto at : population.received) out.records.push_back(population.counted[at].id());
  return out;
}

std::vector<Measure> staff_suggestions(const Scope& scope) {
  const std::string name = word(scope, "kpi.K45", "Staff suggestions");
  const auto& actions = inputs_of(scope).actions;
  if (actions.empty())
    return {without_value("K45", name, "E",
                          word(scope, "needs.ideas", "Needs records of suggestions: cmt action new --source suggestion."))};
  std::int64_t raised = 0, adopted = 0;
  for (const auto& action : actions) {
    if (action.source != improvement::Origin::suggestion || !action.complaints.empty()) continue;  // of a complainant
    if (!is_in(scope.period, scope.zone.date_of(action.opened_at))) continue;
    ++raised;
    adopted += is_adopted(action);
  }
  Measure share = share_measure("K45.adopted", word(scope, "suggestions.adopted", "Suggestions adopted"), adopted, raised, "E");
  share.note = word(scope, "suggestions.adopted.note", "Adopted: the action was approved.");
  return {count_measure("K45", name, raised, {}, "E"), std::move(share)};
}

std::vector<Measure> handling_costs(const Population& population, const Scope& scope) {
  const std::string name = word(scope, "kpi.K51", "Handling cost");
  std::int64_t closed = 0, timed = 0, minutes = 0, priced = 0, sum = 0, foreign = 0;
  Ids records, costed;
  for (const Milestone& closing : population.closings.in_period) {
    if (closing.of->state->status != process::Status::closed || closing.cycle != &closing.of->state->cycle()) continue;
    ++closed;
    const process::Cycle& cycle = closing.whole();
    if (!cycle.handling_minutes) continue;
    ++timed;
    minutes += *cycle.handling_minutes;
    records.push_back(closing.of->id());
    if (!scope.handling_rate) continue;
    if (cycle.external_cost && cycle.external_cost->currency() != scope.handling_rate->currency()) {
      ++foreign;
      continue;
    }
    ++priced;
    sum += *cycle.handling_minutes * scope.handling_rate->ten_thousandths();
    if (cycle.external_cost) sum += 60 * cycle.external_cost->ten_thousandths();
    costed.push_back(closing.of->id());
  }
  const std::string reason = word(scope, "needs.costs",
                                  "Needs the minutes of each case (cmt close --minutes) and `handling_rate` of cmt.yaml.");
  if (timed == 0) return {without_value("K51", name, "X", reason)};
  Measure cost = without_value("K51", name, "X", reason);
  if (priced > 0) {
    cost = ratio_measure("K51", name, Ratio{sum, 60 * kOne * priced}, scope.handling_rate->currency(), "X");
    cost.numerator.reset();
    cost.denominator.reset();
    cost.note = sentence(scope, "costs.note", "Of {n} of {m} closed cases.", priced, closed);
    cost.records = std::move(costed);
  }
  if (foreign > 0)
    cost.note += " " + sentence(scope, "costs.foreign", "Paid to others in another currency: {n}; in no figure.", foreign);
  Measure time = ratio_measure("K51.minutes", word(scope, "costs.minutes", "Minutes for a case"), Ratio{minutes, timed},
                               word(scope, "minutes", "minutes"), "X");
  time.records = std::move(records);
  return {std::move(cost), std::move(time)};
}

}  // namespace cmt::reports
