// Specifies lib/reports/durations.hpp.
#include "reports/durations.hpp"

#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;

namespace {

Durations durations_of(const std::vector<int>& days) {
  Durations durations;
  const auto start = parse_date("2026-01-01");
  for (const int n : days) durations.add("id", start, *start + std::chrono::days{n});
  return durations;
}

}  // namespace

TEST_CASE("the median of four is the second, by nearest rank") {
  CHECK(percentile({1, 2, 3, 4}, 50) == 2);  // ceil(0.5 * 4) = 2
}

TEST_CASE("the 90th percentile of ten is the ninth and of eleven the tenth") {
  CHECK(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90) == 9);       // ceil(9.0) = 9
  CHECK(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 90) == 10);  // ceil(9.9) = 10
}

TEST_CASE("every percentile of one number is that number") {
  CHECK(percentile({7}, 1) == 7);
  CHECK(percentile({7}, 100) == 7);
}

TEST_CASE("there is no percentile of nothing") { CHECK_FALSE(percentile({}, 50)); }

TEST_CASE("a percentile sorts the durations first") {
  const auto measure = durations_of({9, 1, 5}).percentile_measure("K08", "name", "days", "D", 50);
  CHECK(measure.value == Cell{std::int64_t{5}});
}

TEST_CASE("a percentile of no durations is not applicable") {
  const auto measure = durations_of({}).percentile_measure("K08", "name", "days", "D", 50);
  CHECK(measure.value == Cell{Ratio{0, 0}});
}

TEST_CASE("a mean is exact") {
  const auto measure = durations_of({1, 2, 2}).mean_measure("K08", "name", "days", "D");
  CHECK(measure.value == Cell{Ratio{5, 3}});
}

TEST_CASE("a mean of no durations is not applicable") {
  const auto measure = durations_of({}).mean_measure("K08", "name", "days", "D");
  CHECK(measure.value == Cell{Ratio{0, 0}});
}

TEST_CASE("a duration with an unknown end is left out and counted") {
  Durations durations;
  durations.add("id", parse_date("2026-01-01"), std::nullopt);
  durations.add("id", std::nullopt, parse_date("2026-01-01"));
  CHECK(durations.count() == 0);
  CHECK(durations.unknown() == 2);
}

TEST_CASE("a duration that ends before it starts is left out and counted") {
  Durations durations;
  durations.add("id", parse_date("2026-01-02"), parse_date("2026-01-01"));
  CHECK(durations.count() == 0);
  CHECK(durations.negative() == 1);
}

TEST_CASE("a duration within one day is of zero days") {
  CHECK(durations_of({0}).percentile_measure("K08", "name", "days", "D", 50).value ==
        Cell{std::int64_t{0}});
}
