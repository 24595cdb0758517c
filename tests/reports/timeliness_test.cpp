// Specifies lib/reports/timeliness.hpp. Each measure is specified where it is made: on_time_test,
// response_times_test, extensions_test, backlog_test, open_cases_test, rates_test.
#include "reports/timeliness.hpp"

#include <algorithm>
#include <set>

#include "reports/catalogue.hpp"
#include "reports/histories.hpp"
#include "reports/overview.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";
const char* const kLimits = "ack 3d, update 10d, final 10d stops +30d, remedy 10d, reply 30d";

States half_year() {
  return {History(1, "2026-01-05", under(kLimits))
              .acknowledged("2026-01-06")
              .told("2026-01-15", Outcome::upheld)
              .closed("2026-01-20"),
          History(2, "2026-02-05", under(kLimits))
              .asked("2026-02-06")
              .replied("2026-02-10")
              .told("2026-02-25", Outcome::not_upheld),
          History(3, "2026-03-05", under(kLimits))
              .extended("2026-03-06", "2026-04-05", "final", "expert awaited"),
          History(4, "2026-03-05", under(kLimits)).withdrawn("2026-03-06"),
          History(5, "2026-06-29", under(kLimits)),
          History(6, "2026-05-05")};
}

}  // namespace

TEST_CASE("timeliness has its measures with an id of their own each") {
  const auto report = timeliness(half_year(), scope("2026", kAsOf));
  REQUIRE(report);
  std::set<std::string> ids;
  for (const auto& measure : report->measures) ids.insert(measure.id);
  CHECK(ids.size() == report->measures.size());
  for (const char* id : {"K04",
                         "K05",
                         "K05.p90",
                         "K06",
                         "K06.p90",
                         "K08",
                         "K08.mean",
                         "K08.p90",
                         "K08.net",
                         "K08.net.mean",
                         "K08.net.p90",
                         "K09",
                         "K09.base",
                         "K09b",
                         "K10",
                         "K10.p90",
                         "K11",
                         "K12",
                         "K13",
                         "K14",
                         "K15",
                         "K16",
                         "K18",
                         "K26",
                         "K26.verified",
                         "K26.money",
                         "K26.other"})
    CHECK(ids.count(id) == 1);
}

TEST_CASE("the rows of timeliness by limit agree with its measures") {
  const auto report = timeliness(half_year(), scope("2026", kAsOf));
  REQUIRE(report);
  const Table& table = table_of(*report, "on_time_by_limit");
  const auto limits = codes(table, "limit");
  const auto shares = column(table, "share");
  for (const auto& [limit, id] : std::vector<std::pair<std::string, std::string>>{
           {"ack", "K04"}, {"update", "K16"}, {"final", "K09"}, {"remedy", "K26"}}) {
    INFO(limit);
    const auto at = std::find(limits.begin(), limits.end(), limit);
    if (at == limits.end()) continue;
    CHECK(shares[static_cast<std::size_t>(at - limits.begin())] ==
          measure(report->measures, id).value);
  }
  CHECK(limits.size() >= 3);
}

TEST_CASE("timeliness and overview give the same figures") {
  const auto scoped = scope("2026", kAsOf);
  const auto report = timeliness(half_year(), scoped);
  const auto whole = overview(half_year(), scoped);
  REQUIRE(report);
  REQUIRE(whole);
  for (const char* id : {"K04", "K05", "K05.p90", "K08", "K08.mean", "K08.p90", "K09", "K09b",
                         "K10", "K12", "K13", "K15"}) {
    INFO(id);
    REQUIRE_FALSE(measure(whole->measures, id).id.empty());
    CHECK(measure(report->measures, id).value == measure(whole->measures, id).value);
    CHECK(measure(report->measures, id).records == measure(whole->measures, id).records);
  }
}

TEST_CASE("every table of timeliness has unique keys and rows as wide as its columns") {
  const auto report = timeliness(half_year(), scope("2026", kAsOf));
  REQUIRE(report);
  std::set<std::string> keys;
  for (const Table& table : report->tables) {
    CHECK(keys.insert(table.key).second);
    for (const Row& row : table.rows) CHECK(row.size() == table.columns.size());
    if (table.total) CHECK(table.total->size() == table.columns.size());
    if (!table.chart) continue;
    std::set<std::string> columns;
    for (const Column& column : table.columns) columns.insert(column.key);
    CHECK(columns.count(table.chart->label) == 1);
    for (const auto& value : table.chart->values) CHECK(columns.count(value) == 1);
  }
}

TEST_CASE("a register without records has nothing to divide by") {
  const auto report = timeliness(States{}, scope("", kAsOf));
  REQUIRE(report);
  for (const auto& measure : report->measures) {
    INFO(measure.id);
    if (measure.id == "K12") continue;
    const auto* percent = std::get_if<Percent>(&measure.value);
    const auto* ratio = std::get_if<Ratio>(&measure.value);
    CHECK(((percent && percent->whole == 0) || (ratio && ratio->denominator == 0)));
  }
}

TEST_CASE("records that contradict themselves give no timeliness") {
  States cases = half_year();
  cases.front().stages.back().status = process::Status::assessed;
  CHECK_FALSE(timeliness(cases, scope("", kAsOf)));
}

TEST_CASE("timeliness is in the catalogue") { REQUIRE(find_report("timeliness")); }
