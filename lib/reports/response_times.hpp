// How long complainants wait: K05 to the acknowledgement, K08 to the first response, K10 to the
// end; and K06, how long until a complaint is in the register. All in calendar days, the difference
// of local dates; waiting for the complainant is taken off only where K08.net says so.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// Median and 90th percentile of acknowledgement after receipt, of the acknowledged complaints
// received in the period. The first acknowledgement counts.
std::vector<Measure> acknowledgement_times(const Population& population, const Scope& scope);

// Median and 90th percentile of registration after receipt, of the complaints received in the
// period. Imported ones are left out: they were put in the register long after.
std::vector<Measure> registration_lags(const Population& population, const Scope& scope);

// Median, mean and 90th percentile of first communicating a decision in the first cycle after
// receipt, of those communicated in the period.
std::vector<Measure> first_response_times(const Population& population, const Scope& scope);
// The same, K08.net, less the days that the complainant was waited for, where the profile of the
// case stops the clock for them.
std::vector<Measure> net_response_times(const Population& population, const Scope& scope);

// Median and 90th percentile of the last closing after the first receipt, of the complaints that
// are closed and were last closed in the period. Includes the time before a reopening.
std::vector<Measure> handling_times(const Population& population, const Scope& scope);

}  // namespace cmt::reports
