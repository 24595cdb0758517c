// The root cause of a complaint that was justified, recurs or concerns safety.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_cause(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (state.status != process::Status::closed || !state.causes.empty()) return;
  const auto& outcome = state.cycle().outcome;
  Message why;
  if (outcome && is_upheld(*outcome))
    why = tr("is {}", name_of(process::outcome_names, *outcome));
  else if (state.safety)
    why = tr("concerns safety");
  else if (state.recurring == process::Answer::yes)
    why = tr("is recurring");
  else
    return;
  const auto severity = note_if_imported(subject, warning_if_small(subject, all::cause.severity));
  out.push_back(found(
      all::cause, severity, {last_event<process::Closed>(subject), "cause"},
      tr("the complaint {} and was closed without a root cause", why),
      fmt::format("cmt correct {} --field cause --value CODE --reason WHY", id_of(subject))));
}

}  // namespace

const Rule all::cause{
    "cause",
    "8.2",
    Severity::error,
    msgid("a closed complaint that was upheld, recurs or concerns safety has a root cause"),
    "Complaints are analysed for their causes, so that the causes can be removed (8.2). That needs "
    "a code for every complaint that was upheld in whole or in part, that has happened to the same "
    "person before, or that concerns safety. In the small process it is a warning, in an imported "
    "record a note.",
    "Give `--cause CODE` to `cmt respond` or `cmt close`; for a closed case "
    "`cmt correct ID --field cause`.",
    check_cause};

}  // namespace cmt::checks
