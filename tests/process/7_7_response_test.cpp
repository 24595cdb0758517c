// ISO 10002:2018, 7.7: what a response says, and who may answer for it.
#include "process/7_7_response.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// Assessed as simple, so that it can be answered without an investigation.
Complaint simple_complaint() {
  return with(new_complaint(), {assigned(), assessed(2, 1, Complexity::simple)});
}
Complaint investigated() { return complaint_that_is(Status::investigating); }

// A response of these remedies, by investigator omid, to a complaint of that severity.
Complaint proposed(int severity, std::vector<Remedy> remedies) {
  ResponseProposed body = response_proposed();
  body.remedies = std::move(remedies);
  return with(new_complaint(),
              {assigned(), assessed(severity), investigation_started("omid"), body});
}

std::vector<std::string> approval(const Complaint& complaint, const std::string& by,
                                  const Rules& rules) {
  return objections(complaint, next(complaint, decided(), by), rules);
}

Rules with_limits(Rules rules) {
  rules.staff = {{"sara", "", "", {}, std::nullopt, true},
                 {"omid", "", "", {}, Money::parse("100.00 EUR"), true},
                 {"reza", "", "", {}, Money::parse("500.00 EUR"), true}};
  return rules;
}

std::vector<std::string> total_texts(const std::vector<std::string>& amounts) {
  std::vector<RemedyState> remedies{{remedy("R52"), {}, {}, {}}};
  for (const auto& amount : amounts) remedies.push_back({compensation(amount), {}, {}, {}});
  std::vector<std::string> out;
  for (const auto& sum : total_of(remedies)) out.push_back(sum.text());
  return out;
}

}  // namespace

// ---- T6 without an investigation ----------------------------------------------------------------

TEST_CASE("7.7 a simple complaint is answered without an investigation") {
  CHECK(status_after(simple_complaint(), response_proposed()) == Status::proposed);
}

TEST_CASE("7.7 only a simple complaint is answered without an investigation") {
  CHECK(objections(complaint_that_is(Status::assessed), response_proposed()) ==
        only("T6: only a simple complaint is answered without an investigation"));
}

TEST_CASE("7.7 it is on record why there was no investigation, and who decided that") {
  ResponseProposed body = response_proposed();
  body.no_investigation_reason = {};
  CHECK(objections(simple_complaint(), body) ==
        only("T6: the reason why there is no investigation is missing"));
  body = response_proposed();
  body.no_investigation_by.clear();
  CHECK(objections(simple_complaint(), body) ==
        only("T6: who decided that there is no investigation is missing"));
}

TEST_CASE("7.7 without an investigation no findings and evidence are asked for") {
  ResponseProposed body = response_proposed();
  body.findings = {};
  body.no_evidence_reason = {};
  CHECK(objections(simple_complaint(), body) == nothing);
}

// ---- T9 after an investigation ------------------------------------------------------------------

TEST_CASE("7.7 an investigated complaint gets a response") {
  CHECK(status_after(investigated(), response_proposed()) == Status::proposed);
  const State state = replay(complaint_that_is(Status::proposed), full_rules());
  CHECK(state.cycle().outcome == Outcome::upheld);
  REQUIRE(state.remedies.size() == 1);
  CHECK(state.remedies[0].remedy.code == "R52");
  CHECK(state.cycle().remedies.size() == 1);
}

TEST_CASE("7.7 a response states its findings") {
  ResponseProposed body = response_proposed();
  body.findings = {};
  CHECK(objections(investigated(), body) == only("T9: the findings is missing"));
}

TEST_CASE("7.7 a response rests on evidence, or says why there is none") {
  ResponseProposed body = response_proposed();
  body.no_evidence_reason = {};
  CHECK(objections(investigated(), body) == only("T9: the evidence is missing"));
  Evidence log;
  log.what = "Log of the terminal";
  body.evidence = {log};
  CHECK(objections(investigated(), body) == nothing);
}

TEST_CASE("7.7 a piece of evidence says what it is") {
  ResponseProposed body = response_proposed();
  body.evidence = {Evidence{}};
  CHECK(objections(investigated(), body) == only("T9: what is missing"));
}

TEST_CASE("7.7 a response gives its reasons in plain language") {
  ResponseProposed body = response_proposed();
  body.reasons = {};
  const auto missing = [](const char* row) {
    return only(std::string{row} + ": an explanation for the complainant is missing");
  };
  CHECK(objections(investigated(), body) == missing("T9"));
  CHECK(objections(simple_complaint(), body) == missing("T6"));
}

TEST_CASE("7.7 a response offers a remedy, or says why there is none") {
  ResponseProposed body = response_proposed();
  body.remedies.clear();
  CHECK(objections(investigated(), body) == only("T9: a remedy is missing"));
  body.no_remedy_reason = {"The charge was right."};
  CHECK(objections(investigated(), body) == nothing);
}

TEST_CASE("7.7 a response has an outcome") {
  ResponseProposed body = response_proposed();
  body.outcome.reset();
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(investigated(), body, rules) == only("T9: outcome is missing"));
}

TEST_CASE("7.7 an outcome is something that can be found") {
  for (const Outcome outcome :
       {Outcome::out_of_scope, Outcome::withdrawn, Outcome::lapsed, Outcome::external}) {
    ResponseProposed body = response_proposed();
    body.outcome = outcome;
    CHECK(objections(investigated(), body) ==
          only("T9: '" + std::string{name_of(outcome_names, outcome)} + "' is not a finding"));
  }
}

TEST_CASE("7.7 compensation states an amount") {
  ResponseProposed body = response_proposed();
  body.remedies = {remedy("R47")};
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(investigated(), body, rules) == only("T9: remedy R47 states an amount"));
  body.remedies = {compensation("120.00 EUR")};
  CHECK(objections(investigated(), body) == nothing);
}

TEST_CASE("7.7 another action is named in words") {
  ResponseProposed body = response_proposed();
  body.remedies = {remedy("R53")};
  CHECK(objections(investigated(), body) == only("T9: remedy R53 is named in words"));
  body.remedies[0].text = {"A visit"};
  CHECK(objections(investigated(), body) == nothing);
}

TEST_CASE("7.7 every point that was raised is answered and has an outcome") {
  const Point whole{{"Charged twice"}, {"It was"}, Outcome::upheld};
  Point unanswered = whole, open = whole;
  unanswered.answer = {};
  open.outcome.reset();
  ResponseProposed body = response_proposed();
  body.points = {whole};
  CHECK(objections(investigated(), body) == nothing);
  for (const Rules& rules : {full_rules(), small_rules()})
    for (const Point& point : {unanswered, open}) {
      body.points = {whole, point};
      CHECK(objections(investigated(), body, rules) ==
            only("T9: a point that was raised has no answer or no outcome"));
    }
}

TEST_CASE("7.7 the small process asks only for the outcome") {
  ResponseProposed body;
  body.outcome = Outcome::upheld;
  CHECK(objections(investigated(), body, small_rules()) == nothing);
  CHECK(objections(complaint_that_is(Status::assessed), body, small_rules()) == nothing);
}

TEST_CASE("7.7 a second response takes the place of the first") {
  ResponseProposed body = response_proposed();
  body.outcome = Outcome::not_upheld;
  body.remedies = {compensation("5.00 EUR")};
  const State state =
      replay(with(complaint_that_is(Status::proposed), {returned(), body}), full_rules());
  CHECK(state.cycle().outcome == Outcome::not_upheld);
  REQUIRE(state.remedies.size() == 1);
  CHECK(state.remedies[0].remedy.code == "R47");
}

TEST_CASE("7.7 the root cause of a response is known from then on") {
  ResponseProposed body = response_proposed();
  body.cause = Cause{{"C20"}, "", {}};
  CHECK(replay(with(investigated(), {body}), full_rules()).causes ==
        std::vector<std::string>{"C20"});
}

// ---- T10 approve --------------------------------------------------------------------------------

TEST_CASE("7.7 a response is approved and the approver answers for it") {
  const Complaint complaint = complaint_that_is(Status::decided);
  const State state = replay(complaint, full_rules());
  CHECK(state.status == Status::decided);
  CHECK(state.approver == "reza");
  CHECK(state.deciders == std::vector<std::string>{"reza"});
  CHECK(state.cycle().decided == when("2026-03-07T09:00:00Z"));
}

TEST_CASE("7.7 who investigated a case of severity 3 or 4 does not approve it") {
  for (const int severity : {3, 4})
    CHECK(approval(proposed(severity, {remedy("R52")}), "omid", full_rules()) ==
          only("T10: 'omid' investigated and cannot approve a case of severity " +
               std::to_string(severity)));
}

TEST_CASE("7.7 who investigated a case of severity 1 or 2 may approve it") {
  for (const int severity : {1, 2})
    CHECK(approval(proposed(severity, {remedy("R52")}), "omid", full_rules()) == nothing);
}

TEST_CASE("7.7 somebody else approves a case of severity 4") {
  CHECK(approval(proposed(4, {remedy("R52")}), "reza", full_rules()) == nothing);
}

TEST_CASE("7.7 the small process lets one person investigate and approve") {
  CHECK(approval(proposed(4, {remedy("R52")}), "omid", small_rules()) == nothing);
}

TEST_CASE("7.7 nobody approves remedies above their authority") {
  for (const Rules& rules : {with_limits(full_rules()), with_limits(small_rules())}) {
    CHECK(approval(proposed(1, {compensation("500.00 EUR")}), "reza", rules) == nothing);
    CHECK(approval(proposed(1, {compensation("500.01 EUR")}), "reza", rules) ==
          only("T10: the remedies are above the authority of 'reza', 500.00 EUR"));
  }
}

TEST_CASE("7.7 it is the sum of the remedies that counts against the authority") {
  CHECK(approval(proposed(1, {compensation("300.00 EUR"), compensation("200.01 EUR")}), "reza",
                 with_limits(full_rules())) ==
        only("T10: the remedies are above the authority of 'reza', 500.00 EUR"));
}

TEST_CASE("7.7 an authority in one currency does not cover another") {
  CHECK(approval(proposed(1, {compensation("1.00 USD")}), "reza", with_limits(full_rules())) ==
        only("T10: the remedies are above the authority of 'reza', 500.00 EUR"));
}

TEST_CASE("7.7 who has no limit on record may approve any amount") {
  CHECK(approval(proposed(1, {compensation("900.00 EUR")}), "sara", with_limits(full_rules())) ==
        nothing);
}

TEST_CASE("7.7 an investigator does not approve an amount above their own limit") {
  CHECK(approval(proposed(1, {compensation("100.01 EUR")}), "omid", with_limits(full_rules()))
            .front() == "T10: the remedies are above the authority of 'omid', 100.00 EUR");
}

// ---- T11 return ---------------------------------------------------------------------------------

TEST_CASE("7.7 a response is returned for more investigation, with a reason") {
  CHECK(status_after(complaint_that_is(Status::proposed), returned()) == Status::investigating);
  CHECK(objections(complaint_that_is(Status::proposed), Returned{}) ==
        only("T11: reason is missing"));
}

// ---- the total ----------------------------------------------------------------------------------

TEST_CASE("7.7 the total is a sum for each currency, of the remedies that carry an amount") {
  CHECK(total_texts({}) == nothing);
  CHECK(total_texts({"1.50 EUR", "2 IRR", "2.255 EUR"}) ==
        std::vector<std::string>{"3.755 EUR", "2.00 IRR"});
}

TEST_CASE("7.7 a total beyond what an amount can be is still counted, as the largest number") {
  CHECK(total_texts({"99999999999999 EUR", "1 EUR"}) == only("100000000000000.00 EUR"));
  CHECK(total_texts(std::vector<std::string>(20, "99999999999999 EUR")) ==
        only("922337203685477.5807 EUR"));
}
