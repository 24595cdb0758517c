// Specifies lib/statistics/control_chart.hpp. The worked charts are those of D. C. Montgomery,
// Introduction to Statistical Quality Control, 7th ed. (2013), chapter 7.
#include "statistics/control_chart.hpp"

#include <vector>

#include "support/test.hpp"

using namespace cmt::statistics;

namespace {

std::vector<Sample> counted(std::initializer_list<std::int64_t> counts, std::int64_t size = 1) {
  std::vector<Sample> samples;
  for (const auto count : counts) samples.push_back({count, size});
  return samples;
}

std::vector<std::size_t> signalled(const std::vector<ChartPoint>& points, Signal signal) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (points[i].signal == signal) found.push_back(i);
  return found;
}

// The chart of points under test after a baseline of twelve tens.
std::vector<ChartPoint> after_tens(std::initializer_list<std::int64_t> tested) {
  auto samples = counted({10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10});
  for (const auto count : tested) samples.push_back({count, 1});
  return *control_chart(ChartType::c, samples, 12);
}

}  // namespace

TEST_CASE("the c-chart of printed circuit boards has Montgomery's limits and his two signals") {
  const auto boards = counted({21, 24, 16, 12, 15, 5,  28, 20, 31, 25, 20, 24, 16,
                               19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15});
  auto samples = boards;
  samples.insert(samples.end(), boards.begin(), boards.end());  // tested by their own limits
  const auto points = *control_chart(ChartType::c, samples, boards.size());
  CHECK(points[0].limits.centre == Approx(19.85).margin(0.005));
  CHECK(points[0].limits.upper == Approx(33.22).margin(0.01));
  CHECK(points[0].limits.lower == Approx(6.48).margin(0.01));
  CHECK(signalled(points, Signal::outside) == std::vector<std::size_t>{26 + 5, 26 + 19});
  CHECK_FALSE(points[26 + 5].is_high);
  CHECK(points[26 + 19].is_high);
}

TEST_CASE("the p-chart of orange juice cans has Montgomery's limits and his two signals") {
  const auto cans = counted({12, 15, 8,  10, 4,  7,  16, 9,  14, 10, 5, 6,  17, 12, 22,
                             8,  10, 5,  13, 11, 20, 18, 24, 15, 9,  12, 7, 13, 9,  6},
                            50);
  auto samples = cans;
  samples.insert(samples.end(), cans.begin(), cans.end());
  const auto points = *control_chart(ChartType::p, samples, cans.size());
  CHECK(points[0].limits.centre == Approx(0.2313).margin(0.00005));
  CHECK(points[0].limits.upper == Approx(0.4102).margin(0.0001));
  CHECK(points[0].limits.lower == Approx(0.0524).margin(0.0001));
  CHECK(signalled(points, Signal::outside) == std::vector<std::size_t>{30 + 14, 30 + 22});
}

TEST_CASE("the u-chart of dyed cloth has limits for each size of roll, as Montgomery's") {
  // Units of 50 square metres, in tenths.
  const std::vector<Sample> rolls{{14, 100}, {12, 80},  {20, 130}, {11, 100}, {7, 95},
                                  {10, 100}, {21, 120}, {16, 105}, {19, 120}, {23, 125}};
  const auto points = *control_chart(ChartType::u, rolls, rolls.size());
  CHECK(points[0].limits.centre * 10 == Approx(1.42).margin(0.005));
  // He goes on with 1.42 for 1.423, so his limits differ in the second decimal.
  CHECK(points[0].limits.upper * 10 == Approx(2.55).margin(0.01));
  CHECK(points[0].limits.lower * 10 == Approx(0.29).margin(0.01));
  CHECK(points[1].limits.upper * 10 == Approx(2.68).margin(0.01));
  CHECK(points[2].limits.upper * 10 == Approx(2.41).margin(0.01));
}

TEST_CASE("a lower limit below zero is zero, and an upper one of a share is one at most") {
  const auto few = *control_chart(ChartType::c, counted({1, 2, 1}), 3);
  CHECK(few[0].limits.lower == 0);
  const auto most = *control_chart(ChartType::p, counted({9, 9, 9}, 10), 3);
  CHECK(most[0].limits.upper == 1);
}

TEST_CASE("a point on its limit is inside, the next one outside") {
  // Baseline 9: limits 0 and 18.
  auto samples = counted({9, 9, 9, 9, 9, 9, 9, 9, 18, 19});
  const auto points = *control_chart(ChartType::c, samples, 8);
  CHECK(points[8].signal == Signal::none);
  CHECK(points[9].signal == Signal::outside);
}

TEST_CASE("the points under test do not move the limits") {
  const auto quiet = after_tens({10});
  const auto loud = after_tens({99});
  CHECK(quiet[0].limits.upper == loud[0].limits.upper);
  CHECK(loud[12].signal == Signal::outside);
}

TEST_CASE("eight in a row on one side are a signal, seven are none") {
  const auto points = after_tens({11, 12, 11, 12, 11, 12, 11, 12, 11});
  CHECK(signalled(points, Signal::side) == std::vector<std::size_t>{19, 20});
  CHECK(points[19].is_high);
}

TEST_CASE("a point on the centre line ends a row on one side") {
  const auto points = after_tens({11, 12, 11, 12, 11, 12, 11, 10, 11, 12});
  CHECK(signalled(points, Signal::side).empty());
}

TEST_CASE("six rising in a row are a signal, five are none, and equals end a row") {
  CHECK(signalled(after_tens({8, 9, 10, 11, 12}), Signal::drift).empty());
  CHECK(signalled(after_tens({8, 9, 10, 11, 12, 13}), Signal::drift) ==
        std::vector<std::size_t>{17});
  CHECK(signalled(after_tens({8, 9, 10, 10, 11, 12, 13, 14}), Signal::drift).empty());
  const auto falling = after_tens({13, 12, 11, 9, 8, 7});
  CHECK(signalled(falling, Signal::drift) == std::vector<std::size_t>{17});
  CHECK_FALSE(falling[17].is_high);
}

TEST_CASE("runs are counted among the points under test alone") {
  auto samples = counted({1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(signalled(*control_chart(ChartType::c, samples, 8), Signal::drift).empty());
}

TEST_CASE("a point of nothing has no place in a chart of shares, and breaks no run") {
  std::vector<Sample> samples(8, {5, 10});
  for (int i = 0; i < 4; ++i) samples.push_back({6, 10});
  samples.push_back({0, 0});
  for (int i = 0; i < 4; ++i) samples.push_back({6, 10});
  const auto points = *control_chart(ChartType::p, samples, 8);
  CHECK(points[12].signal == Signal::none);
  CHECK(points.back().signal == Signal::side);
}

TEST_CASE("there is no chart without a baseline") {
  CHECK_FALSE(control_chart(ChartType::c, counted({1, 2}), 0));
  CHECK_FALSE(control_chart(ChartType::c, counted({1, 2}), 3));
  CHECK_FALSE(control_chart(ChartType::p, std::vector<Sample>{{0, 0}, {1, 2}}, 1));
}
