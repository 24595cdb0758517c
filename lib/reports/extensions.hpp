// K18: how often a due date was moved, and why.
#pragma once
#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// Cycles with an extended limit, of those first answered in the period. Time given to the
// complainant (`reply`, `external`) is no extension of ours.
Measure extended_share(const Population& population, const Scope& scope);

// The extensions of the same cycles by limit and reason, the most frequent first.
Table extensions(const Population& population, const Scope& scope);

}  // namespace cmt::reports
