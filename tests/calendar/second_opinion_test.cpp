// Terms compared with a second implementation that knows nothing of the first: it walks through the
// time minute by minute, asks the clock on the wall at each, and counts what it meets.
#include <random>

#include "calendar/deadline.hpp"
#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

// A minute of universal time.
struct Minute {
  int date = 0;   // local, in days since 1970
  int wall = 0;   // local, since midnight
  int shown = 0;  // the latest minute the wall has shown so far, since 1970: never goes back
  bool works = false;
};

// A local date and the minutes of it.
struct Day {
  int date = 0;
  int begins = 0, ends = 0;
  bool works = false;
};

struct Timeline {
  std::int64_t first = 0;  // the first minute, since 1970
  std::vector<Minute> minutes;
  std::vector<Day> days;
};

const Frames& frames_of(const Calendar& calendar, int date) {
  for (const Holiday& holiday : calendar.holidays)
    if (holiday.day.time_since_epoch().count() == date) return holiday.frames;
  const Week* week = &calendar.week;
  for (const WeekChange& change : calendar.changes)  // a later one takes the place of an earlier one
    if (date >= change.from.time_since_epoch().count() &&
        (!change.to || date <= change.to->time_since_epoch().count()))
      week = &change.week;
  return (*week)[static_cast<std::size_t>((date + 3) % 7)];
}

Timeline walk(const Calendar& calendar, const Instant& from, int days) {
  Timeline out;
  out.first = std::chrono::floor<std::chrono::minutes>(from.utc).time_since_epoch().count();
  int shown = 0, date = -1;
  const Frames* frames = nullptr;
  out.minutes.reserve(static_cast<std::size_t>(days) * 1440);
  for (int i = 0; i < days * 1440; ++i) {
    const std::chrono::sys_time<std::chrono::nanoseconds> utc{std::chrono::minutes{out.first + i}};
    const auto local = static_cast<int>(out.first + i + calendar.zone.at(utc).offset_minutes);
    Minute minute;
    minute.date = local / 1440;
    minute.wall = local % 1440;
    shown = std::max(shown, local);
    minute.shown = shown;
    if (shown / 1440 != date) {
      date = shown / 1440;
      frames = &frames_of(calendar, date);
      if (!out.days.empty()) out.days.back().ends = i;
      out.days.push_back({date, i, 0, !frames->empty()});
    }
    for (const Frame& frame : *frames)
      if (frame.opens <= shown % 1440 && shown % 1440 < frame.closes) minute.works = true;
    out.minutes.push_back(minute);
  }
  out.days.back().ends = days * 1440;
  return out;
}

// A pause, in minutes of the timeline and in dates, both ends of which do not count.
struct Stop {
  std::int64_t from, to;
  int first_date, last_date;
};

struct Question {
  std::int64_t anchor = 0;  // seconds since the timeline's first minute
  bool is_date = false;     // the anchor is the start of a day, known by its date
  Term term;
  std::vector<Stop> stops;
};

struct Answer {
  int date = 0;
  std::int64_t at = -1;  // seconds; -1: none
};

bool is_stopped(const Question& question, std::int64_t minute) {
  if (question.stops.empty()) return false;
  for (const Stop& stop : question.stops)
    if (stop.from <= minute && minute < stop.to) return true;
  return false;
}

bool is_stopped_date(const Question& question, int date) {
  for (const Stop& stop : question.stops)
    if (stop.first_date <= date && date <= stop.last_date) return true;
  return false;
}

Answer answer_in_hours(const Timeline& line, const Question& question) {
  const bool business = question.term.within.unit == Unit::business_hours;
  std::int64_t left = question.term.within.count * 3600, at = question.anchor;
  if (left == 0 && !business) return {line.minutes[static_cast<std::size_t>(at / 60)].date, at};
  const Minute* minutes = line.minutes.data();
  for (;; at = at / 60 * 60 + 60) {
    const std::int64_t i = at / 60;
    if ((business && !minutes[i].works) || is_stopped(question, i)) continue;
    const std::int64_t there = 60 - at % 60;
    if (there >= left) break;
    left -= there;
  }
  const int date = business ? minutes[at / 60].shown / 1440 : minutes[(at + left) / 60].date;
  return {date, at + left};
}

// The first minute of a day at which the wall shows a time or a later one.
std::int64_t when_shown(const Timeline& line, const Day& day, int wall) {
  const Minute* const minutes = line.minutes.data();
  std::int64_t i = day.begins;
  while (i < day.ends && minutes[i].shown < day.date * 1440 + wall) ++i;
  return i;
}

Answer answer_in_days(const Timeline& line, const Question& question) {
  const Term& term = question.term;
  const Unit unit = term.within.unit;
  const bool business = unit == Unit::business_days;
  const Minute* const minutes = line.minutes.data();
  const auto minute = [&](std::int64_t i) -> const Minute& { return minutes[i]; };

  // Where the term begins.
  std::int64_t begins = question.anchor;
  int zero = minute(begins / 60).date;
  if (term.ending == Ending::same_time && business) {
    while (!minute(begins / 60).works) begins = begins / 60 * 60 + 60;
    zero = minute(begins / 60).shown / 1440;
  }
  const int begins_wall = minute(begins / 60).wall;

  std::size_t day = 0;
  while (line.days[day].date != zero) ++day;
  const std::size_t first = term.counts_anchor_day ? day : day + 1;

  // How many days of which kind.
  int left = term.within.count;
  if (unit == Unit::weeks) left *= 7;
  if (unit == Unit::months && left > 0) {
    const auto number = [&](std::size_t i) {
      const std::chrono::year_month_day ymd{Date{std::chrono::days{line.days[i].date}}};
      return static_cast<unsigned>(ymd.day());
    };
    std::size_t end = day;
    for (int months = 0; months < term.within.count;) {
      ++end;
      if (number(end) == 1) ++months;
    }
    // The first of the month: on to the same number, if it comes before the next month.
    while (number(end) < number(day) && number(end + 1) != 1) ++end;
    if (term.counts_anchor_day && number(end) == number(day)) --end;
    left = static_cast<int>(end - first) + 1;
  }

  if (term.within.count == 0) {
    while (business && !line.days[day].works) ++day;
  } else {
    for (day = first;; ++day) {
      if (is_stopped_date(question, line.days[day].date)) continue;
      if (business && !line.days[day].works) continue;
      if (--left == 0) break;
    }
  }

  if (!business && !line.days[day].works && term.roll != Roll::none) {
    std::size_t to = day;
    if (term.roll == Roll::previous)
      while (!line.days[to].works && line.days[to].date >= zero) --to;
    if (term.roll == Roll::next || line.days[to].date < zero)
      for (to = day; !line.days[to].works;) ++to;
    day = to;
  }

  if (term.ending == Ending::close) {
    for (;; ++day) {
      if (!line.days[day].works && (business || term.roll != Roll::none)) continue;
      if (!line.days[day].works) return {line.days[day].date};
      std::int64_t close = line.days[day].ends;
      while (!minute(close - 1).works) --close;
      if (close * 60 >= question.anchor || question.is_date)
        return {line.days[day].date, close * 60};
    }
  }
  if (term.ending == Ending::same_time) {
    const Day& last = line.days[day];
    std::int64_t at = when_shown(line, last, begins_wall);
    const bool is_passed_over = at == last.ends || minute(at).shown % 1440 != begins_wall;
    at = at * 60 + (is_passed_over ? 0 : begins % 60);
    at = std::max(at, begins);
    const bool is_close = at % 60 == 0 && at / 60 > last.begins && minute(at / 60 - 1).works;
    if (business && !minute(at / 60).works && !is_close) {
      std::int64_t next = at / 60;
      while (next < last.ends && !minute(next).works) ++next;
      // No more on that day: back to its close.
      if (next == last.ends)
        while (!minute(next - 1).works) --next;
      at = next * 60;
    }
    return {last.date, at};
  }
  return {line.days[day].date};
}

using Dice = std::mt19937;

int roll_die(Dice& dice, int least, int most) {
  return least + static_cast<int>(dice() % static_cast<unsigned>(most - least + 1));
}

constexpr int days_walked = 115;

// Compares `count` random terms that begin within twenty days.
void compare(Dice& dice, const Calendar& calendar, const Instant& from, int count) {
  const Timeline line = walk(calendar, from, days_walked);
  const auto moment = [&](std::int64_t seconds) {
    return calendar.zone.at(std::chrono::sys_time<std::chrono::nanoseconds>{
        std::chrono::minutes{line.first} + std::chrono::seconds{seconds}});
  };
  for (int i = 0; i < count; ++i) {
    Question question;
    // Days 3 to 23; half of them on round minutes, where frames begin and end.
    question.anchor = roll_die(dice, 3 * 1440, 23 * 1440) * 60;
    if (dice() % 2 == 0)
      question.anchor = question.anchor / 300 * 300;
    else
      question.anchor += roll_die(dice, 0, 59);
    Term& term = question.term;
    term.within.unit = static_cast<Unit>(dice() % 6);
    term.within.count = roll_die(dice, 0,
                                 term.within.unit == Unit::months           ? 2
                                 : term.within.unit == Unit::weeks          ? 4
                                 : term.within.unit == Unit::business_hours ? 20
                                 : term.within.unit == Unit::hours          ? 48
                                                                            : 12);
    term.ending = static_cast<Ending>(dice() % 3);
    term.roll = static_cast<Roll>(dice() % 3);
    term.counts_anchor_day = dice() % 4 == 0;

    When anchor = exactly(moment(question.anchor));
    if (dice() % 8 == 0) {
      question.is_date = true;
      for (const Day& day : line.days)
        if (day.begins * 60 <= question.anchor && question.anchor < day.ends * 60) {
          anchor = on_day(Date{std::chrono::days{day.date}});
          question.anchor = day.begins * 60;
          break;
        }
    }

    std::vector<Pause> pauses;
    const std::int64_t now = question.anchor / 60 + roll_die(dice, -1440, 20 * 1440);
    for (int n = roll_die(dice, -3, 2); n > 0; --n) {
      const std::int64_t start = question.anchor / 60 + roll_die(dice, -2000, 8000);
      const bool is_open = dice() % 3 == 0;
      const std::int64_t stop = is_open ? now : start + roll_die(dice, 0, 6000);
      const auto date = [&](std::int64_t m) {
        return line.minutes[static_cast<std::size_t>(m)].date;
      };
      question.stops.push_back({start, stop, date(start) + 1, date(stop)});
      pauses.push_back({exactly(moment(start * 60)), std::nullopt});
      if (!is_open) pauses.back().to = exactly(moment(stop * 60));
    }

    const Answer expected = is_in_hours(term.within.unit) ? answer_in_hours(line, question)
                                                          : answer_in_days(line, question);
    const Due found = due(calendar, anchor, term, pauses, moment(now * 60));
    const bool is_same =
        found.day.time_since_epoch().count() == expected.date &&
        (found.at ? expected.at >= 0 && *found.at == moment(expected.at) : expected.at < 0);
    if (is_same) continue;
    std::string paused;
    for (const Pause& pause : pauses)
      paused += text(pause.from) + " to " + (pause.to ? text(*pause.to) : "now") + ", ";
    CAPTURE(calendar.name, text(anchor), text(term.within), static_cast<int>(term.ending),
            static_cast<int>(term.roll), term.counts_anchor_day, paused, text(moment(now * 60)));
    CAPTURE(text(Date{std::chrono::days{expected.date}}),
            expected.at < 0 ? std::string{} : text(moment(expected.at)));
    FAIL(text(found.day) << " " << (found.at ? text(*found.at) : std::string{}));
  }
}

// Stretches of time with and without a change of the clock, in all of the zones.
const std::vector<const char*> stretches = {
    "2026-03-01T00:00:00Z", "2026-03-18T00:00:00Z", "2026-10-15T00:00:00Z", "2026-06-01T00:00:00Z",
    "2022-03-10T00:00:00Z", "2022-09-10T00:00:00Z", "2011-03-15T00:00:00Z", "2014-10-10T00:00:00Z",
    "2027-12-20T00:00:00Z", "2028-01-20T00:00:00Z"};

}  // namespace

TEST_CASE("a walk through every minute finds the same due times in 120,000 random cases") {
  Dice dice{10002};
  for (const Calendar& calendar : all_calendars())
    for (const char* from : stretches) compare(dice, calendar, instant(from), 1200);
}

TEST_CASE("a walk through every minute finds the same working minutes") {
  Dice dice{2018};
  for (const Calendar& calendar : all_calendars())
    for (const char* start : {stretches[1], stretches[2], stretches[5]}) {
      const Timeline line = walk(calendar, instant(start), 30);
      for (int i = 0; i < 100; ++i) {
        const int from = roll_die(dice, 0, 30 * 1440 - 1), to = roll_die(dice, from, 30 * 1440 - 1);
        long long expected = 0;
        for (int at = from; at < to; ++at)
          if (line.minutes[static_cast<std::size_t>(at)].works) ++expected;
        const auto moment = [&](int at) {
          return Instant{std::chrono::sys_time<std::chrono::nanoseconds>{
              std::chrono::minutes{line.first + at}}};
        };
        if (working_minutes(calendar, moment(from), moment(to)) == expected) continue;
        CAPTURE(calendar.name, text(moment(from)), text(moment(to)), expected);
        FAIL(working_minutes(calendar, moment(from), moment(to)));
      }
    }
}
