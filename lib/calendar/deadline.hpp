// How a due time comes about: an anchor, an amount, a calendar, pauses and a roll.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "calendar/amount.hpp"
#include "calendar/calendar.hpp"

namespace cmt::calendar {

// What the last day of a term in days, weeks or months means.
enum class Ending {
  end_of_day,  // the whole local day: the due value is a date
  close,       // the last frame's end on that day, or the whole day where it has none
  same_time,   // the wall-clock time the term began at
};
// Where a term in days, weeks or months goes that ends on a day that is not worked. Hours are not
// rolled (as in Regulation (EEC, Euratom) No 1182/71, Article 3(4)).
enum class Roll {
  none,
  next,
  previous,  // next, where the day before would lie before the term began
};

struct Term {
  Amount within;
  Ending ending = Ending::end_of_day;  // ignored for hours, which are exact
  Roll roll = Roll::none;
  bool counts_anchor_day = false;  // the anchor's day is day one, not zero; ignored for hours
};

// Time that does not count: from a question to the complainant to the answer. Without an end it
// still lasts. One whose beginning or end is unknown stops nothing.
struct Pause {
  When from;
  std::optional<When> to;
};

// One line of an account of how a due time came about.
struct Step {
  enum class Kind { anchor, moved, counted, skipped, paused, rolled, result };
  Kind kind;
  Date day;  // the local day concerned
  // counted: which day of the term it is; in hours: minutes counted so far.
  // paused: how many days, from `day` on, do not count; in hours: minutes.
  int number = 0;
  std::string why{};  // skipped, moved, rolled: "Friday", "holiday: Nowruz", "before opening"
};

struct Due {
  Date day;  // the last local day; where `at` is a close at midnight, the one it ends
  std::optional<Instant> at;  // the exact moment; absent when the whole day is meant
  bool is_paused = false;     // a pause without an end reaches the term: the due time still moves
  std::vector<Step> steps{};  // only when asked for; no part of equality
  bool operator==(const Due& other) const { return day == other.day && at == other.at; }
};

// When a term that begins at `anchor`, which is known, ends.
//
// Days, weeks, months: counted on local dates, the anchor's day being day zero (or one, see Term).
// A month is the same day of the month, or its last day where there is none. Business days: only
// days with working time count. With `same_time`, a business term that begins outside working time
// begins at the next opening, and an end that falls outside the last day's frames moves to the
// nearest working moment of that day (its close, if later; between two frames, the next opening). A
// clock time that the clocks leave out is the moment of the change, one they repeat the first of
// the two; an end that is rolled keeps its time. A close that was past when the term began is that
// of the next day, in business units or with a roll of the next working day. A count of zero ends
// on the anchor's day, in business units on the first working day or moment.
//
// Hours are exact, through nights and clock changes; business hours count only working time as it
// passed on the clock, and end inside or at the end of a frame. An anchor that is only a date
// begins at the start of that day.
//
// Pauses: of days, those after the pause's first date up to and including its last do not count;
// of hours, the span itself does not, where a pause known by its dates lasts from the end of the
// first to the end of the last. A pause without an end lasts until `now`.
//
// The account of calendar days has a step for each row of days without a pause; that of business
// days one for each day. A calendar without working time counts every hour. No moment lies after
// the year 2261.
Due due(const Calendar& calendar, const When& anchor, const Term& term,
        const std::vector<Pause>& pauses, const Instant& now, bool with_steps = false);

// The inverse, on the same rules: how much of `unit` has passed between the two, which are known,
// in days or, for hours, in whole minutes; a date counts as its start. Negative when `to` is
// earlier.
long long elapsed(const Calendar& calendar, const When& from, const When& to, Unit unit);

// Whole working minutes between two moments; negative when `to` is earlier.
long long working_minutes(const Calendar& calendar, const Instant& from, const Instant& to);
// The first working moment at or after; `from` where there is none.
Instant next_opening(const Calendar& calendar, const Instant& from);

// Whether something that happened at `met` was in time: at the due moment it still was. Known only
// by its day, it was in time on the due day; at an unknown time, it was not.
bool is_met(const Due& due, const When& met, const TimeZone& zone);

}  // namespace cmt::calendar
