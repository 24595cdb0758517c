#include "improvement/effectiveness.hpp"

#include <algorithm>
#include <cstdint>

namespace cmt::improvement {
namespace {

using process::State;

bool has_any(const std::vector<Code>& wanted, const std::vector<Code>& codes) {
  return std::any_of(codes.begin(), codes.end(), [&](const Code& code) {
    return std::find(wanted.begin(), wanted.end(), code) != wanted.end();
  });
}

// The day a complaint counts at, and whether it is that of the problem.
std::pair<std::optional<Date>, bool> day_of(const State& complaint, const TimeZone& zone) {
  if (complaint.occurred_on) return {complaint.occurred_on, true};
  return {zone.date_of(complaint.received_at), false};
}

}  // namespace

Windows windows_of(const Criterion& criterion, Date implemented_on) {
  using std::chrono::days;
  const days settling{criterion.settling_days.value_or(usual_settling_days)};
  const days length{std::max(1, criterion.window_days.value_or(usual_window_days))};
  const Date from = implemented_on + settling;
  return {{implemented_on - length, implemented_on - days{1}}, {from, from + length - days{1}}};
}

bool is_counted(const State& complaint, const Criterion& criterion) {
  using process::Status;
  if (complaint.kind != process::Kind::complaint) return false;
  if (complaint.status == Status::merged || complaint.status == Status::rejected ||
      complaint.status == Status::voided)
    return false;
  if (!criterion.causes.empty() && !has_any(criterion.causes, complaint.causes)) return false;
  if (!criterion.categories.empty() && !has_any(criterion.categories, {complaint.category}))
    return false;
  if (!criterion.product.empty() && criterion.product != complaint.product) return false;
  return criterion.unit.empty() || criterion.unit == complaint.unit;
}

Measure measure(const std::vector<const State*>& complaints, const Criterion& criterion,
                const Period& window, const TimeZone& zone) {
  int count = 0, by_receipt = 0;
  for (const State* complaint : complaints) {
    if (!is_counted(*complaint, criterion)) continue;
    const auto [day, is_problem] = day_of(*complaint, zone);
    if (!day || !window.contains(*day)) continue;
    ++count;
    by_receipt += is_problem ? 0 : 1;
  }
  Measure out;
  out.from = window.from;
  out.to = window.to;
  out.count = count;
  if (by_receipt > 0) out.by_receipt = by_receipt;
  return out;
}

Verdict verdict_of(int fall_percent, const Measure& baseline, const Measure& check) {
  const bool rates = baseline.exposure.value_or(0) > 0 && check.exposure.value_or(0) > 0;
  // Rates are compared crosswise, in whole numbers: before * exposure after, after * exposure before.
  const std::int64_t before =
      std::int64_t{baseline.count.value_or(0)} * (rates ? *check.exposure : 1);
  const std::int64_t after = std::int64_t{check.count.value_or(0)} * (rates ? *baseline.exposure : 1);
  const std::int64_t unit = rates ? *baseline.exposure : 1;
  if (before < least_expected * unit) return Verdict::not_assessable;
  // Within 64 bits: counts and exposures have at most eight digits.
  const std::int64_t fall = 100 * (before - after), target = fall_percent * before;
  if (fall >= target) return Verdict::effective;
  return 2 * fall >= target ? Verdict::partly : Verdict::not_effective;
}

std::vector<std::string> recurrences(const ActionState& action,
                                     const std::vector<const State*>& complaints,
                                     const TimeZone& zone) {
  std::vector<std::string> out;
  if (action.status != ActionStatus::closed || !action.closed_on || !action.criterion ||
      !action.criterion->is_measured())
    return out;
  for (const State* complaint : complaints) {
    if (!is_counted(*complaint, *action.criterion)) continue;
    const auto day = day_of(*complaint, zone).first;
    if (day && *day > *action.closed_on) out.push_back(complaint->id.text());
  }
  return out;
}

}  // namespace cmt::improvement
