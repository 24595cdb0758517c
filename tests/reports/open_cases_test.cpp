// Specifies lib/reports/open_cases.hpp.
#include "reports/open_cases.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

process::Received due(const char* date) {
  process::Received received;
  received.reply_expected_by = parse_date(date);
  return received;
}

Measure overdue(const States& cases, const Scope& within) {
  const auto population = population_of(cases, within);
  return overdue_count(open_cases(population), within);
}

Table age_table(const States& cases, const Scope& within) {
  const auto population = population_of(cases, within);
  return ages(open_cases(population), within);
}

}  // namespace

TEST_CASE("K12 counts the open complaints, whenever they were received") {
  const States cases{History(1, "2025-01-05"),
                    History(2, "2026-06-05").told("2026-06-10", Outcome::upheld),
                    History(3, "2026-06-05").closed("2026-06-10")};
  const auto within = scope("2026-06", kAsOf);
  const auto population = population_of(cases, within);
  const auto measure = open_count(open_cases(population), within);
  CHECK(measure.value == count(2));
  CHECK(measure.records == std::vector<std::string>{id_number(1).text(), id_number(2).text()});
}

TEST_CASE("K12 puts each age into its bucket, both ends included") {
  // Ages on 30 June: 0, 7 | 8, 14 | 15, 30 | 31, 56 | 57, 90 | 91.
  States cases;
  std::uint64_t number = 0;
  for (const char* received :
       {"2026-06-30", "2026-06-23", "2026-06-22", "2026-06-16", "2026-06-15", "2026-05-31",
        "2026-05-30", "2026-05-05", "2026-05-04", "2026-04-01", "2026-03-31"})
    cases.push_back(History(++number, received));
  const auto table = age_table(cases, scope("", kAsOf));
  CHECK(codes(table, "age") ==
        std::vector<std::string>{"0-7", "8-14", "15-30", "31-56", "57-90", "91+"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{2, 2, 2, 2, 2, 1});
  CHECK(table.total->at(1) == count(11));
}

TEST_CASE("K12 gives an unknown age a row of its own, so that the rows add up") {
  const auto table = age_table({History(1, "unknown")}, scope("", kAsOf));
  CHECK(codes(table, "age").back() == "unknown");
  CHECK(counts(table, "count").back() == 1);
}

TEST_CASE("K12 counts the age from the first receipt of a reopened complaint") {
  const States cases{History(1, "2026-01-01").closed("2026-01-05").reopened("2026-06-29")};
  CHECK(counts(age_table(cases, scope("", kAsOf)), "count").at(5) == 1);
}

TEST_CASE("K13 counts the open complaints with a due date behind them") {
  const States cases{History(1, "2026-06-01", due("2026-06-29")),
                    History(2, "2026-06-01", due("2026-06-30")),  // today: still in time
                    History(3, "2026-06-01")};
  const auto measure = overdue(cases, scope("", kAsOf));
  CHECK(measure.value == count(1));
  CHECK(measure.numerator == 1);
  CHECK(measure.denominator == 3);
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K13 is not applicable when no open complaint has a due date") {
  const auto measure = overdue({History(1, "2026-01-01")}, scope("", kAsOf));
  CHECK(measure.value == Cell{Ratio{0, 0}});
  CHECK_FALSE(measure.numerator);
}

TEST_CASE("K13 is zero when all due dates are ahead") {
  CHECK(overdue({History(1, "2026-06-01", due("2026-07-29"))}, scope("", kAsOf)).value == count(0));
}

TEST_CASE("K13 does not count a complaint whose decision was communicated") {
  const States cases{History(1, "2026-06-01", due("2026-06-10")).told("2026-06-20", Outcome::upheld),
                    History(2, "2026-06-01", due("2026-07-10"))};
  CHECK(overdue(cases, scope("", kAsOf)).value == count(0));
}

TEST_CASE("K13 goes by the last extension of the final response") {
  const States cases{
      History(1, "2026-06-01", due("2026-06-10")).extended("2026-06-09", "2026-07-10")};
  CHECK(overdue(cases, scope("", kAsOf)).value == count(0));
}

TEST_CASE("the reply date told at receipt binds the first cycle only") {
  const States cases{History(1, "2026-06-01", due("2026-06-20"))
                        .told("2026-06-05", Outcome::upheld)
                        .closed("2026-06-06")
                        .reopened("2026-06-10")};
  const auto measure = overdue(cases, scope("", kAsOf));
  CHECK(measure.value == Cell{Ratio{0, 0}});
}

TEST_CASE("after a reopening the clock of the profile starts again") {
  const States cases{History(1, "2026-01-01", under("final 10d"))
                        .told("2026-01-05", Outcome::upheld)
                        .closed("2026-01-06")
                        .reopened("2026-06-19")};
  CHECK(overdue(cases, scope("", "2026-06-29T12:00:00Z")).value == count(0));
  CHECK(overdue(cases, scope("", kAsOf)).value == count(1));
}

TEST_CASE("K13 names the limits, a complaint in each that it is overdue in") {
  const States cases{History(1, "2026-06-01", under("ack 1d, final 10d")),
                    History(2, "2026-06-01", under("ack 1d, final 60d"))};
  const auto within = scope("", kAsOf);
  const auto population = population_of(cases, within);
  const auto open = open_cases(population);
  CHECK(overdue_count(open, within).value == count(2));
  CHECK(overdue_count(open, within).note ==
        "Open complaints with a due date: 2 of 2. ack: 2; final: 1.");
  const auto table = overdue_by_clock(open, within);
  CHECK(codes(table, "limit") == std::vector<std::string>{"ack", "final"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{2, 1});
  CHECK(column(table, "earliest")[1] == Cell{reports::Date{"2026-06-11"}});
  CHECK(counts(table, "days_late") == std::vector<std::int64_t>{28, 19});
}

TEST_CASE("K13 counts a reply of the complainant that did not come") {
  const States cases{
      History(1, "2026-06-01", under("final 10d, reply 5d")).told("2026-06-05", Outcome::upheld)};
  CHECK(overdue(cases, scope("", kAsOf)).value == count(1));
}

TEST_CASE("the day that is over is the local one") {
  // 21:00 UTC on 30 June is 1 July in Tehran.
  const States cases{History(1, "2026-06-01", due("2026-06-30"))};
  const char* const evening = "2026-06-30T21:00:00Z";
  CHECK(overdue(cases, scope("", evening)).value == count(0));
  CHECK(overdue(cases, scope("", evening, zone("Asia/Tehran"))).value == count(1));
}

TEST_CASE("the oldest open complaints stand first, those without a known date last") {
  const States cases{History(1, "2026-06-03"), History(2, "unknown"), History(3, "2026-06-01")};
  const auto within = scope("", kAsOf);
  const auto population = population_of(cases, within);
  const auto table = oldest(open_cases(population), within, 2);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0][0] == Cell{id_number(3).text()});
  CHECK(table.rows[0][1] == Cell{reports::Date{"2026-06-01"}});
  CHECK(table.rows[0][4] == count(29));
  CHECK(table.rows[1][0] == Cell{id_number(1).text()});
  CHECK(table.note == "The oldest 2 of 3 open complaints.");
}
