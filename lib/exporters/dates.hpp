// Dates as the readers of a report know them: in the solar Hijri calendar for Persian, else in ISO
// 8601. JSON and CSV never come here, nor does a year and month, whose days are those of ISO.
#pragma once
#include <string>
#include <string_view>

#include "reports/report.hpp"

namespace cmt::exporters {

// A date or an RFC 3339 moment; any other text stays as it is.
std::string shown_date(std::string_view iso, std::string_view language);

// The report with the dates in its measures and tables as text of its language. The dates of its
// head stay in ISO: the command that makes it again is written with them.
reports::Report with_shown_dates(const reports::Report& report);

}  // namespace cmt::exporters
