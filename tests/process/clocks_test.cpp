// ISO 10002:2018, 7.2 to 7.9: the clocks of a case. Received on Monday 2026-03-02 at nine; business
// days are Monday to Friday.
#include "process/clocks.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// Each clock as "ack 2026-03-03 met", with the cycle from the second on.
std::vector<std::string> clocks(const Complaint& complaint, std::string_view limits,
                                std::string_view now) {
  const Rules rules = with_limits(full_rules(), limits);
  std::vector<std::string> out;
  for (const auto& one : read_clocks(replay(complaint, rules), rules, moment(now))) {
    std::string text{name_of(clock_names, one.clock)};
    if (!one.subject.empty()) text += " " + one.subject;
    text += " " + text_of(one.due, rules.zone) + " " +
            std::string{name_of(clock_status_names, one.status)};
    if (one.cycle > 1) text += " #" + std::to_string(one.cycle);
    out.push_back(text);
  }
  return out;
}

using Lines = std::vector<std::string>;

Complaint with_all(Complaint complaint, std::initializer_list<Event> events) {
  for (const auto& event : events) complaint = with(std::move(complaint), event);
  return complaint;
}

Complaint anonymous() {
  Received body = received();
  body.complainant.clear();
  body.anonymous = true;
  return new_complaint(body);
}

Complaint told(std::string_view date) {
  Received body = received();
  body.reply_expected_by = day(date);
  return new_complaint(body);
}

// Decided and told on the dates given, closed on the last.
Complaint closed_case() {
  return with_all(new_complaint(),
                  {event_on("2026-03-10T09:00:00Z", decision_communicated()),
                   event_on("2026-03-12T09:00:00Z", accepted()),
                   event_on("2026-03-13T09:00:00Z", closed(ClosureReason::implemented))});
}

}  // namespace

// ---- terms --------------------------------------------------------------------------------------

TEST_CASE("7.2 the limits that the history keeps govern, whatever the profile says later") {
  Received body = received();
  body.profile = "iso@0";
  body.limits = "final 10d";
  CHECK(clocks(new_complaint(body), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-03-12 open"});
}

TEST_CASE("7.5 an assessment that names a profile changes the limits from receipt on") {
  Received body = received();
  body.profile = "iso@0";
  body.limits = "final 10d";
  Assessed again = assessed();
  again.profile = "iso@1";
  again.limits = "final 20d";
  const Complaint complaint = with(new_complaint(body), {again});
  CHECK(clocks(complaint, "final 30d", "2026-03-03T09:00:00Z") == Lines{"final 2026-03-22 open"});
}

TEST_CASE("7.5 an assessment without a profile leaves the limits as they are") {
  Received body = received();
  body.profile = "iso@0";
  body.limits = "final 10d";
  CHECK(clocks(with(new_complaint(body), {assessed()}), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-03-12 open"});
}

TEST_CASE("a record without limits has those of the register's profile") {
  CHECK(clocks(new_complaint(), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-04-01 open"});
}

TEST_CASE("where there is no profile no clock runs but a date that was told") {
  const Complaint complaint = told("2026-03-20");
  const auto readings = read_clocks(replay(complaint, full_rules()), full_rules(),
                                    moment("2026-03-03T09:00:00Z"));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].is_told);
  CHECK(readings[0].due.day == day("2026-03-20"));
}

TEST_CASE("what is no complaint, or void, has no clocks") {
  CHECK(clocks(with(new_complaint(), {reclassified()}), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{});
  CHECK(clocks(with(new_complaint(), {voided()}), "final 30d", "2026-03-03T09:00:00Z") == Lines{});
}

// ---- register, ack, assess ----------------------------------------------------------------------

TEST_CASE("7.2 a complaint is registered within its limit from receipt") {
  Complaint complaint = new_complaint();
  complaint.history.front().recorded_at = moment("2026-03-03T17:00:00Z");
  CHECK(clocks(complaint, "register 1bd", "2026-03-05T09:00:00Z") ==
        Lines{"register 2026-03-03 met"});
  complaint.history.front().recorded_at = moment("2026-03-04T08:00:00Z");
  CHECK(clocks(complaint, "register 1bd", "2026-03-05T09:00:00Z") ==
        Lines{"register 2026-03-03 late"});
}

TEST_CASE("7.4 an acknowledgement is in time on the due day and late after it") {
  const auto acked = [](std::string_view at) {
    return clocks(with(new_complaint(), event_on(at, acknowledged())), "ack 1bd",
                  "2026-03-09T09:00:00Z");
  };
  CHECK(acked("2026-03-03T23:59:59Z") == Lines{"ack 2026-03-03 met"});
  CHECK(acked("2026-03-04T00:00:00Z") == Lines{"ack 2026-03-03 late"});
}

TEST_CASE("7.4 the decision counts as the acknowledgement") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-03T10:00:00Z", decision_communicated()));
  CHECK(clocks(complaint, "ack 1bd", "2026-03-09T09:00:00Z") == Lines{"ack 2026-03-03 met"});
}

TEST_CASE("7.4 an anonymous complaint is assessed and decided, but there is nobody to tell") {
  CHECK(clocks(anonymous(), "ack 1bd, assess 2bd, update 10bd, final 30d", "2026-06-01T09:00:00Z") ==
        Lines{"assess 2026-03-04 overdue", "final 2026-04-01 overdue"});
}

TEST_CASE("7.5 an assessment not made is open until its due day is over, then overdue") {
  CHECK(clocks(new_complaint(), "assess 2bd", "2026-03-04T23:59:59Z") ==
        Lines{"assess 2026-03-04 open"});
  CHECK(clocks(new_complaint(), "assess 2bd", "2026-03-05T00:00:00Z") ==
        Lines{"assess 2026-03-04 overdue"});
}

TEST_CASE("a limit in hours passes with its minute") {
  CHECK(clocks(new_complaint(), "ack 24h", "2026-03-03T09:00:00Z") ==
        Lines{"ack 2026-03-03T09:00:00Z open"});
  CHECK(clocks(new_complaint(), "ack 24h", "2026-03-03T09:00:01Z") ==
        Lines{"ack 2026-03-03T09:00:00Z overdue"});
}

// ---- update -------------------------------------------------------------------------------------

TEST_CASE("7.3 each word to the complainant begins a new interval") {
  const Complaint complaint = with(new_complaint(), event_on("2026-03-10T09:00:00Z", updated()));
  CHECK(clocks(complaint, "update 10bd", "2026-03-12T09:00:00Z") ==
        Lines{"update 2026-03-16 met", "update 2026-03-24 open"});
}

TEST_CASE("7.3 an interval without a word is missed for good, and the next begins where it ended") {
  const Complaint complaint = with(new_complaint(), event_on("2026-03-18T09:00:00Z", updated()));
  CHECK(clocks(complaint, "update 10bd", "2026-03-20T09:00:00Z") ==
        Lines{"update 2026-03-16 missed", "update 2026-03-30 met", "update 2026-04-01 open"});
}

TEST_CASE("7.3 of intervals that passed in silence the last can still be made good") {
  CHECK(clocks(new_complaint(), "update 10bd", "2026-04-02T09:00:00Z") ==
        Lines{"update 2026-03-16 missed", "update 2026-03-30 overdue"});
}

TEST_CASE("7.3 the decision ends the intervals, one that was not over does not count") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-10T09:00:00Z", decision_communicated()));
  CHECK(clocks(complaint, "update 10bd", "2026-05-01T09:00:00Z") == Lines{});
}

// ---- holding and final --------------------------------------------------------------------------

TEST_CASE("7.3 a holding reply is due only while there is no answer") {
  Updated holding = updated();
  holding.holding = true;
  CHECK(clocks(with(new_complaint(), event_on("2026-03-20T09:00:00Z", holding)), "holding 15bd",
               "2026-03-30T09:00:00Z") == Lines{"holding 2026-03-23 met"});
  CHECK(clocks(with(new_complaint(), event_on("2026-03-20T09:00:00Z", decision_communicated())),
               "holding 15bd", "2026-03-30T09:00:00Z") == Lines{"holding 2026-03-23 met"});
  CHECK(clocks(with(new_complaint(), event_on("2026-03-20T09:00:00Z", updated())), "holding 15bd",
               "2026-03-30T09:00:00Z") == Lines{"holding 2026-03-23 overdue"});
}

TEST_CASE("7.7 a limit missed stays late when the answer comes") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-04-02T09:00:00Z", decision_communicated()));
  CHECK(clocks(complaint, "final 30d", "2026-06-02T09:00:00Z") == Lines{"final 2026-04-01 late"});
}

TEST_CASE("7.7 a date told to the complainant counts when it is earlier than the profile's") {
  CHECK(clocks(told("2026-03-20"), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-03-20 open"});
  CHECK(clocks(told("2026-04-20"), "final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-04-01 open"});
}

TEST_CASE("7.3 an extension moves the due date and keeps the first one") {
  const Complaint complaint = with(new_complaint(), event_on("2026-03-20T09:00:00Z", extended("2026-04-15")));
  const Rules rules = with_limits(full_rules(), "final 30d +30d");
  const auto readings =
      read_clocks(replay(complaint, rules), rules, moment("2026-04-10T09:00:00Z"));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].base.day == day("2026-04-01"));
  CHECK(readings[0].due.day == day("2026-04-15"));
  CHECK(readings[0].status == ClockStatus::open);
  CHECK(readings[0].extensions.size() == 1);
}

TEST_CASE("7.3 an extension after the due time does not heal a limit that was missed") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-04-02T09:00:00Z", extended("2026-04-15")));
  CHECK(clocks(complaint, "final 30d +30d", "2026-04-10T09:00:00Z") ==
        Lines{"final 2026-04-01 overdue"});
}

TEST_CASE("7.3 an extension never brings a due date forward that a pause moved later") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", extended("2026-03-15")));
  complaint = with_all(complaint, {event_on("2026-03-04T09:00:00Z", info_requested("2026-03-30")),
                                   event_on("2026-03-18T09:00:00Z", info_received())});
  CHECK(clocks(complaint, "final 10d stops +10d", "2026-03-19T09:00:00Z") ==
        Lines{"final 2026-03-26 open"});
}

TEST_CASE("7.9 during an internal review nobody waits for the complainant") {
  Complaint complaint = complaint_that_is(Status::contested);
  complaint = with(complaint, {escalated(1)});
  REQUIRE(replay(complaint, full_rules()).status < Status::communicated);
  CHECK(clocks(complaint, "reply 30d", "2026-12-01T09:00:00Z") == Lines{});
}

TEST_CASE("7.6 time in which the complainant is asked does not count where the profile stops the clock") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-06T09:00:00Z", info_requested("2026-03-20")),
                                 event_on("2026-03-11T09:00:00Z", info_received())});
  CHECK(clocks(complaint, "final 30d stops", "2026-03-12T09:00:00Z") ==
        Lines{"final 2026-04-06 open"});
  CHECK(clocks(complaint, "final 30d", "2026-03-12T09:00:00Z") == Lines{"final 2026-04-01 open"});
}

TEST_CASE("7.6 while the answer of the complainant is awaited a stopped clock waits") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-06T09:00:00Z", info_requested("2026-03-20")));
  CHECK(clocks(complaint, "final 30d stops", "2026-03-09T09:00:00Z") ==
        Lines{"final 2026-04-04 waiting"});
  CHECK(clocks(complaint, "final 30d", "2026-03-09T09:00:00Z") == Lines{"final 2026-04-01 open"});
}

TEST_CASE("a clock from registration or from a regulator's letter starts there") {
  Received body = received();
  body.referred_on = day("2026-03-05");
  Complaint complaint = new_complaint(body);
  complaint.history.front().recorded_at = moment("2026-03-10T09:00:00Z");
  CHECK(clocks(complaint, "final 15d from sent-by-regulator", "2026-03-11T09:00:00Z") ==
        Lines{"final 2026-03-20 open"});
  CHECK(clocks(complaint, "final 15d from registered", "2026-03-11T09:00:00Z") ==
        Lines{"final 2026-03-25 open"});
}

TEST_CASE("a clock whose anchor has not happened does not run") {
  CHECK(clocks(new_complaint(), "final 10bd from acknowledged, remedy 10bd, reply 30d",
               "2026-03-11T09:00:00Z") == Lines{});
}

// ---- remedy, reply, external --------------------------------------------------------------------

TEST_CASE("7.9 what was accepted is done within its limit from acceptance") {
  Complaint complaint = complaint_that_is(Status::remedying);
  const auto accepted_on = *full_rules().zone.date_of(complaint.history.back().at);
  const auto due = text(accepted_on + std::chrono::days{5});
  CHECK(clocks(complaint, "remedy 5d", text(accepted_on) + "T23:00:00Z") ==
        Lines{"remedy R52 " + due + " open"});
  complaint = with(complaint, {remedy_done()});
  CHECK(clocks(complaint, "remedy 5d", "2026-06-01T09:00:00Z") ==
        Lines{"remedy R52 " + due + " met"});
}

TEST_CASE("7.9 the complainant's time to answer ends with the answer") {
  const Complaint told_on = with(new_complaint(), event_on("2026-03-10T09:00:00Z", decision_communicated()));
  CHECK(clocks(told_on, "reply 30d", "2026-03-12T09:00:00Z") == Lines{"reply 2026-04-09 open"});
  CHECK(clocks(with(told_on, event_on("2026-03-12T09:00:00Z", contested())), "reply 30d",
               "2026-03-13T09:00:00Z") == Lines{"reply 2026-04-09 met"});
}

TEST_CASE("7.9 the way outside stays open after closing until its term is over, and nobody fails it") {
  CHECK(clocks(closed_case(), "external 6mo", "2026-04-01T09:00:00Z") ==
        Lines{"external 2026-09-10 open"});
  CHECK(clocks(with(new_complaint(), event_on("2026-03-10T09:00:00Z", decision_communicated())),
               "external 6mo", "2026-10-01T09:00:00Z") == Lines{});
}

// ---- ends and reopening -------------------------------------------------------------------------

TEST_CASE("a limit not due when the complainant withdrew is left out, one that had passed is missed") {
  const Complaint early = with(new_complaint(), event_on("2026-03-20T09:00:00Z", withdrawn()));
  const Complaint late = with(new_complaint(), event_on("2026-04-20T09:00:00Z", withdrawn()));
  CHECK(clocks(early, "final 30d", "2026-06-01T09:00:00Z") == Lines{});
  CHECK(clocks(late, "final 30d", "2026-06-01T09:00:00Z") == Lines{"final 2026-04-01 missed"});
}

TEST_CASE("reopening starts the final clock again, and the first cycle keeps its figure") {
  const Complaint complaint =
      with(closed_case(), event_on("2026-04-20T09:00:00Z", reopened()));
  CHECK(clocks(complaint, "ack 1bd, final 30d", "2026-04-21T09:00:00Z") ==
        Lines{"ack 2026-03-03 late", "final 2026-04-01 met", "final 2026-05-20 open #2"});
}

TEST_CASE("where the profile continues, the time between answer and reopening does not count") {
  const Complaint complaint =
      with(closed_case(), event_on("2026-04-20T09:00:00Z", reopened()));
  // 8 of 30 days had passed on 10 March: 22 are left on 20 April.
  CHECK(clocks(complaint, "final 30d, continues", "2026-04-21T09:00:00Z") ==
        Lines{"final 2026-04-01 met", "final 2026-05-12 open #2"});
}

TEST_CASE("an extension of the first cycle does not move the second") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-09T09:00:00Z", extended("2026-04-20")));
  complaint = with_all(complaint, {event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                   event_on("2026-03-12T09:00:00Z", accepted()),
                                   event_on("2026-03-13T09:00:00Z", closed(ClosureReason::implemented)),
                                   event_on("2026-04-20T09:00:00Z", reopened())});
  CHECK(clocks(complaint, "final 30d +30d", "2026-04-21T09:00:00Z") ==
        Lines{"final 2026-04-20 met", "final 2026-05-20 open #2"});
}

// ---- what if and next ---------------------------------------------------------------------------

TEST_CASE("what if: another amount stands in for that of every case") {
  Rules rules = with_limits(full_rules(), "final 30d from registered");
  auto deadlines = std::make_shared<Deadlines>(*rules.deadlines);
  deadlines->instead = {parse_terms("final 5bd")->limits.front()};
  rules.deadlines = deadlines;
  const auto readings = read_clocks(replay(new_complaint(), rules), rules, moment("2026-03-03T09:00:00Z"));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].due.day == day("2026-03-09"));
  CHECK(readings[0].limit->from == Anchor::registered);
}

TEST_CASE("what is due next is the first of what is owed and not done") {
  const Rules rules = with_limits(full_rules(), "ack 1bd, assess 2bd, final 30d");
  const Complaint complaint = with(new_complaint(), event_on("2026-03-02T10:00:00Z", acknowledged()));
  const auto readings = read_clocks(replay(complaint, rules), rules, moment("2026-03-03T09:00:00Z"));
  const ClockReading* next = next_due(readings);
  REQUIRE(next);
  CHECK(next->clock == Clock::assess);
  CHECK(next_due({}) == nullptr);
}

// ---- safety (7.5) -------------------------------------------------------------------------------

namespace {

Complaint dangerous() {
  Received body = received();
  body.safety_suspected = true;
  return new_complaint(body);
}

}  // namespace

TEST_CASE("7.5 a danger suspected at receipt has the shorter limit that the profile gives it") {
  const char* limits = "assess 2bd safety 0bd, final 30d";
  CHECK(clocks(dangerous(), limits, "2026-03-02T20:00:00Z").front() == "assess 2026-03-02 open");
  CHECK(clocks(dangerous(), limits, "2026-03-03T00:00:00Z").front() == "assess 2026-03-02 overdue");
  CHECK(clocks(new_complaint(), limits, "2026-03-02T20:00:00Z").front() == "assess 2026-03-04 open");
  CHECK(clocks(dangerous(), "assess 2bd", "2026-03-02T20:00:00Z").front() == "assess 2026-03-04 open");
}

TEST_CASE("7.5 a danger that only the assessment finds does not shorten the time it had") {
  Assessed body = assessed();
  body.safety = true;
  const Complaint complaint = with(new_complaint(), event_on("2026-03-04T09:00:00Z", body));
  CHECK(clocks(complaint, "assess 2bd safety 0bd", "2026-03-05T09:00:00Z") == Lines{"assess 2026-03-04 met"});
}

TEST_CASE("4.9 a suspicion of danger is put right by a correction") {
  const Complaint calm = with(dangerous(), event_on("2026-03-02T10:00:00Z", corrected("safety_suspected", "false")));
  CHECK(clocks(calm, "assess 2bd safety 0bd", "2026-03-02T20:00:00Z").front() == "assess 2026-03-04 open");
  const Complaint later = with(new_complaint(), event_on("2026-03-02T10:00:00Z", corrected("safety_suspected", "true")));
  CHECK(clocks(later, "assess 2bd safety 0bd", "2026-03-02T20:00:00Z").front() == "assess 2026-03-02 open");
}

TEST_CASE("7.2 the first working day is the same day for what arrives on a closed one") {
  Received body = received();
  body.safety_suspected = true;
  CHECK(clocks(received_on("2026-03-07T11:00:00Z", body), "assess 2bd safety 0bd", "2026-03-07T12:00:00Z").front() ==
        "assess 2026-03-09 open");
}

// ---- reports to an authority (7.5) --------------------------------------------------------------

namespace {

Assessed reportable(std::initializer_list<Reportable> duties, const char* reason = "") {
  Assessed body = assessed();
  body.reportable = duties;
  body.reason = reason;
  return body;
}

Forwarded report_to(const char* authority) {
  Forwarded body;
  body.to = authority;
  body.report = true;
  return body;
}

const Reportable office{"Safety Office", "GPSR art. 20", day("2026-03-06")};
const Reportable privacy{"Privacy Office", "", day("2026-03-05")};

}  // namespace

TEST_CASE("7.5 what must be reported is due to each authority on the day of its rule") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office, privacy})));
  CHECK(clocks(complaint, "none", "2026-03-06T09:00:00Z") ==
        Lines{"report Safety Office 2026-03-06 open", "report Privacy Office 2026-03-05 overdue"});
}

TEST_CASE("7.3 the report is made when the case is forwarded as a report to that authority") {
  Complaint complaint =
      with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office, privacy})));
  complaint = with(complaint, event_on("2026-03-05T09:00:00Z", report_to("Safety Office")));
  complaint = with(complaint, event_on("2026-03-06T09:00:00Z", report_to("Privacy Office")));
  CHECK(clocks(complaint, "none", "2026-03-10T09:00:00Z") ==
        Lines{"report Safety Office 2026-03-06 met", "report Privacy Office 2026-03-05 late"});
}

TEST_CASE("7.3 passing a case on to the authority otherwise is no report") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office})));
  Forwarded body;
  body.to = office.authority;
  complaint = with(complaint, event_on("2026-03-05T09:00:00Z", body));
  CHECK(clocks(complaint, "none", "2026-03-05T10:00:00Z") == Lines{"report Safety Office 2026-03-06 open"});
}

TEST_CASE("7.5 a later assessment moves what is owed to an authority, and can find that nothing is") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office, privacy})));
  Assessed again = reportable({{"Safety Office", "", day("2026-03-20")}}, "new-facts");
  again.not_reportable = {"Privacy Office"};
  complaint = with(complaint, event_on("2026-03-04T09:00:00Z", again));
  CHECK(clocks(complaint, "none", "2026-03-06T09:00:00Z") == Lines{"report Safety Office 2026-03-20 open"});
}

TEST_CASE("7.5 a report stays owed after the end of the case") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office})));
  complaint = with(complaint, event_on("2026-03-04T09:00:00Z", withdrawn()));
  CHECK(clocks(complaint, "none", "2026-03-07T09:00:00Z") == Lines{"report Safety Office 2026-03-06 overdue"});
  complaint = with(complaint, event_on("2026-03-08T09:00:00Z", report_to("Safety Office")));
  CHECK(clocks(complaint, "none", "2026-03-09T09:00:00Z") == Lines{"report Safety Office 2026-03-06 late"});
}

TEST_CASE("7.3 a profile can ask for a report of every case") {
  CHECK(clocks(new_complaint(), "report 3d from received", "2026-03-03T09:00:00Z") ==
        Lines{"report 2026-03-05 open"});
  const Complaint reported = with(new_complaint(), event_on("2026-03-04T09:00:00Z", report_to("Ministry")));
  CHECK(clocks(reported, "report 3d from received", "2026-03-09T09:00:00Z") == Lines{"report 2026-03-05 met"});
}

// ---- each branch once ---------------------------------------------------------------------------

TEST_CASE("a record that was made in error owes nothing, even when it was void after its limits") {
  CHECK(clocks(with(new_complaint(), event_on("2026-05-01T09:00:00Z", voided())), "final 30d",
               "2026-06-01T09:00:00Z") == Lines{});
}

TEST_CASE("7.2 when an imported complaint was registered is not known, so that clock does not run") {
  Received body = received();
  body.source = Source{"jsonl", "1", moment("2026-03-20T09:00:00Z"), {}};
  CHECK(clocks(new_complaint(body), "register 1bd, final 30d", "2026-03-03T09:00:00Z") ==
        Lines{"final 2026-04-01 open"});
}

TEST_CASE("7.4 of the acknowledgement and the decision the earlier counts") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-03T10:00:00Z", decision_communicated()),
                                 event_on("2026-03-05T10:00:00Z", acknowledged())});
  CHECK(clocks(complaint, "ack 1bd", "2026-03-09T09:00:00Z") == Lines{"ack 2026-03-03 met"});
}

TEST_CASE("7.9 the complainant's time to answer ends with acceptance") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                 event_on("2026-03-12T09:00:00Z", accepted())});
  CHECK(clocks(complaint, "reply 30d", "2026-03-13T09:00:00Z") == Lines{"reply 2026-04-09 met"});
}

TEST_CASE("7.9 the way outside is taken when the case is referred") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                 event_on("2026-03-12T09:00:00Z", contested()),
                                 event_on("2026-03-20T09:00:00Z", referred())});
  CHECK(clocks(complaint, "external 6mo", "2026-03-21T09:00:00Z") == Lines{"external 2026-09-10 met"});
}

TEST_CASE("7.5 a report that is owed stands once, in the cycle that runs") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office})));
  complaint = with_all(complaint, {event_on("2026-03-04T09:00:00Z", withdrawn()),
                                   event_on("2026-03-05T09:00:00Z", reopened())});
  CHECK(clocks(complaint, "none", "2026-03-05T10:00:00Z") == Lines{"report Safety Office 2026-03-06 open #2"});
}

TEST_CASE("where the profile continues, a cycle that ended without an answer stops the clock at its end") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-10T09:00:00Z", withdrawn()),
                                 event_on("2026-04-20T09:00:00Z", reopened())});
  CHECK(clocks(complaint, "final 30d, continues", "2026-04-21T09:00:00Z") ==
        Lines{"final 2026-05-12 open #2"});
}

TEST_CASE("reopening starts a clock again whatever it was anchored at") {
  Received body = received();
  body.referred_on = day("2026-03-01");
  Complaint complaint = new_complaint(body);
  complaint = with_all(complaint, {event_on("2026-03-03T09:00:00Z", acknowledged()),
                                   event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                   event_on("2026-03-12T09:00:00Z", accepted()),
                                   event_on("2026-03-13T09:00:00Z", closed(ClosureReason::implemented)),
                                   event_on("2026-04-20T09:00:00Z", reopened())});
  for (const char* anchor : {"registered", "acknowledged", "sent-by-regulator"}) {
    INFO(anchor);
    CHECK(clocks(complaint, std::string{"final 15d from "} + anchor, "2026-04-21T09:00:00Z").back() ==
          "final 2026-05-05 open #2");
  }
}

TEST_CASE("7.9 a remedy that is given whatever the complainant answers counts from its start") {
  const Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-03T09:00:00Z", response_proposed()),
                                 event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                 event_on("2026-03-12T09:00:00Z", remedy_started())});
  CHECK(clocks(complaint, "remedy 5d", "2026-03-13T09:00:00Z") == Lines{"remedy R52 2026-03-17 open"});
}

TEST_CASE("7.3 a second extension comes before the day that the first one set") {
  const Complaint once = with(new_complaint(), event_on("2026-03-20T09:00:00Z", extended("2026-04-15")));
  const Complaint twice = with(once, event_on("2026-04-10T09:00:00Z", extended("2026-04-25")));
  CHECK(clocks(twice, "final 30d +30d", "2026-04-11T09:00:00Z") == Lines{"final 2026-04-25 open"});
  const Complaint late = with(once, event_on("2026-04-16T09:00:00Z", extended("2026-04-25")));
  CHECK(clocks(late, "final 30d +30d", "2026-04-17T09:00:00Z") == Lines{"final 2026-04-15 overdue"});
}

TEST_CASE("7.5 a reading says that the shorter amount counts, and which it is") {
  const Rules rules = with_limits(full_rules(), "assess 2bd safety 4h");
  const auto readings = read_clocks(replay(dangerous(), rules), rules, moment("2026-03-02T10:00:00Z"));
  REQUIRE(readings.size() == 1);
  CHECK(readings[0].is_urgent);
  CHECK(readings[0].term().within == calendar::Amount{4, calendar::Unit::hours});
  CHECK(readings[0].limit->term.within == calendar::Amount{2, calendar::Unit::business_days});
  CHECK(text_of(readings[0].due, rules.zone) == "2026-03-02T13:00:00Z");
}

TEST_CASE("a clock whose anchor has no known time does not run") {
  const Complaint complaint = with(new_complaint(), imported(event_at(When{}, decision_communicated())));
  CHECK(clocks(complaint, "reply 30d, external 6mo", "2026-03-13T09:00:00Z") == Lines{});
  Complaint unknown = new_complaint();
  unknown.history.front() = imported(event_at(When{}, received()));
  CHECK(clocks(unknown, "update 10bd, final 30d", "2026-03-13T09:00:00Z") == Lines{});
}

TEST_CASE("a date that was told at receipt binds the first cycle alone") {
  Complaint complaint = told("2026-03-20");
  complaint = with_all(complaint, {event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                   event_on("2026-03-12T09:00:00Z", accepted()),
                                   event_on("2026-03-13T09:00:00Z", closed(ClosureReason::implemented)),
                                   event_on("2026-04-20T09:00:00Z", reopened())});
  CHECK(clocks(complaint, "final 30d", "2026-04-21T09:00:00Z") ==
        Lines{"final 2026-03-20 met", "final 2026-05-20 open #2"});
}

TEST_CASE("7.3 an interval waits too while the complainant is asked, where the profile stops it") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-03T09:00:00Z", info_requested("2026-03-20")));
  CHECK(clocks(complaint, "update 10bd stops", "2026-03-04T09:00:00Z").back() == "update 2026-03-18 waiting");
  CHECK(clocks(complaint, "update 10bd", "2026-03-04T09:00:00Z").back() == "update 2026-03-17 open");
}

TEST_CASE("7.3 an extension of an update moves the interval that it falls into, never back") {
  Extended more = extended("2026-03-20");
  more.deadline = "update";
  const Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", more));
  // The notice of the extension is a word to the complainant: it begins the second interval.
  CHECK(clocks(complaint, "update 10bd +10bd", "2026-03-18T09:00:00Z") ==
        Lines{"update 2026-03-20 met", "update 2026-03-20 open"});
  const Complaint heard = with(complaint, event_on("2026-03-16T09:00:00Z", updated()));
  CHECK(clocks(heard, "update 10bd +10bd", "2026-03-17T09:00:00Z").back() == "update 2026-03-30 open");
}

TEST_CASE("what was done at a time that is not known is neither in time nor late") {
  const auto imported_body = [](Body body) { return imported(event_at(When{}, std::move(body))); };
  CHECK(clocks(with(new_complaint(), imported_body(decision_communicated())), "final 30d",
               "2026-06-01T09:00:00Z") == Lines{});
  CHECK(clocks(with(new_complaint(), imported_body(withdrawn())), "final 30d", "2026-06-01T09:00:00Z") == Lines{});
  Complaint accepted_once = with(new_complaint(), event_on("2026-03-03T09:00:00Z", response_proposed()));
  accepted_once = with(accepted_once, event_on("2026-03-10T09:00:00Z", decision_communicated()));
  CHECK(clocks(with(accepted_once, imported_body(accepted())), "remedy 5d", "2026-06-01T09:00:00Z") == Lines{});
}

namespace {

// Rules with two profiles: "iso" of one version, the register's own, and "other" of two.
Rules two_profiles() {
  Rules rules = with_limits(full_rules(), "final 30d");
  const auto other = std::make_shared<Profile>();
  other->name = "other";
  other->versions = {{"1", {}, {}, *parse_terms("final 10d"), {}},
                     {"2", day("2026-01-01"), {}, *parse_terms("final 20d"), {}}};
  auto deadlines = std::make_shared<Deadlines>(*rules.deadlines);
  deadlines->find = [other, iso = deadlines->find](std::string_view name) {
    return name == "other" ? other.get() : iso(name);
  };
  rules.deadlines = deadlines;
  return rules;
}

std::string final_of(const char* profile) {
  Received body = received();
  body.profile = profile;
  const Rules rules = two_profiles();
  const auto readings = read_clocks(replay(new_complaint(body), rules), rules, moment("2026-03-03T09:00:00Z"));
  return readings.empty() ? "none" : text(readings.front().due.day);
}

}  // namespace

TEST_CASE("7.2 a record that names a profile without limits has those of that profile, in its version") {
  CHECK(final_of("") == "2026-04-01");
  CHECK(final_of("other") == "2026-03-22");
  CHECK(final_of("other@1") == "2026-03-12");
  CHECK(final_of("other@9") == "2026-03-22");
  CHECK(final_of("moon") == "none");
}

TEST_CASE("what if: a case that has no such clock gets it") {
  Rules rules = with_limits(full_rules(), "ack 1bd");
  auto deadlines = std::make_shared<Deadlines>(*rules.deadlines);
  deadlines->instead = parse_terms("final 5bd")->limits;
  rules.deadlines = deadlines;
  const auto readings = read_clocks(replay(new_complaint(), rules), rules, moment("2026-03-03T09:00:00Z"));
  REQUIRE(readings.size() == 2);
  CHECK(readings[1].due.day == day("2026-03-09"));
}

TEST_CASE("7.9 the remedies of an earlier cycle keep what was done") {
  Complaint complaint =
      with_all(new_complaint(), {event_on("2026-03-03T09:00:00Z", response_proposed()),
                                 event_on("2026-03-10T09:00:00Z", decision_communicated()),
                                 event_on("2026-03-12T09:00:00Z", accepted()),
                                 event_on("2026-03-14T09:00:00Z", remedy_done()),
                                 event_on("2026-03-15T09:00:00Z", closed(ClosureReason::implemented)),
                                 event_on("2026-04-20T09:00:00Z", reopened())});
  CHECK(clocks(complaint, "remedy 5d", "2026-04-21T09:00:00Z") == Lines{"remedy R52 2026-03-17 met"});
}

TEST_CASE("what is due next is owed, and a moment comes before the end of its day") {
  const auto next = [](const Complaint& complaint, const char* limits, const char* now) {
    const Rules rules = with_limits(full_rules(), limits);
    const auto readings = read_clocks(replay(complaint, rules), rules, moment(now));
    const ClockReading* one = next_due(readings);
    return one ? std::string{name_of(clock_names, one->clock)} : "none";
  };
  CHECK(next(new_complaint(), "ack 1d, assess 24h", "2026-03-02T10:00:00Z") == "assess");
  CHECK(next(new_complaint(), "ack 24h, assess 1d", "2026-03-02T10:00:00Z") == "ack");
  CHECK(next(new_complaint(), "ack 26h, assess 24h", "2026-03-02T10:00:00Z") == "assess");
  const Complaint answered = with(new_complaint(), event_on("2026-03-10T09:00:00Z", decision_communicated()));
  CHECK(next(answered, "reply 30d", "2026-03-11T09:00:00Z") == "none");
}

TEST_CASE("7.3 the first report counts, whatever is sent after it") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-03T09:00:00Z", reportable({office})));
  complaint = with_all(complaint, {event_on("2026-03-04T09:00:00Z", report_to("Safety Office")),
                                   event_on("2026-03-09T09:00:00Z", report_to("Safety Office"))});
  CHECK(clocks(complaint, "report 3d from received", "2026-03-10T09:00:00Z") ==
        Lines{"report 2026-03-05 met", "report Safety Office 2026-03-06 met"});
}

TEST_CASE("an imported end that was followed by more is no end") {
  Complaint complaint =
      with(new_complaint(), imported(event_on("2026-03-10T09:00:00Z", closed(ClosureReason::implemented))));
  complaint = with(complaint, imported(event_on("2026-03-12T09:00:00Z", contested())));
  REQUIRE(is_open(replay(complaint, full_rules()).status));
  CHECK(clocks(complaint, "final 30d", "2026-05-01T09:00:00Z") == Lines{"final 2026-04-01 overdue"});
}

// ---- how long an answer holds -------------------------------------------------------------------

namespace {

constexpr std::string_view many_limits =
    "register 2d, ack 50h, assess 4bd, update 7d, holding 15d, final 20d stops, reply 30d";

Instant same_until(const Complaint& complaint, std::string_view limits, std::string_view now) {
  const Rules rules = with_limits(full_rules(), limits);
  Instant until;
  (void)read_clocks(replay(complaint, rules), rules, moment(now), false, &until);
  return until;
}

}  // namespace

TEST_CASE("7.3 until the moment that an answer is said to hold, it is the same at every hour") {
  const std::vector<Complaint> cases{
      new_complaint(), told("2026-03-20"), closed_case(), anonymous(),
      with_all(new_complaint(), {event_on("2026-03-04T09:00:00Z", info_requested("2026-03-30")),
                                 event_on("2026-03-11T09:00:00Z", info_received())}),
      with_all(new_complaint(), {event_on("2026-03-04T09:00:00Z", info_requested("2026-03-30"))})};
  int changes = 0;
  for (const auto& complaint : cases) {
    Instant now = moment("2026-03-14T00:00:00Z");
    auto before = clocks(complaint, many_limits, text(now));
    Instant until = same_until(complaint, many_limits, text(now));
    for (int hour = 1; hour < 24 * 60; ++hour) {
      now.utc += std::chrono::hours{1};
      const auto found = clocks(complaint, many_limits, text(now));
      CAPTURE(text(now));
      if (now < until) CHECK(found == before);
      changes += found != before;
      before = found;
      until = same_until(complaint, many_limits, text(now));
      REQUIRE(until >= now);
    }
  }
  CHECK(changes > 20);
}

TEST_CASE("7.6 while the complainant is asked, no answer holds longer than the moment") {
  const auto asked = with_all(new_complaint(), {event_on("2026-03-04T09:00:00Z", info_requested("2026-03-30"))});
  const std::string_view now = "2026-03-14T10:00:00Z";
  CHECK(same_until(asked, many_limits, now) == moment(now));
  CHECK(same_until(new_complaint(), many_limits, now) > moment(now));
}
