#include "reports/remedy_mix.hpp"

#include <algorithm>
#include <tuple>

#include "core/money.hpp"
#include "reports/frame.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Outcome;

constexpr std::int64_t kOne = 10'000;  // of Money::ten_thousandths

bool gives_remedies(const CycleFacts& cycle) {
  return cycle.told && (process::is_upheld(*cycle.told) || *cycle.told == Outcome::no_finding);
}

template <class Use>
void for_each_remedy(const Population& population, Use use) {
  for (const Milestone& decision : population.decisions.in_period)
    if (gives_remedies(*decision.cycle))
      for (const process::Remedy& remedy : decision.whole().remedies) use(*decision.of, remedy);
}

struct Line {
  std::string code, currency;
  std::int64_t count = 0, goodwill = 0, sum = 0;
};

}  // namespace

std::map<std::string, std::int64_t> remedy_sums(const process::State& state) {
  std::map<std::string, std::int64_t> sums;
  for (const process::Cycle& cycle : state.cycles)
    for (const process::Remedy& remedy : cycle.remedies)
      if (remedy.amount) sums[remedy.amount->currency()] += remedy.amount->ten_thousandths();
  return sums;
}

std::vector<Measure> remedy_costs(const Population& population, const Scope& scope) {
  std::map<std::string, std::pair<std::int64_t, Ids>> sums;
  std::int64_t count = 0;
  Ids records;
  const auto note_record = [](Ids& ids, const Id& id) {
    if (!ids.ends_with(id)) ids.push_back(id);
  };
  for_each_remedy(population, [&](const Case& one, const process::Remedy& remedy) {
    ++count;
    note_record(records, one.id());
    if (!remedy.amount) return;
    auto& [sum, ids] = sums[remedy.amount->currency()];
    sum += remedy.amount->ten_thousandths();
    note_record(ids, one.id());
  });
  const std::string name = word(scope, "remedies_given", "Remedies given");
  std::vector<Measure> measures{count_measure("K25", name, count, {}, "D")};
  measures.front().records = std::move(records);
  for (auto& [currency, sum] : sums) {
    Measure measure =
        ratio_measure("K25." + currency, statistic_name(name, word(scope, "sum", "Sum")),
                      Ratio{sum.first, kOne}, currency, "D");
    measure.numerator.reset();
    measure.denominator.reset();
    measure.records = std::move(sum.second);
    measures.push_back(std::move(measure));
  }
  return measures;
}

Table remedy_mix(const Population& population, const Scope& scope) {
  std::map<std::pair<std::string, std::string>, Line> lines;
  std::int64_t total = 0, goodwill = 0;
  for_each_remedy(population, [&](const Case&, const process::Remedy& remedy) {
    const std::string currency = remedy.amount ? remedy.amount->currency() : std::string{};
    Line& line = lines[{remedy.code, currency}];
    line.code = remedy.code;
    line.currency = currency;
    ++line.count;
    line.goodwill += remedy.goodwill.value_or(false);
    if (remedy.amount) line.sum += remedy.amount->ten_thousandths();
    ++total;
    goodwill += remedy.goodwill.value_or(false);
  });
  std::vector<Line> sorted;
  for (auto& [key, line] : lines) sorted.push_back(std::move(line));
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Line& a, const Line& b) { return a.count > b.count; });
  Table table;
  table.key = "remedies";
  table.title = word(scope, "remedies.title", "Remedies by kind");
  table.caption = word(scope, "remedies.caption",
                       "Of the decisions communicated in the period that upheld in full or in part, "
                       "or were made without a finding. Sums stand in their own currency.");
  table.columns = {column(scope, "remedy", "Remedy", ColumnType::text),
                   column(scope, "count", "Count"),
                   column(scope, "share", "Share"),
                   column(scope, "goodwill", "Goodwill"),
                   column(scope, "amount", "Amount"),
                   column(scope, "currency", "Currency", ColumnType::text)};
  table.columns[4].is_count = false;
  for (const Line& line : sorted) {
    const bool is_money = !line.currency.empty();
    table.rows.push_back({labelled(scope, "remedies", line.code), line.count,
                          Percent{line.count, total}, line.goodwill,
                          is_money ? Cell{decimal_text(line.sum)} : Cell{Unknown{}},
                          is_money ? Cell{line.currency} : Cell{Unknown{}}});
  }
  if (total > 0)
    table.total = Row{Unknown{}, total, Percent{total, total}, goodwill, Unknown{}, Unknown{}};
  table.chart = Chart{ChartKind::bars, "remedy", {"count"}};
  return table;
}

}  // namespace cmt::reports
