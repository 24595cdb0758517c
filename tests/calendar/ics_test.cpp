// Holidays out of iCalendar files, those of enemies included.
#include "calendar/ics.hpp"

#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

// A calendar around the lines of events.
std::string calendar_of(const std::string& events, const std::string& head = "") {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + head + events + "END:VCALENDAR\r\n";
}

std::string event(const std::string& lines) {
  return "BEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\n";
}

Holidays read(const std::string& events) {
  auto holidays = read_holidays("calendars/test.ics", calendar_of(events));
  if (!holidays) FAIL(holidays.diagnostics().front().message.english());
  return *std::move(holidays);
}

// "2026-01-01 New Year, ..."
std::string listed(const Holidays& holidays) {
  std::string out;
  for (const Holiday& holiday : holidays.days)
    out += (out.empty() ? "" : ", ") + text(holiday.day) +
           (holiday.name.empty() ? "" : " " + holiday.name);
  return out;
}

std::string days_of(const std::string& lines) { return listed(read(event(lines))); }

// "3: message"
std::string refusal(const std::string& bytes) {
  const auto holidays = read_holidays("calendars/test.ics", bytes);
  if (holidays) return "";
  CHECK(holidays.failure().kind == FailureKind::unreadable);
  const Diagnostic& found = holidays.diagnostics().front();
  CHECK(found.at.file == "calendars/test.ics");
  return std::to_string(found.at.line) + ": " + found.message.english();
}

std::string refusal_of(const std::string& lines) { return refusal(calendar_of(event(lines))); }

const std::string new_year = "DTSTART;VALUE=DATE:20260101\r\n";

}  // namespace

TEST_CASE("an all-day event is a closed day with its name") {
  const Holidays holidays = read(event("SUMMARY:New Year\r\nDTSTART;VALUE=DATE:20260101\r\n"));
  CHECK(listed(holidays) == "2026-01-01 New Year");
  CHECK(holidays.days.front().frames.empty());
  CHECK(days_of("DTSTART:20260101\r\n") == "2026-01-01");
}

TEST_CASE("an event of several days ends before its DTEND") {
  CHECK(days_of("DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260323\r\n") ==
        "2026-03-20, 2026-03-21, 2026-03-22");
  CHECK(days_of("DTEND;VALUE=DATE:20260321\r\nDTSTART;VALUE=DATE:20260320\r\n") == "2026-03-20");
  CHECK(days_of("DTSTART;VALUE=DATE:20260320\r\nDTEND;VALUE=DATE:20260320\r\n") == "2026-03-20");
}

TEST_CASE("an event may say its length instead") {
  CHECK(days_of("DTSTART;VALUE=DATE:20260320\r\nDURATION:P2D\r\n") == "2026-03-20, 2026-03-21");
  CHECK(read(event("DTSTART;VALUE=DATE:20260320\r\nDURATION:P1W\r\n")).days.size() == 7);
}

TEST_CASE("a yearly rule repeats from the first to the year 2100") {
  const Holidays holidays = read(event("DTSTART;VALUE=DATE:20200229\r\nRRULE:FREQ=YEARLY\r\n"));
  CHECK(text(holidays.days[0].day) == "2020-02-29");
  CHECK(text(holidays.days[1].day) == "2024-02-29");
  CHECK(text(holidays.days.back().day) == "2096-02-29");
  CHECK(holidays.days.size() == 20);
}

TEST_CASE("a rule that began early is read from 1990 on") {
  const Holidays holidays = read(event("DTSTART;VALUE=DATE:19001225\r\nRRULE:FREQ=YEARLY\r\n"));
  CHECK(text(holidays.days.front().day) == "1990-12-25");
  CHECK(holidays.days.size() == 111);
  CHECK(days_of("DTSTART;VALUE=DATE:19851225\r\nRRULE:FREQ=YEARLY;COUNT=7\r\n") ==
        "1990-12-25, 1991-12-25");
  CHECK(days_of("DTSTART;VALUE=DATE:19801225\r\nRRULE:FREQ=YEARLY;UNTIL=19851231\r\n") == "");
}

TEST_CASE("an event that reaches into 1990 keeps the days of that year") {
  CHECK(days_of("DTSTART;VALUE=DATE:19891231\r\nDTEND;VALUE=DATE:19900103\r\n") ==
        "1990-01-01, 1990-01-02");
  CHECK(days_of("DTSTART;VALUE=DATE:21001231\r\nDTEND;VALUE=DATE:21010103\r\n") == "2100-12-31");
  CHECK(days_of("DTSTART;VALUE=DATE:19891231\r\n") == "");
}

TEST_CASE("rules may end and skip") {
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n") ==
        "2026-01-01, 2027-01-01, 2028-01-01");
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;UNTIL=20270101\r\n") ==
        "2026-01-01, 2027-01-01");
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;UNTIL=20270101T000000Z\r\n") ==
        "2026-01-01, 2027-01-01");
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;INTERVAL=2;COUNT=2\r\n") ==
        "2026-01-01, 2028-01-01");
}

TEST_CASE("a rule may name the weekday of a month") {
  CHECK(days_of("DTSTART;VALUE=DATE:20261126\r\n"
                "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3\r\n") ==
        "2026-11-26, 2027-11-25, 2028-11-23");
  CHECK(days_of("DTSTART;VALUE=DATE:20260525\r\n"
                "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=2\r\n") == "2026-05-25, 2027-05-31");
  CHECK(days_of("DTSTART;VALUE=DATE:20260102\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n") ==
        "2026-01-02, 2026-01-09, 2026-01-16");
}

TEST_CASE("a rule may count in the Persian calendar") {
  CHECK(days_of("SUMMARY:نوروز\r\nDTSTART;VALUE=DATE:20240320\r\n"
                "RRULE:RSCALE=PERSIAN;FREQ=YEARLY;COUNT=6\r\n") ==
        "2024-03-20 نوروز, 2025-03-21 نوروز, 2026-03-21 نوروز, 2027-03-21 نوروز, "
        "2028-03-20 نوروز, 2029-03-20 نوروز");
}

TEST_CASE("EXDATE takes days out and RDATE adds days") {
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=4\r\n"
                "EXDATE;VALUE=DATE:20270101\r\nEXDATE:20280101T000000Z\r\n") ==
        "2026-01-01, 2029-01-01");
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRDATE;VALUE=DATE:20260501,20260301\r\n") ==
        "2026-01-01, 2026-03-01, 2026-05-01");
  CHECK(days_of("DTSTART;VALUE=DATE:20260101\r\nRDATE;VALUE=DATE:20260501\r\n"
                "EXDATE;VALUE=DATE:20260101,20260501\r\n") == "");
}

TEST_CASE("every repetition is as long as the event") {
  CHECK(days_of("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270102\r\n"
                "RRULE:FREQ=YEARLY;COUNT=2\r\n") ==
        "2026-12-31, 2027-01-01, 2027-12-31, 2028-01-01");
}

TEST_CASE("an event with RECURRENCE-ID takes the place of a repetition") {
  const std::string series =
      event("UID:a\r\nSUMMARY:Day\r\nDTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY;COUNT=3\r\n");
  CHECK(listed(read(series + event("UID:a\r\nSUMMARY:Moved\r\nRECURRENCE-ID;VALUE=DATE:20270101\r\n"
                                   "DTSTART;VALUE=DATE:20270104\r\n"))) ==
        "2026-01-01 Day, 2027-01-04 Moved, 2028-01-01 Day");
  CHECK(listed(read(series + event("UID:a\r\nSTATUS:CANCELLED\r\n"
                                   "RECURRENCE-ID;VALUE=DATE:20270101\r\n"
                                   "DTSTART;VALUE=DATE:20270101\r\n"))) ==
        "2026-01-01 Day, 2028-01-01 Day");
  CHECK(listed(read(event("UID:c\r\nRECURRENCE-ID:20270101\r\nRRULE:FREQ=YEARLY\r\n" +
                          new_year))) == "2026-01-01");
  CHECK(listed(read(series + event("UID:b\r\nSUMMARY:Other\r\nRECURRENCE-ID;VALUE=DATE:20270101\r\n"
                                   "DTSTART;VALUE=DATE:20270104\r\n"))) ==
        "2026-01-01 Day, 2027-01-01 Day, 2027-01-04 Other, 2028-01-01 Day");
}

TEST_CASE("a transparent event is a holiday, as the public feeds have them") {
  CHECK(listed(read(event(new_year + "TRANSP:TRANSPARENT\r\n"))) == "2026-01-01");
}

TEST_CASE("cancelled and timed events are no holidays") {
  const Holidays holidays =
      read(event(new_year + "STATUS:CANCELLED\r\n") +
           event("DTSTART:20260101T090000Z\r\nDTEND:20260101T100000Z\r\nRRULE:FREQ=HOURLY\r\n"
                 "DURATION:PT1H\r\n") +
           event("DTSTART;TZID=\"Europe/Paris;x:y\":20260101T090000\r\n") +
           event("DTSTART;VALUE=DATE:20260501\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\n"));
  CHECK(listed(holidays) == "2026-05-01");
  CHECK(holidays.ignored == 3);
}

TEST_CASE("two holidays on one day keep both names") {
  CHECK(listed(read(event(new_year + "SUMMARY:A\r\n") + event(new_year + "SUMMARY:B\r\n") +
                    event(new_year + "SUMMARY:A\r\n") + event(new_year))) == "2026-01-01 A / B");
  CHECK(listed(read(event(new_year) + event(new_year + "SUMMARY:B\r\n"))) == "2026-01-01 B");
}

TEST_CASE("days are in order whatever the order of events") {
  CHECK(listed(read(event("DTSTART;VALUE=DATE:20261225\r\n") + event(new_year))) ==
        "2026-01-01, 2026-12-25");
}

TEST_CASE("names are unfolded and unescaped, and stay hostile") {
  CHECK(days_of(new_year +
                "SUMMARY;LANGUAGE=\"x:y;z\":New\r\n  Ye\r\n\tar\\, \\;\\\\\\n\x1b[2J\r\n") ==
        "2026-01-01 New Year, ;\\\n\x1b[2J");
}

TEST_CASE("lines may end in LF, be blank, and follow a byte order mark") {
  const auto holidays =
      read_holidays("x.ics",
                    "\xEF\xBB\xBF\n\nbegin:vcalendar\nBEGIN:VEVENT\n\ndtstart;value=date:20260101\n"
                    "END:vevent\nEND:VCALENDAR");
  REQUIRE(holidays);
  CHECK(listed(*holidays) == "2026-01-01");
}

TEST_CASE("components within and beside events are passed over") {
  CHECK(listed(read("BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n"
                    "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" +
                    event(new_year + "BEGIN:VALARM\r\nDTSTART:garbage\r\nEND:VALARM\r\n"))) ==
        "2026-01-01");
}

TEST_CASE("a file may hold several calendars, or none of the days") {
  const auto two = read_holidays(
      "x.ics", calendar_of(event(new_year)) + calendar_of(event("DTSTART:20260501\r\n")));
  REQUIRE(two);
  CHECK(listed(*two) == "2026-01-01, 2026-05-01");
  CHECK(read("").days.empty());
}

TEST_CASE("the version is the first the file has of name, change and product") {
  const auto version = [](const std::string& head) {
    const auto holidays = read_holidays("x.ics", calendar_of("", head));
    REQUIRE(holidays);
    return holidays->version;
  };
  CHECK(version("PRODID:-//x\r\nLAST-MODIFIED:20260101T000000Z\r\nX-WR-CALNAME:Iran\\, 1405\r\n") ==
        "Iran, 1405");
  CHECK(version("PRODID:-//x\r\nLAST-MODIFIED:20260101T000000Z\r\n") == "20260101T000000Z");
  CHECK(version("PRODID:-//x\r\n") == "-//x");
  CHECK(version("") == "");
}

TEST_CASE("a file that is no calendar is refused") {
  CHECK(refusal("") == "0: the file is no iCalendar file");
  CHECK(refusal("\n\nname: x\n") == "3: the file is no iCalendar file");
  CHECK(refusal("BEGIN:VCARD\r\nEND:VCARD\r\n") == "1: the file is no iCalendar file");
  CHECK(refusal(calendar_of("") + "<html>") == "4: the file is no iCalendar file");
}

TEST_CASE("a file that ends early is refused at every line") {
  const std::string whole = calendar_of(event(new_year + "SUMMARY:New Year\r\n"));
  for (std::size_t end = whole.find("\r\n") + 2; end < whole.size() - 2;
       end = whole.find("\r\n", end) + 2) {
    CAPTURE(end);
    CHECK(refusal(whole.substr(0, end)).find("the file ends early") != std::string::npos);
  }
  CHECK(refusal("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + new_year) ==
        "3: the file ends early: BEGIN on line 2 has no END");
}

TEST_CASE("an END that does not fit is refused") {
  CHECK(refusal("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n") ==
        "3: END does not fit to BEGIN on line 2");
}

TEST_CASE("an event without a date is refused") {
  CHECK(refusal_of("SUMMARY:x\r\n") == "3: the event has no date");
}

TEST_CASE("dates that are none are refused with their line") {
  CHECK(refusal_of("SUMMARY:x\r\nDTSTART;VALUE=DATE:20260230\r\n") == "5: DTSTART is no date");
  CHECK(refusal_of("DTSTART:today\r\n") == "4: DTSTART is no date");
  CHECK(refusal_of("DTSTART:\r\n") == "4: DTSTART is no date");
  CHECK(refusal_of(new_year + "DTEND:2026\r\n") == "5: DTEND is no date");
  CHECK(refusal_of(new_year + "EXDATE:20260101,x\r\n") == "5: EXDATE is no date");
  CHECK(refusal_of(new_year + "RDATE;VALUE=PERIOD:20260101T000000Z/P1D\r\n") ==
        "5: RDATE is no date");
  CHECK(refusal_of(new_year + "RECURRENCE-ID:x\r\n") == "5: RECURRENCE-ID is no date");
  CHECK(refusal_of(new_year + "RECURRENCE-ID;RANGE=THISANDFUTURE:20260101\r\n") ==
        "5: a change of several repetitions (RANGE) is not read");
  CHECK(refusal_of(new_year + new_year) == "5: the event has DTSTART twice");
}

TEST_CASE("lengths that are none are refused") {
  CHECK(refusal_of(new_year + "DTEND:20251231\r\n") == "3: the event ends before it begins");
  for (const char* length :
       {"PT24H", "-P1D", "P-1D", "P", "PD", "P1M", "1D", "P9999999999D", "P1DT1H"}) {
    CAPTURE(length);
    CHECK(refusal_of(new_year + "DURATION:" + length + "\r\n") ==
          "5: the event's length is not in whole days");
  }
}

TEST_CASE("a rule that repeats within a day is refused") {
  for (const char* frequency : {"HOURLY", "MINUTELY", "SECONDLY", "secondly"}) {
    CHECK(refusal_of(new_year + "RRULE:FREQ=" + frequency + "\r\n") ==
          "5: the rule repeats within a day, which no holiday does");
  }
}

TEST_CASE("a rule that is not right is refused") {
  for (const char* rule : {"",
                           "x",
                           "FREQ",
                           "FREQ=",
                           "FREQ=NEVER",
                           "COUNT=3",
                           "FREQ=YEARLY;FREQ=YEARLY",
                           "FREQ=YEARLY;COUNT=0",
                           "FREQ=YEARLY;COUNT=3;UNTIL=20300101",
                           "FREQ=YEARLY;INTERVAL=0",
                           "FREQ=YEARLY;INTERVAL=-1",
                           "FREQ=YEARLY;INTERVAL=32768",
                           "FREQ=YEARLY;UNTIL=never",
                           "FREQ=YEARLY;UNTIL=20300101Tx",
                           "FREQ=YEARLY;BYMONTH=0",
                           "FREQ=YEARLY;BYMONTH=14",
                           "FREQ=YEARLY;BYMONTH=13",
                           "FREQ=YEARLY;BYMONTH=5L",
                           "FREQ=YEARLY;BYMONTHDAY=32",
                           "FREQ=YEARLY;BYDAY=XX",
                           "FREQ=YEARLY;BYDAY=-128MO",
                           "FREQ=YEARLY;BYDAY=0MO",
                           "FREQ=YEARLY;BYDAY=M",
                           "FREQ=YEARLY;WKST=1MO",
                           "FREQ=YEARLY;BYHOUR=1",
                           "FREQ=YEARLY;BYSETPOS=",
                           "FREQ=YEARLY;X=1",
                           "FREQ=YEARLY;RSCALE=KLINGON",
                           "FREQ=YEARLY;RSCALE=",
                           "FREQ=YEARLY;SKIP=MAYBE",
                           "FREQ=YEARLY;",
                           "FREQ=DAILY;BYYEARDAY=1"}) {
    CAPTURE(rule);
    CHECK(refusal_of(new_year + "RRULE:" + rule + "\r\n").substr(0, 2) == "5:");
  }
}

TEST_CASE("a rule that never gives a day is refused") {
  for (const char* rule :
       {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYYEARDAY=385"}) {
    CAPTURE(rule);
    CHECK(refusal_of(new_year + "RRULE:" + rule + "\r\n") == "5: the rule gives no day");
  }
}

TEST_CASE("more than 10,000 days are refused") {
  const std::string too_many = "3: the file has more than 10000 days";
  CHECK(refusal_of("DTSTART:19900101\r\nRRULE:FREQ=DAILY\r\n") == too_many);
  CHECK(refusal_of("DTSTART:00000101\r\nDTEND:99991231\r\n") == too_many);
  CHECK(read(event("DTSTART:20000101\r\nRRULE:FREQ=DAILY;COUNT=10000\r\n")).days.size() == 10000);
  CHECK(refusal_of("DTSTART:20000101\r\nRRULE:FREQ=DAILY;COUNT=10001\r\n") == too_many);
}

TEST_CASE("rules that take long to work out are refused") {
  std::string lists = "1";
  for (int i = 2; i <= 31; ++i) lists += "," + std::to_string(i);
  CHECK(refusal_of(new_year + "RRULE:FREQ=YEARLY;BYMONTH=1,2,3,4;BYMONTHDAY=" + lists + "\r\n") ==
        "5: the rule lists too much");
  std::string many;
  for (int i = 0; i < 1000; ++i)
    many += event("DTSTART:19900101\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29\r\n");
  CHECK(refusal(calendar_of(many)).find("take too long") != std::string::npos);
  CHECK(refusal_of("DTSTART:00000101\r\nRRULE:FREQ=DAILY;COUNT=999999\r\n") ==
        "5: the rules of the file take too long to work out");
}

TEST_CASE("names that are too long are refused") {
  CHECK(days_of(new_year + "SUMMARY:" + std::string(1000, 'x') + "\r\n").size() == 1011);
  CHECK(refusal_of(new_year + "SUMMARY:" + std::string(1001, 'x') + "\r\n") ==
        "5: the name is longer than 1000 bytes");
}

TEST_CASE("bytes that are no text are refused with their line") {
  CHECK(refusal("BEGIN:VCALENDAR\nX:\xFF\nEND:VCALENDAR\n") == "2: the file is not valid UTF-8");
  CHECK(refusal(std::string{"BEGIN:VCALENDAR\nX:\0\nEND:VCALENDAR\n", 35}) ==
        "2: the file has a NUL byte");
  // A character that a fold divides is no valid text before it is unfolded.
  CHECK(refusal_of(new_year + "SUMMARY:\xD9\r\n \x86\r\n") == "5: the file is not valid UTF-8");
}

TEST_CASE("large and deep files are read or refused in a moment") {
  const std::size_t large = 10'000'000, long_line = 1'000'000;
  CHECK(refusal(std::string(large, 'x')) == "1: the file is no iCalendar file");
  CHECK(refusal(calendar_of(std::string(large, '\n'))) == "");
  CHECK(refusal_of("X" + std::string(long_line, ';') + "\r\n" + new_year) == "");
  CHECK(refusal_of("RDATE" + std::string(long_line, ';') + ":20260101\r\n" + new_year) == "");
  CHECK(refusal_of("X:" + std::string(large, 'x') + "\r\n" + new_year) == "");
  CHECK(refusal_of(new_year + "RRULE:" + std::string(long_line, ';') + "\r\n") ==
        "5: the rule has a part without a value");
  CHECK(refusal_of(new_year + "RRULE:FREQ=YEARLY;BYDAY=" + std::string(long_line, ',') + "\r\n") ==
        "5: BYDAY of the rule is not right");
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "BEGIN:VCALENDAR\n";
  CHECK(refusal(deep).find("the file ends early") != std::string::npos);
  std::string folded = "X:";
  for (int i = 0; i < 200'000; ++i) folded += "\r\n x";
  CHECK(refusal_of(folded + "\r\n" + new_year) == "");
}
