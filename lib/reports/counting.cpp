#include "reports/counting.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "reports/wording.hpp"

namespace cmt::reports {

Table counted(std::string key, std::string title, const Column& heading, std::string_view list,
              const std::map<std::string, std::int64_t>& counts, std::int64_t whole,
              const Scope& scope) {
  std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return a.second > b.second;
  });
  std::int64_t sum = 0;
  for (const auto& [value, count] : rows) sum += count;
  const bool is_partition = whole == 0 || whole == sum;
  if (whole == 0) whole = sum;
  Table table;
  table.key = std::move(key);
  table.title = std::move(title);
  table.columns = {heading, column(scope, "count", "Count"), column(scope, "share", "Share")};
  for (const auto& [value, count] : rows)
    table.rows.push_back({list.empty() ? named(scope, value) : labelled(scope, list, value), count,
                          Percent{count, whole}});
  table.shown = 20;
  if (is_partition && !rows.empty()) table.total = Row{Unknown{}, sum, Percent{sum, whole}};
  table.chart = Chart{ChartKind::bars, heading.key, {"count"}};
  return table;
}

}  // namespace cmt::reports
