// The events of a complaint's history: what each step of clause 7 puts on record.
//
// An empty string, an empty list or an absent optional means that the record does not say. Each
// event describes its fields once, in `describe`; the reader, the writer, the JSON Schema and the
// documentation of the record all come from that description (lib/records).
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/first_bytes.hpp"
#include "core/money.hpp"
#include "core/time.hpp"
#include "process/vocabulary.hpp"

namespace cmt::process {

// Text of several lines, as a person wrote it.
struct Text {
  std::string value;
  bool empty() const { return value.empty(); }
  bool operator==(const Text&) const = default;
};

// A code of a value list of the register.
using Code = std::string;

// A date that the record may also declare unknown.
struct KnownDate {
  std::optional<Date> date;  // absent: `unknown`
  bool operator==(const KnownDate&) const = default;
};

enum class Need {
  optional,
  required,  // the event is refused without it, unless it was imported from a source without it
};

// What the description of an event says of one field.
struct Field {
  const char* name;
  Need need;
  const char* list;     // what the text must be: a value list of the register, one of the forms
                        // @party @complaint @dispute @action @promise @request @language @sha256 @path, or
                        // "" for any text
  const char* meaning;  // for people: docs, schema, messages
  std::uint64_t first;  // of the name, for the reader: first_bytes, its size and its bit
  std::size_t size;
  std::uint64_t bit;
};

consteval Field field(const char* name, Need need, const char* list, const char* meaning) {
  const std::string_view text{name};
  const std::uint64_t first = first_bytes(text);
  return {name, need, list, meaning, first, text.size(), bit_of(first, text.size())};
}
consteval Field must(const char* name, const char* meaning, const char* list = "") {
  return field(name, Need::required, list, meaning);
}
consteval Field may(const char* name, const char* meaning, const char* list = "") {
  return field(name, Need::optional, list, meaning);
}

// ---- parts ------------------------------------------------------------------------------------

struct RemedySought {
  std::optional<Answer> requested;
  std::vector<Code> codes;
  std::optional<Money> amount;
  Text text;
};
template <class V>
void describe(V& v, RemedySought& e) {
  v(must("requested", "whether the complainant asked for something"), e.requested);
  v(may("codes", "what they asked for", "remedies"), e.codes);
  v(may("amount", "the amount they asked for"), e.amount);
  v(may("text", "in their words"), e.text);
}

struct ImmediateAction {
  std::optional<Answer> taken;
  Text what;
  std::string by;
};
template <class V>
void describe(V& v, ImmediateAction& e) {
  v(must("taken", "whether something was done at once"), e.taken);
  v(may("what", "what was done"), e.what);
  v(may("by", "who did it"), e.by);
}

struct Representative {
  std::string party, authority, evidence;
};
template <class V>
void describe(V& v, Representative& e) {
  v(must("party", "id of the person acting on behalf", "@party"), e.party);
  v(may("authority", "on what ground they act"), e.authority);
  v(may("evidence", "proof of it"), e.evidence);
}

struct Consent {
  std::optional<bool> share_external, publish, survey;
  std::optional<Date> given_on;
};
template <class V>
void describe(V& v, Consent& e) {
  v(may("share_external", "data may be shared with an outside body"), e.share_external);
  v(may("publish", "the complaint may be published"), e.publish);
  v(may("survey", "may be asked how satisfied they are"), e.survey);
  v(may("given_on", "when consent was given"), e.given_on);
}

// Where an imported record comes from and what its source said, word for word.
struct Source {
  std::string format, reference;
  std::optional<Instant> imported_at;
  std::vector<std::pair<std::string, std::string>> fields;
};
template <class V>
void describe(V& v, Source& e) {
  v(must("format", "format of the file it was read from"), e.format);
  v(may("reference", "its identifier there"), e.reference);
  v(must("imported_at", "when it was read into the register"), e.imported_at);
  v(may("fields", "columns of the source, as given"), e.fields);
}

struct Evidence {
  std::string what, source;
  std::optional<Date> date;
  std::string sha256, location;
};
template <class V>
void describe(V& v, Evidence& e) {
  v(must("what", "what it shows or is"), e.what);
  v(may("source", "where it comes from"), e.source);
  v(may("date", "its date"), e.date);
  v(may("sha256", "digest of the file", "@sha256"), e.sha256);
  v(may("location", "where it is kept"), e.location);
}

// One point that the complainant raised, and the answer to it.
struct Point {
  Text point, answer;
  std::optional<Outcome> outcome;
};
template <class V>
void describe(V& v, Point& e) {
  v(must("point", "what was raised"), e.point);
  v(may("answer", "the answer given"), e.answer);
  v(may("outcome", "what was found on it"), e.outcome);
}

// What was found on a promise of the charter (ISO 10001:2018).
struct PromiseFinding {
  std::string promise;
  std::optional<PromiseResult> result;
  Text limitation;
  std::optional<bool> told;
  Text no_remedy_reason;
};
template <class V>
void describe(V& v, PromiseFinding& e) {
  v(must("promise", "the promise, such as PR-07", "@promise"), e.promise);
  v(must("result", "whether it was broken"), e.result);
  v(may("limitation", "the limitation that applies, quoted"), e.limitation);
  v(may("told", "whether the customer had been told of the limitation"), e.told);
  v(may("no_remedy_reason", "why the remedy that goes with the promise is not offered"),
    e.no_remedy_reason);
}

struct Remedy {
  Code code;
  std::optional<Money> amount;
  std::optional<Date> due;
  Text text;
  std::optional<bool> goodwill;
};
template <class V>
void describe(V& v, Remedy& e) {
  v(must("code", "kind of remedy", "remedies"), e.code);
  v(may("amount", "its amount; required for compensation, refunds and discounts"), e.amount);
  v(may("due", "when it is to be carried out"), e.due);
  v(may("text", "what exactly"), e.text);
  v(may("goodwill", "given without an obligation"), e.goodwill);
}

struct OthersAffected {
  std::optional<bool> checked;
  std::optional<int> estimate;
  Text plan;
};
template <class V>
void describe(V& v, OthersAffected& e) {
  v(must("checked", "whether others with the same problem were looked for"), e.checked);
  v(may("estimate", "how many there may be"), e.estimate);
  v(may("plan", "what is done for them"), e.plan);
}

struct Cause {
  std::vector<Code> codes;
  Code method;
  Text text;
};
template <class V>
void describe(V& v, Cause& e) {
  v(must("codes", "root causes, the main one first", "causes"), e.codes);
  v(may("method", "how it was found", "cause_methods"), e.method);
  v(may("text", "in words"), e.text);
}

struct NextStepRights {
  Text internal_review, external_body;
  std::optional<Date> deadline;
};
template <class V>
void describe(V& v, NextStepRights& e) {
  v(may("internal_review", "how to ask for an internal review"), e.internal_review);
  v(may("external_body", "where to turn outside"), e.external_body);
  v(may("deadline", "until when"), e.deadline);
}

// A duty to report a case to an authority, such as one for product safety or data protection.
struct Reportable {
  std::string authority, rule;
  std::optional<Date> due;
};
template <class V>
void describe(V& v, Reportable& e) {
  v(must("authority", "to whom the case must be reported"), e.authority);
  v(may("rule", "the rule that asks for it"), e.rule);
  v(must("due", "until when"), e.due);
}

// ---- events -----------------------------------------------------------------------------------

// 7.2 Receipt.
struct Received {
  std::optional<Kind> kind;  // absent: a complaint
  Code medium;
  std::string language;
  std::string complainant;  // id of the party
  std::optional<bool> anonymous;
  Code complainant_type;
  std::optional<Representative> representative;
  std::string contact_person, recipient, received_via, referred_by;
  std::optional<Date> referred_on;
  std::optional<Instant> channel_received_at;
  Code category;
  std::vector<Code> other_categories;
  std::string category_text;
  std::optional<int> delay_days;
  std::string product, reference, unit, practice, segment;
  std::vector<std::string> persons;
  std::optional<KnownDate> occurred_on;
  std::optional<Date> aware_on;
  std::optional<Answer> recurring;
  std::optional<RemedySought> remedy_sought;
  std::optional<ImmediateAction> immediate_action;
  std::optional<bool> safety_suspected;
  std::optional<Date> reply_expected_by;
  std::vector<std::string> external_refs;
  std::vector<Code> accessibility_needs, vulnerability;
  Code preferred_medium;
  std::string preferred_language, preferred_format;
  std::optional<Consent> consent;
  std::string notice, profile, limits;
  std::optional<Process> process;
  Text description;
  std::optional<Source> source;
};
template <class V>
void describe(V& v, Received& e) {
  v(may("kind", "kind of feedback; a complaint when absent"), e.kind);
  v(must("medium", "how it came", "media"), e.medium);
  v(must("language", "language of the complainant, a BCP 47 tag", "@language"), e.language);
  v(may("complainant", "id of the complainant in parties/", "@party"), e.complainant);
  v(may("anonymous", "true when nobody can be named or answered"), e.anonymous);
  v(may("complainant_type", "what the complainant is to us", "complainant_types"),
    e.complainant_type);
  v(may("representative", "who acts on behalf of the complainant"), e.representative);
  v(may("contact_person", "id of the party to write to, if another"), e.contact_person);
  v(may("recipient", "who received it"), e.recipient);
  v(may("received_via", "site, branch, partner or agent that received it"), e.received_via);
  v(may("referred_by", "body or person that passed it on"), e.referred_by);
  v(may("referred_on", "when that body sent it on"), e.referred_on);
  v(may("channel_received_at", "time in the channel, such as the mail's header"),
    e.channel_received_at);
  v(may("category", "main problem category", "problems"), e.category);
  v(may("other_categories", "further problem categories", "problems"), e.other_categories);
  v(may("category_text", "in words, for the category `other`"), e.category_text);
  v(may("delay_days", "length of the delay, for delay categories"), e.delay_days);
  v(may("product", "product or service concerned"), e.product);
  v(may("reference", "order, contract, batch or policy number"), e.reference);
  v(may("unit", "department, branch or site concerned"), e.unit);
  v(may("practice", "practice of the organization complained of"), e.practice);
  v(may("segment", "market segment of the complainant"), e.segment);
  v(may("persons", "staff complained about"), e.persons);
  v(may("occurred_on", "date of the problem, or unknown"), e.occurred_on);
  v(may("aware_on", "when the complainant learned of it"), e.aware_on);
  v(must("recurring", "has it happened to this person before"), e.recurring);
  v(must("remedy_sought", "what the complainant asks for"), e.remedy_sought);
  v(must("immediate_action", "what was done at receipt"), e.immediate_action);
  v(may("safety_suspected",
        "whether what was said at receipt points to a danger to health or safety"),
    e.safety_suspected);
  v(may("reply_expected_by", "reply date told to or asked by the complainant"),
    e.reply_expected_by);
  v(may("external_refs", "numbers of the complainant, a regulator, another system"),
    e.external_refs);
  v(may("accessibility_needs", "support needed", "accessibility_needs"), e.accessibility_needs);
  v(may("vulnerability", "circumstances to take into account", "vulnerabilities"),
    e.vulnerability);
  v(may("preferred_medium", "how they want to be answered", "media"), e.preferred_medium);
  v(may("preferred_language", "in which language", "@language"), e.preferred_language);
  v(may("preferred_format", "in which format, such as large print"), e.preferred_format);
  v(may("consent", "permissions given"), e.consent);
  v(may("notice", "version of the public notice in force (7.1)"), e.notice);
  v(may("profile", "deadline profile applied and its version, such as iso@1"), e.profile);
  v(may("limits", "its limits as they stood then; they govern the case for good", "@limits"),
    e.limits);
  v(may("process", "how strictly the register ran the process at receipt"), e.process);
  v(may("description", "the complaint in the words of the complainant"), e.description);
  v(may("source", "where an imported record comes from"), e.source);
}

// 7.4 Acknowledgement.
struct Acknowledged {
  Code medium;
  std::string to, contact_person, text_id;
};
template <class V>
void describe(V& v, Acknowledged& e) {
  v(must("medium", "how it was acknowledged", "media"), e.medium);
  v(may("to", "to whom"), e.to);
  v(may("contact_person", "whom the complainant can ask"), e.contact_person);
  v(may("text_id", "the text sent"), e.text_id);
}

// 7.5 Initial assessment; again, with a reason, when facts change.
struct Assessed {
  std::optional<int> severity, impact;
  std::optional<Complexity> complexity;
  std::optional<bool> safety;
  Text safety_note;
  std::optional<bool> action_needed, action_possible, compensation_likely;
  std::optional<Priority> priority;
  std::string priority_reason;
  Code category;
  std::vector<Code> other_categories;
  std::string category_text;
  std::optional<int> delay_days;
  std::string product, unit;
  std::vector<std::string> persons;
  std::optional<bool> legal_hold, staff_misconduct;
  std::vector<Code> interest;
  std::vector<Reportable> reportable;
  std::vector<std::string> not_reportable;
  std::vector<std::string> promises_broken;
  std::string profile, limits;
  Code reason;
  std::vector<std::string> defaulted;
};
template <class V>
void describe(V& v, Assessed& e) {
  v(must("severity", "harm to the complainant, 1 low to 4 critical"), e.severity);
  v(must("impact", "reach of the problem, 1 to 4"), e.impact);
  v(must("complexity", "effort and expertise needed"), e.complexity);
  v(must("safety", "whether health or safety is concerned"), e.safety);
  v(may("safety_note", "how"), e.safety_note);
  v(must("action_needed", "whether immediate action is needed"), e.action_needed);
  v(must("action_possible", "whether immediate action is possible"), e.action_possible);
  v(may("compensation_likely", "whether compensation is likely"), e.compensation_likely);
  v(may("priority", "overrides the priority that severity and impact give"), e.priority);
  v(may("priority_reason", "why it is overridden"), e.priority_reason);
  v(may("category", "main problem category", "problems"), e.category);
  v(may("other_categories", "further problem categories", "problems"), e.other_categories);
  v(may("category_text", "in words, for the category `other`"), e.category_text);
  v(may("delay_days", "length of the delay, for delay categories"), e.delay_days);
  v(may("product", "product or service concerned"), e.product);
  v(may("unit", "department, branch or site concerned"), e.unit);
  v(may("persons", "staff complained about"), e.persons);
  v(may("legal_hold", "litigation or regulator interest: keep everything"), e.legal_hold);
  v(may("staff_misconduct", "whether misconduct of staff is alleged"), e.staff_misconduct);
  v(may("interest", "who outside takes an interest, such as the press", "interests"), e.interest);
  v(may("reportable", "authorities that the case must be reported to"), e.reportable);
  v(may("not_reportable", "authorities that it need not be reported to after all"),
    e.not_reportable);
  v(may("promises_broken", "promises of the charter said to be broken", "@promise"),
    e.promises_broken);
  v(may("profile", "deadline profile that applies from receipt on, and its version"), e.profile);
  v(may("limits", "its limits as they stood then", "@limits"), e.limits);
  v(may("reason", "why a case is assessed again", "assessment_reasons"), e.reason);
  v(may("defaulted", "fields taken from the register's defaults, not judged"), e.defaulted);
}

// 7.3 Tracking.
struct Assigned {
  std::string owner, unit;
};
template <class V>
void describe(V& v, Assigned& e) {
  v(must("owner", "who is accountable for the case"), e.owner);
  v(may("unit", "their team"), e.unit);
}

struct Updated {
  Code medium;
  Text text;
  std::optional<bool> on_request, holding;
};
template <class V>
void describe(V& v, Updated& e) {
  v(must("medium", "how the complainant was told", "media"), e.medium);
  v(must("text", "what they were told"), e.text);
  v(may("on_request", "whether they had asked"), e.on_request);
  v(may("holding", "whether it is the holding reply that a deadline profile asks for"), e.holding);
}

// Also what somebody wrote to us about the case, such as a mail in reply.
struct Noted {
  Text text;
  Code medium{};
  std::string from{};
  std::vector<std::string> external_refs{};
};
template <class V>
void describe(V& v, Noted& e) {
  v(must("text", "the note"), e.text);
  v(may("medium", "how it came, of what somebody said or wrote to us", "media"), e.medium);
  v(may("from", "id of the party who said or wrote it", "@party"), e.from);
  v(may("external_refs", "its numbers elsewhere, such as the Message-ID of a mail"), e.external_refs);
}

struct Forwarded {
  std::string to;
  Text text;
  std::optional<bool> report;
};
template <class V>
void describe(V& v, Forwarded& e) {
  v(must("to", "to whom the case was passed"), e.to);
  v(may("text", "with what"), e.text);
  v(may("report", "true: the report that the case owes to an authority"), e.report);
}

struct Extended {
  std::string deadline;
  std::optional<Date> until;
  Text reason;
  Code notice_medium;
};
template <class V>
void describe(V& v, Extended& e) {
  v(must("deadline", "which limit: ack, assess, update, holding, final, remedy, reply, report"), e.deadline);
  v(must("until", "the new due date"), e.until);
  v(must("reason", "why"), e.reason);
  v(must("notice_medium", "how the complainant was told", "media"), e.notice_medium);
}

// 7.2 Receipt: what is not a complaint, or belongs to another record.
struct Rejected {
  Code reason;
  Text text;
  Code notice_medium;
};
template <class V>
void describe(V& v, Rejected& e) {
  v(must("reason", "why it is not handled here", "rejection_reasons"), e.reason);
  v(must("text", "the reason in words"), e.text);
  v(must("notice_medium", "how the complainant was told", "media"), e.notice_medium);
}

struct Reclassified {
  std::optional<Kind> kind;
  Text reason;
  std::string second_person;
};
template <class V>
void describe(V& v, Reclassified& e) {
  v(must("kind", "the new kind of feedback"), e.kind);
  v(must("reason", "why"), e.reason);
  v(may("second_person", "who agreed that it is not a complaint"), e.second_person);
}

struct Merged {
  std::string into;
};
template <class V>
void describe(V& v, Merged& e) {
  v(must("into", "id of the complaint that carries the work", "@complaint"), e.into);
}

struct Unmerged {
  Text reason;
};
template <class V>
void describe(V& v, Unmerged& e) {
  v(must("reason", "why it is a matter of its own"), e.reason);
}

struct Split {
  std::vector<std::string> into;
};
template <class V>
void describe(V& v, Split& e) {
  v(must("into", "ids of the complaints that carry the parts", "@complaint"), e.into);
}

struct Linked {
  std::string to;
  std::optional<LinkType> type;
};
template <class V>
void describe(V& v, Linked& e) {
  v(must("to", "id of the other complaint", "@complaint"), e.to);
  v(must("type", "how the two belong together"), e.type);
}

struct Attached {
  std::string name, file, sha256, media_type;
};
template <class V>
void describe(V& v, Attached& e) {
  v(must("name", "name of the document"), e.name);
  v(must("file", "path below the register", "@path"), e.file);
  v(must("sha256", "digest of its bytes", "@sha256"), e.sha256);
  v(may("media_type", "kind of file"), e.media_type);
}

struct Voided {
  Text reason;
};
template <class V>
void describe(V& v, Voided& e) {
  v(must("reason", "why the record should not exist"), e.reason);
}

struct Corrected {
  std::string field;
  Text value, reason;
};
template <class V>
void describe(V& v, Corrected& e) {
  v(must("field", "what is put right: summary, or a field of the receipt"), e.field);
  v(must("value", "the right value"), e.value);
  v(must("reason", "why it was wrong"), e.reason);
}

struct Redacted {
  std::string field;
  Text reason;
  std::string schedule{}, request{};
};
template <class V>
void describe(V& v, Redacted& e) {
  v(must("field", "what was removed"), e.field);
  v(must("reason", "on what ground"), e.reason);
  v(may("schedule", "row of the retention schedule that it was removed by"), e.schedule);
  v(may("request", "request of the person that it was removed on", "@request"), e.request);
}

// 7.6 Investigation.
struct InvestigationStarted {
  std::string investigator;
  std::optional<Depth> depth;
  Text plan;
  std::optional<bool> conflict_checked;
};
template <class V>
void describe(V& v, InvestigationStarted& e) {
  v(must("investigator", "who finds the facts"), e.investigator);
  v(may("depth", "effort: desk, standard or full"), e.depth);
  v(may("plan", "the questions to answer"), e.plan);
  v(may("conflict_checked", "whether they declared to have no conflict of interest"),
    e.conflict_checked);
}

struct InfoRequested {
  Text question;
  std::optional<Date> reply_by;
  Code medium;
};
template <class V>
void describe(V& v, InfoRequested& e) {
  v(must("question", "what the complainant is asked"), e.question);
  v(must("reply_by", "until when a reply is awaited"), e.reply_by);
  v(may("medium", "how they were asked", "media"), e.medium);
}

struct InfoReceived {
  Text reply, proceed_without;
  Code medium;
};
template <class V>
void describe(V& v, InfoReceived& e) {
  v(may("reply", "what was answered"), e.reply);
  v(may("proceed_without", "why the case goes on without a reply"), e.proceed_without);
  v(may("medium", "how it came", "media"), e.medium);
}

struct StaffInformed {
  std::string person;
  std::optional<StaffStep> step;
};
template <class V>
void describe(V& v, StaffInformed& e) {
  v(must("person", "the person complained about"), e.person);
  v(must("step", "informed, heard, or told the result"), e.step);
}

// 7.7 Response.
struct ResponseProposed {
  std::optional<Outcome> outcome;
  Text findings, reasons, complainant_view, staff_view;
  std::vector<Evidence> evidence;
  Text no_evidence_reason;
  std::vector<Point> points;
  std::vector<Remedy> remedies;
  Text no_remedy_reason;
  Text no_investigation_reason;
  std::string no_investigation_by;
  std::vector<std::string> options;
  std::optional<Cause> cause;
  std::optional<OthersAffected> others_affected;
  std::vector<PromiseFinding> promises;
};
template <class V>
void describe(V& v, ResponseProposed& e) {
  v(must("outcome", "what was found"), e.outcome);
  v(may("findings", "the facts established"), e.findings);
  v(may("reasons", "the reasons in plain language"), e.reasons);
  v(may("complainant_view", "the complainant's side"), e.complainant_view);
  v(may("staff_view", "the other side"), e.staff_view);
  v(may("evidence", "what the findings rest on"), e.evidence);
  v(may("no_evidence_reason", "why there is none"), e.no_evidence_reason);
  v(may("points", "every point raised and its answer"), e.points);
  v(may("remedies", "what is offered"), e.remedies);
  v(may("no_remedy_reason", "why nothing is offered"), e.no_remedy_reason);
  v(may("no_investigation_reason", "why there was no investigation"), e.no_investigation_reason);
  v(may("no_investigation_by", "who decided that"), e.no_investigation_by);
  v(may("options", "alternatives offered"), e.options);
  v(may("cause", "root cause"), e.cause);
  v(may("others_affected", "others hit by the same problem"), e.others_affected);
  v(may("promises", "what was found on each promise said to be broken"), e.promises);
}

struct Decided {
  Text text;
  std::optional<OthersAffected> others_affected;
};
template <class V>
void describe(V& v, Decided& e) {
  v(may("text", "remark of the approver"), e.text);
  v(may("others_affected", "others hit by the same problem"), e.others_affected);
}

struct Returned {
  Text reason;
};
template <class V>
void describe(V& v, Returned& e) {
  v(must("reason", "what is missing or wrong"), e.reason);
}

// 7.8 Communicating the decision.
struct DecisionCommunicated {
  Code medium;
  Text text;
  std::string attachment;
  std::optional<NextStepRights> next_step_rights;
  std::optional<Outcome> outcome;
  std::optional<bool> timely;
};
template <class V>
void describe(V& v, DecisionCommunicated& e) {
  v(must("medium", "how the complainant was told", "media"), e.medium);
  v(may("text", "what they were told"), e.text);
  v(may("attachment", "the letter, a path below the register", "@path"), e.attachment);
  v(may("next_step_rights", "what they can do if they disagree"), e.next_step_rights);
  v(may("outcome", "only in imported records: the outcome the source states"), e.outcome);
  v(may("timely", "only in imported records: in time, as the source states"), e.timely);
}

// 7.9 Closing the complaint.
struct Accepted {
  Code medium;
  std::optional<Answer> satisfied;
  Text text;
};
template <class V>
void describe(V& v, Accepted& e) {
  v(must("medium", "how acceptance was given; it need not be written", "media"), e.medium);
  v(may("satisfied", "whether they said to be satisfied"), e.satisfied);
  v(may("text", "in their words"), e.text);
}

struct Contested {
  Text grounds;
  Code medium;
};
template <class V>
void describe(V& v, Contested& e) {
  v(must("grounds", "why, or `not given`: nobody must justify it"), e.grounds);
  v(may("medium", "how they said so", "media"), e.medium);
}

struct RemedyStarted {
  Text text;
};
template <class V>
void describe(V& v, RemedyStarted& e) {
  v(may("text", "what is done whatever the complainant answers"), e.text);
}

struct RemedyDone {
  Code remedy;
  Text proof;
};
template <class V>
void describe(V& v, RemedyDone& e) {
  v(must("remedy", "the remedy carried out", "remedies"), e.remedy);
  v(may("proof", "what shows it"), e.proof);
}

struct RemedyVerified {
  Code remedy;
  Text proof;
};
template <class V>
void describe(V& v, RemedyVerified& e) {
  v(must("remedy", "the remedy checked", "remedies"), e.remedy);
  v(may("proof", "how it was checked"), e.proof);
}

struct Closed {
  std::optional<ClosureReason> reason;
  Text lessons, no_lessons_reason;
  std::optional<Cause> cause;
  std::optional<Date> reminder_on;
  std::optional<bool> reopen_right_told;
  Text external_routes;
  std::optional<Date> staff_informed_on;
  std::optional<int> handling_minutes;
  std::optional<Money> external_cost;
};
template <class V>
void describe(V& v, Closed& e) {
  v(must("reason", "why it ends"), e.reason);
  v(may("lessons", "what was learned"), e.lessons);
  v(may("no_lessons_reason", "why nothing was learned"), e.no_lessons_reason);
  v(may("cause", "root cause"), e.cause);
  v(may("reminder_on", "when a complainant who is silent was reminded"), e.reminder_on);
  v(may("reopen_right_told", "whether they know that it can be reopened"), e.reopen_right_told);
  v(may("external_routes", "the outside routes told in writing"), e.external_routes);
  v(may("staff_informed_on", "when the staff complained about learned the result"),
    e.staff_informed_on);
  v(may("handling_minutes", "working time on the case, in minutes"), e.handling_minutes);
  v(may("external_cost", "what was paid to others for handling it: experts, carriage"), e.external_cost);
}

struct Escalated {
  std::optional<int> level;
  Text reason;
  std::string reviewer;
  std::vector<std::string> notified;
  std::string trigger;
};
template <class V>
void describe(V& v, Escalated& e) {
  v(must("level", "escalation level, 0 to 3"), e.level);
  v(must("reason", "the trigger"), e.reason);
  v(may("reviewer", "who reviews; nobody who decided before"), e.reviewer);
  v(may("notified", "who was told (5.4)"), e.notified);
  v(may("trigger", "the automatic trigger that raised it; each fires once a cycle"), e.trigger);
}

struct Referred {
  std::string body, dispute;
  std::optional<bool> consent;
};
template <class V>
void describe(V& v, Referred& e) {
  v(must("body", "the outside body"), e.body);
  v(must("dispute", "id of the dispute record", "@dispute"), e.dispute);
  v(must("consent", "whether the complainant agrees to share the data"), e.consent);
}

struct DisputeClosed {
  std::string dispute;
  std::optional<bool> action_needed;
  Text result;
};
template <class V>
void describe(V& v, DisputeClosed& e) {
  v(must("dispute", "id of the dispute record", "@dispute"), e.dispute);
  v(must("action_needed", "whether the result must be carried out"), e.action_needed);
  v(must("result", "how the dispute ended"), e.result);
}

struct Withdrawn {
  std::string who;
  Code medium;
  std::optional<bool> voluntary;
  Code reason;
  Text words;
};
template <class V>
void describe(V& v, Withdrawn& e) {
  v(must("who", "who took it back: the complainant or a representative"), e.who);
  v(must("medium", "how they said so", "media"), e.medium);
  v(must("voluntary", "false when staff asked for it"), e.voluntary);
  v(may("reason", "why", "withdrawal_reasons"), e.reason);
  v(may("words", "in their words"), e.words);
}

struct Reopened {
  Code reason;
  Text text;
};
template <class V>
void describe(V& v, Reopened& e) {
  v(must("reason", "why", "reopen_reasons"), e.reason);
  v(may("text", "in words"), e.text);
}

using AnyBody =
    std::variant<Received, Acknowledged, Assessed, Assigned, Updated, Noted, Forwarded, Extended,
                 Rejected, Reclassified, Merged, Unmerged, Split, Linked, Attached, Voided,
                 Corrected, Redacted, InvestigationStarted, InfoRequested, InfoReceived,
                 StaffInformed, ResponseProposed, Decided, Returned, DecisionCommunicated, Accepted,
                 Contested, RemedyStarted, RemedyDone, RemedyVerified, Closed, Escalated, Referred,
                 DisputeClosed, Withdrawn, Reopened>;

// The index of an event in AnyBody and event_names; the number of events for any other type.
template <class T, class... Events>
constexpr std::size_t index_among(std::type_identity<std::variant<Events...>>) {
  std::size_t index = 0;
  static_cast<void>(((std::is_same_v<T, Events> || (++index, false)) || ...));
  return index;
}
template <class T>
constexpr std::size_t event_index() {
  return index_among<T>(std::type_identity<AnyBody>{});
}

template <class T>
concept AnEvent = event_index<T>() < std::variant_size_v<AnyBody>;

// One of them. What creates, copies and destroys one is compiled once, in events.cpp: each is code
// for every event, and every command makes events.
class Body : public AnyBody {
 public:
  Body();
  explicit Body(std::size_t index);  // the empty event of an index below std::size(event_names)
  template <AnEvent T>
  Body(T event) : Body(event_index<T>(), &event) {}
  Body(const Body&);
  Body(Body&&) noexcept;
  Body& operator=(const Body&);
  Body& operator=(Body&&) noexcept;
  ~Body();

 private:
  Body(std::size_t index, void* event);  // moves from the event of that index
};

// The names of the events, in the order of AnyBody.
inline constexpr std::string_view event_names[] = {
    "received",      "acknowledged", "assessed",       "assigned",
    "updated",       "noted",        "forwarded",      "extended",
    "rejected",      "reclassified", "merged",         "unmerged",
    "split",         "linked",       "attached",       "voided",
    "corrected",     "redacted",     "investigation-started", "info-requested",
    "info-received", "staff-informed", "response-proposed", "decided",
    "returned",      "decision-communicated", "accepted", "contested",
    "remedy-started", "remedy-done", "remedy-verified", "closed",
    "escalated",     "referred",     "dispute-closed", "withdrawn",
    "reopened"};
static_assert(std::size(event_names) == std::variant_size_v<AnyBody>);

struct Event {
  When at;  // when it happened
  std::string by;  // who put it on record
  std::optional<Instant> recorded_at;  // when it was put on record, if later than it happened
  std::string imported;                // the format it was imported from, if it was
  Text note;
  Body body;

  std::string_view name() const { return event_names[body.index()]; }
};

// The fields that every event has, besides `event`.
template <class V>
void describe_header(V& v, Event& e) {
  v(must("at", "when it happened: RFC 3339, a date, or unknown"), e.at);
  v(must("by", "who put it on record"), e.by);
  v(may("recorded_at", "when it was put on record, if later than it happened"), e.recorded_at);
  v(may("imported", "format it was imported from"), e.imported);
}

}  // namespace cmt::process
