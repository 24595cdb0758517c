#include "dossier/common.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/judgement.hpp"

namespace cmt::dossier {

void judge_times(const Progress& progress, const When& at, const std::optional<Instant>& recorded_at,
                 bool is_first, bool is_step, const process::Rules& rules, const Refuse& refuse) {
  const TimeZone& zone = rules.zone;
  if (!at.is_known()) refuse(tr("the time is not known"), tr("an event says when it happened"));
  if (recorded_at && process::is_before(exactly(*recorded_at), at, zone))
    refuse(tr("it was put on record at {}, before it happened, {}", text(*recorded_at),
              text(at)),
           {});
  if (is_first) return;
  if (is_step && progress.last_step_at && process::is_before(at, *progress.last_step_at, zone))
    refuse(tr("it is dated {}, before the step it follows, {}", text(at),
              text(*progress.last_step_at)),
           {});
  const When entered = recorded_at ? exactly(*recorded_at) : at;
  if (process::is_before(entered, exactly(progress.last_recorded), zone))
    refuse(tr("it was put on record at {}, before the event it follows, {}", text(entered),
              text(zone.at(progress.last_recorded.utc))),
           tr("events stand in the order in which they were recorded"));
}

void judge_actor(const std::string& by, std::string_view role, const process::Rules& rules,
                 const Refuse& refuse) {
  if (rules.process != process::Process::full || rules.staff.empty()) return;
  const process::StaffMember* person = rules.person(by);
  if (!person) {
    refuse(tr("'{}' is not on the staff list", by),
           tr("add the person under `staff` in cmt.yaml, or act --by another"));
    return;
  }
  if (!person->active) refuse(tr("'{}' is no longer active", by), {});
  if (role.empty() || person->roles.empty()) return;
  const auto is = [&](std::string_view one) {
    return std::find(person->roles.begin(), person->roles.end(), one) != person->roles.end();
  };
  if (!is(role) && !is("manager"))
    refuse(tr("'{}' does not have the role {}", by, role),
           tr("somebody who has it takes this step (5.4)"));
}

void advance(Progress& progress, const When& at, const std::string& by,
             const std::optional<Instant>& recorded_at, bool is_first, bool is_step,
             const process::Rules& rules) {
  if (is_first) {
    progress.opened_at = at;
    progress.opened_by = by;
  }
  if (!at.is_known()) return;
  if (is_first || is_step) progress.last_step_at = at;
  progress.last_recorded = std::max(
      progress.last_recorded, recorded_at.value_or(process::counted_at(at, rules.zone, {})));
}

}  // namespace cmt::dossier
