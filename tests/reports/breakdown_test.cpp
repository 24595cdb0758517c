// Specifies lib/reports/breakdown.hpp.
#include "reports/breakdown.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

process::Received about(const char* category) {
  process::Received received;
  received.category = category;
  return received;
}

Table categories(const States& cases, const Scope& within) {
  return breakdown(by_category, population_of(cases, within), within);
}

}  // namespace

TEST_CASE("categories stand by count, ties by code") {
  const States cases{History(1, "2026-01-05", about("P09")), History(2, "2026-01-05", about("P02")),
                    History(3, "2026-01-05", about("P02")), History(4, "2026-01-05", about("P01"))};
  const auto table = categories(cases, scope("", kAsOf));
  CHECK(codes(table, "category") == std::vector<std::string>{"P02", "P01", "P09"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{2, 1, 1});
}

TEST_CASE("other and unknown stand last, whatever their count") {
  const States cases{History(1, "2026-01-05", about("")),    History(2, "2026-01-05", about("")),
                    History(3, "2026-01-05", about("P35")), History(4, "2026-01-05", about("P35")),
                    History(5, "2026-01-05", about("P35")), History(6, "2026-01-05", about("P01"))};
  CHECK(codes(categories(cases, scope("", kAsOf)), "category") ==
        std::vector<std::string>{"P01", "P35", "unknown"});
}

TEST_CASE("a breakdown says how many were upheld by the last decision and how many are open") {
  const States cases{History(1, "2026-01-05", about("P01"))
                        .told("2026-01-10", Outcome::not_upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-10", Outcome::upheld),
                    History(2, "2026-01-05", about("P01")).closed("2026-01-10")};
  const auto table = categories(cases, scope("", kAsOf));
  CHECK(counts(table, "upheld") == std::vector<std::int64_t>{1});
  CHECK(counts(table, "open") == std::vector<std::int64_t>{1});
}

TEST_CASE("the total of a breakdown is the number received in the period") {
  States cases;
  for (std::uint64_t i = 0; i < 40; ++i)
    cases.push_back(History(i, i % 4 == 0 ? "2025-12-31" : "2026-01-05",
                            about(("P" + std::to_string(10 + i)).c_str())));
  const auto within = scope("2026-01", kAsOf);
  const auto table = categories(cases, within);
  CHECK(table.rows.size() == 30);
  CHECK(table.total->at(1) == count(30));
}

TEST_CASE("labels are those of the value list in the language of the report") {
  Lists lists;
  lists.edit("problems")
      .add({.code = "P01",
            .labels = {{"en", "delay"}, {"fa", "تأخیر"}},
            .maps_to = {},
            .requires_field = {}});
  Scope within{
      .period = {}, .as_of = *parse_instant(kAsOf), .zone = TimeZone::utc(), .lists = lists};
  within.language = "fa";
  const auto table = categories({History(1, "2026-01-05", about("P01"))}, within);
  CHECK(column(table, "category").front() == Cell{reports::Code{"P01", "تأخیر"}});
}

TEST_CASE("statuses stand in the order of the process and add up to the number received") {
  const States cases{History(1, "2026-01-05").closed("2026-01-06"), History(2, "2026-01-05"),
                    History(3, "2026-01-05").withdrawn("2026-01-06"),
                    History(4, "2026-01-05").rejected("2026-01-06")};
  const auto within = scope("", kAsOf);
  const auto table = by_status(population_of(cases, within), within);
  CHECK(codes(table, "status") == std::vector<std::string>{"new", "closed", "withdrawn"});
  CHECK(table.total->at(1) == count(3));
}

TEST_CASE("a register without units has no values to divide by") {
  const States cases{History(1, "2026-01-05")};
  CHECK_FALSE(has_values(by_unit, population_of(cases, scope("", kAsOf))));
}
