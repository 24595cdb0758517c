// What holds for every term on every calendar.
#include <random>

#include "calendar/deadline.hpp"
#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

using Dice = std::mt19937;

int roll_die(Dice& dice, int least, int most) {
  return least + static_cast<int>(dice() % static_cast<unsigned>(most - least + 1));
}

// A moment of 200 days, often a round one, at which frames begin and end.
Instant random_moment(Dice& dice, const char* first) {
  Instant moment = instant(first);
  moment.utc += std::chrono::minutes{15 * roll_die(dice, 0, 200 * 96)};
  if (dice() % 2 == 0) moment.utc += std::chrono::seconds{roll_die(dice, -30, 30)};
  return moment;
}

// A moment of the calendar's working time, a frame's end included, looked up without the counting
// that is tested.
bool is_within_working_time(const Calendar& calendar, const Due& due) {
  if (!due.at) return calendar.is_working_day(due.day);
  for (const Frame& frame : calendar.frames_on(due.day)) {
    const Instant opens = calendar.zone.at_local(due.day, frame.opens / 60, frame.opens % 60);
    const Instant closes =
        frame.closes == 1440
            ? calendar.zone.start_of(due.day + std::chrono::days{1})
            : calendar.zone.at_local(due.day, frame.closes / 60, frame.closes % 60);
    if (opens <= *due.at && *due.at <= closes) return true;
  }
  return false;
}

const std::vector<Ending> endings = {Ending::end_of_day, Ending::close, Ending::same_time};
const Instant now = instant("2027-01-01T00:00:00Z");

// The last moment of a due value.
Instant end_of(const Calendar& calendar, const Due& due) {
  return due.at ? *due.at : calendar.zone.start_of(due.day + std::chrono::days{1});
}

}  // namespace

TEST_CASE("adding business hours and counting them agree") {
  Dice dice{1};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 500; ++i) {
      const When anchor = exactly(random_moment(dice, "2022-01-01T00:00:00Z"));
      const int count = roll_die(dice, 1, 60);
      const Due found = due(calendar, anchor, {{count, Unit::business_hours}}, {}, now);
      CAPTURE(calendar.name, text(anchor), count, text(*found.at));
      if (elapsed(calendar, anchor, exactly(*found.at), Unit::business_hours) != count * 60)
        FAIL("counted otherwise");
    }
}

TEST_CASE("adding business days and counting them agree") {
  Dice dice{2};
  for (const Calendar& calendar : all_calendars())
    for (const Ending ending : endings)
      for (int i = 0; i < 300; ++i) {
        const Instant moment = random_moment(dice, "2022-01-01T00:00:00Z");
        const int count = roll_die(dice, 1, 40);
        const Due found =
            due(calendar, exactly(moment), {{count, Unit::business_days}, ending}, {}, now);
        const Instant begins =
            ending == Ending::same_time ? next_opening(calendar, moment) : moment;
        CAPTURE(calendar.name, text(moment), count, text(found.day));
        if (elapsed(calendar, exactly(begins), on_day(found.day), Unit::business_days) != count)
          FAIL("counted otherwise");
      }
}

TEST_CASE("adding days, weeks and hours and counting them agree") {
  Dice dice{3};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 300; ++i) {
      const When anchor = exactly(random_moment(dice, "2022-01-01T00:00:00Z"));
      const int count = roll_die(dice, 0, 100);
      const auto passed = [&](Unit unit) {
        const Due found = due(calendar, anchor, {{count, unit}}, {}, now);
        return elapsed(calendar, anchor, found.at ? exactly(*found.at) : on_day(found.day), unit);
      };
      CAPTURE(calendar.name, text(anchor), count);
      if (passed(Unit::hours) != count * 60 || passed(Unit::days) != count ||
          passed(Unit::weeks) != count * 7)
        FAIL("counted otherwise");
    }
}

TEST_CASE("business terms end within working time") {
  Dice dice{4};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 1500; ++i) {
      const Instant moment = random_moment(dice, "2022-01-01T00:00:00Z");
      Term term;
      term.within = {roll_die(dice, 0, 12),
                     dice() % 2 == 0 ? Unit::business_days : Unit::business_hours};
      term.ending = endings[dice() % 3];
      term.counts_anchor_day = dice() % 4 == 0;
      std::vector<Pause> pauses;
      if (dice() % 2 == 0) {
        Instant from = moment, to = moment;
        from.utc += std::chrono::minutes{roll_die(dice, -2000, 6000)};
        to.utc = from.utc + std::chrono::minutes{roll_die(dice, 0, 6000)};
        pauses.push_back({exactly(from), exactly(to)});
      }
      const When anchor = dice() % 8 == 0 ? on_day(calendar.zone.date_of(moment)) : exactly(moment);
      const Due found = due(calendar, anchor, term, pauses, now);
      CAPTURE(calendar.name, text(anchor), text(term.within), text(found.day));
      if (!is_within_working_time(calendar, found)) FAIL("not worked");
      if (end_of(calendar, found) < moment && anchor.kind == When::Kind::exact)
        FAIL("ends before it begins");
    }
}

TEST_CASE("a later start never ends earlier") {
  Dice dice{5};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 400; ++i) {
      Term term;
      term.within = {roll_die(dice, 0, 12), static_cast<Unit>(dice() % 6)};
      term.ending = endings[dice() % 3];
      term.roll = static_cast<Roll>(dice() % 3);
      term.counts_anchor_day = dice() % 4 == 0;
      // Where clocks go back, a later start may show an earlier time, which it keeps: months
      // without a change in any of the zones.
      const bool keeps_time = term.ending == Ending::same_time && !is_in_hours(term.within.unit);
      const int span = keeps_time ? 100 : 300;
      Instant moment = instant(keeps_time ? "2025-11-05T00:00:00Z" : "2022-01-01T00:00:00Z");
      moment.utc += std::chrono::minutes{5 * roll_die(dice, 0, span * 288)};
      Due before = due(calendar, exactly(moment), term, {}, now);
      for (int step = 0; step < 6; ++step) {
        moment.utc += std::chrono::minutes{5 * roll_die(dice, 0, 150)};
        const Due after = due(calendar, exactly(moment), term, {}, now);
        CAPTURE(calendar.name, text(moment), text(term.within), static_cast<int>(term.ending),
                static_cast<int>(term.roll));
        // Ends of several starts that fall on one day, rolled to it or the last of a month, keep
        // their times.
        const bool only_days =
            keeps_time && (term.roll != Roll::none || term.within.unit == Unit::months);
        if (after.day < before.day ||
            (!only_days && end_of(calendar, after) < end_of(calendar, before)))
          FAIL("ends earlier");
        before = after;
      }
    }
}

TEST_CASE("a pause never makes a term shorter") {
  Dice dice{6};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 500; ++i) {
      const Instant moment = random_moment(dice, "2022-01-01T00:00:00Z");
      const Term term{{roll_die(dice, 0, 12), static_cast<Unit>(dice() % 6)}, endings[dice() % 3]};
      Instant from = moment, to = moment;
      from.utc += std::chrono::minutes{roll_die(dice, -2000, 6000)};
      to.utc = from.utc + std::chrono::minutes{roll_die(dice, 0, 6000)};
      const Due plain = due(calendar, exactly(moment), term, {}, now);
      const Due paused = due(calendar, exactly(moment), term, {{exactly(from), exactly(to)}}, now);
      CAPTURE(calendar.name, text(moment), text(term.within));
      if (end_of(calendar, paused) < end_of(calendar, plain)) FAIL("shorter");
    }
}

TEST_CASE("the account does not change the due time") {
  Dice dice{7};
  for (const Calendar& calendar : all_calendars())
    for (int i = 0; i < 200; ++i) {
      const Instant moment = random_moment(dice, "2022-01-01T00:00:00Z");
      const Term term{{roll_die(dice, 0, 12), static_cast<Unit>(dice() % 6)}, endings[dice() % 3]};
      const Due silent = due(calendar, exactly(moment), term, {}, now);
      const Due told = due(calendar, exactly(moment), term, {}, now, true);
      if (!(silent == told) || told.steps.front().kind != Step::Kind::anchor ||
          told.steps.back().kind != Step::Kind::result || told.steps.back().day != told.day)
        FAIL(text(moment));
    }
}
