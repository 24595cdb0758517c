#include "process/7_9_closing.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/completeness.hpp"

namespace cmt::process {
namespace {

RemedyState* remedy_of(std::vector<RemedyState>& remedies, const Code& code, bool done) {
  for (auto& remedy : remedies)
    if (remedy.remedy.code == code && remedy.done.has_value() == done && !remedy.verified)
      return &remedy;
  return nullptr;
}

const RemedyState* remedy_of(const std::vector<RemedyState>& remedies, const Code& code) {
  for (const auto& remedy : remedies)
    if (remedy.remedy.code == code) return &remedy;
  return nullptr;
}

// The reply window of a communicated decision is over on the date of the event.
bool is_window_over(const Judgement& j) {
  const auto& communicated = j.state.cycle().communicated;
  if (!communicated) return true;
  const auto told = j.rules.zone.date_of(*communicated);
  const auto today = j.rules.zone.date_of(j.event.at);
  return !told || !today || *today > *told + std::chrono::days{j.rules.reply_window_days};
}

void refuse_early_end(Judgement& j) {
  const auto told = j.rules.zone.date_of(*j.state.cycle().communicated);
  j.refuse(tr("the complainant may still reply until {}",
              text(*told + std::chrono::days{j.rules.reply_window_days})));
}

}  // namespace

void guard(Judgement&, const Accepted&) {}
void apply(State& state, const Event& event, const Accepted&, const Rules&) {
  state.cycles.back().accepted = event.at;
  state.cycles.back().contested.reset();
}

void guard(Judgement&, const Contested&) {}
void apply(State& state, const Event& event, const Contested&, const Rules&) {
  state.cycles.back().contested = event.at;
}

void guard(Judgement&, const RemedyStarted&) {}
void apply(State& state, const Event& event, const RemedyStarted&, const Rules&) {
  if (!state.cycles.back().remedy_started) state.cycles.back().remedy_started = event.at;
}

void guard(Judgement& j, const RemedyDone& done) {
  if (done.remedy.empty()) return;
  const RemedyState* remedy = remedy_of(j.state.remedies, done.remedy);
  if (!remedy) {
    j.refuse(tr("remedy {} was not offered", done.remedy));
    return;
  }
  auto remedies = j.state.remedies;
  if (!remedy_of(remedies, done.remedy, false))
    j.refuse(tr("remedy {} is done already", done.remedy));
}
void apply(State& state, const Event& event, const RemedyDone& done, const Rules&) {
  if (RemedyState* remedy = remedy_of(state.remedies, done.remedy, false)) remedy->done = event.at;
}

void guard(Judgement& j, const RemedyVerified& verified) {
  if (verified.remedy.empty()) return;
  auto remedies = j.state.remedies;
  if (!remedy_of(remedies, verified.remedy, true))
    j.refuse(tr("remedy {} is not done, or is verified already", verified.remedy),
             fmt::format("cmt remedy {} {} --done", j.state.id.text(), verified.remedy));
}
void apply(State& state, const Event& event, const RemedyVerified& verified, const Rules&) {
  if (RemedyState* remedy = remedy_of(state.remedies, verified.remedy, true)) {
    remedy->verified = event.at;
    remedy->verified_by = event.by;
  }
}

void guard(Judgement& j, const Closed& closed) {
  const std::string& id = j.state.id.text();
  const auto reason = closed.reason.value_or(ClosureReason::unknown);
  const auto expect = [&](std::initializer_list<ClosureReason> allowed) {
    if (!closed.reason || std::find(allowed.begin(), allowed.end(), reason) != allowed.end())
      return;
    std::string all;
    for (const auto one : allowed)
      all += (all.empty() ? "" : " or ") + std::string{name_of(closure_reason_names, one)};
    j.refuse(
        tr("a complaint that is {} is not closed as {}",
           name_of(status_names, j.state.status), name_of(closure_reason_names, reason)),
        tr("the reason is {}", all));
  };
  switch (j.state.status) {
    case Status::communicated:  // T15
      expect({ClosureReason::lapsed});
      if (!j.full()) break;
      if (!is_window_over(j)) refuse_early_end(j);
      if (!closed.reminder_on)
        j.refuse(tr("no reminder was sent"), tr("say when one was, with --reminder-on DATE"));
      if (!closed.reopen_right_told.value_or(false))
        j.refuse(tr("the complainant was not told that it can be reopened"),
                 tr("say so with --reopen-right-told"));
      break;
    case Status::remedying:  // T16
      expect({ClosureReason::accepted, ClosureReason::implemented});
      if (!j.full()) break;
      for (const auto& remedy : j.state.remedies) {
        if (!remedy.done)
          j.refuse(tr("remedy {} is not done", remedy.remedy.code),
                   fmt::format("cmt remedy {} {} --done", id, remedy.remedy.code));
        if (!remedy.verified)
          j.refuse(tr("remedy {} is not verified", remedy.remedy.code),
                   fmt::format("cmt remedy {} {} --verified", id, remedy.remedy.code));
      }
      break;
    case Status::contested:  // T19
      expect({ClosureReason::exhausted});
      if (!j.full()) break;
      if (j.state.level < 2)
        j.refuse(tr("the internal levels are not used up"),
                 fmt::format("cmt escalate {} --level {} --reviewer WHO", id, j.state.level + 1));
      if (closed.external_routes.empty())
        j.refuse(tr("the external routes were not told in writing"),
                 tr("give them with --external-routes TEXT"));
      if (!is_window_over(j)) refuse_early_end(j);
      break;
    case Status::referred:  // T21
      expect({ClosureReason::external_decision});
      if (!j.state.dispute_decided)
        j.refuse(tr("the dispute is still open"), fmt::format("cmt dispute close {}", id));
      break;
    default:
      break;
  }
  if (closed.handling_minutes.value_or(0) < 0)
    j.refuse(tr("the minutes are negative"), tr("give the working time with --minutes"));
  if (!j.full()) return;
  if (needs_cause(j.state) && j.state.causes.empty() && !closed.cause)
    j.refuse(tr("the root cause is missing"), tr("give it with --cause"));
  if (closed.lessons.empty() && closed.no_lessons_reason.empty())
    j.refuse(tr("the lessons are not answered"), tr("give them with --lessons, or --no-lessons REASON"));
  if (!j.state.persons.empty() && !closed.staff_informed_on)
    j.refuse(tr("the staff complained about were not told the result"),
             tr("say when they were, with --staff-informed-on DATE"));
}

void apply(State& state, const Event& event, const Closed& closed, const Rules&) {
  auto& cycle = state.cycles.back();
  cycle.ended = event.at;
  cycle.end = Status::closed;
  cycle.closure = closed.reason;
  cycle.handling_minutes = closed.handling_minutes;
  cycle.external_cost = closed.external_cost;
  if (closed.reason == ClosureReason::implemented || closed.reason == ClosureReason::accepted)
    for (auto& remedy : state.remedies)
      if (!remedy.done) remedy.done = event.at;
  if (closed.reason == ClosureReason::external_decision) cycle.outcome = Outcome::external;
  if (closed.cause) state.causes = closed.cause->codes;
}

void guard(Judgement& j, const Referred& referred) {
  if (referred.consent == false)
    j.refuse(tr("the complainant did not agree that data are shared with the outside body"),
             tr("say that they did with --consent"));
}
void apply(State& state, const Event& event, const Referred& referred, const Rules&) {
  state.dispute = referred.dispute;
  if (!state.cycles.back().referred) state.cycles.back().referred = event.at;
  state.dispute_decided = false;
  state.level = 3;
}

void guard(Judgement& j, const DisputeClosed& closed) {
  if (!closed.dispute.empty() && closed.dispute != j.state.dispute)
    j.refuse(tr("the dispute of this complaint is {}", j.state.dispute));
}
void apply(State& state, const Event&, const DisputeClosed& closed, const Rules&) {
  state.dispute_decided = true;
  state.dispute_needs_action = closed.action_needed.value_or(false);
}

void guard(Judgement& j, const Withdrawn& withdrawn) {
  if (withdrawn.reason == "other") j.need(withdrawn.words, msgid("the reason in words"), "--text");
}
void apply(State& state, const Event& event, const Withdrawn&, const Rules&) {
  auto& cycle = state.cycles.back();
  cycle.ended = event.at;
  cycle.end = Status::withdrawn;
  cycle.outcome = Outcome::withdrawn;
}

void guard(Judgement& j, const Reopened&) {
  const auto& ended = j.state.cycle().ended;
  if (!ended) return;
  const auto end = j.rules.zone.date_of(*ended);
  const auto today = j.rules.zone.date_of(j.event.at);
  if (end && today && *today > *end + std::chrono::days{j.rules.reopen_days})
    j.refuse(tr("it ended on {}, more than {} days ago", text(*end), j.rules.reopen_days),
             tr("register a new complaint and link it: cmt link NEW {} --type follows",
                j.state.id.text()));
}
void apply(State& state, const Event& event, const Reopened& reopened, const Rules&) {
  Cycle next;
  next.number = state.cycle().number + 1;
  next.opened = event.at;
  next.reopen_reason = reopened.reason;
  // What is known about receipt stays known: a reopened complaint need not be acknowledged again.
  next.acknowledged = state.cycle().acknowledged;
  state.cycles.back().delivered = std::move(state.remedies);
  state.cycles.push_back(std::move(next));
  state.remedies.clear();
  state.dispute.clear();
  state.dispute_decided = false;
}

}  // namespace cmt::process
