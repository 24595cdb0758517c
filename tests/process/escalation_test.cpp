// ISO 10002:2018, 5.4 and 7.9: what raises a case by itself, and who must know.
#include "process/escalation.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

using Lines = std::vector<std::string>;

// Each trigger as "overdue-final 2".
Lines fired(const Complaint& complaint, const Rules& rules, std::string_view now,
            const std::vector<State>& others = {}) {
  std::vector<const State*> pointers;
  for (const auto& other : others) pointers.push_back(&other);
  Lines out;
  for (const auto& one : triggers(replay(complaint, rules), pointers, rules, moment(now)))
    out.push_back(one.code + " " + std::to_string(one.level));
  return out;
}

Rules rules() { return with_limits(full_rules(), "ack 1bd, final 30d, reply 30d"); }

Escalated by_trigger(const char* code) {
  Escalated body = escalated(1);
  body.trigger = code;
  return body;
}

Complaint with_cause(std::string_view at, std::uint64_t n) {
  ResponseProposed proposed = response_proposed();
  proposed.cause = Cause{{"C01"}, {}, {}};
  Complaint out = with(received_on(at), {proposed});
  out.id = other_id(n);
  return out;
}

}  // namespace

TEST_CASE("nothing is raised while everything is in time") {
  CHECK(fired(new_complaint(), rules(), "2026-03-03T09:00:00Z") == Lines{});
}

TEST_CASE("a passed due date raises a case to level 1, the final answer's to level 2") {
  CHECK(fired(new_complaint(), rules(), "2026-03-04T00:00:00Z") == Lines{"overdue-ack 1"});
  CHECK(fired(new_complaint(), rules(), "2026-04-02T00:00:00Z") ==
        Lines{"overdue-ack 1", "overdue-final 2"});
}

TEST_CASE("a trigger fires once in a cycle") {
  const Complaint complaint = with(new_complaint(), event_on("2026-03-04T01:00:00Z", by_trigger("overdue-ack")));
  CHECK(fired(complaint, rules(), "2026-03-05T00:00:00Z") == Lines{});
  CHECK(fired(complaint, rules(), "2026-04-02T00:00:00Z") == Lines{"overdue-final 2"});
}

TEST_CASE("a trigger can fire again after reopening") {
  Complaint complaint = with(new_complaint(), event_on("2026-04-03T00:00:00Z", by_trigger("overdue-final")));
  for (auto& event : {event_on("2026-04-10T09:00:00Z", decision_communicated()),
                      event_on("2026-04-11T09:00:00Z", accepted()),
                      event_on("2026-04-12T09:00:00Z", closed(ClosureReason::implemented)),
                      event_on("2026-05-01T09:00:00Z", reopened())})
    complaint = with(std::move(complaint), event);
  CHECK(fired(complaint, rules(), "2026-05-31T23:00:00Z") == Lines{});
  CHECK(fired(complaint, rules(), "2026-06-01T00:00:00Z") == Lines{"overdue-final 2"});
}

TEST_CASE("the complainant's own time raises nothing") {
  Complaint complaint = with(new_complaint(), event_on("2026-03-02T10:00:00Z", acknowledged()));
  complaint = with(complaint, event_on("2026-03-02T11:00:00Z", decision_communicated()));
  CHECK(fired(complaint, rules(), "2026-06-02T00:00:00Z") == Lines{});
}

TEST_CASE("safety and severity 4 go to level 2") {
  Assessed body = assessed(4, 1);
  body.safety = true;
  body.safety_note = {"burns"};
  const Complaint complaint = with(new_complaint(), {assigned(), body});
  CHECK(fired(complaint, full_rules(), "2026-03-04T10:00:00Z") == Lines{"safety 2", "severity 2"});
  CHECK(fired(with(new_complaint(), {assigned(), assessed(3, 1)}), full_rules(),
              "2026-03-04T10:00:00Z") == Lines{});
}

TEST_CASE("priority P1 without an owner is raised after four hours") {
  const Complaint urgent = with(new_complaint(), event_on("2026-03-02T09:30:00Z", assessed(3, 4)));
  REQUIRE(replay(urgent, full_rules()).priority == Priority::p1);
  CHECK(fired(urgent, full_rules(), "2026-03-02T13:00:00Z") == Lines{});
  CHECK(fired(urgent, full_rules(), "2026-03-02T13:00:01Z") == Lines{"unowned-p1 1"});
  CHECK(fired(with(urgent, event_on("2026-03-02T10:00:00Z", assigned())), full_rules(),
              "2026-03-02T15:00:00Z") == Lines{});
}

TEST_CASE("the third complaint with a cause within 30 days is raised") {
  const Rules plain = full_rules();
  const auto state = [&](std::string_view at, std::uint64_t n) { return replay(with_cause(at, n), plain); };
  const State first = state("2026-03-01T09:00:00Z", 1), second = state("2026-03-10T09:00:00Z", 2);
  const Complaint third = with_cause("2026-03-31T09:00:00Z", 3);
  CHECK(fired(third, plain, "2026-04-02T09:00:00Z", {first, second, replay(third, plain)}) ==
        Lines{"same-cause 1"});
  const Complaint later = with_cause("2026-04-01T09:00:00Z", 4);  // 31 days after the first
  CHECK(fired(later, plain, "2026-04-03T09:00:00Z", {first, second, replay(later, plain)}) == Lines{});
}

TEST_CASE("an amount above the highest authority is raised") {
  Rules rules = full_rules();
  rules.staff = {{"reza", "Reza", "", {"approver"}, Money::parse("100.00", "EUR"), true}};
  ResponseProposed proposed = response_proposed();
  proposed.remedies = {compensation("100.00 EUR")};
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") == Lines{});
  proposed.remedies = {compensation("100.01 EUR")};
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") ==
        Lines{"amount 2"});
}

TEST_CASE("a contested case waits for a person to name the reviewer") {
  const Complaint complaint = complaint_that_is(Status::contested);
  CHECK(fired(complaint, rules(), "2026-12-02T00:00:00Z") == Lines{});
}

TEST_CASE("5.4 managers are told, and from level 2 on reviewers too") {
  Rules rules = full_rules();
  rules.staff = {{"mina", "", "", {"manager"}, {}, true},
                 {"nadia", "", "", {"reviewer"}, {}, true},
                 {"old", "", "", {"manager"}, {}, false},
                 {"sara", "", "", {"handler"}, {}, true}};
  CHECK(who_must_know(1, rules) == Lines{"mina"});
  CHECK(who_must_know(2, rules) == Lines{"mina", "nadia"});
}

TEST_CASE("misconduct of staff goes to level 2, alleged or found") {
  Assessed body = assessed();
  body.staff_misconduct = true;
  CHECK(fired(with(new_complaint(), {assigned(), body}), full_rules(), "2026-03-04T10:00:00Z") ==
        Lines{"staff-misconduct 2"});
  ResponseProposed proposed = response_proposed();
  proposed.cause = Cause{{"C15"}, {}, {}};
  CHECK(fired(with(new_complaint(), {assigned(), proposed}), full_rules(), "2026-03-04T10:00:00Z") ==
        Lines{"staff-misconduct 2"});
}

TEST_CASE("interest of the press or of an authority goes to level 2") {
  Assessed body = assessed();
  body.interest = {"press", "regulator"};
  CHECK(fired(with(new_complaint(), {assigned(), body}), full_rules(), "2026-03-04T10:00:00Z") ==
        Lines{"press-interest 2", "regulator-interest 2"});
}

TEST_CASE("what an authority passed on is of interest to it") {
  Received body = received();
  body.medium = "regulator";
  body.referred_by = "Ombudsman";
  const Complaint complaint = new_complaint(body);
  CHECK(fired(complaint, full_rules(), "2026-03-02T10:00:00Z") == Lines{"regulator-interest 2"});
}

TEST_CASE("a danger suspected at receipt is raised at once, and not once it is assessed as none") {
  Received body = received();
  body.safety_suspected = true;
  CHECK(fired(new_complaint(body), full_rules(), "2026-03-02T10:00:00Z") == Lines{"safety 2"});
  CHECK(fired(with(new_complaint(body), {assigned(), assessed()}), full_rules(), "2026-03-04T10:00:00Z") == Lines{});
}

TEST_CASE("an escalation by a person does not use up a trigger") {
  const Complaint complaint =
      with(new_complaint(), event_on("2026-03-03T09:00:00Z", escalated(2)));
  CHECK(fired(complaint, rules(), "2026-03-04T00:00:00Z") == Lines{"overdue-ack 1"});
}

TEST_CASE("the cause of what is void or no complaint does not count") {
  const Rules plain = full_rules();
  const auto state = [&](const Complaint& complaint) { return replay(complaint, plain); };
  const State first = state(with_cause("2026-03-01T09:00:00Z", 1));
  const State gone = state(with(with_cause("2026-03-10T09:00:00Z", 2), {voided()}));
  const State enquiry = state(with(with_cause("2026-03-11T09:00:00Z", 5), {reclassified()}));
  const Complaint third = with_cause("2026-03-12T09:00:00Z", 3);
  CHECK(fired(third, plain, "2026-04-02T09:00:00Z", {first, gone, enquiry, state(third)}) == Lines{});
}

TEST_CASE("an amount in a currency that nobody has authority in raises nothing") {
  Rules rules = full_rules();
  rules.staff = {{"reza", "Reza", "", {"approver"}, Money::parse("100.00", "EUR"), true},
                 {"old", "", "", {"approver"}, Money::parse("900.00", "EUR"), false}};
  ResponseProposed proposed = response_proposed();
  proposed.remedies = {compensation("500.00 USD")};
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") == Lines{});
  proposed.remedies = {compensation("500.00 EUR")};  // who left does not lift the limit
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") ==
        Lines{"amount 2"});
}

TEST_CASE("only an open complaint is raised") {
  Assessed body = assessed(4, 1);
  Complaint complaint = with(new_complaint(), {assigned(), body});
  REQUIRE(fired(complaint, full_rules(), "2026-03-05T10:00:00Z") == Lines{"severity 2"});
  CHECK(fired(with(complaint, {withdrawn()}), full_rules(), "2026-03-06T10:00:00Z") == Lines{});
  CHECK(fired(with(complaint, {reclassified()}), full_rules(), "2026-03-06T10:00:00Z") == Lines{});
  complaint = with(complaint, event_on("2026-03-10T09:00:00Z", decision_communicated()));
  complaint = with(complaint, event_on("2026-03-11T09:00:00Z", contested()));
  CHECK(fired(complaint, full_rules(), "2026-03-12T10:00:00Z") == Lines{});
}

TEST_CASE("what is overdue twice, or above the authority twice, is said once") {
  Assessed body = assessed();
  body.reportable = {{"A", "", day("2026-03-06")}, {"B", "", day("2026-03-07")}};
  CHECK(fired(with(new_complaint(), {assigned(), body}), with_limits(full_rules(), "none"), "2026-03-10T10:00:00Z") ==
        Lines{"overdue-report 1"});
}

TEST_CASE("a limit of an earlier cycle raises nothing") {
  const Complaint again = with(new_complaint(), imported(event_on("2026-04-20T09:00:00Z", reopened())));
  CHECK(fired(again, with_limits(full_rules(), "final 30d"), "2026-04-21T09:00:00Z") == Lines{});
}

TEST_CASE("only priority P1 is raised for want of an owner") {
  const Complaint calm = with(new_complaint(), event_on("2026-03-02T09:30:00Z", assessed(1, 1)));
  CHECK(fired(calm, full_rules(), "2026-03-02T20:00:00Z") == Lines{});
}

TEST_CASE("each remedy is held against the highest authority") {
  Rules rules = full_rules();
  rules.staff = {{"reza", "Reza", "", {"approver"}, Money::parse("100.00", "EUR"), true}};
  ResponseProposed proposed = response_proposed();
  proposed.remedies = {remedy("R52"), compensation("500.00 EUR")};
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") ==
        Lines{"amount 2"});
}

TEST_CASE("the authority that counts is the highest of all who are active") {
  Rules rules = full_rules();
  rules.staff = {{"reza", "Reza", "", {"approver"}, Money::parse("100.00", "EUR"), true},
                 {"mina", "Mina", "", {"manager"}, Money::parse("300.00", "EUR"), true}};
  ResponseProposed proposed = response_proposed();
  proposed.remedies = {compensation("200.00 EUR")};
  CHECK(fired(with(new_complaint(), {assigned("reza"), proposed}), rules, "2026-03-05T09:00:00Z") == Lines{});
}

TEST_CASE("the first of three complaints with a cause is not raised for the two that came later") {
  const Rules plain = full_rules();
  const auto state = [&](std::string_view at, std::uint64_t n) { return replay(with_cause(at, n), plain); };
  const Complaint first = with_cause("2026-03-01T09:00:00Z", 1);
  CHECK(fired(first, plain, "2026-04-02T09:00:00Z",
              {replay(first, plain), state("2026-03-10T09:00:00Z", 2), state("2026-03-11T09:00:00Z", 3)}) == Lines{});
}
