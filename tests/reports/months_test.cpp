// Specifies lib/reports/months.hpp.
#include "reports/months.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

Table months(const States& cases, const Scope& within) {
  return by_month(population_of(cases, within), within);
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& cell : column(table, "month"))
    names.push_back(std::get<reports::Date>(cell).iso);
  return names;
}

}  // namespace

TEST_CASE("every month of the period has a row, also without anything in it") {
  const auto table = months({History(1, "2026-02-05")}, scope("2026-Q1", kAsOf));
  CHECK(names_of(table) == std::vector<std::string>{"2026-01", "2026-02", "2026-03"});
  CHECK(counts(table, "received") == std::vector<std::int64_t>{0, 1, 0});
}

TEST_CASE("each count goes by the month of its own date") {
  const States cases{
      History(1, "2026-01-05").told("2026-02-05", Outcome::upheld).closed("2026-03-05")};
  const auto table = months(cases, scope("2026-Q1", kAsOf));
  CHECK(counts(table, "received") == std::vector<std::int64_t>{1, 0, 0});
  CHECK(counts(table, "decided") == std::vector<std::int64_t>{0, 1, 0});
  CHECK(counts(table, "closed") == std::vector<std::int64_t>{0, 0, 1});
  CHECK(*table.total == Row{Unknown{}, count(1), count(1), count(1)});
}

TEST_CASE("months that have not come yet have no row") {
  CHECK(names_of(months({History(1, "2026-05-05")}, scope("2026", kAsOf))).back() == "2026-06");
}

TEST_CASE("without a period the months run from the first event to the moment of the report") {
  CHECK(names_of(months({History(1, "2026-04-05")}, scope("", kAsOf))) ==
        std::vector<std::string>{"2026-04", "2026-05", "2026-06"});
}

TEST_CASE("without a period, more than a year of silence is not shown month by month") {
  CHECK(names_of(months({History(1, "2024-04-05")}, scope("", "2026-01-10T00:00:00Z"))) ==
        std::vector<std::string>{"2024-04"});
}

TEST_CASE("the months run over the turn of a year") {
  CHECK(names_of(months({History(1, "2025-12-05")}, scope("", "2026-01-10T00:00:00Z"))) ==
        std::vector<std::string>{"2025-12", "2026-01"});
}

TEST_CASE("what has no known date is in no month, and the note says how many") {
  const auto table =
      months({History(1, "2026-06-05").told("unknown", Outcome::upheld)}, scope("", kAsOf));
  CHECK(counts(table, "decided") == std::vector<std::int64_t>{0});
  CHECK(table.note.find("1") != std::string::npos);
}

TEST_CASE("a month begins at local midnight in Tehran") {
  const States cases{History(1, "2026-03-31T20:30:00Z")};  // 1 April there
  CHECK(names_of(months(cases, scope("", "2026-04-10T00:00:00Z", zone("Asia/Tehran")))) ==
        std::vector<std::string>{"2026-04"});
}
