// What complaints led to, and whether it worked (ISO 10002:2018, 8.7; ISO 10001:2018, 8): actions and
// promises. The formulas are in docs/measures.md.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// K34, K36, K37 with K37.first, K38 with K38.unassessable, K39 and K40. Without any action on record
// they have no value, and the note says why. Records are the complaints that the actions name.
std::vector<Measure> action_measures(const Population& population, const Scope& scope);

// K42 with K42.share: promises found to be broken, by the day of the problem.
std::vector<Measure> broken_promises(const Population& population, const Scope& scope);

// K43 and K54, from the records of disputes.
std::vector<Measure> dispute_measures(const Population& population, const Scope& scope);

// Actions: how far they are, which are overdue, which worked, which did not or came up again.
Result<Report> improvement(const Cases& cases, const Scope& scope);

// Promises: how often each is said and found to be broken, and which promise nothing.
Result<Report> promises(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
