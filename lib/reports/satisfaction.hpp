// Satisfaction with how complaints were handled (ISO 10002:2018, 8.3; ISO 10004:2018, 7.4): what was
// answered to surveys. The formulas are in docs/measures.md.
//
// The day of the answer places it in the period; a late answer is in no figure. With a filter, only
// answers about the complaints that it leaves count. Fewer than five answers give no figure.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// K41 with K41.margin and K41.response; without any survey K41 alone, which says why it has no value.
std::vector<Measure> satisfaction_with_process(const Cases& cases,
                                               const Scope& scope);

// All figures of surveys about the complaints process, or, where the inputs are one survey, of that
// one whatever the period.
Result<Report> satisfaction(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
