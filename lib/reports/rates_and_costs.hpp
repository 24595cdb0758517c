// Measures that need more than records of complaints (ISO 10002:2018, 8.2 to 8.7): what complaints are divided
// by, what handling them costs, and what staff suggest. docs/measures.md has the formulas.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// K02: complaints received for a thousand of what `exposure` of cmt.yaml counts. Without a value, and with the
// reason, where that does not cover each day of the period.
Measure complaint_rate(const Population& population, const Scope& scope);

// K45 with K45.adopted: suggestions of staff, by the day the action began.
std::vector<Measure> staff_suggestions(const Scope& scope);

// K51 with K51.minutes: means over the cases closed in the period whose closing says what they cost.
std::vector<Measure> handling_costs(const Population& population, const Scope& scope);

}  // namespace cmt::reports
