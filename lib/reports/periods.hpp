// Periods beside a period: the ones before it, the same one a year earlier, its months.
#pragma once
#include <optional>
#include <vector>

#include "core/time.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// The day `count` periods of the given kind before the day `end`. Whole months go back as many
// months, other periods as many days; where the period is open at an end, by months.
cmt::Date periods_before(cmt::Date end, int count, const Period& period);

// The period of the same kind just before, and the same days a year earlier (29 February: the
// 28th); nothing for a period that is open at an end.
std::optional<Period> period_before(const Period& period);
std::optional<Period> year_before(const Period& period);

// The days of a local month.
Period month_period(std::chrono::year_month month);
std::chrono::year_month month_in(cmt::Date date);

// Whether there is more than a year between the month in which anything happened last and `month`:
// quiet months matter, years of silence after old imported cases do not.
bool is_silence(std::chrono::year_month last_data, std::chrono::year_month month);
// Whether the period has no end and such silence follows the last receipt.
bool ends_in_silence(cmt::Date last_receipt, const Scope& scope);

// The whole months that end by the last day of the period and before the day of `scope.as_of`: at
// most `most`, the first of them no earlier than that of the first receipt. Where the
// receipts end in silence, they end with the last month that the last receipt closes or leaves
// behind, since a record cut off within a month says too little of it.
std::vector<std::chrono::year_month> whole_months(std::optional<cmt::Date> first_receipt,
                                                  std::optional<cmt::Date> last_receipt,
                                                  const Scope& scope, std::size_t most);

}  // namespace cmt::reports
