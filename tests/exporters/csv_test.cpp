// The CSV of a report: blocks, and no formula in any cell.
#include "exporters/csv.hpp"

#include <string>

#include "core/csv.hpp"
#include "exporters/sample.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

TEST_CASE("the CSV is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.csv", csv(cmt::test::quarter()));
}

TEST_CASE("no cell of a hostile report is a formula") {
  const std::string out = csv(cmt::test::hostile());
  cmt::CsvReader reader("report.csv", out);
  int cells = 0;
  for (;;) {
    auto record = reader.next();
    REQUIRE(record);
    if (!*record) break;
    for (const std::string& field : (**record).fields) {
      ++cells;
      CHECK((field.empty() || std::string("=+-@\t\r").find(field[0]) == std::string::npos));
    }
  }
  CHECK(cells > 50);
}

TEST_CASE("a negative number stays a number") {
  Report report;
  report.measures = {ratio_measure("K06", "Lag", {-5, 4}, "days", "R")};
  CHECK(csv(report).find("K06,Lag,-5,4,-1.3,days,R\r\n") != std::string::npos);
}

TEST_CASE("codes stand for labels and shares have no sign") {
  Report report;
  Table table;
  table.columns = {{"category", "Category"}, {"share", "Share", ColumnType::number}};
  table.rows = {{Code{"billing", "Billing"}, Percent{2, 3}}, {Code{"staff", ""}, Percent{0, 0}}};
  report.tables = {table};
  CHECK(csv(report).rfind("category,share\r\nbilling,66.7\r\nstaff,n/a\r\n\r\nreport,", 0) == 0);
}

}  // namespace
