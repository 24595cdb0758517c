// ISO 10002:2018, 8.2 to 8.7: what complaints are divided by, what they cost, and what staff suggest.
#include "reports/rates_and_costs.hpp"

#include "reports/histories.hpp"
#include "reports/inputs.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

Exposure days(const char* from, const char* to, std::int64_t count) { return {*parse_date(from), *parse_date(to), count}; }

const Exposure first_half = days("2026-01-01", "2026-06-30", 4000);
const Exposure second_half = days("2026-07-01", "2026-12-31", 6000);

Scope within(std::vector<Exposure> exposure) {
  Scope out = scope("2026", "2026-12-31T12:00:00Z");
  out.exposure = std::move(exposure);
  return out;
}

Measure rate(const Scope& scope) {
  const std::vector<process::State> cases = {History{1, "2026-02-01T10:00:00Z"}.state(), History{2, "2026-03-01T10:00:00Z"}.state(),
                                             History{3, "2025-12-31T10:00:00Z"}.state()};
  return complaint_rate(population_of(cases, scope), scope);
}

bool has_value(const Measure& measure) { return measure.value != Cell{Ratio{0, 0}}; }

improvement::ActionState suggestion(const char* opened) {
  improvement::ActionState out;
  out.source = improvement::Origin::suggestion;
  out.opened_at = *parse_when(opened);
  return out;
}

process::Closed costing(int minutes, const char* external = nullptr) {
  process::Closed out;
  out.reason = process::ClosureReason::accepted;
  out.handling_minutes = minutes;
  if (external) out.external_cost = Money::parse(external);
  return out;
}

process::State closed(std::uint64_t number, std::optional<process::Closed> how, const char* at = "2026-02-01T10:00:00Z") {
  History history{number, "2026-01-05T10:00:00Z"};
  history.told("2026-01-20T10:00:00Z", process::Outcome::upheld);
  if (!how) return history.closed(at).state();
  history.then(at, process::Accepted{});
  return history.then(at, *how).state();
}

std::vector<Measure> costs(const std::vector<process::State>& cases, const char* rate = "30.00 EUR") {
  Scope scope = within({});
  if (rate) scope.handling_rate = Money::parse(rate);
  return handling_costs(population_of(cases, scope), scope);
}

}  // namespace

TEST_CASE("8.2 K02 divides complaints received by what was counted in the same period, for a thousand") {
  Scope scope = within({first_half, second_half});
  scope.exposure_unit = "orders";
  const auto measure = rate(scope);
  CHECK(measure.value == Cell{Ratio{2000, 10000}});
  CHECK(measure.numerator == 2);
  CHECK(measure.denominator == 10000);
  CHECK(measure.unit == "per 1,000 orders");
  CHECK(measure.records.size() == 2);
}

TEST_CASE("8.2 K02 has no value where a day of the period has no count") {
  const auto gap = days("2026-07-02", "2026-12-31", 6000);
  for (const auto& rows : {std::vector{first_half}, std::vector{second_half}, std::vector{first_half, gap}}) {
    const auto measure = rate(within(rows));
    CHECK_FALSE(has_value(measure));
    CHECK_FALSE(measure.note.empty());
  }
  CHECK(rate(within({first_half, gap})).note.find("2026-07-01.") != std::string::npos);
}

TEST_CASE("8.2 K02 takes no row that goes beyond the period") {
  CHECK_FALSE(has_value(rate(within({first_half, days("2026-07-01", "2027-01-31", 6000)}))));
  CHECK_FALSE(has_value(rate(within({days("2025-12-01", "2026-12-31", 6000)}))));
}

TEST_CASE("8.2 K02 leaves out what was counted before and after the period") {
  const auto measure = rate(within({days("2025-01-01", "2025-12-31", 1), first_half, second_half, days("2027-01-01", "2027-12-31", 1)}));
  CHECK(measure.denominator == 10000);
}

TEST_CASE("8.2 K02 of a period that is open at an end has no value") {
  Scope scope = within({first_half, second_half});
  scope.period.from.reset();
  CHECK_FALSE(has_value(rate(scope)));
}

TEST_CASE("8.7 K45 counts suggestions of staff that began in the period, not those of complainants") {
  Inputs inputs;
  inputs.actions = {suggestion("2026-02-01T10:00:00Z"), suggestion("2026-03-01T10:00:00Z"), suggestion("2027-02-01T10:00:00Z"),
                    suggestion("2026-02-01T10:00:00Z"), suggestion("2026-02-01T10:00:00Z")};
  inputs.actions[0].approver = "sara";
  inputs.actions[3].complaints = {"2026-0000018"};
  inputs.actions[4].source = improvement::Origin::self;
  Scope scope = within({});
  scope.inputs = &inputs;
  const auto measures = staff_suggestions(scope);
  REQUIRE(measures.size() == 2);
  CHECK(measures[0].value == Cell{std::int64_t{2}});
  CHECK(measures[1].numerator == 1);
  CHECK(measures[1].denominator == 2);
}

TEST_CASE("8.7 K45.adopted leaves out what was approved and given up") {
  Inputs inputs;
  inputs.actions = {suggestion("2026-02-01T10:00:00Z")};
  inputs.actions[0].approver = "sara";
  inputs.actions[0].status = improvement::ActionStatus::cancelled;
  Scope scope = within({});
  scope.inputs = &inputs;
  CHECK(staff_suggestions(scope)[1].numerator == 0);
}

TEST_CASE("8.4 K51 is the mean of working time at its rate and of what was paid to others") {
  // 60 min at 30.00 an hour; 30 min and 12.50 paid.
  const auto measures = costs({closed(1, costing(60)), closed(2, costing(30, "12.50 EUR")), closed(3, {})});
  REQUIRE(measures.size() == 2);
  const auto& value = std::get<Ratio>(measures[0].value);
  CHECK(value.numerator * 100 == 2875 * value.denominator);
  CHECK(measures[0].unit == "EUR");
  CHECK(measures[0].note == "Of 2 of 3 closed cases.");
  CHECK(measures[0].records.size() == 2);
  CHECK(measures[1].value == Cell{Ratio{90, 2}});
}

TEST_CASE("8.4 K51 leaves a case out that paid others in another currency, and says so") {
  const auto measures = costs({closed(1, costing(60)), closed(2, costing(30, "12.50 USD"))});
  const auto& value = std::get<Ratio>(measures[0].value);
  CHECK(value.numerator == 30 * value.denominator);
  CHECK(measures[0].note == "Of 1 of 2 closed cases. Paid to others in another currency: 1; in no figure.");
}

TEST_CASE("8.4 K51 without a rate has no value, and the minutes have one") {
  const auto measures = costs({closed(1, costing(60))}, nullptr);
  CHECK_FALSE(has_value(measures[0]));
  CHECK(measures[1].value == Cell{Ratio{60, 1}});
}

TEST_CASE("8.4 K51 counts cases that were closed in the period") {
  CHECK(costs({closed(1, costing(60), "2027-01-01T10:00:00Z")}).size() == 1);
}
