// `cmt export` as tidy tables (exchange/tables.hpp).
#pragma once
#include <string>

#include "cli/session.hpp"
#include "query/query.hpp"

namespace cmt::cli {

struct TableExport {
  std::string format;  // csv, of one table; sqlite or xlsx, of all
  std::string output;  // a file; empty or "-" for standard output
  std::string table;   // of csv
  bool skip_invalid = false;
};

// The exit code. Nothing is written unless all of it could be made.
int export_tables(World& world, const Session& session, const query::Query& query, const TableExport& what);

// The names of the tables.
std::vector<std::string> table_names();

}  // namespace cmt::cli
