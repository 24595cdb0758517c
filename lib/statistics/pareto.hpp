// V. Pareto's order, as J. M. Juran put it to use: the vital few and the useful many.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace cmt::statistics {

struct ParetoItem {
  std::string code;
  std::int64_t weight = 0;    // a count, a sum of severities, an amount: not negative
  bool is_remainder = false;  // `other`, `not determined`: last whatever its weight, never vital
  // Given by pareto():
  std::int64_t cumulative = 0;
  bool is_vital = false;
};

// By weight, the largest first, ties by code, remainders last; with the running sum. The vital few
// are the shortest start that holds four fifths of the whole or more; none of nothing. Where the
// remainders hold more than a fifth, everything that is named is vital: say so rather than hide it.
std::vector<ParetoItem> pareto(std::vector<ParetoItem> items);

}  // namespace cmt::statistics
