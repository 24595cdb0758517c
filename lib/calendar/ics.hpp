// Holidays out of iCalendar files (RFC 5545); libical expands their rules of repetition.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "calendar/calendar.hpp"

namespace cmt::calendar {

struct Holidays {
  std::vector<Holiday> days;  // by day, all closed
  std::string version;        // the first of X-WR-CALNAME, LAST-MODIFIED and PRODID the file has
  int ignored = 0;            // events that are no holidays, so that a reader of none can say why
};

// All-day events (a date, with DTEND or DURATION for several days), repeated by RRULE and RDATE
// less EXDATE and what a RECURRENCE-ID replaces, for the years 1990 to 2100. RSCALE (RFC 7529) may
// be GREGORIAN, PERSIAN, HEBREW, ISLAMIC-CIVIL or ISLAMIC-TBLA. Events with a time of day, and
// CANCELLED ones, are no holidays; TRANSPARENT ones are, since public feeds of holidays mark theirs
// so. Two holidays on one day keep both names,
// with " / " between them. Names are hostile text, but valid UTF-8 of at most 1,000 bytes.
//
// Refused (unreadable, `path`, with the line where known): a file that is no calendar, that ends
// early, is not UTF-8 or has a NUL byte; an event without a date, or one whose dates or rules are
// not right; a rule that repeats within a day, lists too much or never gives a day; more than
// 10,000 days, or rules that take more than some seconds to work out.
Result<Holidays> read_holidays(std::string_view path, std::string_view bytes);

}  // namespace cmt::calendar
