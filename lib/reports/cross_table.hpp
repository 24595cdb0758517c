// Two properties of the complaints received in the period against each other.
#pragma once
#include "reports/breakdown.hpp"

namespace cmt::reports {

// A row for each value of the first, a column for each of the second, both in the order of
// `breakdown`; the columns after the first eight are summed up. The note says whether the two go
// together (chi-square, Cramer's V), or that there are too few to tell.
Table cross_table(const Dimension& rows, const Dimension& columns, const Population& population,
                  const Scope& scope);

}  // namespace cmt::reports
