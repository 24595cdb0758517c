// The text of a report: golden files, widths and safety on a terminal.
#include "exporters/text.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"
#include "exporters/sample.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

int widest_line(const std::string& text) {
  int widest = 0;
  for (const std::string& line : cmt::wrap(text, 0))
    widest = std::max(widest, cmt::display_width(line));
  return widest;
}

TEST_CASE("the English text is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.txt", text(cmt::test::quarter()));
}

TEST_CASE("the Persian text is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.fa.txt", text(cmt::test::persian()));
}

TEST_CASE("coloured text is as it was reviewed") {
  TextOptions options;
  options.width = 100;
  options.color = true;
  CHECK_GOLDEN("exporters/overview.color.txt", text(cmt::test::quarter(), options));
}

TEST_CASE("no line is wider than the terminal") {
  for (const int width : {40, 47, 60, 80, 132}) {
    TextOptions options;
    options.width = width;
    CAPTURE(width);
    CHECK(widest_line(text(cmt::test::quarter(), options)) <= width);
    CHECK(widest_line(text(cmt::test::persian(), options)) <= width);
    CHECK(widest_line(text(cmt::test::hostile(), options)) <= width);
  }
}

TEST_CASE("a table with more columns than fit is printed in parts that repeat the first column") {
  Report report;
  Table table;
  table.title = "Cross table";
  table.columns = {{"unit", "Unit"}};
  Row row{"North"};
  for (int i = 0; i < 20; ++i) {
    table.columns.push_back({"c" + std::to_string(i), "C" + std::to_string(i), ColumnType::number});
    row.emplace_back(std::int64_t{100000 + i});
  }
  table.rows = {row};
  report.tables = {table};
  const std::string out = text(report);
  CHECK(widest_line(out) <= 80);
  for (int i = 0; i < 20; ++i) CHECK(has(out, std::to_string(100000 + i)));
  CHECK(out.find("North") != out.rfind("North"));
}

TEST_CASE("hostile text leaves no control or direction character") {
  const std::string out = text(cmt::test::hostile());
  CHECK_FALSE(has(out, "\x1b"));
  CHECK_FALSE(has(out, "\u202e"));
  CHECK(has(out, "\\x1b[31m"));
  CHECK_FALSE(cmt::invalid_utf8_at(out));
}

TEST_CASE("colour is only sequences: without them the text is the same") {
  TextOptions options;
  options.color = true;
  std::string out = text(cmt::test::quarter(), options);
  for (std::size_t at = out.find('\x1b'); at != out.npos; at = out.find('\x1b'))
    out.erase(at, out.find('m', at) - at + 1);
  CHECK(out == text(cmt::test::quarter()));
}

TEST_CASE("bars are # where blocks cannot be shown") {
  TextOptions options;
  options.ascii = true;
  const std::string out = text(cmt::test::quarter(), options);
  CHECK_FALSE(has(out, "\u2588"));
  CHECK(has(out, "####"));
}

TEST_CASE("a row of a control chart shows the point between its limits, and a signal as a star") {
  Report report;
  Table table;
  table.title = "By month";
  table.columns = {{"month", "Month", ColumnType::date}, {"n", "N", ColumnType::number},
                   {"centre", "Centre", ColumnType::number}, {"lower", "Lower", ColumnType::number},
                   {"upper", "Upper", ColumnType::number}, {"signal", "Signal"}};
  table.rows = {{Date{"2026-01"}, 6, 8, 2, 14, Unknown{}},
                {Date{"2026-02"}, 20, 8, 2, 14, std::string{"high"}}};
  table.chart = Chart{ChartKind::control, "month", {"n", "centre", "lower", "upper"}, "signal"};
  report.tables = {table};
  const std::string out = text(report);
  CHECK(has(out, "[    o | "));
  CHECK(has(out, "*"));
  CHECK(out.find('o', out.find('[')) < out.find('|'));
}

TEST_CASE("an empty table says that there is nothing to show") {
  Report report;
  Table table;
  table.title = "Ideas";
  table.columns = {{"idea", "Idea"}};
  report.tables = {table};
  CHECK(has(text(report), "Ideas\n\nNothing to show.\n"));
}

TEST_CASE("skipped records are announced") {
  Report report;
  report.records_skipped = 3;
  CHECK(has(text(report), "could not be read and are in no figure: 3."));
}

}  // namespace
