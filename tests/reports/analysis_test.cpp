// Specifies the reports of analysis: pareto, trend, recurrence, themes, remedies, fairness, workload,
// escalations, disputes, access, data-quality, kpi, and what is common to all.
#include "reports/analysis.hpp"

#include <algorithm>

#include "reports/catalogue.hpp"
#include "reports/cross_table.hpp"
#include "reports/histories.hpp"
#include "reports/kpi.hpp"
#include "reports/pareto.hpp"
#include "reports/records_behind.hpp"
#include "reports/recurrence.hpp"
#include "reports/remedy_mix.hpp"
#include "reports/trend.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2027-01-15T12:00:00Z";

process::Received about(std::string category, std::string product = "Table",
                        std::string unit = "North", std::string said = {}) {
  process::Received received;
  received.category = std::move(category);
  received.product = std::move(product);
  received.unit = std::move(unit);
  received.description.value = std::move(said);
  received.language = "en";
  return received;
}

History graded(History history, int severity) {
  process::Assessed assessed;
  assessed.severity = severity;
  return history.then("2026-12-30", std::move(assessed));
}

process::Remedy pays(const char* amount, const char* currency = "EUR") {
  process::Remedy remedy;
  remedy.code = "R49";
  remedy.amount = Money::parse(amount, currency);
  return remedy;
}

std::string day(const char* month, int number) {
  return std::string{month} + (number < 10 ? "-0" : "-") + std::to_string(number);
}

std::string month_name(int number) {
  return std::string{"2026-"} + (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

TEST_CASE("every report of the catalogue is made of no complaints, and of one, without a fault") {
  const States one{History(1, "2026-01-05", about("P05")).told("2026-01-09", Outcome::upheld, {pays("5.00")})};
  for (const auto& entry : catalogue())
    for (const char* period : {"", "2026", "2025-Q1"}) {
      CAPTURE(entry.name);
      CAPTURE(period);
      const auto empty = entry.make(States{}, scope(period, kAsOf));
      REQUIRE(empty);
      const auto made = entry.make(one, scope(period, kAsOf));
      REQUIRE(made);
      CHECK(made->name == entry.name);
      for (const auto& table : made->tables)
        for (const auto& row : table.rows) CHECK(row.size() <= table.columns.size());
      // Keys name the arrays of JSON: each once.
      std::vector<std::string> keys;
      for (const auto& table : made->tables) keys.push_back(table.key);
      std::sort(keys.begin(), keys.end());
      CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
    }
}

TEST_CASE("pareto ranks by count, by severity and by cost, each with its own vital few") {
  States cases;
  std::uint64_t number = 0;
  for (int i = 0; i < 8; ++i) cases.push_back(graded(History(++number, "2026-01-05", about("P01")), 1));
  cases.push_back(graded(History(++number, "2026-01-05", about("P39")), 4));
  cases.push_back(History(++number, "2026-01-05", about("P35")));
  cases.push_back(History(++number, "2026-01-05", about("P20")).told("2026-01-06", Outcome::upheld, {pays("250.00"), pays("1.50")}));
  const auto report = *pareto(cases, scope("2026-01", kAsOf));
  const auto& by_count = table_of(report, "pareto_category");
  CHECK(codes(by_count, "category") == std::vector<std::string>{"P01", "P20", "P39", "P35"});
  CHECK(column(by_count, "cumulative")[0] == Cell{Percent{8, 11}});
  const auto& by_severity = table_of(report, "pareto_category_by_severity");
  CHECK(codes(by_severity, "category").front() == "P39");
  CHECK(counts(by_severity, "weight").front() == 27);
  const auto& by_cost = table_of(report, "pareto_category_by_cost_EUR");
  CHECK(column(by_cost, "amount").front() == Cell{std::string{"251.50"}});
}

TEST_CASE("pareto divides by the property that --by names, and by two in a cross table of overview") {
  auto within = scope("2026", kAsOf);
  within.by = "unit";
  const States cases{History(1, "2026-01-05", about("P01")), History(2, "2026-01-05", about("P01", "Bed", "South"))};
  CHECK(table_of(*pareto(cases, within), "pareto_unit").rows.size() == 2);
  within.by = "nothing";
  CHECK_FALSE(pareto(cases, within));
  within.by = "unit,unit";
  CHECK_FALSE(pareto(cases, within));
  within.by = "unit,product";
  const auto overview_made = *find_report("overview")->make(cases, within);
  CHECK(table_of(overview_made, "by_unit_and_product").rows.size() == 2);
}

TEST_CASE("a cross table adds up, and claims nothing of too few") {
  const States cases{History(1, "2026-01-05", about("P01", "Bed", "North")),
                    History(2, "2026-01-05", about("P01", "Bed", "South")),
                    History(3, "2026-01-05", about("P01", "Chair", "South"))};
  const auto within = scope("2026", kAsOf);
  const auto table = cross_table(*find_dimension("unit"), *find_dimension("product"),
                                 population_of(cases, within), within);
  CHECK(codes(table, "unit") == std::vector<std::string>{"South", "North"});
  CHECK(counts(table, "total") == std::vector<std::int64_t>{2, 1});
  CHECK(table.total->back() == count(3));
  CHECK(table.note.substr(0, 7) == "Too few");
}

TEST_CASE("a cross table says that two properties go together when they do") {
  States cases;
  for (int i = 0; i < 60; ++i)
    cases.push_back(History(static_cast<std::uint64_t>(i), "2026-01-05",
                            about("P01", i % 2 ? "Bed" : "Chair", i % 2 ? "North" : "South")));
  const auto within = scope("2026", kAsOf);
  const auto table = cross_table(*find_dimension("unit"), *find_dimension("product"),
                                 population_of(cases, within), within);
  CHECK(table.note.substr(0, 19) == "The two go together");
}

TEST_CASE("trend freezes its limits before the period and names the month out of line") {
  States cases;
  std::uint64_t number = 0;
  for (int year = 2025; year <= 2026; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int i = 0; i < (year == 2026 && month == 6 ? 30 : 9 + month % 3); ++i)
        cases.push_back(History(++number, std::to_string(year) + month_name(month).substr(4) + "-1" + std::to_string(i % 9), about("P01")));
  const auto report = *trend(cases, scope("2026", kAsOf));
  const auto& table = table_of(report, "received_by_month");
  REQUIRE(table.rows.size() == 24);
  REQUIRE(table.chart);
  CHECK(table.chart->kind == ChartKind::control);
  const auto signals = column(table, "signal");
  CHECK(std::get<Code>(signals[17]).code == "outside-high");
  CHECK(std::count(signals.begin(), signals.end(), Cell{Unknown{}}) == 23);
  const auto before = column(table, "year_before");
  CHECK(before[12] == count(10));
  CHECK(std::get<std::string>(column(table, "season_signal")[17]) == "yes");
  CHECK(measure(report.measures, "TREND.p").value != Cell{Ratio{0, 0}});
}

TEST_CASE("trend leaves out the month that is not over, and draws no limits from fewer than eight") {
  States cases;
  std::uint64_t number = 0;
  for (int month = 1; month <= 8; ++month)
    cases.push_back(History(++number, month_name(month) + "-02", about("P01")));
  const auto report = *trend(cases, scope("", "2026-08-15T12:00:00Z"));
  const auto& table = table_of(report, "received_by_month");
  CHECK(table.rows.size() == 7);
  CHECK(table.chart->kind == ChartKind::columns);
  CHECK(measure(report.measures, "TREND").value == Cell{Ratio{0, 0}});
}

TEST_CASE("trend names the category that rises, and not the others") {
  States cases;
  std::uint64_t number = 0;
  for (int month = 1; month <= 12; ++month) {
    for (int i = 0; i < month; ++i)
      cases.push_back(History(++number, day(month_name(month).c_str(), 1 + i), about("P33")));
    for (int i = 0; i < 6; ++i)
      cases.push_back(History(++number, day(month_name(month).c_str(), 3 + 2 * i), about("P01")));
  }
  const auto table = table_of(*trend(cases, scope("2026", kAsOf)), "trend_by_category");
  REQUIRE(table.rows.size() == 2);
  CHECK(codes(table, "category").front() == "P33");
  CHECK(column(table, "trend")[0] == Cell{std::string{"rising"}});
  CHECK(column(table, "slope")[0] == Cell{Ratio{1, 1}});
  CHECK(column(table, "trend")[1] == Cell{std::string{"none"}});
}

TEST_CASE("trend finds the week out of line in its category") {
  States cases;
  std::uint64_t number = 0;
  for (int month = 1; month <= 12; ++month)
    for (int i = 1; i <= 14; ++i)
      cases.push_back(History(++number, day(month_name(month).c_str(), 2 * i), about("P01")));
  for (int i = 0; i < 16; ++i)
    cases.push_back(History(++number, day("2026-09", 7 + i % 5), about("P41")));
  const auto report = *trend(cases, scope("2026", kAsOf));
  const auto& table = table_of(report, "incidents");
  const auto of = codes(table, "of");
  CHECK(std::count(of.begin(), of.end(), "category:P41") == 1);
  CHECK(std::count(of.begin(), of.end(), "category:P01") == 0);
}

TEST_CASE("8.2 recurrence names the problem that is systematic, with the command that would link") {
  States cases;
  std::uint64_t number = 0;
  for (int i = 0; i < 6; ++i)
    cases.push_back(History(++number, day("2026-03", 1 + i), about("P05", "Bed", "North")));
  for (const char* product : {"Chair", "Desk", "Shelf"})
    for (const char* category : {"P01", "P03"})
      cases.push_back(History(++number, "2026-03-01", about(category, product, "South")));
  const auto report = *recurrence(cases, scope("2026", kAsOf));
  const auto& table = table_of(report, "problems");
  REQUIRE(table.rows.size() == 1);
  CHECK(codes(table, "category").front() == "P05");
  CHECK(codes(table, "occurrence").front() == "systematic");
  CHECK(counts(table, "most").front() == 6);
  CHECK(column(table, "beyond_chance").front() == Cell{std::string{"yes"}});
  CHECK(std::get<std::string>(column(table_of(report, "links"), "command").front()) ==
        "cmt link " + id_number(2).text() + " " + id_number(1).text() + " --type same-cause");
}

TEST_CASE("8.2 what many complaints give by chance is not beyond it") {
  States cases;
  std::uint64_t number = 0;
  for (int i = 0; i < 24; ++i)
    for (const char* product : {"Chair", "Desk"})
      cases.push_back(History(++number, day("2026-03", 1 + i), about(i % 2 ? "P01" : "P03", product)));
  const auto table = table_of(*recurrence(cases, scope("2026", kAsOf)), "problems");
  CHECK(codes(table, "occurrence").front() == "systematic");
  for (const auto& cell : column(table, "beyond_chance")) CHECK(cell == Cell{Unknown{}});
}

TEST_CASE("8.2 near duplicates are proposed for linking across complainants, for merging within one") {
  const std::string said = "My card was charged twice for one order, please pay one of them back";
  const auto from = [&](std::uint64_t number, const char* complainant, const char* on) {
    auto received = about("P20", "Card", "North", said);
    received.complainant = complainant;
    return History(number, on, std::move(received));
  };
  const States cases{from(1, "P-A", "2026-01-05"), from(2, "P-B", "2026-01-06"), from(3, "P-A", "2026-01-07")};
  const auto table = table_of(*recurrence(cases, scope("2026", kAsOf)), "near_duplicates");
  REQUIRE(table.rows.size() == 2);
  const auto commands = column(table, "command");
  CHECK(commands[0] == Cell{"cmt link " + id_number(2).text() + " " + id_number(1).text() + " --type same-cause"});
  CHECK(commands[1] == Cell{"cmt merge " + id_number(3).text() + " " + id_number(1).text()});
}

TEST_CASE("8.2 what is linked is proposed no more") {
  const std::string said = "My card was charged twice for one order, please pay one of them back";
  const States cases{History(1, "2026-01-05", about("P20", "Card", "North", said)),
                    History(2, "2026-01-06", about("P20", "Card", "North", said))
                        .then("2026-01-07", process::Linked{id_number(1).text(), process::LinkType::linked})};
  CHECK(table_of(*recurrence(cases, scope("2026", kAsOf)), "near_duplicates").rows.empty());
}

TEST_CASE("K25 counts remedies of what was upheld or not found, with sums by currency") {
  const States cases{
      History(1, "2026-01-05").told("2026-01-06", Outcome::upheld, {pays("12.50"), pays("3.00", "USD")}),
      History(2, "2026-01-05").told("2026-01-06", Outcome::no_finding, {pays("7.50")}),
      History(3, "2026-01-05").told("2026-01-06", Outcome::not_upheld, {pays("99.00")}),
      History(4, "2026-01-05").told("2026-02-06", Outcome::upheld, {pays("99.00")})};
  const auto within = scope("2026-01", kAsOf);
  const auto measures = remedy_costs(population_of(cases, within), within);
  CHECK(measure(measures, "K25").value == count(3));
  CHECK(measure(measures, "K25.EUR").value == Cell{Ratio{200000, 10000}});
  CHECK(measure(measures, "K25.USD").value == Cell{Ratio{30000, 10000}});
  const auto table = remedy_mix(population_of(cases, within), within);
  CHECK(counts(table, "count") == std::vector<std::int64_t>{2, 1});
  CHECK(column(table, "amount").front() == Cell{std::string{"20.00"}});
}

TEST_CASE("4.5 fairness sets groups side by side, holds back small ones and names nobody") {
  States cases;
  for (int i = 0; i < 60; ++i) {
    auto received = about("P01");
    received.language = i < 3 ? "ru" : i % 2 ? "en" : "fa";
    const bool is_upheld = i % 2 ? i % 10 != 1 : i % 10 == 0;
    cases.push_back(History(static_cast<std::uint64_t>(i), "2026-01-05", std::move(received))
                        .told("2026-01-09", is_upheld ? Outcome::upheld : Outcome::not_upheld));
  }
  const auto report = *fairness(cases, scope("2026", kAsOf));
  const auto& table = table_of(report, "by_language");
  CHECK(codes(table, "language") == std::vector<std::string>{"en", "fa", "ru"});
  CHECK(table.rows[2][1] == Cell{Fewer{5}});
  CHECK(table.rows[2].size() == 2);
  for (const auto& one : report.measures) CHECK(one.records.empty());
}

TEST_CASE("4.5 fairness says when the upheld share differs beyond chance") {
  const auto with = [](int differing) {
    States cases;
    for (int i = 0; i < 80; ++i) {
      auto received = about("P01");
      received.language = i % 2 ? "en" : "fa";
      const bool is_upheld = i % 2 ? i / 2 % 4 < 2 + differing : i / 2 % 4 < 2;
      cases.push_back(History(static_cast<std::uint64_t>(i), "2026-01-05", std::move(received))
                          .told("2026-01-09", is_upheld ? Outcome::upheld : Outcome::not_upheld));
    }
    return table_of(*fairness(cases, scope("2026", kAsOf)), "by_language").note;
  };
  CHECK(with(0).find("does not differ") != std::string::npos);
  CHECK(with(2).find("differs between the groups beyond chance") != std::string::npos);
}

TEST_CASE("workload gives each owner what is open, overdue, received, decided and closed") {
  const auto owned = [](History history, const char* owner) {
    return history.then("2026-01-05", process::Assigned{owner, {}});
  };
  const States cases{
      owned(History(1, "2026-01-05", under("final 10d")), "sara"), owned(History(2, "2026-01-05"), "sara"),
      owned(History(3, "2026-01-05"), "omid").told("2026-01-09", Outcome::upheld).closed("2026-01-10"),
      History(4, "2026-01-05")};
  const auto table = table_of(*workload(cases, scope("2026-01", "2026-02-01T12:00:00Z")), "by_owner");
  CHECK(codes(table, "owner") == std::vector<std::string>{"sara", "omid", "unknown"});
  CHECK(counts(table, "open") == std::vector<std::int64_t>{2, 0, 1});
  CHECK(counts(table, "overdue") == std::vector<std::int64_t>{1, 0, 0});
  CHECK(counts(table, "decided") == std::vector<std::int64_t>{0, 1, 0});
  CHECK(counts(table, "closed") == std::vector<std::int64_t>{0, 1, 0});
}

TEST_CASE("workload's stock by month satisfies that each month begins with what the last one left") {
  const States cases{History(1, "2026-01-05").told("2026-02-01", Outcome::upheld).closed("2026-03-05"),
                    History(2, "2026-02-05").withdrawn("2026-02-06"), History(3, "2026-03-05")};
  const auto table = table_of(*workload(cases, scope("", "2026-04-01T12:00:00Z")), "stock_by_month");
  const auto start = counts(table, "open_at_start"), end = counts(table, "open_at_end");
  const auto came = counts(table, "came"), went = counts(table, "went");
  REQUIRE(start.size() == 4);
  for (std::size_t i = 0; i < start.size(); ++i) {
    CHECK(start[i] + came[i] == went[i] + end[i]);
    if (i > 0) CHECK(start[i] == end[i - 1]);
  }
  CHECK(end == std::vector<std::int64_t>{1, 1, 1, 1});
}

TEST_CASE("disputes tell each body's referrals, results and what is still there") {
  const auto sent = [](std::uint64_t number, const char* body) {
    return History(number, "2026-01-05").then("2026-01-08", process::Referred{body, "D-1", true});
  };
  const States cases{sent(1, "Ombudsman").then("2026-01-20", process::DisputeClosed{"D-1", true, {"pay"}}),
                    sent(2, "Ombudsman"), sent(3, "Court")};
  const auto report = *disputes(cases, scope("2026-01", "2026-01-28T12:00:00Z"));
  const auto& table = table_of(report, "by_body");
  CHECK(codes(table, "body") == std::vector<std::string>{"Ombudsman", "Court"});
  CHECK(counts(table, "overturned") == std::vector<std::int64_t>{1, 0});
  CHECK(counts(table, "open") == std::vector<std::int64_t>{1, 1});
  CHECK(counts(table_of(report, "pending"), "age") == std::vector<std::int64_t>{20, 20});
}

TEST_CASE("kpi has every measure of the guidance, and says what it lacks for those without a value") {
  const auto report = *kpi(States{History(1, "2026-01-05")}, scope("2026-01", kAsOf));
  for (int i = 1; i <= 55; ++i) {
    const std::string id = "K" + std::string(i < 10 ? "0" : "") + std::to_string(i);
    CAPTURE(id);
    const auto found = std::find_if(report.measures.begin(), report.measures.end(),
                                    [&](const Measure& one) { return one.id == id; });
    REQUIRE(found != report.measures.end());
    CHECK_FALSE(found->basis.empty());
  }
  CHECK(measure(report.measures, "K44").value == Cell{Ratio{0, 0}});
  CHECK_FALSE(measure(report.measures, "K44").note.empty());
  CHECK(std::is_sorted(report.measures.begin(), report.measures.end(),
                       [](const Measure& a, const Measure& b) { return a.id.substr(0, 3) < b.id.substr(0, 3); }));
}

TEST_CASE("kpi sets the period before and the year before beside each value, but not of states") {
  const States cases{History(1, "2025-02-05"), History(2, "2026-01-05"), History(3, "2026-01-06"),
                    History(4, "2026-02-05")};
  const auto report = *kpi(cases, scope("2026-02", kAsOf));
  const auto& table = table_of(report, "comparison");
  REQUIRE(std::get<std::string>(table.rows.front()[0]) == "K01");
  CHECK(table.rows.front()[2] == count(1));
  CHECK(table.rows.front()[3] == count(2));
  CHECK(table.rows.front()[4] == count(1));
  for (const auto& row : table.rows)
    if (std::get<std::string>(row[0]) == "K12") CHECK(row[3] == Cell{Unknown{}});
  CHECK(table_of(*kpi(cases, scope("", kAsOf)), "comparison").note.find("open at an end") !=
        std::string::npos);
}

TEST_CASE("the complaints behind a figure are those in its numerator") {
  const States cases{History(1, "2026-01-05").told("2026-01-06", Outcome::upheld),
                    History(2, "2026-01-05").told("2026-01-06", Outcome::not_upheld)};
  const auto within = scope("2026", kAsOf);
  const auto behind = records_behind(*kpi(cases, within), "k24", cases, within);
  REQUIRE(behind);
  CHECK(behind->measures.size() == 1);
  REQUIRE(behind->tables.front().rows.size() == 1);
  CHECK(behind->tables.front().rows[0][0] == Cell{id_number(1).text()});
  const auto none = records_behind(*kpi(cases, within), "K99", cases, within);
  REQUIRE_FALSE(none);
  CHECK(none.failure().kind == FailureKind::usage);
}
