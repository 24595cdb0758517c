// One pass over the complaints received, one row a value.
#include "reports/breakdown.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {


struct Counts {
  std::string code;
  std::int64_t count = 0, upheld = 0, open = 0;
};

bool is_before(const Counts& a, const Counts& b) {
  if (is_remainder(a.code) != is_remainder(b.code)) return is_remainder(b.code);
  if (a.code.empty() != b.code.empty()) return b.code.empty();
  if (a.count != b.count) return a.count > b.count;
  return a.code < b.code;
}

bool was_upheld(const Facts& state) {
  const CycleFacts* cycle = last_decided(state);
  return cycle && cycle->told && process::is_upheld(*cycle->told);
}

std::vector<Counts> counts_by(const Dimension& dimension, const Population& population) {
  std::vector<Counts> counts;
  std::unordered_map<std::string, std::size_t> index;
  for (const std::size_t i : population.received) {
    const Facts& state = *population.counted[i].state;
    const auto [found, is_new] = index.try_emplace(dimension.value(state), counts.size());
    if (is_new) counts.push_back({found->first});
    Counts& row = counts[found->second];
    ++row.count;
    row.upheld += was_upheld(state);
    row.open += process::is_open(state.status);
  }
  std::sort(counts.begin(), counts.end(), is_before);
  return counts;
}

}  // namespace

bool is_remainder(std::string_view code) {
  return code.empty() || code == "unknown" || code == "other" || code == "P35" || code == "C99";
}

const Dimension by_category{"category",
                            "Complaints by category",
                            "Category",
                            "problems",
                            [](const Facts& one) { return one.category.text(); },
                            true};
const Dimension by_product{"product",
                           "Complaints by product",
                           "Product",
                           "",
                           [](const Facts& one) { return one.product.text(); },
                           true};
const Dimension by_unit{
    "unit", "Complaints by unit", "Unit", "", [](const Facts& one) { return one.unit.text(); }, true};
const Dimension by_medium{"medium",
                          "Complaints by medium",
                          "Medium",
                          "media",
                          [](const Facts& one) { return one.medium.text(); },
                          false};

const Dimension by_cause{
    "cause", "Complaints by cause", "Cause", "causes",
    [](const Facts& one) { return one.cause.text(); },
    true};
const Dimension by_owner{
    "owner", "Complaints by owner", "Owner", "", [](const Facts& one) { return one.owner.text(); },
    true};
const Dimension by_language{"language", "Complaints by language", "Language", "",
                            [](const Facts& one) { return one.language.text(); }, true};

std::span<const Dimension> dimensions() {
  static const Dimension table[] = {
      by_category,
      by_product,
      by_unit,
      by_medium,
      by_language,
      by_owner,
      by_cause,
      {"segment", "Complaints by segment", "Segment", "",
       [](const Facts& one) { return one.segment.text(); }, true},
      {"complainant_type", "Complaints by type of complainant", "Complainant", "complainant_types",
       [](const Facts& one) { return one.complainant_type.text(); }, true},
      {"outcome", "Complaints by outcome", "Outcome", "outcomes",
       [](const Facts& state) {
         const auto& outcome = state.cycle().outcome;
         return outcome ? std::string{name_of(process::outcome_names, *outcome)} : std::string{};
       },
       false},
      {"severity", "Complaints by severity", "Severity", "severities",
       [](const Facts& state) { return state.severity ? std::to_string(*state.severity) : ""; },
       true},
      {"priority", "Complaints by priority", "Priority", "priorities",
       [](const Facts& state) {
         return state.priority ? std::string{name_of(process::priority_names, *state.priority)}
                               : std::string{};
       },
       true},
      {"source", "Complaints by source", "Source", "",
       [](const Facts& one) { return one.source.text(); }, true},
  };
  return table;
}

const Dimension* find_dimension(std::string_view key) {
  for (const auto& dimension : dimensions())
    if (dimension.key == key) return &dimension;
  return nullptr;
}

Result<std::vector<const Dimension*>> chosen_dimensions(const Scope& scope) {
  std::vector<const Dimension*> chosen;
  for (std::string_view rest = scope.by; !rest.empty();) {
    const std::string_view key = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), key.size() + 1));
    const Dimension* dimension = find_dimension(key);
    const bool is_again = !chosen.empty() && chosen.front() == dimension;
    if (dimension && !is_again && chosen.size() < 2) {
      chosen.push_back(dimension);
      continue;
    }
    std::string all;
    for (const auto& one : dimensions()) all += (all.empty() ? "" : ", ") + std::string{one.key};
    return failure(FailureKind::usage, tr("a report cannot be divided by '{}'", scope.by),
                   tr("one of these, or two with a comma between: {}", all));
  }
  return chosen;
}

Code value_label(const Dimension& dimension, const std::string& value, const Scope& scope) {
  return dimension.list.empty() ? named(scope, value) : labelled(scope, dimension.list, value);
}

Table breakdown(const Dimension& dimension, const Population& population, const Scope& scope) {
  const auto total = static_cast<std::int64_t>(population.received.size());
  const std::string key(dimension.key);
  Table table;
  table.key = "by_" + key;
  table.title = word(scope, table.key + ".title", dimension.title);
  table.columns = {{key, word(scope, key, dimension.heading), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number},
                   {"share", word(scope, "share", "Share"), ColumnType::number}};
  if (dimension.has_open_and_upheld) {
    table.columns.push_back({"upheld", word(scope, "upheld", "Upheld"), ColumnType::number});
    table.columns.push_back({"open", word(scope, "open", "Open"), ColumnType::number});
  }
  Counts sum;
  for (const Counts& row : counts_by(dimension, population)) {
    table.rows.push_back(
        {value_label(dimension, row.code, scope), row.count, Percent{row.count, total}});
    if (dimension.has_open_and_upheld) {
      table.rows.back().emplace_back(row.upheld);
      table.rows.back().emplace_back(row.open);
    }
    sum.count += row.count;
    sum.upheld += row.upheld;
    sum.open += row.open;
  }
  table.shown = 15;
  table.total = Row{Unknown{}, sum.count, Percent{sum.count, total}};
  if (dimension.has_open_and_upheld) {
    table.total->emplace_back(sum.upheld);
    table.total->emplace_back(sum.open);
  }
  table.chart = Chart{ChartKind::bars, key, {"count"}};
  return table;
}

Table by_status(const Population& population, const Scope& scope) {
  std::array<std::int64_t, process::status_names.size()> counts{};
  for (const std::size_t i : population.received)
    ++counts[static_cast<std::size_t>(population.counted[i].state->status)];
  const auto total = static_cast<std::int64_t>(population.received.size());
  Table table;
  table.key = "by_status";
  table.title = word(scope, "by_status.title", "Complaints by status");
  table.columns = {{"status", word(scope, "status", "Status"), ColumnType::text},
                   {"count", word(scope, "count", "Count"), ColumnType::number},
                   {"share", word(scope, "share", "Share"), ColumnType::number}};
  for (const auto& row : process::status_names) {
    const std::int64_t count = counts[static_cast<std::size_t>(row.value)];
    if (count > 0)
      table.rows.push_back({labelled(scope, "statuses", row.text), count, Percent{count, total}});
  }
  table.total = Row{Unknown{}, total, Percent{total, total}};
  table.chart = Chart{ChartKind::bars, "status", {"count"}};
  return table;
}

bool has_values(const Dimension& dimension, const Population& population) {
  return std::any_of(population.received.begin(), population.received.end(), [&](std::size_t i) {
    return !dimension.value(*population.counted[i].state).empty();
  });
}

}  // namespace cmt::reports
