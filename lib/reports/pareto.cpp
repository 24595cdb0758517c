#include "reports/pareto.hpp"

#include <map>

#include "core/money.hpp"
#include "reports/frame.hpp"
#include "reports/received.hpp"
#include "reports/remedy_mix.hpp"
#include "reports/wording.hpp"
#include "statistics/pareto.hpp"

namespace cmt::reports {
namespace {

using statistics::ParetoItem;

// Of the severities 1 to 4, so that one critical case outweighs many annoyances; not assessed
// counts as the lowest.
constexpr std::int64_t kWeights[] = {1, 3, 9, 27};

struct Weighing {
  std::string suffix;   // of the table's key
  std::string heading;  // of the column of weights
  bool is_money = false;
  std::map<std::string, std::int64_t> weights;  // by value
};

std::vector<Weighing> weighings(const Dimension& dimension, const Population& population,
                                const Scope& scope) {
  Weighing count{"", word(scope, "count", "Count"), false, {}};
  Weighing severity{"_by_severity", word(scope, "severity_weight", "Weight by severity"), false, {}};
  std::map<std::string, Weighing> costs;
  bool is_assessed = false;
  for (const std::size_t i : population.received) {
    const Facts& state = *population.counted[i].state;
    const std::string value = dimension.value(state);
    const int grade = state.severity.value_or(1);
    is_assessed = is_assessed || state.severity.has_value();
    ++count.weights[value];
    severity.weights[value] += kWeights[grade >= 1 && grade <= 4 ? grade - 1 : 0];
    for (const auto& [currency, sum] : remedy_sums(state.whole())) {
      Weighing& cost = costs[currency];
      cost.suffix = "_by_cost_" + currency;
      cost.heading = word(scope, "cost", "Cost") + " (" + currency + ")";
      cost.is_money = true;
      cost.weights[value] += sum;
    }
  }
  std::vector<Weighing> all{std::move(count)};
  if (is_assessed) all.push_back(std::move(severity));
  for (auto& [currency, cost] : costs) all.push_back(std::move(cost));
  return all;
}

Table table_of(const Dimension& dimension, const Weighing& weighing, const Scope& scope) {
  std::vector<ParetoItem> items;
  std::int64_t total = 0;
  for (const auto& [value, weight] : weighing.weights) {
    items.push_back({value, weight, is_remainder(value), 0, false});
    total += weight;
  }
  const std::string key{dimension.key};
  Table table;
  table.key = "pareto_" + key + weighing.suffix;
  table.title = word(scope, "by_" + key + ".title", dimension.title);
  if (!weighing.suffix.empty()) table.title += ": " + weighing.heading;
  table.columns = {{key, word(scope, key, dimension.heading), ColumnType::text},
                   {weighing.is_money ? "amount" : weighing.suffix.empty() ? "count" : "weight",
                    weighing.heading, ColumnType::number},
                   column(scope, "share", "Share"),
                   column(scope, "cumulative", "Cumulative"),
                   column(scope, "vital", "Vital few", ColumnType::text)};
  table.columns[1].is_count = weighing.suffix.empty();
  for (const ParetoItem& item : statistics::pareto(std::move(items))) {
    const Cell weight =
        weighing.is_money ? Cell{decimal_text(item.weight)} : Cell{item.weight};
    table.rows.push_back({value_label(dimension, item.code, scope), weight,
                          Percent{item.weight, total}, Percent{item.cumulative, total},
                          item.is_vital ? Cell{word(scope, "yes", "yes")} : Cell{Unknown{}}});
  }
  table.shown = 15;
  table.chart = Chart{ChartKind::bars, key, {"share"}};
  return table;
}

}  // namespace

Result<Report> pareto(const Cases& cases, const Scope& scope) {
  const auto chosen = chosen_dimensions(scope);
  if (!chosen) return chosen.failure();
  auto frame = frame_of("pareto", "Pareto analysis", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures.push_back(received_count(population, scope));

  std::vector<const Dimension*> dimensions = *chosen;
  if (dimensions.empty()) {
    dimensions = {&by_category};
    for (const Dimension* more : {&by_cause, &by_product, &by_unit})
      if (has_values(*more, population)) dimensions.push_back(more);
  }
  for (const Dimension* dimension : dimensions) {
    for (const Weighing& weighing : weighings(*dimension, population, scope)) {
      // The tables of weight and cost of a property that was not asked for would be too many.
      if (!weighing.suffix.empty() && chosen->empty() && dimension != &by_category) continue;
      report.tables.push_back(table_of(*dimension, weighing, scope));
    }
  }
  report.notes.push_back(word(
      scope, "pareto.note",
      "The vital few are the shortest start of the list that holds 80 % of the whole. Other, not "
      "determined and unknown stand last and are never among them. Severities 1 to 4 weigh 1, 3, 9 "
      "and 27; what was not assessed weighs 1."));
  return report;
}

}  // namespace cmt::reports
