// Terms across every change of the clock of five zones from 2000 to 2040.
#include "calendar/deadline.hpp"
#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

struct Change {
  Instant at;  // the first moment after it
  int shift;   // minutes by which the clock goes forward
};

std::vector<Change> changes_of(const TimeZone& zone) {
  std::vector<Change> out;
  const auto offset = [&](auto utc) { return zone.at(utc).offset_minutes; };
  const auto last = instant("2041-01-01T00:00:00Z").utc;
  for (auto utc = instant("2000-01-01T00:00:00Z").utc; utc < last; utc += hours{24}) {
    if (offset(utc) == offset(utc + hours{24})) continue;
    int before = 0, after = 24 * 60;  // minutes with the old and the new offset
    while (after - before > 1) {
      const int middle = (before + after) / 2;
      (offset(utc + minutes{middle}) == offset(utc) ? before : after) = middle;
    }
    out.push_back({zone.at(utc + minutes{after}), offset(utc + hours{24}) - offset(utc)});
  }
  return out;
}

Instant plus(Instant moment, minutes time) { return {moment.utc + time, moment.offset_minutes}; }

Instant due_at(const Calendar& calendar, const Instant& anchor, const char* within,
               Ending ending = Ending::same_time) {
  const Term term{parse_amount(within).value(), ending};
  const Due found = due(calendar, exactly(anchor), term, {}, instant("2045-01-01T00:00:00Z"));
  REQUIRE(found.at);
  return *found.at;
}

}  // namespace

TEST_CASE("terms are right around every change of the clock") {
  const std::vector<std::pair<const char*, std::size_t>> zones = {{"America/New_York", 70},
                                                                  {"Europe/London", 70},
                                                                  {"Europe/Moscow", 24},
                                                                  {"Asia/Tehran", 40},
                                                                  {"Australia/Lord_Howe", 70}};
  for (const auto& [name, least] : zones) {
    const Calendar calendar = weekly(name, name, {0, 1, 2, 3, 4, 5, 6}, {{0, 1440}});
    const TimeZone& zone = calendar.zone;
    const auto changes = changes_of(zone);
    CAPTURE(name);
    CHECK(changes.size() >= least);
    for (const auto& [at, shift] : changes) {
      CAPTURE(text(at), shift);
      const Date date = zone.date_of(at);
      const Instant noon_before = zone.at_local(date - days{1}, 12, 0);
      // Clocks that change at midnight do so after the noon of the day.
      const int before_noon = at < zone.at_local(date, 12, 0) ? shift : 0;

      // Hours are real ones.
      CHECK(due_at(calendar, plus(at, hours{-12}), "24h") == plus(at, hours{12}));
      CHECK(due_at(calendar, plus(at, hours{-12}), "24bh") == plus(at, hours{12}));
      CHECK(due_at(calendar, plus(at, minutes{-1}), "1bh") == plus(at, minutes{59}));
      // The day of the change is shorter or longer by it.
      CHECK(working_minutes(calendar, zone.start_of(date), zone.start_of(date + days{1})) ==
            1440 - shift);
      // A day keeps the time on the wall.
      CHECK(due_at(calendar, noon_before, "1d") == plus(noon_before, minutes{1440 - before_noon}));
      CHECK(due_at(calendar, noon_before, "1bd") == plus(noon_before, minutes{1440 - before_noon}));
      CHECK(due_at(calendar, noon_before, "2bd") == plus(noon_before, minutes{2880 - shift}));
      // The close of the day is the start of the next.
      CHECK(due_at(calendar, noon_before, "1bd", Ending::close) == zone.start_of(date + days{1}));

      if (shift > 0) {
        // A time that is left out is the moment of the change, whatever its seconds.
        const Instant left_out = plus(at, minutes{shift / 2 - 1440});
        CHECK(due_at(calendar, left_out, "1d") == at);
        CHECK(due_at(calendar, Instant{left_out.utc + std::chrono::milliseconds{1500}}, "1bd") ==
              at);
      } else {
        // A time that is repeated is the first of the two.
        const Instant first = plus(at, minutes{shift / 2});
        CHECK(due_at(calendar, plus(first, hours{-24}), "1d") == first);
        CHECK(due_at(calendar, plus(first, hours{-24}), "1bd") == first);
        // From the second of the two, the same time of the next day.
        const Instant second = plus(at, minutes{-shift / 2});
        CHECK(due_at(calendar, second, "1d") == plus(second, hours{24}));
        // Nothing ends before it began.
        CHECK(due_at(calendar, second, "0d") == second);
        CHECK(due_at(calendar, second, "0bd") == second);
      }
    }
  }
}

TEST_CASE("a frame that the clock leaves out has no time") {
  const Calendar calendar =
      weekly("early", "America/New_York", {0, 1, 2, 3, 4, 5, 6}, {{130, 170}, {600, 660}});
  const Instant midnight = instant("2026-03-08T00:00:00-05:00");
  CHECK(working_minutes(calendar, midnight, instant("2026-03-09T00:00:00-04:00")) == 60);
  CHECK(next_opening(calendar, midnight) == instant("2026-03-08T10:00:00-04:00"));
  CHECK(due_at(calendar, instant("2026-03-07T02:15:00-05:00"), "1bd") ==
        instant("2026-03-08T10:00:00-04:00"));
}

TEST_CASE("a frame that opens in an hour the clock repeats opens once, the first time") {
  const Calendar calendar = weekly("early", "America/New_York", {0, 1, 2, 3, 4, 5, 6}, {{90, 180}});
  CHECK(working_minutes(calendar, instant("2026-11-01T00:00:00-04:00"),
                        instant("2026-11-02T00:00:00-05:00")) == 150);
  CHECK(next_opening(calendar, instant("2026-11-01T00:00:00-04:00")) ==
        instant("2026-11-01T01:30:00-04:00"));
}

TEST_CASE("a frame that closes in an hour the clock repeats closes the first time") {
  const Calendar calendar = weekly("late", "America/New_York", {0, 1, 2, 3, 4, 5, 6}, {{0, 90}});
  CHECK(working_minutes(calendar, instant("2026-11-01T00:00:00-04:00"),
                        instant("2026-11-02T00:00:00-05:00")) == 90);
}

TEST_CASE("a day whose midnight is left out begins with the change") {
  const Calendar calendar = weekly("day", "Asia/Tehran", {0, 1, 2, 3, 4, 5, 6}, {{0, 1440}});
  CHECK(due_at(calendar, instant("2022-03-20T12:00:00+03:30"), "1d", Ending::close) ==
        instant("2022-03-22T01:00:00+04:30"));
  CHECK(due_at(calendar, instant("2022-03-21T12:00:00+03:30"), "0bd", Ending::close) ==
        instant("2022-03-22T01:00:00+04:30"));
}

TEST_CASE("clocks that go back over midnight do not end the new day") {
  // From 00:01 back to 23:01 of the day before.
  const Calendar calendar = weekly("st john's", "America/St_Johns", {6, 0}, {{0, 1440}});
  const Instant second_evening = instant("2009-10-31T23:30:00-03:30");
  CHECK(next_opening(calendar, second_evening) == second_evening);
  CHECK(working_minutes(calendar, instant("2009-10-31T22:00:00-02:30"),
                        instant("2009-11-01T00:00:00-03:30")) == 60);
  CHECK(due_at(calendar, second_evening, "1d") == instant("2009-11-01T23:30:00-03:30"));
}
