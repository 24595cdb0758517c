// ISO 10002:2018, 7.3: owner, updates, extensions and escalation.
#include "process/7_3_tracking.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// A complaint about a member of staff.
Complaint about_bahram() {
  Received body = received();
  body.persons = {"bahram"};
  return new_complaint(body);
}

Rules with_staff(Rules rules) {
  rules.staff = {{"sara", "Sara", "", {}, std::nullopt, true},
                 {"reza", "Reza", "", {}, std::nullopt, false}};
  return rules;
}

State after(const Complaint& complaint, Body body) {
  return replay(with(complaint, {std::move(body)}), full_rules());
}

}  // namespace

// ---- T28 assign ---------------------------------------------------------------------------------

TEST_CASE("7.3 a complaint is assigned to an owner, and to another one") {
  const Complaint complaint = with(new_complaint(), {assigned("sara")});
  CHECK(replay(complaint, full_rules()).owner == "sara");
  CHECK(status_after(complaint, assigned("reza")) == Status::fresh);
  CHECK(after(complaint, assigned("reza")).owner == "reza");
}

TEST_CASE("7.3 the owner is on the staff list, where there is one") {
  for (const Rules& rules : {with_staff(full_rules()), with_staff(small_rules())})
    CHECK(objections(new_complaint(), assigned("nobody"), rules) ==
          only("T28: 'nobody' is not on the staff list"));
}

TEST_CASE("7.3 the owner is active") {
  for (const Rules& rules : {with_staff(full_rules()), with_staff(small_rules())})
    CHECK(objections(new_complaint(), assigned("reza"), rules) ==
          only("T28: 'reza' is no longer active"));
}

TEST_CASE("7.3 nobody owns a complaint about themselves") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(about_bahram(), assigned("bahram"), rules) ==
          only("T28: 'bahram' is complained about and cannot own the case"));
}

TEST_CASE("7.3 an assignment names the owner") {
  CHECK(objections(new_complaint(), Assigned{}) == only("T28: owner is missing"));
}

// ---- X1, X2, X9 update, note, forward -----------------------------------------------------------

TEST_CASE("7.3 the complainant is told how it goes while the complaint is open") {
  CHECK(status_after(complaint_that_is(Status::investigating), updated()) == Status::investigating);
  CHECK(objections(complaint_that_is(Status::closed), updated()).size() == 1);
}

TEST_CASE("7.3 an update says how and what the complainant was told") {
  CHECK(objections(new_complaint(), Updated{}) ==
        std::vector<std::string>{"X1: medium is missing", "X1: text is missing"});
}

TEST_CASE("7.3 a note is made at any time before the record is void") {
  for (const Status status : {Status::fresh, Status::closed, Status::merged})
    CHECK(objections(complaint_that_is(status), noted()) == nothing);
  CHECK(objections(complaint_that_is(Status::voided), noted()).size() == 1);
}

TEST_CASE("7.3 a note says something") {
  CHECK(objections(new_complaint(), Noted{}) == only("X2: text is missing"));
}

TEST_CASE("7.3 a complaint is forwarded to somebody named") {
  CHECK(objections(new_complaint(), forwarded()) == nothing);
  CHECK(objections(new_complaint(), Forwarded{}) == only("X9: to is missing"));
}

// ---- T29 extend ---------------------------------------------------------------------------------

TEST_CASE("7.3 a time limit is extended and the new date kept") {
  CHECK(status_after(new_complaint(), extended("2026-03-20")) == Status::fresh);
  const State state = after(new_complaint(), extended("2026-03-20"));
  REQUIRE(state.cycle().extensions.size() == 1);
  CHECK(state.cycle().extensions[0].clock == "final");
  CHECK(state.cycle().extensions[0].until == day("2026-03-20"));
}

TEST_CASE("7.3 only a limit that exists is extended") {
  for (const char* limit : {"ack", "assess", "update", "holding", "final", "remedy", "reply", "report"}) {
    Extended body = extended();
    body.deadline = limit;
    CHECK(objections(new_complaint(), body) == nothing);
  }
  for (const std::string limit : {"lunch", "register", "external"}) {
    Extended body = extended();
    body.deadline = limit;
    CHECK(objections(new_complaint(), body) ==
          only("T29: '" + limit + "' is not a limit that can be extended"));
  }
}

TEST_CASE("7.3 nothing is extended where the register allows no extension") {
  for (Rules rules : {full_rules(), small_rules()}) {
    rules.extension_allowed = false;
    CHECK(objections(new_complaint(), extended(), rules) ==
          only("T29: this register allows no extension"));
  }
}

TEST_CASE("7.3 only what the deadline profile lets be extended is extended") {
  const Rules rules = with_limits(full_rules(), "ack 1bd, final 30d +10bd");
  Extended body = extended("2026-03-20");
  body.deadline = "ack";
  CHECK(objections(new_complaint(), body, rules) ==
        only("T29: the deadline profile allows no extension of ack"));
}

TEST_CASE("7.3 an extension is at most what the deadline profile adds to its own due date") {
  // Due on 2026-04-01; ten business days more are 2026-04-15.
  const Rules rules = with_limits(full_rules(), "final 30d +10bd");
  CHECK(objections(new_complaint(), extended("2026-04-01"), rules) ==
        only("T29: the new due date is not after 2026-04-01"));
  CHECK(objections(new_complaint(), extended("2026-04-15"), rules) == nothing);
  CHECK(objections(new_complaint(), extended("2026-04-16"), rules) ==
        only("T29: an extension is at most 10 business days"));
}

TEST_CASE("7.3 a limit that has passed is not extended") {
  const Rules rules = with_limits(full_rules(), "final 30d +30d");
  CHECK(objections(new_complaint(), event_on("2026-04-01T23:00:00Z", extended("2026-04-20")), rules) ==
        nothing);
  CHECK(objections(new_complaint(), event_on("2026-04-02T00:00:00Z", extended("2026-04-20")), rules) ==
        only("T29: final was due on 2026-04-01: a limit that has passed is not extended"));
}

TEST_CASE("7.3 extensions together add no more than the deadline profile allows") {
  const Rules rules = with_limits(full_rules(), "final 30d +10bd");
  const Complaint complaint = with(new_complaint(), {extended("2026-04-10")});
  CHECK(objections(complaint, extended("2026-04-15"), rules) == nothing);
  CHECK(objections(complaint, extended("2026-04-16"), rules) ==
        only("T29: an extension is at most 10 business days"));
}

TEST_CASE("7.3 an extension moves the due date forward") {
  CHECK(objections(new_complaint(), extended("2026-03-03")) ==
        only("T29: the new due date is not after 2026-03-03"));
  CHECK(objections(new_complaint(), extended("2026-03-04")) == nothing);
}

TEST_CASE("7.3 an extension is at most as long as the profile allows") {
  CHECK(objections(new_complaint(), extended("2026-04-02")) == nothing);
  CHECK(objections(new_complaint(), extended("2026-04-03")) ==
        only("T29: an extension is at most 30 days"));
}

TEST_CASE("7.3 an extension of the final answer counts from the date the complainant was told") {
  Received body = received();
  body.reply_expected_by = day("2026-03-30");
  CHECK(objections(new_complaint(body), extended("2026-03-30")).size() == 1);
  CHECK(objections(new_complaint(body), extended("2026-04-29")) == nothing);
  CHECK(objections(new_complaint(body), extended("2026-04-30")).size() == 1);
}

TEST_CASE("7.3 a second extension counts from the first") {
  const Complaint complaint = with(new_complaint(), {extended("2026-03-20")});
  CHECK(objections(complaint, extended("2026-03-20")) ==
        only("T29: the new due date is not after 2026-03-20"));
  CHECK(objections(complaint, extended("2026-04-19")) == nothing);
}

TEST_CASE("7.3 an extension has a limit, a date, a reason and a notice to the complainant") {
  CHECK(objections(new_complaint(), Extended{}) ==
        std::vector<std::string>{"T29: deadline is missing", "T29: until is missing",
                                 "T29: reason is missing", "T29: notice_medium is missing"});
}

// ---- T27 escalate an open complaint -------------------------------------------------------------

TEST_CASE("7.3 an open complaint is escalated to a level and keeps its status") {
  for (const int level : {0, 1, 2, 3}) {
    CHECK(status_after(complaint_that_is(Status::assessed), escalated(level)) == Status::assessed);
    CHECK(after(complaint_that_is(Status::assessed), escalated(level)).level == level);
  }
}

TEST_CASE("7.3 there is no level below 0 or above 3") {
  for (const int level : {-1, 4})
    CHECK(objections(new_complaint(), escalated(level)) ==
          only("T27: the escalation level is 0 to 3"));
}

TEST_CASE("7.3 an escalation says its level and what triggered it") {
  CHECK(objections(new_complaint(), Escalated{}) ==
        std::vector<std::string>{"T27: level is missing", "T27: reason is missing"});
}

TEST_CASE("7.3 an escalation of an open complaint leaves its investigator") {
  CHECK(after(complaint_that_is(Status::investigating), escalated(2)).investigator == "omid");
}

// ---- T17 review of a contested decision ---------------------------------------------------------

TEST_CASE("7.9 a contested decision is reviewed one level up by somebody new") {
  const Complaint complaint = complaint_that_is(Status::contested);
  CHECK(status_after(complaint, escalated(1)) == Status::investigating);
  const State state = after(complaint, escalated(1));
  CHECK(state.level == 1);
  CHECK(state.investigator == "nasrin");
  CHECK_FALSE(state.cycle().contested);
}

TEST_CASE("7.9 a review skips no level") {
  for (const int level : {0, 2, 3})
    CHECK(objections(complaint_that_is(Status::contested), escalated(level)) ==
          only("T17: a review goes one level up, to 1"));
}

TEST_CASE("7.9 a review stays at the highest level") {
  const Complaint complaint =
      with(complaint_that_is(Status::communicated), {escalated(3), contested()});
  CHECK(objections(complaint, escalated(3)) == nothing);
}

TEST_CASE("7.9 a review has a reviewer") {
  Escalated body = escalated(1);
  body.reviewer.clear();
  CHECK(objections(complaint_that_is(Status::contested), body) ==
        only("T17: the reviewer is missing"));
}

TEST_CASE("7.9 who approved the decision does not review it") {
  for (const Rules& rules : {full_rules(), small_rules()}) {
    Escalated body = escalated(1);
    body.reviewer = "reza";
    CHECK(objections(complaint_that_is(Status::contested), body, rules) ==
          only("T17: 'reza' decided earlier and cannot review"));
  }
}

TEST_CASE("7.9 who reviewed once does not review again") {
  Complaint complaint =
      with(complaint_that_is(Status::contested), {escalated(1), response_proposed()});
  complaint = with(complaint, next(complaint, decided(), "mina"));
  complaint = with(complaint, {decision_communicated(), contested()});
  CHECK(objections(complaint, escalated(2)) ==
        only("T17: 'nasrin' decided earlier and cannot review"));
}

TEST_CASE("7.9 who decided in an earlier cycle does not review the next") {
  Complaint complaint = with(complaint_that_is(Status::closed),
                             {reopened(), investigation_started(), response_proposed()});
  complaint = with(complaint, next(complaint, decided(), "mina"));
  complaint = with(complaint, {decision_communicated(), contested()});
  Escalated body = escalated(1);
  body.reviewer = "reza";
  CHECK(objections(complaint, body) == only("T17: 'reza' decided earlier and cannot review"));
}

// ---- X8 staff -----------------------------------------------------------------------------------

TEST_CASE("4.7 the person complained about is informed, heard and told the result") {
  for (const StaffStep step : {StaffStep::informed, StaffStep::heard, StaffStep::result})
    CHECK(objections(about_bahram(), StaffInformed{"bahram", step}) == nothing);
}

TEST_CASE("4.7 only a person who is complained about is informed of it") {
  CHECK(objections(about_bahram(), staff_informed("reza")) ==
        only("X8: 'reza' is not named as complained about"));
}

TEST_CASE("4.7 informing staff says whom and what was done") {
  CHECK(objections(about_bahram(), StaffInformed{}) ==
        std::vector<std::string>{"X8: person is missing", "X8: step is missing"});
}

TEST_CASE("7.3 a report goes to an authority that one is owed to, once") {
  Assessed body = assessed();
  body.reportable = {{"Safety Office", "", day("2026-03-06")}};
  const Complaint complaint = with(new_complaint(), {body});
  Forwarded report;
  report.report = true;
  report.to = "Safety Bureau";
  CHECK(objections(complaint, report) == only("X9: no report to 'Safety Bureau' is owed"));
  report.to = "Safety Office";
  CHECK(objections(complaint, report).empty());
  CHECK(objections(with(complaint, {report}), report) == only("X9: no report to 'Safety Office' is owed"));
  Forwarded plain;
  plain.to = "Safety Bureau";
  CHECK(objections(complaint, plain).empty());
}

TEST_CASE("7.3 the day of a report to an authority is not extended") {
  Assessed body = assessed();
  body.reportable = {{"Safety Office", "", day("2026-03-06")}};
  Extended more = extended("2026-03-20");
  more.deadline = "report";
  CHECK(objections(with(new_complaint(), {body}), more) ==
        only("T29: the day of a report to an authority is not extended"));
}

TEST_CASE("7.3 an update that is late can still be put off, which tells the complainant") {
  Extended more;
  more.deadline = "update";
  more.until = day("2026-03-25");
  more.reason = {"The carrier has not answered."};
  more.notice_medium = "email";
  const Rules rules = with_limits(full_rules(), "update 10bd +10bd, final 30d +30d");
  const Complaint silent = new_complaint();
  CHECK(refusals(replay(silent, rules), event_on("2026-03-18T09:00:00Z", more), rules).empty());
  more.deadline = "final";
  more.until = day("2026-04-20");
  CHECK(refusals(replay(silent, rules), event_on("2026-04-03T09:00:00Z", more), rules).size() == 1);
}
