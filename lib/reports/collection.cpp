// Making every report of the catalogue, and choosing what stands on the dashboard.
#include "reports/collection.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "reports/catalogue.hpp"
#include "reports/frame.hpp"
#include "reports/open_cases.hpp"
#include "reports/overview.hpp"
#include "reports/periods.hpp"
#include "reports/population.hpp"
#include "reports/suppression.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using std::chrono::year_month;

constexpr std::size_t kOverdue = 12;

// What the dashboard takes of the overview and of timeliness, in its order.
constexpr std::array<std::string_view, 9> kFigures{"K01", "K12", "K13", "K04", "K09",
                                                   "K08", "K22", "K24", "K15"};
constexpr std::array<std::string_view, 6> kPictures{
    "by_month", "on_time_by_month", "by_category", "overdue_by_limit", "age_of_open", "outcomes"};

const Report& named_report(const std::vector<Report>& reports, std::string_view name) {
  return *std::find_if(reports.begin(), reports.end(),
                       [&](const Report& one) { return one.name == name; });
}

// A picture of nothing says less than the figures above it.
bool has_counts(const Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
    return std::any_of(row.begin(), row.end(), [](const Cell& cell) {
      const auto* count = std::get_if<std::int64_t>(&cell);
      return count && *count > 0;
    });
  });
}

Report dashboard_of(const std::vector<Report>& reports, Table overdue, const Scope& scope) {
  const Report& overview = named_report(reports, "overview");
  const Report& timeliness = named_report(reports, "timeliness");
  Report board = headed("", word(scope, "dashboard.title", "Dashboard"), scope);
  for (const std::string_view id : kFigures)
    for (const Measure& measure : overview.measures)
      if (measure.id == id) board.measures.push_back(measure);
  board.tables.push_back(std::move(overdue));
  for (const std::string_view key : kPictures)
    for (const Report* report : {&overview, &timeliness}) {
      const auto found = std::find_if(report->tables.begin(), report->tables.end(),
                                      [&](const Table& table) { return table.key == key; });
      if (found == report->tables.end()) continue;
      if (has_counts(*found)) board.tables.push_back(*found);
      break;
    }
  board.notes = overview.notes;
  return board;
}

// What is open now belongs to no month.
bool is_of_now(const Table& table) {
  return table.key == "age_of_open" || table.key == "oldest_open";
}

Report of_month(Report report, year_month month) {
  report.title += ": " + month_of(cmt::Date{month / 1});
  const auto last = std::remove_if(report.measures.begin(), report.measures.end(),
                                   [](const Measure& one) { return one.basis == "S"; });
  report.measures.erase(last, report.measures.end());
  report.tables.erase(std::remove_if(report.tables.begin(), report.tables.end(), is_of_now),
                      report.tables.end());
  return report;
}

// The months of the overview in which anything was counted.
std::vector<std::pair<year_month, std::int64_t>> months_of(const Report& overview) {
  std::vector<std::pair<year_month, std::int64_t>> months;
  for (const Table& table : overview.tables) {
    if (table.key != "by_month") continue;
    for (const Row& row : table.rows) {
      const auto* month = std::get_if<reports::Date>(&row.front());
      const auto* received = std::get_if<std::int64_t>(&row[1]);
      if (!month || !received) continue;
      const bool is_quiet = std::all_of(row.begin() + 1, row.end(), [](const Cell& cell) {
        return cell == Cell{std::int64_t{0}};
      });
      const auto first = parse_date(month->iso + "-01");
      if (!is_quiet && first) months.emplace_back(month_in(*first), *received);
    }
  }
  return months;
}

}  // namespace

Result<Collection> collection(const Cases& cases, const Scope& scope,
                              Audience audience) {
  Collection all;
  for (const Entry& entry : catalogue()) {
    auto report = entry.make(cases, scope);
    if (!report) return report.failure();
    all.reports.push_back(std::move(*report));
  }
  const Population population = population_of(cases, scope);
  all.dashboard = dashboard_of(
      all.reports, overdue_cases(open_cases(population), scope, kOverdue), scope);
  if (audience == Audience::everybody) {
    for (Report& report : all.reports) {
      report = for_publication(std::move(report), scope);
      report.options = {"--publish"};
    }
    all.dashboard = for_publication(std::move(all.dashboard), scope);
    all.dashboard.options = {"--publish"};
    all.dashboard.notes.push_back(
        word(scope, "dashboard.no_months",
             "There are no pages of single months: what is held back in one month could be had by "
             "taking the other months from the whole."));
    return all;
  }
  for (const auto& [month, received] : months_of(named_report(all.reports, "overview"))) {
    Scope one = scope;
    const Period days = month_period(month);
    one.period = {scope.period.from ? std::max(*scope.period.from, *days.from) : days.from,
                  scope.period.to ? std::min(*scope.period.to, *days.to) : days.to};
    auto report = overview(cases, one);
    if (!report) return report.failure();
    all.months.push_back({month, received, of_month(std::move(*report), month)});
  }
  return all;
}

}  // namespace cmt::reports
