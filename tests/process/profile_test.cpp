// The terms of deadline profiles as events keep them, and which version and calendar count.
#include "process/profile.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

std::string again(std::string_view text) {
  const auto terms = parse_terms(text);
  return terms ? text_of(*terms) : "refused";
}

Profile profile_of_three() {
  Profile profile;
  profile.name = "rule";
  profile.versions = {{"1", {}, {}, *parse_terms("final 8w")},
                      {"2", day("2026-03-24"), {}, *parse_terms("final 40bd")},
                      {"3", day("2026-06-01"), {}, *parse_terms("final 30d")}};
  return profile;
}

}  // namespace

TEST_CASE("the terms of a profile are read back as they were written") {
  for (const char* text :
       {"none", "ack 1bd", "ack 24h, final 8w", "update 10bd, final 15bd from registered stops +10bd",
        "final 1bd same-time", "final 3bd same-day close roll-next, continues",
        "register 1bd, ack 1bd, assess 2bd, update 10bd, holding 15bd, final 30d +30d, remedy 10bd, "
        "reply 30d, external 6mo from contested, report 20d"})
    CHECK(again(text) == text);
}

TEST_CASE("the anchor is written only where it is not the usual one") {
  CHECK(again("final 30d from received, remedy 5d from accepted") == "final 30d, remedy 5d");
}

TEST_CASE("what is no term is refused") {
  for (const char* text : {"", "final", "final 30", "lunch 1h", "final 30d from moon", "final 30d  ",
                           "final 30d,ack 1bd", "final 30d, final 40d", "continues, final 30d",
                           "final 30d +soon", "Final 30d", "final 30d, "})
    CHECK(again(text) == "refused");
}

TEST_CASE("a profile has the version in force on a day") {
  const Profile profile = profile_of_three();
  CHECK(profile.on(day("2026-03-23")).version == "1");
  CHECK(profile.on(day("2026-03-24")).version == "2");
  CHECK(profile.on(day("2026-05-31")).version == "2");
  CHECK(profile.on(day("2026-06-01")).version == "3");
}

TEST_CASE("a calendar is chosen by unit or product, else it is the register's own") {
  std::vector<CalendarUse> uses;
  for (const char* name : {"register", "night", "cards"}) {
    uses.push_back({calendar::plain_calendar(TimeZone::utc()), {}, {}});
    uses.back().calendar.name = name;
  }
  uses[1].units = {"Hotline"};
  uses[2].products = {"Card"};
  Deadlines deadlines;
  deadlines.calendars = Calendars{uses};
  CHECK(deadlines.calendar_for("", "").name == "register");
  CHECK(deadlines.calendar_for("Loan", "Branch").name == "register");
  CHECK(deadlines.calendar_for("Loan", "Hotline").name == "night");
  CHECK(deadlines.calendar_for("Card", "Branch").name == "cards");
}
