#include "reports/cross_table.hpp"

#include <algorithm>
#include <map>

#include "reports/frame.hpp"
#include "reports/wording.hpp"
#include "statistics/association.hpp"

namespace cmt::reports {
namespace {

constexpr std::size_t kColumns = 8;
constexpr double kLevel = 0.05;

// The values of a dimension with their counts, in the order of `breakdown`.
std::vector<std::string> values_of(const Dimension& dimension, const Population& population) {
  std::map<std::string, std::int64_t> counts;
  for (const std::size_t i : population.received)
    ++counts[dimension.value(*population.counted[i].state)];
  std::vector<std::string> values;
  for (const auto& [value, count] : counts) values.push_back(value);
  std::stable_sort(values.begin(), values.end(), [&](const auto& a, const auto& b) {
    if (is_remainder(a) != is_remainder(b)) return is_remainder(b);
    if (a.empty() != b.empty()) return b.empty();
    return counts[a] > counts[b];
  });
  return values;
}

std::string verdict(const statistics::Contingency& counts, const Scope& scope) {
  const auto test = statistics::association(counts);
  if (!test) return {};
  if (!test->is_valid)
    return word(scope, "association.too_few",
                "Too few complaints in too many cells to tell whether the two go together.");
  const std::string figures = " (\u03c7\u00b2 p " + probability(test->p) + ", Cram\u00e9r V " +
                              probability(test->cramers_v) + ")";
  return (test->p < kLevel ? word(scope, "association.yes", "The two go together")
                           : word(scope, "association.no",
                                  "The two do not go together beyond chance")) +
         figures + ".";
}

}  // namespace

Table cross_table(const Dimension& rows, const Dimension& columns, const Population& population,
                  const Scope& scope) {
  const auto row_values = values_of(rows, population);
  const auto column_values = values_of(columns, population);
  std::map<std::string, std::size_t> row_index, column_index;
  for (std::size_t i = 0; i < row_values.size(); ++i) row_index[row_values[i]] = i;
  for (std::size_t i = 0; i < column_values.size(); ++i)
    column_index[column_values[i]] = i;
  const std::size_t own = std::min(column_values.size(), kColumns);
  const bool has_rest = column_values.size() > own;
  statistics::Contingency counts(row_values.size(),
                                 std::vector<std::int64_t>(own + (has_rest ? 1 : 0), 0));
  for (const std::size_t i : population.received) {
    const Facts& state = *population.counted[i].state;
    ++counts[row_index[rows.value(state)]][std::min(own, column_index[columns.value(state)])];
  }

  Table table;
  const std::string row_key{rows.key}, column_key{columns.key};
  table.key = "by_" + row_key + "_and_" + column_key;
  table.title = word(scope, row_key, rows.heading) + " \u00d7 " +
                word(scope, column_key, columns.heading);
  table.columns = {{row_key, word(scope, row_key, rows.heading), ColumnType::text}};
  for (std::size_t j = 0; j < own; ++j) {
    const Code value = value_label(columns, column_values[j], scope);
    table.columns.push_back({value.code, value.label, ColumnType::number});
  }
  if (has_rest)
    table.columns.push_back({"others", word(scope, "other_values", "Others"), ColumnType::number});
  table.columns.push_back(column(scope, "total", "Total"));
  Row total{Unknown{}};
  for (std::size_t i = 0; i < row_values.size(); ++i) {
    Row row{value_label(rows, row_values[i], scope)};
    std::int64_t sum = 0;
    for (const std::int64_t count : counts[i]) {
      row.emplace_back(count);
      sum += count;
    }
    row.emplace_back(sum);
    table.rows.push_back(std::move(row));
  }
  for (std::size_t j = 0; j + 1 < table.columns.size(); ++j) {
    std::int64_t sum = 0;
    for (const Row& row : table.rows) sum += std::get<std::int64_t>(row[j + 1]);
    total.emplace_back(sum);
  }
  table.total = std::move(total);
  table.shown = 20;
  table.note = verdict(counts, scope);
  return table;
}

}  // namespace cmt::reports
