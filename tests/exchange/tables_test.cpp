// The register as tidy tables (docs/exchange.md).
#include "exchange/tables.hpp"

#include <filesystem>
#include <set>

#include "exchange/sqlite.hpp"
#include "exchange/xlsx.hpp"
#include "support/builders.hpp"
#include "support/golden.hpp"

using namespace cmt;
using namespace cmt::test;
using exchange::Cell;
using exchange::Row;

namespace {

const Instant now = moment("2026-04-30T12:00:00Z");

std::size_t table(std::string_view name) { return exchange::find_table(name); }

std::vector<Row> rows_of(const Complaint& complaint, std::string_view only = "", const Rules& rules = full_rules()) {
  std::string bytes;
  const exchange::RowMaker maker{rules, now, only.empty() ? exchange::tables().size() : table(only)};
  maker.add(complaint, process::replay(complaint, rules), bytes);
  std::vector<Row> out;
  exchange::RowsOf source{bytes};
  for (Row row; source.next(row);) out.push_back(row);
  return out;
}

Cell cell(const Row& row, std::string_view column) {
  const auto& columns = exchange::tables()[row.table].columns;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (columns[i].name == column) return row.cells.at(i);
  FAIL("no column " << column);
  return {};
}
Cell said(std::string text) { return text; }

// A path that does not exist yet, in a folder that goes with it.
struct Place {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "cmt-exchange-test";
  Place() {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
  }
  ~Place() { std::filesystem::remove_all(folder); }
  std::string file(const char* name) const { return folder / name; }
};

Row about(std::string name, std::string value) { return {table("about"), {Cell{std::move(name)}, Cell{std::move(value)}}}; }

}  // namespace

TEST_CASE("a row of each kind comes back from its bytes as it was") {
  const Row row{3, {Cell{}, Cell{std::string{"a\0b", 3}}, Cell{std::int64_t{-7}}, Cell{true}, Cell{false}, Cell{std::string{}}}};
  std::string bytes;
  exchange::append(bytes, row);
  exchange::append(bytes, {1, {}});
  exchange::RowsOf source{bytes};
  Row read;
  REQUIRE(source.next(read));
  CHECK(read.table == 3);
  CHECK(read.cells == row.cells);
  REQUIRE(source.next(read));
  CHECK(read.cells.empty());
  CHECK_FALSE(source.next(read));
}

TEST_CASE("each table has columns with names of their own, and a key among them") {
  std::set<std::string_view> names;
  for (const auto& one : exchange::tables()) {
    CAPTURE(one.name);
    CHECK(names.insert(one.name).second);
    CHECK(one.key_size >= 1);
    CHECK(one.key_size <= one.columns.size());
    std::set<std::string_view> columns;
    for (const auto& column : one.columns) CHECK(columns.insert(column.name).second);
  }
  CHECK(table("complaints") == 0);
  CHECK(table("complaint") == exchange::tables().size());
}

TEST_CASE("the rows of a table have a cell for each column, and keys that differ") {
  Complaint complaint = complaint_that_is(Status::closed);
  complaint = with(complaint, next(complaint, reopened()));
  std::set<std::pair<std::size_t, std::vector<Cell>>> keys;
  for (const auto& row : rows_of(complaint)) {
    const auto& of = exchange::tables()[row.table];
    CAPTURE(of.name);
    CHECK(row.cells.size() == of.columns.size());
    CHECK(keys.insert({row.table, {row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(of.key_size)}}).second);
    for (std::size_t i = 0; i < of.key_size; ++i) CHECK(row.cells[i].index() != 0);
  }
}

TEST_CASE("a complaint is one row of what its history comes to") {
  const auto rows = rows_of(complaint_that_is(Status::closed), "complaints");
  REQUIRE(rows.size() == 1);
  CHECK(cell(rows[0], "status") == said("closed"));
  CHECK(cell(rows[0], "is_open") == Cell{false});
  CHECK(cell(rows[0], "received_on") == said("2026-03-02"));
  CHECK(cell(rows[0], "owner") == said("sara"));
  CHECK(cell(rows[0], "cycles") == Cell{std::int64_t{1}});
  CHECK(cell(rows[0], "next_due_on") == Cell{});
}

TEST_CASE("of a time that is a day, the day is there and no moment is made up") {
  const auto rows = rows_of(received_on("2026-03-02", received()), "complaints");
  CHECK(cell(rows.at(0), "received_at") == Cell{});
  CHECK(cell(rows.at(0), "received_on") == said("2026-03-02"));
}

TEST_CASE("each event is a row, numbered in the order of the history") {
  const Complaint complaint = complaint_that_is(Status::closed);
  const auto rows = rows_of(complaint, "events");
  REQUIRE(rows.size() == complaint.history.size());
  CHECK(cell(rows.front(), "event") == said("received"));
  CHECK(cell(rows.front(), "number") == Cell{std::int64_t{1}});
  CHECK(cell(rows.back(), "event") == said("closed"));
  CHECK(cell(rows.back(), "number") == Cell{static_cast<std::int64_t>(rows.size())});
}

TEST_CASE("a reopened complaint has a cycle each time, and the remedies of each") {
  Complaint complaint = complaint_that_is(Status::closed);
  complaint = with(complaint, next(complaint, reopened()));
  const auto cycles = rows_of(complaint, "cycles");
  REQUIRE(cycles.size() == 2);
  CHECK(cell(cycles[0], "end_status") == said("closed"));
  CHECK(cell(cycles[1], "end_status") == Cell{});
  CHECK(cell(cycles[1], "reopen_reason") != Cell{});
  const auto remedies = rows_of(complaint, "remedies");
  REQUIRE(remedies.size() == 1);
  CHECK(cell(remedies[0], "cycle") == Cell{std::int64_t{1}});
  CHECK(cell(remedies[0], "done_on") != Cell{});
}

TEST_CASE("only the table that is asked for has rows") {
  for (const auto& row : rows_of(complaint_that_is(Status::closed), "remedies")) CHECK(row.table == table("remedies"));
  CHECK(rows_of(complaint_that_is(Status::closed), "actions").empty());
}

TEST_CASE("the table columns tells of every column") {
  std::string bytes;
  const Rules rules = full_rules();
  exchange::RowMaker{rules, now, exchange::tables().size()}.add_columns(bytes);
  std::size_t rows = 0, columns = 0;
  exchange::RowsOf source{bytes};
  for (Row row; source.next(row);) ++rows;
  for (const auto& one : exchange::tables()) columns += one.columns.size();
  CHECK(rows == columns);
}

TEST_CASE("a database is refused a second row of the same key") {
  const Place place;
  auto writer = exchange::write_sqlite(place.file("a.db"));
  REQUIRE(writer);
  CHECK((*writer)->add(about("query", "'); DROP TABLE complaints; --")));
  const auto again = (*writer)->add(about("query", "b"));
  REQUIRE_FALSE(again);
  CHECK(again.failure().kind == FailureKind::unreadable);
}

TEST_CASE("a database that is finished is one file of SQLite") {
  const Place place;
  {
    auto writer = exchange::write_sqlite(place.file("a.db"));
    REQUIRE(writer);
    REQUIRE((*writer)->add(about("query", "")));
    REQUIRE((*writer)->finish());
  }
  CHECK(read_bytes(place.file("a.db")).substr(0, 15) == "SQLite format 3");
  CHECK(std::distance(std::filesystem::directory_iterator{place.folder}, {}) == 1);
}

TEST_CASE("a database that cannot be made says so") {
  const Place place;
  const auto writer = exchange::write_sqlite(place.file("no/such/folder.db"));
  REQUIRE_FALSE(writer);
  CHECK(writer.failure().kind == FailureKind::unreadable);
}

TEST_CASE("a workbook says how many texts it had to cut, counted as it counts characters") {
  const Place place;
  auto writer = exchange::write_xlsx(place.file("a.xlsx"), place.folder, now);
  REQUIRE(writer);
  std::string pairs;  // each two units of UTF-16
  for (int i = 0; i < 16'384; ++i) pairs += "😀";
  REQUIRE((*writer)->add(about("a", std::string(32'767, 'a'))));
  CHECK((*writer)->cut() == 0);
  REQUIRE((*writer)->add(about("b", std::string(32'768, 'a'))));
  CHECK((*writer)->cut() == 1);
  REQUIRE((*writer)->add(about("c", pairs)));
  CHECK((*writer)->cut() == 2);
  REQUIRE((*writer)->finish());
  CHECK(read_bytes(place.file("a.xlsx")).substr(0, 2) == "PK");
}

TEST_CASE("a workbook has the same bytes when it is made again") {
  const Place place;
  for (const char* name : {"a.xlsx", "b.xlsx"}) {
    auto writer = exchange::write_xlsx(place.file(name), place.folder, now);
    REQUIRE(writer);
    REQUIRE((*writer)->add(about("a", "=1+1")));
    REQUIRE((*writer)->finish());
  }
  CHECK(read_bytes(place.file("a.xlsx")) == read_bytes(place.file("b.xlsx")));
}

TEST_CASE("more rows than a sheet holds are refused") {
  const Place place;
  auto writer = exchange::write_xlsx(place.file("a.xlsx"), place.folder, now);
  REQUIRE(writer);
  const Row row = about("", "");
  for (int i = 1; i < 1'048'576; ++i)
    if (!(*writer)->add(row)) FAIL("refused row " << i);
  const auto more = (*writer)->add(row);
  REQUIRE_FALSE(more);
  CHECK(more.failure().kind == FailureKind::refused);
}
