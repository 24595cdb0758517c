// Where most of the trouble is (ISO 10002:2018, 8.2): complaints by category, cause and product, by
// how many they are, how grave, and what they cost.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// `scope.by` names another property in place of category and cause.
Result<Report> pareto(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
