// A report as one self-contained HTML page: no scripts, no network, charts as inline SVG, each with
// its table of figures.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

std::string html(const reports::Report& report);

}  // namespace cmt::exporters
