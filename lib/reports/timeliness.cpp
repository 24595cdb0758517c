// Putting the measures and tables of timeliness together.
#include "reports/timeliness.hpp"

#include <iterator>
#include <utility>

#include "reports/backlog.hpp"
#include "reports/extensions.hpp"
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

std::vector<Measure> timeliness_measures(const Population& population,
                                         const std::vector<const Case*>& open,
                                         const StockAndFlow& flow, Measure backlog,
                                         const Scope& scope) {
  std::vector<Measure> all;
  const auto add_all = [&](std::vector<Measure> measures) {
    all.insert(all.end(), std::make_move_iterator(measures.begin()),
               std::make_move_iterator(measures.end()));
  };
  auto responded = responded_on_time(population, scope);
  all.push_back(acknowledged_on_time(population, scope));
  all.push_back(std::move(responded[0]));
  all.push_back(responded_unextended(population, scope));
  all.push_back(std::move(responded[1]));
  all.push_back(overdue_count(open, scope));
  all.push_back(closed_on_time(population, scope));
  all.push_back(updates_given(population, scope));
  add_all(remedies_on_time(population, scope));
  all.push_back(extended_share(population, scope));
  add_all(registration_lags(population, scope));
  add_all(acknowledgement_times(population, scope));
  add_all(first_response_times(population, scope));
  add_all(net_response_times(population, scope));
  add_all(handling_times(population, scope));
  all.push_back(open_count(open, scope));
  all.push_back(std::move(backlog));
  all.push_back(clearance_rate(flow, scope));
  return all;
}

Result<Report> timeliness(const std::vector<process::State>& cases, const Scope& scope) {
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  auto backlog = backlog_ratio(cases, *flow, scope);
  if (!backlog) return std::move(backlog).failure();
  const Population population = population_of(cases, scope);
  const auto open = open_cases(population);
  const auto due = due_clocks(population, scope);

  Report report = headed("timeliness", word(scope, "report.timeliness.title", "Timeliness"), scope);
  report.measures = timeliness_measures(population, open, *flow, std::move(*backlog), scope);

  report.tables = {by_clock(due, scope),          on_time_by_month(due, scope),
                   overdue_by_clock(open, scope), late_ones(due, scope, kLate),
                   extensions(population, scope), ages(open, scope)};
  report.notes = notes_of(population, scope);
  return report;
}

}  // namespace cmt::reports
