#include "process/completeness.hpp"

namespace cmt::process {
namespace {

// How far the process has come. What ended early owes no more than its receipt asked for.
int stage_of(Status status) {
  switch (status) {
    case Status::fresh:
    case Status::withdrawn:
    case Status::merged:
    case Status::rejected:
    case Status::voided:
      return 0;
    case Status::assessed:
      return 1;
    case Status::investigating:
    case Status::pending_complainant:
      return 2;
    case Status::proposed:
      return 3;
    case Status::decided:
      return 4;
    case Status::communicated:
    case Status::remedying:
    case Status::contested:
    case Status::referred:
      return 5;
    case Status::closed:
      return 6;
  }
  return 0;
}

}  // namespace

bool needs_cause(const State& state) {
  const auto& outcome = state.cycle().outcome;
  return (outcome && is_upheld(*outcome)) || state.safety || state.recurring == Answer::yes;
}

std::vector<RequiredField> required_fields(const State& state) {
  std::vector<RequiredField> out;
  const auto ask = [&](std::string_view name, std::string_view clause, bool is_present) {
    out.push_back({name, clause, is_present});
  };
  const Particulars& more = state.particulars;
  const Cycle& cycle = state.cycle();
  ask("received_at", "7.2", state.received_at.is_known());
  ask("medium", "7.2", !state.medium.empty());
  ask("language", "7.2", !state.language.empty() && state.language != "und");
  ask("complainant", "7.2", !state.complainant.empty() || state.anonymous);
  ask("description", "7.2", !state.description.empty() || !state.summary.empty());
  ask("occurred_on", "7.2", more.occurred_on.has_value());
  ask("recurring", "7.2", state.recurring != Answer::unknown);
  ask("remedy_sought", "7.2", more.is_remedy_sought_known);
  ask("immediate_action", "7.2", more.is_immediate_action_known);
  const int stage = stage_of(state.status);
  if (stage < 1) return out;
  ask("severity", "7.5", state.severity.has_value());
  ask("impact", "7.5", state.impact.has_value());
  ask("complexity", "7.5", state.complexity.has_value());
  ask("category", "7.5", !state.category.empty());
  ask("product", "7.5", !state.product.empty());
  ask("unit", "7.5", !state.unit.empty());
  ask("owner", "7.3", !state.owner.empty());
  if (stage == 2) ask("investigator", "7.6", !state.investigator.empty());
  if (stage >= 3) ask("outcome", "7.7", cycle.outcome.has_value());
  if (stage >= 4) ask("approver", "7.7", !state.approver.empty());
  if (stage >= 5) ask("communicated_at", "7.8", cycle.communicated && cycle.communicated->is_known());
  if (stage >= 6) {
    ask("closed_at", "7.9", cycle.ended && cycle.ended->is_known());
    ask("closure_reason", "7.9", cycle.closure && *cycle.closure != ClosureReason::unknown);
    ask("lessons", "7.9", more.are_lessons_answered);
    if (needs_cause(state)) ask("cause", "7.9", !state.causes.empty());
  }
  return out;
}

}  // namespace cmt::process
