// The share of something in a sample, and how far it may be from that of the whole.
#pragma once
#include <cstdint>
#include <optional>

#include "statistics/association.hpp"

namespace cmt::statistics {

struct Interval {
  double low = 0, high = 1;
};

// E. B. Wilson's score interval (1927) of `part` of `whole`, at the normal quantile z; nothing of
// nothing. It does not know that the whole population is finite.
std::optional<Interval> wilson(std::int64_t part, std::int64_t whole, double z);

// z * sqrt(p (1 - p) / n * (N - n) / (N - 1)) for n = `whole` answers of N = `population` people: the
// margin of error with the correction for a finite population, 0 when all have answered. Without a
// population it is not corrected. Nothing of nothing.
std::optional<double> margin_of_error(std::int64_t part, std::int64_t whole,
                                      std::optional<std::int64_t> population, double z);

// R. A. Fisher's exact test of a table of two rows and two columns, two-sided by doubling the smaller
// tail (R. A. Fisher; J. O. Irwin 1935), at most 1. Nothing for any other table, or when a row or a
// column is empty.
std::optional<double> fisher_two_sided(const Contingency& table);

}  // namespace cmt::statistics
