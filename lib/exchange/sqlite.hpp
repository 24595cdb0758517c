// Tidy tables as a database of SQLite 3.
#pragma once
#include <memory>
#include <string>

#include "exchange/table.hpp"

namespace cmt::exchange {

// Writes to `path`, a file that is empty or does not exist yet, in one transaction and with little memory.
// Each table has its key, children refer to `complaints`, dates and moments are texts of ISO 8601, flags 0
// and 1. Fails (unreadable) where the system does not have the library, which is opened when it is needed.
Result<std::unique_ptr<TableWriter>> write_sqlite(const std::string& path);

}  // namespace cmt::exchange
