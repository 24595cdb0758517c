// What comes back (ISO 10002:2018, 8.2): the occurrence class of each problem, complaints with much
// the same text, and the commands that would link them. Nothing is linked by a report.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

Result<Report> recurrence(const Cases& cases, const Scope& scope);

// Groups of complaints by the words of their texts, in each language.
Result<Report> themes(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
