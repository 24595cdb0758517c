#include "statistics/control_chart.hpp"

#include <algorithm>
#include <cmath>

#include "statistics/wide.hpp"

namespace cmt::statistics {
namespace {

// The baseline as one rate: `count` in `size`.
struct Base {
  std::int64_t count = 0, size = 0;
};

// The sign of the point's rate less the centre.
int side_of(const Sample& sample, const Base& base) {
  const Wide difference = Wide{sample.count} * base.size - Wide{base.count} * sample.size;
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

// (x/n - C/N)^2 > 9 C/N / n, times n^2 N^2; with (1 - C/N) for shares.
bool is_outside(ChartType type, const Sample& sample, const Base& base) {
  const Wide difference = Wide{sample.count} * base.size - Wide{base.count} * sample.size;
  const Wide spread = Wide{base.count} * sample.size *
                      (type == ChartType::p ? base.size - base.count : base.size);
  return difference * difference > 9 * spread;
}

Limits limits_of(ChartType type, const Sample& sample, const Base& base) {
  const double centre = static_cast<double>(base.count) / static_cast<double>(base.size);
  const double variance = type == ChartType::p ? centre * (1 - centre) : centre;
  const double reach = 3 * std::sqrt(variance / static_cast<double>(sample.size));
  const double upper = centre + reach;
  return {centre, std::max(0.0, centre - reach),
          type == ChartType::p ? std::min(1.0, upper) : upper};
}

bool is_above(const Sample& a, const Sample& b) {
  return Wide{a.count} * b.size > Wide{b.count} * a.size;
}

}  // namespace

std::optional<std::vector<ChartPoint>> control_chart(ChartType type,
                                                     std::span<const Sample> samples,
                                                     std::size_t baseline) {
  if (baseline == 0 || baseline > samples.size()) return std::nullopt;
  const auto sized = [type](Sample sample) {
    if (type == ChartType::c) sample.size = 1;
    return sample;
  };
  Base base;
  for (const Sample& raw : samples.first(baseline)) {
    const Sample sample = sized(raw);
    base.count += sample.count;
    base.size += sample.size;
  }
  if (base.size <= 0) return std::nullopt;

  std::vector<ChartPoint> points;
  std::optional<Sample> before;      // the last point under test that has a size
  int same_side = 0, last_side = 0;  // how many in a row, and which
  int steps = 0, last_step = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Sample sample = sized(samples[i]);
    ChartPoint point;
    point.is_baseline = i < baseline;
    if (sample.size <= 0) {
      point.limits.centre = static_cast<double>(base.count) / static_cast<double>(base.size);
      point.limits.lower = point.limits.upper = point.limits.centre;
      points.push_back(point);
      continue;
    }
    point.limits = limits_of(type, sample, base);
    if (!point.is_baseline) {
      const int side = side_of(sample, base);
      same_side = side != 0 && side == last_side ? same_side + 1 : (side != 0 ? 1 : 0);
      last_side = side;
      int step = 0;
      if (before) step = is_above(sample, *before) ? 1 : is_above(*before, sample) ? -1 : 0;
      steps = step != 0 && step == last_step ? steps + 1 : (step != 0 ? 1 : 0);
      last_step = step;
      before = sample;
      if (is_outside(type, sample, base))
        point.signal = Signal::outside, point.is_high = side > 0;
      else if (same_side >= run_on_one_side)
        point.signal = Signal::side, point.is_high = side > 0;
      else if (steps >= run_of_drift - 1)
        point.signal = Signal::drift, point.is_high = step > 0;
    }
    points.push_back(point);
  }
  return points;
}

}  // namespace cmt::statistics
