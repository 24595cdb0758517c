#include "reports/kpi.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "reports/backlog.hpp"
#include "reports/course.hpp"
#include "reports/frame.hpp"
#include "reports/governance.hpp"
#include "reports/improvement.hpp"
#include "reports/objectives.hpp"
#include "reports/open_cases.hpp"
#include "reports/periods.hpp"
#include "reports/rates.hpp"
#include "reports/received.hpp"
#include "reports/record_quality.hpp"
#include "reports/remedy_mix.hpp"
#include "reports/rates_and_costs.hpp"
#include "reports/repeats.hpp"
#include "reports/satisfaction.hpp"
#include "reports/timeliness.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

// K09, K09.base and K09b stand together; the measures of one id in the order they were made.
void put_in_order(std::vector<Measure>& measures) {
  std::stable_sort(measures.begin(), measures.end(), [](const Measure& a, const Measure& b) {
    return a.id.substr(0, 3) != b.id.substr(0, 3)
               ? a.id.substr(0, 3) < b.id.substr(0, 3)
               : a.id.size() == 3 && b.id.size() > 3;
  });
}

// All of them for one period, in the order of their ids.
Result<std::vector<Measure>> all_measures_of(const Cases& cases, const Scope& scope) {
  auto measures = measures_of(cases, scope);
  if (!measures) return measures;
  auto attained = objectives_attained(cases, scope);
  if (!attained) return std::move(attained).failure();
  measures->push_back(std::move(*attained));
  put_in_order(*measures);
  return measures;
}

std::string range(const Period& period) {
  return text(*period.from) + " \u2013 " + text(*period.to);
}

// What is beside the value: that of the same measure in another period. A state (S) is known of
// the moment shown alone, so it has none.
std::map<std::string, Cell> values_of(const std::vector<Measure>& measures) {
  std::map<std::string, Cell> values;
  for (const Measure& measure : measures)
    if (measure.basis != "S" || measure.id == "K14") values[measure.id] = measure.value;
  return values;
}

Cell found(const std::map<std::string, Cell>& values, const std::string& id) {
  const auto at = values.find(id);
  return at == values.end() ? Cell{Unknown{}} : at->second;
}

}  // namespace

Result<std::vector<Measure>> measures_of(const Cases& cases, const Scope& scope) {
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  auto backlog = backlog_ratio(cases, *flow, scope);
  if (!backlog) return std::move(backlog).failure();
  const Population population = population_of(cases, scope);
  Report all;
  add_timeliness(all, population, open_cases(population), *flow, std::move(*backlog), scope);
  add(all, {received_count(population, scope), solved_at_receipt(population, scope),
            wrongly_prioritised(population, scope), escalated_share(population, scope),
            overturned(population, scope), upheld_rate(population, scope),
            rejected_share(cases, scope), merged_share(cases, scope), lapsed(population, scope),
            repeat_complainants(population, scope), recurring_share(population, scope),
            cause_found(population, scope), completeness(population, scope),
            late_entries(population, scope), vulnerable_share(population, scope),
            about_handling_share(population, scope)});
  add(all, kind_mix(cases, scope));
  add(all, referred(population, scope));
  add(all, decided_rate(population, scope));
  add(all, accepted_rate(population, scope));
  add(all, remedy_costs(population, scope));
  add(all, reopened(population, *flow, scope));
  add(all, withdrawn(population, scope));
  add(all, action_measures(population, scope));
  add(all, satisfaction_with_process(cases, scope));
  add(all, broken_promises(population, scope));
  add(all, dispute_measures(population, scope));
  add(all, governance_measures(scope));
  add(all, {complaint_rate(population, scope)});
  add(all, staff_suggestions(scope));
  add(all, handling_costs(population, scope));
  put_in_order(all.measures);
  return std::move(all.measures);
}

Result<Report> kpi(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("kpi", "All measures", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  auto measures = all_measures_of(cases, scope);
  if (!measures) return std::move(measures).failure();
  report.measures = std::move(*measures);

  std::map<std::string, Cell> before, year_ago;
  Table table;
  table.key = "comparison";
  table.title = word(scope, "comparison.title", "Beside the period before and a year earlier");
  table.columns = {column(scope, "measure_id", "ID", ColumnType::text),
                   column(scope, "measure", "Measure", ColumnType::text),
                   column(scope, "value", "Value"),
                   column(scope, "period_before", "Before"), column(scope, "year_ago", "Year ago"),
                   column(scope, "unit_of_measure", "Unit", ColumnType::text)};
  table.columns[0].key = "id";
  table.columns[4].key = "year_before";
  table.columns[5].key = "unit";
  for (auto [period, values, heading] :
       {std::tuple{period_before(scope.period), &before, std::size_t{3}},
        std::tuple{year_before(scope.period), &year_ago, std::size_t{4}}}) {
    if (!period) continue;
    Scope other = scope;
    other.period = *period;
    const auto earlier = all_measures_of(cases, other);
    if (!earlier) return earlier.failure();
    *values = values_of(*earlier);
    table.note += (table.note.empty() ? "" : " ") + table.columns[heading].title + ": " +
                  range(*period) + ".";
  }
  if (!scope.period.from || !scope.period.to) {
    table.note = word(scope, "comparison.open",
                      "A period that is open at an end has none before it to be compared with.");
  }
  for (const Measure& measure : report.measures)
    table.rows.push_back({measure.id, measure.name, measure.value, found(before, measure.id),
                          found(year_ago, measure.id), measure.unit});
  report.tables = {std::move(table)};
  report.notes.push_back(word(
      scope, "kpi.note",
      "Figures of states (S) are known of the moment shown alone. A rate whose cases have not all "
      "reached their limits (K22.mature below 100 %) can still change, and is not to be compared "
      "with one that cannot."));
  return report;
}

}  // namespace cmt::reports
