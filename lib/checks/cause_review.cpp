// The complainant is blamed by somebody who looked at it alone.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include <algorithm>

namespace cmt::checks {
namespace {

bool is_customer_side(const Subject& subject, const std::string& code) {
  const ListValue* cause = subject.rules.lists["causes"].find(code);
  return code == "C90" || (cause && cause->maps_to == "C90");
}

void check_cause_review(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (state.status != process::Status::closed || state.is_imported()) return;
  const auto& causes = state.causes;
  if (std::none_of(causes.begin(), causes.end(),
                   [&](const auto& code) { return is_customer_side(subject, code); }))
    return;
  const auto& deciders = state.deciders;
  if (std::any_of(deciders.begin(), deciders.end(),
                  [&](const auto& decider) { return decider != state.owner; }))
    return;
  out.push_back(found(all::cause_review,
                      is_full(subject) ? all::cause_review.severity : Severity::note,
                      {last_event<process::Closed>(subject), "cause"},
                      tr("the cause is put on the customer's side, and nobody but the owner looked at it"),
                      tr("somebody else looks at it: cmt reopen {}, or cmt note {}",
                         id_of(subject), id_of(subject))));
}

}  // namespace

const Rule all::cause_review{
    "cause-review",
    "8.2",
    Severity::warning,
    msgid("a cause on the customer's side was looked at by somebody besides the owner"),
    "That the customer was wrong (C90) is the cause that is easiest to find and ends every "
    "search for another one, so that a second person agrees to it (objectivity, 4.7; "
    "analysis, 8.2). Who approved the decision counts. In the small process it is a note; "
    "imported records are left out.",
    "Another person looks at the case: `cmt reopen ID`, or `cmt note ID` says who did and "
    "what they found.",
    check_cause_review};

}  // namespace cmt::checks
