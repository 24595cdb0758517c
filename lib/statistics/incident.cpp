#include "statistics/incident.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/wide.hpp"

namespace cmt::statistics {
namespace {

constexpr std::int64_t kLeast = 3;
constexpr std::size_t kBaselineDays = incident_days * incident_weeks;

// 12 w - B > 3 sqrt(12 B), without a root.
bool is_over(std::int64_t count, std::int64_t before) {
  const auto weeks = static_cast<std::int64_t>(incident_weeks);
  const Wide difference = Wide{count} * weeks - before;
  return difference > 0 && difference * difference > 9 * Wide{before} * weeks;
}

}  // namespace

double binomial_tail(std::int64_t count, std::int64_t total, double chance) {
  if (count <= 0) return 1;
  double sum = 0;
  const auto n = static_cast<double>(total);
  for (std::int64_t k = total; k >= count; --k) {
    const auto x = static_cast<double>(k);
    sum += std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) +
                    x * std::log(chance) + (n - x) * std::log1p(-chance));
  }
  return std::min(1.0, sum);
}

std::vector<Incident> incidents(std::span<const std::int64_t> daily, std::size_t from,
                                std::size_t series) {
  std::vector<std::int64_t> sums{0};
  for (const std::int64_t count : daily) sums.push_back(sums.back() + count);
  const std::size_t first_day = std::max(from, kBaselineDays + incident_days - 1);
  if (daily.size() <= first_day) return {};
  const double tests = static_cast<double>(daily.size() - first_day) * static_cast<double>(series);
  const double share = 1.0 / (1.0 + static_cast<double>(incident_weeks));

  std::vector<Incident> found;
  for (std::size_t day = first_day; day < daily.size(); ++day) {
    const std::size_t begin = day + 1 - incident_days;
    const std::int64_t count = sums[day + 1] - sums[begin];
    const std::int64_t before = sums[begin] - sums[begin - kBaselineDays];
    if (count < kLeast || !is_over(count, before)) continue;
    Incident one;
    one.first = begin;
    one.last = day;
    one.count = count;
    one.before = before;
    one.expected = static_cast<double>(before) / static_cast<double>(incident_weeks);
    one.limit = one.expected + 3 * std::sqrt(one.expected);
    one.p = binomial_tail(count, count + before, share);
    one.is_beyond_chance = one.p * tests < 0.05;
    found.push_back(one);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Incident& a, const Incident& b) { return a.p < b.p; });
  std::vector<Incident> kept;
  for (const Incident& one : found) {
    const bool is_apart = std::none_of(kept.begin(), kept.end(), [&](const Incident& other) {
      return one.first <= other.last && other.first <= one.last;
    });
    if (is_apart) kept.push_back(one);
  }
  std::sort(kept.begin(), kept.end(),
            [](const Incident& a, const Incident& b) { return a.first < b.first; });
  return kept;
}

}  // namespace cmt::statistics
