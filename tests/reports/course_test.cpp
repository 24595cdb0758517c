// Specifies lib/reports/course.hpp.
#include "reports/course.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

History at_level(History history, const std::string& at, int level, std::string trigger = {}) {
  process::Escalated escalated;
  escalated.level = level;
  escalated.trigger = std::move(trigger);
  return history.then(at, std::move(escalated));
}

History sent_outside(History history, const std::string& at) {
  return history.then(at, process::Referred{"Ombudsman", "D-1", true});
}

History back(History history, const std::string& at, bool action) {
  return history.then(at, process::DisputeClosed{"D-1", action, {"settled"}});
}

History closed_as(History history, const std::string& at, process::ClosureReason reason) {
  process::Closed closed;
  closed.reason = reason;
  return history.then(at, std::move(closed));
}

template <class Of>
Measure of(Of measure, const States& cases, const std::string& period = "2026-01") {
  const auto within = scope(period, kAsOf);
  return measure(population_of(cases, within), within);
}

template <class Of>
std::vector<Measure> all_of(Of measures, const States& cases, const std::string& period = "2026-01") {
  const auto within = scope(period, kAsOf);
  return measures(population_of(cases, within), within);
}

History told_and_accepted(int number, const std::string& day, const std::string& accepted) {
  return History(static_cast<std::uint64_t>(number), day)
      .told(day, Outcome::upheld)
      .accepted(accepted);
}

}  // namespace

TEST_CASE("K07 is decided and accepted on the day of receipt, at level 0") {
  const States cases{told_and_accepted(1, "2026-01-05", "2026-01-05"),
                    told_and_accepted(2, "2026-01-05", "2026-01-06"),
                    at_level(told_and_accepted(3, "2026-01-05", "2026-01-05"), "2026-01-05", 1),
                    History(4, "2026-01-05")};
  const auto measure = of(solved_at_receipt, cases);
  CHECK(measure.value == Cell{Percent{1, 4}});
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K07 loses a case that is reopened, and leaves out what is withdrawn before a decision") {
  const States cases{told_and_accepted(1, "2026-01-05", "2026-01-05")
                        .closed("2026-01-05")
                        .reopened("2026-02-01"),
                    History(2, "2026-01-05").withdrawn("2026-01-06")};
  CHECK(of(solved_at_receipt, cases).value == Cell{Percent{0, 1}});
}

TEST_CASE("K17 counts a priority that was wrong from the start, not one that new facts changed") {
  const auto assessed = [](std::uint64_t number, int again, const char* reason) {
    History history(number, "2026-01-05");
    process::Assessed first;
    first.severity = 1;
    first.impact = 1;
    history.then("2026-01-06", first);
    first.severity = again;
    first.reason = reason;
    return history.then("2026-01-07", first);
  };
  const States cases{assessed(1, 4, "initial-wrong"), assessed(2, 4, "new-facts"),
                    assessed(3, 2, "initial-wrong"),  // the priority stays P4
                    History(4, "2026-01-05")};
  CHECK(of(wrongly_prioritised, cases).value == Cell{Percent{1, 3}});
}

TEST_CASE("K19 is having reached level 2, however it went on") {
  const States cases{at_level(at_level(History(1, "2026-01-05"), "2026-01-06", 2), "2026-01-09", 1),
                    at_level(History(2, "2026-01-05"), "2026-01-06", 1),
                    sent_outside(History(3, "2026-01-05"), "2026-01-08")};
  CHECK(of(escalated_share, cases).value == Cell{Percent{2, 3}});
}

TEST_CASE("K20 counts a case once and K20.events each referral by its own day") {
  const States cases{
      sent_outside(back(sent_outside(History(1, "2026-01-05"), "2026-01-08"), "2026-01-20", false)
                       .closed("2026-01-21")
                       .reopened("2026-02-01"),
                   "2026-02-03"),
      History(2, "2026-01-05")};
  const auto january = all_of(referred, cases);
  CHECK(measure(january, "K20").value == Cell{Percent{1, 2}});
  CHECK(measure(january, "K20.events").value == count(1));
  CHECK(measure(all_of(referred, cases, "2026"), "K20.events").value == count(2));
}

TEST_CASE("K21 is the share of outside results that asked for something") {
  const States cases{back(sent_outside(History(1, "2026-01-05"), "2026-01-08"), "2026-01-20", true),
                    back(sent_outside(History(2, "2026-01-05"), "2026-01-08"), "2026-01-20", false),
                    sent_outside(History(3, "2026-01-05"), "2026-01-08")};
  CHECK(of(overturned, cases).value == Cell{Percent{1, 2}});
}

TEST_CASE("K23 leaves out who still has time to answer, and keeps the lapsed apart") {
  const States cases{
      History(1, "2026-05-05").told("2026-05-10", Outcome::upheld).accepted("2026-05-12"),
      closed_as(History(2, "2026-05-05").told("2026-05-10", Outcome::upheld), "2026-06-20",
                process::ClosureReason::lapsed),
      History(3, "2026-05-05").told("2026-05-31", Outcome::upheld),  // thirty days until 30 June
      History(4, "2026-05-05").told("2026-05-30", Outcome::upheld)}; // over
  const auto measures = all_of(accepted_rate, cases, "2026-05");
  CHECK(measure(measures, "K23").value == Cell{Percent{1, 3}});
  CHECK(measure(measures, "K23.lapsed").value == Cell{Percent{1, 3}});
  CHECK(measure(measures, "K23").note == "Still within the time to answer, and left out: 1.");
}

TEST_CASE("K27 goes by the flow, and its cohort by the closings and the 90 days after them") {
  const States cases{
      History(1, "2026-01-05").told("2026-01-05", Outcome::upheld).closed("2026-01-10").reopened("2026-04-10"),
      History(2, "2026-01-05").told("2026-01-05", Outcome::upheld).closed("2026-01-10").reopened("2026-04-11"),
      History(3, "2026-01-05").told("2026-01-05", Outcome::upheld).closed("2026-01-10")};
  const auto within = scope("2026-01", kAsOf);
  const auto measures =
      reopened(population_of(cases, within), *stock_and_flow(cases, within), within);
  CHECK(measure(measures, "K27").value == Cell{Percent{0, 3}});
  CHECK(measure(measures, "K27.cohort").value == Cell{Percent{1, 3}});
  const auto april = scope("2026-04", kAsOf);
  const auto later = reopened(population_of(cases, april), *stock_and_flow(cases, april), april);
  CHECK(measure(later, "K27").numerator == 2);
  CHECK(measure(later, "K27").records.size() == 2);
}

TEST_CASE("K28 tells apart what was not withdrawn of the complainant's own will") {
  const auto withdrawn_by = [](std::uint64_t number, std::optional<bool> voluntary) {
    process::Withdrawn body;
    body.voluntary = voluntary;
    return History(number, "2026-01-05").then("2026-01-06", std::move(body));
  };
  const States cases{withdrawn_by(1, true), withdrawn_by(2, false), withdrawn_by(3, {}),
                    History(4, "2026-01-05")};
  const auto measures = all_of(withdrawn, cases);
  CHECK(measure(measures, "K28").value == Cell{Percent{3, 4}});
  CHECK(measure(measures, "K28.involuntary").value == Cell{Percent{1, 3}});
}

TEST_CASE("K31 is the share of closings without an answer") {
  const States cases{
      closed_as(History(1, "2026-01-05").told("2026-01-06", Outcome::upheld), "2026-01-20",
                process::ClosureReason::lapsed),
      History(2, "2026-01-05").told("2026-01-06", Outcome::upheld).closed("2026-01-10")};
  CHECK(of(lapsed, cases).value == Cell{Percent{1, 2}});
}
