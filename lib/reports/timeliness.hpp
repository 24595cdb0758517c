// Timeliness: what was due, what was done in time, how long it took and what is overdue (ISO
// 10002:2018, 4.15 and 7.3).
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/stock_and_flow.hpp"

namespace cmt::reports {

// See catalogue.hpp for what `cases` are. Measures: K04, K05, K06, K08, K09, K09b, K10 to K16, K18
// and K26 (docs/measures.md).
Result<Report> timeliness(const Cases& cases, const Scope& scope);

// Adds the same measures, of what was counted already, to a report that may have further ones
// (kpi.hpp). `backlog` is K14 (backlog.hpp).
void add_timeliness(Report& report, const Population& population,
                    const std::vector<const Case*>& open, const StockAndFlow& flow, Measure backlog,
                    const Scope& scope);

}  // namespace cmt::reports
