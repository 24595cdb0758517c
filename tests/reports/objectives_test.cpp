// ISO 10002:2018, 6.2: what was reached of each objective.
#include "reports/objectives.hpp"

#include <set>

#include "framework/measures.hpp"
#include "reports/histories.hpp"
#include "reports/inputs.hpp"
#include "reports/kpi.hpp"
#include "reports/population.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using framework::Comparison;
using framework::Every;
using framework::Level;
using framework::ObjectiveState;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-05-10T12:00:00Z";

ObjectiveState objective(const char* measure, Comparison comparison, const char* target,
                         Every every = Every::quarter) {
  ObjectiveState out;
  out.id = "G-0000000";
  out.title = "A goal";
  out.status = framework::ObjectiveStatus::active;
  framework::ObjectiveSet set;
  set.measure = measure;
  set.comparison = comparison;
  set.target = target;
  set.level = Level::organization;
  set.owner = "omid";
  set.every = every;
  set.from = parse_date("2026-01-01");
  set.to = parse_date("2026-12-31");
  out.set = set;
  out.approved = {set};
  return out;
}

// So many answered within ten days, and so many too late, all received on a day.
void add_cases(States& cases, int in_time, int late, const std::string& month, std::string unit = "North") {
  for (int i = 0; i < in_time + late; ++i) {
    process::Received received = under("final 10d");
    received.unit = unit;
    cases.push_back(History(cases.size() + 1, month + "-02", received)
                        .told(month + (i < in_time ? "-05" : "-20"), Outcome::upheld));
  }
}

struct Both {
  Measure attained;
  Report report;
};
Both of(const States& cases, std::vector<ObjectiveState> objectives, const char* period = "", const char* as_of = kAsOf) {
  Inputs inputs;
  inputs.objectives = std::move(objectives);
  Scope within = scope(period, as_of);
  within.inputs = &inputs;
  auto report = reports::objectives(cases, within);
  auto attained = objectives_attained(cases, within);
  REQUIRE(report);
  REQUIRE(attained);
  return {*attained, *report};
}
std::vector<std::string> codes(const Table& table, const char* key) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].key == key)
      for (const Row& row : table.rows) out.push_back(std::holds_alternative<Code>(row[i]) ? std::get<Code>(row[i]).code : "");
  return out;
}
std::vector<std::string> verdicts(const Both& both) { return codes(both.report.tables.back(), "verdict"); }
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("6.2 a period that is over met its target or did not; one that runs is not judged") {
  States cases;
  add_cases(cases, 19, 1, "2026-01");
  add_cases(cases, 5, 0, "2026-04");
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_least, "95")})) == Texts{"met", "not-ended"});
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_least, "95.001")})) == Texts{"not-met", "not-ended"});
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_most, "95")})) == Texts{"met", "not-ended"});
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_most, "94.999")})) == Texts{"not-met", "not-ended"});
}

TEST_CASE("6.2 the last day of a period belongs to it") {
  States cases;
  add_cases(cases, 19, 1, "2026-01");
  const auto goal = objective("K09", Comparison::at_least, "95");
  CHECK(verdicts(of(cases, {goal}, "", "2026-03-31T23:59:59Z")) == Texts{"not-ended"});
  CHECK(verdicts(of(cases, {goal}, "", "2026-04-01T00:00:00Z")) == Texts{"met", "not-ended"});
}

TEST_CASE("6.2 a target is compared exactly, before rounding") {
  States cases;
  add_cases(cases, 1899, 101, "2026-01");  // 94.95 %, printed 95.0 %
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_least, "95")})).front() == "not-met");
}

TEST_CASE("6.2 a share or a percentile of fewer than five cases is not judged, a count of few is") {
  States cases;
  add_cases(cases, 4, 0, "2026-01");
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_least, "95")})).front() == "too-few");
  CHECK(verdicts(of(cases, {objective("K08", Comparison::at_most, "10")})).front() == "too-few");
  CHECK(verdicts(of(cases, {objective("K08.mean", Comparison::at_most, "10")})).front() == "too-few");
  CHECK(verdicts(of(cases, {objective("K01", Comparison::at_most, "4")})).front() == "met");
  CHECK(verdicts(of({}, {objective("K41", Comparison::at_least, "80")})).front() == "too-few");
  add_cases(cases, 1, 0, "2026-01");
  CHECK(verdicts(of(cases, {objective("K09", Comparison::at_least, "95")})).front() == "met");
  CHECK(verdicts(of(cases, {objective("K08", Comparison::at_most, "3")})).front() == "met");
  CHECK(verdicts(of(cases, {objective("K08.mean", Comparison::at_most, "2.9")})).front() == "not-met");
}

TEST_CASE("6.2 an objective of a unit counts the complaints of that unit alone") {
  States cases;
  add_cases(cases, 5, 0, "2026-01", "North");
  add_cases(cases, 0, 5, "2026-01", "South");
  auto north = objective("K09", Comparison::at_least, "95");
  north.approved.front().level = Level::unit;
  north.approved.front().of = "North";
  CHECK(verdicts(of(cases, {north, objective("K09", Comparison::at_least, "95")})) ==
        Texts{"met", "not-ended", "not-met", "not-ended"});
  // Clocks that were read for all complaints are not taken for those of the unit.
  Inputs inputs;
  inputs.objectives = {north};
  north.approved.front().of = "South";
  inputs.objectives.push_back(north);
  Scope shared = scope("", kAsOf);
  shared.inputs = &inputs;
  CHECK(codes(reports::objectives(cases, shared)->tables.back(), "verdict") ==
        Texts{"met", "not-ended", "not-met", "not-ended"});
}

TEST_CASE("6.2 the trend sets the last two periods that could be judged side by side") {
  const auto trend = [](int first_late, int last_late, Comparison comparison) {
    States cases;
    add_cases(cases, 20 - first_late, first_late, "2026-01");
    add_cases(cases, 1, 0, "2026-02");  // too few
    add_cases(cases, 20 - last_late, last_late, "2026-03");
    return codes(of(cases, {objective("K09", comparison, "95", Every::month)}).report.tables.front(), "trend").front();
  };
  CHECK(trend(5, 2, Comparison::at_least) == "better");
  CHECK(trend(2, 5, Comparison::at_least) == "worse");
  CHECK(trend(2, 2, Comparison::at_least) == "same");
  CHECK(trend(5, 2, Comparison::at_most) == "worse");
}

TEST_CASE("K53 is the periods that met their target, of those that ended in the period and could be judged") {
  States cases;
  add_cases(cases, 20, 0, "2026-01");
  add_cases(cases, 1, 0, "2026-02");
  add_cases(cases, 0, 20, "2026-03");
  const auto monthly = objective("K09", Comparison::at_least, "95", Every::month);
  CHECK(of(cases, {monthly}).attained.value == Cell{Percent{1, 2}});
  CHECK(of(cases, {monthly}).attained.note == "Periods with too few cases to judge: 2.");
  CHECK(of(cases, {monthly}, "2026-03").attained.value == Cell{Percent{0, 1}});
  CHECK(of(cases, {monthly}, "2026-05").attained.value == Cell{Percent{0, 0}});
  // A quarter that the period cuts through is shown, and counts where it ends.
  const auto quarterly = objective("K09", Comparison::at_least, "45");
  CHECK(of(cases, {quarterly}, "2026-02").report.measures.front().value == Cell{Percent{0, 0}});
  CHECK(of(cases, {quarterly}, "2026-03").report.measures.front().value == Cell{Percent{1, 1}});
  CHECK(of(cases, {}).attained.value == Cell{Ratio{0, 0}});
  CHECK(of(cases, {}).attained.note == "Needs records of objectives.");
  Inputs inputs;
  inputs.objectives = {monthly};
  Scope within = scope("2026-03", kAsOf);
  within.inputs = &inputs;
  CHECK(measure(kpi(cases, within)->measures, "K53").value == Cell{Percent{0, 1}});
}

TEST_CASE("6.2 the measures that an objective can be set for are those of all measures that have a period") {
  States cases;
  add_cases(cases, 10, 2, "2026-01");
  const auto report = kpi(cases, scope("2026-Q1", kAsOf));
  REQUIRE(report);
  // Kinds of feedback and currencies are not known before the records are; K53 is about objectives; the others
  // rest on records that are not there, or are the precision of another.
  const std::set<std::string> left_out{"K02", "K41.margin", "K44", "K45", "K46", "K47", "K48", "K51", "K53"};
  for (const Measure& one : report->measures) {
    CAPTURE(one.id);
    if (one.id.substr(0, 4) == "K03." || one.id.substr(0, 4) == "K25.") continue;
    const auto* known = framework::find_measure(one.id);
    CHECK((known != nullptr) == (one.basis != "S" && left_out.count(one.id) == 0));
    if (!known || one.unit.empty()) continue;
    using framework::MeasureUnit;
    CHECK((one.unit == "%") == (known->unit == MeasureUnit::percent));
    CHECK((one.unit == "days") == (known->unit == MeasureUnit::days));
  }
}
