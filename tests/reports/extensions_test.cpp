// Specifies lib/reports/extensions.hpp.
#include "reports/extensions.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

Measure k18(const States& cases, const Scope& within) {
  return extended_share(population_of(cases, within), within);
}

}  // namespace

TEST_CASE("K18 is the share of answered cycles that were extended, a cycle once") {
  const States cases{History(1, "2026-01-05", under("final 10d +30d"))
                        .extended("2026-01-10", "2026-01-25")
                        .extended("2026-01-20", "2026-01-30")
                        .told("2026-01-28", Outcome::upheld),
                    History(2, "2026-01-05").told("2026-01-10", Outcome::upheld),
                    History(3, "2026-01-05").extended("2026-01-10", "2026-01-25")};
  const auto measure = k18(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{1, 2}});
  CHECK(measure.basis == "D");
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K18 counts the cycles of a reopened complaint apart, by the day of the answer") {
  const States cases{History(1, "2026-01-05")
                        .extended("2026-01-10", "2026-01-25")
                        .told("2026-01-28", Outcome::upheld)
                        .closed("2026-01-29")
                        .reopened("2026-02-01")
                        .told("2026-02-05", Outcome::upheld)};
  CHECK(k18(cases, scope("", kAsOf)).value == Cell{Percent{1, 2}});
  CHECK(k18(cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K18 does not count time given to the complainant") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-10", Outcome::upheld)
                        .extended("2026-01-20", "2026-03-25", "reply")};
  CHECK(k18(cases, scope("", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K18 is not applicable when nothing was answered") {
  CHECK(k18({History(1, "2026-01-05").extended("2026-01-10", "2026-01-25")}, scope("", kAsOf))
            .value == Cell{Percent{0, 0}});
}

TEST_CASE("extensions stand by limit and reason, the most frequent first") {
  const auto extended = [](std::uint64_t number, const char* clock, const char* reason) {
    return History(number, "2026-01-05")
        .extended("2026-01-06", "2026-01-25", clock, reason)
        .told("2026-01-20", Outcome::upheld);
  };
  const States cases{extended(1, "ack", "post strike"), extended(2, "final", "expert awaited"),
                    extended(3, "final", "expert awaited"), extended(4, "final", "")};
  const auto within = scope("2026-01", kAsOf);
  const auto table = extensions(population_of(cases, within), within);
  CHECK(codes(table, "limit") == std::vector<std::string>{"final", "ack", "final"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{2, 1, 1});
  CHECK(column(table, "reason")[0] == Cell{std::string{"expert awaited"}});
  CHECK(column(table, "reason")[2] == Cell{reports::Code{"unknown", "unknown"}});
  CHECK(table.total->at(2) == count(4));
}
