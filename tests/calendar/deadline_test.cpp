// The rules of terms, one each.
#include "calendar/deadline.hpp"

#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

Term term(const char* within, Ending ending = Ending::end_of_day, Roll roll = Roll::none,
          bool counts_anchor_day = false) {
  return {parse_amount(within).value(), ending, roll, counts_anchor_day};
}

Term same_time(const char* within) { return term(within, Ending::same_time); }
Term until_close(const char* within) { return term(within, Ending::close); }

// Later than every anchor and pause below.
const char* const now = "2027-01-01T00:00:00Z";

Due due_of(const Calendar& calendar, const char* anchor, const Term& within,
           const std::vector<Pause>& pauses = {}, const char* at = now) {
  return due(calendar, when(anchor), within, pauses, instant(at));
}

// The due time as text: a moment on the calendar's clock, or a date.
std::string result(const Calendar& calendar, const char* anchor, const Term& within,
                   const std::vector<Pause>& pauses = {}, const char* at = now) {
  const Due found = due_of(calendar, anchor, within, pauses, at);
  return found.at ? text(*found.at) : text(found.day);
}

Pause pause(const char* from, const char* to = nullptr) {
  if (to) return {when(from), when(to)};
  return {when(from), std::nullopt};
}

}  // namespace

// --- business days that keep the time of day ---

TEST_CASE("one business day from within working time ends at the same time of the next") {
  CHECK(result(bank_hours(), "2026-07-13T10:12:00-04:00", same_time("1bd")) ==
        "2026-07-14T10:12:00-04:00");
}

TEST_CASE("a term opened at the close begins at the next opening") {
  CHECK(result(bank_hours(), "2026-07-13T17:00:00-04:00", same_time("1bd")) ==
        "2026-07-15T08:30:00-04:00");
}

TEST_CASE("a term opened before the opening begins at it") {
  CHECK(result(bank_hours(), "2026-07-13T06:00:00-04:00", same_time("1bd")) ==
        "2026-07-14T08:30:00-04:00");
}

TEST_CASE("a term opened on a closed day begins at the next opening") {
  CHECK(result(bank_hours(), "2026-07-11T12:00:00-04:00", same_time("1bd")) ==
        "2026-07-14T08:30:00-04:00");
}

TEST_CASE("a term opened a moment before the close of Friday ends as late on Monday") {
  CHECK(result(bank_hours(), "2026-07-10T16:59:30-04:00", same_time("1bd")) ==
        "2026-07-13T16:59:30-04:00");
}

TEST_CASE("the fraction of a second is kept") {
  CHECK(result(bank_hours(), "2026-07-13T10:12:00.25-04:00", same_time("1bd")) ==
        "2026-07-14T10:12:00.25-04:00");
}

TEST_CASE("an anchor of another offset counts on the calendar's clock") {
  CHECK(result(bank_hours(), "2026-07-14T00:30:00+03:30", same_time("1bd")) ==
        "2026-07-15T08:30:00-04:00");
}

TEST_CASE("the same time on a shorter day is its close at the latest") {
  CHECK(result(tehran(), "2026-04-15T15:00:00+03:30", same_time("1bd")) ==
        "2026-04-16T12:00:00+03:30");
}

TEST_CASE("the same time on a day that opens later is its opening at the earliest") {
  CHECK(result(tehran(), "2026-04-11T08:30:00+03:30", same_time("1bd")) ==
        "2026-04-12T10:00:00+03:30");
}

TEST_CASE("the same time in a break is the end of the break") {
  Calendar calendar = with_lunch();
  calendar.week[0] = {{540, 1080}};
  CHECK(result(calendar, "2026-07-13T12:30:00+03:00", same_time("1bd")) ==
        "2026-07-14T13:00:00+03:00");
  CHECK(result(calendar, "2026-07-13T12:00:00+03:00", same_time("1bd")) ==
        "2026-07-14T12:00:00+03:00");
}

TEST_CASE("no business day with the same time ends where it begins") {
  CHECK(result(bank_hours(), "2026-07-13T10:12:00-04:00", same_time("0bd")) ==
        "2026-07-13T10:12:00-04:00");
  CHECK(result(bank_hours(), "2026-07-13T18:00:00-04:00", same_time("0bd")) ==
        "2026-07-14T08:30:00-04:00");
}

TEST_CASE("a term known only by its date begins with the day") {
  CHECK(result(bank_hours(), "2026-07-13", same_time("1bd")) == "2026-07-14T08:30:00-04:00");
  CHECK(result(bank_hours(), "2026-07-13", same_time("1d")) == "2026-07-14T00:00:00-04:00");
}

// --- business days to the end of a day or the close ---

TEST_CASE("the day of receipt is day zero whatever its hour") {
  CHECK(result(bank_hours(), "2026-07-13T09:00:00-04:00", term("1bd")) == "2026-07-14");
  CHECK(result(bank_hours(), "2026-07-13T23:00:00-04:00", term("1bd")) == "2026-07-14");
  CHECK(result(bank_hours(), "2026-07-11T23:00:00-04:00", term("1bd")) == "2026-07-13");
  CHECK(result(tehran(), "2026-03-22T10:00:00+03:30", term("1bd")) == "2026-03-25");
}

TEST_CASE("business days pass over weekends and holidays") {
  CHECK(result(bank_hours(), "2026-07-10T09:00:00-04:00", term("3bd")) == "2026-07-15");
  CHECK(result(tehran(), "2026-03-18T10:00:00+03:30", term("3bd")) == "2026-03-26");
  CHECK(result(sunday_to_thursday(), "2026-07-09", term("1bd")) == "2026-07-12");
}

TEST_CASE("business days to the close end with the last frame of the day") {
  CHECK(result(with_lunch(), "2026-07-10T20:00:00+03:00", until_close("1bd")) ==
        "2026-07-13T18:00:00+03:00");
  CHECK(result(tehran(), "2026-04-15T10:00:00+03:30", until_close("1bd")) ==
        "2026-04-16T12:00:00+03:30");
}

TEST_CASE("a close at midnight is the start of the next day and belongs to the day it ends") {
  const Due found = due_of(whole_days(), "2026-07-13T10:00:00-04:00", until_close("1bd"));
  CHECK(text(found.at.value()) == "2026-07-15T00:00:00-04:00");
  CHECK(found.day == day("2026-07-14"));
}

TEST_CASE("no business day is the day of receipt or the first worked after it") {
  CHECK(result(bank_hours(), "2026-07-13T10:00:00-04:00", term("0bd")) == "2026-07-13");
  CHECK(result(bank_hours(), "2026-07-11T10:00:00-04:00", term("0bd")) == "2026-07-13");
}

TEST_CASE("a close that was past when the term began is that of the next working day") {
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", until_close("0bd")) ==
        "2026-07-10T17:00:00-04:00");
  CHECK(result(bank_hours(), "2026-07-10T17:00:00-04:00", until_close("0bd")) ==
        "2026-07-10T17:00:00-04:00");
  CHECK(result(bank_hours(), "2026-07-10T18:00:00-04:00", until_close("0bd")) ==
        "2026-07-13T17:00:00-04:00");
}

TEST_CASE("a close of calendar days that was past when the term began is that of the next day") {
  CHECK(result(office_hours(), "2026-07-01T18:00:00+01:00", until_close("0d")) ==
        "2026-07-02T17:00:00+01:00");
  CHECK(result(office_hours(), "2026-07-03T18:00:00+01:00", until_close("0d")) == "2026-07-04");
  CHECK(result(office_hours(), "2026-07-03T18:00:00+01:00",
               term("0d", Ending::close, Roll::previous)) == "2026-07-06T17:00:00+01:00");
}

TEST_CASE("business units are never rolled") {
  CHECK(result(bank_hours(), "2026-07-10T09:00:00-04:00",
               term("1bd", Ending::end_of_day, Roll::previous)) == "2026-07-13");
}

// --- days, weeks and months ---

TEST_CASE("days are counted on local dates") {
  CHECK(result(office_hours(), "2026-07-01T10:00:00+01:00", term("30d")) == "2026-07-31");
  CHECK(result(tehran(), "2026-07-01T22:00:00Z", term("1d")) == "2026-07-03");
  CHECK(result(office_hours(), "2026-07-01", term("0d")) == "2026-07-01");
}

TEST_CASE("weeks are seven days each") {
  CHECK(result(office_hours(), "2026-07-01", term("8w")) == "2026-08-26");
}

TEST_CASE("a month is the same day of the month") {
  CHECK(result(office_hours(), "2026-07-15", term("6mo")) == "2027-01-15");
  CHECK(result(office_hours(), "2026-12-31", term("12mo")) == "2027-12-31");
}

TEST_CASE("a month without that day ends with its last") {
  CHECK(result(office_hours(), "2026-01-31", term("1mo")) == "2026-02-28");
  CHECK(result(office_hours(), "2024-01-31", term("1mo")) == "2024-02-29");
  CHECK(result(office_hours(), "2026-08-31", term("1mo")) == "2026-09-30");
}

TEST_CASE("the anchor's day may be day one") {
  const auto counted = [](const char* within) {
    return term(within, Ending::end_of_day, Roll::none, true);
  };
  CHECK(result(office_hours(), "2026-07-13", counted("1d")) == "2026-07-13");
  CHECK(result(office_hours(), "2026-07-13", counted("30d")) == "2026-08-11");
  CHECK(result(office_hours(), "2026-07-13", counted("1w")) == "2026-07-19");
  CHECK(result(office_hours(), "2026-07-13", counted("1mo")) == "2026-08-12");
  CHECK(result(office_hours(), "2026-07-13", counted("1bd")) == "2026-07-13");
  CHECK(result(office_hours(), "2026-07-11", counted("1bd")) == "2026-07-13");
  CHECK(result(office_hours(), "2026-07-13", counted("0d")) == "2026-07-13");
}

TEST_CASE("a month from a counted day ends with the last day of a month without that day") {
  const Term counted = term("1mo", Ending::end_of_day, Roll::none, true);
  CHECK(result(office_hours(), "2026-01-28", counted) == "2026-02-27");
  CHECK(result(office_hours(), "2026-01-29", counted) == "2026-02-28");
  CHECK(result(office_hours(), "2026-01-31", counted) == "2026-02-28");
  CHECK(result(office_hours(), "2026-02-01", counted) == "2026-02-28");
}

TEST_CASE("days with the same time keep the time on the wall") {
  CHECK(result(office_hours(), "2026-03-28T10:15:30Z", same_time("1d")) ==
        "2026-03-29T10:15:30+01:00");
  CHECK(result(office_hours(), "2026-07-01T20:00:00+01:00", same_time("1w")) ==
        "2026-07-08T20:00:00+01:00");
}

TEST_CASE("days to the close end with the working day, or with a day that has none") {
  CHECK(result(office_hours(), "2026-07-01T10:00:00+01:00", until_close("1d")) ==
        "2026-07-02T17:00:00+01:00");
  CHECK(result(office_hours(), "2026-07-03T10:00:00+01:00", until_close("1d")) == "2026-07-04");
}

TEST_CASE("a term without a roll ends on a closed day") {
  CHECK(result(office_hours(), "2026-07-03", term("1d")) == "2026-07-04");
}

TEST_CASE("a term rolls to the next working day") {
  CHECK(result(office_hours(), "2026-07-03", term("1d", Ending::end_of_day, Roll::next)) ==
        "2026-07-06");
  CHECK(result(office_hours(), "2026-07-01T10:00:00+01:00",
               term("3d", Ending::close, Roll::next)) == "2026-07-06T17:00:00+01:00");
  CHECK(result(office_hours(), "2026-07-01T20:00:00+01:00",
               term("3d", Ending::same_time, Roll::next)) == "2026-07-06T20:00:00+01:00");
  CHECK(result(office_hours(), "2026-07-02", term("1d", Ending::end_of_day, Roll::next)) ==
        "2026-07-03");
}

TEST_CASE("a term rolls to the previous working day") {
  CHECK(result(office_hours(), "2026-07-01", term("4d", Ending::end_of_day, Roll::previous)) ==
        "2026-07-03");
}

TEST_CASE("a term never rolls to before it began") {
  CHECK(result(office_hours(), "2026-07-04", term("1d", Ending::end_of_day, Roll::previous)) ==
        "2026-07-06");
}

// --- hours ---

TEST_CASE("hours are exact through nights and weekends") {
  CHECK(result(office_hours(), "2026-07-03T16:00:30+01:00", term("24h")) ==
        "2026-07-04T16:00:30+01:00");
}

TEST_CASE("hours are neither rolled nor held to an ending") {
  CHECK(result(office_hours(), "2026-07-03T16:00:00+01:00",
               term("24h", Ending::close, Roll::next)) == "2026-07-04T16:00:00+01:00");
}

TEST_CASE("hours from a date are counted from its start") {
  CHECK(result(office_hours(), "2026-07-03", term("36h")) == "2026-07-04T12:00:00+01:00");
}

TEST_CASE("no hours end where they begin") {
  CHECK(result(office_hours(), "2026-07-04T03:00:00+01:00", term("0h")) ==
        "2026-07-04T03:00:00+01:00");
}

TEST_CASE("business hours count only working time") {
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", term("2bh")) ==
        "2026-07-13T09:30:00-04:00");
  CHECK(result(with_lunch(), "2026-07-13T11:30:00+03:00", term("1bh")) ==
        "2026-07-13T13:30:00+03:00");
  CHECK(result(with_lunch(), "2026-07-13T19:00:00+03:00", term("8bh")) ==
        "2026-07-14T18:00:00+03:00");
}

TEST_CASE("business hours may end at the end of a frame") {
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", term("1bh")) ==
        "2026-07-10T17:00:00-04:00");
  CHECK(result(with_lunch(), "2026-07-13T11:00:00+03:00", term("1bh")) ==
        "2026-07-13T12:00:00+03:00");
  const Due midnight = due_of(whole_days(), "2026-07-13T23:00:00-04:00", term("1bh"));
  CHECK(text(midnight.at.value()) == "2026-07-14T00:00:00-04:00");
  CHECK(midnight.day == day("2026-07-13"));
}

TEST_CASE("no business hours end at the first working moment") {
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", term("0bh")) ==
        "2026-07-10T16:00:00-04:00");
  CHECK(result(bank_hours(), "2026-07-10T17:00:00-04:00", term("0bh")) ==
        "2026-07-13T08:30:00-04:00");
}

// --- pauses ---

TEST_CASE("the days after a pause's first up to its last do not count") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-07-03", "2026-07-05")}) ==
        "2026-07-13");
  CHECK(result(office_hours(), "2026-07-01", term("10d"),
               {pause("2026-07-03T09:00:00+01:00", "2026-07-05T18:00:00+01:00")}) == "2026-07-13");
  CHECK(result(office_hours(), "2026-07-01", term("10d"),
               {pause("2026-07-03T09:00:00+01:00", "2026-07-03T18:00:00+01:00")}) == "2026-07-11");
}

TEST_CASE("weeks and months wait for pauses too") {
  CHECK(result(office_hours(), "2026-07-01", term("1w"), {pause("2026-07-03", "2026-07-05")}) ==
        "2026-07-10");
  CHECK(result(office_hours(), "2026-01-31", term("1mo"), {pause("2026-02-03", "2026-02-05")}) ==
        "2026-03-02");
}

TEST_CASE("a pause over a weekend costs no business day") {
  CHECK(result(office_hours(), "2026-07-02", term("3bd"), {pause("2026-07-03", "2026-07-05")}) ==
        "2026-07-07");
  CHECK(result(office_hours(), "2026-07-02", term("3bd"), {pause("2026-07-03", "2026-07-06")}) ==
        "2026-07-08");
}

TEST_CASE("a pause that ended before the term began costs nothing") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-06-01", "2026-06-20")}) ==
        "2026-07-11");
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-06-01T09:00:00+01:00", "2026-06-20T09:00:00+01:00")}) ==
        "2026-07-02T09:00:00+01:00");
}

TEST_CASE("a pause that began before the term costs what lies within it") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-06-20", "2026-07-03")}) ==
        "2026-07-13");
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-06-20T09:00:00+01:00", "2026-07-01T10:00:00+01:00")}) ==
        "2026-07-02T10:00:00+01:00");
}

TEST_CASE("a pause that begins after the term ended costs nothing") {
  CHECK(result(office_hours(), "2026-07-01", term("2d"), {pause("2026-07-03", "2026-07-05")}) ==
        "2026-07-03");
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("1h"),
               {pause("2026-07-01T10:00:00+01:00", "2026-07-01T12:00:00+01:00")}) ==
        "2026-07-01T10:00:00+01:00");
}

TEST_CASE("a pause that the term reaches only because of another still counts") {
  CHECK(result(office_hours(), "2026-07-01", term("2d"),
               {pause("2026-07-04", "2026-07-08"), pause("2026-07-01", "2026-07-03")}) ==
        "2026-07-09");
}

TEST_CASE("pauses that overlap or touch count once") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"),
               {pause("2026-07-04", "2026-07-08"), pause("2026-07-03", "2026-07-06")}) ==
        "2026-07-16");
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-07-01T10:00:00+01:00", "2026-07-01T14:00:00+01:00"),
                pause("2026-07-01T12:00:00+01:00", "2026-07-01T13:00:00+01:00")}) ==
        "2026-07-02T13:00:00+01:00");
}

TEST_CASE("of hours the span of a pause does not count") {
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-07-01T10:00:00+01:00", "2026-07-01T10:30:10+01:00")}) ==
        "2026-07-02T09:30:10+01:00");
}

TEST_CASE("of business hours a pause costs its working time only") {
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", term("2bh"),
               {pause("2026-07-10T16:30:00-04:00", "2026-07-13T08:30:00-04:00")}) ==
        "2026-07-13T10:00:00-04:00");
  CHECK(result(bank_hours(), "2026-07-10T16:00:00-04:00", term("2bh"),
               {pause("2026-07-10T17:00:00-04:00", "2026-07-13T08:00:00-04:00")}) ==
        "2026-07-13T09:30:00-04:00");
}

TEST_CASE(
    "of hours a pause known by its dates lasts from the end of the first to that of the last") {
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-07-01", "2026-07-03")}) == "2026-07-04T09:00:00+01:00");
}

TEST_CASE("a pause without an end lasts until now") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-07-03")},
               "2026-07-06T09:00:00Z") == "2026-07-14");
  CHECK(result(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
               {pause("2026-07-01T10:00:00+01:00")},
               "2026-07-01T15:00:00+01:00") == "2026-07-02T14:00:00+01:00");
}

TEST_CASE("a due time is paused while a pause without an end reaches the term") {
  const auto is_paused = [](const char* from, const char* within, const char* at) {
    return due_of(office_hours(), "2026-07-01T09:00:00+01:00", term(within), {pause(from)}, at)
        .is_paused;
  };
  CHECK(is_paused("2026-07-03", "10d", "2026-07-06T09:00:00Z"));
  CHECK(is_paused("2026-07-03", "10d", "2026-07-03T09:00:00Z"));
  CHECK(is_paused("2026-06-03", "10d", "2026-07-06T09:00:00Z"));
  CHECK(is_paused("2026-07-03", "10bd", "2026-07-06T09:00:00Z"));
  CHECK(is_paused("2026-07-01T10:00:00+01:00", "24h", "2026-07-06T09:00:00Z"));
  CHECK(is_paused("2026-07-01T10:00:00+01:00", "24bh", "2026-07-06T09:00:00Z"));
}

TEST_CASE("a due time is not paused by what does not reach its term") {
  const auto is_paused = [](const Pause& by, const char* within, const char* at) {
    return due_of(office_hours(), "2026-07-01T09:00:00+01:00", term(within), {by}, at).is_paused;
  };
  CHECK_FALSE(is_paused(pause("2026-07-11"), "10d", "2026-07-16T09:00:00Z"));
  CHECK_FALSE(is_paused(pause("2026-07-03", "2026-07-05"), "10d", "2026-07-06T09:00:00Z"));
  CHECK_FALSE(is_paused(pause("2026-07-05"), "10d", "2026-07-04T09:00:00Z"));
  CHECK_FALSE(is_paused(pause("2026-07-01T10:00:00+01:00"), "1h", "2026-07-06T09:00:00Z"));
  CHECK_FALSE(is_paused(pause("2026-07-01T10:00:00+01:00"), "1bh", "2026-07-06T09:00:00Z"));
}

TEST_CASE("a pause whose beginning or end is unknown stops nothing") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("unknown", "2026-07-05")}) ==
        "2026-07-11");
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-07-05", "unknown")}) ==
        "2026-07-11");
  CHECK_FALSE(due_of(office_hours(), "2026-07-01", term("10d"), {pause("unknown")}).is_paused);
}

TEST_CASE("a pause that ends before it begins stops nothing") {
  CHECK(result(office_hours(), "2026-07-01", term("10d"), {pause("2026-07-05", "2026-07-02")}) ==
        "2026-07-11");
}

// --- limits ---

TEST_CASE("a calendar without working time counts every day and hour") {
  const Calendar closed;
  CHECK(result(closed, "2026-07-03", term("3bd")) == "2026-07-06");
  CHECK(result(closed, "2026-07-03T10:00:00Z", term("24bh")) == "2026-07-04T10:00:00Z");
  CHECK(result(closed, "2026-07-03", term("1d", Ending::end_of_day, Roll::next)) == "2026-07-04");
}

TEST_CASE("no moment lies after the last year") {
  const char* late = "2261-12-20T10:00:00Z";
  CHECK(text(due_of(office_hours(), late, term("9999h")).at.value()) == "2262-01-01T00:00:00Z");
  CHECK(due_of(office_hours(), late, term("9999bh")).at.has_value());
  CHECK(due_of(office_hours(), late, same_time("9999bd")).at.has_value());
  CHECK(due_of(office_hours(), "9999-12-31", until_close("9999mo")).day > day("9999-12-31"));
  CHECK(due_of(office_hours(), "0000-01-01", term("9999bh")).at.has_value());
  CHECK(text(due_of(office_hours(), "1700-01-01T00:00:00Z", term("1h"),
                    {pause("1700-01-01T00:00:00Z", "2200-01-01T00:00:00Z")})
                 .at.value()) == "2262-01-01T00:00:00Z");
}

// --- elapsed ---

TEST_CASE("elapsed days are the difference of local dates") {
  const auto days = [](const char* from, const char* to, Unit unit) {
    return elapsed(office_hours(), when(from), when(to), unit);
  };
  CHECK(days("2026-07-01", "2026-07-31", Unit::days) == 30);
  CHECK(days("2026-07-01T23:30:00+01:00", "2026-07-02T00:30:00+01:00", Unit::days) == 1);
  CHECK(days("2026-07-31", "2026-07-01", Unit::weeks) == -30);
  CHECK(days("2026-07-03", "2026-07-06", Unit::business_days) == 1);
  CHECK(days("2026-07-04", "2026-07-05", Unit::business_days) == 0);
  CHECK(days("2026-07-06", "2026-07-03", Unit::business_days) == -1);
}

TEST_CASE("elapsed hours are whole minutes") {
  CHECK(elapsed(office_hours(), when("2026-07-03T16:00:00+01:00"),
                when("2026-07-06T10:00:59+01:00"), Unit::hours) == 66 * 60);
  CHECK(elapsed(office_hours(), when("2026-07-03T16:00:00+01:00"),
                when("2026-07-06T10:00:59+01:00"), Unit::business_hours) == 120);
  CHECK(elapsed(office_hours(), when("2026-07-03T16:00:30+01:00"),
                when("2026-07-03T15:00:00+01:00"), Unit::hours) == -60);
  CHECK(elapsed(office_hours(), when("2026-07-03"), when("2026-07-04"), Unit::hours) == 1440);
}

// --- whether a due time is met ---

TEST_CASE("a due day is met until its end on the calendar's clock") {
  const Due limit = due_of(tehran(), "2026-04-12", term("1bd"));
  const TimeZone zone = tehran().zone;
  CHECK(is_met(limit, when("2026-04-13T23:59:59+03:30"), zone));
  CHECK_FALSE(is_met(limit, when("2026-04-13T20:30:00Z"), zone));
  CHECK(is_met(limit, when("2026-04-13"), zone));
  CHECK_FALSE(is_met(limit, when("2026-04-14"), zone));
}

TEST_CASE("a due moment is met at the moment and not after it") {
  const Due limit = due_of(bank_hours(), "2026-07-13T10:12:00-04:00", same_time("1bd"));
  const TimeZone zone = bank_hours().zone;
  CHECK(is_met(limit, when("2026-07-14T10:12:00-04:00"), zone));
  CHECK_FALSE(is_met(limit, when("2026-07-14T10:12:01-04:00"), zone));
}

TEST_CASE("what is known by its day is in time on the due day") {
  const Due limit = due_of(whole_days(), "2026-07-13T10:00:00-04:00", until_close("1bd"));
  const TimeZone zone = whole_days().zone;
  CHECK(is_met(limit, when("2026-07-14"), zone));
  CHECK_FALSE(is_met(limit, when("2026-07-15"), zone));
}

TEST_CASE("what happened at an unknown time is not in time") {
  const Due limit = due_of(bank_hours(), "2026-07-13", term("1bd"));
  CHECK_FALSE(is_met(limit, when("unknown"), bank_hours().zone));
}

// --- accounts ---

namespace {

// "counted 2026-07-14 1", one line a step.
std::string account(const Calendar& calendar, const char* anchor, const Term& within,
                    const std::vector<Pause>& pauses = {}) {
  constexpr const char* kinds[] = {"anchor", "moved",  "counted", "skipped",
                                   "paused", "rolled", "result"};
  std::string out;
  for (const Step& step : due(calendar, when(anchor), within, pauses, instant(now), true).steps) {
    out += std::string{kinds[static_cast<int>(step.kind)]} + " " + text(step.day);
    if (step.number != 0) out += " " + std::to_string(step.number);
    if (!step.why.empty()) out += " (" + step.why + ")";
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("there is no account unless it is asked for") {
  CHECK(due_of(bank_hours(), "2026-07-13", term("1bd")).steps.empty());
}

TEST_CASE("the account of business days names each day and why it did not count") {
  CHECK(account(tehran(), "2026-03-18T10:00:00+03:30", term("3bd")) ==
        "anchor 2026-03-18\n"
        "counted 2026-03-19 1\n"
        "skipped 2026-03-20 (Friday)\n"
        "skipped 2026-03-21 (holiday: Nowruz)\n"
        "skipped 2026-03-22 (holiday: Nowruz)\n"
        "skipped 2026-03-23 (holiday: Nowruz)\n"
        "skipped 2026-03-24 (holiday: Nowruz)\n"
        "counted 2026-03-25 2\n"
        "counted 2026-03-26 3\n"
        "result 2026-03-26\n");
}

TEST_CASE("the account says where a term begins that was opened outside of working time") {
  CHECK(account(bank_hours(), "2026-07-10T17:30:00-04:00", same_time("1bd")) ==
        "anchor 2026-07-10\n"
        "moved 2026-07-13 (after closing)\n"
        "counted 2026-07-14 1\n"
        "result 2026-07-14\n");
  CHECK(account(bank_hours(), "2026-07-13T07:30:00-04:00", same_time("1bd")) ==
        "anchor 2026-07-13\n"
        "moved 2026-07-13 (before opening)\n"
        "counted 2026-07-14 1\n"
        "result 2026-07-14\n");
}

TEST_CASE("the account says when an end was moved into working time") {
  CHECK(account(tehran(), "2026-04-15T15:00:00+03:30", same_time("1bd")) ==
        "anchor 2026-04-15\n"
        "counted 2026-04-16 1\n"
        "moved 2026-04-16 (after closing)\n"
        "result 2026-04-16\n");
}

TEST_CASE("the account of days has a step for each row of days and each pause") {
  CHECK(account(office_hours(), "2026-07-01", term("10d", Ending::end_of_day, Roll::next),
                {pause("2026-07-03", "2026-07-11")}) ==
        "anchor 2026-07-01\n"
        "counted 2026-07-03 2\n"
        "paused 2026-07-04 8\n"
        "counted 2026-07-19 10\n"
        "rolled 2026-07-20 (Sunday)\n"
        "result 2026-07-20\n");
}

TEST_CASE("the account of business days has a step for a pause") {
  CHECK(account(office_hours(), "2026-07-01", term("2bd"), {pause("2026-07-02", "2026-07-06")}) ==
        "anchor 2026-07-01\n"
        "counted 2026-07-02 1\n"
        "paused 2026-07-03 4\n"
        "counted 2026-07-07 2\n"
        "result 2026-07-07\n");
}

TEST_CASE("the account of business hours counts minutes day by day") {
  CHECK(account(bank_hours(), "2026-07-10T16:00:00-04:00", term("10bh")) ==
        "anchor 2026-07-10\n"
        "counted 2026-07-10 60\n"
        "skipped 2026-07-11 (Saturday)\n"
        "skipped 2026-07-12 (Sunday)\n"
        "counted 2026-07-13 570\n"
        "counted 2026-07-14 600\n"
        "result 2026-07-14\n");
  CHECK(account(bank_hours(), "2026-07-12T16:00:00-04:00", term("1bh")) ==
        "anchor 2026-07-12\n"
        "moved 2026-07-13 (Sunday)\n"
        "counted 2026-07-13 60\n"
        "result 2026-07-13\n");
}

TEST_CASE("the account of hours has the minutes of a pause") {
  CHECK(account(office_hours(), "2026-07-01T09:00:00+01:00", term("24h"),
                {pause("2026-07-01T10:00:00+01:00", "2026-07-01T10:30:00+01:00")}) ==
        "anchor 2026-07-01\n"
        "paused 2026-07-01 30\n"
        "counted 2026-07-02 1440\n"
        "result 2026-07-02\n");
  CHECK(account(bank_hours(), "2026-07-10T16:00:00-04:00", term("2bh"),
                {pause("2026-07-10T16:30:00-04:00", "2026-07-13T09:00:00-04:00")}) ==
        "anchor 2026-07-10\n"
        "paused 2026-07-10 60\n"
        "counted 2026-07-10 30\n"
        "skipped 2026-07-11 (Saturday)\n"
        "skipped 2026-07-12 (Sunday)\n"
        "counted 2026-07-13 120\n"
        "result 2026-07-13\n");
}
