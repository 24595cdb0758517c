// ISO 10001:2018 in a complaint: which promises it may name, and what is found on them.
#include "process/replay.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// PR-01 held in the first half of 2026 and gives an apology; PR-02 held always and gives nothing.
Rules rules_with_promises(Process process = Process::full) {
  Rules rules = rules_of(process);
  rules.promises = {{"PR-01", {{day("2026-01-01"), day("2026-06-30")}}, {"R52"}}, {"PR-02", {{}}, {}}};
  return rules;
}
const Rules rules = rules_with_promises();

Complaint problem_on(std::string_view occurred) {
  Received body = received();
  if (!occurred.empty()) body.occurred_on = KnownDate{day(occurred)};
  return new_complaint(body);
}

Assessed naming(std::vector<std::string> promises) {
  Assessed body = assessed();
  body.promises_broken = std::move(promises);
  return body;
}

PromiseFinding found(std::string promise, PromiseResult result) {
  PromiseFinding out;
  out.promise = std::move(promise);
  out.result = result;
  return out;
}

std::vector<std::string> responding(std::vector<PromiseFinding> findings,
                                    Outcome outcome = Outcome::upheld,
                                    std::vector<std::string> named = {"PR-02"}) {
  const Complaint investigated =
      with(new_complaint(), {naming(std::move(named)), investigation_started()});
  ResponseProposed body = response_proposed();
  body.outcome = outcome;
  body.promises = std::move(findings);
  return objections(investigated, body, rules);
}

}  // namespace

TEST_CASE("ISO 10001 a complaint names only promises of the charter") {
  CHECK(objections(new_complaint(), naming({"PR-09"}), rules) == only("T3: the charter has no promise PR-09"));
  CHECK(objections(new_complaint(), naming({"PR-01", "PR-02"}), rules) == nothing);
}

TEST_CASE("ISO 10001 a promise was in force on the day of the problem, whenever the complaint came") {
  CHECK(objections(problem_on("2026-01-01"), naming({"PR-01"}), rules) == nothing);
  CHECK(objections(problem_on("2025-12-31"), naming({"PR-01"}), rules) ==
        only("T3: promise PR-01 was not in force on 2025-12-31, the day of the problem"));
}

TEST_CASE("ISO 10001 where the day of the problem is not known that of the receipt counts") {
  Rules over = rules;
  over.promises[0].in_force = {{day("2026-01-01"), day("2026-03-01")}};
  CHECK(objections(problem_on(""), naming({"PR-01"}), over) ==
        only("T3: promise PR-01 was not in force on 2026-03-02, the day of the receipt"));
}

TEST_CASE("ISO 10001 every promise that was named has a finding before the response is proposed") {
  CHECK(responding({}) == only("T9: nothing was found on promise PR-02"));
  CHECK(responding({found("PR-02", PromiseResult::kept)}) == nothing);
  CHECK(responding({found("PR-02", PromiseResult::not_determined)}) == nothing);
}

TEST_CASE("ISO 10001 a finding is about a promise that was named") {
  CHECK(responding({found("PR-02", PromiseResult::kept), found("PR-01", PromiseResult::kept)}) ==
        only("T9: promise PR-01 was not named at the assessment"));
}

TEST_CASE("ISO 10001 a broken promise is a complaint that is upheld, at least in part") {
  CHECK(responding({found("PR-02", PromiseResult::broken)}) == nothing);
  CHECK(responding({found("PR-02", PromiseResult::broken)}, Outcome::partly_upheld) == nothing);
  CHECK(responding({found("PR-02", PromiseResult::broken)}, Outcome::not_upheld) ==
        only("T9: promise PR-02 was broken, so the outcome is not not-upheld"));
}

TEST_CASE("ISO 10001 with a broken promise one of the points is upheld") {
  const Complaint investigated = with(new_complaint(), {naming({"PR-02"}), investigation_started()});
  ResponseProposed body = response_proposed();
  body.promises = {found("PR-02", PromiseResult::broken)};
  body.points = {{{"Late"}, {"It was not"}, Outcome::not_upheld}};
  CHECK(objections(investigated, body, rules) == only("T9: promise PR-02 was broken, yet no point is upheld"));
  body.points.push_back({{"Rude"}, {"It was"}, Outcome::partly_upheld});
  CHECK(objections(investigated, body, rules) == nothing);
}

TEST_CASE("ISO 10001 a broken promise brings its remedy, or a reason why not") {
  const Complaint investigated = with(new_complaint(), {naming({"PR-01"}), investigation_started()});
  ResponseProposed body = response_proposed();
  body.promises = {found("PR-01", PromiseResult::broken)};
  CHECK(objections(investigated, body, rules) == nothing);  // an apology
  body.remedies = {compensation("10.00 EUR")};
  CHECK(objections(investigated, body, rules) ==
        only("T9: promise PR-01 was broken, and its remedy R52 is not offered"));
  body.promises[0].no_remedy_reason = {"They asked for money instead"};
  CHECK(objections(investigated, body, rules) == nothing);
}

TEST_CASE("ISO 10001 a limitation is quoted, and the customer had been told of it") {
  auto finding = found("PR-02", PromiseResult::limitation_applies);
  const auto refused = only(
      "T9: the limitation of promise PR-02 is not quoted, or the customer had not been told of it");
  CHECK(responding({finding}) == refused);
  finding.limitation = {"Not on islands"};
  CHECK(responding({finding}) == refused);
  finding.told = false;
  CHECK(responding({finding}) == refused);
  finding.told = true;
  CHECK(responding({finding}) == nothing);
}

TEST_CASE("ISO 10001 the state has the promises of the last assessment and what was found on them") {
  const Complaint answered =
      with(new_complaint(), {naming({"PR-02"}), investigation_started(), [] {
             ResponseProposed body = response_proposed();
             body.promises = {found("PR-02", PromiseResult::kept)};
             return body;
           }()});
  const State state = replay(answered, rules);
  CHECK(state.promises == std::vector<std::string>{"PR-02"});
  REQUIRE(state.promise_findings.size() == 1);
  CHECK(state.promise_findings[0].result == PromiseResult::kept);
}
