// Control charts: is a figure of one period out of line with what went before?
//
// Limits come from a baseline that is chosen first and then frozen; the points under test never move
// them. W. A. Shewhart's limits at three sigma, with two run rules and no more: a long list of rules
// cries wolf. Every comparison is exact, in integers.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/names.hpp"

namespace cmt::statistics {

enum class ChartType {
  c,  // counts, each in an equal stretch of time
  u,  // counts in unequal stretches or volumes: the size of a point is its exposure
  p,  // so many of so many: the size of a point is its whole
};

// One point: `count` in a stretch of `size`. A c-chart takes no notice of the size.
struct Sample {
  std::int64_t count = 0;
  std::int64_t size = 1;
};

enum class Signal {
  none,
  outside,  // beyond a limit
  side,     // the eighth or a later one in a row on one side of the centre
  drift,    // the sixth or a later one in a row that rises, or that falls
};
inline constexpr auto signal_names = names<Signal>({{Signal::none, "none"},
                                                    {Signal::outside, "outside"},
                                                    {Signal::side, "side"},
                                                    {Signal::drift, "drift"}});

// Where the point would lie: a count for c, a count for each unit of size for u, a share of 0 to 1
// for p. A lower limit below zero is zero.
struct Limits {
  double centre = 0, lower = 0, upper = 0;
};

struct ChartPoint {
  Limits limits;
  Signal signal = Signal::none;  // the first of the enum that applies
  bool is_high = false;          // above the centre, or rising
  bool is_baseline = false;
};

inline constexpr int run_on_one_side = 8;
inline constexpr int run_of_drift = 6;  // points, each above the one before it

// One a sample. The first `baseline` samples make the limits; those after it are under test, and
// runs are counted among them alone, so that a signal is always about what is under test. Nothing
// when the baseline is empty, or has nothing in it to divide by. A point of size zero (u, p) has no
// place in a chart: it breaks no run and signals nothing.
//
// The limits of a c-chart are mean +/- 3 sqrt(mean), of a u-chart u +/- 3 sqrt(u / n), of a p-chart
// p +/- 3 sqrt(p (1 - p) / n).
std::optional<std::vector<ChartPoint>> control_chart(ChartType type,
                                                     std::span<const Sample> samples,
                                                     std::size_t baseline);

}  // namespace cmt::statistics
