// What came and what went, month by month.
#pragma once
#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// One row a month of the period, those without anything too: received, decided and closed, each by
// the local month of its own date. Decisions and closings count once a cycle. An open start of the
// period is the first month with anything in it; months after `scope.as_of` have no row unless a
// record is dated there. What has no known date is in no row: the note says how many.
Table by_month(const Population& population, const Scope& scope);

}  // namespace cmt::reports
