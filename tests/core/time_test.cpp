// Dates, moments, what a record says of a time, zones and periods.
#include "core/time.hpp"

#include "support/test.hpp"

using namespace cmt;

namespace {

Date day(std::string_view text) { return parse_date(text).value(); }
Instant moment(std::string_view text) { return parse_instant(text).value(); }

TimeZone zone(std::string_view name) {
  auto found = TimeZone::find(name);
  REQUIRE(found);
  return *found;
}

// "2026-01-01..2026-12-31", or "none".
std::string period(std::string_view written) {
  const auto found = parse_period(written);
  return found ? text(*found->from) + ".." + text(*found->to) : "none";
}

}  // namespace

// ---- dates --------------------------------------------------------------------------------------

TEST_CASE("a date is read and written as year, month and day") {
  for (const char* written : {"2026-11-20", "2024-02-29", "2000-02-29", "1678-01-01", "9999-12-31",
                              "1405-08-29", "0001-01-01"})
    CHECK(text(day(written)) == written);
}

TEST_CASE("a day that does not exist is no date") {
  for (const char* written : {"2026-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31",
                              "2026-00-10", "2026-13-01", "2026-01-00", "2026-01-32"}) {
    INFO(written);
    CHECK_FALSE(parse_date(written));
  }
}

TEST_CASE("anything but ten characters of ASCII is no date") {
  for (const char* written :
       {"", "2026", "2026-1-20", "2026-11-2", "20261120", "2026/11/20", "2026-11-20 ",
        " 2026-11-20", "2026-11-2a", "+026-11-20", "-026-11-20", "20-11-2026", "۲۰۲۶-۱۱-۲۰"}) {
    INFO(written);
    CHECK_FALSE(parse_date(written));
  }
}

TEST_CASE("a date tells its year and its month") {
  CHECK(year_of(day("2026-11-20")) == 2026);
  CHECK(month_of(day("2026-01-31")) == "2026-01");
}

// ---- moments ------------------------------------------------------------------------------------

TEST_CASE("a moment is read and written with the offset it was written with") {
  for (const char* written :
       {"2026-11-20T09:12:00+03:30", "2026-11-20T09:12:00Z", "2026-11-20T00:00:00-11:00",
        "2026-11-20T23:59:59+14:00", "2024-02-29T12:00:00+00:30", "2026-01-01T00:00:00-00:30",
        "1969-12-31T23:59:59Z", "2026-11-20T09:12:00.5Z", "2026-11-20T09:12:00.123456789+01:00",
        "1969-12-31T23:59:59.25Z", "1678-01-01T00:00:00+23:59", "2261-12-31T23:59:59-23:59"})
    CHECK(text(moment(written)) == written);
}

TEST_CASE("lower case t and z, an offset of zero and trailing zeros are read too") {
  CHECK(text(moment("2026-11-20t09:12:00z")) == "2026-11-20T09:12:00Z");
  CHECK(text(moment("2026-11-20T09:12:00+00:00")) == "2026-11-20T09:12:00Z");
  CHECK(text(moment("2026-11-20T09:12:00-00:00")) == "2026-11-20T09:12:00Z");
  CHECK(text(moment("2026-11-20T09:12:00.500Z")) == "2026-11-20T09:12:00.5Z");
  CHECK(text(moment("2026-11-20T09:12:00.0Z")) == "2026-11-20T09:12:00Z");
}

TEST_CASE("text that is not RFC 3339 with an offset is no moment") {
  for (const char* written : {"",
                              "2026-11-20",
                              "2026-11-20T09:12:00",
                              "2026-11-20T09:12Z",
                              "2026-11-20 09:12:00Z",
                              "2026-11-20T9:12:00Z",
                              "2026-11-20T24:00:00Z",
                              "2026-11-20T09:60:00Z",
                              "2026-11-20T23:59:60Z",
                              "2026-02-29T09:12:00Z",
                              "2026-11-20T09:12:00+0330",
                              "2026-11-20T09:12:00+03",
                              "2026-11-20T09:12:00+24:00",
                              "2026-11-20T09:12:00+03:60",
                              "2026-11-20T09:12:00+3:30",
                              "2026-11-20T09:12:00.Z",
                              "2026-11-20T09:12:00.1234567890Z",
                              "2026-11-20T09:12:00,5Z",
                              "2026-11-20T09:12:00ZZ",
                              "2026-11-20T09:12:00Z ",
                              "2026-11-20T09:12:00.5",
                              "2026-11-20T09:12:00X03:30",
                              "2026-11-20T09-12-00Z",
                              "2026-11-20T09:12:00−03:30"}) {
    INFO(written);
    CHECK_FALSE(parse_instant(written));
  }
}

TEST_CASE("a moment of a year that cannot be counted in nanoseconds is refused, not wrapped") {
  for (const char* written :
       {"0001-01-01T00:00:00Z", "1405-08-29T09:12:00+03:30", "1677-12-31T23:59:59Z",
        "2262-01-01T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    INFO(written);
    CHECK_FALSE(parse_instant(written));
  }
}

TEST_CASE("moments are equal and ordered as moments, whatever their offsets") {
  CHECK(moment("2026-11-20T09:12:00+03:30") == moment("2026-11-20T05:42:00Z"));
  CHECK(moment("2026-11-20T09:12:00+03:30") < moment("2026-11-20T05:42:00.1Z"));
  CHECK(moment("2026-11-20T23:00:00-05:00") > moment("2026-11-21T01:00:00Z"));
}

TEST_CASE("the written date is the one on the wall where the moment was written") {
  CHECK(written_date(moment("2026-11-20T23:30:00-05:00")) == day("2026-11-20"));
  CHECK(written_date(moment("2026-11-20T00:30:00+03:30")) == day("2026-11-20"));
  CHECK(written_date(moment("1969-12-31T23:59:59.9Z")) == day("1969-12-31"));
}

// ---- when ---------------------------------------------------------------------------------------

TEST_CASE("a record says the moment, only the date, or that it is not known") {
  CHECK(parse_when("2026-11-20T09:12:00+03:30")->kind == When::Kind::exact);
  CHECK(parse_when("2026-11-20")->kind == When::Kind::day);
  CHECK(parse_when("unknown")->kind == When::Kind::unknown);
  for (const char* written : {"2026-11-20T09:12:00+03:30", "2026-11-20", "unknown"})
    CHECK(text(*parse_when(written)) == written);
}

TEST_CASE("another text says nothing of a time") {
  for (const char* written : {"", "Unknown", "today", "2026-11", "2026-11-31"})
    CHECK_FALSE(parse_when(written));
}

TEST_CASE("a date is not equal to a moment of it, and unknown only to unknown") {
  CHECK(on_day(day("2026-11-20")) == on_day(day("2026-11-20")));
  CHECK_FALSE(on_day(day("2026-11-20")) == on_day(day("2026-11-21")));
  CHECK_FALSE(on_day(day("2026-11-20")) == exactly(moment("2026-11-20T00:00:00Z")));
  CHECK_FALSE(exactly(moment("2026-11-20T00:00:00Z")) == exactly(moment("2026-11-20T00:00:01Z")));
  CHECK(When{} == When{});
  CHECK_FALSE(When{} == on_day(Date{}));
  CHECK_FALSE(When{}.is_known());
  CHECK(on_day(Date{}).is_known());
}

// ---- zones --------------------------------------------------------------------------------------

TEST_CASE("a zone is found by its IANA name") {
  CHECK(zone("Europe/Berlin").name() == "Europe/Berlin");
  CHECK(zone("UTC").name() == "UTC");
  CHECK(TimeZone::utc().name() == "UTC");
}

TEST_CASE("a name that the system does not know is a usage error") {
  for (const char* name : {"", "Europe/Atlantis", "../../etc/passwd", "europe/berlin"}) {
    const auto found = TimeZone::find(name);
    REQUIRE_FALSE(found);
    CHECK(found.failure().kind == FailureKind::usage);
    CHECK(found.diagnostics().front().message ==
          "time zone '" + std::string{name} + "' is not known");
  }
}

TEST_CASE("the date of a moment is the local date of the zone") {
  const Instant late = moment("2026-11-20T20:30:00Z");
  CHECK(TimeZone::utc().date_of(late) == day("2026-11-20"));
  CHECK(zone("Asia/Tehran").date_of(late) == day("2026-11-21"));
  CHECK(zone("Asia/Tehran").date_of(moment("2026-11-20T20:29:59Z")) == day("2026-11-20"));
  CHECK(zone("America/New_York").date_of(moment("2026-11-20T04:59:59Z")) == day("2026-11-19"));
}

TEST_CASE("the date of a time that a record gives as a date is that date in every zone") {
  CHECK(zone("Asia/Tehran").date_of(on_day(day("2026-11-20"))) == day("2026-11-20"));
  CHECK(zone("Asia/Tehran").date_of(exactly(moment("2026-11-20T20:30:00Z"))) == day("2026-11-21"));
  CHECK_FALSE(zone("Asia/Tehran").date_of(When{}));
}

TEST_CASE("a day starts at its local midnight") {
  CHECK(text(TimeZone::utc().start_of(day("2026-11-20"))) == "2026-11-20T00:00:00Z");
  CHECK(text(zone("Asia/Tehran").start_of(day("2026-11-20"))) == "2026-11-20T00:00:00+03:30");
  CHECK(text(zone("Europe/Berlin").start_of(day("2026-07-01"))) == "2026-07-01T00:00:00+02:00");
  CHECK(text(zone("Europe/Berlin").start_of(day("2026-12-01"))) == "2026-12-01T00:00:00+01:00");
}

TEST_CASE("a day without a midnight starts at the moment clocks go forward") {
  // Tehran kept summer time until 2022 and changed at midnight.
  CHECK(text(zone("Asia/Tehran").start_of(day("2022-03-22"))) == "2022-03-22T01:00:00+04:30");
}

TEST_CASE("a day that has two midnights starts at the first") {
  CHECK(text(zone("America/Havana").start_of(day("2026-11-01"))) == "2026-11-01T00:00:00-04:00");
}

TEST_CASE("a time skipped when clocks go forward is the moment of the change") {
  const TimeZone berlin = zone("Europe/Berlin");
  const Date change = day("2026-03-29");
  CHECK(text(berlin.at_local(change, 1, 59, 59)) == "2026-03-29T01:59:59+01:00");
  CHECK(text(berlin.at_local(change, 2, 30)) == "2026-03-29T03:00:00+02:00");
  CHECK(text(berlin.at_local(change, 3, 0)) == "2026-03-29T03:00:00+02:00");
}

TEST_CASE("of a time that comes twice when clocks go back the earlier is meant") {
  const TimeZone berlin = zone("Europe/Berlin");
  const Date change = day("2026-10-25");
  CHECK(text(berlin.at_local(change, 2, 30)) == "2026-10-25T02:30:00+02:00");
  CHECK(text(berlin.at_local(change, 3, 0)) == "2026-10-25T03:00:00+01:00");
}

TEST_CASE("a moment is written with the offset in force in the zone") {
  const TimeZone berlin = zone("Europe/Berlin");
  CHECK(text(berlin.at(moment("2026-07-01T10:00:00Z").utc)) == "2026-07-01T12:00:00+02:00");
  CHECK(text(berlin.at(moment("2026-12-01T10:00:00Z").utc)) == "2026-12-01T11:00:00+01:00");
  CHECK(text(TimeZone::utc().at(moment("2026-12-01T10:00:00+02:00").utc)) ==
        "2026-12-01T08:00:00Z");
}

TEST_CASE("the day that starts at a moment contains it, also when offsets had seconds") {
  for (const char* name : {"Asia/Tehran", "Europe/Berlin", "America/New_York", "Pacific/Apia"})
    for (const char* written :
         {"1890-06-01", "1916-01-01", "1970-01-01", "2011-12-29", "2026-03-29", "2026-10-25"}) {
      INFO(name << " " << written);
      CHECK(zone(name).date_of(zone(name).start_of(day(written))) == day(written));
    }
}

TEST_CASE("a day too far away to be counted in nanoseconds counts as the nearest that can") {
  for (const TimeZone& where : {TimeZone::utc(), zone("Asia/Tehran")}) {
    CHECK(where.start_of(day("1405-08-29")) == where.start_of(day("1678-01-01")));
    CHECK(where.start_of(day("9999-12-31")) == where.start_of(day("2261-12-31")));
  }
}

// ---- periods ------------------------------------------------------------------------------------

TEST_CASE("a period is a year, a quarter, a month or a day") {
  CHECK(period("2026") == "2026-01-01..2026-12-31");
  CHECK(period("2026-Q1") == "2026-01-01..2026-03-31");
  CHECK(period("2026-Q3") == "2026-07-01..2026-09-30");
  CHECK(period("2026-q4") == "2026-10-01..2026-12-31");
  CHECK(period("2026-07") == "2026-07-01..2026-07-31");
  CHECK(period("2024-02") == "2024-02-01..2024-02-29");
  CHECK(period("2026-02") == "2026-02-01..2026-02-28");
  CHECK(period("2026-12") == "2026-12-01..2026-12-31");
  CHECK(period("2026-07-31") == "2026-07-31..2026-07-31");
}

TEST_CASE("other text is no period") {
  for (const char* written :
       {"",           "26",        "202",     "0000",    "20266",       "2026-",    "2026-7",
        "2026-00",    "2026-13",   "2026-Q0", "2026-Q5", "2026-Q",      "2026-Q33", "2026Q3",
        "2026-02-30", "2026-07-3", "2026/07", "Q3-2026", "2026-07-31 ", "year"}) {
    INFO(written);
    CHECK(period(written) == "none");
  }
}

TEST_CASE("a period contains both its ends, and an open end has no limit") {
  const Period july = *parse_period("2026-07");
  CHECK(july.contains(day("2026-07-01")));
  CHECK(july.contains(day("2026-07-31")));
  CHECK_FALSE(july.contains(day("2026-06-30")));
  CHECK_FALSE(july.contains(day("2026-08-01")));
  CHECK(Period{std::nullopt, day("2026-07-31")}.contains(day("1990-01-01")));
  CHECK(Period{day("2026-07-31"), std::nullopt}.contains(day("2090-01-01")));
  CHECK(Period{}.contains(day("2026-07-31")));
}
