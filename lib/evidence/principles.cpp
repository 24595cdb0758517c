// Clause 4, the guiding principles: what the records show of each.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "evidence/answer.hpp"

namespace cmt::evidence {
namespace {

using process::Answer;
using Told = cmt::evidence::Answer;

Told q01(const Evidence& e, const Question& q) {
  for (auto at = e.audits.rbegin(); at != e.audits.rend(); ++at)
    if (audit::is_reported(at->status) && audit::covers(at->scope, "4.1") &&
        is_recent(at->reported_on, e.today))
      return judged(q, 1, 1, "assessments of the principles in the last year", "audits/", {at->id});
  return judged(q, 0, 1, "assessments of the principles in the last year", "audits/");
}

Told q02(const Evidence& e, const Question& q) { return by_claims(e, q, {"policy.approved", "resources.planned"}); }

Told q03(const Evidence& e, const Question& q) {
  std::map<std::string, std::vector<std::string>> hands;
  for (const auto* one : e.open())
    if (!one->state.owner.empty()) hands[one->state.owner].push_back(one->id());
  std::int64_t good = 0;
  std::vector<std::string> records;
  for (const auto& [owner, cases] : hands)
    if (static_cast<int>(cases.size()) <= q.limit) ++good;
    else records.insert(records.end(), cases.begin(), cases.end());
  return judged(q, good, static_cast<std::int64_t>(hands.size()),
                fmt::format("owners have {} open complaints or fewer", q.limit), "complaints", records);
}

Told q04(const Evidence& e, const Question& q) { return by_claims(e, q, {"notice.complete"}); }

Told q05(const Evidence& e, const Question& q) {
  auto out = by_test(q, e.received(), [&](const Matter& one) {
    return std::find(e.languages.begin(), e.languages.end(), one.state.language) != e.languages.end();
  }, "complaints are in a language that the register offers");
  if (e.claim("notice.languages")) out = both(std::move(out), by_claims(e, q, {"notice.languages"}));
  return out;
}

bool was_told_by(const Matter& one, const process::Code& medium) {
  bool told = false;
  const auto look = [&](const process::Event&, const auto& body) { told = told || body.medium == medium; };
  each_event<process::Acknowledged>(one, look);
  each_event<process::Updated>(one, look);
  each_event<process::DecisionCommunicated>(one, look);
  return told;
}

Told q06(const Evidence& e, const Question& q) {
  const auto asked = those(e.received(), [](const Matter& one) {
    const auto& p = one.state.particulars;
    return !p.accessibility_needs.empty() || !p.preferred_format.empty() || !p.preferred_medium.empty();
  });
  if (asked.empty()) return cannot_tell("no complaint states a need; a person asks whether they are asked for");
  return by_test(q, asked, [](const Matter& one) {
    const auto& medium = one.state.particulars.preferred_medium;
    return medium.empty() || was_told_by(one, medium);
  }, "complainants with a need or a wish were told as they asked");
}

Told q07(const Evidence& e, const Question& q) {
  const auto responded = those(e.received(), [](const Matter& one) {
    return last_event<process::ResponseProposed>(one) != nullptr;
  });
  return by_test(q, responded, [](const Matter& one) {
    return !last_event<process::ResponseProposed>(one)->points.empty() && !one.breaks("decision-points");
  }, "responses answer each point raised", "complaints, check: decision-points");
}

Told q08(const Evidence& e, const Question& q) {
  const auto investigated = those(e.received(), [](const Matter& one) { return !one.state.investigator.empty(); });
  return by_test(q, investigated, [](const Matter& one) {
    const auto& persons = one.state.persons;
    return std::find(persons.begin(), persons.end(), one.state.investigator) == persons.end() &&
           !one.breaks("T5") && !one.breaks("conflict-of-interest");
  }, "investigators had no part in the matter and declared so", "complaints, check: T5 conflict-of-interest");
}

Told q09(const Evidence& e, const Question& q) {
  const auto about_staff = those(e.received(), [](const Matter& one) { return !one.state.persons.empty(); });
  return by_rules(q, about_staff, {"staff-side", "both-sides"},
                  "complaints about staff show that they were heard and told the result");
}

Told q12(const Evidence& e, const Question& q) { return by_measure(e, q, "K49"); }

Told q13(const Evidence& e, const Question& q) {
  return by_rules(q, those(e.received(), [](const Matter&) { return true; }),
                  {"personal-data", "consent", "representative", "retention"},
                  "complaints hold and share personal data on a ground only");
}

Told q14(const Evidence& e, const Question& q) {
  std::vector<std::string> done, all;
  for (const auto& one : e.actions) {
    all.push_back(one.id);
    if (is_recent(one.implemented_on, e.today)) done.push_back(one.id);
  }
  if (!done.empty())
    return judged(q, 1, 1, fmt::format("years with a change because of complaints; {} in the last one", done.size()),
                  "actions/", done);
  auto out = judged(q, 0, 1, "years with a change because of complaints", "actions/", all);
  if (!all.empty()) out.standing = Standing::partly;
  return out;
}

Told q15(const Evidence& e, const Question& q) {
  const auto taken_up = those(e.open(), [](const Matter& one) { return one.state.status != process::Status::fresh; });
  return by_test(q, taken_up, [](const Matter& one) { return !one.state.owner.empty() && !one.breaks("owner"); },
                 "open complaints have an owner", "complaints, check: owner");
}

Told q16(const Evidence& e, const Question& q) {
  const auto decided = those(e.received(), [](const Matter& one) { return !one.state.approver.empty() || !one.state.deciders.empty(); });
  return by_rules(q, decided, {"T10", "T11", "T17"}, "decisions were made by somebody who may");
}

Told q17(const Evidence& e, const Question& q) { return by_claims(e, q, {"training.current"}); }

Told q18(const Evidence& e, const Question& q) { return by_measure(e, q, "K09"); }

constexpr Answered rows[] = {{"Q01", q01}, {"Q02", q02}, {"Q03", q03}, {"Q04", q04}, {"Q05", q05}, {"Q06", q06},
                        {"Q07", q07}, {"Q08", q08}, {"Q09", q09}, {"Q12", q12}, {"Q13", q13}, {"Q14", q14},
                        {"Q15", q15}, {"Q16", q16}, {"Q17", q17}, {"Q18", q18}};

}  // namespace

std::span<const Answered> principle_answers() { return rows; }

}  // namespace cmt::evidence
