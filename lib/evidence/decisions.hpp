// What was decided in management reviews, and how far it is (8.6.3): a decision with an action is done
// when that is closed, one without when somebody put it on record.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "evidence/evidence.hpp"

namespace cmt::evidence {

enum class DecisionStanding { done, dropped, open, overdue };
inline constexpr auto decision_standing_names =
    names<DecisionStanding>({{DecisionStanding::done, "done"},
                             {DecisionStanding::dropped, "dropped"},
                             {DecisionStanding::open, "open"},
                             {DecisionStanding::overdue, "overdue"}});

struct DecisionState {
  std::string review;
  int number = 1;
  const audit::Decided* decided = nullptr;
  DecisionStanding state = DecisionStanding::open;
  std::optional<Date> done_on;
};
// Of all reviews, in their order. The evidence must outlive the result.
std::vector<DecisionState> decisions_of(const Evidence& evidence);
// Of one review.
std::vector<DecisionState> decisions_of(const Evidence& evidence, const audit::ReviewState& review);

}  // namespace cmt::evidence
