// ISO 10001:2018: a charter and its promises, step by step.
#include "charter/charter.hpp"

#include "charter/charters.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = rules_of(Process::full);

Messages refusal(CharterStatus status, CharterBody body, std::string_view at = "2026-06-01") {
  return refused<Charter>(charter_that_is(status), charter_event(at, std::move(body)), rules);
}

Code_ with_events(CharterStatus status, const std::vector<dossier::Event<Charter>>& events) {
  return after<Charter>(charter_that_is(status), events, rules);
}

std::vector<process::Promise> promises(const Code_& charter) {
  return promises_of({Charters::replay(charter, rules)});
}

std::string days_of(const process::Promise& promise) {
  std::string out;
  for (const auto& period : promise.in_force)
    out += (out.empty() ? "" : ", ") + text(*period.from) + ".." + (period.to ? text(*period.to) : "");
  return out;
}

PromiseSuspended suspended(std::string_view from = "2026-06-01") {
  return {"PR-01", day(from), {"Snow"}, {"Web page"}};
}

}  // namespace

TEST_CASE("ISO 10001 from every status of a charter exactly the steps of the table are possible") {
  using enum CharterStatus;
  check_table<Charter>(
      {{draft, {"promise-drafted", "promise-dropped", "consulted", "published", "noted"}},
       {CharterStatus::published,
        {"promise-drafted", "promise-dropped", "promise-suspended", "promise-resumed", "consulted",
         "published", "communicated", "reviewed", "retired", "noted"}},
       {retired, {"noted"}}},
      charter_that_is,
      {charter_event("2026-06-01", drafted()), charter_event("2026-06-01", promise()),
       charter_event("2026-06-01", PromiseDropped{"PR-01", {"X"}}),
       charter_event("2026-06-01", suspended()),
       charter_event("2026-06-01", PromiseResumed{"PR-01", day("2026-07-01")}),
       charter_event("2026-06-01", consulted()), charter_event("2026-06-01", test::published(2)),
       charter_event("2026-06-01", Communicated{"customers", "web", {}}),
       charter_event("2026-06-01", CharterReviewed{{"X"}, day("2027-01-01")}),
       charter_event("2026-06-01", CharterRetired{day("2026-12-31"), {"X"}}),
       charter_event("2026-06-01", CharterNoted{{"X"}})},
      rules);
}

TEST_CASE("ISO 10001 6 a charter has a purpose, a scope and a title") {
  CHECK(refused<Charter>({charter_id, {}, {}}, charter_event("2026-03-01", Drafted{}), rules) ==
        Messages{"purpose is missing", "scope is missing", "title is missing"});
}

TEST_CASE("ISO 10001 6 a promise has a text and a measure") {
  PromiseDrafted empty;
  empty.promise = "PR-03";
  CHECK(refusal(CharterStatus::draft, empty) == Messages{"text is missing", "measure is missing"});
}

TEST_CASE("ISO 10001 6 the owner of a promise is active") {
  Rules staffed = rules;
  staffed.staff = {{"sara", "", "", {}, {}, true}, {"omid", "", "", {}, {}, false}};
  PromiseDrafted owned = promise("PR-03");
  owned.owner = "omid";
  CHECK(refused<Charter>(charter_that_is(CharterStatus::draft), charter_event("2026-06-01", owned), staffed) ==
        Messages{"'omid' is no longer active"});
  owned.owner = "nobody";
  CHECK(refused<Charter>(charter_that_is(CharterStatus::draft), charter_event("2026-06-01", owned), staffed) ==
        Messages{"'nobody' is not on the staff list"});
}

TEST_CASE("ISO 10001 6 a promise is drafted anew under its id, and drafts stand in the order of ids") {
  const auto charter = with_events(CharterStatus::draft, {charter_event("2026-03-05", promise("PR-01", "Within four days")),
                                                          charter_event("2026-03-06", promise("PR-03")),
                                                          charter_event("2026-03-07", PromiseDropped{"PR-02", {"X"}})});
  const auto draft = Charters::replay(charter, rules).draft;
  REQUIRE(draft.size() == 2);
  CHECK(draft[0].text.value == "Within four days");
  CHECK(draft[1].promise == "PR-03");
}

TEST_CASE("ISO 10001 6 only a promise of the draft is dropped") {
  CHECK(refusal(CharterStatus::draft, PromiseDropped{"PR-09", {"X"}}) ==
        Messages{"the charter has no promise PR-09"});
}

TEST_CASE("ISO 10001 7 versions are published one after the other, with something new in each") {
  CHECK(refusal(CharterStatus::draft, test::published(2, "2026-06-01")) ==
        Messages{"the next version is 1, not 2"});
  CHECK(refusal(CharterStatus::published, test::published(2, "2026-07-01")) ==
        Messages{"nothing changed since version 1"});
  const auto changed = with_events(CharterStatus::published, {charter_event("2026-03-11", promise("PR-03"))});
  CHECK(refused<Charter>(changed, charter_event("2026-03-12", test::published(2, "2026-04-01")), rules) ==
        Messages{"it would hold from 2026-04-01, and version 1 from 2026-04-01"});
  CHECK(refused<Charter>(changed, charter_event("2026-03-12", test::published(2, "2026-04-02")), rules).empty());
}

TEST_CASE("ISO 10001 7 nothing is promised for days that are over") {
  CHECK(refusal(CharterStatus::draft, test::published(1, "2026-05-31")) ==
        Messages{"it would hold from 2026-05-31, before it was published"});
}

TEST_CASE("ISO 10001 7 a charter is reviewed after it began to hold") {
  Published early = test::published(1, "2026-06-01");
  early.review_due = day("2026-06-01");
  CHECK(refusal(CharterStatus::draft, early) == Messages{"it would be reviewed before it holds"});
}

TEST_CASE("ISO 10001 7 a charter that is published promises something and says where to complain") {
  Drafted silent = drafted();
  silent.complaint_route = {};
  const auto bare = after<Charter>({charter_id, {"T", {}}, {}}, {charter_event("2026-03-01", silent)},
                                   rules_of(Process::small));
  CHECK(refused<Charter>(bare, charter_event("2026-03-02", test::published()), rules_of(Process::small)) ==
        Messages{"a charter without a promise promises nothing",
                 "where and how to complain about it is not said"});
}

TEST_CASE("ISO 10001 6 in the full process somebody was asked, and every promise has an indicator") {
  PromiseDrafted unseen = promise();
  unseen.indicator.reset();
  const auto charter =
      after<Charter>({charter_id, {"T", {}}, {}},
                     {charter_event("2026-03-01", drafted()), charter_event("2026-03-02", unseen)}, rules);
  CHECK(refused<Charter>(charter, charter_event("2026-03-03", test::published()), rules) ==
        Messages{"no interested party was asked", "by what it is seen whether PR-01 is kept is not said"});
  CHECK(refused<Charter>(charter, charter_event("2026-03-03", test::published()), rules_of(Process::small)).empty());
}

TEST_CASE("ISO 10001 7 a promise holds from the version that has it to the one that has it not") {
  const auto charter =
      with_events(CharterStatus::published, {charter_event("2026-05-01", PromiseDropped{"PR-02", {"X"}}),
                                             charter_event("2026-05-02", test::published(2, "2026-06-01"))});
  const auto all = promises(charter);
  REQUIRE(all.size() == 2);
  CHECK(days_of(all[0]) == "2026-04-01..2026-05-31, 2026-06-01..");
  CHECK(days_of(all[1]) == "2026-04-01..2026-05-31");
  CHECK_FALSE(all[1].is_in_force(day("2026-03-31")));
  CHECK(all[1].is_in_force(day("2026-04-01")));
  CHECK(all[1].is_in_force(day("2026-05-31")));
  CHECK_FALSE(all[1].is_in_force(day("2026-06-01")));
}

TEST_CASE("ISO 10001 7 a draft promises nothing") {
  CHECK(promises(charter_that_is(CharterStatus::draft)).empty());
}

TEST_CASE("ISO 10001 7 a promise does not hold while it is suspended") {
  const auto paused = with_events(CharterStatus::published, {charter_event("2026-05-30", suspended())});
  CHECK(days_of(promises(paused)[0]) == "2026-04-01..2026-05-31");
  const auto resumed = after<Charter>(paused, {charter_event("2026-07-01", PromiseResumed{"PR-01", day("2026-07-10")})}, rules);
  CHECK(days_of(promises(resumed)[0]) == "2026-04-01..2026-05-31, 2026-07-10..");
  CHECK(days_of(promises(resumed)[1]) == "2026-04-01..");
}

TEST_CASE("ISO 10001 7 a charter that was retired holds until its last day") {
  CHECK(days_of(promises(charter_that_is(CharterStatus::retired))[0]) == "2026-04-01..2026-12-31");
}

TEST_CASE("ISO 10001 7 only a promise in force is suspended, and once") {
  CHECK(refusal(CharterStatus::published, suspended("2026-03-31")) ==
        Messages{"promise PR-01 is not in force on 2026-03-31"});
  const auto paused = with_events(CharterStatus::published, {charter_event("2026-05-30", suspended())});
  CHECK(refused<Charter>(paused, charter_event("2026-06-02", suspended("2026-06-05")), rules) ==
        Messages{"promise PR-01 was suspended from 2026-06-01 already"});
}

TEST_CASE("ISO 10001 7 only a promise that is suspended is resumed, later than it was") {
  CHECK(refusal(CharterStatus::published, PromiseResumed{"PR-01", day("2026-07-01")}) ==
        Messages{"promise PR-01 is not suspended"});
  const auto paused = with_events(CharterStatus::published, {charter_event("2026-05-30", suspended())});
  CHECK(refused<Charter>(paused, charter_event("2026-06-02", PromiseResumed{"PR-01", day("2026-06-01")}), rules) ==
        Messages{"promise PR-01 is suspended from 2026-06-01, so it cannot hold again on 2026-06-01"});
}

TEST_CASE("ISO 10001 8 the next review lies ahead") {
  CHECK(refusal(CharterStatus::published, CharterReviewed{{"X"}, day("2026-06-01")}) ==
        Messages{"the next review would be due on 2026-06-01, before this one is over"});
}

TEST_CASE("ISO 10001 8 a charter is retired neither before its last version nor for days that are over") {
  CHECK(refusal(CharterStatus::published, CharterRetired{day("2026-03-31"), {"X"}}) ==
        Messages{"its last version holds from 2026-04-01, later than 2026-03-31",
                 "its last day would be 2026-03-31, which is over"});
}
