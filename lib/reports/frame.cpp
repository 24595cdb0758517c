#include "reports/frame.hpp"

#include <fmt/core.h>

#include <cmath>
#include <iterator>
#include <utility>

#include "reports/overview.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {

Result<Frame> frame_of(std::string_view name, std::string_view title,
                       const Cases& cases, const Scope& scope) {
  auto flow = stock_and_flow(cases, scope);
  if (!flow) return std::move(flow).failure();
  std::string key{name};
  for (char& c : key)
    if (c == '-') c = '_';
  Frame frame;
  frame.flow = std::move(*flow);
  frame.population = population_of(cases, scope);
  frame.report = headed(name, word(scope, "report." + key + ".title", title), scope);
  frame.report.notes = notes_of(frame.population, scope);
  return frame;
}

void add(Report& report, std::vector<Measure> measures) {
  report.measures.insert(report.measures.end(), std::make_move_iterator(measures.begin()),
                         std::make_move_iterator(measures.end()));
}

Column column(const Scope& scope, std::string_view key, std::string_view fallback, ColumnType type) {
  return {std::string{key}, word(scope, key, fallback), type};
}

Ratio tenths(double number) { return {std::llround(number * 10), 10}; }

std::string probability(double p) {
  return p < 0.0005 ? "<0.001" : fmt::format("{:.3f}", p);
}

}  // namespace cmt::reports
