// owner, overdue, update-interval, conflict-of-interest.
#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

// Assessed on 3 March and still open on the 6th.
Case open_case() {
  Case in = sound_case();
  in.cut<InvestigationStarted>();
  in.now = moment("2026-03-06T12:00:00Z");
  return in;
}

// The same without the event that names an owner, as an import may leave it.
Case case_without_owner() {
  Case in = open_case();
  in.complaint.history.erase(in.complaint.history.begin() + 2);
  return in;
}

Finding no_owner(const Case& in, Severity severity) {
  return {
      "owner", "7.3", severity, 2, "", "nobody owns the case", "cmt assign " + in.text() + " WHO"};
}

}  // namespace

TEST_CASE("an open case beyond `new` has an owner") {
  Case in = case_without_owner();
  in.event_of<Assessed>().imported = "csv";
  CHECK(findings(in) == Findings{no_owner(in, Severity::error)});
}

TEST_CASE("a missing owner is a warning in the small process") {
  Case in = case_without_owner();
  in.make_small();
  CHECK(findings(in) == Findings{no_owner(in, Severity::warning)});
}

TEST_CASE("a missing owner is a note in an imported record") {
  Case in = case_without_owner();
  in.import();
  CHECK(findings(in) == Findings{no_owner(in, Severity::note)});
}

TEST_CASE("a new case and one that has ended need no owner") {
  Case in = sound_case();
  in.make_small();
  in.complaint.history.erase(in.complaint.history.begin() + 2);
  CHECK(findings(in) == Findings{});
  in.cut<Assessed>();
  in.now = moment("2026-03-06T12:00:00Z");
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an owner who has left is a warning") {
  Case in = open_case();
  StaffMember sara;
  sara.id = "sara";
  sara.active = false;
  in.rules.staff.push_back(sara);
  CHECK(findings(in) ==
        Findings{{"owner", "7.3", Severity::warning, 2, "owner",
                  "the owner, 'sara', is no longer active", "cmt assign " + in.text() + " WHO"}});
}

TEST_CASE("a reply date that has passed without a reply is overdue") {
  Case in = open_case();
  in.the<Received>().reply_expected_by = day("2026-03-06");
  CHECK(findings(in) == Findings{});
  in.the<Received>().reply_expected_by = day("2026-03-05");
  CHECK(findings(in) == Findings{{"overdue", "7.3", Severity::warning, 0, "reply_expected_by",
                                  "the limit `final` was due on 2026-03-05",
                                  "cmt notify " + in.text() + ", or cmt extend " + in.text() +
                                      " --deadline final --until DATE"}});
}

TEST_CASE("an extension moves the due date") {
  Case in = open_case();
  in.the<Received>().reply_expected_by = day("2026-03-04");
  in.add(event("2026-03-04T09:00:00Z", Extended{"final", day("2026-03-20"), {"ill"}, "phone"}));
  CHECK(findings(in) == Findings{});
  in.the<Extended>().until = day("2026-03-05");
  CHECK(findings(in) == Findings{{"overdue", "7.3", Severity::warning, 4, "until",
                                  "the limit `final` was due on 2026-03-05",
                                  "cmt notify " + in.text() + ", or cmt extend " + in.text() +
                                      " --deadline final --until DATE"}});
}

TEST_CASE("a reply that was given in time or late is not overdue") {
  Case in = sound_case();
  in.the<Received>().reply_expected_by = day("2026-03-04");
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a case does not wait for the complainant beyond the date asked for") {
  Case in = sound_case();
  in.cut<ResponseProposed>();
  in.add(event("2026-03-05T09:00:00Z", InfoRequested{{"Which day?"}, day("2026-03-12"), ""}));
  in.now = moment("2026-03-12T12:00:00Z");
  CHECK(findings(in) == Findings{});
  in.now = moment("2026-03-13T12:00:00Z");
  CHECK(findings(in) == Findings{{"overdue", "7.3", Severity::warning, 5, "reply_by",
                                  "the complainant was asked to reply by 2026-03-12",
                                  "cmt answer " + in.text() + " --proceed-without REASON"}});
}

TEST_CASE("an accepted remedy is done by its date") {
  Case in = sound_case();
  in.cut<Closed>();
  Remedy remedy;
  remedy.code = "apology";
  remedy.due = day("2026-03-16");
  in.the<ResponseProposed>().remedies = {remedy};
  in.now = moment("2026-03-17T12:00:00Z");
  CHECK(findings(in) == Findings{{"overdue", "7.3", Severity::warning, 5, "remedies",
                                  "remedy apology was due on 2026-03-16",
                                  "cmt remedy " + in.text() + " apology --done"}});
  in.add(event("2026-03-16T09:00:00Z", RemedyDone{"apology", {}}));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("the complainant hears from us at the intervals of the deadline profile") {
  Case in = open_case();  // acknowledged on Monday 2 March
  in.rules = cmt::test::with_limits(in.rules, "update 10bd");
  in.now = moment("2026-03-16T12:00:00Z");
  CHECK(findings(in) == Findings{});
  in.now = moment("2026-03-17T12:00:00Z");
  CHECK(findings(in) == Findings{{"update-interval", "7.3", Severity::warning, std::nullopt, "",
                                  "the complainant was to hear how it goes by 2026-03-16",
                                  "cmt update " + in.text()}});
  in.add(event("2026-03-16T09:00:00Z", Updated{"phone", {"We are on it."}, {}, {}}));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("no update is owed where the deadline profile has no clock for it") {
  Case in = open_case();
  in.rules = cmt::test::with_limits(in.rules, "final 90d");
  in.now = moment("2026-04-17T12:00:00Z");
  CHECK(findings(in) == Findings{});
}

TEST_CASE("weekends do not count as business days") {
  Case in = open_case();
  in.rules = cmt::test::with_limits(in.rules, "update 10bd");
  in.add(event("2026-03-06T09:00:00Z", Updated{"phone", {"We are on it."}, {}, {}}));  // a Friday
  in.now = moment("2026-03-20T12:00:00Z");
  CHECK(findings(in) == Findings{});
  in.now = moment("2026-03-21T12:00:00Z");
  CHECK(findings(in).size() == 1);
}

TEST_CASE("nobody is owed an update after the decision, or when nobody is known") {
  Case in = sound_case();
  in.rules = cmt::test::with_limits(in.rules, "update 10bd");
  in.cut<Accepted>();
  in.now = moment("2026-05-29T12:00:00Z");
  CHECK(findings(in) == Findings{});
  in = open_case();
  in.rules = cmt::test::with_limits(in.rules, "update 10bd");
  in.now = moment("2026-05-29T12:00:00Z");
  in.the<Received>().complainant.clear();
  in.the<Received>().anonymous = true;
  in.complaint.history.erase(in.complaint.history.begin() + 1);
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a clock of the deadline profile whose due time has passed is overdue") {
  Case in = open_case();
  in.rules = cmt::test::with_limits(in.rules, "final 30d");  // received on 2 March
  in.now = moment("2026-04-01T12:00:00Z");
  CHECK(findings(in) == Findings{});
  in.now = moment("2026-04-02T12:00:00Z");
  CHECK(findings(in) == Findings{{"overdue", "7.3", Severity::warning, std::nullopt, "",
                                  "the limit `final` was due on 2026-04-01",
                                  "cmt notify " + in.text() + ", or cmt extend " + in.text() +
                                      " --deadline final --until DATE"}});
}
