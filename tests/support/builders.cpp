#include "support/builders.hpp"

namespace cmt::test {

Date day(std::string_view text) { return parse_date(text).value(); }

Instant moment(std::string_view text) { return parse_instant(text).value(); }

When when(std::string_view text) { return parse_when(text).value(); }

void add_codes(Rules& rules, const char* list, std::initializer_list<const char*> codes) {
  for (const char* code : codes) rules.lists.edit(list).add({code, {}, {}, {}, false});
}

Rules rules_of(Process process) {
  Rules rules;
  rules.process = process;
  add_codes(rules, "interests", {"press", "regulator"});
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

Rules small_rules() { return rules_of(Process::small); }

Rules full_rules() { return rules_of(Process::full); }

ComplaintId other_id(std::uint64_t n) {
  return ComplaintId::draw(2026, [n] { return n; });
}

std::string dispute_id() {
  return LetterId::draw('D', [] { return std::uint64_t{1}; }).text();
}

Received received() {
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

Acknowledged acknowledged() {
  Acknowledged e;
  e.medium = "email";
  return e;
}

Assessed assessed(int severity, int impact, Complexity complexity) {
  Assessed e;
  e.severity = severity;
  e.impact = impact;
  e.complexity = complexity;
  e.safety = false;
  e.action_needed = false;
  e.action_possible = false;
  return e;
}

Assigned assigned(std::string owner) {
  Assigned e;
  e.owner = std::move(owner);
  return e;
}

Updated updated() {
  Updated e;
  e.medium = "phone";
  e.text = {"It is being looked into."};
  return e;
}

Noted noted() { return Noted{{"Rang twice."}}; }

Forwarded forwarded() {
  Forwarded e;
  e.to = "billing";
  return e;
}

Extended extended(std::string_view until) {
  Extended e;
  e.deadline = "final";
  e.until = day(until);
  e.reason = {"The bank has not answered."};
  e.notice_medium = "email";
  return e;
}

Rejected rejected() {
  Rejected e;
  e.reason = "not-a-complaint";
  e.text = {"A question about opening hours."};
  e.notice_medium = "phone";
  return e;
}

Reclassified reclassified(Kind kind) {
  Reclassified e;
  e.kind = kind;
  e.reason = {"Nothing was found wanting."};
  e.second_person = "omid";
  return e;
}

Merged merged() { return Merged{other_id().text()}; }

Unmerged unmerged() { return Unmerged{{"Another purchase."}}; }

Split split_in_two() { return Split{{other_id(1).text(), other_id(2).text()}}; }

Linked linked() { return Linked{other_id().text(), LinkType::same_cause}; }

Attached attached() {
  Attached e;
  e.name = "receipt.pdf";
  e.file = "attachments/2026-7K3QX4M/receipt.pdf";
  e.sha256 = std::string(64, 'a');
  return e;
}

Voided voided() { return Voided{{"A test."}}; }

Corrected corrected(std::string field, std::string value) {
  return Corrected{std::move(field), {std::move(value)}, {"It was misheard."}};
}

Redacted redacted() { return Redacted{"description", {"Name of a bystander."}}; }

InvestigationStarted investigation_started(std::string investigator) {
  InvestigationStarted e;
  e.investigator = std::move(investigator);
  return e;
}

InfoRequested info_requested(std::string_view reply_by) {
  InfoRequested e;
  e.question = {"Which card was it?"};
  e.reply_by = day(reply_by);
  return e;
}

InfoReceived info_received() {
  InfoReceived e;
  e.reply = {"The blue one."};
  return e;
}

StaffInformed staff_informed(std::string person) {
  return StaffInformed{std::move(person), StaffStep::informed};
}

Remedy remedy(std::string code) {
  Remedy one;
  one.code = std::move(code);
  return one;
}

Remedy compensation(std::string_view money) {
  Remedy one = remedy("R47");
  one.amount = Money::parse(money);
  return one;
}

ResponseProposed response_proposed() {
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

Decided decided() { return {}; }

Returned returned() { return Returned{{"The other side was not heard."}}; }

DecisionCommunicated decision_communicated() {
  DecisionCommunicated e;
  e.medium = "email";
  e.text = {"You were right, and we apologise."};
  e.next_step_rights = NextStepRights{};
  e.next_step_rights->external_body = {"The ombudsman."};
  return e;
}

Accepted accepted() {
  Accepted e;
  e.medium = "phone";
  return e;
}

Contested contested() {
  Contested e;
  e.grounds = {"not given"};
  return e;
}

RemedyStarted remedy_started() { return {}; }

RemedyDone remedy_done(std::string code) { return RemedyDone{std::move(code), {}}; }

RemedyVerified remedy_verified(std::string code) { return RemedyVerified{std::move(code), {}}; }

Closed closed(ClosureReason reason) {
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

Escalated escalated(int level) {
  Escalated e;
  e.level = level;
  e.reason = {"The complainant disagrees."};
  e.reviewer = "nasrin";
  return e;
}

Referred referred() { return Referred{"The ombudsman", dispute_id(), true}; }

DisputeClosed dispute_closed(bool action_needed) {
  return DisputeClosed{dispute_id(), action_needed, {"Decided for the complainant."}};
}

Withdrawn withdrawn() {
  Withdrawn e;
  e.who = party_id;
  e.medium = "phone";
  e.voluntary = true;
  return e;
}

Reopened reopened() { return Reopened{"new-evidence", {}}; }

Event event_at(When at, Body body, std::string by) {
  Event event;
  event.at = at;
  event.by = std::move(by);
  event.body = std::move(body);
  return event;
}

Event event_on(std::string_view at, Body body, std::string by) {
  return event_at(when(at), std::move(body), std::move(by));
}

Event imported(Event event) {
  event.imported = "cfpb";
  return event;
}

Complaint received_on(std::string_view at, Received body) {
  return {ComplaintId::parse(complaint_id).value(),
          "Card payment taken twice",
          {event_on(at, std::move(body))}};
}

Complaint new_complaint(Received body) {
  return received_on("2026-03-02T09:00:00Z", std::move(body));
}

When next_day(const Complaint& complaint) {
  When at = on_day(day("2026-03-02"));
  for (const auto& event : complaint.history)
    if (event.at.is_known()) at = event.at;
  at.instant.utc += std::chrono::days{1};
  at.day += std::chrono::days{1};
  return at;
}

Event next(const Complaint& complaint, Body body, std::string by) {
  return event_at(next_day(complaint), std::move(body), std::move(by));
}

Complaint with(Complaint complaint, Event event) {
  complaint.history.push_back(std::move(event));
  return complaint;
}

Complaint with(Complaint complaint, std::vector<Body> bodies) {
  for (auto& body : bodies) {
    Event event = next(complaint, std::move(body));
    complaint.history.push_back(std::move(event));
  }
  return complaint;
}

Complaint complaint_that_is(Status status, Complaint start) {
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

std::vector<std::string> objections(const Complaint& complaint, const Event& event,
                                    const Rules& rules) {
  std::vector<std::string> out;
  if (const auto taken = take(complaint, event, rules); !taken)
    for (const auto& refusal : taken.diagnostics())
      out.push_back(refusal.rule + ": " + refusal.message.english());
  return out;
}

std::vector<std::string> objections(const Complaint& complaint, Body body, const Rules& rules) {
  return objections(complaint, next(complaint, std::move(body)), rules);
}

Status status_after(const Complaint& complaint, Body body) {
  const Rules rules = full_rules();
  return replay(*take(complaint, next(complaint, std::move(body)), rules), rules).status;
}

std::vector<std::string> only(std::string objection) { return {std::move(objection)}; }

}  // namespace cmt::test
