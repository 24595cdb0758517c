#include "statistics/trend.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "statistics/wide.hpp"

namespace cmt::statistics {
namespace {

Fraction reduced(std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t divisor = std::gcd(numerator, denominator);
  return divisor == 0 ? Fraction{0, 1} : Fraction{numerator / divisor, denominator / divisor};
}

bool is_less(const Fraction& a, const Fraction& b) {
  return Wide{a.numerator} * b.denominator < Wide{b.numerator} * a.denominator;
}

}  // namespace

MannKendall mann_kendall(std::span<const std::int64_t> values) {
  MannKendall out;
  const auto n = static_cast<std::int64_t>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = i + 1; j < values.size(); ++j)
      out.s += (values[j] > values[i]) - (values[j] < values[i]);
  std::vector<std::int64_t> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  std::int64_t eighteenths = n * (n - 1) * (2 * n + 5);
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    const auto tied = static_cast<std::int64_t>(end - i);
    eighteenths -= tied * (tied - 1) * (2 * tied + 5);
    i = end;
  }
  out.variance = reduced(eighteenths, 18);
  if (eighteenths <= 0 || out.s == 0) return out;
  out.z = static_cast<double>(out.s > 0 ? out.s - 1 : out.s + 1) / std::sqrt(out.variance.value());
  out.p = std::erfc(std::abs(out.z) / std::sqrt(2.0));
  return out;
}

std::optional<Fraction> theil_sen(std::span<const std::int64_t> values) {
  std::vector<Fraction> slopes;
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = i + 1; j < values.size(); ++j)
      slopes.push_back({values[j] - values[i], static_cast<std::int64_t>(j - i)});
  if (slopes.empty()) return std::nullopt;
  const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), middle, slopes.end(), is_less);
  const Fraction upper = *middle;
  if (slopes.size() % 2 == 1) return reduced(upper.numerator, upper.denominator);
  const Fraction lower = *std::max_element(slopes.begin(), middle, is_less);
  return reduced(lower.numerator * upper.denominator + upper.numerator * lower.denominator,
                 2 * lower.denominator * upper.denominator);
}

std::vector<SeasonalChange> seasonal_changes(std::span<const std::int64_t> values,
                                             std::size_t season) {
  std::vector<SeasonalChange> changes;
  if (season == 0 || values.size() < 2 * season) return changes;
  for (std::size_t i = season; i < values.size(); ++i) {
    const std::int64_t now = values[i], before = values[i - season];
    const Wide difference = Wide{now} - before;
    changes.push_back({i, now, before, difference * difference > 9 * (Wide{now} + before)});
  }
  return changes;
}

std::vector<bool> holm(std::span<const double> p, double level) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<bool> holds(p.size(), false);
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    if (p[order[rank]] * static_cast<double>(order.size() - rank) > level) break;
    holds[order[rank]] = true;
  }
  return holds;
}

}  // namespace cmt::statistics
