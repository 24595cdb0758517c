// Terms in days are counted on dates and only then given a time; terms in hours are counted on
// moments.
#include "calendar/deadline.hpp"

#include <algorithm>

#include "calendar/working_time.hpp"

namespace cmt::calendar {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::nanoseconds;

// The account of a due time; null when nobody asked for it.
using Steps = std::vector<Step>*;

// The reason is only worked out when there is an account.
template <class Reason>
void note(Steps steps, Step::Kind kind, Date day, long long number, Reason reason) {
  if (steps) steps->push_back({kind, day, static_cast<int>(number), reason()});
}
void note(Steps steps, Step::Kind kind, Date day, long long number = 0) {
  note(steps, kind, day, number, [] { return std::string{}; });
}

std::string why_closed(const Calendar& calendar, Date day) {
  const Holiday* holiday = calendar.holiday(day);
  if (!holiday) return weekday_name(day);
  return holiday->name.empty() ? "holiday" : "holiday: " + holiday->name;
}

// Why a moment of a day is not worked.
std::string why_outside(const Calendar& calendar, const LocalDay& day, Moment moment) {
  const Frames& frames = calendar.frames_on(day.date);
  if (frames.empty()) return why_closed(calendar, day.date);
  if (moment < moment_on(calendar.zone, day, frames.front().opens)) return "before opening";
  if (moment >= moment_on(calendar.zone, day, frames.back().closes)) return "after closing";
  return "between opening hours";
}

Date date_of(const TimeZone& zone, const When& when) { return zone.date_of(when).value_or(Date{}); }

Moment moment_of(const TimeZone& zone, const When& when) {
  return when.kind == When::Kind::exact ? when.instant.utc : zone.start_of(when.day).utc;
}

long long whole_minutes(microseconds time) {
  return std::chrono::duration_cast<minutes>(time).count();
}
// Nanoseconds do not hold the difference of any two moments.
microseconds between(Moment from, Moment to) {
  return std::chrono::floor<microseconds>(to) - std::chrono::floor<microseconds>(from);
}

// --- pauses ---

// Inclusive.
struct DayRange {
  Date first, last;
};

bool has_known_times(const Pause& pause) {
  return pause.from.is_known() && (!pause.to || pause.to->is_known());
}

// The days that do not count, in order and apart.
std::vector<DayRange> paused_days(const TimeZone& zone, const std::vector<Pause>& pauses,
                                  const Instant& now) {
  std::vector<DayRange> out;
  for (const Pause& pause : pauses) {
    if (!has_known_times(pause)) continue;
    const Date first = date_of(zone, pause.from) + days{1};
    const Date last = pause.to ? date_of(zone, *pause.to) : zone.date_of(now);
    if (first <= last) out.push_back({first, last});
  }
  std::sort(out.begin(), out.end(),
            [](const DayRange& a, const DayRange& b) { return a.first < b.first; });
  std::size_t kept = 0;
  for (const DayRange& range : out) {
    if (kept > 0 && range.first <= out[kept - 1].last + days{1})
      out[kept - 1].last = std::max(out[kept - 1].last, range.last);
    else
      out[kept++] = range;
  }
  out.resize(kept);
  return out;
}

// The end of the pause's day when only that is known, as days are counted.
Moment pause_moment(const TimeZone& zone, const When& when) {
  return when.kind == When::Kind::exact ? when.instant.utc : zone.start_of(when.day + days{1}).utc;
}

// The time that does not count, in order and apart.
std::vector<Span> paused_spans(const TimeZone& zone, const std::vector<Pause>& pauses,
                               const Instant& now) {
  std::vector<Span> out;
  for (const Pause& pause : pauses) {
    if (!has_known_times(pause)) continue;
    const Moment from = pause_moment(zone, pause.from);
    const Moment to = pause.to ? pause_moment(zone, *pause.to) : now.utc;
    if (from < to) out.push_back({from, to});
  }
  std::sort(out.begin(), out.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::size_t kept = 0;
  for (const Span& span : out) {
    if (kept > 0 && span.from <= out[kept - 1].to)
      out[kept - 1].to = std::max(out[kept - 1].to, span.to);
    else
      out[kept++] = span;
  }
  out.resize(kept);
  return out;
}

// Whether a pause that still lasts began before the term ended.
template <class BeginsBeforeEnd>
bool is_paused(const TimeZone& zone, const std::vector<Pause>& pauses, const Instant& now,
               BeginsBeforeEnd begins_before_end) {
  return std::any_of(pauses.begin(), pauses.end(), [&](const Pause& pause) {
    return !pause.to && pause.from.is_known() && date_of(zone, pause.from) <= zone.date_of(now) &&
           begins_before_end(pause.from);
  });
}

// --- days ---

// The last of `count` days from `first` on that are not paused; `count` is at least one.
Date last_of_days(Date first, int count, const std::vector<DayRange>& paused, Steps steps) {
  Date last = first + days{count - 1};
  days skipped{0};
  for (const DayRange& range : paused) {
    if (range.last < first) continue;
    if (range.first > last) break;
    const Date from = std::max(range.first, first);
    const days length = range.last - from + days{1};
    if (from > first)
      note(steps, Step::Kind::counted, from - days{1}, (from - first - skipped).count());
    note(steps, Step::Kind::paused, from, length.count());
    last += length;
    skipped += length;
  }
  note(steps, Step::Kind::counted, last, count);
  return last;
}

// The same of days with working time.
Date last_of_working_days(const Calendar& calendar, Date first, int count,
                          const std::vector<DayRange>& paused, Steps steps) {
  auto range = paused.begin();
  int counted = 0;
  for (Date day = first;; day += days{1}) {
    while (range != paused.end() && range->last < day) ++range;
    if (range != paused.end() && range->first <= day) {
      note(steps, Step::Kind::paused, day, (range->last - day + days{1}).count());
      day = range->last;
    } else if (!calendar.is_working_day(day)) {
      note(steps, Step::Kind::skipped, day, 0, [&] { return why_closed(calendar, day); });
    } else {
      note(steps, Step::Kind::counted, day, ++counted);
      if (counted == count) return day;
    }
  }
}

// The days of a term of months whose first day is `first`. It ends on the day with the number of
// the anchor's day, or on the day before when the anchor's day counts; where the month has no such
// day, with the month.
int days_of_months(Date anchor, Date first, int count) {
  const std::chrono::year_month_day from{anchor};
  const auto month = from.year() / from.month() + std::chrono::months{count};
  const std::chrono::year_month_day same = month / from.day();
  const Date end = same.ok() ? Date{same} - (first - anchor == days{0} ? days{1} : days{0})
                             : Date{month / std::chrono::last};
  return static_cast<int>((end - first).count()) + 1;
}

// The last day of a term of at least one unit.
Date last_day_of(const Calendar& calendar, Date anchor, const Term& term,
                 const std::vector<DayRange>& paused, Steps steps) {
  const Date first = term.counts_anchor_day ? anchor : anchor + days{1};
  const int count = term.within.count;
  switch (term.within.unit) {
    case Unit::business_days:
      return last_of_working_days(calendar, first, count, paused, steps);
    case Unit::months:
      return last_of_days(first, days_of_months(anchor, first, count), paused, steps);
    case Unit::weeks:
      return last_of_days(first, count * 7, paused, steps);
    case Unit::days:
    case Unit::hours:
    case Unit::business_hours:
      break;
  }
  return last_of_days(first, count, paused, steps);
}

Date rolled(const Calendar& calendar, Date day, Date earliest, Roll roll) {
  if (roll == Roll::none || calendar.is_working_day(day)) return day;
  if (roll == Roll::previous) {
    const auto before = working_day_until(calendar, day);
    if (before && *before >= earliest) return *before;
  }
  return working_day_from(calendar, day).value_or(day);
}

// What the clock of the day shows at a moment of it, since midnight.
nanoseconds wall_clock(const TimeZone& zone, const LocalDay& day, Moment moment) {
  if (day.has_24_hours() && moment < day.ends) return moment - day.begins;
  const nanoseconds wall = moment + minutes{zone.at(moment).offset_minutes} -
                           std::chrono::sys_time<nanoseconds>{day.date};
  return std::clamp(wall, nanoseconds{0}, nanoseconds{hours{24}} - nanoseconds{1});
}

// When the clock of the day first shows that time, or passes over it.
Moment moment_at(const TimeZone& zone, const LocalDay& day, nanoseconds wall) {
  if (day.has_24_hours()) return day.begins + wall;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(wall);
  const int second = static_cast<int>(seconds.count());
  const auto at = [&](int s) { return zone.at_local(day.date, s / 3600, s / 60 % 60, s % 60).utc; };
  const Moment moment = at(second);
  // Within the time that is passed over, a second later is the same moment.
  return at(second + 1) > moment ? moment + (wall - seconds) : moment;
}

// The nearest working moment of the day: the next opening between frames, the close after them.
Moment within_frames(const Calendar& calendar, const LocalDay& day, Moment moment) {
  Moment nearest = moment;
  for (const Frame& frame : calendar.frames_on(day.date)) {
    const Moment opens = moment_on(calendar.zone, day, frame.opens);
    const Moment closes = moment_on(calendar.zone, day, frame.closes);
    if (opens >= closes) continue;
    if (moment <= closes) return std::max(moment, opens);
    nearest = closes;
  }
  return nearest;
}

std::optional<Moment> close_of(const Calendar& calendar, Date date) {
  const Frames& frames = calendar.frames_on(date);
  if (frames.empty()) return std::nullopt;
  return moment_on(calendar.zone, local_day(calendar.zone, date), frames.back().closes);
}

// Where a term begins that ends at the same time of a later day.
struct Beginning {
  LocalDay day;
  Moment moment;
};

Beginning beginning_of(const Calendar& calendar, Moment anchor, bool is_business, Steps steps) {
  if (!is_business) return {day_of(calendar.zone, anchor), anchor};
  WorkingTime work{calendar, anchor};
  const LocalDay received = work.day();
  const auto span = work.next(anchor);
  if (!span) return {received, anchor};
  const Moment begins = std::max(span->from, anchor);
  if (begins != anchor)
    note(steps, Step::Kind::moved, work.day().date, 0,
         [&] { return why_outside(calendar, received, anchor); });
  return {work.day(), begins};
}

Due due_in_days(const Calendar& calendar, const When& anchor, const Term& term,
                const std::vector<Pause>& pauses, const Instant& now, Steps steps) {
  const TimeZone& zone = calendar.zone;
  const bool is_business = calendar::is_business(term.within.unit);
  const bool keeps_time = term.ending == Ending::same_time;
  Date zero = date_of(zone, anchor);
  note(steps, Step::Kind::anchor, zero);

  Beginning begins{};
  if (keeps_time) {
    begins = beginning_of(calendar, moment_of(zone, anchor), is_business, steps);
    if (is_business) zero = begins.day.date;
  }

  Due due;
  if (term.within.count > 0) {
    due.day = last_day_of(calendar, zero, term, paused_days(zone, pauses, now), steps);
    due.is_paused = is_paused(zone, pauses, now,
                              [&](const When& from) { return date_of(zone, from) < due.day; });
  } else {
    due.day = is_business ? working_day_from(calendar, zero).value_or(zero) : zero;
  }

  const Date rolled_to = rolled(calendar, due.day, zero, is_business ? Roll::none : term.roll);
  if (rolled_to != due.day)
    note(steps, Step::Kind::rolled, rolled_to, 0, [&] { return why_closed(calendar, due.day); });
  due.day = rolled_to;

  std::optional<Moment> at;
  if (keeps_time) {
    const LocalDay day = due.day == begins.day.date ? begins.day : local_day(zone, due.day);
    const Moment same =
        std::max(begins.moment, moment_at(zone, day, wall_clock(zone, begins.day, begins.moment)));
    at = is_business ? within_frames(calendar, day, same) : same;
    if (*at != same)
      note(steps, Step::Kind::moved, due.day, 0, [&] { return why_outside(calendar, day, same); });
  } else if (term.ending == Ending::close) {
    at = close_of(calendar, due.day);
    if (at && anchor.kind == When::Kind::exact && *at < anchor.instant.utc) {
      due.day += days{1};
      if (is_business || term.roll != Roll::none)
        due.day = working_day_from(calendar, due.day).value_or(due.day);
      at = close_of(calendar, due.day);
      note(steps, Step::Kind::moved, due.day, 0, [] { return std::string{"after closing"}; });
    }
  }
  if (at) due.at = zone.at(*at);
  return due;
}

// --- hours ---

// Hours end where nanoseconds do.
constexpr Moment last_moment{Date{std::chrono::year{2262} / 1 / 1}};
// Nanoseconds do not hold every longer one.
constexpr hours longest_pause = days{365 * 200};

Moment later(Moment moment, nanoseconds time) {
  return moment > last_moment - time ? last_moment : moment + time;
}

Due due_in_hours(const Calendar& calendar, const When& anchor, int count,
                 const std::vector<Pause>& pauses, const Instant& now, Steps steps) {
  const TimeZone& zone = calendar.zone;
  const Moment start = moment_of(zone, anchor);
  note(steps, Step::Kind::anchor, date_of(zone, anchor));
  Moment end = later(start, hours{count});
  for (const Span& pause : paused_spans(zone, pauses, now)) {
    if (pause.to <= start) continue;
    const Moment from = std::max(pause.from, start);
    if (from >= end) break;
    note(steps, Step::Kind::paused, zone.date_of(Instant{from}),
         whole_minutes(between(from, pause.to)));
    end = between(from, pause.to) < longest_pause ? later(end, pause.to - from) : last_moment;
  }
  Due due;
  due.at = zone.at(end);
  due.day = zone.date_of(*due.at);
  due.is_paused = count > 0 && is_paused(zone, pauses, now, [&](const When& from) {
                    return pause_moment(zone, from) < end;
                  });
  note(steps, Step::Kind::counted, due.day, count * 60);
  return due;
}

// The closed days between two that are worked, both left out.
void note_closed_days(const Calendar& calendar, Date after, Date before, Steps steps) {
  if (!steps) return;
  for (Date day = after + days{1}; day < before; day += days{1})
    if (!calendar.is_working_day(day))  // a day that is worked was paused
      note(steps, Step::Kind::skipped, day, 0, [&] { return why_closed(calendar, day); });
}

Due due_in_business_hours(const Calendar& calendar, const When& anchor, int count,
                          const std::vector<Pause>& pauses, const Instant& now, Steps steps) {
  const TimeZone& zone = calendar.zone;
  const Moment start = moment_of(zone, anchor);
  note(steps, Step::Kind::anchor, date_of(zone, anchor));

  const auto paused = paused_spans(zone, pauses, now);
  auto pause = paused.begin();
  WorkingTime work{calendar, start};
  const LocalDay received = work.day();
  nanoseconds left = hours{count};
  Moment cursor = start;
  LocalDay day = received;  // of the last working time that counted
  bool has_begun = false, was_paused = false;
  const auto counted = [&] { return std::chrono::floor<minutes>(hours{count} - left).count(); };
  for (;;) {
    const auto span = work.next(cursor);
    if (!span) {
      cursor = last_moment;
      day = day_of(zone, cursor);
      break;
    }
    cursor = std::max(cursor, span->from);
    while (pause != paused.end() && pause->to <= cursor) ++pause;
    const bool has_pause = pause != paused.end();
    if (has_pause && pause->from <= cursor) {
      note(steps, Step::Kind::paused, work.day().date,
           steps ? working_minutes(calendar, Instant{cursor}, Instant{pause->to}) : 0);
      cursor = pause->to;
      was_paused = true;
      continue;
    }
    if (!has_begun && !was_paused && cursor != start)
      note(steps, Step::Kind::moved, work.day().date, 0,
           [&] { return why_outside(calendar, received, start); });
    if (day.date != work.day().date) {
      if (has_begun) note(steps, Step::Kind::counted, day.date, counted());
      note_closed_days(calendar, day.date, work.day().date, steps);
    }
    has_begun = true;
    day = work.day();
    const Moment until = has_pause ? std::min(span->to, pause->from) : span->to;
    if (until - cursor >= left) {
      cursor += left;
      left = nanoseconds{0};
      break;
    }
    left -= until - cursor;
    cursor = until;
  }
  note(steps, Step::Kind::counted, day.date, counted());

  Due due;
  due.day = day.date;
  due.at = zone.at(cursor);
  due.is_paused = is_paused(zone, pauses, now,
                            [&](const When& from) { return pause_moment(zone, from) < cursor; });
  return due;
}

// What counts for a calendar without working time.
Calendar always_open(const TimeZone& zone) {
  Calendar calendar;
  calendar.zone = zone;
  calendar.week.fill({Frame{}});
  return calendar;
}

microseconds working_time(const Calendar& calendar, Moment from, Moment to) {
  microseconds total{0};
  WorkingTime work{calendar, from};
  for (Moment cursor = from; cursor < to;) {
    const auto span = work.next(cursor);
    if (!span || span->from >= to) break;
    total += between(std::max(span->from, cursor), std::min(span->to, to));
    cursor = span->to;
  }
  return total;
}

// Days with working time after `from`, up to and including `to`.
long long working_days(const Calendar& calendar, Date from, Date to) {
  long long count = 0;
  for (Date day = from + days{1}; day <= to; day += days{1})
    if (calendar.is_working_day(day)) ++count;
  return count;
}

}  // namespace

Due due(const Calendar& calendar, const When& anchor, const Term& term,
        const std::vector<Pause>& pauses, const Instant& now, bool with_steps) {
  if (is_business(term.within.unit) && !calendar.has_working_time())
    return due(always_open(calendar.zone), anchor, term, pauses, now, with_steps);
  std::vector<Step> account;
  const Steps steps = with_steps ? &account : nullptr;
  const int count = term.within.count;
  Due out;
  switch (term.within.unit) {
    case Unit::hours:
      out = due_in_hours(calendar, anchor, count, pauses, now, steps);
      break;
    case Unit::business_hours:
      out = due_in_business_hours(calendar, anchor, count, pauses, now, steps);
      break;
    case Unit::days:
    case Unit::weeks:
    case Unit::months:
    case Unit::business_days:
      out = due_in_days(calendar, anchor, term, pauses, now, steps);
      break;
  }
  note(steps, Step::Kind::result, out.day);
  out.steps = std::move(account);
  return out;
}

long long elapsed(const Calendar& calendar, const When& from, const When& to, Unit unit) {
  const TimeZone& zone = calendar.zone;
  if (is_in_hours(unit)) {
    const Moment a = moment_of(zone, from), b = moment_of(zone, to);
    if (unit == Unit::business_hours) return working_minutes(calendar, Instant{a}, Instant{b});
    return whole_minutes(between(a, b));
  }
  const Date a = date_of(zone, from), b = date_of(zone, to);
  if (unit != Unit::business_days) return (b - a).count();
  return a <= b ? working_days(calendar, a, b) : -working_days(calendar, b, a);
}

long long working_minutes(const Calendar& calendar, const Instant& from, const Instant& to) {
  if (to < from) return -working_minutes(calendar, to, from);
  return whole_minutes(working_time(calendar, from.utc, to.utc));
}

Instant next_opening(const Calendar& calendar, const Instant& from) {
  const auto span = WorkingTime{calendar, from.utc}.next(from.utc);
  return calendar.zone.at(span ? std::max(span->from, from.utc) : from.utc);
}

bool is_met(const Due& due, const When& met, const TimeZone& zone) {
  if (!met.is_known()) return false;
  if (due.at && met.kind == When::Kind::exact) return met.instant <= *due.at;
  return zone.date_of(met) <= due.day;
}

}  // namespace cmt::calendar
