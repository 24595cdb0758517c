#include <algorithm>
#include <map>

#include "reports/analysis.hpp"
#include "reports/backlog.hpp"
#include "reports/durations.hpp"
#include "reports/frame.hpp"
#include "reports/open_cases.hpp"
#include "reports/periods.hpp"
#include "reports/rates.hpp"
#include "reports/received.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr std::size_t kMonths = 24;

struct Load {
  std::int64_t open = 0, overdue = 0, received = 0, decided = 0, closed = 0;
  std::vector<std::int64_t> ages;
};

// By owner, who has most open first; those without one last.
Table by_owner_table(const Population& population, const std::vector<const Case*>& open,
                     const Scope& scope) {
  std::map<std::string, Load> loads;
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  for (const Case* one : open) {
    Load& load = loads[one->state->owner.text()];
    ++load.open;
    load.overdue += is_overdue(*one);
    if (one->received) load.ages.push_back((today - *one->received).count());
  }
  for (const std::size_t i : population.received)
    ++loads[population.counted[i].state->owner.text()].received;
  for (const Milestone& one : population.decisions.in_period)
    ++loads[one.of->state->owner.text()].decided;
  for (const Milestone& one : population.closings.in_period)
    ++loads[one.of->state->owner.text()].closed;
  std::vector<std::pair<std::string, Load>> rows(loads.begin(), loads.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return a.second.open > b.second.open;
  });
  Table table;
  table.key = "by_owner";
  table.title = word(scope, "by_owner.title", "Complaints by owner");
  table.caption = word(scope, "by_owner.caption",
                       "Open and overdue at the moment shown; the others in the period, by the "
                       "present owner.");
  table.columns = {column(scope, "owner", "Owner", ColumnType::text),
                   column(scope, "open", "Open"),
                   column(scope, "overdue", "Overdue"),
                   column(scope, "median_age", "Median age, days"),
                   column(scope, "received", "Received"),
                   column(scope, "decided_rate", "Decided"),
                   column(scope, "closed", "Closed")};
  table.columns[3].is_count = false;
  table.columns[5].key = "decided";
  Load sum;
  for (auto& [owner, load] : rows) {
    std::sort(load.ages.begin(), load.ages.end());
    const auto median = percentile(load.ages, 50);
    table.rows.push_back({named(scope, owner), load.open, load.overdue,
                          median ? Cell{*median} : Cell{Unknown{}}, load.received, load.decided,
                          load.closed});
    sum.open += load.open;
    sum.overdue += load.overdue;
    sum.received += load.received;
    sum.decided += load.decided;
    sum.closed += load.closed;
  }
  table.total = Row{Unknown{},    sum.open,    sum.overdue, Unknown{},
                    sum.received, sum.decided, sum.closed};
  table.shown = 20;
  table.chart = Chart{ChartKind::bars, "owner", {"open"}};
  return table;
}

// What came, what went and what was left, by month.
Result<Table> stock_by_month(const Cases& cases, const StockAndFlow& flow,
                             const Scope& scope) {
  Table table;
  table.key = "stock_by_month";
  table.title = word(scope, "stock_by_month.title", "Stock by month");
  table.caption = word(scope, "stock_by_month.caption",
                       "Every record of the kind complaint, by the day of the event.");
  table.columns = {column(scope, "month", "Month", ColumnType::date),
                   column(scope, "open_at_start", "Open at the start"),
                   column(scope, "came", "Came"), column(scope, "went", "Went"),
                   column(scope, "open_at_end", "Open at the end")};
  auto month = month_in(flow.first);
  const auto last = month_in(flow.last);
  if ((last - month).count() >= static_cast<std::int64_t>(kMonths))
    month = last - std::chrono::months{kMonths - 1};
  for (; month <= last; month += std::chrono::months{1}) {
    Scope part = scope;
    part.period = month_period(month);
    const auto counted = stock_and_flow(cases, part);
    if (!counted) return counted.failure();
    table.rows.push_back({reports::Date{month_of(cmt::Date{month / 1})}, counted->open_at_start,
                          counted->coming() - counted->open_at_start,
                          counted->going() - counted->open_at_end, counted->open_at_end});
  }
  table.chart = Chart{ChartKind::line, "month", {"open_at_end", "came", "went"}};
  return table;
}

}  // namespace

Result<Report> workload(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("workload", "Workload", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  auto backlog = backlog_ratio(cases, frame->flow, scope);
  if (!backlog) return std::move(backlog).failure();
  auto stock = stock_by_month(cases, frame->flow, scope);
  if (!stock) return std::move(stock).failure();
  const auto open = open_cases(population);
  report.measures = {open_count(open, scope), overdue_count(open, scope), std::move(*backlog),
                     clearance_rate(frame->flow, scope), received_count(population, scope)};
  report.tables = {by_owner_table(population, open, scope), std::move(*stock), ages(open, scope),
                   overdue_by_clock(open, scope), stock_and_flow_table(frame->flow, scope)};
  return report;
}

}  // namespace cmt::reports
