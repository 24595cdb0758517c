// Complaints built in memory, for tests of what happens to them.
//
// Every event that a function here makes is complete: the full process accepts it in the status it
// belongs to. A test takes one and removes what it is about.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/replay.hpp"

namespace cmt::test {

using namespace cmt::process;

// ---- times --------------------------------------------------------------------------------------

// Precondition of the three: the text is well formed.
inline Date day(std::string_view text) { return parse_date(text).value(); }
inline Instant moment(std::string_view text) { return parse_instant(text).value(); }
inline When when(std::string_view text) { return parse_when(text).value(); }

// ---- rules --------------------------------------------------------------------------------------

inline void add_codes(Rules& rules, const char* list, std::initializer_list<const char*> codes) {
  for (const char* code : codes) rules.lists.edit(list).add({code, {}, {}, {}, false});
}

// A register without a staff list, in UTC, with the values that the events below use and one value
// of every kind that asks for a further field.
inline Rules rules_of(Process process) {
  Rules rules;
  rules.process = process;
  add_codes(rules, "media", {"phone", "email", "regulator", "third-party", "other"});
  add_codes(rules, "problems", {"P03", "P20", "P35"});
  add_codes(rules, "remedies", {"R47", "R52", "R53"});
  add_codes(rules, "causes", {"C20"});
  add_codes(rules, "rejection_reasons", {"not-a-complaint", "employment-matter", "other"});
  add_codes(rules, "withdrawal_reasons", {"changed-mind", "other"});
  add_codes(rules, "reopen_reasons", {"new-evidence", "error-in-decision"});
  add_codes(rules, "assessment_reasons", {"new-facts", "initial-wrong"});
  rules.lists.edit("problems").edit("P03")->requires_field = "delay_days";
  rules.lists.edit("problems").edit("P35")->requires_field = "text";
  rules.lists.edit("remedies").edit("R47")->requires_field = "amount";
  rules.lists.edit("remedies").edit("R53")->requires_field = "text";
  return rules;
}
inline Rules small_rules() { return rules_of(Process::small); }
inline Rules full_rules() { return rules_of(Process::full); }

// ---- identifiers --------------------------------------------------------------------------------

inline const char* const complaint_id = "2026-7K3QX4M";
inline const char* const party_id = "P-4TZ8N2C";

// The n-th of other complaints.
inline ComplaintId other_id(std::uint64_t n = 1) {
  return ComplaintId::draw(2026, [n] { return n; });
}

inline std::string dispute_id() {
  return LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
}

// ---- events, complete ---------------------------------------------------------------------------

inline Received received() {
  Received e;
  e.medium = "phone";
  e.language = "fa";
  e.complainant = party_id;
  e.category = "P20";
  e.recurring = Answer::no;
  e.remedy_sought = RemedySought{};
  e.remedy_sought->requested = Answer::yes;
  e.immediate_action = ImmediateAction{};
  e.immediate_action->taken = Answer::no;
  e.description = {"The card was charged twice."};
  return e;
}

inline Acknowledged acknowledged() {
  Acknowledged e;
  e.medium = "email";
  return e;
}

inline Assessed assessed(int severity = 2, int impact = 1,
                         Complexity complexity = Complexity::standard) {
  Assessed e;
  e.severity = severity;
  e.impact = impact;
  e.complexity = complexity;
  e.safety = false;
  e.action_needed = false;
  e.action_possible = false;
  return e;
}

inline Assigned assigned(std::string owner = "sara") {
  Assigned e;
  e.owner = std::move(owner);
  return e;
}

inline Updated updated() {
  Updated e;
  e.medium = "phone";
  e.text = {"It is being looked into."};
  return e;
}

inline Noted noted() { return Noted{{"Rang twice."}}; }

inline Forwarded forwarded() {
  Forwarded e;
  e.to = "billing";
  return e;
}

inline Extended extended(std::string_view until = "2026-03-20") {
  Extended e;
  e.deadline = "final";
  e.until = day(until);
  e.reason = {"The bank has not answered."};
  e.notice_medium = "email";
  return e;
}

inline Rejected rejected() {
  Rejected e;
  e.reason = "not-a-complaint";
  e.text = {"A question about opening hours."};
  e.notice_medium = "phone";
  return e;
}

inline Reclassified reclassified(Kind kind = Kind::enquiry) {
  Reclassified e;
  e.kind = kind;
  e.reason = {"Nothing was found wanting."};
  e.second_person = "omid";
  return e;
}

inline Merged merged() { return Merged{other_id().text()}; }
inline Unmerged unmerged() { return Unmerged{{"Another purchase."}}; }
inline Split split_in_two() { return Split{{other_id(1).text(), other_id(2).text()}}; }
inline Linked linked() { return Linked{other_id().text(), LinkType::same_cause}; }

inline Attached attached() {
  Attached e;
  e.name = "receipt.pdf";
  e.file = "attachments/2026-7K3QX4M/receipt.pdf";
  e.sha256 = std::string(64, 'a');
  return e;
}

inline Voided voided() { return Voided{{"A test."}}; }

inline Corrected corrected(std::string field, std::string value) {
  return Corrected{std::move(field), {std::move(value)}, {"It was misheard."}};
}

inline Redacted redacted() { return Redacted{"description", {"Name of a bystander."}}; }

inline InvestigationStarted investigation_started(std::string investigator = "omid") {
  InvestigationStarted e;
  e.investigator = std::move(investigator);
  return e;
}

inline InfoRequested info_requested(std::string_view reply_by = "2026-03-20") {
  InfoRequested e;
  e.question = {"Which card was it?"};
  e.reply_by = day(reply_by);
  return e;
}

inline InfoReceived info_received() {
  InfoReceived e;
  e.reply = {"The blue one."};
  return e;
}

inline StaffInformed staff_informed(std::string person = "bahram") {
  return StaffInformed{std::move(person), StaffStep::informed};
}

inline Remedy remedy(std::string code) {
  Remedy one;
  one.code = std::move(code);
  return one;
}
inline Remedy compensation(std::string_view money) {
  Remedy one = remedy("R47");
  one.amount = Money::parse(money);
  return one;
}

// Upheld, with an apology; complete with and without an investigation before it.
inline ResponseProposed response_proposed() {
  ResponseProposed e;
  e.outcome = Outcome::upheld;
  e.findings = {"The terminal sent the payment twice."};
  e.reasons = {"Our terminal was at fault."};
  e.no_evidence_reason = {"The log of the terminal was overwritten."};
  e.remedies = {remedy("R52")};
  e.no_investigation_reason = {"The facts are not disputed."};
  e.no_investigation_by = "sara";
  return e;
}

inline Decided decided() { return {}; }
inline Returned returned() { return Returned{{"The other side was not heard."}}; }

inline DecisionCommunicated decision_communicated() {
  DecisionCommunicated e;
  e.medium = "email";
  e.text = {"You were right, and we apologise."};
  e.next_step_rights = NextStepRights{};
  e.next_step_rights->external_body = {"The ombudsman."};
  return e;
}

inline Accepted accepted() {
  Accepted e;
  e.medium = "phone";
  return e;
}

inline Contested contested() {
  Contested e;
  e.grounds = {"not given"};
  return e;
}

inline RemedyStarted remedy_started() { return {}; }
inline RemedyDone remedy_done(std::string code = "R52") { return RemedyDone{std::move(code), {}}; }
inline RemedyVerified remedy_verified(std::string code = "R52") {
  return RemedyVerified{std::move(code), {}};
}

// Complete for each of the four ways in which a case is closed.
inline Closed closed(ClosureReason reason = ClosureReason::accepted) {
  Closed e;
  e.reason = reason;
  e.lessons = {"Terminals are checked every week."};
  e.cause = Cause{};
  e.cause->codes = {"C20"};
  e.reminder_on = day("2026-03-20");
  e.reopen_right_told = true;
  e.external_routes = {"The ombudsman, by letter."};
  return e;
}

inline Escalated escalated(int level = 1) {
  Escalated e;
  e.level = level;
  e.reason = {"The complainant disagrees."};
  e.reviewer = "nasrin";
  return e;
}

inline Referred referred() { return Referred{"The ombudsman", dispute_id(), true}; }
inline DisputeClosed dispute_closed(bool action_needed) {
  return DisputeClosed{dispute_id(), action_needed, {"Decided for the complainant."}};
}

inline Withdrawn withdrawn() {
  Withdrawn e;
  e.who = party_id;
  e.medium = "phone";
  e.voluntary = true;
  return e;
}

inline Reopened reopened() { return Reopened{"new-evidence", {}}; }

// ---- histories ----------------------------------------------------------------------------------

inline Event event_at(When at, Body body, std::string by = "sara") {
  Event event;
  event.at = at;
  event.by = std::move(by);
  event.body = std::move(body);
  return event;
}
inline Event event_on(std::string_view at, Body body, std::string by = "sara") {
  return event_at(when(at), std::move(body), std::move(by));
}

inline Event imported(Event event) {
  event.imported = "cfpb";
  return event;
}

// A complaint with one event; the body says what is unusual about its receipt.
inline Complaint received_on(std::string_view at, Received body = received()) {
  return {ComplaintId::parse(complaint_id).value(),
          "Card payment taken twice",
          {event_on(at, std::move(body))}};
}
// Received on 2026-03-02 at nine in the morning.
inline Complaint new_complaint(Received body = received()) {
  return received_on("2026-03-02T09:00:00Z", std::move(body));
}

// The same time of the day after the last event whose time is known.
inline When next_day(const Complaint& complaint) {
  When at = on_day(day("2026-03-02"));
  for (const auto& event : complaint.history)
    if (event.at.is_known()) at = event.at;
  at.instant.utc += std::chrono::days{1};
  at.day += std::chrono::days{1};
  return at;
}

// The event that a body makes on the day after the last one.
inline Event next(const Complaint& complaint, Body body, std::string by = "sara") {
  return event_at(next_day(complaint), std::move(body), std::move(by));
}

// The complaint with one more event, which nobody judges.
inline Complaint with(Complaint complaint, Event event) {
  complaint.history.push_back(std::move(event));
  return complaint;
}
// The same, an event a day.
inline Complaint with(Complaint complaint, std::vector<Body> bodies) {
  for (auto& body : bodies) {
    Event event = next(complaint, std::move(body));
    complaint.history.push_back(std::move(event));
  }
  return complaint;
}

// A complaint that came to a status on the usual way, accepted at every step by the full process:
// owner sara, investigator omid, approver reza, an apology as the only remedy.
inline Complaint complaint_that_is(Status status, Complaint start = new_complaint()) {
  const auto after = [&](Status before, std::vector<Body> bodies) {
    return with(complaint_that_is(before, start), std::move(bodies));
  };
  switch (status) {
    case Status::fresh:
      return start;
    case Status::assessed:
      return after(Status::fresh, {assigned(), assessed()});
    case Status::investigating:
      return after(Status::assessed, {investigation_started()});
    case Status::pending_complainant:
      return after(Status::investigating, {info_requested()});
    case Status::proposed:
      return after(Status::investigating, {response_proposed()});
    case Status::decided: {
      const Complaint proposed = complaint_that_is(Status::proposed, start);
      return with(proposed, next(proposed, decided(), "reza"));
    }
    case Status::communicated:
      return after(Status::decided, {decision_communicated()});
    case Status::remedying:
      return after(Status::communicated, {accepted()});
    case Status::contested:
      return after(Status::communicated, {contested()});
    case Status::referred:
      return after(Status::contested, {referred()});
    case Status::closed:
      return after(Status::remedying, {remedy_done(), remedy_verified(), closed()});
    case Status::withdrawn:
      return after(Status::fresh, {withdrawn()});
    case Status::merged:
      return after(Status::fresh, {merged()});
    case Status::rejected:
      return after(Status::fresh, {rejected()});
    case Status::voided:
      return after(Status::fresh, {voided()});
  }
  return start;
}

// ---- what the process says ----------------------------------------------------------------------

// Why an event is refused, each as "T16: remedy R52 is not done"; empty when it is taken.
inline std::vector<std::string> objections(const Complaint& complaint, const Event& event,
                                           const Rules& rules = full_rules()) {
  std::vector<std::string> out;
  if (const auto taken = take(complaint, event, rules); !taken)
    for (const auto& refusal : taken.diagnostics())
      out.push_back(refusal.rule + ": " + refusal.message);
  return out;
}
// The same for an event of the next day.
inline std::vector<std::string> objections(const Complaint& complaint, Body body,
                                           const Rules& rules = full_rules()) {
  return objections(complaint, next(complaint, std::move(body)), rules);
}

// The status after an event of the next day.
// Precondition: the full process accepts it.
inline Status status_after(const Complaint& complaint, Body body) {
  const Rules rules = full_rules();
  return replay(*take(complaint, next(complaint, std::move(body)), rules), rules).status;
}

// No objection, and one.
inline const std::vector<std::string> nothing;
inline std::vector<std::string> only(std::string objection) { return {std::move(objection)}; }

}  // namespace cmt::test
