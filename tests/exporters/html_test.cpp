// The HTML page: golden files, and that no text of a complaint becomes markup or control.
#include "exporters/html.hpp"

#include <string>
#include <string_view>

#include "exporters/sample.hpp"
#include "exporters/text.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST_CASE("the English page is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.html", html(cmt::test::quarter()));
}

TEST_CASE("the Persian page is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.fa.html", html(cmt::test::persian()));
}

TEST_CASE("the page of a hostile report is as it was reviewed") {
  CHECK_GOLDEN("exporters/hostile.html", html(cmt::test::hostile()));
}

TEST_CASE("hostile text opens no element in HTML or SVG") {
  const std::string page = html(cmt::test::hostile());
  CHECK_FALSE(has(page, "<script"));
  CHECK_FALSE(has(page, "alert(1)</"));
  CHECK(has(page, "&lt;script&gt;"));
}

TEST_CASE("hostile text ends no attribute") {
  CHECK_FALSE(has(html(cmt::test::hostile()), "\"onload"));
}

TEST_CASE("hostile text leaves no control or direction character in the page") {
  const std::string page = html(cmt::test::hostile());
  CHECK_FALSE(has(page, "\x1b"));
  CHECK_FALSE(has(page, "\u202e"));
  CHECK_FALSE(has(page, "\xff"));
}

TEST_CASE("the page refers to nothing outside itself and runs nothing") {
  const std::string page = html(cmt::test::quarter());
  CHECK(has(page, "default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
  for (const char* part :
       {"<script", "<link", "<iframe", "<img", "url(", "@import", "http://", "https://", "src="})
    CHECK_FALSE(has(page, part));
}

TEST_CASE("the page says its language and direction") {
  CHECK(has(html(cmt::test::quarter()), "<html lang=\"en\" dir=\"ltr\">"));
  CHECK(has(html(cmt::test::persian()), "<html lang=\"fa-IR\" dir=\"rtl\">"));
}

TEST_CASE("every chart has a name, a description and its table") {
  const std::string page = html(cmt::test::quarter());
  const std::size_t charts = count_of(page, "role=\"img\"");
  CHECK(charts == 4);
  CHECK(count_of(page, "<desc id=") == charts);
  CHECK(count_of(page, "<div class=\"pair") == charts);
  CHECK(count_of(page, "<table>") >= charts);
}

namespace {

// A page with one table of so many months.
std::string page_of_months(std::size_t months) {
  Report report;
  Table table;
  table.columns = {{"month", "Month"}, {"n", "N", ColumnType::number}, {"m", "M", ColumnType::number}};
  for (std::size_t i = 0; i < months; ++i)
    table.rows.push_back({"month " + std::to_string(i), std::int64_t{3}, std::int64_t{i + 1 < months}});
  table.chart = Chart{ChartKind::line, "month", {"n", "m", "m"}};
  report.tables = {table};
  return html(report);
}

}  // namespace

TEST_CASE("a long table of months is folded on a screen, with a box to see it whole") {
  const std::string page = page_of_months(25);
  CHECK(has(page, "<input class=\"fold\" type=\"checkbox\" id=\"table-1-all\" "
                  "aria-controls=\"table-1-rows\">"
                  "<label for=\"table-1-all\">Show all 25 rows</label>"));
  CHECK(has(page, "<div class=\"pair beside long\">"));
  CHECK(has(page, "id=\"table-1-rows\""));
}

TEST_CASE("a folded table is printed whole") {
  const std::string page = page_of_months(25);
  CHECK(count_of(page, "<tr><th scope=\"row\"") == 25);
  CHECK(has(page, "@media screen { .fold:not(:checked)"));
}

TEST_CASE("a table of two years of months is not folded") {
  CHECK_FALSE(has(page_of_months(24), "<input"));
}

TEST_CASE("the last figure of a line is not written twice nor on the axis") {
  CHECK(count_of(page_of_months(3), "class=\"figure\"") == 2);  // 3 and 0: the second 0 stands there
}

TEST_CASE("charts of right-to-left pages grow from the right") {
  Report report;
  Table table;
  table.columns = {{"name", "Name"}, {"n", "N", ColumnType::number}};
  table.rows = {{"a", 4}, {"b", 1}};
  table.chart = Chart{ChartKind::bars, "name", {"n"}};
  report.tables = {table};
  CHECK(has(html(report), "class=\"mark\" x=\"0.00%\" y=\"60\" width=\"25.00%\""));
  report.language = "ar";
  CHECK(has(html(report), "class=\"mark\" x=\"75.00%\" y=\"60\" width=\"25.00%\""));
}

TEST_CASE("a control chart draws centre and limits, rings its signals and says how many there are") {
  Report report;
  Table table;
  table.columns = {{"month", "Month", ColumnType::date}, {"n", "N", ColumnType::number},
                   {"centre", "Centre", ColumnType::number}, {"lower", "Lower", ColumnType::number},
                   {"upper", "Upper", ColumnType::number}, {"signal", "Signal"}};
  table.rows = {{Date{"2026-01"}, 9, 8, 0, 16, Unknown{}},
                {Date{"2026-02"}, 20, 8, 0, 16, std::string{"above the limit"}}};
  table.chart = Chart{ChartKind::control, "month", {"n", "centre", "lower", "upper"}, "signal"};
  report.tables = {table};
  const std::string page = html(report);
  CHECK(count_of(page, "<line class=\"centre\" x1=\"0\"") == 1);  // of the legend
  CHECK(count_of(page, "class=\"limit\"") == 1 + 2 * 2);
  CHECK(count_of(page, "<circle class=\"signal\"") == 1);
  CHECK(has(page, "Points out of line: 1."));
  CHECK(has(page, "above the limit"));
}

TEST_CASE("a share of nothing is n/a and has no gauge") {
  Report report;
  report.measures = {share_measure("K26", "Remedies on time", 0, 0, "U")};
  const std::string page = html(report);
  CHECK(has(page, "<p class=\"value none\">n/a</p>"));
  CHECK_FALSE(has(page, "<svg"));
}

TEST_CASE("the footer gives commit and command, and calls the standard guidance") {
  const std::string page = html(cmt::test::quarter());
  CHECK(has(page, "3f9c2a71d0b84e6f5a1c7d2e9b04a6f8c3d5e710</code>"));
  CHECK(has(page, "cmt report overview --from 2026-07-01 --to 2026-09-30"));
  CHECK(has(page, "meets or does not meet the guidance"));
  CHECK_FALSE(has(page, "certif"));
}

TEST_CASE("a report without a commit says so") {
  Report report;
  CHECK(has(html(report), "none: some records were not committed"));
}

TEST_CASE("an empty report is a whole page") {
  const std::string page = html({});
  CHECK(has(page, "<main"));
  CHECK(has(page, "</html>\n"));
}

TEST_CASE("sentences are paragraphs with a heading in HTML and on a terminal, and hostile ones stay text") {
  Report report;
  report.title = "Answers";
  Table table;
  table.title = "Clause 4";
  table.heading_cells = 2;
  table.columns = {{"no", "No.", ColumnType::text}, {"answer", "Answer", ColumnType::text},
                   {"question", "Question", ColumnType::text}, {"records", "Records", ColumnType::text}};
  table.rows = {{std::string{"Q01"}, std::string{"met"}, std::string{"<b>Is it\x1b[2J so?"}, std::string{}}};
  report.tables = {table};
  const std::string page = html(report);
  CHECK(has(page, "<article>\n<h3><span>"));
  CHECK(has(page, "&lt;b&gt;Is it"));
  CHECK_FALSE(has(page, "<b>"));
  CHECK_FALSE(has(page, "\x1b"));
  CHECK_FALSE(has(page, "Records</"));  // nothing is said of it
  CHECK(has(page, ".prose article"));
  CHECK_FALSE(has(html(cmt::test::quarter()), ".prose article"));
  const std::string terminal = text(report, {});
  CHECK(has(terminal, "\nQ01  met\n    Question: <b>Is it"));
  CHECK_FALSE(has(terminal, "\x1b"));
}

}  // namespace
