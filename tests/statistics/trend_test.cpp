// Specifies lib/statistics/trend.hpp. The numbers come from R (reference.R), where not said otherwise.
#include "statistics/trend.hpp"

#include <vector>

#include "support/test.hpp"

using namespace cmt::statistics;

namespace {

using Series = std::vector<std::int64_t>;

// Annual flow of the Nile at Aswan, 1871 to 1970 (R: Nile).
const Series nile{
    1120, 1160, 963,  1210, 1160, 1160, 813,  1230, 1370, 1140, 995,  935, 1110, 994, 1020,
    960,  1180, 799,  958,  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840,
    874,  694,  940,  833,  701,  916,  692,  1020, 1050, 969,  831,  726, 456,  824, 702,
    1120, 1100, 832,  764,  821,  768,  845,  864,  862,  698,  845,  744, 796,  1040, 759,
    781,  865,  845,  944,  984,  897,  822,  1010, 771,  676,  649,  846, 812,  742, 801,
    1040, 860,  874,  848,  890,  744,  749,  838,  1050, 918,  986,  797, 923,  975, 815,
    1020, 906,  901,  1170, 912,  746,  919,  718,  714,  740};

const Series rising{12, 15, 14, 14, 18, 21, 19, 21, 25, 24, 24, 30};

}  // namespace

TEST_CASE("Mann-Kendall finds the fall of the Nile, with its ties") {
  const auto test = mann_kendall(nile);
  CHECK(test.s == -1387);
  CHECK(test.variance.value() == Approx(112728.333333));
  CHECK(test.z == Approx(-4.12806652284));
  CHECK(test.p == Approx(3.65826292166e-05));
}

TEST_CASE("Mann-Kendall of a short series with ties") {
  const auto test = mann_kendall(rising);
  CHECK(test.s == 53);
  CHECK(test.variance == Fraction{629, 3});
  CHECK(test.z == Approx(3.59119219303));
  CHECK(test.p == Approx(0.000329168777668));
}

TEST_CASE("Mann-Kendall of equal values, one value or none finds nothing") {
  for (const Series& values : {Series{}, Series{5}, Series{4, 4, 4, 4}}) {
    const auto test = mann_kendall(values);
    CHECK(test.s == 0);
    CHECK(test.z == 0);
    CHECK(test.p == 1);
  }
}

TEST_CASE("the slope of Theil and Sen is exact") {
  CHECK(theil_sen(nile) == Fraction{-13, 5});
  CHECK(theil_sen(rising) == Fraction{10, 7});
  CHECK(theil_sen(Series{1, 2}) == Fraction{1, 1});
  CHECK(theil_sen(Series{3, 3, 3}) == Fraction{0, 1});
  CHECK_FALSE(theil_sen(Series{3}));
}

TEST_CASE("one odd value does not turn the slope of Theil and Sen") {
  CHECK(theil_sen(Series{1, 2, 3, 400, 5, 6, 7}) == Fraction{1, 1});
}

TEST_CASE("a month is compared with the same one a year earlier, once there are two years") {
  Series months(23, 10);
  CHECK(seasonal_changes(months, 12).empty());
  months.push_back(10);
  const auto changes = seasonal_changes(months, 12);
  REQUIRE(changes.size() == 12);
  CHECK(changes.front().index == 12);
  CHECK_FALSE(changes.front().is_signal);
}

TEST_CASE("a change of the season is a signal beyond three times the root of both") {
  // |a - b| > 3 sqrt(a + b): of 8, 1 is at 7 < 9; 27 against 9 is 18 = 3 sqrt(36); 28 is beyond.
  Series months(24, 8);
  months[12] = 1;
  months[1] = months[2] = 9;
  months[13] = 27;
  months[14] = 28;
  const auto changes = seasonal_changes(months, 12);
  CHECK_FALSE(changes[0].is_signal);
  CHECK_FALSE(changes[1].is_signal);
  CHECK(changes[2].is_signal);
  CHECK(changes[2].now == 28);
  CHECK(changes[2].before == 9);
}

TEST_CASE("Holm keeps what holds together, as R's p.adjust") {
  // Adjusted: 0.03, 0.06, 0.06, 0.02.
  const std::vector<double> p{0.01, 0.04, 0.03, 0.005};
  CHECK(holm(p, 0.05) == std::vector<bool>{true, false, false, true});
  CHECK(holm(p, 0.025) == std::vector<bool>{false, false, false, true});
  CHECK(holm(p, 0.061) == std::vector<bool>{true, true, true, true});
  CHECK(holm({}, 0.05).empty());
}
