// K18 and the table of extensions.
#include "reports/extensions.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Clock;

constexpr int kReasonColumns = 80;
constexpr std::size_t kShown = 20;

bool is_ours(const ExtensionFacts& extension) {
  return extension.clock && process::is_owed(*extension.clock);
}

}  // namespace

Measure extended_share(const Population& population, const Scope& scope) {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  Ids records;
  for (const Milestone& answer : population.answers.in_period) {
    ++whole;
    const auto& made = answer.cycle->extensions;
    if (std::none_of(made.begin(), made.end(), is_ours)) continue;
    ++part;
    if (!records.ends_with(answer.of->id())) records.push_back(answer.of->id());
  }
  Measure measure = share_measure("K18", word(scope, "extended", "Extended"), part, whole, "D");
  measure.records = std::move(records);
  return measure;
}

Table extensions(const Population& population, const Scope& scope) {
  std::map<std::pair<Clock, std::string>, std::int64_t> counts;
  std::int64_t total = 0;
  for (const Milestone& answer : population.answers.in_period)
    for (const auto& extension : answer.cycle->extensions) {
      if (!is_ours(extension)) continue;
      ++counts[{*extension.clock,
                truncate(printable_line(extension.reason.text()), kReasonColumns)}];
      ++total;
    }
  std::vector<std::pair<std::pair<Clock, std::string>, std::int64_t>> rows(counts.begin(),
                                                                           counts.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  Table table;
  table.key = "extensions";
  table.title = word(scope, "extensions.title", "Why due dates were moved");
  table.caption = word(scope, "extensions.caption",
                       "Extensions of what was answered in the period. A cycle may have several.");
  table.columns = {{"limit", word(scope, "limit", "Limit"), ColumnType::text},
                   {"reason", word(scope, "reason", "Reason"), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number},
                   {"share", word(scope, "share", "Share"), ColumnType::number}};
  for (const auto& [key, count] : rows)
    table.rows.push_back({labelled(scope, key.first),
                          key.second.empty() ? Cell{named(scope, "")} : Cell{key.second}, count,
                          Percent{count, total}});
  table.shown = kShown;
  if (total > 0) table.total = Row{Unknown{}, Unknown{}, total, Percent{total, total}};
  return table;
}

}  // namespace cmt::reports
