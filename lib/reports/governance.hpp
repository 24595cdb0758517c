// Measures of records that are not about single complaints: training (6.4), audits (8.5) and management
// reviews (8.6).
#pragma once
#include <vector>

#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// K44, K46, K47 and K48 of the scope's inputs; without a value, and with the reason, where the register
// keeps no such records. docs/measures.md has the formulas.
std::vector<Measure> governance_measures(const Scope& scope);

}  // namespace cmt::reports
