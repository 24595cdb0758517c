#include "evidence/decisions.hpp"

namespace cmt::evidence {

using improvement::ActionStatus;

std::vector<DecisionState> decisions_of(const Evidence& evidence, const audit::ReviewState& review) {
  std::vector<DecisionState> out;
  int number = 0;
  for (const auto& one : review.decisions) {
    DecisionState state{review.id, ++number, &one.decided, DecisionStanding::open, one.done_on};
    if (const auto* action = evidence.action(one.decided.action)) {
      if (action->status == ActionStatus::closed) state.done_on = action->closed_on;
      if (action->status == ActionStatus::rejected || action->status == ActionStatus::cancelled)
        state.state = DecisionStanding::dropped;
    }
    if (state.done_on) state.state = DecisionStanding::done;
    else if (state.state == DecisionStanding::open && one.decided.due && *one.decided.due < evidence.today)
      state.state = DecisionStanding::overdue;
    out.push_back(std::move(state));
  }
  return out;
}

std::vector<DecisionState> decisions_of(const Evidence& evidence) {
  std::vector<DecisionState> out;
  for (const auto& review : evidence.reviews)
    for (auto& one : decisions_of(evidence, review)) out.push_back(std::move(one));
  return out;
}

}  // namespace cmt::evidence
