// What was done about a danger.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

bool has_action(const Subject& subject) {
  bool acted = false;
  each_event<process::Received>(subject, [&](std::size_t, const auto&, const auto& received) {
    acted = acted || (received.immediate_action &&
                      received.immediate_action->taken == process::Answer::yes);
  });
  each_event<process::ResponseProposed>(
      subject, [&](std::size_t, const auto&, const auto& response) {
        acted = acted || !response.remedies.empty() ||
                (response.others_affected && !response.others_affected->plan.empty());
      });
  each_event<process::Decided>(subject, [&](std::size_t, const auto&, const auto& decided) {
    acted = acted || (decided.others_affected && !decided.others_affected->plan.empty());
  });
  return acted || last_event<process::RemedyDone>(subject) ||
         last_event<process::Escalated>(subject);
}

void check_safety_action(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const bool has_ended =
      state.status == process::Status::closed || state.status == process::Status::withdrawn;
  if (!state.safety || (!has_ended && !is_open(state.status)) || has_action(subject)) return;
  const auto severity =
      has_ended ? warning_if_small(subject, all::safety_action.severity) : Severity::warning;
  out.push_back(found(all::safety_action, note_if_imported(subject, severity),
                      {last_event<process::Assessed>(subject), "safety"},
                      tr("it concerns health or safety, and nothing on record was done about it"),
                      tr("cmt escalate {} --level 2, or a remedy; what was done goes on "
                         "record",
                         id_of(subject))));
}

}  // namespace

const Rule all::safety_action{
    "safety-action",
    "7.5",
    Severity::error,
    msgid("a complaint that concerns safety has an action on record"),
    "Health and safety are assessed at receipt because they cannot wait (7.5). A case that "
    "concerns them shows what was done: an immediate action, a remedy, a plan for others with "
    "the same problem, or an escalation. Without one an open case is a warning and a case "
    "that ended is an error; in the small process it is a warning, in an imported record a "
    "note.",
    "`cmt escalate ID --level 2 --reason TEXT`, `cmt respond ID --remedy CODE`, or `cmt "
    "remedy ID CODE --done`.",
    check_safety_action};

}  // namespace cmt::checks
