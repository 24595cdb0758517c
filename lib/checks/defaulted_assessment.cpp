// Assessments that the register's defaults made.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_defaulted_assessment(const Subject& subject, std::vector<Finding>& out) {
  const auto last = last_event<process::Assessed>(subject);
  if (!last) return;
  const auto& assessed = std::get<process::Assessed>(subject.complaint.history[*last].body);
  if (assessed.defaulted.empty()) return;
  const auto severity = is_full(subject) && !subject.state.is_imported()
                            ? all::defaulted_assessment.severity
                            : Severity::note;
  out.push_back(
      found(all::defaulted_assessment, severity, {*last, "defaulted"},
            tr("taken from the defaults of the register: {}", joined(assessed.defaulted)),
            fmt::format("cmt assess {} --reason new-facts", id_of(subject))));
}

}  // namespace

const Rule all::defaulted_assessment{
    "defaulted-assessment",
    "7.5",
    Severity::warning,
    msgid("the last assessment was made by a person"),
    "Each complaint is assessed on receipt for severity, safety, complexity, impact and immediate "
    "action (7.5). Values taken from the defaults of cmt.yaml are nobody's judgement, and count as "
    "such in reports. The small process allows it, so that it is a note there.",
    "`cmt assess ID --reason new-facts` with the values that were judged.",
    check_defaulted_assessment};

}  // namespace cmt::checks
