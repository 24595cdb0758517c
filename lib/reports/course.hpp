// The course that complaints took: solved at once, escalated, sent outside, accepted, reopened,
// withdrawn. K07, K17, K19 to K21, K23, K27, K28 and K31.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/stock_and_flow.hpp"

namespace cmt::reports {

// K07: decided and accepted at level 0 on the day of receipt, and never reopened, of those received
// that were not withdrawn before a decision.
Measure solved_at_receipt(const Population& population, const Scope& scope);

// K17: given another priority because the first was wrong, of those assessed.
Measure wrongly_prioritised(const Population& population, const Scope& scope);

// K19: reached level 2 or 3 at any time.
Measure escalated_share(const Population& population, const Scope& scope);

// K20: sent to an outside body, each case once; K20.events: referrals in the period, each of them.
std::vector<Measure> referred(const Population& population, const Scope& scope);

// K21: of the outside results in the period, those that asked for something the answer had not given.
Measure overturned(const Population& population, const Scope& scope);

// K23: accepted, and K23.lapsed: ended without any answer, of the decisions communicated in the
// period which were answered, whose time to answer is over, or whose cycle has ended.
std::vector<Measure> accepted_rate(const Population& population, const Scope& scope);

// K27: reopenings of what ended, as stock and flow counts both; K27.cohort: of the closings in the
// period, those followed by a reopening within 90 days.
std::vector<Measure> reopened(const Population& population, const StockAndFlow& flow,
                              const Scope& scope);

// K28: withdrawn, and K28.involuntary: of these, not of the complainant's own will.
std::vector<Measure> withdrawn(const Population& population, const Scope& scope);

// K31: closed because the complainant did not answer, of the closings.
Measure lapsed(const Population& population, const Scope& scope);

}  // namespace cmt::reports
