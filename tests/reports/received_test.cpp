// Specifies lib/reports/received.hpp and lib/reports/repeats.hpp.
#include "reports/received.hpp"

#include "reports/histories.hpp"
#include "reports/repeats.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

History from(std::uint64_t number, const std::string& day, const std::string& complainant) {
  process::Received received;
  received.complainant = complainant;
  return History(number, day, std::move(received));
}

Measure repeats(const States& cases, const std::string& period) {
  const auto within = scope(period, kAsOf);
  return repeat_complainants(population_of(cases, within), within);
}

}  // namespace

TEST_CASE("K03 is the mix of all feedback that stands, complaints first") {
  const States cases{History(1, "2026-01-05"), History(2, "2026-01-05"),
                    History(3, "2026-01-05").reclassified("2026-01-06", process::Kind::enquiry),
                    History(4, "2026-01-05").rejected("2026-01-06"),
                    History(5, "2026-01-05").voided("2026-01-06"),
                    History(6, "2026-02-05").reclassified("2026-02-06", process::Kind::praise)};
  const auto measures = kind_mix(cases, scope("2026-01", kAsOf));
  REQUIRE(measures.size() == 2);
  CHECK(measures[0].id == "K03");
  CHECK(measures[0].value == Cell{Percent{2, 3}});
  CHECK(measures[1].id == "K03.enquiry");
  CHECK(measures[1].value == Cell{Percent{1, 3}});
}

TEST_CASE("K29 and K30 are of what was received together with what they count") {
  const States cases{History(1, "2026-01-05"), History(2, "2026-01-05").rejected("2026-01-06"),
                    History(3, "2026-01-05").merged("2026-01-06"),
                    History(4, "2026-01-05").voided("2026-01-06")};
  const auto within = scope("2026-01", kAsOf);
  CHECK(rejected_share(cases, within).value == Cell{Percent{1, 2}});
  CHECK(merged_share(cases, within).value == Cell{Percent{1, 2}});
}

TEST_CASE("K32 counts people, and lists their complaints") {
  const States cases{from(1, "2026-01-05", "P-A"), from(2, "2026-03-05", "P-A"),
                    from(3, "2026-03-06", "P-B"), History(4, "2026-03-07")};
  const auto measure = repeats(cases, "2026-03");
  CHECK(measure.value == Cell{Percent{1, 2}});
  CHECK(measure.records == std::vector<std::string>{id_number(2).text()});
}

TEST_CASE("K32 looks back twelve months, and no further") {
  CHECK(repeats({from(1, "2025-03-05", "P-A"), from(2, "2026-03-05", "P-A")}, "2026-03").numerator ==
        0);
  CHECK(repeats({from(1, "2025-03-06", "P-A"), from(2, "2026-03-05", "P-A")}, "2026-03").numerator ==
        1);
  // A later one does not make the first a repeat.
  CHECK(repeats({from(1, "2026-03-05", "P-A"), from(2, "2026-04-05", "P-A")}, "2026-03").numerator ==
        0);
}

TEST_CASE("K33 is having happened before, or following an earlier case") {
  process::Received again;
  again.recurring = process::Answer::yes;
  const States cases{
      History(1, "2026-01-05", again),
      History(2, "2026-01-05").then("2026-01-06", process::Linked{id_number(9).text(), process::LinkType::follows}),
      History(3, "2026-01-05").then("2026-01-06", process::Linked{id_number(9).text(), process::LinkType::linked}),
      History(4, "2026-01-05")};
  const auto within = scope("2026-01", kAsOf);
  CHECK(recurring_share(population_of(cases, within), within).value == Cell{Percent{2, 4}});
}

TEST_CASE("K35 asks for a cause where one is needed, and C99 is none") {
  const auto ended = [](std::uint64_t number, process::Outcome outcome, std::vector<std::string> causes) {
    History history(number, "2026-01-05");
    history.told("2026-01-06", outcome).then("2026-01-07", process::Accepted{});
    process::Closed closed;
    closed.reason = process::ClosureReason::accepted;
    if (!causes.empty()) closed.cause = process::Cause{std::move(causes), {}, {}};
    return history.then("2026-01-08", std::move(closed));
  };
  using process::Outcome;
  const States cases{ended(1, Outcome::upheld, {"C20", "C99"}), ended(2, Outcome::upheld, {"C99"}),
                    ended(3, Outcome::partly_upheld, {}), ended(4, Outcome::not_upheld, {})};
  const auto within = scope("2026-01", kAsOf);
  CHECK(cause_found(population_of(cases, within), within).value == Cell{Percent{1, 3}});
}

TEST_CASE("K52 and K55 are shares of the complaints received") {
  process::Received vulnerable, late, further, other;
  vulnerable.vulnerability = {"illness"};
  late.category = "P34";
  further.category = "P05";
  further.other_categories = {"P43"};
  const States cases{History(1, "2026-01-05", vulnerable), History(2, "2026-01-05", late),
                    History(3, "2026-01-05", further),
                    History(4, "2026-01-05").then("2026-01-06", process::Linked{id_number(9).text(), process::LinkType::caused_by})};
  const auto within = scope("2026-01", kAsOf);
  CHECK(vulnerable_share(population_of(cases, within), within).value == Cell{Percent{1, 4}});
  CHECK(about_handling_share(population_of(cases, within), within).value == Cell{Percent{3, 4}});
}
