#include "statistics/pareto.hpp"

#include <algorithm>

namespace cmt::statistics {

std::vector<ParetoItem> pareto(std::vector<ParetoItem> items) {
  std::sort(items.begin(), items.end(), [](const ParetoItem& a, const ParetoItem& b) {
    if (a.is_remainder != b.is_remainder) return b.is_remainder;
    if (a.weight != b.weight) return a.weight > b.weight;
    return a.code < b.code;
  });
  std::int64_t total = 0;
  for (const auto& item : items) total += item.weight;
  std::int64_t sum = 0;
  for (auto& item : items) {
    // Still short of four fifths before this one.
    item.is_vital = !item.is_remainder && item.weight > 0 && 5 * sum < 4 * total;
    sum += item.weight;
    item.cumulative = sum;
  }
  return items;
}

}  // namespace cmt::statistics
