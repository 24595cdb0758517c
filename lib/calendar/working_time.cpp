// Days without a clock change, nearly all, need no look at the time zone for each of their frames.
#include "calendar/working_time.hpp"

namespace cmt::calendar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// The last day whose end can be said in nanoseconds (core/time.hpp).
constexpr Date last_day{std::chrono::year{2261} / 12 / 30};

}  // namespace

LocalDay local_day(const TimeZone& zone, Date date) {
  return {date, zone.start_of(date).utc, zone.start_of(date + days{1}).utc};
}

LocalDay day_of(const TimeZone& zone, Moment moment) {
  return local_day(zone, zone.date_of(Instant{moment}));
}

Moment moment_on(const TimeZone& zone, const LocalDay& day, int minute) {
  if (minute >= 24 * 60) return day.ends;
  if (day.has_24_hours()) return day.begins + minutes{minute};
  return zone.at_local(day.date, minute / 60, minute % 60).utc;
}

std::optional<Date> working_day_from(const Calendar& calendar, Date day) {
  if (calendar.is_working_day(day)) return day;
  // After the last holiday and change, a week shows every weekday.
  const Date last = calendar.last_special_day(day) + days{7};
  while (day < last) {
    day += days{1};
    if (calendar.is_working_day(day)) return day;
  }
  return std::nullopt;
}

std::optional<Date> working_day_until(const Calendar& calendar, Date day) {
  if (calendar.is_working_day(day)) return day;
  const Date first = calendar.first_special_day(day) - days{7};
  while (day > first) {
    day -= days{1};
    if (calendar.is_working_day(day)) return day;
  }
  return std::nullopt;
}

WorkingTime::WorkingTime(const Calendar& calendar, Moment from)
    : calendar_{calendar}, day_{day_of(calendar.zone, from)} {
  enter(day_);
}

void WorkingTime::enter(const LocalDay& day) {
  day_ = day;
  frames_ = &calendar_.frames_on(day.date);
  frame_ = 0;
}

std::optional<Span> WorkingTime::next(Moment from) {
  const auto& zone = calendar_.zone;
  // A long way is not gone day by day.
  if (from >= day_.ends + hours{48}) enter(day_of(zone, from));
  for (;;) {
    for (; frame_ < frames_->size(); ++frame_) {
      const Frame& frame = (*frames_)[frame_];
      const Span span{moment_on(zone, day_, frame.opens), moment_on(zone, day_, frame.closes)};
      // A frame that a clock change leaves out has no time.
      if (span.to > from && span.from < span.to) return span;
    }
    const auto date = working_day_from(calendar_, day_.date + days{1});
    if (!date || *date > last_day) return std::nullopt;
    if (*date == day_.date + days{1})
      enter({*date, day_.ends, zone.start_of(*date + days{1}).utc});
    else
      enter(local_day(zone, *date));
  }
}

}  // namespace cmt::calendar
