// The complaints behind one figure.
#pragma once
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// A report with the measure of that id alone and a table of its records: those in its numerator, or
// whose time is measured. Upper and lower case are the same. Fails (usage) when the report has no
// such measure, with those it has.
Result<Report> records_behind(Report report, std::string_view id,
                              const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
