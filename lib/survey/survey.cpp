#include "survey/survey.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "dossier/define_steps.hpp"
#include "survey/answers.hpp"
#include "survey/sampling.hpp"

namespace cmt::survey {
namespace {

using enum SurveyStatus;
using Set = dossier::StatusSet<SurveyStatus>;
template <class Body>
constexpr std::size_t of = dossier::index_of<SurveyBody, Body>();

constexpr Set unended(planned, drawn, open), asked(open, closed), any(planned, drawn, open, closed, cancelled);

constexpr dossier::Transition<Survey> table[] = {
    {"S1", of<SurveyPlanned>, Set(), planned, "survey plan", "8.3", "manager",
     "purpose, period, method, last day and questions"},
    {"S2", of<SurveyPlanned>, Set(planned), planned, "survey replan", "8.3", "manager",
     "the same, before the draw"},
    {"S3", of<SurveyDrawn>, Set(planned), drawn, "survey draw", "ISO 10004 7.3.4", "",
     "a sample in the order of its seed; every exclusion with its reason"},
    {"S4", of<SurveySent>, Set(drawn, open), open, "survey send", "ISO 10004 7.3.4", "",
     "nobody outside the sample, nobody twice"},
    {"S5", of<SurveyReminded>, Set(open), {}, "survey remind", "ISO 10004 7.3.4", "",
     "nobody who answered or does not want to"},
    {"S6", of<InvitationFailed>, Set(open), {}, "survey bounce", "ISO 10004 7.3.4", "",
     "invitations that were sent"},
    {"S7", of<SurveyAnswered>, asked, {}, "survey answer", "ISO 10004 7.3.4", "",
     "an answer to the questions of whoever was asked, once"},
    {"S8", of<ComplaintRaised>, asked, {}, "survey raise", "7.2", "", "an answer that was given"},
    {"S9", of<SurveyClosed>, Set(open), closed, "survey close", "ISO 10004 7.4", "manager",
     "the last day over; findings"},
    {"S10", of<SurveyCancelled>, unended, cancelled, "survey cancel", "8.3", "manager", "reason"},
    {"S11", of<SurveyNoted>, any, {}, "survey note", "8.3", "", "text"},
    {"S12", of<CommentsRedacted>, Set(open, closed, cancelled), {}, "redact --field survey-comments", "4.10", "manager",
     "comments of answers that were given, and on what ground"},
};

void guard_range(SurveyJudgement& j, const std::optional<int>& number, int low, int high, const char* what) {
  if (number && (*number < low || *number > high))
    j.refuse(tr("{} is {}, not {} to {}", what, *number, low, high));
}

// Says of each complaint why it cannot be in the list, at most three times.
template <class Fault>
void guard_each(SurveyJudgement& j, const std::vector<std::string>& complaints, const Fault& fault) {
  std::set<std::string_view> seen;
  int said = 0;
  for (const auto& id : complaints) {
    std::string wrong = fault(id);
    if (wrong.empty() && !seen.insert(id).second) wrong = "stands in the list twice";
    if (!wrong.empty() && said++ < 3) j.refuse(fmt::format("{} {}", id, wrong));
  }
}

const Invitation* sent_to(const SurveyState& state, const std::string& complaint) {
  const auto found = state.invitations.find(complaint);
  return found == state.invitations.end() || !found->second.sent_on ? nullptr : &found->second;
}

}  // namespace

std::span<const dossier::Transition<Survey>> Survey::transitions() { return table; }

const Answered* SurveyState::answer_of(const std::string& complaint) const {
  const auto found = answer_index.find(complaint);
  return found == answer_index.end() ? nullptr : &answers[found->second];
}
int SurveyState::sent() const {
  return static_cast<int>(std::count_if(invitations.begin(), invitations.end(),
                                        [](const auto& one) { return one.second.sent_on.has_value(); }));
}
int SurveyState::failed() const {
  return static_cast<int>(std::count_if(invitations.begin(), invitations.end(),
                                        [](const auto& one) { return one.second.failing.has_value(); }));
}
int SurveyState::late() const {
  return static_cast<int>(
      std::count_if(answers.begin(), answers.end(), [](const Answered& one) { return one.is_late; }));
}

void begin(SurveyState& state, const SurveyHead& head) { state.title = head.title; }

void guard(SurveyJudgement& j, const SurveyPlanned& plan) {
  if (plan.from && plan.to && *plan.to < *plan.from) j.refuse(tr("the period ends before it begins"));
  if (plan.opens && plan.closes && *plan.closes < *plan.opens)
    j.refuse(tr("the last day of answers is before the first"));
  if (plan.confidence && *plan.confidence != 90 && *plan.confidence != 95 && *plan.confidence != 99)
    j.refuse(tr("confidence is {}, not 90, 95 or 99", *plan.confidence));
  guard_range(j, plan.margin, 1, 50, "the margin of error");
  guard_range(j, plan.expected_share, 1, 99, "the expected share");
  guard_range(j, plan.expected_response, 1, 100, "the expected response");
  guard_range(j, plan.sample_size, 1, 1'000'000, "the sample size");
  guard_range(j, plan.rest_days, 0, 3650, "the rest period");
  if (plan.method == Method::stratified && !plan.strata)
    j.refuse(tr("a stratified sample is proportional in something"), tr("say in what with --strata"));
  if (plan.method != Method::stratified && plan.strata)
    j.refuse(tr("only a stratified sample has strata"), tr("--method stratified"));
  for (auto& fault : faults_of(plan.questions)) j.refuse(std::move(fault), tr("put the questionnaire right"));
}
void apply(SurveyState& state, const SurveyEvent&, const SurveyPlanned& plan, const process::Rules&) {
  state.plan = plan;
}

void guard(SurveyJudgement& j, const SurveyDrawn& drawn) {
  std::set<std::string_view> excluded;
  for (const auto& group : drawn.excluded) excluded.insert(group.complaints.begin(), group.complaints.end());
  const auto population = static_cast<std::size_t>(drawn.population.value_or(0));
  if (excluded.size() + drawn.sample.size() > population)
    j.refuse(tr("the population is {}, and {} are excluded and {} drawn", population,
                excluded.size(), drawn.sample.size()));
  else if (const int eligible = static_cast<int>(population - excluded.size()),
           wanted = sample_size(j.state.plan, eligible);
           static_cast<int>(drawn.sample.size()) != wanted)
    j.refuse(tr("{} of {} are drawn, and the plan asks for {}", drawn.sample.size(), eligible, wanted));
  guard_each(j, drawn.sample, [&](const std::string& id) -> std::string {
    return excluded.count(id) != 0 ? "is excluded and drawn" : "";
  });
  if (!drawn.seed.empty() && in_draw_order(drawn.seed, drawn.sample) != drawn.sample)
    j.refuse(tr("the sample is not in the order of its seed"), tr("cmt survey draw draws it"));
}
void apply(SurveyState& state, const SurveyEvent& event, const SurveyDrawn& drawn, const process::Rules&) {
  state.draw = drawn;
  state.drawn_at = event.at;
  for (const auto& id : drawn.sample) state.invitations[id];
}

void guard(SurveyJudgement& j, const SurveySent& sent) {
  guard_each(j, sent.complaints, [&](const std::string& id) -> std::string {
    if (j.state.invitations.count(id) == 0) return "is not in the sample";
    return sent_to(j.state, id) ? "has the questions already" : "";
  });
  if (j.state.sent() == static_cast<int>(j.state.invitations.size()))
    j.refuse(tr("it was sent to all of the sample"), fmt::format("cmt survey remind {}", j.state.id));
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (day && j.state.plan.closes && *day > *j.state.plan.closes)
    j.refuse(tr("the last day of answers was {}", text(*j.state.plan.closes)));
}
void apply(SurveyState& state, const SurveyEvent& event, const SurveySent& sent, const process::Rules& rules) {
  const auto day = dossier::day_of(event.at, rules);
  if (!day) return;
  if (sent.complaints.empty()) {
    for (auto& [id, invitation] : state.invitations)
      if (!invitation.sent_on) invitation.sent_on = day;
  } else {
    for (const auto& id : sent.complaints) state.invitations[id].sent_on = day;
  }
}

void guard(SurveyJudgement& j, const SurveyReminded& reminded) {
  guard_each(j, reminded.complaints, [&](const std::string& id) -> std::string {
    const auto* invitation = sent_to(j.state, id);
    if (!invitation) return "was not asked";
    if (invitation->failing) return "cannot be asked or does not want to";
    return j.state.answer_of(id) ? "answered already" : "";
  });
}
void apply(SurveyState& state, const SurveyEvent&, const SurveyReminded& reminded, const process::Rules&) {
  for (auto& [id, invitation] : state.invitations) {
    if (!invitation.sent_on || invitation.failing || state.answer_of(id)) continue;
    const auto& named = reminded.complaints;
    if (named.empty() || std::find(named.begin(), named.end(), id) != named.end()) ++invitation.reminders;
  }
}

void guard(SurveyJudgement& j, const InvitationFailed& failed) {
  guard_each(j, failed.complaints, [&](const std::string& id) -> std::string {
    const auto* invitation = sent_to(j.state, id);
    if (!invitation) return "was not asked";
    if (j.state.answer_of(id)) return "answered already";
    return invitation->failing ? "is noted already" : "";
  });
}
void apply(SurveyState& state, const SurveyEvent&, const InvitationFailed& failed, const process::Rules&) {
  for (const auto& id : failed.complaints)
    if (const auto found = state.invitations.find(id); found != state.invitations.end())
      found->second.failing = failed.reason;
}

void guard(SurveyJudgement& j, const SurveyAnswered& answered) {
  const auto today = dossier::day_of(j.event.at, j.rules);
  std::set<std::string_view> seen;
  for (const auto& row : answered.rows) {
    for (auto& fault : faults_of(j.state, row, today)) j.refuse(std::move(fault));
    if (!seen.insert(row.complaint).second) j.refuse(tr("{} answers a second time", row.complaint));
  }
}
void apply(SurveyState& state, const SurveyEvent& event, const SurveyAnswered& answered,
           const process::Rules& rules) {
  for (const auto& row : answered.rows) {
    Answered one;
    one.complaint = row.complaint;
    one.on = row.on ? row.on : dossier::day_of(event.at, rules);
    one.is_late = state.status == closed || (one.on && state.plan.closes && *one.on > *state.plan.closes);
    one.values = parse_values(row.answers).value_or(Values{});
    one.language = row.language;
    one.comment = row.comment;
    one.wants_contact = row.wants_contact.value_or(false);
    state.answer_index.emplace(one.complaint, state.answers.size());
    state.answers.push_back(std::move(one));
  }
}

void guard(SurveyJudgement& j, const ComplaintRaised& raised) {
  const auto* answer = j.state.answer_of(raised.complaint);
  if (!answer) j.refuse(tr("{} has not answered", raised.complaint));
  else if (!answer->raised.empty())
    j.refuse(tr("the answer of {} became {} already", raised.complaint, answer->raised));
  if (raised.as == raised.complaint) j.refuse(tr("an answer becomes another complaint than the one it is about"));
}
void apply(SurveyState& state, const SurveyEvent&, const ComplaintRaised& raised, const process::Rules&) {
  const auto found = state.answer_index.find(raised.complaint);
  if (found != state.answer_index.end()) state.answers[found->second].raised = raised.as;
}

void guard(SurveyJudgement& j, const SurveyClosed&) {
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (day && j.state.plan.closes && *day <= *j.state.plan.closes)
    j.refuse(tr("answers may come until {}", text(*j.state.plan.closes)), tr("close it after that day"));
}
void apply(SurveyState& state, const SurveyEvent& event, const SurveyClosed& ending,
           const process::Rules& rules) {
  state.closed_on = dossier::day_of(event.at, rules);
  state.findings = ending.findings;
}

void guard(SurveyJudgement&, const SurveyCancelled&) {}
void apply(SurveyState&, const SurveyEvent&, const SurveyCancelled&, const process::Rules&) {}

void guard(SurveyJudgement&, const SurveyNoted&) {}
void apply(SurveyState&, const SurveyEvent&, const SurveyNoted&, const process::Rules&) {}

void guard(SurveyJudgement& j, const CommentsRedacted& redacted) {
  if (!redacted.field.empty() && redacted.field != redacted_comments)
    j.refuse(tr("'{}' cannot be taken out of a survey", printable_line(redacted.field)),
             tr("only {} can", redacted_comments));
  guard_each(j, redacted.complaints, [&](const std::string& id) -> std::string {
    const auto* answer = j.state.answer_of(id);
    return answer && !answer->comment.empty() ? "" : "has no comment in it";
  });
}
void apply(SurveyState&, const SurveyEvent&, const CommentsRedacted&, const process::Rules&) {}

}  // namespace cmt::survey

template struct cmt::dossier::Steps<cmt::survey::Survey>;
