// How it develops (ISO 10002:2018, 8.2): month by month against limits, a year earlier, by category,
// and weeks out of line.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// Months are whole ones; the last, unfinished one is left out. Those of the period are tested
// against the months before it; a period that has fewer than eight months before it is tested from
// its ninth month on (docs/measures.md). `scope.by` names another property in place of category.
Result<Report> trend(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
