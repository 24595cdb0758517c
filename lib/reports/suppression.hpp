// What may be published: no count small enough to tell of a person (ISO 10002:2018, 4.8).
#pragma once
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// The same report with every count from 1 to 4 held back as `<5`, and with it every share and sum
// that would give it away. Zero stays: nobody is counted in it. Where a column with a total, or a
// row of a cross table, has one count held back, its smallest other count is held back too, or the
// total would tell it. Tables that name complaints or staff are left out, and no figure lists the
// records behind it.
Report for_publication(Report report, const Scope& scope);

}  // namespace cmt::reports
