// A working calendar: a time zone, the hours of each weekday and the holidays, by which deadlines
// are counted (ISO 10002:2018, 7.2 to 7.9 leave the limits to the organization).
#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace cmt::calendar {

// A span of working time on a local day, in minutes from midnight: opens <= t < closes; 1440 is the
// end of the day. It lasts from the first time the clock shows its opening to the first time it
// shows its close, so that an hour the clock repeats makes it longer and one it leaves out shorter.
struct Frame {
  int opens = 0, closes = 1440;
  bool operator==(const Frame&) const = default;
};

// The frames of a day, in order, never touching or overlapping; none: the day is closed.
using Frames = std::vector<Frame>;

// A day that differs from its weekday: closed, or open for other hours.
struct Holiday {
  Date day;
  std::string name;  // as the file says it: hostile text
  Frames frames{};   // empty: closed
};

using Week = std::array<Frames, 7>;  // from Monday

// A working week that takes the place of the usual one: for good from a day on, or between two.
struct WeekChange {
  std::string version;     // its name: "1405", "Ramadan 1448"
  Date from;
  std::optional<Date> to;  // the last day, included; absent: until another change begins
  Week week{};
};

struct Calendar {
  std::string name;
  TimeZone zone = TimeZone::utc();
  Week week{};                         // where no change is in force
  std::vector<WeekChange> changes{};   // by the day they begin; each has working time
  std::vector<Holiday> holidays{};     // by day, at most one a day
  std::vector<std::string> sources{};  // the files the holidays came from, each with its version

  // The change in force on a day, the one that began last; null: the usual week is.
  const WeekChange* change_on(Date day) const;
  const Week& week_on(Date day) const;
  const Frames& frames_on(Date day) const;
  // The last day by itself: after it the same week goes on for ever.
  Date last_special_day(Date otherwise) const;
  // The first one: before it the usual week counts.
  Date first_special_day(Date otherwise) const;
  const Holiday* holiday(Date day) const;
  bool is_working_day(Date day) const { return !frames_on(day).empty(); }
  // Whether any weekday has working time; a calendar without is refused where it is read.
  bool has_working_time() const;
};

// Monday to Friday, whole days, no holidays: what counts where a register names no calendar.
Calendar plain_calendar(TimeZone zone);

// English name of the weekday: "Friday".
std::string weekday_name(Date day);

}  // namespace cmt::calendar
