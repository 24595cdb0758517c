// Specifies lib/statistics/incident.hpp.
#include "statistics/incident.hpp"

#include <vector>

#include "support/test.hpp"

using namespace cmt::statistics;

namespace {

// Days with `each` complaints; a number stands for all of them.
std::vector<std::int64_t> days(std::size_t count, std::int64_t each) {
  return std::vector<std::int64_t>(count, each);
}

}  // namespace

TEST_CASE("the tail of the binomial is that of R") {
  CHECK(binomial_tail(22, 154, 1.0 / 13) == Approx(0.00365807648263));
  CHECK(binomial_tail(9, 12, 1.0 / 13) == Approx(1.67313750444e-08));
  CHECK(binomial_tail(0, 12, 0.5) == 1);
}

TEST_CASE("a week beyond three sigma of the twelve weeks before is found, with its days") {
  auto daily = days(120, 1);
  for (std::size_t day = 100; day < 107; ++day) daily[day] = 4;
  const auto found = incidents(daily, 0);
  REQUIRE(found.size() == 1);
  CHECK(found[0].first == 100);
  CHECK(found[0].last == 106);
  CHECK(found[0].count == 28);
  CHECK(found[0].before == 84);
  CHECK(found[0].expected == 7);
  CHECK(found[0].limit == Approx(14.9372539));
  CHECK(found[0].is_beyond_chance);
}

TEST_CASE("a week on the limit is none") {
  // Baseline 108 in 84 days: 9 a week, limit 18. One day holds all of the week.
  auto daily = days(84, 1);
  for (std::size_t day = 0; day < 24; ++day) daily[day] = 2;
  auto week = days(7, 0);
  week[6] = 18;
  daily.insert(daily.end(), week.begin(), week.end());
  CHECK(incidents(daily, 0).empty());
  daily.back() = 19;
  REQUIRE(incidents(daily, 0).size() == 1);
  CHECK(incidents(daily, 0)[0].count == 19);
}

TEST_CASE("what passes three sigma but may be chance among all the weeks looked at is told apart") {
  auto daily = days(84, 1);
  for (std::size_t day = 0; day < 24; ++day) daily[day] = 2;
  auto week = days(7, 0);
  week[6] = 19;
  daily.insert(daily.end(), week.begin(), week.end());
  const auto alone = incidents(daily, 0, 1);
  const auto one_of_many = incidents(daily, 0, 1000);
  REQUIRE(one_of_many.size() == 1);
  CHECK(alone[0].is_beyond_chance);
  CHECK_FALSE(one_of_many[0].is_beyond_chance);
}

TEST_CASE("two in a week are no incident, however quiet it was before") {
  auto daily = days(90, 0);
  daily.push_back(2);
  CHECK(incidents(daily, 0).empty());
  daily.back() = 3;
  CHECK(incidents(daily, 0).size() == 1);
}

TEST_CASE("without twelve weeks before it no week is looked at, nor one before the period") {
  auto daily = days(90, 0);
  daily[80] = 50;
  CHECK(incidents(daily, 0).empty());
  auto later = days(120, 0);
  later[95] = 50;
  CHECK(incidents(later, 0).size() == 1);
  CHECK(incidents(later, 110).empty());
}
