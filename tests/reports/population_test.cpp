// Specifies lib/reports/population.hpp.
#include "reports/population.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Kind;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-01T12:00:00Z";

std::size_t received(const States& cases, const Scope& within) {
  return population_of(cases, within).received.size();
}

process::Received of_kind(Kind kind) {
  process::Received received;
  received.kind = kind;
  return received;
}

}  // namespace

TEST_CASE("an open complaint is counted") {
  CHECK(received({History(1, "2026-01-05")}, scope("2026-01", kAsOf)) == 1);
}

TEST_CASE("rejected, merged and void records are not counted") {
  CHECK_FALSE(is_counted(History(1, "2026-01-05").rejected("2026-01-06")));
  CHECK_FALSE(is_counted(History(1, "2026-01-05").merged("2026-01-06")));
  CHECK_FALSE(is_counted(History(1, "2026-01-05").voided("2026-01-06")));
}

TEST_CASE("a withdrawn complaint is counted") {
  CHECK(is_counted(History(1, "2026-01-05").withdrawn("2026-01-06")));
}

TEST_CASE("an unmerged complaint is counted again") {
  CHECK(is_counted(History(1, "2026-01-05").merged("2026-01-06").unmerged("2026-01-07")));
}

TEST_CASE("feedback of another kind is not counted") {
  CHECK_FALSE(is_counted(History(1, "2026-01-05", of_kind(Kind::praise))));
}

TEST_CASE("a complaint that was reclassified as an enquiry is not counted") {
  CHECK_FALSE(is_counted(History(1, "2026-01-05").reclassified("2026-01-06", Kind::enquiry)));
}

TEST_CASE("an enquiry that was reclassified as a complaint is counted") {
  CHECK(is_counted(History(1, "2026-01-05", of_kind(Kind::enquiry))
                       .reclassified("2026-01-06", Kind::complaint)));
}

TEST_CASE("a complaint that was reopened counts once, in the period of its first receipt") {
  const States cases{History(1, "2026-01-05").closed("2026-01-06").reopened("2026-02-01")};
  CHECK(received(cases, scope("2026-01", kAsOf)) == 1);
  CHECK(received(cases, scope("2026-02", kAsOf)) == 0);
}

TEST_CASE("of a split complaint the parts count and the whole does not") {
  process::Split split;
  split.into = {id_number(2).text(), id_number(3).text()};
  const States cases{History(1, "2026-01-05").then("2026-01-06", split), History(2, "2026-01-05"),
                    History(3, "2026-01-05")};
  CHECK(received(cases, scope("2026-01", kAsOf)) == 2);
}

TEST_CASE("a period begins at local midnight in Tehran") {
  // 20:30 UTC is midnight in Tehran, at +03:30.
  const States before{History(1, "2026-03-20T20:29:59Z")};
  const States after{History(1, "2026-03-20T20:30:00Z")};
  CHECK(received(before, scope("2026-03-21", kAsOf, zone("Asia/Tehran"))) == 0);
  CHECK(received(after, scope("2026-03-21", kAsOf, zone("Asia/Tehran"))) == 1);
}

TEST_CASE("a period ends before the next local midnight in Tehran") {
  const States last{History(1, "2026-03-20T20:29:59Z")};
  const States next{History(1, "2026-03-20T20:30:00Z")};
  CHECK(received(last, scope("2026-03-20", kAsOf, zone("Asia/Tehran"))) == 1);
  CHECK(received(next, scope("2026-03-20", kAsOf, zone("Asia/Tehran"))) == 0);
}

TEST_CASE("a receipt known only by its day is on that day in every zone") {
  const States cases{History(1, "2026-03-20")};
  CHECK(received(cases, scope("2026-03-20", kAsOf, zone("Asia/Tehran"))) == 1);
  CHECK(received(cases, scope("2026-03-20", kAsOf, zone("America/New_York"))) == 1);
}

TEST_CASE("an unknown receipt counts only where no period is given") {
  const States cases{History(1, "unknown")};
  CHECK(received(cases, scope("", kAsOf)) == 1);
  CHECK(received(cases, scope("2026", kAsOf)) == 0);
  Scope half_open = scope("", kAsOf);
  half_open.period.from = parse_date("2020-01-01");
  CHECK(received(cases, half_open) == 0);
  CHECK(population_of(cases, half_open).unknown_receipts == 1);
}

TEST_CASE("each cycle of a reopened complaint has its own decision and closing") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-10", Outcome::not_upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-10", Outcome::upheld)
                        .closed("2026-02-11")};
  const auto within = scope("2026-02", kAsOf);
  const auto population = population_of(cases, within);
  REQUIRE(population.decisions.in_period.size() == 1);
  CHECK(population.decisions.in_period.front().cycle->number == 2);
  REQUIRE(population.closings.in_period.size() == 1);
  CHECK(population.closings.in_period.front().date() == parse_date("2026-02-11"));
}

TEST_CASE("a withdrawal is not a closing") {
  const States cases{History(1, "2026-01-05").withdrawn("2026-01-06")};
  const auto all = scope("", kAsOf);
  CHECK(population_of(cases, all).closings.in_period.empty());
}

TEST_CASE("a decision without a known date is in no bounded period, and is reported as such") {
  const States cases{History(1, "2026-01-05").told("unknown", Outcome::upheld)};
  const auto all = scope("", kAsOf);
  CHECK(population_of(cases, all).decisions.in_period.size() == 1);
  const auto year = scope("2026", kAsOf);
  const auto found = population_of(cases, year).decisions;
  CHECK(found.in_period.empty());
  CHECK(found.unknown == 1);
}
