// The complaints in hand at `scope.as_of`, whenever they were received: how old they are (K12) and
// which have a due date behind them (K13).
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// The counted complaints with an open status, oldest first, those without a known date of receipt
// last; ties by id.
std::vector<const Case*> open_cases(const Population& population);

// Open, with a passed limit that is not met.
bool is_overdue(const Case& one);

// K12: how many are open.
Measure open_count(const std::vector<const Case*>& open, const Scope& scope);
// K12: how many by age in days since the first receipt, in the buckets 0-7, 8-14, 15-30, 31-56,
// 57-90 and 91+.
Table ages(const std::vector<const Case*>& open, const Scope& scope);
// K13: of the open ones, overdue; nothing to count (`n/a`) when none of them has anything due. The
// note names the limits.
Measure overdue_count(const std::vector<const Case*>& open, const Scope& scope);
// K13 by limit: how many open ones are overdue in each, and since when. One may be so in several.
Table overdue_by_clock(const std::vector<const Case*>& open, const Scope& scope);
// Those behind K13, one a row with the limit that passed first: the longest delay first, at most
// `most` of them.
Table overdue_cases(const std::vector<const Case*>& open, const Scope& scope, std::size_t most);

// The first `most` of them, one a row.
Table oldest(const std::vector<const Case*>& open, const Scope& scope, std::size_t most);

}  // namespace cmt::reports
