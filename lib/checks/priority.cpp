// Priorities that were set below what safety asks for.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_priority(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!state.safety || !state.priority_overridden || state.priority == process::Priority::p1 ||
      state.is_imported())
    return;
  out.push_back(found(all::priority, Severity::warning,
                      {last_event<process::Assessed>(subject), "priority"},
                      tr("it concerns safety and was given {}",
                         name_of(process::priority_names, *state.priority)),
                      tr("cmt assess {} --reason initial-wrong, without --priority",
                         id_of(subject))));
}

}  // namespace

const Rule all::priority{
    "priority",
    "7.5",
    Severity::warning,
    msgid("a complaint that concerns safety has the priority P1"),
    "Severity and safety are assessed first, and urgent matters are handled at once (7.5). A "
    "person may set another priority than the one that follows from severity and impact, with "
    "a reason; one that concerns health or safety is not made to wait.",
    "`cmt assess ID --reason initial-wrong`, without another priority.",
    check_priority};

}  // namespace cmt::checks
