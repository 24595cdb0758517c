// Tidy tables as a workbook of Excel: a sheet each.
#pragma once
#include <memory>
#include <string>

#include "core/time.hpp"
#include "exchange/table.hpp"

namespace cmt::exchange {

// Writes to `path`, with temporary files in `folder` and little memory. Dates are dates of the spreadsheet,
// moments are texts, no text is ever a formula or a link. A text of more than 32,767 characters is cut
// (TableWriter::cut), more than 1,048,575 rows of a table are refused: that is what a sheet holds. `made_at` is
// the time in the properties of the document. Fails (unreadable) where the system does not have libxlsxwriter,
// which is opened when it is needed.
Result<std::unique_ptr<TableWriter>> write_xlsx(const std::string& path, const std::string& folder, const Instant& made_at);

}  // namespace cmt::exchange
