#include <map>

#include "reports/analysis.hpp"
#include "reports/frame.hpp"
#include "reports/periods.hpp"
#include "reports/record_quality.hpp"
#include "reports/response_times.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr int kLateDays = 2;

Table late_by_month(const Population& population, const Scope& scope) {
  std::map<std::chrono::year_month, std::pair<std::int64_t, std::int64_t>> months;
  for (const Case& one : population.counted) {
    for (const auto& day : one.whole().particulars.events)
      if (is_in(scope.period, day.on)) months[month_in(day.on)].first += day.events;
    for (const auto& entry : one.whole().particulars.late)
      if (is_in(scope.period, entry.on) && entry.days > kLateDays)
        ++months[month_in(entry.on)].second;
  }
  Table table;
  table.key = "late_by_month";
  table.title = word(scope, "entries_by_month.title", "Events entered late, by month");
  table.columns = {column(scope, "month", "Month", ColumnType::date),
                   column(scope, "events", "Events"),
                   column(scope, "late_entries", "Entered late"), column(scope, "share", "Share")};
  table.columns[2].key = "late";
  for (const auto& [month, counts] : months)
    table.rows.push_back({reports::Date{month_of(cmt::Date{month / 1})}, counts.first,
                          counts.second, Percent{counts.second, counts.first}});
  table.chart = Chart{ChartKind::columns, "month", {"late"}};
  return table;
}

}  // namespace

Result<Report> data_quality(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("data-quality", "Data quality", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = {completeness(population, scope), late_entries(population, scope)};
  add(report, registration_lags(population, scope));
  report.tables = {completeness_by_field(population, scope),
                   completeness_by_unit(population, scope), late_by_month(population, scope)};
  report.notes.push_back(word(scope, "data_quality.note",
                              "What is wrong in a record, rather than missing from it, is what cmt "
                              "check reports."));
  return report;
}

}  // namespace cmt::reports
