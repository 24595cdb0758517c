// How good the records are: K49 and K50.
#pragma once
#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// K49: of the fields that the records of C owe by their status, those present. Its records are the
// complete ones.
Measure completeness(const Population& population, const Scope& scope);
// The same by field, the most often missing first, and by unit, the least complete first.
Table completeness_by_field(const Population& population, const Scope& scope);
Table completeness_by_unit(const Population& population, const Scope& scope);

// K50: of the events that happened in the period, those put on record more than two days later.
Measure late_entries(const Population& population, const Scope& scope);

}  // namespace cmt::reports
