// Specifies lib/reports/backlog.hpp.
#include "reports/backlog.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

Measure k14(const States& cases, const Scope& within) {
  return *backlog_ratio(cases, *stock_and_flow(cases, within), within);
}

// Closed so many on each of the days, and open since 2025.
States closed_on(const std::vector<std::string>& days, std::uint64_t open) {
  States cases;
  std::uint64_t number = 0;
  for (const auto& day : days) cases.push_back(History(++number, "2025-01-05").closed(day));
  for (std::uint64_t i = 0; i < open; ++i) cases.push_back(History(++number, "2025-01-05"));
  return cases;
}

}  // namespace

TEST_CASE("K14 divides what is open by the average closed in the last three months") {
  // Closed in February 2, in March 1, in April 3: an average of 2; 4 are open.
  const auto cases = closed_on({"2026-01-31", "2026-02-01", "2026-02-28", "2026-03-15",
                                "2026-04-01", "2026-04-02", "2026-04-30"},
                               4);
  const auto measure = k14(cases, scope("2026-04", kAsOf));
  CHECK(measure.value == Cell{Ratio{12, 6}});
  CHECK(measure.note.find("Open at the end: 4; equal periods averaged: 3.") != std::string::npos);
}

TEST_CASE("K14 compares quarters with quarters") {
  // The third quarter back begins on 1 July 2025.
  const auto cases = closed_on({"2025-06-30", "2025-07-01", "2025-10-01", "2026-03-31"}, 1);
  CHECK(k14(cases, scope("2026-Q1", kAsOf)).value == Cell{Ratio{3, 3}});
}

TEST_CASE("K14 compares a number of days with as many") {
  // Ten days each: 1 to 10 March, 19 to 28 February, 9 to 18 February.
  const auto cases = closed_on({"2026-02-08", "2026-02-09", "2026-02-19", "2026-03-10"}, 2);
  Scope within = scope("", kAsOf);
  within.period = {parse_date("2026-03-01"), parse_date("2026-03-10")};
  CHECK(k14(cases, within).value == Cell{Ratio{6, 3}});
}

TEST_CASE("K14 takes the last three months where the period is open") {
  const auto cases = closed_on({"2026-03-31", "2026-04-01", "2026-05-15", "2026-06-30"}, 2);
  CHECK(k14(cases, scope("", kAsOf)).value == Cell{Ratio{6, 3}});
}

TEST_CASE("K14 does not average over periods before the first record") {
  const States cases{History(1, "2026-03-05").closed("2026-03-10"),
                    History(2, "2026-03-05").closed("2026-04-10"), History(3, "2026-03-05")};
  CHECK(k14(cases, scope("2026-04", kAsOf)).value == Cell{Ratio{2, 2}});
}

TEST_CASE("K14 is not applicable when nothing was closed") {
  CHECK(k14({History(1, "2026-01-05")}, scope("2026-04", kAsOf)).value == Cell{Ratio{3, 0}});
}
