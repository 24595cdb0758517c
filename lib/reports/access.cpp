#include <map>

#include "reports/analysis.hpp"
#include "reports/breakdown.hpp"
#include "reports/counting.hpp"
#include "reports/received.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

Table listed(const char* key, const char* title, const char* heading, const char* list,
             const std::vector<std::string>& (*values)(const process::State&),
             const Population& population, const Scope& scope) {
  std::map<std::string, std::int64_t> counts;
  for (const std::size_t i : population.received)
    for (const auto& value : values(population.counted[i].whole())) ++counts[value];
  const auto whole = static_cast<std::int64_t>(population.received.size());
  Table table = counted(key, word(scope, std::string{key} + ".title", title),
                        column(scope, key, heading, ColumnType::text), list, counts, whole, scope);
  table.caption = word(scope, "several_values.caption",
                       "A complaint may have several; shares are of all complaints received.");
  table.total.reset();
  return table;
}

}  // namespace

Result<Report> access(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("access", "Access", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const Population& population = frame->population;
  Share anonymous, other_language;
  for (const std::size_t i : population.received) {
    const process::State& state = population.counted[i].whole();
    anonymous.add(state.id.text(), state.anonymous);
    const auto& preferred = state.particulars.preferred_language;
    other_language.add(state.id.text(), !preferred.empty() && preferred != state.language);
  }
  report.measures = {received_count(population, scope), vulnerable_share(population, scope),
                     std::move(anonymous).measure(
                         "ACCESS.anonymous", word(scope, "anonymous_share", "Anonymous"), "R"),
                     std::move(other_language)
                         .measure("ACCESS.language",
                                  word(scope, "other_language", "Asked for another language"), "R")};
  report.tables = {
      breakdown(by_medium, population, scope), breakdown(by_language, population, scope),
      listed("accessibility_needs", "Support needed", "Need", "accessibility_needs",
             [](const process::State& s) -> const std::vector<std::string>& {
               return s.particulars.accessibility_needs;
             },
             population, scope),
      listed("vulnerability", "Circumstances to take into account", "Circumstance",
             "vulnerabilities",
             [](const process::State& s) -> const std::vector<std::string>& {
               return s.vulnerability;
             },
             population, scope)};
  if (const Dimension* type = find_dimension("complainant_type"); has_values(*type, population))
    report.tables.push_back(breakdown(*type, population, scope));
  return report;
}

}  // namespace cmt::reports
