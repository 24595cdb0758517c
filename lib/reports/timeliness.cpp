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

Result<Report> timeliness(const std::vector<process::State>& cases, const Scope& scope) {
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  auto backlog = backlog_ratio(cases, *flow, scope);
  if (!backlog) return std::move(backlog).failure();
  const Population population = population_of(cases, scope);
  const auto open = open_cases(population);
  const auto due = due_clocks(population, scope);

  Report report = headed("timeliness", word(scope, "report.timeliness.title", "Timeliness"), scope);
  const auto add = [&](Measure measure) { report.measures.push_back(std::move(measure)); };
  const auto add_all = [&](std::vector<Measure> measures) {
    report.measures.insert(report.measures.end(), std::make_move_iterator(measures.begin()),
                           std::make_move_iterator(measures.end()));
  };
  auto responded = responded_on_time(population, scope);
  add(acknowledged_on_time(population, scope));
  add(std::move(responded[0]));
  add(responded_unextended(population, scope));
  add(std::move(responded[1]));
  add(overdue_count(open, scope));
  add(closed_on_time(population, scope));
  add(updates_given(population, scope));
  add_all(remedies_on_time(population, scope));
  add(extended_share(population, scope));
  add_all(registration_lags(population, scope));
  add_all(acknowledgement_times(population, scope));
  add_all(first_response_times(population, scope));
  add_all(net_response_times(population, scope));
  add_all(handling_times(population, scope));
  add(open_count(open, scope));
  add(std::move(*backlog));
  add(clearance_rate(*flow, scope));

  report.tables = {by_clock(due, scope),          on_time_by_month(due, scope),
                   overdue_by_clock(open, scope), late_ones(due, scope, kLate),
                   extensions(population, scope), ages(open, scope)};
  report.notes = notes_of(population, scope);
  return report;
}

}  // namespace cmt::reports
