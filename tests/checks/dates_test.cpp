// future-date, milestone-order, late-entry, back-dating, id-year.
#include "checks/builders.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

Event correction(const char* at, const char* field, const char* value) {
  return event(at, Corrected{field, {value}, {"a slip of typing"}});
}

}  // namespace

TEST_CASE("an event after now is in the future") {
  Case in = sound_case();
  in.now = moment("2026-03-20T08:00:00Z");
  CHECK(findings(in) == Findings{{"future-date", "4.9", Severity::error, 9, "at",
                                  "2026-03-20T09:00:00Z is in the future",
                                  "put the date right in the file"}});
}

TEST_CASE("a receipt before 1990 is put right by a correction") {
  Case in = sound_case();
  in.event_of<Received>().at = on_day(day("1926-03-02"));
  in.event_of<Received>().recorded_at = moment("2026-03-02T09:00:00Z");
  in.import();
  CHECK(findings(in) ==
        Findings{{"future-date", "4.9", Severity::error, 0, "at", "1926-03-02 is before 1990",
                  "cmt correct " + in.text() + " --field received_at"},
                 {"id-year", "7.2", Severity::warning, 0, "at",
                  "received in 1926, but the id is of 2026",
                  "cmt correct " + in.text() + " --field received_at"}});
  in.add(correction("2026-03-21T09:00:00Z", "received_at", "2026-03-02"));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a correction is not before 1990 itself") {
  Case in = sound_case();
  in.import();
  in.add(correction("2026-03-21T09:00:00Z", "received_at", "1989-12-31"));
  CHECK(findings(in) == Findings{{"future-date", "4.9", Severity::error, 10, "value",
                                  "1989-12-31 is before 1990", "put the date right in the file"}});
}

TEST_CASE("clocks may disagree by five minutes") {
  Case in = sound_case();
  in.now = moment("2026-03-20T08:55:00Z");
  CHECK(findings(in) == Findings{});
  in.now = moment("2026-03-20T08:54:59Z");
  CHECK(findings(in).size() == 1);
}

TEST_CASE("an event dated only by today is not in the future") {
  Case in = sound_case();
  in.event_of<Closed>().at = on_day(day("2026-03-31"));
  CHECK(findings(in) == Findings{});
  in.event_of<Closed>().at = on_day(day("2026-04-01"));
  CHECK(findings(in).size() == 1);
}

TEST_CASE("a date that the matter cannot have had is in the future") {
  Case in = sound_case();
  in.the<Received>().occurred_on = KnownDate{day("2027-03-01")};
  CHECK(findings(in) ==
        Findings{{"future-date", "4.9", Severity::error, 0, "occurred_on",
                  "2027-03-01 is in the future", "put the date right in the file"}});
}

TEST_CASE("the matter itself may be as old as it likes") {
  Case in = sound_case();
  in.the<Received>().occurred_on = KnownDate{day("1971-05-01")};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("an event before 1990 is a slip of typing") {
  Case in = sound_case();
  in.import();
  in.event_of<Assigned>().at = on_day(day("1926-03-03"));
  CHECK(findings(in) == Findings{{"future-date", "4.9", Severity::error, 2, "at",
                                  "1926-03-03 is before 1990", "put the date right in the file"}});
}

TEST_CASE("milestones of imported records stand in order") {
  Case in = sound_case();
  in.import();
  in.event_of<Decided>().at = parse_when("2026-03-12T09:00:00Z").value();
  CHECK(findings(in) ==
        Findings{{"milestone-order", "7", Severity::error, 7, "at",
                  "communicated on 2026-03-11T09:00:00Z, before it was decided on "
                  "2026-03-12T09:00:00Z",
                  "put the wrong one of the two dates right; a receipt with cmt correct " +
                      in.text() + " --field received_at"}});
}

TEST_CASE("a corrected receipt is not after the registration or the acknowledgement") {
  Case in = sound_case();
  in.add(correction("2026-03-21T09:00:00Z", "received_at", "2026-03-03T08:00:00Z"));
  const auto found = findings(in);
  REQUIRE(found.size() == 2);
  CHECK(found[0].rule == "milestone-order");
  CHECK(found[0].event == 0);
  CHECK(found[0].message ==
        "registered on 2026-03-02T09:00:00Z, before it was received on 2026-03-03T08:00:00Z");
  CHECK(found[1].rule == "milestone-order");
  CHECK(found[1].event == 1);
  CHECK(found[1].message ==
        "acknowledged on 2026-03-02T10:00:00Z, before it was received on 2026-03-03T08:00:00Z");
}

TEST_CASE("a milestone whose time is not known is left out of the order") {
  Case in = sound_case();
  in.import();
  in.event_of<Decided>().at = When{};
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a reopened case may be assessed again after its decision") {
  Case in = sound_case();
  in.add(event("2026-03-23T09:00:00Z", Reopened{"new-evidence", {}}));
  in.complaint.history.back().imported = "csv";
  in.add(event("2026-03-24T09:00:00Z", Decided{}, "leila"));
  in.complaint.history.back().imported = "csv";
  Assessed again = assessment();
  again.reason = "new-facts";
  in.add(event("2026-03-25T09:00:00Z", again));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a complaint registered more than two days after its receipt is a late entry") {
  Case in = sound_case();
  in.event_of<Received>().recorded_at = moment("2026-03-02T09:00:00Z");
  in.event_of<Received>().at = on_day(day("2026-02-28"));
  CHECK(findings(in) == Findings{});
  in.event_of<Received>().at = on_day(day("2026-02-27"));
  CHECK(findings(in) == Findings{{"late-entry", "7.2", Severity::warning, 0, "recorded_at",
                                  "received on 2026-02-27 and registered 3 days later",
                                  "say why with cmt note " + in.text()}});
}

TEST_CASE("an imported record is not a late entry") {
  Case in = sound_case();
  in.event_of<Received>().recorded_at = moment("2026-03-02T09:00:00Z");
  in.event_of<Received>().at = on_day(day("2026-02-01"));
  in.import();
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a step put on record more than a week later is dated back") {
  Case in = sound_case();
  in.event_of<Closed>().recorded_at = moment("2026-03-27T09:00:00Z");
  CHECK(findings(in) == Findings{});
  in.event_of<Closed>().recorded_at = moment("2026-03-28T09:00:00Z");
  CHECK(findings(in) == Findings{{"back-dating", "4.9", Severity::warning, 9, "recorded_at",
                                  "`closed` was put on record 8 days after it happened",
                                  "say why with cmt note " + in.text()}});
}

TEST_CASE("the id has the year of the receipt") {
  Case in = sound_case();
  in.complaint.id = id(7, 2025);
  CHECK(findings(in) == Findings{{"id-year", "7.2", Severity::warning, 0, "at",
                                  "received in 2026, but the id is of 2025",
                                  "cmt correct " + in.text() + " --field received_at"}});
}

TEST_CASE("an id keeps the year of a receipt that was corrected") {
  Case in = sound_case();
  in.event_of<Received>().at = parse_when("2026-01-04T09:00:00Z").value();
  in.import();
  in.add(correction("2026-03-21T09:00:00Z", "received_at", "2025-12-20"));
  CHECK(findings(in) == Findings{});
}

TEST_CASE("a receipt at New Year may have either year in its id") {
  Case in = sound_case();
  in.complaint.id = id(7, 2025);
  in.event_of<Received>().at = parse_when("2026-01-01T01:00:00Z").value();
  CHECK(findings(in) == Findings{});
}
