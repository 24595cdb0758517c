// Specifies lib/reports/suppression.hpp.
#include "reports/suppression.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

const Cell held = Fewer{5};
const Cell gone = Unknown{};

Report published(Report report) { return for_publication(std::move(report), scope("", "2026-06-30T12:00:00Z")); }

Table of_counts(std::vector<std::int64_t> counts, bool has_total = true) {
  Table table;
  table.key = "t";
  table.columns = {{"unit", "Unit", ColumnType::text}, {"count", "Count", ColumnType::number},
                   {"share", "Share", ColumnType::number}};
  std::int64_t sum = 0;
  for (const auto one : counts) sum += one;
  for (const auto one : counts) table.rows.push_back({std::string{"x"}, one, Percent{one, sum}});
  if (has_total) table.total = Row{Unknown{}, sum, Percent{sum, sum}};
  return table;
}

std::vector<Cell> column_of(const Report& report, std::size_t index) {
  std::vector<Cell> cells;
  for (const auto& row : report.tables.front().rows) cells.push_back(index < row.size() ? row[index] : gone);
  return cells;
}

}  // namespace

TEST_CASE("4.8 counts from 1 to 4 are held back, zero and five are not") {
  Report report;
  report.tables = {of_counts({0, 1, 4, 5, 50})};
  CHECK(column_of(published(report), 1) == std::vector<Cell>{count(0), held, held, count(5), count(50)});
}

TEST_CASE("4.8 a single count held back takes the smallest other with it, or the total would tell") {
  Report report;
  report.tables = {of_counts({30, 9, 3})};
  const auto out = published(report);
  CHECK(column_of(out, 1) == std::vector<Cell>{count(30), held, held});
  CHECK(column_of(out, 2) == std::vector<Cell>{Cell{Percent{30, 42}}, gone, gone});
  CHECK((*out.tables.front().total)[1] == count(42));
}

TEST_CASE("4.8 without a total nothing tells it, and one alone is held back") {
  Report report;
  report.tables = {of_counts({30, 9, 3}, false)};
  CHECK(column_of(published(report), 1) == std::vector<Cell>{count(30), count(9), held});
}

TEST_CASE("4.8 in a cross table no row and no column gives a count away") {
  Table table;
  table.key = "cross";
  table.columns = {{"unit", "Unit", ColumnType::text}, {"a", "A", ColumnType::number},
                   {"b", "B", ColumnType::number}, {"total", "Total", ColumnType::number}};
  table.rows = {{std::string{"x"}, count(2), count(20), count(22)},
                {std::string{"y"}, count(30), count(40), count(70)},
                {std::string{"z"}, count(50), count(60), count(110)}};
  table.total = Row{Unknown{}, count(82), count(120), count(202)};
  Report report;
  report.tables = {table};
  const auto out = published(report);
  for (std::size_t line = 0; line < 3; ++line) {
    std::size_t in_row = 0, in_column = 0;
    for (std::size_t other = 0; other < 3; ++other) {
      if (other < 2) in_row += out.tables[0].rows[line][other + 1] == held;
      if (line < 2) in_column += out.tables[0].rows[other][line + 1] == held;
    }
    CHECK(in_row != 1);
    if (line < 2) CHECK(in_column != 1);
  }
  CHECK(out.tables[0].rows[0][1] == held);
}

TEST_CASE("4.8 shares of few, or of all but few, are held back with their counts") {
  Report report;
  report.measures = {share_measure("K24", "Upheld", 3, 50, "D"), share_measure("K09", "On time", 48, 50, "U"),
                     share_measure("K04", "Acknowledged", 40, 50, "U"), share_measure("K28", "Withdrawn", 0, 50, "R"),
                     count_measure("K13", "Overdue", 2, "", "S"), count_measure("K01", "Received", 50, "", "R")};
  report.measures[2].records = {"2026-AAAAAAA"};
  const auto out = published(report);
  CHECK(out.measures[0].value == held);
  CHECK_FALSE(out.measures[0].numerator);
  CHECK_FALSE(out.measures[0].denominator);
  CHECK(out.measures[1].value == held);
  CHECK(out.measures[2].value == Cell{Percent{40, 50}});
  CHECK(out.measures[2].records.empty());
  CHECK(out.measures[3].value == Cell{Percent{0, 50}});
  CHECK(out.measures[4].value == held);
  CHECK(out.measures[5].value == count(50));
}

TEST_CASE("4.8 days are no counts of people, but a median of few is held back with its count") {
  Table table;
  table.key = "t";
  table.columns = {{"unit", "Unit", ColumnType::text}, {"count", "Count", ColumnType::number},
                   {"median", "Median", ColumnType::number, false}};
  table.rows = {{std::string{"x"}, count(9), count(3)}, {std::string{"y"}, count(2), count(30)}};
  Report report;
  report.tables = {table};
  const auto out = published(report);
  CHECK(column_of(out, 2) == std::vector<Cell>{count(3), gone});
}

TEST_CASE("4.8 tables that name complaints or staff are left out, and a note says so") {
  Table table = of_counts({10, 20});
  table.columns[0].key = "owner";
  Report report;
  report.tables = {table, of_counts({10, 20})};
  const auto out = published(report);
  REQUIRE(out.tables.size() == 1);
  CHECK(out.tables.front().columns[0].key == "unit");
  CHECK(out.notes.back().find(": 1.") != std::string::npos);
}

TEST_CASE("4.8 a running share does not give away the row before it") {
  Table table;
  table.key = "pareto";
  table.columns = {{"unit", "Unit", ColumnType::text}, {"count", "Count", ColumnType::number},
                   {"share", "Share", ColumnType::number}, {"cumulative", "Cumulative", ColumnType::number}};
  table.rows = {{std::string{"x"}, count(50), Percent{50, 57}, Percent{50, 57}},
                {std::string{"y"}, count(4), Percent{4, 57}, Percent{54, 57}},
                {std::string{"z"}, count(3), Percent{3, 57}, Percent{57, 57}}};
  Report report;
  report.tables = {table};
  const auto out = published(report);
  CHECK(out.tables[0].rows[0][3] == Cell{Percent{50, 57}});
  CHECK(out.tables[0].rows[1][3] == gone);
}
