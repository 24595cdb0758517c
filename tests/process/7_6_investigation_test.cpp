// ISO 10002:2018, 7.6: who finds the facts, and waiting for the complainant.
#include "process/7_6_investigation.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

Complaint about_bahram() {
  Received body = received();
  body.persons = {"bahram"};
  return complaint_that_is(Status::assessed, new_complaint(body));
}

Complaint assessed_complaint() { return complaint_that_is(Status::assessed); }

Rules with_staff(Rules rules) {
  rules.staff = {{"sara", "Sara", "", {}, std::nullopt, true},
                 {"reza", "Reza", "", {}, std::nullopt, false}};
  return rules;
}

}  // namespace

TEST_CASE("7.6 an assessed complaint is investigated") {
  CHECK(status_after(assessed_complaint(), investigation_started("omid")) == Status::investigating);
  CHECK(replay(complaint_that_is(Status::investigating), full_rules()).investigator == "omid");
}

TEST_CASE("7.6 an investigation names who finds the facts") {
  CHECK(objections(assessed_complaint(), InvestigationStarted{}) ==
        only("T5: investigator is missing"));
}

TEST_CASE("4.7 nobody investigates a complaint about themselves") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(about_bahram(), investigation_started("bahram"), rules) ==
          only("T5: 'bahram' is complained about and cannot investigate"));
}

TEST_CASE("7.6 the investigator is on the staff list, where there is one") {
  for (const Rules& rules : {with_staff(full_rules()), with_staff(small_rules())})
    CHECK(objections(assessed_complaint(), investigation_started("nobody"), rules) ==
          only("T5: 'nobody' is not on the staff list"));
}

TEST_CASE("7.6 the investigator is active") {
  for (const Rules& rules : {with_staff(full_rules()), with_staff(small_rules())})
    CHECK(objections(assessed_complaint(), investigation_started("reza"), rules) ==
          only("T5: 'reza' is no longer active"));
}

TEST_CASE("7.6 a full investigation has a plan") {
  InvestigationStarted body = investigation_started();
  body.depth = Depth::full;
  CHECK(objections(assessed_complaint(), body) == only("T5: a full investigation has a plan"));
  body.plan = {"Who, when, how often?"};
  CHECK(objections(assessed_complaint(), body) == nothing);
}

// ---- T7, T8 ask and answer ----------------------------------------------------------------------

TEST_CASE("7.6 a question to the complainant makes the case wait for them") {
  CHECK(status_after(complaint_that_is(Status::investigating), info_requested()) ==
        Status::pending_complainant);
  CHECK(replay(complaint_that_is(Status::pending_complainant), full_rules()).reply_by ==
        day("2026-03-20"));
}

TEST_CASE("7.6 a question has words and a date until when a reply is awaited") {
  CHECK(objections(complaint_that_is(Status::investigating), InfoRequested{}) ==
        std::vector<std::string>{"T7: question is missing", "T7: reply_by is missing"});
}

TEST_CASE("7.6 the reply-by date is not in the past") {
  const Complaint complaint = complaint_that_is(Status::investigating);  // next: 2026-03-06
  CHECK(objections(complaint, info_requested("2026-03-05")) ==
        only("T7: the reply-by date is in the past"));
  CHECK(objections(complaint, info_requested("2026-03-06")) == nothing);
}

TEST_CASE("7.6 the investigation goes on with the reply of the complainant") {
  CHECK(status_after(complaint_that_is(Status::pending_complainant), info_received()) ==
        Status::investigating);
}

TEST_CASE("7.6 an answer has a reply or a reason to go on without one") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(complaint_that_is(Status::pending_complainant), InfoReceived{}, rules) ==
          only("T8: neither a reply nor a reason to go on without one is given"));
}

TEST_CASE("7.6 the case goes on without a reply only after the reply-by date") {
  const Complaint complaint = complaint_that_is(Status::pending_complainant);
  InfoReceived body;
  body.proceed_without = {"No answer to two letters."};
  CHECK(objections(complaint, event_on("2026-03-20T18:00:00Z", body)) ==
        only("T8: the complainant may still reply until 2026-03-20"));
  CHECK(objections(complaint, event_on("2026-03-21T09:00:00Z", body)) == nothing);
}
