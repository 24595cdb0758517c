// The overview: how many complaints came, how fast they were answered, what was found, what is
// open.
#pragma once
#include <vector>

#include "core/result.hpp"
#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// A report with its head filled in: name, title, period, moment, commit and counts of records.
Report headed(std::string_view name, std::string title, const Scope& scope);

// What the figures of every report leave out or count only in part.
std::vector<std::string> notes_of(const Population& population, const Scope& scope);

// See catalogue.hpp for what `cases` are. Measures: K01, K04, K05, K08, K09, K09b, K10, K12, K13,
// K15, K22 with its mature share, and K24 (docs/measures.md).
Result<Report> overview(const Cases& cases, const Scope& scope);

}  // namespace cmt::reports
