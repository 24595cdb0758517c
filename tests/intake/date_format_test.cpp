// Dates and times as other systems write them.
#include "intake/date_format.hpp"

#include <string>

#include "calendar/solar_hijri.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::intake;

namespace {

// "2026-11-02 09:15:00+180", or "-" when the text is not of the format.
std::string read(const char* pattern, const char* text, bool is_solar_hijri = false) {
  const auto format = DateFormat::parse(pattern);
  REQUIRE(format);
  const auto found = format->read(text, is_solar_hijri);
  if (!found) return "-";
  std::string out = cmt::text(found->day);
  char time[16];
  std::snprintf(time, sizeof time, " %02d:%02d:%02d", found->hour, found->minute, found->second);
  if (found->has_time) out += time;
  if (found->nanoseconds > 0) out += "." + std::to_string(found->nanoseconds);
  if (found->offset_minutes) out += (*found->offset_minutes < 0 ? "" : "+") + std::to_string(*found->offset_minutes);
  return out;
}

std::string fault(const char* pattern) {
  const auto format = DateFormat::parse(pattern);
  if (format) return "none";
  CHECK(format.failure().kind == FailureKind::usage);
  return format.diagnostics().front().message.english();
}

std::string moment(const char* zone, const char* wall, TwiceShown twice = TwiceShown::refused) {
  const auto written = DateFormat::parse("%Y-%m-%d %H:%M")->read(wall, false);
  REQUIRE(written);
  const auto when = moment_of(*written, *TimeZone::find(zone), twice);
  return when ? cmt::text(*when) : when.diagnostics().front().message.english();
}

}  // namespace

TEST_CASE("7.2 a date is read by the letters of its format") {
  CHECK(read("%d.%m.%Y", "02.11.2026") == "2026-11-02");
  CHECK(read("%d.%m.%Y", "2.11.2026") == "2026-11-02");
  CHECK(read("%m/%d/%Y", "11/02/2026") == "2026-11-02");
  CHECK(read("%Y%m%d", "20261102") == "2026-11-02");
  CHECK(read("%d.%m.%y", "02.11.26") == "2026-11-02");
  CHECK(read("%d.%m.%Y %H:%M", "02.11.2026   9:05") == "2026-11-02 09:05:00");
  CHECK(read("%Y-%m-%dT%H:%M:%S%z", "2026-11-02T09:05:07.25+03:30") == "2026-11-02 09:05:07.250000000+210");
  CHECK(read("%Y-%m-%d %H:%M:%S %z", "2026-11-02 09:05:07 -0500") == "2026-11-02 09:05:07-300");
  CHECK(read("%Y-%m-%dT%H:%M%z", "2026-11-02T09:05Z") == "2026-11-02 09:05:00+0");
  CHECK(read("%m/%d/%Y %I:%M %p", "11/02/2026 12:05 am") == "2026-11-02 00:05:00");
  CHECK(read("%m/%d/%Y %I:%M %p", "11/02/2026 12:05 PM") == "2026-11-02 12:05:00");
}

TEST_CASE("7.2 a text that the format does not fit whole is no date") {
  CHECK(read("%d.%m.%Y", "02.11.2026 09:00") == "-");
  CHECK(read("%d.%m.%Y", "02/11/2026") == "-");
  CHECK(read("%d.%m.%Y", "31.11.2026") == "-");
  CHECK(read("%d.%m.%Y", "29.02.2026") == "-");
  CHECK(read("%d.%m.%Y", "02.13.2026") == "-");
  CHECK(read("%d.%m.%Y", "02.11.26") == "-");
  CHECK(read("%d.%m.%Y", "002.11.2026") == "-");
  CHECK(read("%d.%m.%Y", "") == "-");
  CHECK(read("%d.%m.%Y", "01.01.1500") == "-");
  CHECK(read("%Y%m%d", "2026112") == "-");
  CHECK(read("%Y-%m-%d %H:%M", "2026-11-02 24:00") == "-");
  CHECK(read("%Y-%m-%d %I:%M %p", "2026-11-02 13:00 PM") == "-");
  CHECK(read("%Y-%m-%d %H:%M%z", "2026-11-02 09:00") == "-");
}

TEST_CASE("7.2 solar Hijri dates are read when the map says so, in Persian digits too") {
  CHECK(read("%Y/%m/%d", "۱۴۰۵/۰۸/۱۱", true) == "2026-11-02");
  CHECK(read("%Y/%m/%d", "1405/8/11", true) == "2026-11-02");
  CHECK(read("%Y/%m/%d", "1405/12/30", true) == "-");
  CHECK(read("%Y/%m/%d", "1403/12/30", true) == "2025-03-20");
  CHECK(read("%y/%m/%d", "05/08/11", true) == "2026-11-02");
  CHECK(read("%Y/%m/%d", "2026/11/02", true) == "-");
  CHECK(read("%Y/%m/%d", "1405/08/11", false) == "-");
}

TEST_CASE("7.2 months are read by their names in English, Persian and Russian") {
  CHECK(read("%d %b %Y", "2 November 2026") == "2026-11-02");
  CHECK(read("%d-%b-%Y", "02-NOV-2026") == "2026-11-02");
  CHECK(read("%d %b %Y", "2 ноября 2026") == "2026-11-02");
  CHECK(read("%d %b %Y", "2\u00a0ноября\u00a02026") == "2026-11-02");
  CHECK(read("%d %b %Y", "۱۱ آبان ۱۴۰۵", true) == "2026-11-02");
  CHECK(read("%d %b %Y", "2 Smarch 2026") == "-");
}

TEST_CASE("a format that makes no date is refused with the reason") {
  CHECK(fault("%d.%m") == "'%d.%m' is no date format: it has no year");
  CHECK(fault("%d.%Y") == "'%d.%Y' is no date format: it has no month");
  CHECK(fault("%m.%Y") == "'%m.%Y' is no date format: it has no day");
  CHECK(fault("%d.%m.%Y %d") == "'%d.%m.%Y %d' is no date format: %d comes twice");
  CHECK(fault("%d.%m.%Y %Q") == "'%d.%m.%Y %Q' is no date format: %Q is not known");
  CHECK(fault("%d.%m.%Y %") == "'%d.%m.%Y %' is no date format: % is not known");
  CHECK(fault("%d.%m.%Y %I:%M") == "'%d.%m.%Y %I:%M' is no date format: %I and %p go together");
  CHECK(fault("%d.%m.%Y %H") == "'%d.%m.%Y %H' is no date format: hours and minutes go together");
  CHECK(fault("%d.%m.%Y%z") == "'%d.%m.%Y%z' is no date format: it has no hour");
  CHECK(fault("%d.%m.%b.%Y") == "'%d.%m.%b.%Y' is no date format: it has two months");
}

TEST_CASE("7.2 a time without an offset is one of the zone, and none is guessed where clocks change") {
  CHECK(moment("Europe/Berlin", "2026-07-01 09:00") == "2026-07-01T09:00:00+02:00");
  CHECK(moment("Europe/Berlin", "2026-10-25 02:30") == "a time that clocks in Europe/Berlin show twice");
  CHECK(moment("Europe/Berlin", "2026-10-25 02:30", TwiceShown::earlier) == "2026-10-25T02:30:00+02:00");
  CHECK(moment("Europe/Berlin", "2026-10-25 02:30", TwiceShown::later) == "2026-10-25T02:30:00+01:00");
  CHECK(moment("Europe/Berlin", "2026-10-25 03:00") == "2026-10-25T03:00:00+01:00");
  CHECK(moment("Europe/Berlin", "2026-10-25 01:59") == "2026-10-25T01:59:00+02:00");
  CHECK(moment("Europe/Berlin", "2026-03-29 02:30", TwiceShown::later) == "a time that clocks in Europe/Berlin leave out");
  CHECK(moment("Asia/Tehran", "2026-11-02 09:00") == "2026-11-02T09:00:00+03:30");
}

TEST_CASE("every day of the solar Hijri calendar that is written comes back by its format") {
  const auto format = DateFormat::parse("%Y/%m/%d");
  for (Date day = *parse_date("1990-01-01"); day < *parse_date("2050-01-01"); day += std::chrono::days{1}) {
    const auto hijri = calendar::text_solar_hijri(day, true);
    std::string slashed = hijri;
    for (auto& c : slashed) c = c == '-' ? '/' : c;
    const auto back = format->read(slashed, true);
    REQUIRE(back);
    REQUIRE(back->day == day);
  }
}
