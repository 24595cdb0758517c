// What came in: K01, K03, K29, K30, and who came with it: K52, K55.
#pragma once
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// K01.
Measure received_count(const Population& population, const Scope& scope);

// K03 for each kind of feedback that was received in the period, complaints first. Records that are
// void, merged or rejected are no feedback; of a split one the parts count.
std::vector<Measure> kind_mix(const Cases& cases, const Scope& scope);

// K29: rejected as out of scope, of the complaints received and those rejected.
Measure rejected_share(const Cases& cases, const Scope& scope);
// K30: merged as duplicates, of the complaints received and those merged.
Measure merged_share(const Cases& cases, const Scope& scope);

// K52: with any circumstance that makes the complainant vulnerable.
Measure vulnerable_share(const Population& population, const Scope& scope);

// K55: about the handling of complaints: in category P34 or P43, main or further, or linked as
// caused by another complaint.
Measure about_handling_share(const Population& population, const Scope& scope);

}  // namespace cmt::reports
