// ISO 10002:2018, 7.9: acceptance, rejection, remedies, and the ways in which a case ends.
#include "process/7_9_closing.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// Communicated on 2026-03-08, so that the complainant may reply until 2026-04-07.
Complaint communicated() { return complaint_that_is(Status::communicated); }
// Accepted on 2026-03-09, the apology still to be made.
Complaint remedying() { return complaint_that_is(Status::remedying); }
Complaint remedied() { return with(remedying(), {remedy_done(), remedy_verified()}); }
// Contested after a first and a second internal review; told on 2026-03-18.
Complaint contested_at_level_two() {
  Complaint complaint = complaint_that_is(Status::contested);
  for (const auto& [level, reviewer] : {std::pair{1, "nasrin"}, std::pair{2, "mina"}}) {
    Escalated review = escalated(level);
    review.reviewer = reviewer;
    complaint = with(complaint, {review, response_proposed()});
    complaint = with(complaint, next(complaint, decided(), "davud"));
    complaint = with(complaint, {decision_communicated(), contested()});
  }
  return complaint;
}
Complaint referred_complaint() { return complaint_that_is(Status::referred); }

State after(const Complaint& complaint, Body body) {
  return replay(with(complaint, {std::move(body)}), full_rules());
}

// A closing later than every reply window above.
std::vector<std::string> late(const Complaint& complaint, const Closed& body,
                              const Rules& rules = full_rules()) {
  return objections(complaint, event_on("2026-06-01T09:00:00Z", body), rules);
}

Closed lapsed() { return closed(ClosureReason::lapsed); }
Closed exhausted() { return closed(ClosureReason::exhausted); }
Closed external() { return closed(ClosureReason::external_decision); }

}  // namespace

// ---- T13, T14, T30 accept and contest -----------------------------------------------------------

TEST_CASE("7.9 an accepted decision is carried out") {
  CHECK(status_after(communicated(), accepted()) == Status::remedying);
  CHECK(after(communicated(), accepted()).cycle().accepted == when("2026-03-09T09:00:00Z"));
}

TEST_CASE("7.9 an acceptance says how it was given, and when") {
  CHECK(objections(communicated(), Accepted{}) == only("T13: medium is missing"));
  CHECK(objections(communicated(), event_at(When{}, accepted())) ==
        only("T13: the time is not known"));
}

TEST_CASE("7.9 a rejected decision keeps the complaint open") {
  CHECK(status_after(communicated(), contested()) == Status::contested);
  CHECK(after(communicated(), contested()).cycle().contested == when("2026-03-09T09:00:00Z"));
}

TEST_CASE("7.9 a rejection has a date and grounds, which may be that none were given") {
  CHECK(objections(communicated(), Contested{{"not given"}, ""}) == nothing);
  CHECK(objections(communicated(), Contested{}) == only("T14: grounds is missing"));
  CHECK(objections(communicated(), event_at(When{}, contested())) ==
        only("T14: the time is not known"));
}

TEST_CASE("7.9 a complainant who rejected a decision may accept it after all") {
  const Complaint complaint = complaint_that_is(Status::contested);
  CHECK(status_after(complaint, accepted()) == Status::remedying);
  CHECK_FALSE(after(complaint, accepted()).cycle().contested);
  CHECK(objections(complaint, Accepted{}) == only("T30: medium is missing"));
}

// ---- T32, X10, X11 remedies ---------------------------------------------------------------------

TEST_CASE("7.9 a remedy is given whatever the complainant answers") {
  CHECK(status_after(communicated(), remedy_started()) == Status::remedying);
}

TEST_CASE("7.9 a remedy that was offered is done and then verified") {
  State state = after(remedying(), remedy_done());
  REQUIRE(state.remedies.size() == 1);
  CHECK(state.remedies[0].done == when("2026-03-10T09:00:00Z"));
  CHECK_FALSE(state.remedies[0].verified);
  state = replay(remedied(), full_rules());
  CHECK(state.status == Status::remedying);
  CHECK(state.remedies[0].verified == when("2026-03-11T09:00:00Z"));
  CHECK(state.remedies[0].verified_by == "sara");
}

TEST_CASE("7.9 a remedy can be carried out before the complainant has answered") {
  for (const Status status : {Status::communicated, Status::contested, Status::referred})
    CHECK(status_after(complaint_that_is(status), remedy_done()) == status);
}

TEST_CASE("7.9 only a remedy that was offered is done") {
  CHECK(objections(remedying(), remedy_done("R47")) == only("X10: remedy R47 was not offered"));
  CHECK(objections(remedying(), RemedyDone{}) == only("X10: remedy is missing"));
}

TEST_CASE("7.9 a remedy is done once") {
  const Complaint complaint = with(remedying(), {remedy_done()});
  CHECK(objections(complaint, remedy_done()) == only("X10: remedy R52 is done already"));
}

TEST_CASE("7.9 of two remedies of one kind each is done") {
  ResponseProposed body = response_proposed();
  body.remedies = {remedy("R52"), remedy("R52")};
  Complaint complaint = with(complaint_that_is(Status::investigating), {body});
  complaint = with(complaint, next(complaint, decided(), "reza"));
  complaint = with(complaint, {decision_communicated(), accepted(), remedy_done()});
  CHECK(objections(complaint, remedy_done()) == nothing);
  CHECK(objections(with(complaint, {remedy_done()}), remedy_done()).size() == 1);
}

TEST_CASE("7.9 only a remedy that is done is verified, and once") {
  CHECK(objections(remedying(), remedy_verified()) ==
        only("X11: remedy R52 is not done, or is verified already"));
  CHECK(objections(remedied(), remedy_verified()) ==
        only("X11: remedy R52 is not done, or is verified already"));
  CHECK(objections(remedying(), RemedyVerified{}) == only("X11: remedy is missing"));
}

// ---- T16 close ----------------------------------------------------------------------------------

TEST_CASE("7.9 a complaint is closed after every remedy is done and verified") {
  CHECK(status_after(remedied(), closed()) == Status::closed);
  const State state = replay(complaint_that_is(Status::closed), full_rules());
  CHECK(state.cycle().end == Status::closed);
  CHECK(state.cycle().closure == ClosureReason::accepted);
  CHECK(state.cycle().ended == when("2026-03-12T09:00:00Z"));
  CHECK(state.causes == std::vector<std::string>{"C20"});
}

TEST_CASE("7.9 a complaint is closed only after every remedy is done and verified") {
  CHECK(objections(remedying(), closed()) ==
        std::vector<std::string>{"T16: remedy R52 is not done", "T16: remedy R52 is not verified"});
  CHECK(objections(with(remedying(), {remedy_done()}), closed()) ==
        only("T16: remedy R52 is not verified"));
}

TEST_CASE("7.9 an accepted decision without remedies closes at once") {
  ResponseProposed body = response_proposed();
  body.outcome = Outcome::not_upheld;
  body.remedies.clear();
  body.no_remedy_reason = {"The charge was right."};
  Complaint complaint = with(complaint_that_is(Status::investigating), {body});
  complaint = with(complaint, next(complaint, decided(), "reza"));
  complaint = with(complaint, {decision_communicated(), accepted()});
  CHECK(objections(complaint, closed()) == nothing);
}

TEST_CASE("7.9 a complaint that was remedied is closed as accepted or implemented") {
  CHECK(objections(remedied(), closed(ClosureReason::implemented)) == nothing);
  for (const auto reason : {ClosureReason::lapsed, ClosureReason::exhausted,
                            ClosureReason::external_decision, ClosureReason::unknown})
    for (const Rules& rules : {full_rules(), small_rules()})
      CHECK(objections(remedied(), closed(reason), rules) ==
            only("T16: a complaint that is remedying is not closed as " +
                 std::string{name_of(closure_reason_names, reason)}));
}

TEST_CASE("7.9 a closing has a reason") {
  Closed body = closed();
  body.reason.reset();
  CHECK(objections(remedied(), body) == only("T16: reason is missing"));
}

TEST_CASE("7.9 the lessons are answered before a complaint is closed, if only with why not") {
  Closed body = closed();
  body.lessons = {};
  CHECK(objections(remedied(), body) == only("T16: the lessons are not answered"));
  body.no_lessons_reason = {"A single slip."};
  CHECK(objections(remedied(), body) == nothing);
}

TEST_CASE("8.2 an upheld complaint is closed only with its root cause") {
  Closed body = closed();
  body.cause.reset();
  CHECK(objections(remedied(), body) == only("T16: the root cause is missing"));
}

TEST_CASE("8.2 a cause given with the response need not be given again") {
  ResponseProposed response = response_proposed();
  response.cause = Cause{{"C20"}, "", {}};
  Complaint complaint = with(complaint_that_is(Status::investigating), {response});
  complaint = with(complaint, next(complaint, decided(), "reza"));
  complaint =
      with(complaint, {decision_communicated(), accepted(), remedy_done(), remedy_verified()});
  Closed body = closed();
  body.cause.reset();
  CHECK(objections(complaint, body) == nothing);
}

namespace {

// Remedied, found to be not upheld.
Complaint not_upheld(Received receipt, bool safety) {
  Assessed assessment = assessed();
  assessment.safety = safety;
  ResponseProposed response = response_proposed();
  response.outcome = Outcome::not_upheld;
  Complaint complaint = with(new_complaint(std::move(receipt)),
                             {assigned(), assessment, investigation_started(), response});
  complaint = with(complaint, next(complaint, decided(), "reza"));
  return with(complaint, {decision_communicated(), accepted(), remedy_done(), remedy_verified()});
}

}  // namespace

TEST_CASE("8.2 a complaint that was not upheld needs a root cause when it recurs or endangers") {
  Closed body = closed();
  body.cause.reset();
  Received recurring = received();
  recurring.recurring = Answer::yes;
  CHECK(objections(not_upheld(received(), false), body) == nothing);
  CHECK(objections(not_upheld(recurring, false), body) == only("T16: the root cause is missing"));
  CHECK(objections(not_upheld(received(), true), body) == only("T16: the root cause is missing"));
}

TEST_CASE("7.9 the staff complained about learn the result before the complaint is closed") {
  Received receipt = received();
  receipt.persons = {"bahram"};
  const Complaint complaint = with(complaint_that_is(Status::remedying, new_complaint(receipt)),
                                   {remedy_done(), remedy_verified()});
  Closed body = closed();
  CHECK(objections(complaint, body) ==
        only("T16: the staff complained about were not told the result"));
  body.staff_informed_on = day("2026-03-11");
  CHECK(objections(complaint, body) == nothing);
}

TEST_CASE("7.9 the small process closes a remedied complaint with only a reason") {
  Closed body;
  body.reason = ClosureReason::implemented;
  CHECK(objections(remedying(), body, small_rules()) == nothing);
}

TEST_CASE("7.9 closing in the small process counts the remedies as done") {
  Closed body;
  body.reason = ClosureReason::implemented;
  const State state = replay(with(remedying(), {body}), small_rules());
  CHECK(state.remedies[0].done == when("2026-03-10T09:00:00Z"));
}

// ---- T15 lapse ----------------------------------------------------------------------------------

TEST_CASE("7.9 a complaint lapses when the complainant stays silent after a reminder") {
  CHECK(late(communicated(), lapsed()) == nothing);
  const State state = replay(with(communicated(), event_on("2026-06-01", lapsed())), full_rules());
  CHECK(state.status == Status::closed);
  CHECK(state.cycle().closure == ClosureReason::lapsed);
}

TEST_CASE("7.9 a complaint lapses only after the reply window") {
  CHECK(objections(communicated(), event_on("2026-04-07T23:59:59Z", lapsed())) ==
        only("T15: the complainant may still reply until 2026-04-07"));
  CHECK(objections(communicated(), event_on("2026-04-08T00:00:00Z", lapsed())) == nothing);
}

TEST_CASE("7.9 a complaint lapses only after a reminder") {
  Closed body = lapsed();
  body.reminder_on.reset();
  CHECK(late(communicated(), body) == only("T15: no reminder was sent"));
}

TEST_CASE("7.9 a complaint lapses only when the complainant knows that it can be reopened") {
  Closed body = lapsed();
  body.reopen_right_told.reset();
  const auto refused = only("T15: the complainant was not told that it can be reopened");
  CHECK(late(communicated(), body) == refused);
  body.reopen_right_told = false;
  CHECK(late(communicated(), body) == refused);
}

TEST_CASE("7.9 silence is not acceptance") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(late(communicated(), closed(ClosureReason::accepted), rules) ==
          only("T15: a complaint that is communicated is not closed as accepted"));
}

TEST_CASE("7.9 the small process lets a complaint lapse without reminder and window") {
  Closed body;
  body.reason = ClosureReason::lapsed;
  CHECK(objections(communicated(), body, small_rules()) == nothing);
}

// ---- T19 exhausted ------------------------------------------------------------------------------

TEST_CASE("7.9 a contested complaint is closed when every route is used up") {
  CHECK(late(contested_at_level_two(), exhausted()) == nothing);
}

TEST_CASE("7.9 a contested complaint is not closed before the internal levels are used up") {
  CHECK(late(complaint_that_is(Status::contested), exhausted()) ==
        only("T19: the internal levels are not used up"));
}

TEST_CASE("7.9 a contested complaint is not closed before external routes were told in writing") {
  Closed body = exhausted();
  body.external_routes = {};
  CHECK(late(contested_at_level_two(), body) ==
        only("T19: the external routes were not told in writing"));
}

TEST_CASE("7.9 a contested complaint is not closed inside the reply window") {
  CHECK(objections(contested_at_level_two(), exhausted()) ==
        only("T19: the complainant may still reply until 2026-04-17"));
}

TEST_CASE("7.9 a contested complaint is closed only as exhausted") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(late(contested_at_level_two(), closed(ClosureReason::accepted), rules) ==
          only("T19: a complaint that is contested is not closed as accepted"));
}

TEST_CASE("7.9 the small process closes a contested complaint as exhausted at once") {
  Closed body;
  body.reason = ClosureReason::exhausted;
  CHECK(objections(complaint_that_is(Status::contested), body, small_rules()) == nothing);
}

// ---- T18, T20, T21 outside ----------------------------------------------------------------------

TEST_CASE("ISO 10003 7.2 a contested complaint is referred to an outside body") {
  CHECK(status_after(complaint_that_is(Status::contested), referred()) == Status::referred);
  const State state = replay(referred_complaint(), full_rules());
  CHECK(state.dispute == dispute_id());
  CHECK(state.level == 3);
}

TEST_CASE("ISO 10003 7.2 a referral names the body, the dispute record and the consent") {
  CHECK(objections(complaint_that_is(Status::contested), Referred{}) ==
        std::vector<std::string>{"T18: body is missing", "T18: dispute is missing",
                                 "T18: consent is missing"});
}

TEST_CASE("ISO 10003 7.2 a complaint is referred only with the consent of the complainant") {
  for (const Rules& rules : {full_rules(), small_rules()}) {
    Referred body = referred();
    body.consent = false;
    CHECK(objections(complaint_that_is(Status::contested), body, rules) ==
          only("T18: the complainant did not agree that data are shared with the outside body"));
  }
}

TEST_CASE("ISO 10003 7.7 a dispute whose result needs action leads to remedies") {
  CHECK(status_after(referred_complaint(), dispute_closed(true)) == Status::remedying);
  CHECK(after(referred_complaint(), dispute_closed(true)).dispute_needs_action);
}

TEST_CASE("ISO 10003 7.7 a dispute whose result needs no action leaves only the closing") {
  const Complaint complaint = with(referred_complaint(), {dispute_closed(false)});
  CHECK(replay(complaint, full_rules()).status == Status::referred);
  CHECK(objections(complaint, external()) == nothing);
  const State state = after(complaint, external());
  CHECK(state.status == Status::closed);
  CHECK(state.cycle().outcome == Outcome::external);
}

TEST_CASE("ISO 10003 7.7 a referred complaint is not closed while the dispute is open") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(referred_complaint(), external(), rules) ==
          only("T21: the dispute is still open"));
}

TEST_CASE("ISO 10003 7.7 a referred complaint is closed only by the external decision") {
  CHECK(objections(with(referred_complaint(), {dispute_closed(false)}), closed()) ==
        only("T21: a complaint that is referred is not closed as accepted"));
}

TEST_CASE("ISO 10003 7.7 the dispute that is closed is the one of this complaint") {
  for (const bool action : {false, true}) {
    DisputeClosed body = dispute_closed(action);
    body.dispute = "D-2";
    CHECK(objections(referred_complaint(), body) ==
          only(std::string{action ? "T20" : "X12"} + ": the dispute of this complaint is " +
               dispute_id()));
  }
}

TEST_CASE("ISO 10003 7.7 the result of a dispute is on record") {
  DisputeClosed body = dispute_closed(true);
  body.result = {};
  CHECK(objections(referred_complaint(), body) == only("T20: result is missing"));
}

// ---- T22 withdraw -------------------------------------------------------------------------------

TEST_CASE("7.9 an open complaint is withdrawn by the complainant") {
  for (const Status status : {Status::fresh, Status::investigating, Status::referred})
    CHECK(status_after(complaint_that_is(status), withdrawn()) == Status::withdrawn);
  const State state = replay(complaint_that_is(Status::withdrawn), full_rules());
  CHECK(state.cycle().outcome == Outcome::withdrawn);
  CHECK(state.cycle().end == Status::withdrawn);
}

TEST_CASE("7.9 a withdrawal says who, how, and whether staff asked for it") {
  CHECK(objections(new_complaint(), Withdrawn{}) ==
        std::vector<std::string>{"T22: who is missing", "T22: medium is missing",
                                 "T22: voluntary is missing"});
}

TEST_CASE("7.9 a withdrawal for another reason has words") {
  Withdrawn body = withdrawn();
  body.reason = "other";
  CHECK(objections(new_complaint(), body) == only("T22: the reason in words is missing"));
  body.words = {"I am moving away."};
  CHECK(objections(new_complaint(), body) == nothing);
}

// ---- T24 reopen ---------------------------------------------------------------------------------

TEST_CASE("7.9 a closed complaint is reopened as assessed, in a new cycle") {
  const Complaint complaint = complaint_that_is(Status::closed);
  CHECK(status_after(complaint, reopened()) == Status::assessed);
  const State state = after(complaint, reopened());
  REQUIRE(state.cycles.size() == 2);
  CHECK(state.cycle().number == 2);
  CHECK(state.cycle().reopen_reason == "new-evidence");
  CHECK(state.cycle().opened == when("2026-03-13T09:00:00Z"));
}

TEST_CASE("7.9 reopening never deletes the first closure, outcome and remedies") {
  const State state = after(complaint_that_is(Status::closed), reopened());
  const Cycle& first = state.cycles.front();
  CHECK(first.ended == when("2026-03-12T09:00:00Z"));
  CHECK(first.end == Status::closed);
  CHECK(first.closure == ClosureReason::accepted);
  CHECK(first.outcome == Outcome::upheld);
  CHECK(first.remedies.size() == 1);
}

TEST_CASE("7.9 a reopened complaint starts without outcome, remedies and decision") {
  const State state = after(complaint_that_is(Status::closed), reopened());
  CHECK_FALSE(state.cycle().outcome);
  CHECK_FALSE(state.cycle().decided);
  CHECK_FALSE(state.cycle().ended);
  CHECK(state.remedies.empty());
}

TEST_CASE("7.4 a reopened complaint need not be acknowledged again") {
  const Complaint complaint = with(
      complaint_that_is(Status::withdrawn, with(new_complaint(), {acknowledged()})), {reopened()});
  CHECK(replay(complaint, full_rules()).cycle().acknowledged == when("2026-03-03T09:00:00Z"));
}

TEST_CASE("7.9 a complaint that was never assessed is reopened as new") {
  for (const Status status : {Status::withdrawn, Status::rejected})
    CHECK(status_after(complaint_that_is(status), reopened()) == Status::fresh);
}

TEST_CASE("7.9 a complaint that was assessed before it was withdrawn is reopened as assessed") {
  CHECK(status_after(with(complaint_that_is(Status::assessed), {withdrawn()}), reopened()) ==
        Status::assessed);
}

TEST_CASE("7.9 a reopening has a reason") {
  CHECK(objections(complaint_that_is(Status::closed), Reopened{}) ==
        only("T24: reason is missing"));
}

TEST_CASE("7.9 a complaint is reopened only inside the reopen window") {
  const Complaint complaint = complaint_that_is(Status::closed);  // on 2026-03-12
  for (const Rules& rules : {full_rules(), small_rules()}) {
    CHECK(objections(complaint, event_on("2026-09-08", reopened()), rules) == nothing);
    CHECK(objections(complaint, event_on("2026-09-09", reopened()), rules) ==
          only("T24: it ended on 2026-03-12, more than 180 days ago"));
  }
}
