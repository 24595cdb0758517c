// K15, K22 and K24: whether work keeps up, how far it is, and how often complainants are right.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/stock_and_flow.hpp"

namespace cmt::reports {

// K15: closed, withdrawn and rejected, of received and reopened, as the stock-and-flow table counts
// them. Above 100 % the stock falls.
Measure clearance_rate(const StockAndFlow& flow, const Scope& scope);

// K22: complaints with a decision communicated in any cycle, of those received in the period and
// not withdrawn; and `K22.mature`, the share of the same that are decided or past their due date:
// below 100 % the rate can still change.
std::vector<Measure> decided_rate(const Population& population, const Scope& scope);

// K24: upheld and partly upheld, of the decisions communicated in the period that found anything. A
// decision counts once a cycle; what an outside body decided is not among them.
Measure upheld_rate(const Population& population, const Scope& scope);

// What was decided: the decisions communicated in the period by outcome.
Table outcomes(const Population& population, const Scope& scope);

}  // namespace cmt::reports
