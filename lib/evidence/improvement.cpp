// Clause 8, maintenance and improvement: records, analysis, audits, reviews and actions.
#include <fmt/core.h>

#include <algorithm>

#include "evidence/answer.hpp"
#include "evidence/decisions.hpp"

namespace cmt::evidence {
namespace {

using namespace improvement;
using Told = Answer;

constexpr int grace = 90;  // days after an audit in which a review may still take it up

Told q47(const Evidence& e, const Question& q) {
  Matters all;
  for (const auto& one : e.matters) all.push_back(&one);
  auto out = judged(q, e.rules.retention.empty() ? 0 : 1, 1, "retention periods are set", "cmt.yaml: retention");
  if (!e.rules.retention.empty()) {
    auto kept = by_rules(q, all, {"retention", "legal-hold", "attachments"}, "records are kept as long as they should be, and no longer");
    if (kept.standing == Standing::met) kept.records.clear();
    out = both(std::move(out), std::move(kept));
  }
  if (e.claim("retention.scheduled")) out = both(std::move(out), by_claims(e, q, {"retention.scheduled", "disposal.logged"}));
  return out;
}

Told q48(const Evidence& e, const Question& q) { return by_claims(e, q, {"request.answered"}); }
Told q49(const Evidence& e, const Question& q) { return by_claims(e, q, {"publication.suppressed"}); }

Told q51(const Evidence& e, const Question& q) {
  return by_test(q, e.received(), [](const Matter& one) { return one.state.recurring != process::Answer::unknown; },
                 "complaints say whether the problem came back", "complaints: recurring; report recurrence");
}

Told q52(const Evidence& e, const Question& q) {
  std::vector<std::string> records;
  bool acted = false, looked = false;
  for (const auto& one : e.actions)
    if ((one.source == Origin::trend || one.source == Origin::complaint || one.source == Origin::review) &&
        is_recent(e.rules.zone.date_of(one.opened_at), e.today)) {
      acted = true;
      records.push_back(one.id);
    }
  for (const auto& one : e.reviews)
    if (one.meeting && is_recent(one.held_on, e.today) &&
        std::find(one.meeting->considered.begin(), one.meeting->considered.end(), "performance") != one.meeting->considered.end()) {
      looked = true;
      records.push_back(one.id);
    }
  return judged(q, (acted ? 1 : 0) + (looked ? 1 : 0), 2,
                "of: performance was reviewed, and an action followed, in the last year", "reviews/, actions/", records);
}

// Drawn so that anybody can draw it again, from those who were not upheld as well.
Told q53(const Evidence& e, const Question& q) {
  std::vector<std::string> unfair, all;
  for (const auto* one : surveys_of(e)) {
    if (one->plan.purpose != survey::Purpose::complaint_process) continue;
    all.push_back(one->id);
    if (!one->draw || !one->plan.query.empty() || one->answers.empty()) unfair.push_back(one->id);
  }
  if (all.empty()) return judged(q, 0, 1, "surveys of the complaints process on record", "surveys/");
  const auto count = static_cast<std::int64_t>(all.size());
  return judged(q, count - static_cast<std::int64_t>(unfair.size()), count,
                "surveys were drawn from all outcomes, and answered", "surveys/", unfair.empty() ? all : unfair);
}

Told q54(const Evidence& e, const Question& q) {
  auto out = judged(q, e.profile.empty() ? 0 : 1, 1, fmt::format("sets of time limits in force ({})", e.profile), "cmt.yaml: profile");
  if (e.claim("objective.owned")) return both(std::move(out), by_claims(e, q, {"objective.owned"}));
  if (out.standing == Standing::met) out.standing = Standing::partly;
  out.basis += "; criteria besides time limits, with owners, are not on record";
  return out;
}

Told q55(const Evidence& e, const Question& q) {
  static constexpr const char* clauses[] = {"4.1", "5.1", "6.1", "7.1", "8.1"};
  std::vector<std::string> records;
  std::int64_t covered = 0, independent = 0, held = 0;
  for (const auto* clause : clauses)
    covered += std::any_of(e.audits.begin(), e.audits.end(), [&](const audit::AuditState& one) {
      return audit::is_reported(one.status) && is_recent(one.reported_on, e.today) && audit::covers(one.scope, clause);
    });
  for (const auto& one : e.audits) {
    if (!audit::is_reported(one.status) || !is_recent(one.reported_on, e.today)) continue;
    ++held;
    records.push_back(one.id);
    independent += audit::refusals_of_auditors(one.plan.auditors, one, e.states(), e.rules.zone).empty();
  }
  auto out = judged(q, covered, 5, "clauses (4 to 8) were audited in the last year", "audits/", records);
  if (held > 0) out = both(std::move(out), judged(q, independent, held, "audits were by people who had no part in the cases", "audits/"));
  return out;
}

Told q56(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> waiting, all;
  for (const auto& one : e.audits) {
    if (!audit::is_reported(one.status) || !one.reported_on) continue;
    const bool reached = std::any_of(e.reviews.begin(), e.reviews.end(), [&](const audit::ReviewState& review) {
      return review.held_on && *one.reported_on <= *review.held_on && review.meeting &&
             std::find(review.meeting->considered.begin(), review.meeting->considered.end(), "audits") != review.meeting->considered.end();
    });
    if (!reached && days_between(*one.reported_on, e.today) <= grace) continue;
    ++whole;
    all.push_back(one.id);
    if (reached) ++good;
    else waiting.push_back(one.id);
  }
  return judged(q, good, whole, "audits were taken up by a review", "audits/, reviews/", waiting.empty() ? all : waiting);
}

Told q57(const Evidence& e, const Question& q) {
  const audit::ReviewState* last = nullptr;
  for (const auto& one : e.reviews)
    if (one.held_on && (!last || *last->held_on < *one.held_on)) last = &one;
  if (!last) return judged(q, 0, 1, "reviews on record", "reviews/");
  const auto inputs = static_cast<std::int64_t>(e.rules.lists["review_inputs"].codes().size());
  auto out = judged(q, static_cast<std::int64_t>(last->meeting->considered.size() + last->meeting->left_out.size()), inputs, "inputs were considered by the last review, or left out for a reason", "reviews/", {last->id});
  const Date next = last->next_on.value_or(*last->held_on + std::chrono::days{q.limit});
  return both(std::move(out), judged(q, e.today <= next ? 1 : 0, 1, fmt::format("reviews in time; the next is due on {}", text(next)), "reviews/"));
}

Told q58(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> late, all;
  for (const auto& one : decisions_of(e)) {
    ++whole;
    all.push_back(one.review);
    if (one.state != DecisionStanding::overdue) ++good;
    else late.push_back(one.review);
  }
  auto& records = late.empty() ? all : late;
  records.erase(std::unique(records.begin(), records.end()), records.end());
  return judged(q, good, whole, "decisions of reviews are done or not due yet", "reviews/", records);
}

Told q59(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> bad, all;
  for (const auto& one : e.actions) {
    const bool is_past = one.status == ActionStatus::verifying || one.status == ActionStatus::closed || one.cycle > 1;
    if (!is_past) continue;
    ++whole;
    all.push_back(one.id);
    if (one.check && one.check->verdict == Verdict::effective) ++good;
    else bad.push_back(one.id);
  }
  return judged(q, good, whole, "actions whose effect was checked were effective", "actions/", bad.empty() ? all : bad);
}

Told q60(const Evidence& e, const Question& q) {
  std::vector<std::string> records;
  bool sought = false, improved = false, recognised = false;
  for (const auto& one : e.matters)
    if (one.state.kind == process::Kind::suggestion || one.state.kind == process::Kind::praise) {
      (one.state.kind == process::Kind::praise ? recognised : sought) = true;
      records.push_back(one.id());
    }
  for (const auto& one : e.actions)
    if (one.kind == ActionKind::improvement || one.source == Origin::suggestion) {
      improved = true;
      records.push_back(one.id);
    }
  for (const auto& one : e.audits)
    for (const auto& finding : one.findings)
      if (finding.found.grade == audit::Grade::strength) recognised = true;
  return judged(q, sought + improved + recognised, 3,
                "of: suggestions taken, improvements made, good conduct recognised", "complaints, actions/, audits/", records);
}

constexpr Answered rows[] = {{"Q47", q47}, {"Q48", q48}, {"Q49", q49}, {"Q51", q51}, {"Q52", q52},
                        {"Q53", q53}, {"Q54", q54}, {"Q55", q55}, {"Q56", q56}, {"Q57", q57},
                        {"Q58", q58}, {"Q59", q59}, {"Q60", q60}};

}  // namespace

std::span<const Answered> improvement_answers() { return rows; }

}  // namespace cmt::evidence
