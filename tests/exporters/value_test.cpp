// Rounding and printing of single values.
#include "exporters/value.hpp"

#include <cstdint>
#include <limits>

#include "support/test.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

TEST_CASE("a ratio is rounded to one decimal, halves away from zero") {
  CHECK(cell_text(Ratio{1, 20}) == "0.1");
  CHECK(cell_text(Ratio{-1, 20}) == "-0.1");
  CHECK(cell_text(Ratio{1, -20}) == "-0.1");
  CHECK(cell_text(Ratio{-1, -20}) == "0.1");
  CHECK(cell_text(Ratio{5, 4}) == "1.3");
  CHECK(cell_text(Ratio{-5, 4}) == "-1.3");
  CHECK(cell_text(Ratio{249, 200}) == "1.2");
  CHECK(cell_text(Ratio{2, 3}) == "0.7");
  CHECK(cell_text(Ratio{3, 1}) == "3.0");
}

TEST_CASE("a rounding that carries reaches the whole part") {
  CHECK(cell_text(Ratio{1999, 1000}) == "2.0");
  CHECK(cell_text(Ratio{-199, 20}) == "-10.0");
}

TEST_CASE("zero has no sign") {
  CHECK(cell_text(Ratio{-1, 100}) == "0.0");
  CHECK(cell_text(Ratio{0, -5}) == "0.0");
}

TEST_CASE("the largest ratios neither overflow nor lose digits") {
  CHECK(cell_text(Ratio{kMost, 1}) == "9223372036854775807.0");
  CHECK(cell_text(Ratio{kLeast, 1}) == "-9223372036854775808.0");
  CHECK(cell_text(Ratio{kLeast, kLeast}) == "1.0");
  CHECK(cell_text(Ratio{kMost, kLeast}) == "-1.0");
  CHECK(cell_text(Ratio{1, kMost}) == "0.0");
}

TEST_CASE("a zero denominator prints n/a and is no number") {
  CHECK(cell_text(Ratio{0, 0}) == "n/a");
  CHECK(cell_text(Ratio{7, 0}) == "n/a");
  CHECK(cell_text(Percent{0, 0}) == "n/a");
  CHECK_FALSE(cell_number(Percent{3, 0}));
}

TEST_CASE("a share prints in per cent") {
  CHECK(cell_text(Percent{2, 3}) == "66.7 %");
  CHECK(cell_text(Percent{1, 1}) == "100.0 %");
  CHECK(cell_text(Percent{1, 2000}) == "0.1 %");
  CHECK(cell_number(Percent{2, 3}) == 66.7);
}

TEST_CASE("a share too large for its percentage is not printed wrongly") {
  CHECK(cell_text(Percent{kMost, kMost}) == "n/a");
  CHECK(cell_text(Percent{kLeast, 1}) == "n/a");
}

TEST_CASE("other cells print what people read") {
  CHECK(cell_text(Unknown{}).empty());
  CHECK(cell_text(std::int64_t{-3}) == "-3");
  CHECK(cell_text(Code{"billing", "Billing"}) == "Billing");
  CHECK(cell_text(Code{"billing", ""}) == "billing");
  CHECK(cell_text(Date{"2026-09-30"}) == "2026-09-30");
  CHECK(cell_text(Fewer{5}) == "<5");
}

TEST_CASE("a measure prints its unit only with a value") {
  CHECK(measure_value(ratio_measure("K14", "Backlog", {3, 2}, "months", "S")) == "1.5 months");
  CHECK(measure_value(ratio_measure("K14", "Backlog", {3, 0}, "months", "S")) == "n/a");
  CHECK(measure_value(share_measure("K09", "On time", 1, 2, "U")) == "50.0 %");
  CHECK(measure_value({}) == "n/a");
}

TEST_CASE("a short row reads as unknown beyond its end") {
  CHECK(cell_at({}, 3) == Cell(Unknown{}));
}

Table charted(Chart chart) {
  Table table;
  table.columns = {{"name", "Name"}, {"n", "N", ColumnType::number}};
  table.rows = {{"a", 2}, {"b", Unknown{}}};
  table.chart = std::move(chart);
  return table;
}

TEST_CASE("a drawing keeps a missing number missing") {
  const auto drawing = drawing_of(charted({ChartKind::bars, "name", {"n"}}));
  REQUIRE(drawing);
  CHECK(drawing->labels == std::vector<std::string>{"a", "b"});
  CHECK(drawing->series[0].numbers[0] == 2.0);
  CHECK_FALSE(drawing->series[0].numbers[1]);
}

TEST_CASE("a chart of columns that do not exist is no drawing") {
  CHECK_FALSE(drawing_of(charted({ChartKind::bars, "name", {"m"}})));
  CHECK_FALSE(drawing_of(charted({ChartKind::bars, "label", {"n"}})));
}

TEST_CASE("a chart of nothing above zero is no drawing") {
  Table table = charted({ChartKind::line, "name", {"n"}});
  table.rows = {{"a", 0}, {"b", -1}};
  CHECK_FALSE(drawing_of(table));
}

TEST_CASE("the command that repeats a report quotes its query for a shell") {
  Report report;
  report.name = "trend";
  report.period_from = "2026-07-01";
  report.period_to = "2026-09-30";
  report.filter = "summary:\"it's wet\"; rm -rf /";
  CHECK(command_line(report, "html") ==
        "cmt report trend --from 2026-07-01 --to 2026-09-30 --format html -- "
        "'summary:\"it'\\''s wet\"; rm -rf /'");
}

TEST_CASE("nothing in the command that repeats a report runs by itself") {
  Report report;
  report.name = "$(reboot)";
  report.as_of = "now; reboot";
  CHECK(command_line(report, "md") == "cmt report '$(reboot)' --as-of 'now; reboot' --format md");
}

TEST_CASE("what does not add up is left out of the row that sums up the others") {
  Table table;
  table.columns = {{"unit", "Unit"}, {"n", "N", ColumnType::number},
                   {"median", "Median", ColumnType::number, false}};
  for (int i = 0; i < 5; ++i)
    table.rows.push_back({std::string{"x"}, std::int64_t{2}, std::int64_t{9}});
  table.shown = 2;
  const Table out = shortened(table, "{} others");
  REQUIRE(out.rows.size() == 3);
  CHECK(out.rows.back()[1] == Cell{std::int64_t{6}});
  CHECK(out.rows.back()[2] == Cell{Unknown{}});
}

}  // namespace
