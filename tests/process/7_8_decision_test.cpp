// ISO 10002:2018, 7.8: the complainant is told the decision and what they can do next.
#include "process/7_8_decision.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

Complaint decided_complaint() { return complaint_that_is(Status::decided); }

}  // namespace

TEST_CASE("7.8 a decision is communicated") {
  CHECK(status_after(decided_complaint(), decision_communicated()) == Status::communicated);
  const State state = replay(complaint_that_is(Status::communicated), full_rules());
  CHECK(state.cycle().communicated == when("2026-03-08T09:00:00Z"));
  CHECK(state.decision_communicated_once);
}

TEST_CASE("7.8 a communication has a medium") {
  DecisionCommunicated body = decision_communicated();
  body.medium.clear();
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(decided_complaint(), body, rules) == only("T12: medium is missing"));
}

TEST_CASE("7.8 a communication has a date") {
  CHECK(objections(decided_complaint(), event_at(When{}, decision_communicated())) ==
        only("T12: the time is not known"));
}

TEST_CASE("7.8 it is on record what the complainant was told, as a text or a letter") {
  DecisionCommunicated body = decision_communicated();
  body.text = {};
  CHECK(objections(decided_complaint(), body) ==
        only("T12: what the complainant was told is missing"));
  body.attachment = "attachments/2026-7K3QX4M/letter.pdf";
  CHECK(objections(decided_complaint(), body) == nothing);
}

TEST_CASE("7.8 the complainant is told what they can do if they disagree") {
  DecisionCommunicated body = decision_communicated();
  body.next_step_rights.reset();
  const auto refused = only("T12: the complainant's further options are not stated");
  CHECK(objections(decided_complaint(), body) == refused);
  body.next_step_rights = NextStepRights{};
  CHECK(objections(decided_complaint(), body) == refused);
  body.next_step_rights->internal_review = {"Write to the manager."};
  CHECK(objections(decided_complaint(), body) == nothing);
}

TEST_CASE("7.8 the small process takes a communication without text and rights") {
  DecisionCommunicated body;
  body.medium = "phone";
  CHECK(objections(decided_complaint(), body, small_rules()) == nothing);
}

TEST_CASE("7.8 outcome and timeliness are the response's and the calendar's, not typed in here") {
  const auto refused = only("T12: outcome and timeliness are stated here only in imported records");
  for (const Rules& rules : {full_rules(), small_rules()}) {
    DecisionCommunicated body = decision_communicated();
    body.outcome = Outcome::upheld;
    CHECK(objections(decided_complaint(), body, rules) == refused);
    body.outcome.reset();
    body.timely = true;
    CHECK(objections(decided_complaint(), body, rules) == refused);
  }
}

TEST_CASE("7.8 an imported communication brings the outcome of its source") {
  DecisionCommunicated body;
  body.outcome = Outcome::partly_upheld;
  const Complaint complaint =
      with(new_complaint(), imported(event_on("2026-03-05", std::move(body))));
  const State state = replay(complaint, full_rules());
  CHECK(state.status == Status::communicated);
  CHECK(state.cycle().outcome == Outcome::partly_upheld);
}
