// The due dates of the period in tables: by limit, by month, and what was late.
#pragma once
#include <cstddef>
#include <vector>

#include "reports/on_time.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// How it stands with each limit that the organization owes, in the order of the process.
Table by_clock(const std::vector<DueClock>& due, const Scope& scope);

// K04 and K09 by the month of the due date.
Table on_time_by_month(const std::vector<DueClock>& due, const Scope& scope);

// The first `most` of what was done late or is overdue, the longest delay first.
Table late_ones(const std::vector<DueClock>& due, const Scope& scope, std::size_t most);

}  // namespace cmt::reports
