// The investigator's statement of independence.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_conflict_of_interest(const Subject& subject, std::vector<Finding>& out) {
  if (!is_full(subject)) return;
  each_event<process::InvestigationStarted>(
      subject, [&](std::size_t i, const process::Event& event,
                   const process::InvestigationStarted& started) {
        if (!event.imported.empty() || started.conflict_checked.value_or(false)) return;
        out.push_back(found(
            all::conflict_of_interest, Severity::warning, {i, "conflict_checked"},
            tr("'{}' did not declare to have no conflict of interest",
               started.investigator),
            tr("ask, and put the answer on record with cmt note {}", id_of(subject))));
      });
}

}  // namespace

const Rule all::conflict_of_interest{
    "conflict-of-interest",
    "4.7",
    Severity::warning,
    msgid("the investigator declared to have no conflict of interest"),
    "Each complaint is handled in an equitable, objective and unbiased manner (4.7). Who finds the "
    "facts is not complained about, which the step itself asks, and says to have no interest in "
    "the result. Asked in the full process, not of imported events.",
    "`cmt investigate ID --no-conflict`; afterwards `cmt note ID`.",
    check_conflict_of_interest};

}  // namespace cmt::checks
