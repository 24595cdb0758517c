// Does a series rise or fall, and how fast? Neither asks for a normal distribution, nor is misled by
// one odd period.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cmt::statistics {

// An exact number; the denominator is above zero.
struct Fraction {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  bool operator==(const Fraction&) const = default;  // of equal fractions in lowest terms
  double value() const {
    return static_cast<double>(numerator) / static_cast<double>(denominator);
  }
};

// H. B. Mann (1945), M. G. Kendall (1975): S is the number of pairs that rise less the number that
// fall. The variance takes off what ties cannot show: (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18.
struct MannKendall {
  std::int64_t s = 0;
  Fraction variance;
  double z = 0;  // (S - sign S) / sqrt(variance): with correction for continuity; 0 for no variance
  double p = 1;  // two-sided, by the normal approximation, good from about eight values on
};
MannKendall mann_kendall(std::span<const std::int64_t> values);

// H. Theil (1950), P. K. Sen (1968): the median of the slopes between all pairs of values, in units
// a step; of an even number of slopes, the middle of the two middle ones. Nothing for fewer than two
// values.
std::optional<Fraction> theil_sen(std::span<const std::int64_t> values);

// A value against that of one season before: higher or lower than two Poisson counts of one rate
// differ by chance, |a - b| > 3 sqrt(a + b).
struct SeasonalChange {
  std::size_t index = 0;  // of the later value
  std::int64_t now = 0, before = 0;
  bool is_signal = false;
};
// One for each of the values after the first season, where the series has two seasons at least;
// none otherwise. `season` is 12 for months, 4 for quarters.
std::vector<SeasonalChange> seasonal_changes(std::span<const std::int64_t> values,
                                             std::size_t season);

// S. Holm (1979): which of many tests still hold at `level` for all of them together. The order is
// that of the p-values given.
std::vector<bool> holm(std::span<const double> p, double level);

}  // namespace cmt::statistics
