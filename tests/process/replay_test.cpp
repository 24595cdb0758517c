// Replaying a history: order and times, who acts, imported events, and the state after the steps.
#include "process/replay.hpp"

#include "process/judgement.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

Event recorded(Event event, std::string_view at) {
  event.recorded_at = moment(at);
  return event;
}

Complaint with_process(Complaint complaint, Process process) {
  std::get<Received>(complaint.history.front().body).process = process;
  return complaint;
}

// An imported complaint: received on a day, the rest unknown, read in on 2026-03-01.
Complaint imported_complaint(std::vector<Event> events) {
  Received body = received();
  body.source = Source{};
  body.source->format = "cfpb";
  body.source->imported_at = moment("2026-03-01T12:00:00Z");
  Complaint complaint = received_on("2020-05-04", body);
  complaint.history.front().imported = "cfpb";
  for (auto& event : events) complaint = with(complaint, imported(std::move(event)));
  return complaint;
}

Rules staffed(Process process) {
  Rules rules = rules_of(process);
  const auto person = [&](const char* id, std::vector<std::string> roles, bool active) {
    rules.staff.push_back({id, id, "", std::move(roles), std::nullopt, active});
  };
  person("sara", {"handler"}, true);
  person("maryam", {"manager"}, true);
  person("reza", {"approver"}, true);
  person("nasrin", {"reviewer"}, true);
  person("leila", {"liaison"}, true);
  person("omid", {}, true);
  person("kaveh", {"manager"}, false);
  return rules;
}

std::vector<std::string> as(const std::string& by, const Complaint& complaint, Body body,
                            Process process = Process::full) {
  return objections(complaint, next(complaint, std::move(body), by), staffed(process));
}

}  // namespace

// ---- order of times -----------------------------------------------------------------------------

TEST_CASE("4.9 two moments are compared as moments, whatever their offsets") {
  const TimeZone utc = TimeZone::utc();
  const When noon = when("2026-03-02T12:00:00Z");
  CHECK(is_before(when("2026-03-02T15:29:59+03:30"), noon, utc));
  CHECK_FALSE(is_before(when("2026-03-02T15:30:00+03:30"), noon, utc));
  CHECK_FALSE(is_before(noon, when("2026-03-02T11:59:59Z"), utc));
}

TEST_CASE("4.9 a moment and a date are compared as dates") {
  const TimeZone utc = TimeZone::utc();
  CHECK_FALSE(is_before(when("2026-03-02"), when("2026-03-02T12:00:00Z"), utc));
  CHECK_FALSE(is_before(when("2026-03-02T12:00:00Z"), when("2026-03-02"), utc));
  CHECK(is_before(when("2026-03-01"), when("2026-03-02T00:00:00Z"), utc));
  CHECK(is_before(when("2026-03-01T23:59:59Z"), when("2026-03-02"), utc));
}

TEST_CASE("4.9 the date of a moment is the date in the register's zone") {
  const TimeZone tehran = *TimeZone::find("Asia/Tehran");
  const When late = when("2026-03-01T21:00:00Z");  // half past midnight on 2 March in Tehran
  CHECK_FALSE(is_before(late, when("2026-03-02"), tehran));
  CHECK(is_before(late, when("2026-03-02"), TimeZone::utc()));
}

TEST_CASE("4.9 two dates are compared as dates") {
  CHECK(is_before(when("2026-03-01"), when("2026-03-02"), TimeZone::utc()));
  CHECK_FALSE(is_before(when("2026-03-02"), when("2026-03-02"), TimeZone::utc()));
}

TEST_CASE("4.9 an unknown time is never earlier or later") {
  CHECK_FALSE(is_before(When{}, when("2026-03-02"), TimeZone::utc()));
  CHECK_FALSE(is_before(when("2026-03-02"), When{}, TimeZone::utc()));
}

TEST_CASE("4.9 an event counts at its moment, the start of its day, or when it was imported") {
  const TimeZone tehran = *TimeZone::find("Asia/Tehran");
  const Instant fallback = moment("2026-03-01T12:00:00Z");
  CHECK(counted_at(when("2026-03-02T09:00:00Z"), tehran, fallback) ==
        moment("2026-03-02T09:00:00Z"));
  CHECK(counted_at(when("2026-03-02"), tehran, fallback) == moment("2026-03-01T20:30:00Z"));
  CHECK(counted_at(When{}, tehran, fallback) == fallback);
}

// ---- guards on time -----------------------------------------------------------------------------

TEST_CASE("7.2 nothing happens to a complaint before it is received") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(new_complaint(),
                     recorded(event_on("2026-03-01", noted()), "2026-03-05T09:00:00Z"), rules) ==
          only("X2: it is dated 2026-03-01, before the receipt, 2026-03-02T09:00:00Z"));
}

TEST_CASE("7.2 an event on the day of receipt is not before it") {
  CHECK(objections(new_complaint(), event_on("2026-03-02", noted())) == nothing);
}

TEST_CASE("4.9 a step is not dated before the step it follows") {
  const Complaint complaint = complaint_that_is(Status::assessed);  // on 2026-03-04
  CHECK(objections(complaint, recorded(event_on("2026-03-03T10:00:00Z", investigation_started()),
                                       "2026-03-09T09:00:00Z")) ==
        only("T5: it is dated 2026-03-03T10:00:00Z, before the step it follows, "
             "2026-03-04T09:00:00Z"));
}

TEST_CASE("4.9 what only adds to the record may be dated before the last step") {
  const Complaint complaint = complaint_that_is(Status::assessed);
  CHECK(objections(complaint, recorded(event_on("2026-03-03T10:00:00Z", noted()),
                                       "2026-03-09T09:00:00Z")) == nothing);
}

TEST_CASE("4.9 a reopening is a step: it is not dated before the end it follows") {
  CHECK(objections(complaint_that_is(Status::closed),
                   recorded(event_on("2026-03-11", reopened()), "2026-03-20T09:00:00Z")) ==
        only("T24: it is dated 2026-03-11, before the step it follows, 2026-03-12T09:00:00Z"));
}

TEST_CASE("4.9 events stand in the order in which they were put on record") {
  const Complaint complaint =
      with(new_complaint(), recorded(event_on("2026-03-03", noted()), "2026-03-09T09:00:00Z"));
  CHECK(objections(complaint, recorded(event_on("2026-03-04", noted()), "2026-03-08T09:00:00Z")) ==
        only("X2: it was put on record at 2026-03-08T09:00:00Z, before the event it follows, "
             "2026-03-09T09:00:00Z"));
  CHECK(objections(complaint, recorded(event_on("2026-03-04", noted()), "2026-03-09T09:00:00Z")) ==
        nothing);
}

TEST_CASE("4.9 an event that happened earlier than the last record says when it was recorded") {
  const Complaint complaint = complaint_that_is(Status::assessed);
  CHECK(objections(complaint, event_on("2026-03-03T10:00:00Z", noted())) ==
        only("X2: it was put on record at 2026-03-03T10:00:00Z, before the event it follows, "
             "2026-03-04T09:00:00Z"));
}

TEST_CASE("4.9 nothing is put on record before it happened") {
  CHECK(objections(new_complaint(),
                   recorded(event_on("2026-03-09T09:00:00Z", noted()), "2026-03-08T09:00:00Z")) ==
        only("X2: it was put on record at 2026-03-08T09:00:00Z, before it happened, "
             "2026-03-09T09:00:00Z"));
}

TEST_CASE("4.9 only an imported event has an unknown time") {
  CHECK(objections(new_complaint(), event_at(When{}, noted())) ==
        only("X2: the time is not known"));
  CHECK(objections(new_complaint(), imported(event_at(When{}, noted()))) == nothing);
}

TEST_CASE("4.12 an event says who put it on record") {
  CHECK(objections(new_complaint(), event_on("2026-03-03", noted(), "")) ==
        only("X2: by is missing"));
}

TEST_CASE("4.9 one refusal lists everything that is wrong") {
  CHECK(objections(complaint_that_is(Status::assessed),
                   event_on("2026-03-01", InvestigationStarted{}, ""))
            .size() == 5);
}

// ---- who may act --------------------------------------------------------------------------------

TEST_CASE("5.4 who acts is on the staff list and active") {
  CHECK(as("nobody", new_complaint(), noted()) == only("X2: 'nobody' is not on the staff list"));
  CHECK(as("kaveh", new_complaint(), noted()) == only("X2: 'kaveh' is no longer active"));
}

TEST_CASE("5.4 a manager's step is taken by a manager") {
  CHECK(as("sara", new_complaint(), rejected()) ==
        only("T4: 'sara' does not have the role manager"));
  CHECK(as("maryam", new_complaint(), rejected()) == nothing);
}

TEST_CASE("5.4 a response is approved by an approver or a manager") {
  const Complaint complaint = complaint_that_is(Status::proposed);
  CHECK(as("sara", complaint, decided()) == only("T10: 'sara' does not have the role approver"));
  CHECK(as("reza", complaint, decided()) == nothing);
  CHECK(as("maryam", complaint, decided()) == nothing);
}

TEST_CASE("5.4 a contested decision is reviewed by a reviewer") {
  const Complaint complaint = complaint_that_is(Status::contested);
  CHECK(as("sara", complaint, escalated()) == only("T17: 'sara' does not have the role reviewer"));
  CHECK(as("nasrin", complaint, escalated()) == nothing);
}

TEST_CASE("5.4 an outside body is dealt with by the liaison") {
  const Complaint complaint = complaint_that_is(Status::contested);
  CHECK(as("sara", complaint, referred()) == only("T18: 'sara' does not have the role liaison"));
  CHECK(as("leila", complaint, referred()) == nothing);
}

TEST_CASE("5.4 the owner may hand over their own case, another handler may not") {
  const Complaint complaint = with(new_complaint(), {assigned("sara")});
  CHECK(as("sara", complaint, assigned("omid")) == nothing);
  CHECK(as("reza", complaint, assigned("omid")) ==
        only("T28: 'reza' does not have the role manager"));
}

TEST_CASE("5.4 who has no roles on record may take every step") {
  CHECK(as("omid", new_complaint(), rejected()) == nothing);
}

TEST_CASE("5.4 the small process lets everybody take every step") {
  for (const char* by : {"nobody", "kaveh", "sara"})
    CHECK(as(by, new_complaint(), rejected(), Process::small) == nothing);
}

TEST_CASE("5.4 without a staff list everybody may act") {
  CHECK(objections(new_complaint(), next(new_complaint(), rejected(), "nobody")) == nothing);
}

// ---- small and full -----------------------------------------------------------------------------

TEST_CASE("7 a complaint begun in the small process stays judged by it when the register grows") {
  const Complaint complaint = with_process(complaint_that_is(Status::remedying), Process::small);
  Closed body;
  body.reason = ClosureReason::accepted;
  CHECK(objections(complaint, body, full_rules()) == nothing);
  CHECK(judge(with(complaint, {body}), full_rules()).empty());
}

TEST_CASE("7 a complaint begun in the full process stays judged by it") {
  const Complaint complaint = with_process(complaint_that_is(Status::remedying), Process::full);
  Closed body;
  body.reason = ClosureReason::accepted;
  CHECK_FALSE(objections(complaint, body, small_rules()).empty());
  CHECK_FALSE(judge(with(complaint, {body}), small_rules()).empty());
}

TEST_CASE("7 a complaint that does not say how it was begun is judged as the register is now") {
  Closed body;
  body.reason = ClosureReason::accepted;
  CHECK(objections(complaint_that_is(Status::remedying), body, small_rules()) == nothing);
  CHECK_FALSE(objections(complaint_that_is(Status::remedying), body, full_rules()).empty());
}

// ---- judging a written history ------------------------------------------------------------------

TEST_CASE("7 a written history is judged event by event, each finding with its index") {
  const Complaint complaint = with(new_complaint(), {noted(), Noted{}, closed(), noted()});
  const auto findings = judge(complaint, full_rules());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].first == 2);
  CHECK(findings[0].second.message == "text is missing");
  CHECK(findings[1].first == 3);
  CHECK(findings[1].second.rule == "transition");
}

TEST_CASE("7 what commands accept, the check of the file accepts") {
  for (const auto& [status, name] : status_names) {
    INFO(name);
    CHECK(judge(complaint_that_is(status), full_rules()).empty());
    CHECK(judge(complaint_that_is(status), small_rules()).empty());
  }
}

TEST_CASE("7 a history that begins with something else is judged and replayed all the same") {
  Complaint complaint = new_complaint();
  complaint.history = {event_on("2026-03-02", noted()), event_on("2026-03-03", noted())};
  const auto findings = judge(complaint, full_rules());
  REQUIRE_FALSE(findings.empty());
  CHECK(findings[0].second.message == "the first event of a history is `received`");
  CHECK(replay(complaint, full_rules()).status == Status::fresh);
}

// ---- the state ----------------------------------------------------------------------------------

TEST_CASE("7.2 the state after receipt says what was received") {
  Event first = event_on("2026-03-02T09:00:00Z", [] {
    Received body = received();
    body.kind = Kind::suggestion;
    body.other_categories = {"P35"};
    body.product = "Card";
    body.unit = "Branch 4";
    body.persons = {"bahram"};
    body.external_refs = {"A-17"};
    body.recurring = Answer::yes;
    body.reply_expected_by = day("2026-03-20");
    body.vulnerability = {"illness"};
    return body;
  }());
  first.recorded_at = moment("2026-03-02T10:00:00Z");
  Complaint complaint = new_complaint();
  complaint.history = {first};
  const State state = replay(complaint, full_rules());
  CHECK(state.id.text() == complaint_id);
  CHECK(state.summary == "Card payment taken twice");
  CHECK(state.status == Status::fresh);
  CHECK(state.kind == Kind::suggestion);
  CHECK(state.received_at == when("2026-03-02T09:00:00Z"));
  CHECK(state.registered_at == moment("2026-03-02T10:00:00Z"));
  CHECK(state.registered_by == "sara");
  CHECK(state.medium == "phone");
  CHECK(state.language == "fa");
  CHECK(state.complainant == party_id);
  CHECK_FALSE(state.anonymous);
  CHECK(state.category == "P20");
  CHECK(state.other_categories == std::vector<std::string>{"P35"});
  CHECK(state.product == "Card");
  CHECK(state.unit == "Branch 4");
  CHECK(state.persons == std::vector<std::string>{"bahram"});
  CHECK(state.external_refs == std::vector<std::string>{"A-17"});
  CHECK(state.recurring == Answer::yes);
  CHECK(state.reply_expected_by == day("2026-03-20"));
  CHECK(state.vulnerability == std::vector<std::string>{"illness"});
  CHECK(state.description == process::Text{"The card was charged twice."});
  CHECK(state.level == 0);
  CHECK_FALSE(state.is_imported());
  REQUIRE(state.cycles.size() == 1);
  CHECK(state.cycle().number == 1);
  CHECK(state.cycle().opened == when("2026-03-02T09:00:00Z"));
}

TEST_CASE("7 the milestones of a handled complaint are those of its steps") {
  const Cycle cycle = replay(complaint_that_is(Status::closed), full_rules()).cycle();
  CHECK_FALSE(cycle.acknowledged);
  CHECK(cycle.assessed == when("2026-03-04T09:00:00Z"));
  CHECK(cycle.decided == when("2026-03-07T09:00:00Z"));
  CHECK(cycle.communicated == when("2026-03-08T09:00:00Z"));
  CHECK(cycle.accepted == when("2026-03-09T09:00:00Z"));
  CHECK(cycle.ended == when("2026-03-12T09:00:00Z"));
}

TEST_CASE("7 the people of a handled complaint are those of its steps") {
  const State state = replay(complaint_that_is(Status::closed), full_rules());
  CHECK(state.owner == "sara");
  CHECK(state.investigator == "omid");
  CHECK(state.approver == "reza");
}

TEST_CASE("7 the stages say where the complaint stood from when on") {
  const State state = replay(
      with(complaint_that_is(Status::assessed), {reclassified(Kind::enquiry)}), full_rules());
  REQUIRE(state.stages.size() == 3);
  CHECK(state.stages[0].status == Status::fresh);
  CHECK(state.stages[0].from == moment("2026-03-02T09:00:00Z"));
  CHECK(state.stages[1].status == Status::assessed);
  CHECK(state.stages[1].from == moment("2026-03-04T09:00:00Z"));
  CHECK(state.stages[2].status == Status::assessed);
  CHECK(state.stages[2].kind == Kind::enquiry);
  CHECK(state.stages[2].from == moment("2026-03-05T09:00:00Z"));
}

TEST_CASE("7 stages never go back in time") {
  Event first = event_on("2026-03-02T09:00:00Z", received());
  first.recorded_at = moment("2026-03-09T09:00:00Z");
  Complaint complaint = new_complaint();
  complaint.history = {first, event_on("2026-03-03", assessed())};
  const State state = replay(complaint, small_rules());
  REQUIRE(state.stages.size() == 2);
  CHECK(state.stages[1].from == moment("2026-03-09T09:00:00Z"));
}

TEST_CASE("7 an event that only adds to the record makes no stage") {
  CHECK(
      replay(with(new_complaint(), {noted(), updated(), assigned()}), full_rules()).stages.size() ==
      1);
}

// ---- imported records ---------------------------------------------------------------------------

TEST_CASE("8.1 imported events are not judged, and lead to the status that they prove") {
  DecisionCommunicated told;
  told.outcome = Outcome::no_finding;
  Closed end;
  end.reason = ClosureReason::unknown;
  const Complaint complaint =
      imported_complaint({event_on("2020-05-20", told), event_at(When{}, end)});
  CHECK(judge(complaint, full_rules()).empty());
  const State state = replay(complaint, full_rules());
  CHECK(state.status == Status::closed);
  CHECK(state.is_imported());
  CHECK(state.cycle().communicated == when("2020-05-20"));
  CHECK(state.cycle().outcome == Outcome::no_finding);
  CHECK(state.cycle().ended == When{});
  CHECK(state.cycle().closure == ClosureReason::unknown);
}

TEST_CASE("8.1 an imported event of unknown time counts from the import") {
  const State state = replay(imported_complaint({event_at(When{}, closed())}), full_rules());
  REQUIRE(state.stages.size() == 2);
  CHECK(state.stages[0].from == moment("2020-05-04T00:00:00Z"));
  CHECK(state.stages[1].from == moment("2026-03-01T12:00:00Z"));
}

TEST_CASE("8.1 an imported receipt of unknown time is registered when it was imported") {
  Complaint complaint = imported_complaint({});
  complaint.history.front().at = When{};
  CHECK(replay(complaint, full_rules()).registered_at == moment("2026-03-01T12:00:00Z"));
}

TEST_CASE("8.1 what happens to an imported complaint afterwards is judged") {
  const Complaint complaint = imported_complaint({event_on("2020-05-20", decision_communicated())});
  CHECK(objections(complaint, event_on("2026-03-05", accepted())) == nothing);
  CHECK(objections(complaint, event_on("2026-03-05", decided())) ==
        only("transition: approve is not possible while 2026-7K3QX4M is `communicated`"));
}

TEST_CASE("8.1 a step after an imported one is not dated before it") {
  const Complaint complaint = imported_complaint({event_on("2020-05-20", decision_communicated())});
  CHECK(
      objections(complaint, recorded(event_on("2020-05-19", accepted()), "2026-03-05T09:00:00Z")) ==
      only("T13: it is dated 2020-05-19, before the step it follows, 2020-05-20"));
}

TEST_CASE("8.1 an imported dispute that needs no action moves nothing") {
  const State state = replay(imported_complaint({event_on("2020-05-20", decision_communicated()),
                                                 event_on("2020-06-20", dispute_closed(false))}),
                             full_rules());
  CHECK(state.status == Status::communicated);
}

TEST_CASE("8.1 an imported reopening opens a new cycle") {
  const State state = replay(
      imported_complaint({event_on("2020-05-20", closed()), event_on("2022-05-20", reopened())}),
      full_rules());
  CHECK(state.status == Status::fresh);
  CHECK(state.cycles.size() == 2);
}
