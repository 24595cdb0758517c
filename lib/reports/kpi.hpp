// Every measure of the guidance that the register can answer, with the period before and the same
// one a year earlier beside it (ISO 10002:2018, 8.2 to 8.4).
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// Those of the period of the scope, in order, without K53, which rests on them (objectives.hpp).
Result<std::vector<Measure>> measures_of(const Cases& cases, const Scope& scope);

// K01 to K55 in order. What needs records that are not there says so in its note and has no value.
Result<Report> kpi(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
