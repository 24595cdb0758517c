// ISO 10002:2018, 8.4: returns to an authority at the end of each period.
#include "process/returns.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

using Lines = std::vector<std::string>;

// Rules whose profile asks for a return of so many months' periods.
Rules rules_with(int months, const char* within, int year_begins = 1) {
  Rules rules = full_rules();
  rules.reporting_year_begins = year_begins;
  const auto profile = std::make_shared<Profile>();
  profile->name = "ours";
  profile->versions = {{"1", {}, {}, {}, Return{months, {*calendar::parse_amount(within), {}, {}, false}}}};
  auto deadlines = std::make_shared<Deadlines>();
  deadlines->profile = "ours";
  deadlines->find = [profile](std::string_view) { return profile.get(); };
  deadlines->calendars = Calendars{std::vector{CalendarUse{calendar::plain_calendar(rules.zone), {}, {}}}};
  rules.deadlines = std::move(deadlines);
  return rules;
}

// "2026-Q1 2026-04-20 overdue"
Lines returns(const Rules& rules, const char* since, const char* now, const Lines& sent = {}) {
  Lines out;
  for (const auto& one : due_returns(rules, day(since), sent, moment(now)))
    out.push_back(one.period.label + " " + text_of(one.due, rules.zone) + " " +
                  std::string{name_of(clock_status_names, one.status)});
  return out;
}

}  // namespace

TEST_CASE("a quarter's return is due 20 days after its end") {
  const Rules rules = rules_with(3, "20d");
  CHECK(returns(rules, "2026-02-10", "2026-07-01T09:00:00Z") ==
        Lines{"2026-Q1 2026-04-20 overdue", "2026-Q2 2026-07-20 open", "2026-Q3 2026-10-20 open"});
  CHECK(returns(rules, "2026-02-10", "2026-04-20T23:59:59Z").front() == "2026-Q1 2026-04-20 open");
  CHECK(returns(rules, "2026-02-10", "2026-04-21T00:00:00Z").front() == "2026-Q1 2026-04-20 overdue");
}

TEST_CASE("a period that ended before the register was used has no return, one that ends that day has") {
  const Rules rules = rules_with(1, "10d");
  CHECK(returns(rules, "2026-03-31", "2026-03-31T09:00:00Z") == Lines{"2026-03 2026-04-10 open"});
  CHECK(returns(rules, "2026-04-01", "2026-04-01T09:00:00Z") == Lines{"2026-04 2026-05-10 open"});
}

TEST_CASE("what was sent is not due any more") {
  CHECK(returns(rules_with(3, "20d"), "2026-02-10", "2026-05-01T09:00:00Z", {"2026-Q1"}) ==
        Lines{"2026-Q2 2026-07-20 open"});
}

TEST_CASE("months after a period end with the month: the end of the next one") {
  CHECK(returns(rules_with(6, "1mo"), "2026-01-01", "2026-07-01T09:00:00Z") ==
        Lines{"2026-H1 2026-07-31 open", "2026-H2 2027-01-31 open"});
  CHECK(returns(rules_with(1, "1mo"), "2026-01-20", "2026-01-20T09:00:00Z") ==
        Lines{"2026-01 2026-02-28 open"});
}

TEST_CASE("business days after a period are those of the register's calendar") {
  CHECK(returns(rules_with(12, "3bd"), "2026-06-01", "2026-06-01T09:00:00Z") == Lines{"2026 2027-01-05 open"});
}

TEST_CASE("the reporting year begins in the month that the register says") {
  CHECK(returns(rules_with(12, "1d", 4), "2026-06-01", "2026-06-01T09:00:00Z") ==
        Lines{"2026-04-to-2027-03 2027-04-01 open"});
  CHECK(returns(rules_with(6, "1d", 4), "2027-02-01", "2027-02-01T09:00:00Z") ==
        Lines{"2026-10-to-2027-03 2027-04-01 open"});
  CHECK(returns(rules_with(3, "1d", 2), "2026-01-01", "2026-01-01T09:00:00Z") ==
        Lines{"2025-11-to-2026-01 2026-02-01 open"});
  CHECK(returns(rules_with(3, "1d", 4), "2026-01-01", "2026-01-01T09:00:00Z") == Lines{"2026-Q1 2026-04-01 open"});
}

TEST_CASE("the version in force at a period's end says whether and how a return is due") {
  Rules rules = rules_with(3, "20d");
  const auto profile = std::make_shared<Profile>(*rules.deadlines->find("ours"));
  profile->versions.push_back({"2", day("2026-05-01"), {}, {}, Return{6, {{30, calendar::Unit::days}, {}, {}, false}}});
  profile->versions.push_back({"3", day("2027-01-01"), {}, {}, {}});
  auto deadlines = std::make_shared<Deadlines>(*rules.deadlines);
  deadlines->find = [profile](std::string_view) { return profile.get(); };
  rules.deadlines = deadlines;
  CHECK(returns(rules, "2026-01-15", "2027-06-01T09:00:00Z") ==
        Lines{"2026-Q1 2026-04-20 overdue", "2026-H1 2026-07-30 overdue", "2026-H2 2027-01-30 overdue"});
  const auto all = due_returns(rules, day("2026-01-15"), {}, moment("2026-08-01T09:00:00Z"));
  CHECK(all.front().profile == "ours@1");
  CHECK(all[1].profile == "ours@2");
}

TEST_CASE("a profile without a return asks for none") {
  CHECK(returns(with_limits(full_rules(), "final 30d"), "2026-01-15", "2026-06-01T09:00:00Z") == Lines{});
  CHECK(due_returns(full_rules(), day("2026-01-15"), {}, moment("2026-06-01T09:00:00Z")).empty());
}
