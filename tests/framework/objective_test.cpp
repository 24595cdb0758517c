// ISO 10002:2018, 6.2: objectives that can be measured, step by step.
#include "framework/objective.hpp"

#include "framework/measures.hpp"
#include "framework/objectives.hpp"
#include "framework/owner.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = objective_rules();

Messages refusal(ObjectiveStatus status, ObjectiveBody body, std::string_view at = "2026-02-01",
                 std::string by = "sara") {
  return refused<Objective>(objective_that_is(status), on(at, std::move(body), std::move(by)), rules);
}
template <class Change>
Messages set_refused(const Change& change, ObjectiveStatus status = ObjectiveStatus::draft) {
  ObjectiveSet set = objective_set();
  change(set);
  return refusal(status, std::move(set));
}
std::vector<std::string> texts(const std::vector<ObjectivePeriod>& periods) {
  std::vector<std::string> out;
  for (const auto& one : periods)
    out.push_back(text(*one.period.from) + " " + text(*one.period.to) + " " + one.terms->target);
  return out;
}
ObjectiveSet from_july() {
  ObjectiveSet set = objective_set();
  set.target = "97";
  set.from = day("2026-07-01");
  return set;
}

}  // namespace

TEST_CASE("6.2 from every status of an objective exactly the steps of the table are possible") {
  using enum ObjectiveStatus;
  check_table<Objective>({{draft, {"set", "approved", "cancelled", "noted"}},
                          {active, {"set", "closed", "cancelled", "noted"}},
                          {closed, {"noted"}},
                          {cancelled, {"noted"}}},
                         objective_that_is,
                         {on("2027-02-01", objective_set()), on("2027-02-01", ObjectiveApproved{}),
                          on("2027-02-01", ObjectiveClosed{{"X"}}), on("2027-02-01", ObjectiveCancelled{{"X"}}),
                          on("2027-02-01", ObjectiveNoted{{"X"}})},
                         rules);
}

TEST_CASE("6.2 an objective says what is measured, by how much, by whom and when") {
  CHECK(refused<Objective>({objective_id, {}, {}}, on("2026-01-02", ObjectiveSet{}), rules) ==
        Messages{"measure is missing", "operator is missing", "target is missing", "level is missing",
                 "owner is missing", "every is missing", "from is missing", "to is missing", "title is missing"});
}

TEST_CASE("6.2 the measure is one of a period: neither unknown nor the state of a moment") {
  CHECK(set_refused([](auto& s) { s.measure = "K99"; }) == Messages{"'K99' is no measure of a period"});
  CHECK(set_refused([](auto& s) { s.measure = "K12"; }) == Messages{"'K12' is no measure of a period"});
  for (const auto& one : measures()) {
    CAPTURE(one.id);
    CHECK(set_refused([&](auto& s) { s.measure = one.id; }).empty());
  }
}

TEST_CASE("6.2 the target is a number without a sign, with three decimals at most") {
  for (const char* wrong : {"many", "-5", "95%", "95,5", ".5", "5.", "1.2345", "1234567", "1e3", " 5", "1.2.3"}) {
    CAPTURE(wrong);
    CHECK(set_refused([&](auto& s) { s.target = wrong; }) ==
          Messages{"the target '" + std::string{wrong} + "' is not a number"});
  }
  CHECK(target_value("95") == 95'000);
  CHECK(target_value("4.5") == 4'500);
  CHECK(target_value("0.125") == 125);
  CHECK(target_value("999999.999") == 999'999'999);
}

TEST_CASE("6.2 an objective is bounded: a whole number of periods, not too many") {
  CHECK(set_refused([](auto& s) { s.to = day("2025-12-31"); }) == Messages{"it ends before it begins"});
  CHECK(set_refused([](auto& s) { s.to = day("2026-11-30"); }) ==
        Messages{"2026-01-01 to 2026-11-30 is not a whole number of periods of a quarter"});
  CHECK(set_refused([](auto& s) { s.to = day("2026-02-28"); }) ==
        Messages{"2026-01-01 to 2026-02-28 is not a whole number of periods of a quarter"});
  CHECK(set_refused([](auto& s) { s.from = day("2026-01-31"); }) ==
        Messages{"its first period begins after the 28th of a month"});
  CHECK(set_refused([](auto& s) { s.every = Every::month, s.to = day("2050-12-31"); }) ==
        Messages{"it has more than 239 periods"});
  CHECK(set_refused([](auto& s) { s.every = Every::year, s.from = day("2026-04-06"), s.to = day("2028-04-05"); }).empty());
}

TEST_CASE("6.2 an objective is of the organization, of a unit that is listed, or of a role") {
  CHECK(set_refused([](auto& s) { s.of = "North"; }) == Messages{"the level organization has no name"});
  CHECK(set_refused([](auto& s) { s.level = Level::unit; }) == Messages{"which unit it is of is missing"});
  CHECK(set_refused([](auto& s) { s.level = Level::role, s.of = "king"; }) == Messages{"'king' is not a role"});
  Rules listed = rules;
  listed.units = {"South"};
  ObjectiveSet set = objective_set();
  set.level = Level::unit;
  set.of = "North";
  CHECK(refused<Objective>(objective_that_is(ObjectiveStatus::draft), on("2026-02-01", set), listed) ==
        Messages{"'North' is not among the units"});
  set.of = "South";
  CHECK(refused<Objective>(objective_that_is(ObjectiveStatus::draft), on("2026-02-01", set), listed).empty());
}

TEST_CASE("6.2 a target is set before its period is over, and approved by another than the owner") {
  using enum ObjectiveStatus;
  CHECK(refusal(draft, ObjectiveApproved{}, "2026-04-01") == Messages{"its first period was over on 2026-03-31"});
  CHECK(refusal(draft, ObjectiveApproved{}, "2026-03-31").empty());
  CHECK(refusal(draft, ObjectiveApproved{}, "2026-02-01", "omid") ==
        Messages{"'omid' answers for the objective and cannot approve it"});
}

TEST_CASE("6.2 a revision holds from a later period on, and what was approved stays before it") {
  using enum ObjectiveStatus;
  for (const char* from : {"2026-01-01", "2025-10-01", "2026-08-01"})
    CHECK(set_refused([&](auto& s) { s.from = day(from), s.every = Every::month; }, active) ==
          Messages{std::string{from} + " is not the first day of a period after the first one of 2026-01-01"});
  const auto revised = after<Objective>(objective_that_is(active), {on("2026-05-04", from_july())}, rules);
  CHECK(texts(periods_of(Objectives::replay(revised, rules))).size() == 4);
  const auto approved = after<Objective>(revised, {on("2026-05-05", ObjectiveApproved{})}, rules);
  CHECK(texts(periods_of(Objectives::replay(approved, rules))) ==
        Messages{"2026-01-01 2026-03-31 95", "2026-04-01 2026-06-30 95", "2026-07-01 2026-09-30 97",
                 "2026-10-01 2026-12-31 97"});
}

TEST_CASE("6.2 an objective that was not approved has no periods, a cancelled one those that were over") {
  using enum ObjectiveStatus;
  CHECK(periods_of(Objectives::replay(objective_that_is(draft), rules)).empty());
  const auto given_up =
      after<Objective>(objective_that_is(active), {on("2026-07-15", ObjectiveCancelled{{"No staff"}})}, rules);
  CHECK(texts(periods_of(Objectives::replay(given_up, rules))) ==
        Messages{"2026-01-01 2026-03-31 95", "2026-04-01 2026-06-30 95"});
}

TEST_CASE("6.2 an objective is closed once its last period is over") {
  CHECK(refusal(ObjectiveStatus::active, ObjectiveClosed{{"X"}}, "2026-12-31") ==
        Messages{"its last period lasts until 2026-12-31"});
  CHECK(refusal(ObjectiveStatus::active, ObjectiveClosed{{"X"}}, "2027-01-01").empty());
  CHECK(refusal(ObjectiveStatus::active, ObjectiveClosed{}, "2027-01-01") == Messages{"findings is missing"});
}

TEST_CASE("5.4 whoever answers for something is on the staff list and active") {
  Rules staffed = rules;
  staffed.staff = {{.id = "omid", .name = {}, .unit = {}, .roles = {}, .authority = {}, .active = false}};
  CHECK(refusal_of_owner("omid", staffed)->message == "'omid' is no longer active");
  CHECK(refusal_of_owner("leila", staffed)->message == "'leila' is not on the staff list");
  staffed.staff.front().active = true;
  CHECK_FALSE(refusal_of_owner("omid", staffed));
  staffed.staff.clear();
  CHECK_FALSE(refusal_of_owner("leila", staffed));
}
