// A report as one JSON document (schema 1), for programs.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

// Measures, then an array of objects for each table under its key; `totals` holds the total of each
// table that has one. Shares and ratios are numbers rounded to one decimal, null where there is
// nothing to divide by. Invalid UTF-8 is replaced. Ends with a line feed.
std::string json(const reports::Report& report);

}  // namespace cmt::exporters
