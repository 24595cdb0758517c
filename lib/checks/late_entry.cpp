// Complaints are put on record when they are received.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

constexpr int most_days = 2;  // calendar days

void check_late_entry(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (state.is_imported() || !state.received_at.is_known()) return;
  const auto& zone = subject.rules.zone;
  const Date received = *zone.date_of(state.received_at);
  const Date registered = zone.date_of(state.registered_at);
  const auto days = (registered - received).count();
  if (days <= most_days) return;
  out.push_back(
      found(all::late_entry, Severity::warning, {0, "recorded_at"},
            tr("received on {} and registered {} days later", text(received), days),
            tr("say why with cmt note {}", id_of(subject))));
}

}  // namespace

const Rule all::late_entry{
    "late-entry",
    "7.2",
    Severity::warning,
    msgid("a complaint is registered within two days of its receipt"),
    "A complaint is recorded at the first report (7.2). Until it is on record nobody follows it, "
    "and what was said is forgotten. Imported records are left out: their receipt lies before the "
    "register.",
    "Nothing puts it right afterwards; `cmt note ID` says why. A wrong time of receipt is put "
    "right with `cmt correct ID --field received_at`.",
    check_late_entry};

}  // namespace cmt::checks
