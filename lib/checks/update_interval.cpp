// The complainant is told how it goes at regular intervals.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/clocks.hpp"

namespace cmt::checks {
namespace {

void check_update_interval(const Subject& subject, std::vector<Finding>& out) {
  if (!is_open(subject.state.status)) return;
  for (const auto& reading : process::read_clocks(subject.state, subject.rules, subject.now))
    if (reading.clock == process::Clock::update &&
        reading.status == process::ClockStatus::overdue)
      out.push_back(found(all::update_interval,
                          note_if_imported(subject, all::update_interval.severity), {},
                          tr("the complainant was to hear how it goes by {}",
                             process::text_of(reading.due, subject.rules.zone)),
                          fmt::format("cmt update {}", id_of(subject))));
}

}  // namespace

const Rule all::update_interval{
    "update-interval",
    "7.3",
    Severity::warning,
    msgid("the complainant of an open case hears from us at the intervals of the deadline profile"),
    "The status of a complaint is made known to the complainant at regular intervals, not only on "
    "request (7.3): by the clock `update` of the deadline profile, where it has one. "
    "Acknowledgements, updates, extensions, questions and decisions count. Anonymous complaints are "
    "left out.",
    "`cmt update ID TEXT`.",
    check_update_interval};

}  // namespace cmt::checks
