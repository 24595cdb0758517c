// history: events that the process refuses.
#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

TEST_CASE("a step whose guard is not met carries its number") {
  Case in = sound_case();
  in.the<Closed>().lessons = {};
  CHECK(findings(in) ==
        Findings{{"T16", "7.9", Severity::error, 9, "", "the lessons are not answered",
                  "give them with --lessons, or --no-lessons REASON"}});
}

TEST_CASE("an event that is not possible in its status is a transition finding") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Accepted{"phone", {}, {}}));
  in.now = moment("2026-03-21T12:00:00Z");
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "transition");
  CHECK(found[0].clause == "7");
  CHECK(found[0].severity == Severity::error);
  CHECK(found[0].event == 10);
  CHECK(found[0].message == "accept is not possible while " + in.text() + " is `closed`");
}

TEST_CASE("imported events are not judged") {
  Case in = sound_case();
  in.the<Closed>().lessons = {};
  in.import();
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an event stays valid after the person who wrote it has left") {
  Case in = sound_case();
  for (const char* name : {"sara", "omid", "leila"}) {
    StaffMember member;
    member.id = name;
    member.active = std::string{name} == "sara";
    in.rules.staff.push_back(member);
  }
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a rule that a guard asks as well says nothing of an event that is refused") {
  Case in = sound_case();
  in.the<ResponseProposed>().outcome = Outcome::upheld;
  in.the<ResponseProposed>().others_affected = OthersAffected{true, {}, {}};
  CHECK(findings(in) == Findings{{"T16", "7.9", Severity::error, 9, "", "the root cause is missing",
                                  "give it with --cause"}});
}
