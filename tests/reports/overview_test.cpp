// Specifies lib/reports/overview.hpp and lib/reports/catalogue.hpp.
#include "reports/overview.hpp"

#include <algorithm>
#include <set>

#include "reports/catalogue.hpp"
#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

process::Received about(const char* category, const char* medium) {
  process::Received received;
  received.category = category;
  received.product = "card";
  received.medium = medium;
  return received;
}

States quarter() {
  return {History(1, "2026-01-05", about("P01", "email"))
              .told("2026-01-15", Outcome::upheld)
              .closed("2026-01-20"),
          History(2, "2026-02-05", about("P01", "phone")).told("2026-02-10", Outcome::not_upheld),
          History(3, "2026-03-05", about("P35", "email")),
          History(4, "2026-03-05", about("", "web")).withdrawn("2026-03-06"),
          History(5, "2026-03-07", about("P02", "web")).rejected("2026-03-08"),
          History(6, "2025-11-07", about("P02", "web")),
          History(7, "unknown", about("P02", "web"))
              .told("unknown", Outcome::upheld)
              .closed("unknown")};
}

}  // namespace

TEST_CASE("the overview has its measures with an id of their own each") {
  const auto report = overview(quarter(), scope("2026-Q1", kAsOf));
  REQUIRE(report);
  std::set<std::string> ids;
  for (const auto& measure : report->measures) ids.insert(measure.id);
  CHECK(ids.size() == report->measures.size());
  for (const char* id :
       {"K01", "K04", "K05", "K05.p90", "K08", "K09", "K09b", "K08.mean", "K08.p90", "K10",
        "K10.p90", "K12", "K13", "K15", "K22", "K22.mature", "K24"})
    CHECK(ids.count(id) == 1);
}

TEST_CASE("K01 is the number received in the period") {
  // 1 to 4; 5 is rejected, 6 came earlier, the receipt of 7 is not known.
  const auto report = overview(quarter(), scope("2026-Q1", kAsOf));
  REQUIRE(report);
  const auto& received = measure(report->measures, "K01");
  CHECK(received.value == count(4));
  CHECK(received.records == std::vector<std::string>{id_number(1).text(), id_number(2).text(),
                                                     id_number(3).text(), id_number(4).text()});
}

TEST_CASE("the tables that divide the complaints received add up to K01") {
  for (const char* period : {"2026-Q1", "2026-03", "2025", "2024", ""}) {
    const auto report = overview(quarter(), scope(period, kAsOf));
    REQUIRE(report);
    const auto received = std::get<std::int64_t>(measure(report->measures, "K01").value);
    for (const char* key : {"by_status", "by_category", "by_product", "by_medium"}) {
      INFO(period << " " << key);
      const Table& table = table_of(*report, key);
      std::int64_t sum = 0;
      for (const auto row : counts(table, "count")) sum += row;
      CHECK(sum == received);
      CHECK(table.total->at(1) == count(received));
    }
  }
}

TEST_CASE("the ages of the open complaints add up to K12") {
  const auto report = overview(quarter(), scope("2026-Q1", kAsOf));
  REQUIRE(report);
  CHECK(measure(report->measures, "K12").value == count(3));
  CHECK(table_of(*report, "age_of_open").total->at(1) == count(3));
}

TEST_CASE("open at the end of an open period is K12") {
  const auto report = overview(quarter(), scope("", kAsOf));
  REQUIRE(report);
  CHECK(counts(table_of(*report, "stock_and_flow"), "count").back() == 3);
}

TEST_CASE("every table has unique keys and rows as wide as its columns") {
  const auto report = overview(quarter(), scope("2026-Q1", kAsOf));
  REQUIRE(report);
  std::set<std::string> keys;
  for (const Table& table : report->tables) {
    CHECK(keys.insert(table.key).second);
    for (const Row& row : table.rows) CHECK(row.size() == table.columns.size());
    if (table.total) CHECK(table.total->size() == table.columns.size());
  }
}

TEST_CASE("units have a table only where a complaint names one") {
  process::Received received;
  received.unit = "north";
  const auto with = overview(States{History(1, "2026-01-05", received)}, scope("", kAsOf));
  const auto without = overview(quarter(), scope("", kAsOf));
  REQUIRE(with);
  REQUIRE(without);
  CHECK(table_of(*with, "by_unit").rows.size() == 1);
  CHECK(table_of(*without, "by_unit").key.empty());
}

TEST_CASE("the notes say what has no known date") {
  const auto report = overview(quarter(), scope("2026-Q1", kAsOf));
  REQUIRE(report);
  REQUIRE(report->notes.size() == 3);
  CHECK(report->notes[0].find("date of receipt: 1.") != std::string::npos);
  CHECK(report->notes[1].find("Decisions without a known date: 1.") == 0);
  CHECK(report->notes[2].find("Closings without a known date: 1.") == 0);
}

TEST_CASE("a period that is not over is noted") {
  const auto report = overview(States{}, scope("2026", kAsOf));
  REQUIRE(report);
  CHECK(report->notes.size() == 1);
}

TEST_CASE("the head of the report says what its figures are made of") {
  Scope within = scope("2026-Q1", "2026-06-30T12:00:00Z", zone("Asia/Tehran"));
  within.organization = "Riverside Water";
  within.commit = "3f9c2a7";
  within.filter = "category:P01";
  within.records_read = 7;
  within.records_skipped = 1;
  const auto report = overview(quarter(), within);
  REQUIRE(report);
  CHECK(report->name == "overview");
  CHECK(report->organization == "Riverside Water");
  CHECK(report->period_from == "2026-01-01");
  CHECK(report->period_to == "2026-03-31");
  CHECK(report->as_of == "2026-06-30T15:30:00+03:30");
  CHECK(report->commit == "3f9c2a7");
  CHECK(report->timezone == "Asia/Tehran");
  CHECK(report->filter == "category:P01");
  CHECK(report->records_read == 7);
  CHECK(report->records_skipped == 1);
}

TEST_CASE("a register without records has an overview of zeros and nothing to divide by") {
  const auto report = overview(States{}, scope("", kAsOf));
  REQUIRE(report);
  CHECK(measure(report->measures, "K01").value == count(0));
  CHECK(measure(report->measures, "K08").value == Cell{Ratio{0, 0}});
  CHECK(measure(report->measures, "K24").value == Cell{Percent{0, 0}});
}

TEST_CASE("records that contradict themselves give no report") {
  States cases = quarter();
  cases.front().stages.back().status = process::Status::assessed;
  CHECK_FALSE(overview(cases, scope("", kAsOf)));
}

TEST_CASE("words come from the labels, and their statistics in lower case") {
  Scope within = scope("", kAsOf);
  within.language = "ru";
  within.label = [](std::string_view key, std::string_view fallback) -> std::string {
    if (key == "first_response_time") return "Время до первого ответа";
    if (key == "median") return "Медиана";
    return std::string(fallback);
  };
  const auto report = overview(States{}, within);
  REQUIRE(report);
  CHECK(measure(report->measures, "K08").name == "Время до первого ответа (медиана)");
  CHECK(report->language == "ru");
}

TEST_CASE("the overview is the first report of the catalogue and found by name") {
  REQUIRE_FALSE(catalogue().empty());
  CHECK(catalogue().front().name == "overview");
  REQUIRE(find_report("overview"));
  CHECK(find_report("overview")->make(States{}, scope("", kAsOf)));
}

TEST_CASE("a report that does not exist is not found") { CHECK_FALSE(find_report("overvew")); }
