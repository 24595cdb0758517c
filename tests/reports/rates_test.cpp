// Specifies lib/reports/rates.hpp.
#include "reports/rates.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

std::vector<Measure> decided(const States& cases, const Scope& within) {
  return decided_rate(population_of(cases, within), within);
}

Measure upheld(const States& cases, const Scope& within) {
  return upheld_rate(population_of(cases, within), within);
}

Measure clearance(const States& cases, const Scope& within) {
  return clearance_rate(*stock_and_flow(cases, within), within);
}

}  // namespace

TEST_CASE("K15 is what ended of what came in or came back") {
  // In: three received, one of them reopened: 4. Out: closed twice, withdrawn, rejected: 4, but the
  // merged one is received too: 5 in.
  const States cases{
      History(1, "2026-01-05").closed("2026-01-10").reopened("2026-01-12").closed("2026-01-20"),
      History(2, "2026-01-05").withdrawn("2026-01-06"),
      History(3, "2026-01-05").rejected("2026-01-06"),
      History(4, "2026-01-05").merged("2026-01-06")};
  const auto measure = clearance(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{4, 5}});
  CHECK(measure.records.size() == 4);
}

TEST_CASE("K15 is not applicable when nothing came in") {
  CHECK(clearance({History(1, "2026-01-05").closed("2026-02-10")}, scope("2026-02", kAsOf)).value ==
        Cell{Percent{1, 0}});
}

TEST_CASE("K22 is the share decided of those received and not withdrawn") {
  const States cases{History(1, "2026-01-05").told("2026-03-10", Outcome::upheld),
                    History(2, "2026-01-05"), History(3, "2026-01-05").withdrawn("2026-01-06"),
                    History(4, "2026-02-05").told("2026-02-06", Outcome::upheld)};
  const auto measures = decided(cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K22").value == Cell{Percent{1, 2}});
  CHECK(measure(measures, "K22").records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K22 is not applicable when everything was withdrawn") {
  const States cases{History(1, "2026-01-05").withdrawn("2026-01-06")};
  CHECK(measure(decided(cases, scope("2026-01", kAsOf)), "K22").value == Cell{Percent{0, 0}});
}

TEST_CASE("K22 counts a reopened complaint whose first decision was communicated") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-10", Outcome::upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")};
  CHECK(measure(decided(cases, scope("2026-01", kAsOf)), "K22").value == Cell{Percent{1, 1}});
}

TEST_CASE("K22 is mature in so far as cases are decided or past their due date") {
  process::Received past;
  past.reply_expected_by = parse_date("2026-02-01");
  process::Received ahead;
  ahead.reply_expected_by = parse_date("2026-08-01");
  const States cases{History(1, "2026-01-05").told("2026-01-10", Outcome::upheld),
                    History(2, "2026-01-05", past), History(3, "2026-01-05", ahead),
                    History(4, "2026-01-05")};
  const auto measures = decided(cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K22.mature").value == Cell{Percent{2, 4}});
  CHECK_FALSE(measure(measures, "K22").note.empty());
}

TEST_CASE("K24 is upheld and partly upheld of all findings") {
  const States cases{History(1, "2026-01-05").told("2026-01-10", Outcome::upheld),
                    History(2, "2026-01-05").told("2026-01-10", Outcome::partly_upheld),
                    History(3, "2026-01-05").told("2026-01-10", Outcome::not_upheld),
                    History(4, "2026-01-05").told("2026-01-10", Outcome::no_finding),
                    History(5, "2026-01-05").told("2026-01-10", Outcome::external)};
  const auto measure = upheld(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{2, 4}});
  CHECK(measure.records.size() == 2);
}

TEST_CASE("K24 counts each cycle of a reopened complaint in the period of its decision") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-10", Outcome::not_upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-10", Outcome::upheld)};
  CHECK(upheld(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 1}});
  CHECK(upheld(cases, scope("2026-02", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(upheld(cases, scope("", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K24 counts decisions without a known date only where no period is given") {
  const States cases{History(1, "2026-01-05").told("unknown", Outcome::upheld)};
  CHECK(upheld(cases, scope("", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(upheld(cases, scope("2026", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K24 counts no void record") {
  const States cases{
      History(1, "2026-01-05").told("2026-01-10", Outcome::upheld).voided("2026-01-11")};
  CHECK(upheld(cases, scope("", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("the outcomes list every finding, and the decisions that state none as unknown") {
  const States cases{History(1, "2026-01-05").told("2026-01-10", Outcome::upheld),
                    History(2, "2026-01-05").then("2026-01-10", process::DecisionCommunicated{})};
  const auto within = scope("2026-01", kAsOf);
  const auto table = outcomes(population_of(cases, within), within);
  CHECK(codes(table, "outcome") ==
        std::vector<std::string>{"upheld", "partly-upheld", "not-upheld", "no-finding", "unknown"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{1, 0, 0, 0, 1});
  CHECK(table.total->at(1) == count(2));
}
