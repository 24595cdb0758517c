// What comes back, and whether its cause was found: K32, K33 and K35.
#pragma once
#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// K32: of the complainants with a complaint received in the period, those with another one received
// within the twelve months up to it. Who is not named is left out.
Measure repeat_complainants(const Population& population, const Scope& scope);

// K33: it has happened to the complainant before, or the case follows an earlier one.
Measure recurring_share(const Population& population, const Scope& scope);

// K35: a cause other than `not determined` is recorded, of those closed in the period that need one.
Measure cause_found(const Population& population, const Scope& scope);

}  // namespace cmt::reports
