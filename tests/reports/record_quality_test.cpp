// Specifies lib/reports/record_quality.hpp.
#include "reports/record_quality.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

process::Received full(std::string unit = "North") {
  process::Received received;
  received.medium = "email";
  received.language = "en";
  received.anonymous = true;
  received.occurred_on = process::KnownDate{};
  received.recurring = process::Answer::no;
  received.remedy_sought = process::RemedySought{process::Answer::no, {}, {}, {}};
  received.immediate_action = process::ImmediateAction{process::Answer::no, {}, {}};
  received.description.value = "It broke.";
  received.unit = std::move(unit);
  return received;
}

}  // namespace

TEST_CASE("K49 is what is there of what the status owes, whenever it was received") {
  const States cases{History(1, "2020-01-05", full()), History(2, "2026-01-05")};
  const auto within = scope("2026-01", kAsOf);
  const auto measure = completeness(population_of(cases, within), within);
  // Of the second: received_at, and the summary.
  CHECK(measure.value == Cell{Percent{9 + 2, 18}});
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("completeness by field puts what is missing most first, and by unit the worst") {
  const States cases{History(1, "2026-01-05", full()), History(2, "2026-01-05", full("")),
                    History(3, "2026-01-05")};
  const auto within = scope("", kAsOf);
  const auto fields = completeness_by_field(population_of(cases, within), within);
  CHECK(std::get<std::string>(fields.rows.front()[0]) == "complainant");
  CHECK(counts(fields, "missing").front() == 1);
  CHECK(counts(fields, "owed").front() == 3);
  const auto units = completeness_by_unit(population_of(cases, within), within);
  CHECK(codes(units, "unit") == std::vector<std::string>{"unknown", "North"});
  CHECK(counts(units, "complete") == std::vector<std::int64_t>{1, 1});
}

TEST_CASE("K50 counts events entered more than two local days late, by the day they happened") {
  const States cases{History(1, "2026-01-05T10:00:00Z")
                        .registered("2026-01-07T23:00:00Z")  // two days
                        .acknowledged("2026-01-06T10:00:00Z")
                        .registered("2026-01-09T00:30:00Z")  // three
                        .updated("2026-02-01T10:00:00Z")
                        .registered("2026-03-01T10:00:00Z")};
  const auto january = scope("2026-01", kAsOf);
  const auto measure = late_entries(population_of(cases, january), january);
  CHECK(measure.value == Cell{Percent{1, 2}});
  const auto year = scope("2026", kAsOf);
  CHECK(late_entries(population_of(cases, year), year).value == Cell{Percent{2, 3}});
}
