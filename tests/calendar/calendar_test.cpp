// Weekdays, holidays and openings.
#include "calendar/calendar.hpp"

#include "calendar/deadline.hpp"
#include "calendar/working_time.hpp"
#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

TEST_CASE("a day has the frames of its weekday") {
  const Calendar calendar = tehran();
  CHECK(calendar.frames_on(day("2026-04-15")) == Frames{{480, 960}});
  CHECK(calendar.frames_on(day("2026-04-16")) == Frames{{480, 720}});
  CHECK(calendar.frames_on(day("2026-04-17")).empty());
  CHECK(calendar.frames_on(day("1969-12-29")) == Frames{{480, 960}});
}

TEST_CASE("a holiday is closed, or open for its own hours") {
  const Calendar calendar = tehran();
  CHECK_FALSE(calendar.is_working_day(day("2026-03-21")));
  CHECK(calendar.holiday(day("2026-03-21"))->name == "Nowruz");
  CHECK(calendar.frames_on(day("2026-04-12")) == Frames{{600, 660}});
  CHECK(calendar.holiday(day("2026-03-20")) == nullptr);
  CHECK(calendar.holiday(day("2026-03-25")) == nullptr);
  CHECK(calendar.is_working_day(day("2026-03-25")));
}

TEST_CASE("the plain calendar works whole days from Monday to Friday") {
  const Calendar calendar = plain_calendar(TimeZone::utc());
  CHECK(calendar.frames_on(day("2026-04-17")) == Frames{{0, 1440}});
  CHECK_FALSE(calendar.is_working_day(day("2026-04-18")));
  CHECK_FALSE(calendar.is_working_day(day("2026-04-19")));
  CHECK(calendar.is_working_day(day("2026-04-20")));
}

TEST_CASE("a calendar whose weekdays are all closed has no working time") {
  Calendar calendar;
  CHECK_FALSE(calendar.has_working_time());
  calendar.holidays = {{day("2026-04-12"), "open", {{600, 660}}}};
  CHECK_FALSE(calendar.has_working_time());
  calendar.week[6] = {{600, 660}};
  CHECK(calendar.has_working_time());
}

TEST_CASE("weekdays have English names") {
  CHECK(weekday_name(day("2026-04-17")) == "Friday");
  CHECK(weekday_name(day("2026-04-20")) == "Monday");
  CHECK(weekday_name(day("1965-02-28")) == "Sunday");
}

TEST_CASE("the next opening is the moment itself within working time") {
  CHECK(next_opening(bank_hours(), instant("2026-07-13T10:12:00-04:00")) ==
        instant("2026-07-13T10:12:00-04:00"));
  CHECK(next_opening(bank_hours(), instant("2026-07-13T08:30:00-04:00")) ==
        instant("2026-07-13T08:30:00-04:00"));
}

TEST_CASE("the next opening after a close is that of the next working day") {
  CHECK(next_opening(bank_hours(), instant("2026-07-13T17:00:00-04:00")) ==
        instant("2026-07-14T08:30:00-04:00"));
  CHECK(next_opening(bank_hours(), instant("2026-07-11T12:00:00-04:00")) ==
        instant("2026-07-13T08:30:00-04:00"));
  CHECK(next_opening(bank_hours(), instant("2026-07-13T05:00:00-04:00")) ==
        instant("2026-07-13T08:30:00-04:00"));
}

TEST_CASE("the next opening in a break is its end") {
  CHECK(next_opening(with_lunch(), instant("2026-07-13T12:30:00+03:00")) ==
        instant("2026-07-13T13:00:00+03:00"));
}

TEST_CASE("the next opening passes over holidays") {
  CHECK(next_opening(tehran(), instant("2026-03-19T13:00:00+03:30")) ==
        instant("2026-03-25T08:00:00+03:30"));
}

TEST_CASE("without working time the next opening is the moment itself") {
  const Calendar closed;
  CHECK(next_opening(closed, instant("2026-03-19T13:00:00Z")) == instant("2026-03-19T13:00:00Z"));
}

TEST_CASE("working minutes are those within frames") {
  const Calendar calendar = with_lunch();
  CHECK(working_minutes(calendar, instant("2026-07-13T11:30:00+03:00"),
                        instant("2026-07-13T13:10:00+03:00")) == 40);
  CHECK(working_minutes(calendar, instant("2026-07-10T17:00:00+03:00"),
                        instant("2026-07-13T10:00:00+03:00")) == 120);
  CHECK(working_minutes(calendar, instant("2026-07-11T17:00:00+03:00"),
                        instant("2026-07-12T10:00:00+03:00")) == 0);
}

TEST_CASE("working minutes are whole and negative backwards") {
  const Calendar calendar = bank_hours();
  const Instant from = instant("2026-07-13T10:00:00-04:00");
  CHECK(working_minutes(calendar, from, instant("2026-07-13T10:01:59.9-04:00")) == 1);
  CHECK(working_minutes(calendar, instant("2026-07-13T10:01:59-04:00"), from) == -1);
  CHECK(working_minutes(calendar, from, from) == 0);
}

TEST_CASE("working minutes of centuries do not overflow") {
  CHECK(working_minutes(around_the_clock(), instant("1700-01-01T00:00:00Z"),
                        instant("2200-01-01T00:00:00Z")) ==
        (day("2200-01-01") - day("1700-01-01")).count() * 1440);
}

TEST_CASE("a week that changes counts from its day on, and one with an end until it") {
  const auto calendar = changing_weeks();
  CHECK(calendar.change_on(day("2022-03-20")) == nullptr);
  CHECK(calendar.change_on(day("2022-03-21"))->version == "1401");
  CHECK(calendar.change_on(day("2022-09-20"))->version == "short");
  CHECK(calendar.change_on(day("2022-09-27"))->version == "short");
  CHECK(calendar.change_on(day("2022-09-28"))->version == "1401");
  CHECK(calendar.change_on(day("2026-10-25"))->version == "inside it");
  CHECK(calendar.change_on(day("2026-10-27"))->version == "Ramadan");
  // Thursdays: closed, half a day, closed again.
  CHECK_FALSE(calendar.is_working_day(day("2022-03-17")));
  CHECK(calendar.frames_on(day("2022-03-24")) == Frames{{480, 720}});
  CHECK_FALSE(calendar.is_working_day(day("2026-05-28")));
  CHECK_FALSE(calendar.is_working_day(day("2026-06-06")));  // a holiday, whichever week counts
}

TEST_CASE("working days are found on the other side of a change") {
  cmt::calendar::Calendar calendar = weekly("once", "UTC", {0}, {{540, 1020}});  // Mondays
  cmt::calendar::Week fridays{};
  fridays[4] = {{540, 1020}};
  calendar.changes.push_back({"Fridays", day("2026-06-02"), day("2026-06-30"), fridays});
  CHECK(working_day_from(calendar, day("2026-06-02")) == day("2026-06-05"));
  CHECK(working_day_from(calendar, day("2026-06-27")) == day("2026-07-06"));
  CHECK(working_day_until(calendar, day("2026-07-05")) == day("2026-06-26"));
  CHECK(working_day_until(calendar, day("2026-06-04")) == day("2026-06-01"));
}
