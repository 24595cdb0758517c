#include "audit/audit.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "dossier/define_steps.hpp"
#include "process/complaint.hpp"

namespace cmt::audit {
namespace {

using enum AuditStatus;
using Set = dossier::StatusSet<AuditStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<AuditBody, E>();

constexpr dossier::Transition<Audit> table[] = {
    {"E1", of<AuditOpened>, {}, open, "audit new", "8.5", "", "kind, programme, clauses and period"},
    {"E2", of<AuditPlanned>, Set(open, planned), planned, "audit plan", "8.5", "",
     "auditors who had no part in the cases in scope; the day"},
    {"E3", of<AuditAnswered>, Set(planned, under_way), under_way, "audit answer", "8.5", "",
     "a question in scope; evidence; one of the auditors"},
    {"E4", of<Found>, Set(planned, under_way), under_way, "audit finding", "8.5", "",
     "clause in scope; evidence; who puts a nonconformity right and until when; one of the auditors"},
    {"E5", of<FindingLinked>, Set(under_way, reported), {}, "audit link", "8.7", "",
     "a finding without an action"},
    {"E6", of<Reported>, Set(under_way), reported, "audit report", "8.5", "",
     "conclusion and distribution; one of the auditors"},
    {"E7", of<FollowedUp>, Set(reported), {}, "audit follow-up", "8.5", "",
     "a finding that is not settled; another person than who puts it right"},
    {"E8", of<AuditClosed>, Set(reported), closed, "audit close", "8.5", "",
     "every nonconformity settled"},
    {"E9", of<AuditCancelled>, Set(open, planned, under_way), cancelled, "audit cancel", "8.5", "",
     "reason"},
    {"E10", of<AuditNoted>, Set(open, planned, under_way, reported, closed, cancelled), {},
     "audit note", "8.5", "", "text"},
};

bool is_among(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// What an audit finds is put on record by who audits.
void refuse_others(AuditJudgement& j) {
  if (j.full() && !is_among(j.state.plan.auditors, j.event.by))
    j.refuse(tr("'{}' is not one of the auditors", j.event.by), tr("one of them does: --by WHO"));
}

// The finding of a number; null, and refused, when there is none.
const AuditFinding* finding_of(AuditJudgement& j, const std::optional<int>& number) {
  if (!number) return nullptr;
  if (*number >= 1 && *number <= static_cast<int>(j.state.findings.size()))
    return &j.state.findings[static_cast<std::size_t>(*number - 1)];
  j.refuse(tr("there is no finding {}", *number),
           tr("it has {}: cmt audit show {}", j.state.findings.size(), j.state.id));
  return nullptr;
}

AuditFinding* finding_of(AuditState& state, const std::optional<int>& number) {
  const auto index = static_cast<std::size_t>(number.value_or(0));
  return index >= 1 && index <= state.findings.size() ? &state.findings[index - 1] : nullptr;
}

}  // namespace

std::span<const dossier::Transition<Audit>> Audit::transitions() { return table; }

bool covers(const AuditOpened& scope, std::string_view clause) {
  for (const std::string_view one : scope.clauses) {
    if (one == "all" || one == clause) return true;
    if (clause.substr(0, one.size()) != one || clause.size() <= one.size()) continue;
    if (clause[one.size()] == '.' || clause[one.size()] == ' ') return true;
  }
  return false;
}

std::vector<const process::State*> cases_in_scope(const AuditState& audit,
                                                  const std::vector<const process::State*>& complaints,
                                                  const TimeZone& zone) {
  std::vector<const process::State*> out;
  const Period period{audit.scope.from, audit.scope.to};
  for (const auto* one : complaints) {
    if (!audit.plan.sample.empty()) {
      if (is_among(audit.plan.sample, one->id.text())) out.push_back(one);
      continue;
    }
    const auto received = zone.date_of(one->received_at);
    if (!received || !period.contains(*received)) continue;
    if (!audit.scope.units.empty() && !is_among(audit.scope.units, one->unit)) continue;
    out.push_back(one);
  }
  return out;
}

Diagnostics refusals_of_auditors(const std::vector<std::string>& auditors, const AuditState& audit,
                                 const std::vector<const process::State*>& complaints,
                                 const TimeZone& zone) {
  Diagnostics out;
  if (audit.scope.kind == AuditKind::self) return out;
  for (const auto& auditor : auditors)
    for (const auto* one : cases_in_scope(audit, complaints, zone)) {
      const char* part = one->owner == auditor                     ? "owns"
                         : one->investigator == auditor            ? "investigated"
                         : one->approver == auditor                ? "approved the response of"
                         : is_among(one->deciders, auditor)        ? "decided"
                                                                   : nullptr;
      if (!part) continue;
      Diagnostic refusal;
      refusal.rule = "E2";
      refusal.clause = "8.5";
      refusal.message = tr("'{}' {} {}, which is in scope, and cannot audit it", auditor, part,
                           one->id.text());
      refusal.hint = tr("name somebody who had no part in it, or a sample without it: --sample ID");
      out.push_back(std::move(refusal));
      break;
    }
  return out;
}

void begin(AuditState& state, const AuditHead& head) { state.title = head.title; }

void guard(AuditJudgement& j, const AuditOpened& opened) {
  if (opened.from && opened.to && *opened.to < *opened.from)
    j.refuse(tr("the period ends before it begins"));
}
void apply(AuditState& state, const AuditEvent&, const AuditOpened& opened, const process::Rules&) {
  state.scope = opened;
}

void guard(AuditJudgement& j, const AuditPlanned& planned) {
  if (!j.rules.staff.empty() && j.state.scope.kind != AuditKind::external)
    for (const auto& auditor : planned.auditors) {
      const auto* person = j.rules.person(auditor);
      if (!person) j.refuse(tr("'{}' is not on the staff list", auditor));
      else if (!person->active) j.refuse(tr("'{}' is no longer active", auditor));
    }
  if (planned.seed && planned.sample.empty())
    j.refuse(tr("a seed without a sample says nothing"), tr("name the sample with --sample ID"));
}
void apply(AuditState& state, const AuditEvent&, const AuditPlanned& planned, const process::Rules&) {
  state.plan = planned;
}

void guard(AuditJudgement& j, const AuditAnswered&) { refuse_others(j); }
void apply(AuditState& state, const AuditEvent& event, const AuditAnswered& answered,
           const process::Rules&) {
  const PersonsAnswer answer{answered.question, answered.verdict.value_or(Verdict::met),
                             answered.evidence, event.by};
  for (auto& one : state.answers)
    if (one.question == answer.question) {
      one = answer;
      return;
    }
  state.answers.push_back(answer);
}

void guard(AuditJudgement& j, const Found& found) {
  refuse_others(j);
  if (!found.clause.empty() && !covers(j.state.scope, found.clause))
    j.refuse(tr("clause {} is not in the scope of the audit", found.clause));
  if (!found.grade || !is_nonconformity(*found.grade)) return;
  if (found.owner.empty())
    j.refuse(tr("who puts it right is missing"), tr("name them with --owner WHO"));
  if (!found.due) j.refuse(tr("until when it is put right is missing"), tr("give it with --due DATE"));
}
void apply(AuditState& state, const AuditEvent&, const Found& found, const process::Rules&) {
  state.findings.push_back({found, {}});
}

void guard(AuditJudgement& j, const FindingLinked& linked) {
  const auto* finding = finding_of(j, linked.finding);
  if (finding && !finding->found.action.empty())
    j.refuse(tr("finding {} has the action {} already", *linked.finding, finding->found.action));
}
void apply(AuditState& state, const AuditEvent&, const FindingLinked& linked, const process::Rules&) {
  if (auto* finding = finding_of(state, linked.finding)) finding->found.action = linked.action;
}

void guard(AuditJudgement& j, const Reported&) { refuse_others(j); }
void apply(AuditState& state, const AuditEvent& event, const Reported& reported,
           const process::Rules& rules) {
  state.report = reported;
  state.reported_on = dossier::day_of(event.at, rules);
}

void guard(AuditJudgement& j, const FollowedUp& followed) {
  const auto* finding = finding_of(j, followed.finding);
  if (!finding) return;
  if (finding->settled_on)
    j.refuse(tr("finding {} is settled since {}", *followed.finding, text(*finding->settled_on)));
  if (followed.settled.value_or(false) && finding->found.owner == j.event.by)
    j.refuse(tr("'{}' puts finding {} right and cannot settle it", j.event.by, *followed.finding),
             tr("another person does: --by WHO"));
}
void apply(AuditState& state, const AuditEvent& event, const FollowedUp& followed,
           const process::Rules& rules) {
  auto* finding = finding_of(state, followed.finding);
  if (finding && followed.settled.value_or(false)) finding->settled_on = dossier::day_of(event.at, rules);
}

void guard(AuditJudgement& j, const AuditClosed&) {
  for (std::size_t i = 0; i < j.state.findings.size(); ++i) {
    const auto& finding = j.state.findings[i];
    if (finding.found.grade && is_nonconformity(*finding.found.grade) && !finding.settled_on)
      j.refuse(tr("finding {} is not settled", i + 1),
               tr("cmt audit follow-up {} {} --settled yes --evidence TEXT", j.state.id, i + 1));
  }
}
void apply(AuditState& state, const AuditEvent& event, const AuditClosed&, const process::Rules& rules) {
  state.closed_on = dossier::day_of(event.at, rules);
}

void guard(AuditJudgement&, const AuditCancelled&) {}
void apply(AuditState&, const AuditEvent&, const AuditCancelled&, const process::Rules&) {}

void guard(AuditJudgement&, const AuditNoted&) {}
void apply(AuditState&, const AuditEvent&, const AuditNoted&, const process::Rules&) {}

}  // namespace cmt::audit

template struct cmt::dossier::Steps<cmt::audit::Audit>;
