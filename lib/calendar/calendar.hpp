// A working calendar: a time zone, the hours of each weekday and the holidays, by which deadlines
// are counted (ISO 10002:2018, 7.2 to 7.9 leave the limits to the organization).
#pragma once
#include <array>
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

struct Calendar {
  std::string name;
  TimeZone zone = TimeZone::utc();
  std::array<Frames, 7> week{};        // from Monday
  std::vector<Holiday> holidays{};     // by day, at most one a day
  std::vector<std::string> sources{};  // the files the holidays came from, each with its version

  const Frames& frames_on(Date day) const;
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
