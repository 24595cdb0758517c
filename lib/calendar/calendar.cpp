// Which hours are worked on a day: those of its holiday, else those of its weekday.
#include "calendar/calendar.hpp"

#include <algorithm>
#include <string_view>

namespace cmt::calendar {
namespace {

// 0 is Monday.
std::size_t weekday_index(Date day) { return std::chrono::weekday{day}.iso_encoding() - 1; }

}  // namespace

const Holiday* Calendar::holiday(Date day) const {
  const auto at =
      std::lower_bound(holidays.begin(), holidays.end(), day,
                       [](const Holiday& holiday, Date wanted) { return holiday.day < wanted; });
  return at != holidays.end() && at->day == day ? &*at : nullptr;
}

const Frames& Calendar::frames_on(Date day) const {
  const Holiday* found = holiday(day);
  return found ? found->frames : week_on(day)[weekday_index(day)];
}

const WeekChange* Calendar::change_on(Date day) const {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    if (change->from <= day && (!change->to || day <= *change->to)) return &*change;
  return nullptr;
}

const Week& Calendar::week_on(Date day) const {
  const WeekChange* change = changes.empty() ? nullptr : change_on(day);
  return change ? change->week : week;
}

Date Calendar::last_special_day(Date otherwise) const {
  Date last = otherwise;
  if (!holidays.empty()) last = std::max(last, holidays.back().day);
  for (const auto& change : changes) last = std::max(last, change.to.value_or(change.from));
  return last;
}

Date Calendar::first_special_day(Date otherwise) const {
  Date first = otherwise;
  if (!holidays.empty()) first = std::min(first, holidays.front().day);
  if (!changes.empty()) first = std::min(first, changes.front().from);
  return first;
}

bool Calendar::has_working_time() const {
  return std::any_of(week.begin(), week.end(), [](const Frames& day) { return !day.empty(); });
}

Calendar plain_calendar(TimeZone zone) {
  Calendar calendar;
  calendar.name = "plain";
  calendar.zone = zone;
  for (std::size_t day = 0; day < 5; ++day) calendar.week[day] = {Frame{}};
  return calendar;
}

std::string weekday_name(Date day) {
  static constexpr std::array<std::string_view, 7> names = {
      "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return std::string{names[weekday_index(day)]};
}

}  // namespace cmt::calendar
