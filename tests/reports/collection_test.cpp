// Specifies lib/reports/collection.hpp.
#include "reports/collection.hpp"

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

// Two in January, one of them answered in March; one in May that is long overdue.
States half_year() {
  return {History(1, "2026-01-05").told("2026-01-15", Outcome::upheld).closed("2026-01-20"),
          History(2, "2026-01-25").told("2026-03-10", Outcome::not_upheld),
          History(3, "2026-05-01", under("final 10d"))};
}

const Table* table(const Report& report, std::string_view key) {
  for (const Table& one : report.tables)
    if (one.key == key) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("a collection has every report of the catalogue, in its order") {
  const auto all = collection(half_year(), scope("2026", kAsOf), Audience::inside);
  REQUIRE(all);
  REQUIRE(all->reports.size() == catalogue().size());
  for (std::size_t i = 0; i < catalogue().size(); ++i)
    CHECK(all->reports[i].name == catalogue()[i].name);
}

TEST_CASE("reports of a collection have the figures that they have alone") {
  const auto cases = half_year();
  const auto within = scope("2026", kAsOf);
  const auto all = collection(cases, within, Audience::inside);
  REQUIRE(all);
  for (std::size_t i = 0; i < catalogue().size(); ++i) {
    CAPTURE(catalogue()[i].name);
    const auto alone = catalogue()[i].make(cases, within);
    REQUIRE(alone);
    const Report& together = all->reports[i];
    REQUIRE(alone->measures.size() == together.measures.size());
    for (std::size_t m = 0; m < alone->measures.size(); ++m)
      CHECK(alone->measures[m].value == together.measures[m].value);
    REQUIRE(alone->tables.size() == together.tables.size());
    for (std::size_t t = 0; t < alone->tables.size(); ++t)
      CHECK(alone->tables[t].rows == together.tables[t].rows);
  }
}

TEST_CASE("a month has its own overview where something came, was decided or was closed") {
  const auto all = collection(half_year(), scope("2026", kAsOf), Audience::inside);
  REQUIRE(all);
  std::vector<std::string> months;
  std::vector<std::int64_t> received;
  for (const MonthReport& one : all->months) {
    months.push_back(month_of(cmt::Date{one.month / 1}));
    received.push_back(one.received);
    CHECK(measure(one.report.measures, "K01").value == Cell{one.received});
  }
  CHECK(months == std::vector<std::string>{"2026-01", "2026-03", "2026-05"});
  CHECK(received == std::vector<std::int64_t>{2, 0, 1});
}

TEST_CASE("a month at the edge of the period has the days of the period alone") {
  auto within = scope("2026", kAsOf);
  within.period = {*parse_date("2026-01-10"), *parse_date("2026-05-31")};
  const auto all = collection(half_year(), within, Audience::inside);
  REQUIRE(all);
  CHECK(all->months.front().report.period_from == "2026-01-10");
  CHECK(all->months.front().report.period_to == "2026-01-31");
}

TEST_CASE("a month has nothing of what is open now") {
  const auto all = collection(half_year(), scope("2026", kAsOf), Audience::inside);
  REQUIRE(all);
  for (const MonthReport& one : all->months) {
    CHECK_FALSE(table(one.report, "oldest_open"));
    CHECK_FALSE(table(one.report, "age_of_open"));
    for (const Measure& measure : one.report.measures) CHECK(measure.basis != "S");
  }
}

TEST_CASE("the dashboard lists what is overdue, the longest delay first") {
  auto cases = half_year();
  cases.push_back(History(4, "2026-04-01", under("final 10d")));
  const auto all = collection(cases, scope("2026", kAsOf), Audience::inside);
  REQUIRE(all);
  const Table* overdue = table(all->dashboard, "overdue");
  REQUIRE(overdue);
  REQUIRE(overdue->rows.size() == 2);
  CHECK(overdue->rows[0][0] == Cell{cases[3].id.text()});
  CHECK(overdue->rows[0][2] == Cell{reports::Date{"2026-04-11"}});
  CHECK(overdue->rows[0][3] == Cell{std::int64_t{80}});
  CHECK(overdue->rows[1][0] == Cell{cases[2].id.text()});
}

TEST_CASE("the dashboard leaves out pictures of nothing") {
  const auto all = collection(States{History(1, "2026-01-05").withdrawn("2026-01-06")},
                              scope("2026", kAsOf), Audience::inside);
  REQUIRE(all);
  CHECK(table(all->dashboard, "by_month"));
  CHECK_FALSE(table(all->dashboard, "age_of_open"));
  CHECK_FALSE(table(all->dashboard, "outcomes"));
}

TEST_CASE("for everybody, no page names a complaint or shows a small count, and no month stands alone") {
  const auto cases = half_year();
  const auto all = collection(cases, scope("2026", kAsOf), Audience::everybody);
  REQUIRE(all);
  CHECK(all->months.empty());
  CHECK_FALSE(table(all->dashboard, "overdue"));
  CHECK(measure(all->dashboard.measures, "K01").value == Cell{Fewer{5}});
  std::vector<const Report*> every{&all->dashboard};
  for (const Report& report : all->reports) every.push_back(&report);
  for (const Report* report : every) {
    CAPTURE(report->name);
    CHECK(report->options == std::vector<std::string>{"--publish"});
    for (const Measure& measure : report->measures) CHECK(measure.records.empty());
    for (const Table& one : report->tables)
      for (const Row& row : one.rows)
        for (const Cell& cell : row)
          for (const auto& state : cases) CHECK(cell != Cell{state.id.text()});
  }
}

TEST_CASE("a collection of contradicting records fails as a report does") {
  auto within = scope("2026", kAsOf);
  within.period = {*parse_date("2026-05-31"), *parse_date("2026-01-10")};
  CHECK_FALSE(collection(half_year(), within, Audience::inside));
}
