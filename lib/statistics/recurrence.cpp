#include "statistics/recurrence.hpp"

#include <algorithm>
#include <map>

namespace cmt::statistics {

Recurrence classify(std::span<const Occurred> cases, const RecurrenceTerms& terms) {
  std::vector<Occurred> sorted(cases.begin(), cases.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const Occurred& a, const Occurred& b) { return a.on < b.on; });
  Recurrence out;
  std::map<std::string, std::int64_t> in_window;
  std::int64_t recurring_units = 0;
  std::size_t first = 0;
  for (const Occurred& one : sorted) {
    // The window that ends with this case.
    for (; (one.on - sorted[first].on).count() >= terms.window_days; ++first)
      if (in_window[sorted[first].unit]-- == terms.recurring) --recurring_units;
    const std::int64_t count = ++in_window[one.unit];
    if (count == terms.recurring) ++recurring_units;
    out.most = std::max(out.most, count);
    out.units = std::max(out.units, recurring_units);
  }
  if (out.most >= terms.systematic || out.units >= terms.units)
    out.occurrence = Occurrence::systematic;
  else if (out.most >= terms.recurring)
    out.occurrence = Occurrence::recurring;
  return out;
}

}  // namespace cmt::statistics
