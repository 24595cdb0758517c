// ISO 10002:2018, 7.5: the six criteria of the initial assessment, and the priority they give.
#include "process/7_5_assessment.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

Complaint owned() { return with(new_complaint(), {assigned()}); }

Assessed again() {
  Assessed body = assessed(3, 2);
  body.reason = "new-facts";
  return body;
}

}  // namespace

TEST_CASE("7.5 the priority follows from severity and impact") {
  constexpr int matrix[4][4] = {{4, 4, 3, 3}, {4, 3, 3, 2}, {3, 3, 2, 1}, {2, 2, 1, 1}};
  for (int severity = 1; severity <= 4; ++severity)
    for (int impact = 1; impact <= 4; ++impact) {
      CAPTURE(severity, impact);
      CHECK(static_cast<int>(priority_of(severity, impact, false, false)) + 1 ==
            matrix[severity - 1][impact - 1]);
    }
}

TEST_CASE("7.5 safety gives the highest priority whatever the severity and impact") {
  for (int severity = 1; severity <= 4; ++severity)
    for (int impact = 1; impact <= 4; ++impact)
      CHECK(priority_of(severity, impact, true, false) == Priority::p1);
}

TEST_CASE("7.5 vulnerability raises the priority by one step, and not above the first") {
  CHECK(priority_of(1, 1, false, true) == Priority::p3);
  CHECK(priority_of(2, 2, false, true) == Priority::p2);
  CHECK(priority_of(4, 1, false, true) == Priority::p1);
  CHECK(priority_of(4, 4, false, true) == Priority::p1);
}

TEST_CASE("7.5 an owned new complaint is assessed") {
  CHECK(status_after(owned(), assessed()) == Status::assessed);
  const State state = replay(with(owned(), {assessed(3, 2, Complexity::complex)}), full_rules());
  CHECK(state.severity == 3);
  CHECK(state.impact == 2);
  CHECK(state.complexity == Complexity::complex);
  CHECK(state.priority == Priority::p3);
  CHECK(state.cycle().assessed == when("2026-03-04T09:00:00Z"));
}

TEST_CASE("7.5 an assessment answers all six criteria") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(owned(), Assessed{}, rules) ==
          std::vector<std::string>{"T3: severity is missing", "T3: impact is missing",
                                   "T3: complexity is missing", "T3: safety is missing",
                                   "T3: action_needed is missing",
                                   "T3: action_possible is missing"});
}

TEST_CASE("7.5 severity and impact are 1 to 4") {
  CHECK(objections(owned(), assessed(0, 1)) == only("T3: severity is 0, not 1 to 4"));
  CHECK(objections(owned(), assessed(5, 1)) == only("T3: severity is 5, not 1 to 4"));
  CHECK(objections(owned(), assessed(1, 0)) == only("T3: impact is 0, not 1 to 4"));
  CHECK(objections(owned(), assessed(1, 5)) == only("T3: impact is 5, not 1 to 4"));
}

TEST_CASE("7.5 a complaint may be assessed before anybody owns it") {
  CHECK(objections(new_complaint(), assessed()) == nothing);
}

TEST_CASE("7.5 the small process assesses a complaint that nobody owns yet") {
  CHECK(objections(new_complaint(), assessed(), small_rules()) == nothing);
}

TEST_CASE("7.5 a priority is overridden only with a reason") {
  Assessed body = assessed();
  body.priority = Priority::p1;
  CHECK(objections(owned(), body) == only("T3: the priority is overridden without a reason"));
  body.priority_reason = "The press asks.";
  CHECK(objections(owned(), body) == nothing);
  CHECK(replay(with(owned(), {body}), full_rules()).priority == Priority::p1);
}

TEST_CASE("7.5 a category of delay states the length of the delay") {
  Assessed body = assessed();
  body.category = "P03";
  CHECK(objections(owned(), body) == only("T3: category P03 states the length of the delay"));
  body.delay_days = 12;
  CHECK(objections(owned(), body) == nothing);
}

TEST_CASE("7.5 the category `other` is named in words") {
  Assessed body = assessed();
  body.category = "P35";
  CHECK(objections(owned(), body) == only("T3: category P35 is named in words"));
  body.category_text = "Noise";
  CHECK(objections(owned(), body) == nothing);
}

TEST_CASE("7.5 an assessment puts right what the receipt said of the subject") {
  Assessed body = assessed();
  body.category = "P35";
  body.category_text = "Noise";
  body.other_categories = {"P20"};
  body.product = "Card";
  body.unit = "Branch 4";
  body.persons = {"bahram"};
  const State state = replay(with(owned(), {body}), full_rules());
  CHECK(state.category == "P35");
  CHECK(state.other_categories == std::vector<std::string>{"P20"});
  CHECK(state.product == "Card");
  CHECK(state.unit == "Branch 4");
  CHECK(state.persons == std::vector<std::string>{"bahram"});
}

TEST_CASE("7.5 an assessment that is silent on the subject leaves what the receipt said") {
  CHECK(replay(with(owned(), {assessed()}), full_rules()).category == "P20");
}

TEST_CASE("7.5 safety and vulnerability raise the priority of the case") {
  Assessed body = assessed(1, 1);
  body.safety = true;
  CHECK(replay(with(owned(), {body}), full_rules()).priority == Priority::p1);
  Received receipt = received();
  receipt.vulnerability = {"illness"};
  const Complaint complaint = with(new_complaint(receipt), {assigned(), assessed(1, 1)});
  CHECK(replay(complaint, full_rules()).priority == Priority::p3);
}

TEST_CASE("7.5 an open complaint is assessed again with a reason and keeps its status") {
  for (const Status status : {Status::assessed, Status::investigating, Status::communicated})
    CHECK(status_after(complaint_that_is(status), again()) == status);
}

TEST_CASE("7.5 a complaint is not assessed again without a reason") {
  for (const Rules& rules : {full_rules(), small_rules()})
    CHECK(objections(complaint_that_is(Status::assessed), assessed(), rules) ==
          only("T3a: it was assessed before"));
}

TEST_CASE("7.5 a second assessment counts, the milestone stays at the first") {
  const Complaint complaint = with(complaint_that_is(Status::assessed), {again()});
  const State state = replay(complaint, full_rules());
  CHECK(state.severity == 3);
  CHECK(state.cycle().assessed == when("2026-03-04T09:00:00Z"));
}

TEST_CASE("7.5 a second assessment without an override ends an earlier one") {
  Assessed body = assessed();
  body.priority = Priority::p1;
  body.priority_reason = "The press asks.";
  const State state = replay(with(owned(), {body, again()}), full_rules());
  CHECK(state.priority == Priority::p3);
}

TEST_CASE("7.5 only a report that was asked for can be found not to be owed") {
  Assessed body = assessed();
  body.not_reportable = {"Safety Office"};
  CHECK(objections(owned(), body) == only("T3: no report to 'Safety Office' was asked for"));
}

TEST_CASE("7.5 a later assessment that says nothing of interest, misconduct or reports keeps what is known") {
  Assessed body = assessed();
  body.interest = {"press"};
  body.staff_misconduct = true;
  body.reportable = {{"Safety Office", "", day("2026-03-06")}};
  const State state = replay(with(owned(), {body, again()}), full_rules());
  CHECK(state.interest == std::vector<std::string>{"press"});
  CHECK(state.staff_misconduct);
  CHECK(state.reportable.size() == 1);
}
