// ISO 10004:2018 and ISO 10002:2018, 8.3: a survey of how satisfied complainants are, from the plan to
// the last answer.
//
// The plan says who is asked what and how large the sample is (sampling.hpp); the draw can be made
// again from its seed. The record holds the ids of complaints and what was answered, never a name or
// an address. Whether an answer came late, who has not answered, and every index are computed.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::survey {

using process::may;
using process::must;
using process::Text;

enum class SurveyStatus { planned, drawn, open, closed, cancelled };
inline constexpr auto survey_status_names =
    names<SurveyStatus>({{SurveyStatus::planned, "planned"},
                         {SurveyStatus::drawn, "drawn"},
                         {SurveyStatus::open, "open"},
                         {SurveyStatus::closed, "closed"},
                         {SurveyStatus::cancelled, "cancelled"}});

enum class Purpose { complaint_process, product, code, dispute_process };
inline constexpr auto purpose_names = names<Purpose>({{Purpose::complaint_process, "complaint-process"},
                                                      {Purpose::product, "product"},
                                                      {Purpose::code, "code"},
                                                      {Purpose::dispute_process, "dispute-process"}});

enum class Method { census, simple_random, stratified };
inline constexpr auto method_names = names<Method>({{Method::census, "census"},
                                                    {Method::simple_random, "simple-random"},
                                                    {Method::stratified, "stratified"}});

// What a stratified sample is proportional in.
enum class Stratum { outcome, medium, product, unit, severity };
inline constexpr auto stratum_names = names<Stratum>({{Stratum::outcome, "outcome"},
                                                      {Stratum::medium, "medium"},
                                                      {Stratum::product, "product"},
                                                      {Stratum::unit, "unit"},
                                                      {Stratum::severity, "severity"}});

// Why somebody of the population is not asked.
enum class Exclusion { anonymous, no_contact, refused, no_consent, minor, legal, dispute, asked_lately };
inline constexpr auto exclusion_names = names<Exclusion>({{Exclusion::anonymous, "anonymous"},
                                                          {Exclusion::no_contact, "no-contact"},
                                                          {Exclusion::refused, "refused"},
                                                          {Exclusion::no_consent, "no-consent"},
                                                          {Exclusion::minor, "minor"},
                                                          {Exclusion::legal, "legal"},
                                                          {Exclusion::dispute, "dispute"},
                                                          {Exclusion::asked_lately, "asked-lately"}});

enum class QuestionType { rating, yes_no, choice, open };
inline constexpr auto question_type_names = names<QuestionType>({{QuestionType::rating, "rating"},
                                                                 {QuestionType::yes_no, "yes-no"},
                                                                 {QuestionType::choice, "choice"},
                                                                 {QuestionType::open, "open"}});

// Why an invitation cannot be answered.
enum class Failing { bounced, opted_out };
inline constexpr auto failing_names =
    names<Failing>({{Failing::bounced, "bounced"}, {Failing::opted_out, "opted-out"}});

constexpr const auto& names_for(Purpose) { return purpose_names; }
constexpr const auto& names_for(Method) { return method_names; }
constexpr const auto& names_for(Stratum) { return stratum_names; }
constexpr const auto& names_for(Exclusion) { return exclusion_names; }
constexpr const auto& names_for(QuestionType) { return question_type_names; }
constexpr const auto& names_for(Failing) { return failing_names; }

// ---- parts ------------------------------------------------------------------------------------

struct Question {
  std::string id;
  std::optional<QuestionType> type;
  std::string characteristic;
  std::optional<int> scale_min, scale_max, weight;
  std::optional<bool> required;
  std::vector<std::string> choices;
  std::vector<std::pair<std::string, std::string>> text;
};
template <class V>
void describe(V& v, Question& e) {
  v(must("id", "its short name, a column of the answers: small letters, digits and _"), e.id);
  v(must("type", "how it is answered"), e.type);
  v(may("characteristic", "what it is about: overall, ease, recommend, time, …; its id when absent"),
    e.characteristic);
  v(may("scale_min", "of a rating: the worst answer; 1 when absent"), e.scale_min);
  v(may("scale_max", "of a rating: the best answer; 5 when absent"), e.scale_max);
  v(may("weight", "of a rating: its importance in the index; none when absent"), e.weight);
  v(may("required", "an answer without it is refused"), e.required);
  v(may("choices", "of a choice: what can be answered"), e.choices);
  v(must("text", "the question, by language tag"), e.text);
}

struct ExcludedGroup {
  std::optional<Exclusion> reason;
  std::vector<std::string> complaints;
};
template <class V>
void describe(V& v, ExcludedGroup& e) {
  v(must("reason", "why they are not asked"), e.reason);
  v(must("complaints", "whose complaints they are", "@complaint"), e.complaints);
}

// One answer; a line of the file.
struct AnswerRow {
  static constexpr bool is_one_line = true;
  std::string complaint;
  std::optional<Date> on;
  std::string answers, language;
  Text comment;
  std::optional<bool> wants_contact;
};
template <class V>
void describe(V& v, AnswerRow& e) {
  v(must("complaint", "whose answer it is", "@complaint"), e.complaint);
  v(may("on", "the day it was given, if not that of the event"), e.on);
  v(must("answers", "question=answer, parted by blanks: overall=5 ease=4"), e.answers);
  v(may("language", "language it was given in", "@language"), e.language);
  v(may("comment", "answer to the open question, in their words"), e.comment);
  v(may("wants_contact", "they ask to be contacted"), e.wants_contact);
}

// ---- the record ---------------------------------------------------------------------------------

struct SurveyHead {
  std::string title;
};
template <class V>
void describe(V& v, SurveyHead& e) {
  v(must("title", "one line without personal data"), e.title);
}

struct SurveyPlanned {
  std::optional<Purpose> purpose;
  std::optional<Date> from, to;
  Text query;
  std::optional<Method> method;
  std::optional<Stratum> strata;
  std::optional<int> confidence, margin, expected_share, expected_response, sample_size, rest_days;
  std::optional<bool> consent_needed;
  std::string medium, owner;
  std::vector<std::string> languages;
  std::optional<Date> opens, closes, pretested_on;
  std::string questionnaire;
  std::vector<Question> questions;
};
template <class V>
void describe(V& v, SurveyPlanned& e) {
  v(must("purpose", "what satisfaction it is about"), e.purpose);
  v(must("from", "first day of the period in which the complaints ended"), e.from);
  v(must("to", "its last day"), e.to);
  v(may("query", "only the complaints that it describes"), e.query);
  v(must("method", "how the sample is drawn"), e.method);
  v(may("strata", "what a stratified sample is proportional in"), e.strata);
  v(may("confidence", "confidence in per cent: 90, 95 or 99; 95 when absent"), e.confidence);
  v(may("margin", "margin of error in percentage points that is aimed at; 5 when absent"), e.margin);
  v(may("expected_share", "share expected to be satisfied, in per cent; 50 when absent"),
    e.expected_share);
  v(may("expected_response", "share expected to answer, in per cent; 100 when absent"),
    e.expected_response);
  v(may("sample_size", "invitations, where it is not computed"), e.sample_size);
  v(may("rest_days", "nobody is asked twice within so many days; 90 when absent"), e.rest_days);
  v(may("consent_needed", "only those who agreed to be asked"), e.consent_needed);
  v(must("medium", "how they are asked", "media"), e.medium);
  v(may("owner", "who is accountable for it"), e.owner);
  v(may("languages", "languages it is offered in", "@language"), e.languages);
  v(may("opens", "first day of answers"), e.opens);
  v(must("closes", "last day of answers; what comes later is late"), e.closes);
  v(may("pretested_on", "when the questions were tried out"), e.pretested_on);
  v(may("questionnaire", "name of the questionnaire that the questions are from"), e.questionnaire);
  v(must("questions", "what is asked, as it was asked"), e.questions);
}

struct SurveyDrawn {
  std::string seed;
  std::optional<int> population;
  std::vector<ExcludedGroup> excluded;
  std::vector<std::string> sample;
};
template <class V>
void describe(V& v, SurveyDrawn& e) {
  v(must("seed", "what the order of the draw is computed from"), e.seed);
  v(must("population", "complaints of the population, the excluded ones among them"), e.population);
  v(may("excluded", "who of them is not asked, by reason"), e.excluded);
  v(must("sample", "who is asked, in the order of the draw", "@complaint"), e.sample);
}

struct SurveySent {
  std::string medium;
  std::vector<std::string> complaints;
};
template <class V>
void describe(V& v, SurveySent& e) {
  v(must("medium", "how", "media"), e.medium);
  v(may("complaints", "to whom; to all of the sample that it was not sent to yet when absent",
        "@complaint"),
    e.complaints);
}

struct SurveyReminded {
  std::string medium;
  std::vector<std::string> complaints;
};
template <class V>
void describe(V& v, SurveyReminded& e) {
  v(must("medium", "how", "media"), e.medium);
  v(may("complaints", "whom; all who had not answered when absent", "@complaint"), e.complaints);
}

struct InvitationFailed {
  std::optional<Failing> reason;
  std::vector<std::string> complaints;
};
template <class V>
void describe(V& v, InvitationFailed& e) {
  v(must("reason", "why no answer can come"), e.reason);
  v(must("complaints", "whose invitation it was", "@complaint"), e.complaints);
}

struct SurveyAnswered {
  std::string source;
  std::vector<AnswerRow> rows;
};
template <class V>
void describe(V& v, SurveyAnswered& e) {
  v(may("source", "name of the file that they were read from"), e.source);
  v(must("rows", "the answers, one a line"), e.rows);
}

// A comment that is a complaint itself is put on record as one.
struct ComplaintRaised {
  std::string complaint, as;
};
template <class V>
void describe(V& v, ComplaintRaised& e) {
  v(must("complaint", "whose answer it was", "@complaint"), e.complaint);
  v(must("as", "the complaint that it became", "@complaint"), e.as);
}

struct SurveyClosed {
  Text findings;
};
template <class V>
void describe(V& v, SurveyClosed& e) {
  v(must("findings", "what was learned, and what follows from it"), e.findings);
}

struct SurveyCancelled {
  Text reason;
};
template <class V>
void describe(V& v, SurveyCancelled& e) {
  v(must("reason", "why it is given up"), e.reason);
}

struct SurveyNoted {
  Text text;
};
template <class V>
void describe(V& v, SurveyNoted& e) {
  v(must("text", "the note"), e.text);
}

// What CommentsRedacted names: the comments of answers.
inline constexpr std::string_view redacted_comments = "rows.comment";

// Comments were taken out of the answers (4.10): `[redacted]` stands in their place.
struct CommentsRedacted {
  std::string field;
  std::vector<std::string> complaints;
  Text reason;
  std::string schedule, request;
};
template <class V>
void describe(V& v, CommentsRedacted& e) {
  v(must("field", "what was removed: rows.comment"), e.field);
  v(must("complaints", "of which complaints", "@complaint"), e.complaints);
  v(must("reason", "on what ground"), e.reason);
  v(may("schedule", "row of the retention schedule that it was removed by"), e.schedule);
  v(may("request", "request of the person that it was removed on", "@request"), e.request);
}

using SurveyBody = std::variant<SurveyPlanned, SurveyDrawn, SurveySent, SurveyReminded, InvitationFailed,
                                SurveyAnswered, ComplaintRaised, SurveyClosed, SurveyCancelled, SurveyNoted,
                                CommentsRedacted>;

struct Invitation {
  std::optional<Date> sent_on;  // absent: drawn, and not sent yet
  std::optional<Failing> failing;
  int reminders = 0;
};

struct Answered {
  std::string complaint;
  std::optional<Date> on;
  bool is_late = false;  // after the last day, or put on record when the survey was closed
  std::vector<std::pair<std::string, std::string>> values;  // question and answer
  std::string language, raised;
  Text comment;
  bool wants_contact = false;
};

struct SurveyState : dossier::Progress {
  SurveyStatus status = SurveyStatus::planned;
  std::string title;
  SurveyPlanned plan;
  std::optional<SurveyDrawn> draw;
  When drawn_at;
  std::map<std::string, Invitation> invitations;  // by complaint, of the whole sample
  std::vector<Answered> answers;                  // in the order they were put on record
  std::map<std::string, std::size_t> answer_index;  // by complaint
  std::optional<Date> closed_on;
  Text findings;

  const Answered* answer_of(const std::string& complaint) const;
  int sent() const, failed() const, late() const;  // invitations; answers that came late
};

struct Survey {
  static constexpr std::string_view name = "survey", folder = "surveys", title = "A survey",
                                    clause = "8.3";
  static constexpr char letter = 'S';
  using Head = SurveyHead;
  using Body = SurveyBody;
  using Status = SurveyStatus;
  using State = SurveyState;
  static constexpr std::string_view event_names[] = {"planned", "drawn",    "sent",   "reminded",  "failed",
                                                     "answered", "raised", "closed", "cancelled", "noted",
                                                     "redacted"};
  static constexpr const auto& status_names() { return survey_status_names; }
  static std::span<const dossier::Transition<Survey>> transitions();
};
static_assert(std::size(Survey::event_names) == std::variant_size_v<SurveyBody>);

using SurveyEvent = dossier::Event<Survey>;
using SurveyJudgement = dossier::Judgement<Survey>;

void begin(SurveyState& state, const SurveyHead& head);

void guard(SurveyJudgement& j, const SurveyPlanned& plan);
void guard(SurveyJudgement& j, const SurveyDrawn& drawn);
void guard(SurveyJudgement& j, const SurveySent& sent);
void guard(SurveyJudgement& j, const SurveyReminded& reminded);
void guard(SurveyJudgement& j, const InvitationFailed& failed);
void guard(SurveyJudgement& j, const SurveyAnswered& answered);
void guard(SurveyJudgement& j, const ComplaintRaised& raised);
void guard(SurveyJudgement& j, const SurveyClosed& closed);
void guard(SurveyJudgement& j, const SurveyCancelled& cancelled);
void guard(SurveyJudgement& j, const SurveyNoted& noted);
void guard(SurveyJudgement& j, const CommentsRedacted& redacted);

void apply(SurveyState& state, const SurveyEvent&, const SurveyPlanned&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyDrawn&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveySent&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyReminded&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const InvitationFailed&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyAnswered&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const ComplaintRaised&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyClosed&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyCancelled&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const SurveyNoted&, const process::Rules&);
void apply(SurveyState& state, const SurveyEvent&, const CommentsRedacted&, const process::Rules&);

}  // namespace cmt::survey
