// Shares of samples, against published values.
#include "statistics/proportion.hpp"

#include "support/test.hpp"

using namespace cmt::statistics;

namespace {
constexpr double z95 = 1.959964;
}

TEST_CASE("Wilson's interval is that of Newcombe's table") {
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17
  // (1998) 857-872, table I, method 3: score without continuity correction.
  struct Published { std::int64_t part, whole; double low, high; };
  for (const Published& one : {Published{81, 263, 0.2553, 0.3662}, Published{15, 148, 0.0624, 0.1605},
                               Published{0, 20, 0.0, 0.1611}, Published{1, 29, 0.0061, 0.1718}}) {
    CAPTURE(one.part, one.whole);
    const auto range = wilson(one.part, one.whole, z95);
    REQUIRE(range);
    CHECK(range->low == Approx(one.low).margin(0.00005));
    CHECK(range->high == Approx(one.high).margin(0.00005));
  }
  CHECK_FALSE(wilson(0, 0, z95));
  CHECK(wilson(20, 20, z95)->high == 1.0);
}

TEST_CASE("the margin of error knows that the population is finite") {
  // python3 -c 'print(1.96*(.25/1000)**.5, 1.96*(.25/218*282/499)**.5, 1.96*(16/27*11/27/27*23/49)**.5)'
  // 218 of 500 is the sample size for 5 points (tests/survey/sampling_test.cpp).
  CHECK(*margin_of_error(500, 1000, std::nullopt, 1.96) == Approx(0.030990).margin(1e-6));
  CHECK(*margin_of_error(109, 218, 500, 1.96) == Approx(0.049897).margin(1e-6));
  CHECK(*margin_of_error(16, 27, 50, 1.96) == Approx(0.126979).margin(1e-6));
  CHECK(*margin_of_error(3, 4, 4, 1.96) == 0.0);
  CHECK(*margin_of_error(1, 1, 1, 1.96) == 0.0);
  CHECK_FALSE(margin_of_error(0, 0, 10, 1.96));
}

TEST_CASE("Fisher's test of the lady who tasted tea") {
  // R. A. Fisher, The Design of Experiments (1935), chapter II: three of four right is 17 of 70 one-sided,
  // four of four 1 of 70.
  CHECK(*fisher_two_sided({{3, 1}, {1, 3}}) == Approx(34.0 / 70));
  CHECK(*fisher_two_sided({{4, 0}, {0, 4}}) == Approx(2.0 / 70));
  CHECK(*fisher_two_sided({{0, 4}, {4, 0}}) == Approx(2.0 / 70));
  CHECK(*fisher_two_sided({{2, 2}, {2, 2}}) == 1.0);
  CHECK_FALSE(fisher_two_sided({{2, 2}, {0, 0}}));
  CHECK_FALSE(fisher_two_sided({{2, 2}, {2, 2}, {1, 1}}));
}
