// ISO 10002:2018, 8.7 and ISO 10001:2018, 8: what complaints led to, and whether it worked.
#include "reports/improvement.hpp"

#include "reports/histories.hpp"
#include "reports/inputs.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using improvement::ActionState;
using improvement::ActionStatus;
using improvement::Verdict;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-12-31T12:00:00Z";

// A corrective action against cause C40 that case 1 led to: due and implemented as said.
ActionState action(ActionStatus status, const char* due, const char* implemented = nullptr) {
  ActionState out;
  out.id = "A-0000000";
  out.title = "Hinges";
  out.status = status;
  out.opened_at = *parse_when("2026-02-01");
  out.complaints = {id_number(1).text()};
  out.causes = {"C40"};
  out.owner = "omid";
  out.due = out.first_due = parse_date(due);
  if (implemented) out.implemented_on = parse_date(implemented);
  return out;
}
improvement::Check check(Verdict verdict, const char* on, int before = 20, int after = 18) {
  improvement::Check out;
  out.verdict = verdict;
  out.on = parse_date(on);
  out.by = "nadia";
  out.fall_percent = 50;
  out.baseline = improvement::Measure{};
  out.baseline->count = before;
  out.window = improvement::Measure{};
  out.window->count = after;
  return out;
}

struct Both {
  std::vector<Measure> measures;
  Report report;
};
Both of(const States& cases, std::vector<ActionState> actions, const char* period = "2026") {
  Inputs inputs;
  inputs.actions = std::move(actions);
  Scope within = scope(period, kAsOf);
  within.inputs = &inputs;
  auto report = reports::improvement(cases, within);
  REQUIRE(report);
  return {action_measures(population_of(cases, within), within), std::move(*report)};
}
std::vector<std::string> to_look_at(const Both& both) {
  std::vector<std::string> out;
  for (const Row& row : both.report.tables.front().rows) out.push_back(std::get<Code>(row[3]).code);
  return out;
}

process::State with_cause(process::State state, const char* cause, const char* occurred = nullptr) {
  state.causes = {cause};
  if (occurred) state.occurred_on = parse_date(occurred);
  return state;
}

process::State with_finding(process::State state, const char* promise, process::PromiseResult result) {
  state.promises = {promise};
  state.promise_findings = {{promise, result, {}, {}, {}}};
  return state;
}

}  // namespace

TEST_CASE("without any action on record the measures of actions have no value and say why") {
  for (const Measure& one : of({History(1, "2026-01-05")}, {}).measures) {
    CAPTURE(one.id);
    CHECK(one.value == Cell{Ratio{0, 0}});
    CHECK(one.note == "Needs records of corrective actions.");
  }
}

TEST_CASE("K34 is a cause that came back after a closed action was implemented") {
  const States cases{with_cause(History(1, "2026-05-01"), "C40", "2026-04-01"),   // before
                    with_cause(History(2, "2026-07-01"), "C40", "2026-06-30"),   // after
                    with_cause(History(3, "2026-07-01"), "C40", "2026-05-01"),   // the problem is of that day
                    with_cause(History(4, "2026-07-01"), "C10"),                 // another cause
                    with_cause(History(5, "2026-07-01"), "C99"), History(6, "2026-07-01")};  // none
  CHECK(measure(of(cases, {action(ActionStatus::closed, "2026-05-01", "2026-05-01")}).measures, "K34").value ==
        Cell{Percent{1, 4}});
  CHECK(measure(of(cases, {action(ActionStatus::verifying, "2026-05-01", "2026-05-01")}).measures, "K34").value ==
        Cell{Percent{0, 4}});
}

TEST_CASE("K36 is the upheld cases that a corrective action names, an action once for each") {
  const States cases{History(1, "2026-01-05").told("2026-01-10", Outcome::upheld).closed("2026-01-20"),
                    History(2, "2026-01-05").told("2026-01-10", Outcome::partly_upheld).closed("2026-01-20"),
                    History(3, "2026-01-05").told("2026-01-10", Outcome::not_upheld).closed("2026-01-20")};
  auto one = action(ActionStatus::open, "2026-05-01");
  CHECK(measure(of(cases, {one}).measures, "K36").value == Cell{Percent{1, 2}});
  one.complaints.push_back(id_number(2).text());
  CHECK(measure(of(cases, {one, one}).measures, "K36").value == Cell{Percent{2, 2}});
  one.kind = improvement::ActionKind::correction;
  CHECK(measure(of(cases, {one}).measures, "K36").value == Cell{Percent{0, 2}});
  one.kind = improvement::ActionKind::corrective;
  one.status = ActionStatus::cancelled;
  CHECK(measure(of(cases, {one}).measures, "K36").value == Cell{Percent{0, 2}});
}

TEST_CASE("K37 is by the last due date, and K37.first by the one that was planned first") {
  auto late = action(ActionStatus::implemented, "2026-06-30", "2026-06-20");
  late.first_due = parse_date("2026-05-31");
  const std::vector<ActionState> all{action(ActionStatus::implemented, "2026-05-01", "2026-05-01"), late,
                                     action(ActionStatus::approved, "2026-05-01"),     // overdue
                                     action(ActionStatus::cancelled, "2026-05-01"),    // given up
                                     action(ActionStatus::approved, "2026-12-31"),     // due today
                                     action(ActionStatus::approved, "2027-02-01")};    // in another period
  const auto measures = of({}, all).measures;
  CHECK(measure(measures, "K37").value == Cell{Percent{2, 3}});
  CHECK(measure(measures, "K37").note == "Neither done nor due yet: 1.");
  CHECK(measure(measures, "K37.first").value == Cell{Percent{1, 3}});
}

TEST_CASE("K38 is the checks that found it effective, those that could not tell apart") {
  auto twice = action(ActionStatus::verifying, "2026-05-01", "2026-05-01");
  twice.checks = {check(Verdict::not_effective, "2026-06-01"), check(Verdict::effective, "2026-09-01", 20, 4)};
  auto other = action(ActionStatus::verifying, "2026-05-01", "2026-05-01");
  other.checks = {check(Verdict::not_assessable, "2026-06-01"), check(Verdict::partly, "2025-09-01")};
  const auto measures = of({}, {twice, other}).measures;
  CHECK(measure(measures, "K38").value == Cell{Percent{1, 2}});
  CHECK(measure(measures, "K38.unassessable").value == Cell{std::int64_t{1}});
}

TEST_CASE("K39 is the median from opening to implementation, K40 what complaints changed") {
  auto one = action(ActionStatus::implemented, "2026-05-01", "2026-02-11");   // 10 days
  one.is_document_changed = true;
  auto other = action(ActionStatus::implemented, "2026-05-01", "2026-03-03");  // 30 days
  other.is_document_changed = true;
  other.complaints.clear();
  const auto plain = action(ActionStatus::implemented, "2026-05-01", "2026-02-21");  // 20 days
  const auto measures = of({}, {one, other, plain}).measures;
  CHECK(measure(measures, "K39").value == Cell{std::int64_t{20}});
  CHECK(measure(measures, "K40").value == Cell{std::int64_t{1}});
  CHECK(measure(measures, "K40").records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("8.7 actions that are late, did not work or came up again are named, and no others") {
  auto ineffective = action(ActionStatus::analysing, "2026-05-01", "2026-05-01");
  ineffective.checks = {check(Verdict::not_effective, "2026-09-01")};
  auto worked = action(ActionStatus::closed, "2026-05-01", "2026-05-01");
  worked.checks = {check(Verdict::effective, "2026-09-01", 20, 2)};
  worked.closed_on = parse_date("2026-09-02");
  worked.criterion = improvement::Criterion{};
  worked.criterion->causes = {"C40"};
  CHECK(to_look_at(of({}, {worked})).empty());
  CHECK(to_look_at(of({}, {ineffective})) == std::vector<std::string>{"not-effective"});
  CHECK(to_look_at(of({}, {action(ActionStatus::approved, "2026-12-30")})) == std::vector<std::string>{"overdue"});
  CHECK(to_look_at(of({}, {action(ActionStatus::approved, "2026-12-31")})).empty());
  CHECK(to_look_at(of({}, {action(ActionStatus::rejected, "2026-05-01")})).empty());
  const States again{with_cause(History(1, "2026-10-05"), "C40", "2026-10-01")};
  CHECK(to_look_at(of(again, {worked})) == std::vector<std::string>{"recurred"});
  auto mended = ineffective;
  mended.checks.push_back(check(Verdict::effective, "2026-11-01", 20, 2));
  CHECK(to_look_at(of({}, {mended})).empty());
}

TEST_CASE("K42 is the promises found to be broken, by the day of the problem") {
  using process::PromiseResult;
  auto before = with_finding(History(4, "2026-01-05"), "PR-01", PromiseResult::broken);
  before.occurred_on = parse_date("2025-12-31");
  const States cases{with_finding(History(1, "2026-01-05"), "PR-01", PromiseResult::broken),
                    with_finding(History(2, "2026-01-05"), "PR-01", PromiseResult::kept),
                    with_finding(History(3, "2026-01-05"), "PR-02", PromiseResult::not_determined), before};
  const Scope within = scope("2026", kAsOf);
  const auto measures = broken_promises(population_of(cases, within), within);
  CHECK(measure(measures, "K42").value == Cell{std::int64_t{1}});
  CHECK(measure(measures, "K42").records == std::vector<std::string>{id_number(1).text()});
  CHECK(measure(measures, "K42.share").value == Cell{Percent{1, 2}});
  const States none{History(1, "2026-01-05")};
  CHECK(broken_promises(population_of(none, within), within).front().note == "Needs the promises of a charter.");
}

TEST_CASE("K43 is from notice to result, K54 the disputes about rights") {
  Inputs inputs;
  dispute::DisputeState one;
  one.complaint = id_number(1).text();
  one.opened_at = *parse_when("2026-02-01");
  one.type = dispute::DisputeType::legal;
  one.noticed_on = parse_date("2026-02-10");
  one.resolved_on = parse_date("2026-03-02");
  dispute::DisputeState open = one;
  open.type = dispute::DisputeType::non_legal;
  open.resolved_on.reset();
  dispute::DisputeState unnoticed = one;
  unnoticed.opened_at = *parse_when("2025-12-01");
  unnoticed.noticed_on.reset();
  inputs.disputes = {one, open, unnoticed};
  Scope within = scope("2026", kAsOf);
  within.inputs = &inputs;
  const States cases{History(1, "2026-01-05")};
  const auto measures = dispute_measures(population_of(cases, within), within);
  CHECK(measure(measures, "K43").value == Cell{std::int64_t{20}});
  CHECK(measure(measures, "K43").note == "From notice to result. Without a day of notice: 1.");
  CHECK(measure(measures, "K54").value == Cell{std::int64_t{1}});
}

TEST_CASE("ISO 10001 8 the promise broken most stands first, one that promises nothing is named") {
  using process::PromiseResult;
  charter::CharterState state;
  charter::Version version;
  version.effective_from = *parse_date("2026-01-01");
  for (const char* id : {"PR-01", "PR-02", "PR-03"}) {
    charter::PromiseDrafted promise;
    promise.promise = id;
    promise.text = {"Kept"};
    version.promises.push_back(promise);
  }
  state.versions = {version};
  Inputs inputs;
  inputs.charters = {state};
  Scope within = scope("2026", kAsOf);
  within.inputs = &inputs;
  const States cases{with_finding(History(1, "2026-01-05"), "PR-02", PromiseResult::broken),
                    with_finding(History(2, "2026-01-05"), "PR-03", PromiseResult::limitation_applies)};
  const auto report = promises(cases, within);
  REQUIRE(report);
  const auto& rows = report->tables.front().rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0][0] == Cell{std::string{"PR-02"}});
  CHECK(rows[0][3] == Cell{std::int64_t{1}});
  CHECK(std::get<Code>(rows[1][8]).code == "promises-nothing");
  CHECK(std::get<Code>(rows[2][8]).code == "not-named");
}
