// ISO 10002:2018, 8.5: a record that is broken changes the answer to the question that it is about.
#include "evidence/answer.hpp"
#include "evidence/packs.hpp"

#include <set>

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using evidence::answer, evidence::built_in_questions, evidence::gaps, evidence::Readiness, evidence::Standing;
using namespace cmt::test;

namespace {

// A register in which everything that a test looks at is as it should be.
struct Register {
  process::Rules rules = full_rules();
  evidence::Evidence e{rules, moment("2026-12-31T12:00:00Z")};

  Register() {
    rules.lists.edit("review_inputs").add({"audits", {}, {}, {}, false});
    rules.lists.edit("review_inputs").add({"performance", {}, {}, {}, false});
    e.today = day("2026-12-31");
    e.period = {day("2026-01-01"), day("2026-12-31")};
    e.languages = {"en"};
  }
  process::State& add(process::Complaint complaint) {
    auto state = process::replay(complaint, rules);
    e.matters.push_back({std::move(complaint), std::move(state), {}});
    return e.matters.back().state;
  }
  Standing ask(std::string_view id) const {
    for (const auto& question : built_in_questions())
      if (question.id == id) return answer(e, question).standing;
    FAIL("no question " << id);
    return Standing::cannot_tell;
  }
};

audit::AuditState reported_audit() {
  audit::AuditState out;
  out.id = "E-1";
  out.status = audit::AuditStatus::reported;
  out.scope.kind = audit::AuditKind::internal;
  out.scope.clauses = {"all"};
  out.scope.from = day("2026-01-01");
  out.scope.to = day("2026-12-31");
  out.plan.auditors = {"mina"};
  out.reported_on = day("2026-05-01");
  return out;
}
audit::ReviewState closed_review() {
  audit::ReviewState out;
  out.id = "M-1";
  out.status = audit::ReviewStatus::closed;
  out.held_on = day("2026-10-01");
  out.next_on = day("2027-01-15");
  out.meeting.emplace();
  out.meeting->considered = {"audits", "performance"};
  audit::Decision decision;
  decision.decided.due = day("2026-11-30");
  decision.done_on = day("2026-11-20");
  out.decisions = {decision};
  return out;
}
improvement::ActionState effective_action() {
  improvement::ActionState out;
  out.id = "A-1";
  out.status = improvement::ActionStatus::closed;
  out.due = day("2026-06-30");
  out.implemented_on = day("2026-06-20");
  out.check.emplace();
  out.check->verdict = improvement::Verdict::effective;
  return out;
}

}  // namespace

TEST_CASE("8.5 every question is asked in English, Persian and Russian") {
  for (const auto& question : built_in_questions()) {
    CAPTURE(question.id);
    std::set<std::string> texts;
    for (const char* language : {"en", "fa", "ru"}) texts.insert(question.text(language));
    CHECK(texts.size() == 3);
  }
}

TEST_CASE("there are seventy questions, each with a clause and a text") {
  REQUIRE(built_in_questions().size() == 70);
  for (const auto& question : built_in_questions()) {
    CAPTURE(question.id);
    CHECK_FALSE(question.clause.empty());
    CHECK_FALSE(question.text("en").empty());
  }
}

TEST_CASE("an empty register has nothing that is met but what needs no record") {
  const Register r;
  CHECK(r.ask("Q15") == Standing::not_applicable);
  CHECK(r.ask("Q01") == Standing::not_met);
  CHECK(r.ask("Q10") == Standing::cannot_tell);
}

TEST_CASE("4.1 the principles were assessed in the last year, in an audit that covers them") {
  Register r;
  r.e.audits = {reported_audit()};
  CHECK(r.ask("Q01") == Standing::met);
  r.e.audits[0].scope.clauses = {"7"};
  CHECK(r.ask("Q01") == Standing::not_met);
  r.e.audits = {reported_audit()};
  r.e.audits[0].reported_on = day("2025-05-01");
  CHECK(r.ask("Q01") == Standing::not_met);
}

TEST_CASE("4.12 an open complaint without an owner changes the answer") {
  Register r;
  process::State& state = r.add(complaint_that_is(process::Status::assessed));
  CHECK(r.ask("Q15") == Standing::met);
  state.owner.clear();
  CHECK(r.ask("Q15") == Standing::not_met);
}

TEST_CASE("4.12 and 4.7 a broken rule of check changes the answer") {
  Register r;
  r.add(complaint_that_is(process::Status::closed));
  CHECK(r.ask("Q16") == Standing::met);
  CHECK(r.ask("Q08") == Standing::met);
  r.e.matters[0].broken = {"T10", "T5"};
  CHECK(r.ask("Q16") == Standing::not_met);
  CHECK(r.ask("Q08") == Standing::not_met);
}

TEST_CASE("5.4 the representative is an active manager of the staff list") {
  Register r;
  r.rules.staff = {{"sara", "Sara", {}, {"manager"}, {}, true}};
  CHECK(r.ask("Q24") == Standing::met);
  r.rules.staff[0].active = false;
  CHECK(r.ask("Q24") == Standing::not_met);
}

TEST_CASE("5.4 of a significant complaint somebody above is told within a day") {
  Register r;
  process::Received dangerous = received();
  dangerous.safety_suspected = true;
  process::Escalated up = escalated();
  up.notified = {"reza"};
  const auto complaint = new_complaint(dangerous);
  r.add(with(complaint, event_on("2026-03-02T15:00:00Z", up)));
  CHECK(r.ask("Q25") == Standing::met);
  r.e.matters.clear();
  r.add(with(complaint, event_on("2026-03-05T15:00:00Z", up)));
  CHECK(r.ask("Q25") == Standing::not_met);
}

TEST_CASE("6.3 planned activities are carried out by their date") {
  Register r;
  r.e.actions = {effective_action()};
  CHECK(r.ask("Q28") == Standing::met);
  r.e.actions[0].implemented_on = day("2026-07-01");
  CHECK(r.ask("Q28") == Standing::not_met);
}

TEST_CASE("7.9 a remedy that nobody verified changes the answer") {
  Register r;
  process::State& state = r.add(complaint_that_is(process::Status::closed));
  REQUIRE_FALSE(state.remedies.empty());
  CHECK(r.ask("Q44") == Standing::met);
  state.remedies[0].verified.reset();
  CHECK(r.ask("Q44") == Standing::not_met);
}

TEST_CASE("7.8 a decision that was told late changes the answer") {
  Register r;
  process::State& state = r.add(complaint_that_is(process::Status::closed));
  CHECK(r.ask("Q42") == Standing::met);
  state.cycles.back().communicated = when("2026-05-30");
  CHECK(r.ask("Q42") == Standing::not_met);
}

TEST_CASE("8.5 audits cover all clauses, by people who had no part in the cases") {
  Register r;
  r.add(complaint_that_is(process::Status::assessed));
  r.e.audits = {reported_audit()};
  CHECK(r.ask("Q55") == Standing::met);
  r.e.audits[0].plan.auditors = {"sara"};  // owns the complaint
  CHECK(r.ask("Q55") == Standing::not_met);
  r.e.audits = {reported_audit()};
  r.e.audits[0].scope.clauses = {"4", "7"};
  CHECK(r.ask("Q55") == Standing::partly);
}

TEST_CASE("8.5 an audit that no review took up changes the answer") {
  Register r;
  r.e.audits = {reported_audit()};
  r.e.reviews = {closed_review()};
  CHECK(r.ask("Q56") == Standing::met);
  r.e.reviews[0].meeting->considered = {"performance"};
  CHECK(r.ask("Q56") == Standing::not_met);
}

TEST_CASE("8.6 a review has all inputs, comes again in time, and its decisions are done") {
  Register r;
  r.e.reviews = {closed_review()};
  CHECK(r.ask("Q57") == Standing::met);
  CHECK(r.ask("Q58") == Standing::met);
  r.e.reviews[0].next_on = day("2026-12-30");
  CHECK(r.ask("Q57") == Standing::not_met);
  r.e.reviews[0].decisions[0].done_on.reset();
  CHECK(r.ask("Q58") == Standing::not_met);
}

TEST_CASE("8.7 an action that did not work changes the answer") {
  Register r;
  r.e.actions = {effective_action()};
  CHECK(r.ask("Q59") == Standing::met);
  r.e.actions[0].check->verdict = improvement::Verdict::not_effective;
  CHECK(r.ask("Q59") == Standing::not_met);
}

TEST_CASE("ISO 10001 4.7 a limitation that was not told beforehand changes the answer") {
  Register r;
  process::State& state = r.add(complaint_that_is(process::Status::closed));
  process::PromiseFinding limited;
  limited.promise = "PR-01";
  limited.result = process::PromiseResult::limitation_applies;
  limited.told = true;
  state.promise_findings = {limited};
  CHECK(r.ask("Q62") == Standing::met);
  state.promise_findings[0].told = false;
  CHECK(r.ask("Q62") == Standing::not_met);
}

TEST_CASE("8.3 and ISO 10004 7.3 surveys: drawn from all outcomes, and what asks for contact is taken up") {
  Register r;
  survey::SurveyState survey;
  survey.id = "S-1";
  survey.plan.purpose = survey::Purpose::complaint_process;
  survey.plan.from = day("2026-07-01");
  survey.plan.to = day("2026-09-30");
  survey.draw.emplace();
  survey::Answered answered;
  answered.complaint = complaint_id;
  answered.wants_contact = true;
  answered.raised = other_id().text();
  survey.answers = {answered};
  r.e.surveys = {survey};
  CHECK(r.ask("Q53") == Standing::met);
  CHECK(r.ask("Q69") == Standing::met);
  r.e.surveys[0].plan.query = {"outcome:upheld"};
  CHECK(r.ask("Q53") == Standing::not_met);
  r.e.surveys[0].answers[0].raised.clear();
  CHECK(r.ask("Q69") == Standing::not_met);
  r.e.surveys.clear();
  CHECK(r.ask("Q53") == Standing::not_met);
}

TEST_CASE("6.1 a document is missing, begun or ready as the records say") {
  Register r;
  const auto readiness = [&](std::string_view id) {
    for (const auto& item : gaps(r.e, "en"))
      if (item.id == id) return item.readiness;
    FAIL("no item " << id);
    return Readiness::missing;
  };
  CHECK(readiness("review") == Readiness::missing);
  r.e.reviews = {closed_review()};
  CHECK(readiness("review") == Readiness::ready);
  r.e.reviews[0].status = audit::ReviewStatus::held;
  CHECK(readiness("review") == Readiness::begun);
}
