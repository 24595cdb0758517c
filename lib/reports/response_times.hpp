// How long complainants wait: K05 to the acknowledgement, K08 to the first response, K10 to the
// end. All in calendar days, the difference of local dates; waiting for the complainant is not
// taken off.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// Median and 90th percentile of acknowledgement after receipt, of the acknowledged complaints
// received in the period. The first acknowledgement counts.
std::vector<Measure> acknowledgement_times(const Population& population, const Scope& scope);

// Median, mean and 90th percentile of communicating the first cycle's decision after receipt, of
// those communicated in the period.
std::vector<Measure> first_response_times(const Population& population, const Scope& scope);

// Median and 90th percentile of the last closing after the first receipt, of the complaints that
// are closed and were last closed in the period. Includes the time before a reopening.
std::vector<Measure> handling_times(const Population& population, const Scope& scope);

}  // namespace cmt::reports
