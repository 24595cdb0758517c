// The sister standards: ISO 10001 (charters), ISO 10003 (disputes), ISO 10004 (satisfaction), and the
// time limits of the law.
#include <fmt/core.h>

#include <algorithm>

#include "evidence/answer.hpp"
#include "process/clocks.hpp"

namespace cmt::evidence {
namespace {

using process::PromiseResult;

Matters with_finding(const Evidence& e, PromiseResult result) {
  return those(e.received(), [&](const Matter& one) {
    return std::any_of(one.state.promise_findings.begin(), one.state.promise_findings.end(),
                       [&](const process::PromiseFinding& finding) { return finding.result == result; });
  });
}

Answer q61(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> records;
  for (const auto& charter : e.charters)
    if (const auto* version = charter.on(e.today)) {
      records.push_back(charter.id);
      for (const auto& promise : version->promises) {
        ++whole;
        good += promise.indicator.has_value();
      }
    }
  if (whole == 0) return nothing_to_judge("no charter is in force");
  auto out = judged(q, good, whole, "promises in force have an indicator", "charter/", records);
  return both(std::move(out), by_test(q, with_finding(e, PromiseResult::broken), [](const Matter& one) {
    return std::all_of(one.state.promise_findings.begin(), one.state.promise_findings.end(),
                       [&](const process::PromiseFinding& finding) {
                         return finding.result != PromiseResult::broken || !one.state.remedies.empty() ||
                                !one.state.cycle().remedies.empty() || !finding.no_remedy_reason.empty();
                       });
  }, "broken promises were remedied, or it is said why not", "complaints: promises"));
}

Answer q62(const Evidence& e, const Question& q) {
  return by_test(q, with_finding(e, PromiseResult::limitation_applies), [](const Matter& one) {
    return std::all_of(one.state.promise_findings.begin(), one.state.promise_findings.end(),
                       [](const process::PromiseFinding& finding) {
                         return finding.result != PromiseResult::limitation_applies || finding.told == true;
                       });
  }, "limitations that were used had been told beforehand", "complaints: promises");
}

using DisputeTest = std::function<std::optional<bool>(const DisputeMatter&)>;

// How many disputes pass the test; those it says nothing of are not counted.
Answer by_dispute(const Evidence& e, const Question& q, const DisputeTest& test, std::string words) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> bad, all;
  for (const auto& one : e.disputes) {
    const auto passes = test(one);
    if (!passes) continue;
    ++whole;
    all.push_back(one.state.id);
    if (*passes) ++good;
    else bad.push_back(one.state.id);
  }
  return judged(q, good, whole, std::move(words), "disputes/", bad.empty() ? all : bad);
}

// Calls visit for each event of one kind of a dispute.
template <class Body, class Visit>
void each_of(const DisputeMatter& one, Visit visit) {
  for (const auto& event : one.dossier.history)
    if (const auto* body = std::get_if<Body>(&event.body)) visit(*body);
}

Answer q63(const Evidence& e, const Question& q) {
  return by_dispute(e, q, [](const DisputeMatter& one) -> std::optional<bool> {
    bool informed = false, agreed = false, informed_first = false;
    for (const auto& event : one.dossier.history) {
      if (std::holds_alternative<dispute::Informed>(event.body)) informed = true;
      if (const auto* consented = std::get_if<dispute::Consented>(&event.body))
        if (consented->side == dispute::Side::complainant) {
          agreed = true;
          informed_first = informed;
        }
    }
    if (!agreed) return std::nullopt;
    return informed_first;
  }, "complainants who agreed to a dispute had been informed before");
}

Answer q64(const Evidence& e, const Question& q) {
  return by_dispute(e, q, [&](const DisputeMatter& one) -> std::optional<bool> {
    if (!one.state.provider) return std::nullopt;
    std::optional<bool> accredited;
    each_of<dispute::Arranged>(one, [&](const dispute::Arranged& arranged) {
      if (arranged.accredited) accredited = arranged.accredited;
    });
    bool is_impartial = true;
    for (const auto& matter : e.matters)
      if (matter.id() == one.state.complaint && !one.state.officer.empty())
        is_impartial = dispute::refusals_of_officer(one.state.officer, matter.state).empty();
    return accredited == true && is_impartial;
  }, "disputes are with an accredited body, and an officer who did not decide");
}

Answer q65(const Evidence& e, const Question& q) {
  return by_dispute(e, q, [&](const DisputeMatter& one) -> std::optional<bool> {
    if (one.state.actions.empty()) return std::nullopt;
    return std::all_of(one.state.actions.begin(), one.state.actions.end(), [&](const dispute::ActionState& action) {
      return action.done || !action.plan.due || e.today <= *action.plan.due;
    });
  }, "results of disputes are carried out, or not due yet");
}

Answer q66(const Evidence& e, const Question& q) {
  return by_dispute(e, q, [](const DisputeMatter& one) -> std::optional<bool> {
    std::optional<bool> explained;
    each_of<dispute::RecommendationAnswered>(one, [&](const dispute::RecommendationAnswered& answered) {
      if (answered.accepted == false && answered.side == dispute::Side::organization)
        explained = !answered.reasons.empty() && answered.told_provider_on && answered.told_other_on;
    });
    return explained;
  }, "recommendations that were rejected were explained to both sides");
}

Answer q67(const Evidence& e, const Question& q) {
  return by_dispute(e, q, [&](const DisputeMatter& one) -> std::optional<bool> {
    if (!one.state.litigation_since && !one.state.legal_reviewed_on) return std::nullopt;
    const auto due = dispute::legal_review_due(one.state);
    return !due || e.today <= *due;
  }, "legal cases were reviewed in time");
}

Answer q68(const Evidence& e, const Question& q) {
  std::vector<std::string> records;
  for (const auto* one : surveys_of(e))
    if (!one->answers.empty()) records.push_back(one->id);
  const auto* accepted = e.measure("K23");
  const bool is_direct = !records.empty(), is_indirect = accepted && accepted->denominator.value_or(0) > 0;
  return judged(q, is_direct + is_indirect, 2, "of: surveys were answered, decisions were accepted or not (K23)",
                "surveys/, K23 of the report kpi", records);
}

// Who asks to be contacted has something that is not settled.
Answer q69(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> waiting, all;
  for (const auto* one : surveys_of(e))
    for (const auto& answered : one->answers) {
      if (!answered.wants_contact && answered.raised.empty()) continue;
      ++whole;
      good += !answered.raised.empty();
      if (answered.raised.empty()) waiting.push_back(answered.complaint);
      else all.push_back(answered.raised);
    }
  return judged(q, good, whole, "answers that ask to be contacted became complaints", "surveys/",
                waiting.empty() ? all : waiting);
}

Answer q70(const Evidence& e, const Question& q) {
  auto out = by_test(q, e.received(), [&](const Matter& one) {
    const auto clocks = process::read_clocks(one.state, e.rules, e.as_of);
    return std::all_of(clocks.begin(), clocks.end(), [](const process::ClockReading& clock) {
      using process::Clock, process::ClockStatus;
      const bool is_limit = clock.limit && (clock.clock == Clock::ack || clock.clock == Clock::holding ||
                                            clock.clock == Clock::final || clock.clock == Clock::report);
      return !is_limit || clock.status == ClockStatus::met || clock.status == ClockStatus::open ||
             clock.status == ClockStatus::waiting;
    });
  }, fmt::format("complaints met every limit of their profile ({})", e.profile), "complaints: clocks");
  return out;
}

constexpr Answered rows[] = {{"Q61", q61}, {"Q62", q62}, {"Q63", q63}, {"Q64", q64}, {"Q65", q65},
                        {"Q66", q66}, {"Q67", q67}, {"Q68", q68}, {"Q69", q69}, {"Q70", q70}};

}  // namespace

std::span<const Answered> sister_answers() { return rows; }

}  // namespace cmt::evidence
