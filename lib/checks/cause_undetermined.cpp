// Causes that were not found, without a reason.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_cause_undetermined(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (state.status != process::Status::closed || state.is_imported() || state.causes.empty() ||
      state.causes.front() != "C99")
    return;
  bool has_reason = false;
  const auto look = [&](const std::optional<process::Cause>& cause) {
    if (cause && !cause->text.empty()) has_reason = true;
  };
  each_event<process::ResponseProposed>(
      subject, [&](std::size_t, const auto&, const auto& response) { look(response.cause); });
  each_event<process::Closed>(
      subject, [&](std::size_t, const auto&, const auto& closed) { look(closed.cause); });
  if (has_reason) return;
  out.push_back(found(all::cause_undetermined,
                      is_full(subject) ? all::cause_undetermined.severity : Severity::note,
                      {last_event<process::Closed>(subject), "cause"},
                      tr("the cause was not determined, and nothing says why"),
                      tr("say why with cmt note {}, and look again after 90 days",
                         id_of(subject))));
}

}  // namespace

const Rule all::cause_undetermined{
    "cause-undetermined",
    "8.2",
    Severity::warning,
    msgid("a cause that was not determined has a reason"),
    "The code C99 says that the cause was looked for and not found. Without a reason nobody "
    "can tell it from a cause that nobody looked for, and it is not looked for again (8.2). "
    "In the small process it is a note; imported records are left out.",
    "`cmt close ID --cause C99 --cause-text WHY`; afterwards `cmt note ID`.",
    check_cause_undetermined};

}  // namespace cmt::checks
