// ISO 10002:2018, 8.5 Auditing of the complaints-handling process: programme, scope, criteria,
// answers, findings and what became of them.
//
// What the register itself can answer is not kept here: `cmt audit run` computes it (lib/evidence).
// An audit holds what a person found: answers to the questions that no record can answer, findings
// with their grade, and the actions that they led to.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dossier/dossier.hpp"

namespace cmt::process {
struct State;
}

namespace cmt::audit {

using process::may;
using process::must;
using process::Text;

enum class AuditKind { internal, external, self };
inline constexpr auto audit_kind_names = names<AuditKind>({{AuditKind::internal, "internal"},
                                                           {AuditKind::external, "external"},
                                                           {AuditKind::self, "self-assessment"}});

// The guidance says "should": an answer is that it is met, in part, or not.
enum class Verdict { met, partly, not_met, not_applicable };
inline constexpr auto verdict_names = names<Verdict>({{Verdict::met, "met"},
                                                      {Verdict::partly, "partly"},
                                                      {Verdict::not_met, "not-met"},
                                                      {Verdict::not_applicable, "not-applicable"}});

enum class Grade { major, minor, observation, opportunity, strength };
inline constexpr auto grade_names = names<Grade>({{Grade::major, "major"},
                                                  {Grade::minor, "minor"},
                                                  {Grade::observation, "observation"},
                                                  {Grade::opportunity, "opportunity"},
                                                  {Grade::strength, "strength"}});
// Something is not as the guidance or the organization's own procedure asks.
constexpr bool is_nonconformity(Grade grade) { return grade <= Grade::minor; }

enum class AuditStatus { open, planned, under_way, reported, closed, cancelled };
inline constexpr auto audit_status_names =
    names<AuditStatus>({{AuditStatus::open, "open"},
                        {AuditStatus::planned, "planned"},
                        {AuditStatus::under_way, "under-way"},
                        {AuditStatus::reported, "reported"},
                        {AuditStatus::closed, "closed"},
                        {AuditStatus::cancelled, "cancelled"}});
constexpr bool is_reported(AuditStatus status) {
  return status == AuditStatus::reported || status == AuditStatus::closed;
}

constexpr const auto& names_for(AuditKind) { return audit_kind_names; }
constexpr const auto& names_for(Verdict) { return verdict_names; }
constexpr const auto& names_for(Grade) { return grade_names; }

// ---- the record ---------------------------------------------------------------------------------

struct AuditHead {
  std::string title;
};
template <class V>
void describe(V& v, AuditHead& e) {
  v(must("title", "one line: what is audited, and when"), e.title);
}

struct AuditOpened {
  std::optional<AuditKind> kind;
  std::string programme;
  std::vector<std::string> clauses, criteria;
  std::optional<Date> from, to;
  std::vector<std::string> units;
  Text purpose;
};
template <class V>
void describe(V& v, AuditOpened& e) {
  v(must("kind", "who audits: somebody inside, somebody outside, or those who handle"), e.kind);
  v(must("programme", "the programme that it is part of, such as 2026"), e.programme);
  v(must("clauses", "clauses of the guidance that it covers: 4, 7.2, ISO 10001, or all"), e.clauses);
  v(may("criteria", "what is held against: the guidance, procedures, law"), e.criteria);
  v(must("from", "first day of the period that is audited"), e.from);
  v(must("to", "last day of that period"), e.to);
  v(may("units", "units that are audited; all when absent"), e.units);
  v(may("purpose", "what it is to find out"), e.purpose);
}

struct AuditPlanned {
  std::vector<std::string> auditors;
  std::optional<Date> on;
  Text method;
  std::vector<std::string> sample;
  std::optional<int> seed;
};
template <class V>
void describe(V& v, AuditPlanned& e) {
  v(must("auditors", "who audits; nobody who owned, investigated or decided a case in scope"),
    e.auditors);
  v(must("on", "when it is held"), e.on);
  v(may("method", "how: interviews, sample, calls to complainants"), e.method);
  v(may("sample", "the complaints that are looked at; every one of the period when absent",
        "@complaint"),
    e.sample);
  v(may("seed", "of the draw of the sample, so that it can be drawn again"), e.seed);
}

struct AuditAnswered {
  std::string question;
  std::optional<Verdict> verdict;
  Text evidence;
};
template <class V>
void describe(V& v, AuditAnswered& e) {
  v(must("question", "number of the question, such as Q12"), e.question);
  v(must("verdict", "whether the guidance is met"), e.verdict);
  v(must("evidence", "what was seen, where, and who was asked"), e.evidence);
}

struct Found {
  std::optional<Grade> grade;
  std::string clause, question;
  Text statement, evidence, cause;
  std::vector<std::string> complaints;
  std::string owner;
  std::optional<Date> due;
  std::string action;
};
template <class V>
void describe(V& v, Found& e) {
  v(must("grade", "how grave it is, or that it is a strength or an opportunity"), e.grade);
  v(must("clause", "the clause that it is about"), e.clause);
  v(may("question", "the question that it answers"), e.question);
  v(must("statement", "what was found"), e.statement);
  v(must("evidence", "what shows it"), e.evidence);
  v(may("cause", "why it is so"), e.cause);
  v(may("complaints", "complaints that show it", "@complaint"), e.complaints);
  v(may("owner", "who puts it right"), e.owner);
  v(may("due", "until when"), e.due);
  v(may("action", "the action that removes its cause", "@action"), e.action);
}

struct FindingLinked {
  std::optional<int> finding;
  std::string action;
};
template <class V>
void describe(V& v, FindingLinked& e) {
  v(must("finding", "number of the finding, from 1"), e.finding);
  v(must("action", "the action that removes its cause", "@action"), e.action);
}

struct Reported {
  Text summary;
  std::vector<std::string> distribution;
  std::string commit;
  Text recommendations;
};
template <class V>
void describe(V& v, Reported& e) {
  v(must("summary", "the conclusion: whether the process is as planned, and fit for its objectives"),
    e.summary);
  v(must("distribution", "who gets the report"), e.distribution);
  v(may("commit", "the commit that the evidence pack was made of"), e.commit);
  v(may("recommendations", "what management should consider"), e.recommendations);
}

struct FollowedUp {
  std::optional<int> finding;
  std::optional<bool> settled;
  Text evidence;
};
template <class V>
void describe(V& v, FollowedUp& e) {
  v(must("finding", "number of the finding, from 1"), e.finding);
  v(must("settled", "whether it is put right"), e.settled);
  v(must("evidence", "what shows it"), e.evidence);
}

struct AuditClosed {
  Text text;
};
template <class V>
void describe(V& v, AuditClosed& e) {
  v(may("text", "a remark"), e.text);
}

struct AuditCancelled {
  Text reason;
};
template <class V>
void describe(V& v, AuditCancelled& e) {
  v(must("reason", "why it is not held"), e.reason);
}

struct AuditNoted {
  Text text;
};
template <class V>
void describe(V& v, AuditNoted& e) {
  v(must("text", "the note"), e.text);
}

using AuditBody = std::variant<AuditOpened, AuditPlanned, AuditAnswered, Found, FindingLinked, Reported,
                               FollowedUp, AuditClosed, AuditCancelled, AuditNoted>;

// A person's answer to a question; a later one takes the place of an earlier one.
struct PersonsAnswer {
  std::string question;
  Verdict verdict = Verdict::met;
  Text evidence;
  std::string by;
};

struct AuditFinding {
  Found found;
  std::optional<Date> settled_on;
};

struct AuditState : dossier::Progress {
  AuditStatus status = AuditStatus::open;
  std::string title;
  AuditOpened scope;
  AuditPlanned plan;
  std::vector<PersonsAnswer> answers;
  std::vector<AuditFinding> findings;
  std::optional<Reported> report;
  std::optional<Date> reported_on, closed_on;

  const PersonsAnswer* answer_to(std::string_view question) const {
    for (const auto& one : answers)
      if (one.question == question) return &one;
    return nullptr;
  }
};

struct Audit {
  static constexpr std::string_view name = "audit", folder = "audits", title = "An audit", clause = "8.5";
  static constexpr char letter = 'E';
  using Head = AuditHead;
  using Body = AuditBody;
  using Status = AuditStatus;
  using State = AuditState;
  static constexpr std::string_view event_names[] = {"opened",   "planned",     "answered", "finding",
                                                     "linked",   "reported",    "followed-up", "closed",
                                                     "cancelled", "noted"};
  static constexpr const auto& status_names() { return audit_status_names; }
  static std::span<const dossier::Transition<Audit>> transitions();
};
static_assert(std::size(Audit::event_names) == std::variant_size_v<AuditBody>);

// Whether the scope names the clause: "all" covers each, "7" covers 7.2.
bool covers(const AuditOpened& scope, std::string_view clause);

// Of the complaints those that the audit looks at: its sample, else those of its units that were
// received in its period.
std::vector<const process::State*> cases_in_scope(const AuditState& audit,
                                                  const std::vector<const process::State*>& complaints,
                                                  const TimeZone& zone);

// Why these people cannot audit (8.5: independence): one of them owned, investigated, approved or
// decided a case in scope. A self-assessment is by those who handle, so nobody is refused. The
// command that names auditors and `cmt check` ask the same.
Diagnostics refusals_of_auditors(const std::vector<std::string>& auditors,
                                 const AuditState& audit,
                                 const std::vector<const process::State*>& complaints,
                                 const TimeZone& zone);

using AuditEvent = dossier::Event<Audit>;
using AuditJudgement = dossier::Judgement<Audit>;

void begin(AuditState& state, const AuditHead& head);

void guard(AuditJudgement& j, const AuditOpened& opened);
void guard(AuditJudgement& j, const AuditPlanned& planned);
void guard(AuditJudgement& j, const AuditAnswered& answered);
void guard(AuditJudgement& j, const Found& found);
void guard(AuditJudgement& j, const FindingLinked& linked);
void guard(AuditJudgement& j, const Reported& reported);
void guard(AuditJudgement& j, const FollowedUp& followed);
void guard(AuditJudgement& j, const AuditClosed& closed);
void guard(AuditJudgement& j, const AuditCancelled& cancelled);
void guard(AuditJudgement& j, const AuditNoted& noted);

void apply(AuditState& state, const AuditEvent& event, const AuditOpened&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const AuditPlanned&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const AuditAnswered&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const Found&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const FindingLinked&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const Reported&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const FollowedUp&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const AuditClosed&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const AuditCancelled&, const process::Rules&);
void apply(AuditState& state, const AuditEvent& event, const AuditNoted&, const process::Rules&);

}  // namespace cmt::audit
