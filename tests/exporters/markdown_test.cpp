// The Markdown of a report: tables keep their shape whatever stands in a cell.
#include "exporters/markdown.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include "exporters/sample.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

TEST_CASE("the Markdown is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.md", markdown(cmt::test::quarter()));
}

TEST_CASE("hostile text leaves no markup, HTML or control character") {
  const std::string out = markdown(cmt::test::hostile());
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.find("\u202e") == std::string::npos);
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("    ", 0) == 0) continue;  // the code block shows text as it is
    CAPTURE(line);
    for (std::size_t i = 0; i < line.size(); ++i)
      if (line[i] == '<' || line[i] == '`') CHECK((i > 0 && line[i - 1] == '\\'));
  }
}

TEST_CASE("every row of a table has as many bars as its heading") {
  Report report;
  Table table;
  table.columns = {{"a", "A"}, {"b", "B"}};
  table.rows = {{"x | y", "\\| z"}, {"only one"}};
  report.tables = {table};
  std::istringstream lines(markdown(report));
  int rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] != '|') continue;
    ++rows;
    int bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '|') {
        ++bars;
      }
    }
    CAPTURE(line);
    CHECK(bars == 3);
  }
  CHECK(rows == 4);
}

TEST_CASE("a zero denominator prints n/a") {
  Report report;
  report.measures = {share_measure("K26", "Remedies", 0, 0, "U")};
  CHECK(markdown(report).find("| K26 | Remedies | n/a | 0 of 0 | due in the period |") !=
        std::string::npos);
}

}  // namespace
