#include <algorithm>
#include <map>

#include "core/money.hpp"
#include "reports/analysis.hpp"
#include "reports/breakdown.hpp"
#include "reports/durations.hpp"
#include "reports/frame.hpp"
#include "reports/rates.hpp"
#include "reports/remedy_mix.hpp"
#include "reports/response_times.hpp"
#include "reports/wording.hpp"
#include "statistics/association.hpp"

namespace cmt::reports {
namespace {

constexpr std::int64_t kFewest = 5;  // of a group that is shown: fewer could be known by name
constexpr double kLevel = 0.05;

struct Group {
  std::int64_t decided = 0, upheld = 0;
  std::vector<std::int64_t> days;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> paid;  // count and sum by currency
};

struct Basis {
  std::string key;
  std::string heading;
  std::string list;
  std::string (*value)(const process::State&);
};

Table compared(const Basis& basis, const Population& population, const Scope& scope) {
  std::map<std::string, Group> groups;
  std::map<std::string, std::int64_t> currencies;
  for (const Milestone& decision : population.decisions.in_period) {
    if (!decision.cycle->told || !process::is_finding(*decision.cycle->told)) continue;
    Group& group = groups[basis.value(decision.of->whole())];
    ++group.decided;
    group.upheld += process::is_upheld(*decision.cycle->told);
    if (decision.cycle->number == 1 && decision.date() && decision.of->received &&
        *decision.of->received <= *decision.date())
      group.days.push_back((*decision.date() - *decision.of->received).count());
    std::map<std::string, std::int64_t> sums;
    for (const auto& remedy : decision.whole().remedies)
      if (remedy.amount) sums[remedy.amount->currency()] += remedy.amount->ten_thousandths();
    for (const auto& [currency, sum] : sums) {
      ++group.paid[currency].first;
      group.paid[currency].second += sum;
      ++currencies[currency];
    }
  }

  Table table;
  table.key = "by_" + basis.key;
  table.title = word(scope, "fairness_by.title", "Decisions by") + ": " + basis.heading;
  table.columns = {{basis.key, basis.heading, ColumnType::text},
                   column(scope, "decided_rate", "Decided"),
                   column(scope, "upheld", "Upheld"),
                   {"upheld_share", word(scope, "upheld_rate", "Upheld in full or in part"),
                    ColumnType::number},
                   column(scope, "median_days", "Median days")};
  table.columns[1].key = "decided";
  table.columns[4].is_count = false;
  for (const auto& [currency, count] : currencies) {
    table.columns.push_back({"mean_" + currency, word(scope, "mean_sum", "Mean sum") + ", " + currency,
                             ColumnType::number, false});
  }
  std::vector<std::pair<std::string, Group>> rows(groups.begin(), groups.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (a.first.empty() != b.first.empty()) return b.first.empty();
    return a.second.decided > b.second.decided;
  });
  statistics::Contingency upheld;
  std::int64_t held_back = 0;
  for (auto& [value, group] : rows) {
    upheld.push_back({group.upheld, group.decided - group.upheld});
    const Code label =
        basis.list.empty() ? named(scope, value) : labelled(scope, basis.list, value);
    if (group.decided < kFewest) {
      ++held_back;
      table.rows.push_back({label, Fewer{kFewest}});
      continue;
    }
    std::sort(group.days.begin(), group.days.end());
    const auto median = percentile(group.days, 50);
    Row row{label, group.decided, group.upheld, Percent{group.upheld, group.decided},
            median && group.days.size() >= static_cast<std::size_t>(kFewest) ? Cell{*median}
                                                                             : Cell{Unknown{}}};
    for (const auto& [currency, count] : currencies) {
      const auto& [paid, sum] = group.paid[currency];
      row.push_back(paid >= kFewest ? Cell{Ratio{sum, 10'000 * paid}} : Cell{Unknown{}});
    }
    table.rows.push_back(std::move(row));
  }
  if (const auto test = statistics::association(upheld)) {
    const std::string figures = " (\u03c7\u00b2 p " + probability(test->p) + ", Cram\u00e9r V " +
                                probability(test->cramers_v) + ")";
    if (!test->is_valid)
      table.note = word(scope, "fairness.too_few",
                        "Too few decisions in too many groups to tell whether the upheld share "
                        "differs beyond chance.");
    else if (test->p < kLevel)
      table.note = word(scope, "fairness.differs",
                        "The upheld share differs between the groups beyond chance") +
                   figures + ". " +
                   word(scope, "fairness.why",
                        "That is a question to look into, not an answer: the groups may complain "
                        "of different things.");
    else
      table.note = word(scope, "fairness.alike",
                        "The upheld share does not differ between the groups beyond chance") +
                   figures + ".";
  }
  if (held_back > 0)
    table.note += (table.note.empty() ? "" : " ") +
                  sentence(scope, "fairness.held_back",
                           "Groups with fewer than {n} decisions are held back: {m}.", kFewest,
                           held_back);
  return table;
}

}  // namespace

Result<Report> fairness(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("fairness", "Fairness", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = {upheld_rate(population, scope)};
  add(report, first_response_times(population, scope));
  // The records behind a figure would name what this report must not.
  for (Measure& measure : report.measures) measure.records.clear();
  const auto heading = [&](const char* key, const char* fallback) {
    return word(scope, key, fallback);
  };
  const Basis bases[] = {
      {"language", heading("language", "Language"), "",
       [](const process::State& s) { return s.language; }},
      {"medium", heading("medium", "Medium"), "media",
       [](const process::State& s) { return s.medium; }},
      {"segment", heading("segment", "Segment"), "",
       [](const process::State& s) { return s.particulars.segment; }},
      {"complainant_type", heading("complainant_type", "Complainant"), "complainant_types",
       [](const process::State& s) { return s.particulars.complainant_type; }},
      {"vulnerability", heading("vulnerable", "Vulnerable"), "answers",
       [](const process::State& s) -> std::string {
         return s.vulnerability.empty() ? "false" : "true";
       }}};
  for (const Basis& basis : bases) {
    Table table = compared(basis, population, scope);
    if (table.rows.size() > 1) report.tables.push_back(std::move(table));
  }
  report.notes.push_back(word(
      scope, "fairness.note",
      "Decisions communicated in the period that found anything. Days are those of the first "
      "response; sums are the mean of what was paid where anything was. Figures of fewer than five "
      "are held back."));
  return report;
}

}  // namespace cmt::reports
