// K14.
#include "reports/backlog.hpp"

#include <algorithm>
#include <utility>

#include "reports/periods.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr int kPeriods = 3;

}  // namespace

Result<Measure> backlog_ratio(const Cases& cases, const StockAndFlow& flow,
                              const Scope& scope) {
  const cmt::Date end = flow.last + std::chrono::days{1};
  std::optional<cmt::Date> begun;  // when the first complaint was put on record
  for (const Facts* one : cases.facts(scope)) {
    const auto date = one->registered.date();
    if (!begun || *date < *begun) begun = date;
  }
  std::int64_t closed = 0;
  std::int64_t periods = 0;
  for (int i = 0; i < kPeriods; ++i) {
    const cmt::Date to = periods_before(end, i, scope.period) - std::chrono::days{1};
    if (!begun || to < *begun) break;
    Scope part = scope;
    part.period = {periods_before(end, i + 1, scope.period), to};
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
