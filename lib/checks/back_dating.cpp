// Steps that were put on record long after they are said to have happened.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_back_dating(const Subject& subject, std::vector<Finding>& out) {
  const auto& zone = subject.rules.zone;
  const auto& history = subject.complaint.history;
  for (std::size_t i = 1; i < history.size(); ++i) {
    const auto& event = history[i];
    if (!event.imported.empty() || !event.recorded_at || !event.at.is_known()) continue;
    const auto days = (zone.date_of(*event.recorded_at) - *zone.date_of(event.at)).count();
    if (days <= subject.rules.back_dating_days) continue;
    out.push_back(
        found(all::back_dating, Severity::warning, {i, "recorded_at"},
              tr("`{}` was put on record {} days after it happened", event.name(), days),
              tr("say why with cmt note {}", id_of(subject))));
  }
}

}  // namespace

const Rule all::back_dating{
    "back-dating",
    "4.9",
    Severity::warning,
    msgid("a step is put on record within seven days of when it happened, or as cmt.yaml allows"),
    "A record is worth what it says about when things happened. A step written down more than a "
    "week later (`back_dating_days` of cmt.yaml) rests on memory, or makes a late step look timely (information integrity, 4.9). "
    "The receipt has a rule of its own, late-entry; imported events are left out.",
    "Nothing puts it right afterwards; `cmt note ID` says why.",
    check_back_dating};

}  // namespace cmt::checks
