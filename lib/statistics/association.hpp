// Do two properties go together? Pearson's chi-square over a table of counts, Cramer's V for how
// strongly, and Cohen's kappa for how well two people agree in coding the same cases.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace cmt::statistics {

// Rows of equal length, no count below zero.
using Contingency = std::vector<std::vector<std::int64_t>>;

struct Association {
  double chi_square = 0;
  int degrees = 0;      // of freedom
  double p = 1;         // of so large a chi-square or a larger one, were there no association
  double cramers_v = 0; // 0 none, 1 one property says the other
  // W. G. Cochran (1954): four in five of the expected counts are 5 or more. Without it the
  // approximation does not hold, and no association may be claimed.
  bool is_valid = false;
};
// Rows and columns without any count are left out. Nothing for fewer than two rows or columns.
std::optional<Association> association(const Contingency& table);

// The upper tail of the chi-square distribution, for whole degrees of freedom above zero.
double chi_square_tail(double chi_square, int degrees);

// R. A. Fisher's exact test, one-sided: the probability that `both` or more of `total` cases have two
// properties that `first` and `second` of them have, were the two independent.
double fisher_tail(std::int64_t both, std::int64_t first, std::int64_t second, std::int64_t total);

// J. Cohen (1960): agreement beyond chance of two raters; rows are what the one said, columns the
// other, in the same order. 1 is full agreement, 0 what chance gives. Nothing when there are no
// cases, the table is not square, or chance alone agrees in full.
std::optional<double> cohens_kappa(const Contingency& table);

}  // namespace cmt::statistics
