// ISO 10002:2018, 8.7: the way of an action, step by step.
#include "improvement/action.hpp"

#include "improvement/actions.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = action_rules();

Messages refusal(ActionStatus status, ActionBody body, std::string by = "sara",
                 std::string_view at = "2026-08-01") {
  return refused<Action>(action_that_is(status), on(at, std::move(body), std::move(by)), rules);
}

ActionStatus status_after(ActionStatus status, ActionBody body, std::string by = "sara") {
  return Actions::replay(
             after<Action>(action_that_is(status), {on("2026-08-01", std::move(body), std::move(by))}, rules), rules)
      .status;
}

const std::set<std::string> unended = {"contained", "cancelled", "linked", "noted"};
std::set<std::string> with(std::set<std::string> more) {
  more.insert(unended.begin(), unended.end());
  return more;
}

}  // namespace

TEST_CASE("8.7 from every status of an action exactly the steps of the table are possible") {
  using enum ActionStatus;
  check_table<Action>(
      {{open, with({"analysed", "planned", "rejected"})},
       {analysing, with({"analysed", "planned", "rejected"})},
       {planned, with({"planned", "approved", "rejected"})},
       {approved, with({"planned", "step-done", "implemented"})},
       {in_progress, with({"planned", "step-done", "implemented"})},
       {implemented, with({"verified"})},
       {verifying, with({"verified", "closed"})},
       {closed, {"linked", "noted"}},
       {rejected, {"linked", "noted"}},
       {cancelled, {"linked", "noted"}}},
      action_that_is,
      {on("2026-08-01", opened()), on("2026-08-01", Contained{{"Stopped"}}), on("2026-08-01", analysed()),
       on("2026-08-01", test::planned()), on("2026-08-01", Approved{}), on("2026-08-01", step_done(2)),
       on("2026-08-01", test::implemented()), on("2026-08-01", verified()),
       on("2026-08-01", action_closed()), on("2026-08-01", ActionRejected{{"X"}}),
       on("2026-08-01", Cancelled{{"X"}}), on("2026-08-01", ActionLinked{{}, {"Audit 3"}}),
       on("2026-08-01", ActionNoted{{"X"}})},
      rules);
}

TEST_CASE("8.7 the way of an action goes from the problem to the proof") {
  using enum ActionStatus;
  CHECK(status_after(open, analysed()) == analysing);
  CHECK(status_after(analysing, test::planned()) == planned);
  CHECK(status_after(planned, Approved{}) == approved);
  CHECK(status_after(approved, step_done(1)) == in_progress);
  CHECK(status_after(implemented, verified()) == verifying);
  CHECK(status_after(verifying, action_closed()) == closed);
  CHECK(status_after(open, ActionRejected{{"X"}}) == rejected);
  CHECK(status_after(verifying, Cancelled{{"X"}}) == cancelled);
  CHECK(status_after(in_progress, test::planned()) == planned);
}

TEST_CASE("8.7 an action that a complaint caused names it") {
  Opened first = opened();
  first.complaints.clear();
  CHECK(refused<Action>({action_id, {"T"}, {}}, on("2026-03-01", first), rules) ==
        Messages{"the complaints that it comes from are not named"});
  first.source = Origin::trend;
  CHECK(refused<Action>({action_id, {"T"}, {}}, on("2026-03-01", first), rules).empty());
}

TEST_CASE("8.7 a new action has a title, a kind, a source and a problem") {
  CHECK(refused<Action>({action_id, {}, {}}, on("2026-03-01", Opened{}), rules) ==
        Messages{"kind is missing", "source is missing", "problem is missing", "title is missing"});
}

TEST_CASE("8.7 the severity of an action is 1 to 4") {
  Opened first = opened();
  first.severity = 5;
  CHECK(refused<Action>({action_id, {"T"}, {}}, on("2026-03-01", first), rules) ==
        Messages{"severity is 5, not 1 to 4"});
}

TEST_CASE("8.7 the first event of an action opens it") {
  CHECK(refused<Action>({action_id, {"T"}, {}}, on("2026-03-01", Approved{}), rules) ==
        Messages{"the first event of a history is `opened`"});
}

TEST_CASE("8.7 an analysis finds a cause or checks the scope") {
  CHECK(refusal(ActionStatus::open, Analysed{}) == Messages{"the analysis says nothing"});
}

TEST_CASE("8.7 a corrective action is planned only once a cause was found") {
  CHECK(refusal(ActionStatus::open, test::planned()) ==
        Messages{"a corrective action removes a cause, and none was found"});
}

TEST_CASE("8.7 the plan of a corrective action says by what its effect will be seen") {
  Planned plan = test::planned();
  plan.criterion.reset();
  CHECK(refusal(ActionStatus::analysing, plan) ==
        Messages{"by what it will be seen that the action worked is not said"});
}

TEST_CASE("8.7 what is counted has a target, and a target has something to count") {
  Planned plan = test::planned();
  plan.criterion->fall_percent.reset();
  CHECK(refusal(ActionStatus::analysing, plan) ==
        Messages{"by how much the complaints must fall is not said"});
  plan.criterion->fall_percent = 101;
  CHECK_FALSE(refusal(ActionStatus::analysing, plan).empty());
  plan = test::planned();
  plan.criterion->causes.clear();
  CHECK(refusal(ActionStatus::analysing, plan) ==
        Messages{"the criterion has a target and nothing to count"});
}

TEST_CASE("8.7 a window is 7 to 730 days and settling at most a year") {
  Planned plan = test::planned();
  plan.criterion->window_days = 6;
  plan.criterion->settling_days = 366;
  CHECK(refusal(ActionStatus::analysing, plan) ==
        Messages{"a window of 6 days is not from 7 to 730",
                 "a settling period of 366 days is more than 365"});
}

TEST_CASE("8.7 a severe problem is contained before anything is planned") {
  Opened first = opened();
  first.severity = 3;
  const Case severe = after<Action>(new_action(first), {on("2026-03-02", analysed())}, rules);
  CHECK(refused<Action>(severe, on("2026-03-03", test::planned()), rules) ==
        Messages{"severity 3 asks for something done at once"});
  const Case contained = after<Action>(severe, {on("2026-03-03", Contained{{"Stopped"}})}, rules);
  CHECK(refused<Action>(contained, on("2026-03-03", test::planned()), rules).empty());
}

TEST_CASE("8.7 a plan is not due before it was made") {
  Planned plan = test::planned();
  plan.due = day("2026-06-01");
  CHECK(refusal(ActionStatus::analysing, plan) ==
        Messages{"it would be due on 2026-06-01, before it was planned"});
}

TEST_CASE("8.7 the owner of a plan is on the staff list and active") {
  Rules staffed = rules;
  staffed.staff = {{"sara", "Sara", "", {"manager"}, {}, true}, {"omid", "Omid", "", {}, {}, false}};
  CHECK(refused<Action>(action_that_is(ActionStatus::analysing), on("2026-03-03", test::planned()), staffed) ==
        Messages{"'omid' is no longer active"});
  Planned plan = test::planned();
  plan.owner = "nobody";
  CHECK(refused<Action>(action_that_is(ActionStatus::analysing), on("2026-03-03", plan), staffed) ==
        Messages{"'nobody' is not on the staff list"});
}

TEST_CASE("8.7 nobody approves their own plan in the full process") {
  CHECK(refusal(ActionStatus::planned, Approved{}, "omid") ==
        Messages{"'omid' owns the action and cannot approve it"});
  CHECK(refused<Action>(action_that_is(ActionStatus::planned), on("2026-03-05", Approved{}, "omid"),
                        action_rules(Process::small))
            .empty());
}

TEST_CASE("5.4 a manager approves, where the register names its staff") {
  Rules staffed = rules;
  staffed.staff = {{"sara", "Sara", "", {"handler"}, {}, true}};
  CHECK(refused<Action>(action_that_is(ActionStatus::planned), on("2026-03-05", Approved{}), staffed) ==
        Messages{"'sara' does not have the role manager"});
  CHECK(refused<Action>(action_that_is(ActionStatus::planned), on("2026-03-05", Approved{}, "omid"),
                        staffed)
            .front() == "'omid' is not on the staff list");
}

TEST_CASE("8.7 a plan that changed is approved again") {
  const Case again = after<Action>(action_that_is(ActionStatus::in_progress),
                                   {on("2026-03-11", test::planned(), "omid")}, rules);
  const auto state = Actions::replay(again, rules);
  CHECK(state.status == ActionStatus::planned);
  CHECK(state.approver.empty());
  CHECK_FALSE(state.steps.front().done);
}

TEST_CASE("8.7 a step that is done is one of the plan, and done once") {
  CHECK(refusal(ActionStatus::approved, step_done(3)) == Messages{"the plan has no step 3"});
  CHECK(refusal(ActionStatus::in_progress, step_done(1)) == Messages{"step 1 is done already"});
}

TEST_CASE("8.7 an action is implemented when every step of it is done") {
  CHECK(refusal(ActionStatus::in_progress, test::implemented()) == Messages{"step 2 is not done"});
}

TEST_CASE("8.7 an improvement names what it changed") {
  Opened first = opened();
  first.kind = ActionKind::improvement;
  Planned plan = test::planned();
  plan.steps.resize(1);
  const Case ready = after<Action>(new_action(first),
                                   {on("2026-03-03", plan, "omid"), on("2026-03-04", Approved{}),
                                    on("2026-03-05", step_done(1))},
                                   rules);
  CHECK(refused<Action>(ready, on("2026-03-06", Implemented{}), rules) ==
        Messages{"an improvement changed a document, a process or a product"});
  CHECK(refused<Action>(ready, on("2026-03-06", test::implemented()), rules).empty());
}

TEST_CASE("8.7 the owner does not verify their own action, in any process") {
  CHECK(refusal(ActionStatus::implemented, verified(), "omid") ==
        Messages{"'omid' owns the action and cannot verify it"});
  CHECK_FALSE(refused<Action>(action_that_is(ActionStatus::implemented),
                              on("2026-08-01", verified(), "omid"), action_rules(Process::small))
                  .empty());
}

TEST_CASE("8.7 who implemented an action does not verify it") {
  const Case by_another =
      after<Action>(action_that_is(ActionStatus::in_progress),
                    {on("2026-03-15", step_done(2)), on("2026-03-20", test::implemented(), "leila")}, rules);
  CHECK(refused<Action>(by_another, on("2026-08-01", verified(), "leila"), rules) ==
        Messages{"'leila' implemented the action and cannot verify it"});
}

TEST_CASE("8.7 an action is verified only after its window") {
  CHECK(refusal(ActionStatus::implemented, verified(), "sara", "2026-07-17") ==
        Messages{"the window in which it is checked lasts until 2026-07-17"});
  CHECK(refusal(ActionStatus::implemented, verified(), "sara", "2026-07-18").empty());
}

TEST_CASE("8.7 the verdict is the one that the figures give") {
  CHECK(refusal(ActionStatus::implemented, verified(10, 8, Verdict::effective)) ==
        Messages{"the figures say not-effective, not effective"});
}

TEST_CASE("8.7 the figures are those of the windows of the criterion") {
  Verified other = verified();
  other.baseline->from = day("2026-01-01");
  CHECK(refusal(ActionStatus::implemented, other) ==
        Messages{"the figures are not of the windows 2025-12-20 to 2026-03-19 and 2026-04-19 to "
                 "2026-07-17"});
  other = verified();
  other.window.reset();
  CHECK_FALSE(refusal(ActionStatus::implemented, other).empty());
}

TEST_CASE("8.7 where nothing is counted the verdict rests on evidence") {
  Planned plan = test::planned();
  plan.criterion->causes.clear();
  plan.criterion->fall_percent.reset();
  const Case unmeasured =
      after<Action>(action_that_is(ActionStatus::analysing),
                    {on("2026-03-03", plan, "omid"), on("2026-03-04", Approved{}),
                     on("2026-03-05", step_done(1)), on("2026-03-06", step_done(2)),
                     on("2026-03-20", test::implemented(), "omid")},
                    rules);
  CHECK(refused<Action>(unmeasured, on("2026-03-21", Verified{Verdict::effective, {}, {}, {}}), rules) ==
        Messages{"what the verdict rests on is missing"});
  CHECK(refused<Action>(unmeasured, on("2026-03-21", Verified{Verdict::effective, {}, {}, {"Seen"}}), rules)
            .empty());
}

TEST_CASE("8.7 an action that worked partly or not goes back to the analysis, one cycle further") {
  for (const auto& [after_count, verdict] :
       {std::pair{7, Verdict::partly}, std::pair{9, Verdict::not_effective}}) {
    const Case back = after<Action>(action_that_is(ActionStatus::implemented),
                                    {on("2026-08-01", verified(10, after_count, verdict))}, rules);
    const auto state = Actions::replay(back, rules);
    CHECK(state.status == ActionStatus::analysing);
    CHECK(state.cycle == 2);
  }
}

TEST_CASE("8.7 an action is not closed by its owner") {
  CHECK(refusal(ActionStatus::verifying, action_closed(), "omid") ==
        Messages{"'omid' owns the action and cannot close it"});
}

TEST_CASE("8.7 closing an action that could not be assessed says why") {
  const Case open_question =
      after<Action>(action_that_is(ActionStatus::implemented),
                    {on("2026-08-01", verified(4, 0, Verdict::not_assessable))}, rules);
  CHECK(Actions::replay(open_question, rules).status == ActionStatus::verifying);
  CHECK(refused<Action>(open_question, on("2026-08-02", action_closed()), rules) ==
        Messages{"whether it worked could not be assessed, and why it is closed is missing"});
  ActionClosed closing = action_closed();
  closing.not_assessable_reason = {"Too few"};
  CHECK(refused<Action>(open_question, on("2026-08-02", closing), rules).empty());
}

TEST_CASE("8.7 closing an action answers what was learned") {
  CHECK(refusal(ActionStatus::verifying, ActionClosed{}) == Messages{"the lessons are not answered"});
  ActionClosed none;
  none.no_lessons_reason = {"A plain slip"};
  CHECK(refusal(ActionStatus::verifying, none).empty());
}

TEST_CASE("8.7 rejecting and cancelling an action ask why") {
  CHECK(refusal(ActionStatus::open, ActionRejected{}) == Messages{"reason is missing"});
  CHECK(refusal(ActionStatus::open, Cancelled{}) == Messages{"reason is missing"});
}

TEST_CASE("8.7 a link to an action names something new") {
  CHECK(refusal(ActionStatus::open, ActionLinked{}) == Messages{"nothing is linked"});
  CHECK(refusal(ActionStatus::open, ActionLinked{{complaint_id}, {}}) ==
        Messages{std::string{complaint_id} + " is linked already"});
}

TEST_CASE("4.9 a step of an action is not dated before the one it follows") {
  CHECK(refusal(ActionStatus::planned, Approved{}, "sara", "2026-03-02") ==
        Messages{"it is dated 2026-03-02, before the step it follows, 2026-03-03",
                 "it was put on record at 2026-03-02, before the event it follows, "
                 "2026-03-03T00:00:00Z"});
}

TEST_CASE("4.9 a step of an action is put on record after it happened") {
  auto event = on("2026-08-01", ActionNoted{{"X"}});
  event.recorded_at = moment("2026-07-01T00:00:00Z");
  CHECK(refused<Action>(action_that_is(ActionStatus::open), event, rules) ==
        Messages{"it was put on record at 2026-07-01T00:00:00Z, before it happened, 2026-08-01"});
}

TEST_CASE("4.9 a step of an action has a known time and somebody who took it") {
  auto event = on("2026-08-01", ActionNoted{{"X"}}, "");
  event.at = When{};
  CHECK(refused<Action>(action_that_is(ActionStatus::open), event, rules) ==
        Messages{"by is missing", "the time is not known"});
}
