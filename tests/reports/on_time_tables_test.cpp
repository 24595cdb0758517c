// Specifies lib/reports/on_time_tables.hpp.
#include "reports/on_time_tables.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

// In time, late, overdue, missed and not due yet.
States five() {
  return {History(1, "2026-01-05", under("final 10d")).told("2026-01-10", Outcome::upheld),
          History(2, "2026-01-05", under("final 10d")).told("2026-01-20", Outcome::upheld),
          History(3, "2026-02-05", under("final 10d")),
          History(4, "2026-03-05", under("final 10d")).withdrawn("2026-04-05"),
          History(5, "2026-06-25", under("final 10d"))};
}

}  // namespace

TEST_CASE("the table by limit counts each state of what was due") {
  const auto within = scope("", kAsOf);
  const auto cases = five();
  const auto population = population_of(cases, within);
  const auto table = by_clock(due_clocks(population, within), within);
  CHECK(codes(table, "limit") == std::vector<std::string>{"final"});
  for (const auto& [key, number] : std::vector<std::pair<std::string, std::int64_t>>{
           {"due", 5}, {"met", 1}, {"late", 1}, {"missed", 1}, {"overdue", 1}, {"open", 1}}) {
    INFO(key);
    CHECK(counts(table, key) == std::vector<std::int64_t>{number});
  }
  CHECK(column(table, "share").front() == Cell{Percent{1, 4}});
}

TEST_CASE("the table by limit stands in the order of the process, without the complainant's own") {
  const States cases{
      History(1, "2026-01-05", under("reply 5d, final 10d, ack 1d, external 9d from received"))
          .told("2026-01-10", Outcome::upheld)};
  const auto within = scope("", kAsOf);
  const auto population = population_of(cases, within);
  CHECK(codes(by_clock(due_clocks(population, within), within), "limit") ==
        std::vector<std::string>{"ack", "final"});
}

TEST_CASE("the table by month goes by the month of the due date and has every month between") {
  const auto cases = five();
  const auto within = scope("", "2026-04-10T12:00:00Z");
  const auto population = population_of(cases, within);
  auto due = due_clocks(population, within);
  due.erase(due.begin() + 2);  // February's; July's is not due yet
  const auto table = on_time_by_month(due, within);
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0][0] == Cell{reports::Date{"2026-01"}});
  CHECK(counts(table, "responses_due") == std::vector<std::int64_t>{2, 0, 1});
  CHECK(column(table, "responded_on_time") ==
        std::vector<Cell>{Percent{1, 2}, Percent{0, 0}, Percent{0, 1}});
  CHECK(table.total->at(4) == Cell{Percent{1, 3}});
}

TEST_CASE("what was late stands by the length of the delay, what is not done up to now") {
  const auto cases = five();
  const auto within = scope("", kAsOf);
  const auto population = population_of(cases, within);
  const auto table = late_ones(due_clocks(population, within), within, 20);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][0] == Cell{id_number(3).text()});
  CHECK(table.rows[0][2] == Cell{reports::Date{"2026-02-15"}});
  CHECK(table.rows[0][3] == Cell{Unknown{}});
  CHECK(table.rows[0][4] == count(135));
  CHECK(table.rows[1][3] == Cell{reports::Date{"2026-01-20"}});
  CHECK(table.rows[1][4] == count(5));
  CHECK(table.note.empty());
}

TEST_CASE("the list of what was late is cut off with a note") {
  const auto cases = five();
  const auto within = scope("", kAsOf);
  const auto population = population_of(cases, within);
  const auto table = late_ones(due_clocks(population, within), within, 1);
  CHECK(table.rows.size() == 1);
  CHECK(table.note == "The longest 1 of 2 delays.");
}
