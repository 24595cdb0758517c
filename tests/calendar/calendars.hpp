// Working calendars of several kinds, for the tests of this folder.
#pragma once
#include <string>
#include <vector>

#include "calendar/calendar.hpp"
#include "support/test.hpp"

inline cmt::Date day(const char* text) { return cmt::parse_date(text).value(); }
inline cmt::Instant instant(const char* text) { return cmt::parse_instant(text).value(); }
inline cmt::When when(const char* text) { return cmt::parse_when(text).value(); }

inline cmt::TimeZone zone_named(const char* name) {
  auto zone = cmt::TimeZone::find(name);
  REQUIRE(zone);
  return *zone;
}

// The same frames on some weekdays, 0 being Monday.
inline cmt::calendar::Calendar weekly(const char* name, const char* zone,
                                      const std::vector<std::size_t>& weekdays,
                                      const cmt::calendar::Frames& frames) {
  cmt::calendar::Calendar calendar;
  calendar.name = name;
  calendar.zone = zone_named(zone);
  for (const std::size_t weekday : weekdays) calendar.week[weekday] = frames;
  return calendar;
}

// 08:30 to 17:00.
inline cmt::calendar::Calendar bank_hours() {
  return weekly("bank", "America/New_York", {0, 1, 2, 3, 4}, {{510, 1020}});
}

inline cmt::calendar::Calendar office_hours() {
  return weekly("office", "Europe/London", {0, 1, 2, 3, 4}, {{540, 1020}});
}

// Saturday to Wednesday, half of Thursday, closed at Nowruz; one short working day.
inline cmt::calendar::Calendar tehran() {
  auto calendar = weekly("tehran", "Asia/Tehran", {5, 6, 0, 1, 2}, {{480, 960}});
  calendar.week[3] = {{480, 720}};
  for (const char* date : {"2022-03-21", "2022-03-22", "2022-03-23", "2022-03-24", "2026-03-21",
                           "2026-03-22", "2026-03-23", "2026-03-24"})
    calendar.holidays.push_back({day(date), "Nowruz"});
  calendar.holidays.push_back({day("2026-04-12"), "short day", {{600, 660}}});
  return calendar;
}

// A break at noon.
inline cmt::calendar::Calendar with_lunch() {
  return weekly("lunch", "Europe/Moscow", {0, 1, 2, 3, 4}, {{540, 720}, {780, 1080}});
}

inline cmt::calendar::Calendar sunday_to_thursday() {
  return weekly("riyadh", "Asia/Riyadh", {6, 0, 1, 2, 3}, {{450, 930}});
}

inline cmt::calendar::Calendar whole_days() {
  return cmt::calendar::plain_calendar(zone_named("America/New_York"));
}

inline cmt::calendar::Calendar around_the_clock() {
  return weekly("always", "Europe/London", {0, 1, 2, 3, 4, 5, 6}, {{0, 1440}});
}

// Frames that clock changes fall into and that meet at midnight.
inline cmt::calendar::Calendar night_shift() {
  return weekly("night", "Australia/Lord_Howe", {0, 1, 2, 4, 5, 6},
                {{0, 105}, {115, 360}, {1320, 1440}});
}

// Midnight changes of the clock, until 2022.
inline cmt::calendar::Calendar tehran_nights() {
  return weekly("tehran nights", "Asia/Tehran", {0, 1, 2, 3, 5, 6},
                {{0, 30}, {45, 300}, {1350, 1440}});
}

// Saturday to Wednesday, then Saturday to Thursday, with shorter hours for a while.
inline cmt::calendar::Calendar changing_weeks() {
  auto calendar = weekly("changing weeks", "Asia/Tehran", {5, 6, 0, 1, 2}, {{480, 960}});
  cmt::calendar::Week longer = calendar.week;
  longer[3] = {{480, 720}};
  cmt::calendar::Week shorter{};
  for (const std::size_t weekday : {5U, 6U, 0U}) shorter[weekday] = {{540, 660}, {700, 820}};
  const auto add = [&](const char* version, const char* from, const char* to, const cmt::calendar::Week& week) {
    calendar.changes.push_back({version, day(from), to ? std::optional{day(to)} : std::nullopt, week});
  };
  add("1401", "2022-03-21", nullptr, longer);
  add("short", "2022-09-20", "2022-09-27", shorter);
  add("1405", "2026-03-21", nullptr, calendar.week);
  add("half Thursdays", "2026-06-05", nullptr, longer);
  add("Ramadan", "2026-10-18", "2026-11-02", shorter);
  add("inside it", "2026-10-25", "2026-10-26", longer);
  add("1406", "2028-01-29", nullptr, shorter);
  calendar.holidays.push_back({day("2026-06-06"), "closed"});
  return calendar;
}

inline std::vector<cmt::calendar::Calendar> all_calendars() {
  return {bank_hours(), office_hours(),     tehran(),      with_lunch(),    sunday_to_thursday(),
          whole_days(), around_the_clock(), night_shift(), tehran_nights(), changing_weeks()};
}
