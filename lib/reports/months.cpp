// Counting by month.
#include "reports/months.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "reports/periods.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using std::chrono::year_month;

using Counts = std::array<std::int64_t, 3>;  // received, decided, closed

}  // namespace

Table by_month(const Population& population, const Scope& scope) {
  std::map<year_month, Counts> months;
  std::int64_t undated = 0;
  const auto count = [&](std::optional<cmt::Date> date, std::size_t column) {
    if (date)
      ++months[month_in(*date)][column];
    else
      ++undated;
  };
  for (const std::size_t i : population.received) count(population.counted[i].received, 0);
  for (const Milestone& decision : population.decisions.in_period) count(decision.date(), 1);
  for (const Milestone& closing : population.closings.in_period) count(closing.date(), 2);

  const auto today = scope.zone.date_of(scope.as_of);
  auto last = month_in(scope.period.to ? std::min(*scope.period.to, today) : today);
  if (!scope.period.to && !months.empty() && is_silence(months.rbegin()->first, last))
    last = months.rbegin()->first;
  auto first = months.empty() ? last : months.begin()->first;
  if (scope.period.from) first = month_in(*scope.period.from);
  for (auto month = first; month <= last; month += std::chrono::months{1}) months[month];

  Table table;
  table.key = "by_month";
  table.title = word(scope, "by_month.title", "Received, decided and closed by month");
  table.caption = word(scope, "by_month.caption",
                       "Each by the month of its own date. A reopened complaint may be decided and "
                       "closed more than once.");
  table.columns = {{"month", word(scope, "month", "Month"), ColumnType::date},
                   {"received", word(scope, "received", "Received"), ColumnType::number},
                   {"decided", word(scope, "decided_rate", "Decided"), ColumnType::number},
                   {"closed", word(scope, "closed", "Closed"), ColumnType::number}};
  Counts sum{};
  for (const auto& [month, counts] : months) {
    table.rows.push_back(
        {reports::Date{month_of(cmt::Date{month / 1})}, counts[0], counts[1], counts[2]});
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
  }
  table.total = Row{Unknown{}, sum[0], sum[1], sum[2]};
  table.chart = Chart{ChartKind::line, "month", {"received", "decided", "closed"}};
  if (undated > 0)
    table.note =
        sentence(scope, "by_month.undated",
                 "Receipts, decisions and closings without a known date, in no row: {n}.", undated);
  return table;
}

}  // namespace cmt::reports
