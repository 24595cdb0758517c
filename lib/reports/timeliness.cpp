// Putting the measures and tables of timeliness together.
#include "reports/timeliness.hpp"

#include <utility>

#include "reports/backlog.hpp"
#include "reports/extensions.hpp"
#include "reports/frame.hpp"
#include "reports/on_time_tables.hpp"
#include "reports/open_cases.hpp"
#include "reports/overview.hpp"
#include "reports/rates.hpp"
#include "reports/response_times.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr std::size_t kLate = 20;

}  // namespace

void add_timeliness(Report& report, const Population& population,
                    const std::vector<const Case*>& open, const StockAndFlow& flow, Measure backlog,
                    const Scope& scope) {
  auto responded = responded_on_time(population, scope);
  report.measures.push_back(acknowledged_on_time(population, scope));
  report.measures.push_back(std::move(responded[0]));
  report.measures.push_back(responded_unextended(population, scope));
  report.measures.push_back(std::move(responded[1]));
  report.measures.push_back(overdue_count(open, scope));
  report.measures.push_back(closed_on_time(population, scope));
  report.measures.push_back(updates_given(population, scope));
  add(report, remedies_on_time(population, scope));
  report.measures.push_back(extended_share(population, scope));
  add(report, registration_lags(population, scope));
  add(report, acknowledgement_times(population, scope));
  add(report, first_response_times(population, scope));
  add(report, net_response_times(population, scope));
  add(report, handling_times(population, scope));
  report.measures.push_back(open_count(open, scope));
  report.measures.push_back(std::move(backlog));
  report.measures.push_back(clearance_rate(flow, scope));
}

Result<Report> timeliness(const Cases& cases, const Scope& scope) {
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  auto backlog = backlog_ratio(cases, *flow, scope);
  if (!backlog) return std::move(backlog).failure();
  const Population population = population_of(cases, scope);
  const auto open = open_cases(population);
  const auto due = due_clocks(population, scope);

  Report report = headed("timeliness", word(scope, "report.timeliness.title", "Timeliness"), scope);
  add_timeliness(report, population, open, *flow, std::move(*backlog), scope);

  report.tables = {by_clock(due, scope),          on_time_by_month(due, scope),
                   overdue_by_clock(open, scope), late_ones(due, scope, kLate),
                   extensions(population, scope), ages(open, scope)};
  report.notes = notes_of(population, scope);
  return report;
}

}  // namespace cmt::reports
