#include "framework/objective.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "dossier/define_steps.hpp"
#include "framework/measures.hpp"
#include "calendar/months.hpp"

namespace cmt::framework {
namespace {

using enum ObjectiveStatus;
using Set = dossier::StatusSet<ObjectiveStatus>;
using std::chrono::days;

template <class E>
constexpr std::size_t of = dossier::index_of<ObjectiveBody, E>();

constexpr Set unended(draft, active), any(draft, active, closed, cancelled);

constexpr dossier::Transition<Objective> table[] = {
    {"G1", of<ObjectiveSet>, Set(), draft, "objective new", "6.2", "",
     "a measure of a period, a target that is a number, whole periods, an owner"},
    {"G2", of<ObjectiveSet>, unended, draft, "objective revise", "6.2", "",
     "the same; of what was approved, from a later period on"},
    {"G3", of<ObjectiveApproved>, Set(draft), active, "objective approve", "6.2", "manager",
     "no period over yet; another person than the owner"},
    {"G4", of<ObjectiveClosed>, Set(active), closed, "objective close", "6.2", "manager",
     "the last period over; findings"},
    {"G5", of<ObjectiveCancelled>, unended, cancelled, "objective cancel", "6.2", "manager", "reason"},
    {"G6", of<ObjectiveNoted>, any, {}, "objective note", "6.2", "", "text"},
};

constexpr std::size_t kMostPeriods = 240;

int months_of(Every every) {
  switch (every) {
    case Every::month: return 1;
    case Every::quarter: return 3;
    case Every::year: break;
  }
  return 12;
}

// The periods from the first day to the last; a rest that is no whole period is left out.
std::vector<Period> periods_between(Date from, Date to, Every every) {
  std::vector<Period> out;
  for (int i = 0; out.size() < kMostPeriods; ++i) {
    const Date first = calendar::months_later(from, i * months_of(every));
    const Date last = calendar::months_later(from, (i + 1) * months_of(every)) - days{1};
    if (last > to) break;
    out.push_back({first, last});
  }
  return out;
}

void guard_periods(ObjectiveJudgement& j, const ObjectiveSet& set) {
  if (!set.from || !set.to || !set.every) return;
  if (*set.to < *set.from) return j.refuse(tr("it ends before it begins"));
  if (unsigned{std::chrono::year_month_day{*set.from}.day()} > 28)
    return j.refuse(tr("its first period begins after the 28th of a month"), tr("--from names another first day"));
  const auto periods = periods_between(*set.from, *set.to, *set.every);
  if (periods.size() == kMostPeriods)
    return j.refuse(tr("it has more than {} periods", kMostPeriods - 1), tr("end it earlier with --to"));
  if (periods.empty() || *periods.back().to != *set.to)
    j.refuse(tr("{} to {} is not a whole number of periods of a {}", text(*set.from), text(*set.to),
                name_of(every_names, *set.every)),
             tr("--to is the last day of a period"));
}

void guard_level(ObjectiveJudgement& j, const ObjectiveSet& set) {
  if (!set.level) return;
  if (*set.level == Level::organization) {
    if (!set.of.empty()) j.refuse(tr("the level organization has no name"), tr("leave `of` out"));
    return;
  }
  if (set.of.empty())
    return j.refuse(tr("which {} it is of is missing", name_of(level_names, *set.level)));
  const auto& units = j.rules.units;
  if (*set.level == Level::unit && !units.empty() && std::find(units.begin(), units.end(), set.of) == units.end())
    j.refuse(tr("'{}' is not among the units", printable_line(set.of)), tr("`units` in cmt.yaml lists them"));
  if (*set.level == Level::role && !j.rules.lists["staff_roles"].find(set.of))
    j.refuse(tr("'{}' is not a role", printable_line(set.of)), tr("cmt schema --list staff_roles shows all"));
}

// What was approved stays for the periods that it was approved for, up to the one that the revision
// begins with.
void guard_revision(ObjectiveJudgement& j, const ObjectiveSet& set) {
  if (j.state.approved.empty() || !set.from) return;
  const ObjectiveSet& before = j.state.approved.back();
  if (!before.from || !before.to || !before.every) return;
  if (*set.from == *before.to + days{1}) return;
  for (const auto& period : periods_between(*before.from, *before.to, *before.every))
    if (*period.from == *set.from && *set.from > *before.from) return;
  j.refuse(tr("{} is not the first day of a period after the first one of {}", text(*set.from),
              text(*before.from)),
           tr("targets of periods that were approved stay: --from names the period that the new one holds from"));
}

}  // namespace

std::span<const dossier::Transition<Objective>> Objective::transitions() { return table; }

std::optional<std::int64_t> target_value(std::string_view text) {
  std::int64_t value = 0;
  int decimals = -1, digits = 0;
  for (const char c : text) {
    if (c == '.' && decimals < 0 && digits > 0) {
      decimals = 0;
    } else if (c >= '0' && c <= '9') {
      if (decimals < 0 ? ++digits > 6 : ++decimals > 3) return std::nullopt;
      value = value * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || decimals == 0) return std::nullopt;
  for (int i = std::max(decimals, 0); i < 3; ++i) value *= 10;
  return value;
}

std::vector<ObjectivePeriod> periods_of(const ObjectiveState& state) {
  std::vector<ObjectivePeriod> out;
  for (std::size_t i = 0; i < state.approved.size(); ++i) {
    const ObjectiveSet& terms = state.approved[i];
    if (!terms.from || !terms.to || !terms.every) continue;
    Date last = *terms.to;
    if (i + 1 < state.approved.size() && state.approved[i + 1].from)
      last = std::min(last, *state.approved[i + 1].from - days{1});
    for (const auto& period : periods_between(*terms.from, last, *terms.every))
      if (state.status != cancelled || !state.ended_on || *period.to < *state.ended_on)
        out.push_back({period, &terms});
  }
  return out;
}

void begin(ObjectiveState& state, const ObjectiveHead& head) { state.title = head.title; }

void guard(ObjectiveJudgement& j, const ObjectiveSet& set) {
  if (!set.measure.empty() && !find_measure(set.measure))
    j.refuse(tr("'{}' is no measure of a period", printable_line(set.measure)),
             tr("docs/measures.md lists them; what is known of one moment alone (basis S) has no figure of a period"));
  if (!set.target.empty() && !target_value(set.target))
    j.refuse(tr("the target '{}' is not a number", printable_line(set.target)),
             tr("a number such as 95 or 4.5, in the unit of the measure"));
  guard_periods(j, set);
  guard_level(j, set);
  guard_revision(j, set);
}
void apply(ObjectiveState& state, const ObjectiveEvent&, const ObjectiveSet& set, const process::Rules&) {
  state.set = set;
}

void guard(ObjectiveJudgement& j, const ObjectiveApproved&) {
  const ObjectiveSet& set = j.state.set;
  if (j.full() && j.event.by == set.owner)
    j.refuse(tr("'{}' answers for the objective and cannot approve it", j.event.by),
             tr("another person does: --by WHO"));
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (!day || !set.from || !set.to || !set.every) return;
  const auto periods = periods_between(*set.from, *set.to, *set.every);
  if (!periods.empty() && *periods.front().to < *day)
    j.refuse(tr("its first period was over on {}", text(*periods.front().to)),
             tr("a target is set before its period is over: cmt objective revise --from"));
}
void apply(ObjectiveState& state, const ObjectiveEvent& event, const ObjectiveApproved&,
           const process::Rules&) {
  state.approved.push_back(state.set);
  state.approved_by = event.by;
}

void guard(ObjectiveJudgement& j, const ObjectiveClosed&) {
  const auto day = dossier::day_of(j.event.at, j.rules);
  if (day && j.state.set.to && *day <= *j.state.set.to)
    j.refuse(tr("its last period lasts until {}", text(*j.state.set.to)),
             tr("close it after that day, or cancel it"));
}
void apply(ObjectiveState& state, const ObjectiveEvent& event, const ObjectiveClosed& ending,
           const process::Rules& rules) {
  state.ended_on = dossier::day_of(event.at, rules);
  state.findings = ending.findings;
}

void guard(ObjectiveJudgement&, const ObjectiveCancelled&) {}
void apply(ObjectiveState& state, const ObjectiveEvent& event, const ObjectiveCancelled&,
           const process::Rules& rules) {
  state.ended_on = dossier::day_of(event.at, rules);
}

void guard(ObjectiveJudgement&, const ObjectiveNoted&) {}
void apply(ObjectiveState&, const ObjectiveEvent&, const ObjectiveNoted&, const process::Rules&) {}

}  // namespace cmt::framework

template struct cmt::dossier::Steps<cmt::framework::Objective>;
