#include "framework/training.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "dossier/define_steps.hpp"
#include "calendar/months.hpp"

namespace cmt::framework {
namespace {

using enum TrainingStatus;
using Set = dossier::StatusSet<TrainingStatus>;

template <class E>
constexpr std::size_t of = dossier::index_of<TrainingBody, E>();

constexpr Set any(open, retired);

// T is the letter of the steps of complaints.
constexpr dossier::Transition<Training> table[] = {
    {"L1", of<CourseSet>, Set(), open, "training new", "6.4", "", "topic; how long it is good for, 1 to 120 months"},
    {"L2", of<CourseSet>, Set(open), {}, "training revise", "6.4", "", "the same"},
    {"L3", of<TrainingGiven>, Set(open), {}, "training record", "6.4", "", "people of the staff list"},
    {"L4", of<TrainingRetired>, Set(open), retired, "training retire", "6.4", "manager", "reason"},
    {"L5", of<TrainingNoted>, any, {}, "training note", "6.4", "", "text"},
};

}  // namespace

std::span<const dossier::Transition<Training>> Training::transitions() { return table; }

void begin(TrainingState& state, const TrainingHead& head) { state.title = head.title; }

void guard(TrainingJudgement& j, const CourseSet& course) {
  if (course.validity_months && (*course.validity_months < 1 || *course.validity_months > 120))
    j.refuse(tr("a validity of {} months is not from 1 to 120", *course.validity_months));
}
void apply(TrainingState& state, const TrainingEvent&, const CourseSet& course, const process::Rules&) {
  state.course = course;
}

void guard(TrainingJudgement& j, const TrainingGiven& given) {
  for (std::size_t i = 0; i < given.persons.size(); ++i) {
    const auto& person = given.persons[i];
    if (!j.rules.staff.empty() && !j.rules.person(person))
      j.refuse(tr("'{}' is not on the staff list", printable_line(person)), tr("`staff` in cmt.yaml lists who is"));
    if (std::find(given.persons.begin(), given.persons.begin() + static_cast<std::ptrdiff_t>(i), person) !=
        given.persons.begin() + static_cast<std::ptrdiff_t>(i))
      j.refuse(tr("'{}' is named twice", printable_line(person)));
  }
  if (!dossier::day_of(j.event.at, j.rules))
    j.refuse(tr("the day of the training is not known"), tr("--at says when it was"));
}
void apply(TrainingState& state, const TrainingEvent& event, const TrainingGiven& given, const process::Rules& rules) {
  const auto day = dossier::day_of(event.at, rules);
  if (!day) return;
  for (const auto& person : given.persons) state.taken[person].push_back(*day);
}

void guard(TrainingJudgement&, const TrainingRetired&) {}
void apply(TrainingState&, const TrainingEvent&, const TrainingRetired&, const process::Rules&) {}

void guard(TrainingJudgement&, const TrainingNoted&) {}
void apply(TrainingState&, const TrainingEvent&, const TrainingNoted&, const process::Rules&) {}

bool is_needed(const TrainingState& course, const process::StaffMember& person) {
  if (course.status != open || !person.active) return false;
  const auto& roles = course.course.roles;
  return roles.empty() || std::any_of(roles.begin(), roles.end(), [&](const auto& role) {
           return std::find(person.roles.begin(), person.roles.end(), role) != person.roles.end();
         });
}

Standing standing_of(const TrainingState& course, const process::StaffMember& person, Date day, int soon) {
  std::optional<Date> last;
  if (const auto found = course.taken.find(person.id); found != course.taken.end())
    for (const Date on : found->second)
      if (on <= day && (!last || on > *last)) last = on;
  const bool needed = is_needed(course, person);
  if (!last) return {needed ? Competence::missing : Competence::not_needed, {}};
  if (!course.course.validity_months) return {Competence::valid, {}};
  const Date until = calendar::months_later(*last, *course.course.validity_months);
  if (day >= until) return {needed ? Competence::expired : Competence::not_needed, until};
  const bool is_soon = needed && until - day <= std::chrono::days{soon};
  return {is_soon ? Competence::expires_soon : Competence::valid, until};
}

}  // namespace cmt::framework

template struct cmt::dossier::Steps<cmt::framework::Training>;
