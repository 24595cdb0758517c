// Clauses 5 and 6, the framework and the plan: most of it is in records of other kinds than
// complaints, which give their facts as claims.
#include <fmt/core.h>

#include <algorithm>

#include "evidence/answer.hpp"

namespace cmt::evidence {
namespace {

Answer q19(const Evidence& e, const Question& q) { return by_claims(e, q, {"context.reviewed"}); }
Answer q20(const Evidence& e, const Question& q) { return by_claims(e, q, {"context.scope"}); }
Answer q21(const Evidence& e, const Question& q) { return by_claims(e, q, {"risks.owned"}); }
Answer q22(const Evidence& e, const Question& q) { return by_claims(e, q, {"policy.current", "policy.acknowledged"}); }
Answer q23(const Evidence& e, const Question& q) { return by_claims(e, q, {"objective.owned", "procedure.current"}); }

Answer q24(const Evidence& e, const Question& q) {
  std::vector<std::string> names;
  for (const auto& person : e.rules.staff)
    if (person.active && std::find(person.roles.begin(), person.roles.end(), "manager") != person.roles.end())
      names.push_back(person.id);
  auto out = judged(q, names.empty() ? 0 : 1, 1, "representatives (a manager of the staff list)", "cmt.yaml: staff", names);
  if (e.claim("roles.described")) out = both(std::move(out), by_claims(e, q, {"roles.described"}));
  return out;
}

// Somebody above was told within a day of the receipt, or of the assessment that found it.
bool was_notified(const Evidence& e, const Matter& one) {
  std::optional<Instant> known;
  bool told = false;
  const auto at = [&](const process::Event& event) { return process::counted_at(event.at, e.rules.zone, e.as_of); };
  for (const auto& event : one.complaint.history) {
    if (const auto* assessed = std::get_if<process::Assessed>(&event.body))
      if (!known && (assessed->severity.value_or(0) == 4 || assessed->safety.value_or(false))) known = at(event);
    if (const auto* received = std::get_if<process::Received>(&event.body))
      if (received->safety_suspected.value_or(false)) known = at(event);
    if (const auto* escalated = std::get_if<process::Escalated>(&event.body))
      if (known && !escalated->notified.empty() && at(event).utc - known->utc <= std::chrono::hours{24}) told = true;
  }
  return told;
}

Answer q25(const Evidence& e, const Question& q) {
  const auto significant = those(e.received(), [](const Matter& one) {
    return one.state.safety || one.state.safety_suspected || one.state.severity == 4;
  });
  return by_test(q, significant, [&](const Matter& one) { return was_notified(e, one); },
                 "significant complaints were notified upwards within 24 hours", "complaints: escalated.notified");
}

Answer q26(const Evidence& e, const Question& q) {
  auto out = by_rules(q, e.received(), {"late-entry"}, "complaints were registered within two days");
  if (e.claim("training.current")) out = both(std::move(out), by_claims(e, q, {"training.current"}));
  return out;
}

Answer q27(const Evidence& e, const Question& q) { return by_claims(e, q, {"objective.measurable"}); }

Answer q28(const Evidence& e, const Question& q) {
  std::int64_t good = 0, whole = 0;
  std::vector<std::string> late, all;
  for (const auto& one : e.actions) {
    if (!one.due || e.today < *one.due || one.status == improvement::ActionStatus::rejected ||
        one.status == improvement::ActionStatus::cancelled)
      continue;
    ++whole;
    all.push_back(one.id);
    if (one.implemented_on && *one.implemented_on <= *one.due) ++good;
    else late.push_back(one.id);
  }
  return judged(q, good, whole, "planned actions were implemented by their due date", "actions/",
                late.empty() ? all : late);
}

Answer q29(const Evidence& e, const Question& q) { return by_claims(e, q, {"resources.decided"}); }

constexpr Answered rows[] = {{"Q19", q19}, {"Q20", q20}, {"Q21", q21}, {"Q22", q22}, {"Q23", q23}, {"Q24", q24},
                        {"Q25", q25}, {"Q26", q26}, {"Q27", q27}, {"Q28", q28}, {"Q29", q29}};

}  // namespace

std::span<const Answered> framework_answers() { return rows; }

}  // namespace cmt::evidence
