// A report as Markdown with GitHub tables, for a wiki, an issue or a review in git.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

std::string markdown(const reports::Report& report);

}  // namespace cmt::exporters
