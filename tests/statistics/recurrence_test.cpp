// Specifies lib/statistics/recurrence.hpp (8.2).
#include "statistics/recurrence.hpp"

#include "support/test.hpp"

using namespace cmt;
using namespace cmt::statistics;

namespace {

Recurrence of(std::initializer_list<std::pair<int, const char*>> cases) {
  std::vector<Occurred> all;
  for (const auto& [day, unit] : cases) all.push_back({Date{std::chrono::days{20000 + day}}, unit});
  return classify(all, {});
}

}  // namespace

TEST_CASE("8.2 one case is single, and so are two in two units or more than a window apart") {
  CHECK(of({{0, "a"}}).occurrence == Occurrence::single);
  CHECK(of({{0, "a"}, {1, "b"}}).occurrence == Occurrence::single);
  CHECK(of({{0, "a"}, {90, "a"}}).occurrence == Occurrence::single);
  CHECK(of({}).occurrence == Occurrence::single);
}

TEST_CASE("8.2 two to four in a unit within ninety days recur") {
  CHECK(of({{0, "a"}, {89, "a"}}).occurrence == Occurrence::recurring);
  const auto four = of({{0, "a"}, {3, "a"}, {5, "a"}, {9, "a"}});
  CHECK(four.occurrence == Occurrence::recurring);
  CHECK(four.most == 4);
}

TEST_CASE("8.2 five in a unit, or recurring in two units at a time, are systematic") {
  CHECK(of({{0, "a"}, {1, "a"}, {2, "a"}, {3, "a"}, {4, "a"}}).occurrence ==
        Occurrence::systematic);
  CHECK(of({{0, "a"}, {1, "b"}, {2, "a"}, {3, "b"}}).occurrence == Occurrence::systematic);
  CHECK(of({{0, "a"}, {1, "a"}, {200, "b"}, {201, "b"}}).occurrence == Occurrence::recurring);
}

TEST_CASE("8.2 five over a longer time than a window are not systematic") {
  CHECK(of({{0, "a"}, {40, "a"}, {80, "a"}, {120, "a"}, {160, "a"}}).most == 3);
}

TEST_CASE("8.2 the thresholds are the register's own") {
  const std::vector<Occurred> cases{{Date{std::chrono::days{1}}, "a"},
                                    {Date{std::chrono::days{9}}, "a"}};
  RecurrenceTerms terms;
  terms.window_days = 8;
  CHECK(classify(cases, terms).occurrence == Occurrence::single);
  terms.window_days = 9;
  terms.systematic = 2;
  CHECK(classify(cases, terms).occurrence == Occurrence::systematic);
}
