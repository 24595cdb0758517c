// What is urgent and beyond the owner goes up.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_urgent_escalation(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!state.action_needed || state.action_possible || !is_open(state.status) ||
      state.is_imported() || last_event<process::Escalated>(subject))
    return;
  out.push_back(found(all::urgent_escalation,
                      is_full(subject) ? all::urgent_escalation.severity : Severity::note,
                      {last_event<process::Assessed>(subject), "action_possible"},
                      tr("action is needed at once and is not possible, and nobody above was told"),
                      tr("cmt escalate {} --level 1", id_of(subject))));
}

}  // namespace

const Rule all::urgent_escalation{
    "urgent-escalation",
    "7.5",
    Severity::warning,
    msgid("what needs action at once and cannot get it is escalated"),
    "The assessment asks whether immediate action is needed and whether it is possible (7.5). "
    "Where it is needed and the owner cannot take it, somebody with more authority learns of "
    "it the same day (5.4). In the small process it is a note; imported records are left out.",
    "`cmt escalate ID --level 1 --reason TEXT`.",
    check_urgent_escalation};

}  // namespace cmt::checks
