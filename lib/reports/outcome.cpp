#include <map>

#include "reports/analysis.hpp"
#include "reports/counting.hpp"
#include "reports/course.hpp"
#include "reports/cross_table.hpp"
#include "reports/rates.hpp"
#include "reports/received.hpp"
#include "reports/repeats.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Outcome;

// Decisions by category, with what they found.
Table found_by_category(const Population& population, const Scope& scope) {
  struct Line {
    std::int64_t upheld = 0, partly = 0, no = 0, none = 0;
    std::int64_t sum() const { return upheld + partly + no + none; }
  };
  std::map<std::string, Line> lines;
  for (const Milestone& decision : population.decisions.in_period) {
    if (!decision.cycle->told || !process::is_finding(*decision.cycle->told)) continue;
    Line& line = lines[decision.of->state->category.text()];
    const Outcome told = *decision.cycle->told;
    line.upheld += told == Outcome::upheld;
    line.partly += told == Outcome::partly_upheld;
    line.no += told == Outcome::not_upheld;
    line.none += told == Outcome::no_finding;
  }
  std::vector<std::pair<std::string, Line>> rows(lines.begin(), lines.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    if (is_remainder(a.first) != is_remainder(b.first)) return is_remainder(b.first);
    return a.second.sum() > b.second.sum();
  });
  Table table;
  table.key = "found_by_category";
  table.title = word(scope, "found_by_category.title", "What was found, by category");
  const auto outcome = [&](const char* code) {
    return Column{std::string{code}, labelled(scope, "outcomes", code).label, ColumnType::number};
  };
  table.columns = {column(scope, "category", "Category", ColumnType::text),
                   outcome("upheld"),
                   outcome("partly-upheld"),
                   outcome("not-upheld"),
                   outcome("no-finding"),
                   {"upheld_share", word(scope, "upheld_rate", "Upheld in full or in part"),
                    ColumnType::number}};
  for (const auto& [category, line] : rows)
    table.rows.push_back({labelled(scope, "problems", category), line.upheld, line.partly, line.no,
                          line.none, Percent{line.upheld + line.partly, line.sum()}});
  table.shown = 20;
  return table;
}

Table endings(const Population& population, const Scope& scope) {
  std::map<std::string, std::int64_t> reasons;
  for (const Milestone& closing : population.closings.in_period) {
    const auto& closure = closing.cycle->closure;
    const bool is_known = closure && *closure != process::ClosureReason::unknown;
    ++reasons[is_known ? std::string{name_of(process::closure_reason_names, *closure)} : ""];
  }
  return counted("closures", word(scope, "closures.title", "Why complaints were closed"),
                 column(scope, "closure_reason", "Reason", ColumnType::text), "closure_reasons",
                 reasons, 0, scope);
}

Table reopenings(const Population& population, const Scope& scope) {
  std::map<std::string, std::int64_t> reasons;
  for (const Case& one : population.counted)
    for (std::size_t i = 1; i < one.state->cycles.size(); ++i)
      if (is_in(scope.period, one.state->cycles[i].opened.date()))
        ++reasons[one.whole().cycles[i].reopen_reason];
  return counted("reopenings", word(scope, "reopenings.title", "Why complaints were reopened"),
                 column(scope, "reopen_reason", "Reason", ColumnType::text), "reopen_reasons",
                 reasons, 0, scope);
}

}  // namespace

Result<Report> outcome(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("outcomes", "Outcomes", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  report.measures = {upheld_rate(population, scope)};
  add(report, accepted_rate(population, scope));
  add(report, decided_rate(population, scope));
  add(report, reopened(population, frame->flow, scope));
  add(report, withdrawn(population, scope));
  report.measures.push_back(rejected_share(cases, scope));
  report.measures.push_back(merged_share(cases, scope));
  report.measures.push_back(lapsed(population, scope));
  report.measures.push_back(cause_found(population, scope));
  report.tables = {outcomes(population, scope), found_by_category(population, scope),
                   endings(population, scope), reopenings(population, scope)};
  return report;
}

}  // namespace cmt::reports
