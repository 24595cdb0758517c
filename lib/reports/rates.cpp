// K15, K22, K24 and the table of outcomes.
#include "reports/rates.hpp"

#include <algorithm>
#include <array>

#include "reports/open_cases.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Outcome;
using process::Status;

std::int64_t size_of(const Ids& records) {
  return static_cast<std::int64_t>(records.size());
}

}  // namespace

Measure clearance_rate(const StockAndFlow& flow, const Scope& scope) {
  Measure measure = share_measure("K15", word(scope, "clearance_rate", "Clearance rate"),
                                  flow.closed + flow.withdrawn + flow.rejected,
                                  flow.received + flow.reopened, "E");
  measure.note = word(scope, "clearance_rate.note",
                      "Closed, withdrawn and rejected, of received and reopened, as in the table "
                      "of stock and flow; above 100 % the stock falls.");
  measure.records = flow.finished;
  return measure;
}

std::vector<Measure> decided_rate(const Population& population, const Scope& scope) {
  std::int64_t whole = 0;
  Ids decided, mature;
  for (const std::size_t index : population.received) {
    const Case& one = population.counted[index];
    if (one.state->status == Status::withdrawn) continue;
    ++whole;
    const bool is_decided = one.state->decision_communicated_once;
    const bool is_past = std::any_of(one.clocks.begin(), one.clocks.end(), [](const auto& reading) {
      return reading.clock == process::Clock::final &&
             (reading.status == process::ClockStatus::overdue ||
              reading.status == process::ClockStatus::missed);
    });
    if (is_decided) decided.push_back(one.id());
    if (is_decided || is_past) mature.push_back(one.id());
  }
  const std::string name = word(scope, "decided_rate", "Decided");
  Measure rate = share_measure("K22", name, size_of(decided), whole, "R");
  if (size_of(mature) < whole)
    rate.note = word(scope, "rates_immature",
                     "Some complaints of this period have not reached the end of their time "
                     "limits.");
  rate.records = std::move(decided);
  Measure share =
      share_measure("K22.mature", statistic_name(name, word(scope, "mature_share", "Mature share")),
                    size_of(mature), whole, "R");
  share.note = word(scope, "mature_share.note",
                    "Decided or past the due date; a complaint without a due date matures when it "
                    "is decided.");
  share.records = std::move(mature);
  return {std::move(rate), std::move(share)};
}

Measure upheld_rate(const Population& population, const Scope& scope) {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  Ids records;
  for (const Milestone& decision : population.decisions.in_period) {
    const auto outcome = decision.cycle->told;
    if (!outcome || !process::is_finding(*outcome)) continue;
    ++whole;
    if (!process::is_upheld(*outcome)) continue;
    ++part;
    if (!records.ends_with(decision.of->id()))
      records.push_back(decision.of->id());
  }
  Measure measure = share_measure("K24", word(scope, "upheld_rate", "Upheld in full or in part"),
                                  part, whole, "D");
  measure.records = std::move(records);
  return measure;
}

Table outcomes(const Population& population, const Scope& scope) {
  const auto& made = population.decisions.in_period;
  const auto total = static_cast<std::int64_t>(made.size());
  std::array<std::int64_t, process::outcome_names.size()> counts{};
  std::int64_t unknown = 0;
  for (const Milestone& decision : made) {
    if (decision.cycle->told)
      ++counts[static_cast<std::size_t>(*decision.cycle->told)];
    else
      ++unknown;
  }
  Table table;
  table.key = "outcomes";
  table.title = word(scope, "outcomes.title", "What was decided");
  table.caption = word(scope, "outcomes.caption",
                       "Decisions communicated in the period. A reopened complaint may have one "
                       "in each cycle.");
  table.columns = {{"outcome", word(scope, "outcome", "Outcome"), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number},
                   {"share", word(scope, "share", "Share"), ColumnType::number}};
  const auto add = [&](std::string_view code, std::int64_t count) {
    table.rows.push_back({labelled(scope, "outcomes", code), count, Percent{count, total}});
  };
  for (const auto& row : process::outcome_names) {
    const std::int64_t count = counts[static_cast<std::size_t>(row.value)];
    if (count > 0 || process::is_finding(row.value)) add(row.text, count);
  }
  if (unknown > 0) add("", unknown);
  table.total = Row{Unknown{}, total, Percent{total, total}};
  table.chart = Chart{ChartKind::bars, "outcome", {"count"}};
  return table;
}

}  // namespace cmt::reports
