#include "statistics/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace cmt::statistics {

std::optional<Interval> wilson(std::int64_t part, std::int64_t whole, double z) {
  if (whole <= 0) return std::nullopt;
  const double n = static_cast<double>(whole), p = static_cast<double>(part) / n, z2 = z * z;
  const double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  // At the ends the formula gives 0 and 1 but for the rounding of the machine.
  return Interval{part == 0 ? 0.0 : std::max(0.0, centre - half),
                  part == whole ? 1.0 : std::min(1.0, centre + half)};
}

std::optional<double> margin_of_error(std::int64_t part, std::int64_t whole,
                                      std::optional<std::int64_t> population, double z) {
  if (whole <= 0) return std::nullopt;
  const double n = static_cast<double>(whole), p = static_cast<double>(part) / n;
  double variance = p * (1 - p) / n;
  if (population) {
    if (*population <= whole) return 0.0;
    const double all = static_cast<double>(*population);
    variance *= (all - n) / (all - 1);
  }
  return z * std::sqrt(variance);
}

std::optional<double> fisher_two_sided(const Contingency& table) {
  if (table.size() != 2 || table[0].size() != 2 || table[1].size() != 2) return std::nullopt;
  const std::int64_t both = table[0][0], first = both + table[0][1], second = both + table[1][0];
  const std::int64_t total = first + table[1][0] + table[1][1];
  if (first == 0 || second == 0 || first == total || second == total) return std::nullopt;
  const double more = fisher_tail(both, first, second, total);
  const double fewer = 1 - fisher_tail(both + 1, first, second, total);
  return std::min(1.0, 2 * std::min(more, fewer));
}

}  // namespace cmt::statistics
