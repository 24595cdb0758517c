#include "process/transitions.hpp"

namespace cmt::process {
namespace {

using enum Status;

constexpr Statuses open{fresh,    assessed,    investigating, pending_complainant, proposed,
                        decided,  communicated, remedying,    contested,           referred};
constexpr Statuses ended{closed, withdrawn, rejected, merged};
constexpr Statuses any = open.with(ended);

template <class E>
constexpr std::size_t of = event_index<E>();

constexpr Transition table[] = {
    {"T1", of<Received>, Statuses{}, fresh, "new", "7.2", "anyone in intake",
     "intake minimum present"},
    {"T2", of<Acknowledged>, open, {}, "ack", "7.4", "intake, owner",
     "medium and date given; not before receipt"},
    {"T3", of<Assessed>, Statuses{fresh}, assessed, "assess", "7.5", "owner, manager",
     "severity, impact, complexity, safety and both answers on immediate action"},
    {"T3a", of<Assessed>, open.without(fresh), {}, "assess", "7.5", "owner, manager",
     "as T3, with the reason why it is assessed again"},
    {"T4", of<Rejected>, Statuses(fresh, assessed), rejected, "reject", "7.2", "manager",
     "reason code and text; notice to the complainant"},
    {"T5", of<InvestigationStarted>, Statuses(assessed), investigating, "investigate", "7.6",
     "owner", "investigator set, and not complained about"},
    {"T6", of<ResponseProposed>, Statuses(assessed), proposed, "respond", "7.7", "owner",
     "complexity simple and no investigation needed: why, and who decided"},
    {"T7", of<InfoRequested>, Statuses(investigating), pending_complainant, "ask", "7.6", "owner",
     "question and reply-by date"},
    {"T8", of<InfoReceived>, Statuses(pending_complainant), investigating, "answer", "7.6", "owner",
     "the reply, or the reply-by date passed and why the case goes on"},
    {"T9", of<ResponseProposed>, Statuses(investigating), proposed, "respond", "7.7",
     "owner, investigator",
     "findings, evidence or why none, outcome, remedies or why none"},
    {"T10", of<Decided>, Statuses(proposed), decided, "approve", "7.7",
     "approver within the limit of authority",
     "approver is not the investigator when the amount is above the limit or severity is 3 or 4"},
    {"T11", of<Returned>, Statuses(proposed), investigating, "return", "7.7", "approver", "reason"},
    {"T12", of<DecisionCommunicated>, Statuses(decided), communicated, "notify", "7.8", "owner",
     "medium, date, text or attachment, next-step rights"},
    {"T13", of<Accepted>, Statuses(communicated), remedying, "accept", "7.9", "owner",
     "date and how acceptance was given"},
    {"T14", of<Contested>, Statuses(communicated), contested, "contest", "7.9", "owner",
     "date and grounds, which may be `not given`"},
    {"T15", of<Closed>, Statuses(communicated), closed, "close --lapsed", "7.9", "manager",
     "reply window over, reminder sent, reopen right told"},
    {"T16", of<Closed>, Statuses(remedying), closed, "close", "7.9", "owner",
     "every remedy done and verified, closure reason, lessons answered"},
    {"T17", of<Escalated>, Statuses(contested), investigating, "escalate", "7.9",
     "reviewer at the next level", "reviewer decided nothing earlier; level one higher"},
    {"T18", of<Referred>, Statuses(contested), referred, "refer", "ISO 10003 7.2", "liaison",
     "body named, dispute record, consent to share data"},
    {"T19", of<Closed>, Statuses(contested), closed, "close --exhausted", "7.9", "manager",
     "all internal levels used, external routes told in writing, window over"},
    {"T20", of<DisputeClosed>, Statuses(referred), remedying, "dispute close --action-needed",
     "ISO 10003 7.7", "liaison", "the result needs action"},
    {"T21", of<Closed>, Statuses(referred), closed, "dispute close", "ISO 10003 7.7", "liaison",
     "the dispute is closed and its result needs no action"},
    {"T22", of<Withdrawn>, open, withdrawn, "withdraw", "7.9", "complainant, via the owner",
     "who, date, medium, voluntary or not"},
    {"T23", of<Merged>, open, merged, "merge", "7.2", "manager",
     "the other complaint exists, has the same complainant and is not merged itself"},
    {"T24", of<Reopened>, Statuses(closed, withdrawn, rejected), {}, "reopen", "7.9", "manager",
     "reason; within the reopen window"},
    {"T25", of<Unmerged>, Statuses(merged), fresh, "unmerge", "7.2", "manager", "reason"},
    {"T26", of<Voided>, any, voided, "void", "7.2", "manager",
     "reason; not once a decision was communicated"},
    {"T27", of<Escalated>, open, {}, "escalate", "7.3", "owner", "trigger; level 0 to 3"},
    {"T28", of<Assigned>, open, {}, "assign", "7.3", "manager, owner",
     "assignee exists, is active, is not complained about"},
    {"T29", of<Extended>, open, {}, "extend", "7.3", "manager",
     "allowed, reason, new date within the maximum, complainant told"},
    {"T30", of<Accepted>, Statuses(contested), remedying, "accept", "7.9", "owner",
     "the complainant accepts after all"},
    {"T31", of<Reclassified>, open, {}, "reclassify", "7.2", "manager",
     "reason; a second person when it stops being a complaint"},
    {"T32", of<RemedyStarted>, Statuses(communicated), remedying, "remedy --unilateral", "7.9",
     "owner", "given whatever the complainant answers"},
    {"X1", of<Updated>, open, {}, "update", "7.3", "owner", "medium and what was told"},
    {"X2", of<Noted>, any, {}, "note", "7.3", "anyone", "text"},
    {"X3", of<Linked>, any, {}, "link", "8.2", "anyone", "the other complaint exists"},
    {"X4", of<Attached>, any, {}, "attach", "7.2", "anyone", "the file and its digest"},
    {"X5", of<Split>, open, {}, "split", "7.2", "manager", "the parts exist"},
    {"X6", of<Corrected>, any, {}, "correct", "4.9", "anyone",
     "field, right value and why it was wrong"},
    {"X7", of<Redacted>, any.with(Statuses{voided}), {}, "redact", "4.10", "manager", "what, and on what ground"},
    {"X8", of<StaffInformed>, any, {}, "staff", "4.7", "owner",
     "the person complained about, and what was done"},
    {"X9", of<Forwarded>, any, {}, "forward", "7.3", "anyone", "to whom"},
    {"X10", of<RemedyDone>, Statuses(communicated, remedying, contested, referred), {},
     "remedy --done", "7.9", "owner", "a remedy that was offered"},
    {"X11", of<RemedyVerified>, Statuses(communicated, remedying, contested, referred), {},
     "remedy --verified", "7.9", "anyone but who carried it out", "a remedy that is done"},
    {"X12", of<DisputeClosed>, Statuses(referred), {}, "dispute close", "ISO 10003 7.7", "liaison",
     "the result needs no action"},
};

}  // namespace

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(Status status, const Event& event) {
  for (const auto& row : table) {
    if (row.event != event.body.index() || !row.from.has(status)) continue;
    if (const auto* end = std::get_if<DisputeClosed>(&event.body);
        end && row.to.has_value() != end->action_needed.value_or(false))
      continue;
    return &row;
  }
  return nullptr;
}

std::string next_steps(Status status) {
  std::string out;
  const auto add = [&](const Transition& row) {
    if (!out.empty()) out += ", ";
    out += row.command;
  };
  // First the steps that belong to this status alone, then those that any open complaint allows.
  for (const bool common : {false, true})
    for (const auto& row : table) {
      const bool leads_on = row.to.has_value() || row.event == of<Reopened>;
      const bool is_common = row.from.has(fresh) && row.from.has(referred);
      if (row.from.has(status) && leads_on && is_common == common) add(row);
    }
  return out.empty() ? "nothing; a void record stays as it is" : out;
}

std::string steps_on(Status status, Process process) {
  std::string out;
  for (const auto& row : table) {
    const bool leads_on = row.to.has_value() || row.event == of<Reopened>;
    const bool is_common = row.from.has(fresh) && row.from.has(referred);
    if (!row.from.has(status) || !leads_on || is_common) continue;
    if (!out.empty()) out += ", ";
    out += row.command;
  }
  const bool may_close = is_open(status) && status < communicated && status != pending_complainant;
  if (process == Process::small && may_close) out += out.empty() ? "close" : ", close";
  return out;
}

std::string_view command_of(std::size_t event) {
  for (const auto& row : table)
    if (row.event == event) return row.command;
  return {};
}

}  // namespace cmt::process
