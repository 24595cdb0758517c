#include "process/7_8_decision.hpp"

namespace cmt::process {

void guard(Judgement& j, const DecisionCommunicated& told) {
  if (told.outcome || told.timely)
    j.refuse(tr("outcome and timeliness are stated here only in imported records"));
  if (!j.full()) return;
  if (told.text.empty() && told.attachment.empty())
    j.refuse(tr("what the complainant was told is missing"), tr("give it with --text or --attachment"));
  const auto& rights = told.next_step_rights;
  if (!rights || (rights->internal_review.empty() && rights->external_body.empty()))
    j.refuse(tr("the complainant's further options are not stated"),
             tr("give them with --rights, or set next_step_rights in cmt.yaml"));
}

void apply(State& state, const Event& event, const DecisionCommunicated& told, const Rules&) {
  auto& cycle = state.cycles.back();
  cycle.communicated = event.at;
  if (!cycle.answered) cycle.answered = event.at;
  if (told.outcome) cycle.outcome = told.outcome;
  cycle.told = cycle.outcome;
  state.decision_communicated_once = true;
}

}  // namespace cmt::process
