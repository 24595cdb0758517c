// Clause 7, the operation: what the histories of the complaints show of each step.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "evidence/answer.hpp"

namespace cmt::evidence {
namespace {

using process::Status;
using Told = Answer;

const process::Cycle* last_decided(const Matter& one) {
  for (auto at = one.state.cycles.rbegin(); at != one.state.cycles.rend(); ++at)
    if (at->decided) return &*at;
  return nullptr;
}
Matters upheld(const Evidence& e) {
  return those(e.received(), [](const Matter& one) {
    const auto* cycle = last_decided(one);
    return cycle && cycle->outcome && process::is_upheld(*cycle->outcome);
  });
}
bool was_investigated(const Matter& one) { return last_event<process::InvestigationStarted>(one) != nullptr; }

Told q30(const Evidence& e, const Question& q) {
  std::map<std::string, int> media;
  for (const auto* one : e.received()) ++media[one->state.medium];
  std::string words;
  for (const auto& [medium, count] : media) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", medium, count);
  if (media.empty()) return nothing_to_judge("no complaint was received");
  const int oral = media.count("phone") || media.count("in-person") || media.count("voicemail") ? 1 : 0;
  const int written = media.count("email") || media.count("web") || media.count("post") || media.count("box") ? 1 : 0;
  const int social = media.count("social") || media.count("chat") || media.count("app") ? 1 : 0;
  return judged(q, oral + written + social, 3, fmt::format("ways (oral, written, social) have complaints: {}", words),
                "complaints: medium");
}

Told q31(const Evidence& e, const Question& q) {
  std::set<std::string> ids;
  std::vector<std::string> twice;
  Matters all;
  for (const auto& one : e.matters) {
    all.push_back(&one);
    if (!ids.insert(one.id()).second) twice.push_back(one.id());
  }
  auto out = by_test(q, all, [&](const Matter& one) {
    return !one.breaks("id-year") && std::find(twice.begin(), twice.end(), one.id()) == twice.end();
  }, "records have an id of their own, with the year of their receipt", "complaints, check: id-year");
  if (out.standing == Standing::met) out.records.clear();
  return out;
}

Told q32(const Evidence& e, const Question& q) {
  return by_test(q, e.received(), [](const Matter& one) {
    return one.state.particulars.is_remedy_sought_known && one.state.particulars.is_immediate_action_known;
  }, "receipts say what was asked for and what was done at once", "complaints: remedy_sought, immediate_action");
}

Told q33(const Evidence& e, const Question& q) {
  return by_test(q, e.received(), [](const Matter& one) {
    return !one.state.product.empty() && !one.state.unit.empty() &&
           (!one.state.particulars.segment.empty() || !one.state.particulars.complainant_type.empty());
  }, "receipts name product, unit and who complains", "complaints: product, unit, segment");
}

Told q34(const Evidence& e, const Question& q) { return by_measure(e, q, "K16"); }
Told q35(const Evidence& e, const Question& q) { return by_measure(e, q, "K04"); }

Told q36(const Evidence& e, const Question& q) {
  const auto taken_up = those(e.received(), [](const Matter& one) { return one.state.status != Status::fresh; });
  return by_test(q, taken_up, [](const Matter& one) {
    return one.state.assessed_once && !one.breaks("defaulted-assessment");
  }, "complaints were assessed by a person in all six respects", "complaints, check: defaulted-assessment");
}

// Something was done on the local day on which the danger was known.
bool was_acted_on(const Evidence& e, const Matter& one) {
  std::optional<Date> known;
  bool acted = false;
  for (const auto& event : one.complaint.history) {
    const auto day = e.rules.zone.date_of(event.at);
    if (const auto* received = std::get_if<process::Received>(&event.body)) {
      if (received->safety_suspected.value_or(false)) known = day;
      if (received->immediate_action && received->immediate_action->taken == process::Answer::yes) return true;
    }
    if (const auto* assessed = std::get_if<process::Assessed>(&event.body))
      if (!known && assessed->safety.value_or(false)) known = day;
    const bool is_action = std::holds_alternative<process::Escalated>(event.body) ||
                           std::holds_alternative<process::Forwarded>(event.body) ||
                           std::holds_alternative<process::RemedyStarted>(event.body) ||
                           std::holds_alternative<process::RemedyDone>(event.body);
    if (is_action && known && day && *day == *known) acted = true;
  }
  return acted;
}

Told q37(const Evidence& e, const Question& q) {
  const auto dangerous = those(e.received(), [](const Matter& one) { return one.state.safety || one.state.safety_suspected; });
  return by_test(q, dangerous, [&](const Matter& one) { return was_acted_on(e, one) && !one.breaks("safety-action"); },
                 "safety cases were acted on the same day", "complaints, check: safety-action");
}

Told q38(const Evidence& e, const Question& q) {
  return by_test(q, those(e.received(), was_investigated), [](const Matter& one) {
    const auto depth = last_event<process::InvestigationStarted>(one)->depth;
    const int severity = one.state.severity.value_or(1);
    const auto least = severity == 4 ? process::Depth::full : severity == 3 ? process::Depth::standard : process::Depth::desk;
    return depth && *depth >= least;
  }, "investigations were as deep as the severity asks", "complaints: depth, severity");
}

Told q39(const Evidence& e, const Question& q) {
  const auto without = those(e.received(), [](const Matter& one) {
    return last_event<process::ResponseProposed>(one) && !was_investigated(one);
  });
  return by_test(q, without, [](const Matter& one) {
    const auto* response = last_event<process::ResponseProposed>(one);
    return !response->no_investigation_reason.empty() && !response->no_investigation_by.empty();
  }, "responses without an investigation say why and who decided it", "complaints: no_investigation_reason");
}

Told q40(const Evidence& e, const Question& q) {
  return by_test(q, upheld(e), [](const Matter& one) {
    const auto* cycle = last_decided(one);
    const bool corrects = !cycle->remedies.empty() || !one.state.remedies.empty();
    return corrects && !one.state.causes.empty();
  }, "upheld complaints have a remedy and a cause to be removed", "complaints: remedies, cause");
}

Told q41(const Evidence& e, const Question& q) {
  return by_rules(q, upheld(e), {"others-affected"}, "upheld complaints say whether others have the problem");
}

Told q42(const Evidence& e, const Question& q) {
  const auto told = those(e.received(), [](const Matter& one) {
    const auto* cycle = last_decided(one);
    return cycle && cycle->communicated;
  });
  return by_test(q, told, [&](const Matter& one) {
    const auto* cycle = last_decided(one);
    const auto decided = e.rules.zone.date_of(*cycle->decided), said = e.rules.zone.date_of(*cycle->communicated);
    return decided && said && days_between(*decided, *said) <= q.limit;
  }, fmt::format("decisions were told within {} day{}", q.limit, q.limit == 1 ? "" : "s"), "complaints: decided, decision-communicated");
}

Told q43(const Evidence& e, const Question& q) {
  const auto told = those(e.received(), [](const Matter& one) {
    const auto* cycle = last_decided(one);
    return cycle && cycle->communicated && cycle->told && !process::is_upheld(*cycle->told);
  });
  return by_test(q, told, [](const Matter& one) {
    const auto* said = last_event<process::DecisionCommunicated>(one);
    const bool has_rights = said && said->next_step_rights &&
                            !(said->next_step_rights->internal_review.empty() && said->next_step_rights->external_body.empty());
    return has_rights && !one.breaks("further-options");
  }, "rejected complainants were told where else to turn", "complaints, check: further-options");
}

Told q44(const Evidence& e, const Question& q) {
  const auto ended = those(e.received(), [](const Matter& one) {
    return one.state.status == Status::closed && !one.state.remedies.empty();
  });
  return by_test(q, ended, [](const Matter& one) {
    return !one.breaks("remedy-verification") &&
           std::all_of(one.state.remedies.begin(), one.state.remedies.end(),
                       [](const process::RemedyState& remedy) { return remedy.done && remedy.verified; });
  }, "closed complaints have every remedy done and verified", "complaints, check: remedy-verification");
}

Told q45(const Evidence& e, const Question& q) {
  const auto contested = those(e.received(), [](const Matter& one) {
    return std::any_of(one.state.cycles.begin(), one.state.cycles.end(),
                       [](const process::Cycle& cycle) { return cycle.contested.has_value(); });
  });
  return by_test(q, contested, [](const Matter& one) {
    if (process::is_open(one.state.status)) return !one.breaks("update-interval") && !one.breaks("overdue");
    return one.state.cycle().closure != process::ClosureReason::lapsed;
  }, "contested complaints stayed open until every route was gone", "complaints, check: update-interval overdue");
}

Told q46(const Evidence& e, const Question& q) {
  const auto taken_back = those(e.received(), [](const Matter& one) { return one.state.status == Status::withdrawn; });
  return by_test(q, taken_back, [](const Matter& one) {
    return one.state.particulars.is_withdrawal_voluntary == true && !one.breaks("withdrawal");
  }, "withdrawals were the complainant's own wish", "complaints, check: withdrawal");
}

constexpr Answered rows[] = {{"Q30", q30}, {"Q31", q31}, {"Q32", q32}, {"Q33", q33}, {"Q34", q34}, {"Q35", q35},
                        {"Q36", q36}, {"Q37", q37}, {"Q38", q38}, {"Q39", q39}, {"Q40", q40}, {"Q41", q41},
                        {"Q42", q42}, {"Q43", q43}, {"Q44", q44}, {"Q45", q45}, {"Q46", q46}};

}  // namespace

std::span<const Answered> operation_answers() { return rows; }

}  // namespace cmt::evidence
