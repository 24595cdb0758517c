// K14.
#include "reports/backlog.hpp"

#include <algorithm>
#include <utility>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using std::chrono::months;
using std::chrono::year_month_day;

constexpr int kPeriods = 3;

// The same day so many months earlier, or the last of that month.
cmt::Date months_before(cmt::Date date, months count) {
  const year_month_day day{date};
  const auto month = day.year() / day.month() - count;
  const cmt::Date last{month / std::chrono::last};
  return std::min(cmt::Date{month / 1} + (date - cmt::Date{day.year() / day.month() / 1}), last);
}

bool begins_month(cmt::Date date) { return year_month_day{date}.day() == std::chrono::day{1}; }

// Where the period that ends `count` periods before the day `end` begins or ends.
cmt::Date back(cmt::Date end, int count, const Period& period) {
  if (!period.from || !period.to) return months_before(end, months{count});
  if (!begins_month(*period.from) || !begins_month(end)) return end - count * (end - *period.from);
  const year_month_day from{*period.from}, to{end};
  return months_before(end, count * (to.year() / to.month() - from.year() / from.month()));
}

}  // namespace

Result<Measure> backlog_ratio(const std::vector<process::State>& cases, const StockAndFlow& flow,
                              const Scope& scope) {
  const cmt::Date end = flow.last + std::chrono::days{1};
  std::optional<cmt::Date> begun;  // when the first complaint was put on record
  for (const auto& state : cases) {
    const auto date = scope.zone.date_of(state.registered_at);
    if (!begun || date < *begun) begun = date;
  }
  std::int64_t closed = 0;
  std::int64_t periods = 0;
  for (int i = 0; i < kPeriods; ++i) {
    const cmt::Date to = back(end, i, scope.period) - std::chrono::days{1};
    if (!begun || to < *begun) break;
    Scope part = scope;
    part.period = {back(end, i + 1, scope.period), to};
    const auto counted = stock_and_flow(cases, part);
    if (!counted) return std::move(counted).failure();
    closed += counted->closed;
    ++periods;
  }
  const bool is_given = scope.period.from && scope.period.to;
  Measure measure = ratio_measure("K14", word(scope, "backlog_ratio", "Backlog ratio"),
                                  Ratio{flow.open_at_end * periods, closed},
                                  is_given ? word(scope, "unit.periods.many", "periods")
                                           : word(scope, "unit.months.many", "months"),
                                  "S");
  measure.note = sentence(scope, "backlog_ratio.note",
                          "How long the open complaints take at the pace of closing. Open at the "
                          "end: {n}; equal periods averaged: {m}.",
                          flow.open_at_end, periods);
  return measure;
}

}  // namespace cmt::reports
