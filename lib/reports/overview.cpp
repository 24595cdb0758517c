// Putting the measures and tables of the overview together.
#include "reports/overview.hpp"

#include <string_view>
#include <utility>

#include "reports/breakdown.hpp"
#include "reports/cross_table.hpp"
#include "reports/months.hpp"
#include "reports/on_time.hpp"
#include "reports/open_cases.hpp"
#include "reports/population.hpp"
#include "reports/rates.hpp"
#include "reports/received.hpp"
#include "reports/response_times.hpp"
#include "reports/stock_and_flow.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr std::size_t kOldest = 20;

}  // namespace

Report headed(std::string_view name, std::string title, const Scope& scope) {
  Report report;
  report.name = name;
  report.title = std::move(title);
  report.organization = scope.organization;
  report.language = scope.language;
  if (scope.period.from) report.period_from = text(*scope.period.from);
  if (scope.period.to) report.period_to = text(*scope.period.to);
  report.as_of = text(scope.zone.at(scope.as_of.utc));
  report.commit = scope.commit;
  report.timezone = scope.zone.name();
  report.filter = scope.filter;
  report.records_read = scope.records_read;
  report.records_skipped = scope.records_skipped;
  return report;
}

std::vector<std::string> notes_of(const Population& population, const Scope& scope) {
  std::vector<std::string> notes;
  const auto note = [&](std::size_t count, std::string_view key, std::string_view fallback) {
    if (count > 0)
      notes.push_back(sentence(scope, key, fallback, static_cast<std::int64_t>(count)));
  };
  note(population.unknown_receipts, "note.unknown_receipts",
       "Complaints without a known date of receipt: {n}. They are in no time measure, and are "
       "counted only where no period is given.");
  note(population.decisions.unknown, "note.unknown_decisions",
       "Decisions without a known date: {n}. They are in no time measure, and are counted only "
       "where no period is given.");
  note(population.closings.unknown, "note.unknown_closings",
       "Closings without a known date: {n}. They are in no time measure; the stock takes them as "
       "closed on the day of their import.");
  if (scope.period.to && *scope.period.to > scope.zone.date_of(scope.as_of))
    notes.push_back(word(scope, "note.period_not_over",
                         "The period is not over at the moment that the report shows."));
  return notes;
}

Result<Report> overview(const Cases& cases, const Scope& scope) {
  const auto chosen = chosen_dimensions(scope);
  if (!chosen) return chosen.failure();
  const Dimension* by = chosen->empty() ? nullptr : chosen->front();
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  const Population population = population_of(cases, scope);
  const auto open = open_cases(population);
  auto acknowledgement = acknowledgement_times(population, scope);
  auto response = first_response_times(population, scope);
  auto handling = handling_times(population, scope);
  auto decided = decided_rate(population, scope);
  auto responded = responded_on_time(population, scope);

  Report report = headed("overview", word(scope, "report.overview.title", "Overview"), scope);
  report.measures = {received_count(population, scope),
                     open_count(open, scope),
                     overdue_count(open, scope),
                     std::move(response[0]),
                     std::move(decided[0]),
                     upheld_rate(population, scope),
                     acknowledged_on_time(population, scope),
                     std::move(responded[0]),
                     std::move(responded[1]),
                     clearance_rate(*flow, scope),
                     std::move(acknowledgement[0]),
                     std::move(acknowledgement[1]),
                     std::move(response[1]),
                     std::move(response[2]),
                     std::move(handling[0]),
                     std::move(handling[1]),
                     std::move(decided[1])};
  report.tables = {by_month(population, scope), by_status(population, scope),
                   breakdown(by_category, population, scope),
                   breakdown(by_product, population, scope)};
  if (has_values(by_unit, population))
    report.tables.push_back(breakdown(by_unit, population, scope));
  report.tables.push_back(breakdown(by_medium, population, scope));
  const bool is_there = by && (by->key == by_category.key || by->key == by_product.key ||
                               by->key == by_unit.key || by->key == by_medium.key);
  if (by && !is_there) report.tables.push_back(breakdown(*by, population, scope));
  if (chosen->size() == 2)
    report.tables.push_back(cross_table(*by, *chosen->back(), population, scope));
  report.tables.push_back(outcomes(population, scope));
  report.tables.push_back(stock_and_flow_table(*flow, scope));
  report.tables.push_back(ages(open, scope));
  report.tables.push_back(oldest(open, scope, kOldest));
  report.notes = notes_of(population, scope);
  return report;
}

}  // namespace cmt::reports
