// Tables line up in every script and fit the terminal.
#include "core/table.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "support/test.hpp"

namespace cmt {
namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::vector<Column> kColumns{{"ID", Align::left, 4, 0},
                                   {"TITLE", Align::left, 8, 2},
                                   {"WHO", Align::left, 4, 1},
                                   {"DAYS", Align::right, 4, 0}};

const Rows kRows{
    {"C-7Q2M", "The parcel came three weeks late and was open", "Anna", "3"},
    {"C-9XKD", "بستهٔ من دیر رسید و می\u200Cخواهم پولم را پس بگیرم", "زهرا", "12"},
    {"C-B4TN", "Посылка пришла поздно, прошу вернуть деньги", "Пётр", "107"},
    {"C-H8WR", "宅配便が遅れました 👨\u200D👩\u200D👧 ❤\uFE0F 返金してください", "美咲", "0"}};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  for (std::size_t end = 0; (end = text.find('\n', start)) != std::string::npos; start = end + 1) {
    lines.push_back(text.substr(start, end - start));
  }
  return lines;
}

}  // namespace

TEST_CASE("columns are as wide as their content") {
  CHECK(render_table({{"ID"}, {"TITLE"}, {"N", Align::right}},
                     {{"1", "late", "5"}, {"20", "broken", "107"}}) ==
        "ID  TITLE     N\n"
        "1   late      5\n"
        "20  broken  107\n");
}

TEST_CASE("columns line up in mixed scripts") {
  CHECK(
      render_table(
          {{"WHO"}, {"N", Align::right}},
          {{"زهرا", "1"}, {"می\u200Cروم", "2"}, {"Пётр", "3"}, {"美咲", "4"}, {"❤\uFE0F", "5"}}) ==
      "WHO    N\n"
      "زهرا   1\n"
      "می\u200Cروم  2\n"
      "Пётр   3\n"
      "美咲   4\n"
      "❤\uFE0F     5\n");
}

TEST_CASE("a table in mixed scripts fits terminals of 40, 80 and 120 columns") {
  for (const int width : {40, 80, 120}) {
    for (const bool isolate : {false, true}) {
      TableOptions options;
      options.width = width;
      options.isolate = isolate;
      const auto lines = lines_of(render_table(kColumns, kRows, options));
      REQUIRE(lines.size() == 5);
      for (const std::string& line : lines) {
        INFO(width << ": " << line);
        CHECK(display_width(line) <= width);
        CHECK(display_width(line) == display_width(lines[0]));  // the last column is right-aligned
      }
    }
  }
}

TEST_CASE("only columns with a weight are cut") {
  TableOptions options;
  options.width = 40;
  const auto lines = lines_of(render_table(kColumns, kRows, options));
  CHECK(lines[1] == "C-7Q2M  The parcel came thr…  Anna     3");
  CHECK(lines[3] == "C-B4TN  Посылка пришла позд…  Пётр   107");
}

TEST_CASE("pipes get every character") {
  const std::string table = render_table(kColumns, kRows);
  CHECK(table.find("…") == std::string::npos);
  for (const auto& row : kRows) CHECK(table.find(row[1]) != std::string::npos);
}

TEST_CASE("a column is not shrunk below its minimum") {
  TableOptions options;
  options.width = 5;
  CHECK(render_table({{"", Align::left, 6, 1}, {"", Align::left, 4, 0}}, {{"abcdefgh", "ijklmnop"}},
                     options) == "abcde…  ijklmnop\n");
}

TEST_CASE("the heavier column gives way first") {
  TableOptions options;
  options.width = 18;
  CHECK(render_table({{"", Align::left, 4, 1}, {"", Align::left, 4, 3}},
                     {{"abcdefghij", "abcdefghij"}}, options) == "abcdefghij  abcde…\n");
}

TEST_CASE("no line ends in a space") {
  CHECK(render_table({{"A"}, {"B"}, {"C"}}, {{"long cell", "", ""}, {"x", "y  ", " "}}) ==
        "A          B  C\n"
        "long cell\n"
        "x          y\n");
}

TEST_CASE("rows may be short or long") {
  CHECK(render_table({{"A"}, {"B"}}, {{"1"}, {"1", "2", "3"}, {}}) == "A  B\n1\n1  2\n\n");
}

TEST_CASE("a table without titles has no title line, without columns nothing") {
  CHECK(render_table({{""}, {""}}, {{"a", "b"}}) == "a  b\n");
  CHECK(render_table({}, {{"a"}}).empty());
  CHECK(render_table({{"A"}}, {}) == "A\n");
}

TEST_CASE("cells cannot steer the terminal or start a line") {
  CHECK(render_table({{"A"}, {"B"}}, {{"x\x1B[31m", "a\nb\u202E"}}) ==
        "A          B\n"
        "x\\x1b[31m  a b\\u202e\n");
}

TEST_CASE("right-to-left cells are isolated and still line up") {
  TableOptions options;
  options.isolate = true;
  CHECK(render_table({{"WHO"}, {"N"}}, {{"زهرا", "1"}, {"Anna", "2"}}, options) ==
        "WHO   N\n"
        "\u2068زهرا\u2069  1\n"
        "Anna  2\n");
}

TEST_CASE("styles dress text without its padding") {
  TableOptions options;
  options.title_style = [](std::string_view text) { return "<" + std::string(text) + ">"; };
  options.cell_style = [](std::size_t row, std::size_t column, std::string_view text) {
    return row == 1 && column == 0 ? "!" + std::string(text) : std::string(text);
  };
  CHECK(render_table({{"A"}, {"B"}}, {{"xyz", "1"}, {"x", "2"}}, options) ==
        "<A>    <B>\n"
        "xyz  1\n"
        "!x    2\n");
}

TEST_CASE("a huge cell is laid out at once") {
  TableOptions options;
  options.width = 80;
  const auto lines = lines_of(render_table({{"A"}}, {{std::string(1000000, 'x')}}, options));
  CHECK(display_width(lines[1]) == 80);
}

TEST_CASE("a bar shows its share in eighths") {
  CHECK(bar(1.0, 4) == "████");
  CHECK(bar(0.5, 4) == "██");
  CHECK(bar(0.5, 1) == "▌");
  CHECK(bar(0.28125, 4) == "█▏");
  CHECK(bar(0.0, 4).empty());
}

TEST_CASE("a bar is clamped and never hides a share above nothing") {
  CHECK(bar(7.0, 2) == "██");
  CHECK(bar(-1.0, 2).empty());
  CHECK(bar(0.0001, 4) == "▏");
  CHECK(bar(0.5, 0).empty());
  CHECK(bar(std::nan(""), 4).empty());
  CHECK(bar(INFINITY, 2) == "██");
}

TEST_CASE("a bar can be ASCII") {
  CHECK(bar(0.5, 10, BarStyle::ascii) == "#####");
  CHECK(bar(0.0001, 10, BarStyle::ascii) == "#");
  CHECK(bar(1.0, 3, BarStyle::ascii) == "###");
}

}  // namespace cmt
