// A report as CSV for a spreadsheet: blocks separated by an empty line, each with a heading.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

// The measures, a block per table with its total last, and what makes the figures again (period,
// commit, filter). Codes stand for labels, shares have no sign. No cell is taken for a formula.
std::string csv(const reports::Report& report);

}  // namespace cmt::exporters
