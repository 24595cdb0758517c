// ISO 10002:2018, 4.14 and 6.4: courses, and who is trained in what.
#include "framework/training.hpp"

#include "calendar/months.hpp"
#include "support/dossier_cases.hpp"

using namespace cmt;
using namespace cmt::framework;
using namespace cmt::test;

namespace {

using Trainings = dossier::Steps<Training>;
using Course = dossier::Dossier<Training>;

const std::string id = LetterId::draw('T', [] { return std::uint64_t{7}; }).text();

process::StaffMember member(std::string name, std::vector<std::string> roles, bool active = true) {
  return {.id = std::move(name), .name = {}, .unit = {}, .roles = std::move(roles), .authority = {}, .active = active};
}
Rules staffed() {
  Rules rules = rules_of(Process::full);
  rules.staff = {member("sara", {"manager"}), member("omid", {"handler"}), member("leila", {"handler"}, false)};
  return rules;
}
const Rules rules = staffed();

dossier::Event<Training> on(std::string_view at, TrainingBody body) {
  return dossier_event<Training>(at, std::move(body), "sara");
}
CourseSet course_set(std::optional<int> months = 12) {
  CourseSet out;
  out.topic = Topic::handling;
  out.roles = {"handler"};
  out.validity_months = months;
  return out;
}
TrainingGiven given(std::vector<std::string> persons) { return {std::move(persons), {}, {}, {}}; }

Course course_that_is(TrainingStatus status) {
  std::vector<dossier::Event<Training>> events{on("2026-01-02", course_set())};
  if (status == TrainingStatus::retired) events.push_back(on("2026-01-05", TrainingRetired{{"X"}}));
  return after<Training>({id, {"Handling"}, {}}, events, rules);
}
// omid took it on 2026-01-15.
TrainingState taken(std::optional<int> months = 12) {
  return Trainings::replay(after<Training>({id, {"Handling"}, {}},
                                           {on("2026-01-02", course_set(months)), on("2026-01-15", given({"omid"}))}, rules),
                           rules);
}
Competence of_omid(const TrainingState& state, const char* at, int soon = 60) {
  return standing_of(state, rules.staff[1], day(at), soon).competence;
}

}  // namespace

TEST_CASE("6.4 from every status of a course exactly the steps of the table are possible") {
  using enum TrainingStatus;
  check_table<Training>({{open, {"set", "given", "retired", "noted"}}, {retired, {"noted"}}}, course_that_is,
                        {on("2026-02-02", course_set()), on("2026-02-02", given({"omid"})),
                         on("2026-02-02", TrainingRetired{{"X"}}), on("2026-02-02", TrainingNoted{{"X"}})},
                        rules);
}

TEST_CASE("6.4 a course says what it is about, and is good for one month to ten years") {
  CHECK(refused<Training>({id, {}, {}}, on("2026-01-02", CourseSet{}), rules) ==
        Messages{"topic is missing", "title is missing"});
  for (const int wrong : {0, 121})
    CHECK(refused<Training>(course_that_is(TrainingStatus::open), on("2026-02-02", course_set(wrong)), rules) ==
          Messages{"a validity of " + std::to_string(wrong) + " months is not from 1 to 120"});
}

TEST_CASE("6.4 a training is recorded of people on the staff list, each once, with its day") {
  const auto open = course_that_is(TrainingStatus::open);
  CHECK(refused<Training>(open, on("2026-02-02", given({"omid", "nobody", "omid"})), rules) ==
        Messages{"'nobody' is not on the staff list", "'omid' is named twice"});
  CHECK(refused<Training>(open, on("2026-02-02", given({})), rules) == Messages{"persons is missing"});
  CHECK_FALSE(refused<Training>(open, on("unknown", given({"omid"})), rules).empty());
}

TEST_CASE("4.14 a course is good from its day until so many months later, and soon over before") {
  const auto state = taken();
  CHECK(of_omid(state, "2026-01-14") == Competence::missing);
  CHECK(of_omid(state, "2026-01-15") == Competence::valid);
  CHECK(of_omid(state, "2026-11-15") == Competence::valid);
  CHECK(of_omid(state, "2026-11-16") == Competence::expires_soon);
  CHECK(of_omid(state, "2027-01-14") == Competence::expires_soon);
  CHECK(of_omid(state, "2027-01-14", 0) == Competence::valid);
  CHECK(of_omid(state, "2027-01-15") == Competence::expired);
  CHECK(standing_of(state, rules.staff[1], day("2027-01-15"), 60).until == day("2027-01-15"));
  CHECK(of_omid(taken(std::nullopt), "2099-01-01") == Competence::valid);
}

TEST_CASE("4.14 the last time counts, whatever the order of the record") {
  auto state = taken();
  state.taken["omid"] = {day("2026-06-01"), day("2026-01-15")};
  CHECK(standing_of(state, rules.staff[1], day("2026-07-01"), 60).until == day("2027-06-01"));
  CHECK(standing_of(state, rules.staff[1], day("2026-05-31"), 60).until == day("2027-01-15"));
}

TEST_CASE("4.14 only active people whose roles ask for an open course lack it") {
  const auto state = taken();
  const Date later = day("2028-01-01");
  CHECK(standing_of(state, rules.staff[0], later, 60).competence == Competence::not_needed);
  CHECK(standing_of(state, rules.staff[2], later, 60).competence == Competence::not_needed);
  auto everybody = state;
  everybody.course.roles.clear();
  CHECK(standing_of(everybody, rules.staff[0], later, 60).competence == Competence::missing);
  auto retired = state;
  retired.status = TrainingStatus::retired;
  CHECK(of_omid(retired, "2028-01-01") == Competence::not_needed);
  // Whoever took it without need is trained, and never in arrears.
  auto curious = state;
  curious.taken["sara"] = {day("2026-01-15")};
  CHECK(standing_of(curious, rules.staff[0], day("2026-02-01"), 60).competence == Competence::valid);
  CHECK(standing_of(curious, rules.staff[0], later, 60).competence == Competence::not_needed);
}

TEST_CASE("months end with the month where it has no such day") {
  CHECK(calendar::months_later(day("2026-01-31"), 1) == day("2026-02-28"));
  CHECK(calendar::months_later(day("2028-02-29"), 12) == day("2029-02-28"));
  CHECK(calendar::months_later(day("2026-11-15"), 3) == day("2027-02-15"));
}
