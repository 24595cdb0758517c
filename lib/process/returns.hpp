// Returns to an authority: what the deadline profile of the register asks for at the end of each
// period, whatever the cases of it are. Which were sent is on record in returns/ of the register.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "process/clocks.hpp"

namespace cmt::process {

// A part of the reporting year, both ends included.
struct ReturnPeriod {
  Date from, to;
  std::string label;  // "2026-09", "2026-Q3", "2026-H1", "2026"; else "2026-04-to-2027-03"
};

// The period of so many months (1, 3, 6 or 12) that a day lies in, the year beginning in a month.
ReturnPeriod period_of(Date day, int months, int year_begins);

struct DueReturn {
  ReturnPeriod period;
  std::string profile;  // "bh-cbb@1": the version in force on the last day of the period
  calendar::Due due;
  ClockStatus status = ClockStatus::open;  // open or overdue
};

// The returns of the register's own profile for each period that ends on or after `since`, up to the
// one that lies around `now`, without the periods whose labels are in `sent`. The end of a period
// being a month's, so is the end of a term in months: 30 June and one month is 31 July.
std::vector<DueReturn> due_returns(const Rules& rules, Date since,
                                   const std::vector<std::string>& sent, const Instant& now);

}  // namespace cmt::process
