// K14: how long the open complaints would take at the pace of the last periods.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/stock_and_flow.hpp"

namespace cmt::reports {

// Open at the end of the period, divided by the average closed in it and in the two periods of the
// same length before it, both as stock and flow counts them; months are as long as each other.
// Where the period is open at an end, the last three months. Periods before the first record are
// not averaged. Fails as stock_and_flow does.
Result<Measure> backlog_ratio(const Cases& cases, const StockAndFlow& flow,
                              const Scope& scope);

}  // namespace cmt::reports
