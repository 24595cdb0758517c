// Dates as a query writes them.
#include "query/dates.hpp"

#include <fmt/core.h>

#include "support/test.hpp"

using namespace cmt;
using namespace cmt::query;

namespace {

// The span as "first..last", or the fault.
std::string span(std::string_view text, std::string_view today = "2026-08-15") {
  const auto parsed = parse_span(text, *cmt::parse_date(today));
  if (const auto* found = std::get_if<Span>(&parsed))
    return cmt::text(found->first) + ".." + cmt::text(found->last);
  return std::get<DateFault>(parsed) == DateFault::years ? "years" : "form";
}

}  // namespace

TEST_CASE("a date of less precision is the whole span of its days") {
  CHECK(span("2026") == "2026-01-01..2026-12-31");
  CHECK(span("2026-Q3") == "2026-07-01..2026-09-30");
  CHECK(span("2026-q1") == "2026-01-01..2026-03-31");
  CHECK(span("2026-07") == "2026-07-01..2026-07-31");
  CHECK(span("2024-02") == "2024-02-01..2024-02-29");
  CHECK(span("2026-07-31") == "2026-07-31..2026-07-31");
}

TEST_CASE("words for days are relative to today") {
  CHECK(span("today") == "2026-08-15..2026-08-15");
  CHECK(span("Yesterday") == "2026-08-14..2026-08-14");
  CHECK(span("tomorrow", "2026-12-31") == "2027-01-01..2027-01-01");
}

TEST_CASE("today can be moved by days, weeks, months and years") {
  CHECK(span("today-7d") == "2026-08-08..2026-08-08");
  CHECK(span("today+2w") == "2026-08-29..2026-08-29");
  CHECK(span("today-3m") == "2026-05-15..2026-05-15");
  CHECK(span("today-1Y") == "2025-08-15..2025-08-15");
  CHECK(span("today-8m") == "2025-12-15..2025-12-15");
}

TEST_CASE("a day that the month moved to lacks becomes its last day") {
  CHECK(span("today-1m", "2026-03-31") == "2026-02-28..2026-02-28");
  CHECK(span("today+1y", "2024-02-29") == "2025-02-28..2025-02-28");
}

TEST_CASE("units of the calendar are named this, last and next") {
  CHECK(span("this-month") == "2026-08-01..2026-08-31");
  CHECK(span("last-month", "2026-01-10") == "2025-12-01..2025-12-31");
  CHECK(span("next-month", "2026-12-10") == "2027-01-01..2027-01-31");
  CHECK(span("this-quarter") == "2026-07-01..2026-09-30");
  CHECK(span("last-quarter", "2026-02-28") == "2025-10-01..2025-12-31");
  CHECK(span("next-quarter", "2026-12-31") == "2027-01-01..2027-03-31");
  CHECK(span("this-year") == "2026-01-01..2026-12-31");
  CHECK(span("last-year") == "2025-01-01..2025-12-31");
  CHECK(span("next-year") == "2027-01-01..2027-12-31");
}

TEST_CASE("a week begins on Monday") {
  CHECK(span("this-week") == "2026-08-10..2026-08-16");
  CHECK(span("this-week", "2026-08-10") == "2026-08-10..2026-08-16");
  CHECK(span("this-week", "2026-08-16") == "2026-08-10..2026-08-16");
  CHECK(span("last-week") == "2026-08-03..2026-08-09");
  CHECK(span("next-week") == "2026-08-17..2026-08-23");
}

TEST_CASE("every word that is suggested is a date") {
  for (const std::string& word : date_words()) {
    INFO(word);
    CHECK(span(word) != "form");
  }
}

TEST_CASE("what is not written like a date is refused") {
  for (const char* text :
       {"",        "26",         "2026-",         "2026-7",     "2026-13",    "2026-00",
        "2026-Q5", "2026-02-30", "2026-07-31T10", "2026/07/31", "31.07.2026", "today-",
        "today-d", "today-7",    "today-7h",      "today-7.5d", "today--7d",  "today-123456d",
        "this-",   "this-day",   "last",          "now",        "-7d"}) {
    INFO(text);
    CHECK(span(text) == "form");
  }
}

TEST_CASE("years, months and days of the solar Hijri calendar are read, in its digits too") {
  CHECK(span("1405") == "2026-03-21..2027-03-20");
  CHECK(span("1404-05") == "2025-07-23..2025-08-22");
  CHECK(span("1405-08-29") == "2026-11-20..2026-11-20");
  CHECK(span("۱۴۰۵-۰۸-۲۹") == "2026-11-20..2026-11-20");
}

TEST_CASE("dates of other centuries and calendars are refused") {
  CHECK(span("1250-05") == "years");
  CHECK(span("1899-12-31") == "years");
  CHECK(span("1900-01-01") == "1900-01-01..1900-01-01");
  CHECK(span("2199") == "2199-01-01..2199-12-31");
  CHECK(span("2200") == "years");
  CHECK(span("today-99999y") == "years");
  CHECK(span("today+99999w") == "years");
  CHECK(span("next-year", "2199-05-05") == "years");
}
