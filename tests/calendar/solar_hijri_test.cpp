// Dates of the solar Hijri calendar against published ones.
#include "calendar/solar_hijri.hpp"

#include "calendars.hpp"

using namespace cmt;
using namespace cmt::calendar;

namespace {

struct Known {
  SolarHijri hijri;
  const char* date;
};

// Days of Nowruz as announced, days around leap years, and dated events.
const std::vector<Known> known = {
    {{1357, 11, 22}, "1979-02-11"}, {{1342, 3, 15}, "1963-06-05"},  {{1304, 1, 11}, "1925-03-31"},
    {{1304, 1, 1}, "1925-03-21"},   {{1348, 10, 11}, "1970-01-01"}, {{1375, 1, 1}, "1996-03-20"},
    {{1376, 1, 1}, "1997-03-21"},   {{1379, 12, 30}, "2001-03-20"}, {{1387, 12, 30}, "2009-03-20"},
    {{1391, 12, 30}, "2013-03-20"}, {{1395, 12, 30}, "2017-03-20"}, {{1398, 12, 29}, "2020-03-19"},
    {{1399, 1, 1}, "2020-03-20"},   {{1399, 12, 30}, "2021-03-20"}, {{1400, 1, 1}, "2021-03-21"},
    {{1402, 1, 1}, "2023-03-21"},   {{1403, 1, 1}, "2024-03-20"},   {{1403, 12, 30}, "2025-03-20"},
    {{1404, 1, 1}, "2025-03-21"},   {{1404, 6, 31}, "2025-09-22"},  {{1404, 7, 1}, "2025-09-23"},
    {{1405, 1, 1}, "2026-03-21"},   {{1405, 8, 29}, "2026-11-20"},  {{1408, 12, 30}, "2030-03-20"},
    {{1409, 1, 1}, "2030-03-21"},
};

}  // namespace

TEST_CASE("known dates are the same day in both calendars") {
  for (const auto& [hijri, date] : known) {
    CAPTURE(date);
    CHECK(date_of(hijri) == day(date));
    CHECK(solar_hijri(day(date)) == hijri);
  }
}

TEST_CASE("a leap year has a thirtieth day in its last month") {
  for (const int year : {1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412})
    CHECK(date_of({year, 12, 30}));
  for (const int year : {1400, 1401, 1402, 1404, 1405, 1406, 1407, 1409})
    CHECK_FALSE(date_of({year, 12, 30}));
}

TEST_CASE("every day of the years is read back") {
  const Date first = date_of({1206, 1, 1}).value();
  SolarHijri before = solar_hijri(first).value();
  int count = 1;
  for (Date date = first + std::chrono::days{1}; solar_hijri(date); date += std::chrono::days{1}) {
    const SolarHijri hijri = *solar_hijri(date);
    const bool follows =
        hijri.day == before.day + 1
            ? hijri.month == before.month && hijri.year == before.year && hijri.day <= 31
            : hijri.day == 1 && before.day >= 29 &&
                  (hijri.month == before.month + 1
                       ? hijri.year == before.year
                       : hijri.month == 1 && before.month == 12 && hijri.year == before.year + 1);
    if (!follows || date_of(hijri) != date) FAIL(text(date));
    before = hijri;
    ++count;
  }
  CHECK((before == SolarHijri{1550, 12, 29}));
  CHECK(count == 345 * 365 + 83);
}

TEST_CASE("outside of the years there is no date") {
  const Date first = date_of({1206, 1, 1}).value();
  CHECK_FALSE(solar_hijri(first - std::chrono::days{1}));
  CHECK(solar_hijri(date_of({1550, 12, 29}).value()));
  CHECK_FALSE(solar_hijri(date_of({1550, 12, 29}).value() + std::chrono::days{1}));
  CHECK_FALSE(date_of({1205, 12, 29}));
  CHECK_FALSE(date_of({1551, 1, 1}));
  CHECK(text_solar_hijri(day("1600-01-01")).empty());
}

TEST_CASE("days that no month has are refused") {
  CHECK_FALSE(date_of({1405, 0, 1}));
  CHECK_FALSE(date_of({1405, 13, 1}));
  CHECK_FALSE(date_of({1405, 1, 0}));
  CHECK_FALSE(date_of({1405, 1, 32}));
  CHECK(date_of({1405, 6, 31}));
  CHECK_FALSE(date_of({1405, 7, 31}));
}

TEST_CASE("dates are read with hyphens or slashes") {
  CHECK(parse_solar_hijri("1405-08-29") == day("2026-11-20"));
  CHECK(parse_solar_hijri("1405/8/29") == day("2026-11-20"));
  CHECK(parse_solar_hijri("1405/01/01") == day("2026-03-21"));
}

TEST_CASE("dates are read in Persian and Arabic digits") {
  CHECK(parse_solar_hijri("۱۴۰۵-۰۸-۲۹") == day("2026-11-20"));
  CHECK(parse_solar_hijri("١٤٠٥/٨/٢٩") == day("2026-11-20"));
}

TEST_CASE("anything else is no solar Hijri date") {
  for (const char* text : {"",
                           "1405",
                           "1405-08",
                           "1405-08-",
                           "1405-08-29 ",
                           " 1405-08-29",
                           "1405-08/29",
                           "1405.08.29",
                           "140-08-29",
                           "14050829",
                           "1405-008-29",
                           "1405-13-01",
                           "1405-12-30",
                           "1405-8-32",
                           "2026-11-20",
                           "1405--08-29",
                           "-1405-08-29",
                           "1551-01-01",
                           "1405-08-29T10:00",
                           "\xDB",
                           "\xDB\xC0",
                           "140\xDB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_solar_hijri(text));
  }
}

TEST_CASE("dates are written in ASCII or Persian digits") {
  CHECK(text_solar_hijri(day("2026-11-20")) == "1405-08-29");
  CHECK(text_solar_hijri(day("2026-11-20"), true) == "۱۴۰۵-۰۸-۲۹");
}
