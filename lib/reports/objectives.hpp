// ISO 10002:2018, 6.2: what was reached of each objective, period by period, computed from the complaints
// by the measures of `cmt report kpi`.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// The periods of the objectives of `scope.inputs` that overlap the period of the scope and have begun by
// its moment. A share or mean of fewer than five cases is not judged.
Result<Report> objectives(const Cases& cases, const Scope& scope);

// K53: of the periods that ended in that of the scope and could be judged, those that met their target.
Result<Measure> objectives_attained(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
