// Working time on the line of moments: the spans in which a calendar works, one after another.
#pragma once
#include <chrono>
#include <optional>

#include "calendar/calendar.hpp"

namespace cmt::calendar {

using Moment = std::chrono::sys_time<std::chrono::nanoseconds>;

// A local day as the clock passed through it: 23 or 25 hours where the clocks change.
struct LocalDay {
  Date date;
  Moment begins, ends;
  bool has_24_hours() const { return ends - begins == std::chrono::hours{24}; }
};

LocalDay local_day(const TimeZone& zone, Date date);
// The day whose date the clock shows. Where clocks go back over midnight, the moment may lie after
// its end: the next day has begun, and goes on.
LocalDay day_of(const TimeZone& zone, Moment moment);
// When the clock of the day first shows a time, in minutes from midnight; 1440 is the day's end.
Moment moment_on(const TimeZone& zone, const LocalDay& day, int minute);

struct Span {
  Moment from, to;
};

// Goes through the working time of a calendar, forwards only.
class WorkingTime {
 public:
  WorkingTime(const Calendar& calendar, Moment from);
  // The first span that ends after `from`, which must not lie before an earlier one; nothing when
  // the calendar has no more. The same span is given again until `from` passes its end.
  std::optional<Span> next(Moment from);
  // The day of the last span.
  const LocalDay& day() const { return day_; }

 private:
  void enter(const LocalDay& day);

  const Calendar& calendar_;
  LocalDay day_;
  const Frames* frames_ = nullptr;  // of day_
  std::size_t frame_ = 0;
};

// The first day on or after with working time; nothing when the calendar has no more.
std::optional<Date> working_day_from(const Calendar& calendar, Date day);
// The last day on or before with working time.
std::optional<Date> working_day_until(const Calendar& calendar, Date day);

}  // namespace cmt::calendar
