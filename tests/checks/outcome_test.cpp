// cause, decision-points, others-affected, withdrawal.
#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

Finding no_cause(const Case& in, Severity severity, const std::string& why) {
  return {"cause",
          "8.2",
          severity,
          9,
          "cause",
          "the complaint " + why + " and was closed without a root cause",
          "cmt correct " + in.text() + " --field cause --value CODE --reason WHY"};
}

Case upheld_case() {
  Case in = sound_case();
  in.the<ResponseProposed>().outcome = Outcome::upheld;
  in.the<ResponseProposed>().others_affected = OthersAffected{true, {}, {}};
  return in;
}

}  // namespace

TEST_CASE("a complaint that turned out to recur after its closing has a cause") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Corrected{"recurring", {"true"}, {"it came again"}}));
  CHECK(findings(in) == Findings{no_cause(in, Severity::error, "is recurring")});
  in.the<Closed>().cause = Cause{{"C01"}, "", {}};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an upheld complaint without a cause is a warning in the small process") {
  Case in = upheld_case();
  in.make_small();
  CHECK(findings(in) == Findings{no_cause(in, Severity::warning, "is upheld")});
}

TEST_CASE("a safety complaint without a cause is a warning in the small process") {
  Case in = sound_case();
  in.the<Assessed>().safety = true;
  in.the<Received>().immediate_action->taken = Answer::yes;
  in.make_small();
  CHECK(findings(in) == Findings{no_cause(in, Severity::warning, "concerns safety")});
}

TEST_CASE("an imported complaint without a cause is a note") {
  Case in = upheld_case();
  in.the<ResponseProposed>().outcome = Outcome::partly_upheld;
  in.import();
  CHECK(findings(in) == Findings{no_cause(in, Severity::note, "is partly-upheld")});
}

TEST_CASE("a cause given with the response is enough") {
  Case in = upheld_case();
  in.the<ResponseProposed>().cause = Cause{{"C01"}, "", {}};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a point without an answer or an outcome is a note in an imported record") {
  Case in = sound_case();
  in.the<ResponseProposed>().points = {{{"late"}, {"it was"}, Outcome::upheld},
                                       {{"rude"}, {}, Outcome::upheld},
                                       {{"dear"}, {"no"}, {}}};
  in.import();
  const std::string hint = "cmt respond " + in.text() + " --point answers each point";
  CHECK(findings(in) == Findings{{"decision-points", "7.7", Severity::note, 5, "points",
                                  "point 2 of 3 has no answer", hint},
                                 {"decision-points", "7.7", Severity::note, 5, "points",
                                  "point 3 of 3 has no outcome", hint}});
}

TEST_CASE("points that are answered are sound") {
  Case in = sound_case();
  in.the<ResponseProposed>().points = {{{"late"}, {"it was not"}, Outcome::not_upheld}};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an unanswered point of a record of our own is said once, by its step") {
  Case in = sound_case();
  in.the<ResponseProposed>().points = {{{"rude"}, {}, Outcome::upheld}};
  const auto found = findings(in);
  REQUIRE(found.size() == 1);
  CHECK(found[0].rule == "T9");
}

TEST_CASE("an upheld decision says whether others are affected") {
  Case in = upheld_case();
  in.the<ResponseProposed>().cause = Cause{{"C01"}, "", {}};
  in.the<ResponseProposed>().others_affected.reset();
  CHECK(findings(in) ==
        Findings{{"others-affected", "7.7", Severity::warning, 6, "others_affected",
                  "the complaint is upheld, and nobody looked for others with the same problem",
                  "look for them; cmt note " + in.text() + " says what was found"}});
  in.the<Decided>().others_affected = OthersAffected{true, {}, {}};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a complaint that staff asked to withdraw is a warning") {
  Case in = sound_case();
  in.cut<InvestigationStarted>();
  Withdrawn withdrawn;
  withdrawn.who = "the complainant";
  withdrawn.medium = "phone";
  withdrawn.voluntary = true;
  in.add(event("2026-03-05T09:00:00Z", withdrawn));
  CHECK(findings(in) == Findings{});
  in.the<Withdrawn>().voluntary = false;
  CHECK(findings(in) == Findings{{"withdrawal", "7.9", Severity::warning, 4, "voluntary",
                                  "staff asked the complainant to withdraw",
                                  "offer to take it up again: cmt reopen " + in.text()}});
}
