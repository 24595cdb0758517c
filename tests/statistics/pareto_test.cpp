// Specifies lib/statistics/pareto.hpp.
#include "statistics/pareto.hpp"

#include "support/test.hpp"

using namespace cmt::statistics;

namespace {

std::string order(const std::vector<ParetoItem>& items) {
  std::string out;
  for (const auto& item : items) out += item.code + (item.is_vital ? "! " : " ");
  return out;
}

}  // namespace

TEST_CASE("the largest come first, ties by code, and the vital few are the shortest start with 80 %") {
  const auto items = pareto({{"d", 10}, {"b", 20}, {"a", 60}, {"c", 10}});
  CHECK(order(items) == "a! b! c d ");
  CHECK(items[1].cumulative == 80);
  CHECK(items[3].cumulative == 100);
}

TEST_CASE("one short of four fifths asks for the next one") {
  CHECK(order(pareto({{"a", 79}, {"b", 11}, {"c", 10}})) == "a! b! c ");
}

TEST_CASE("other and not determined stand last and are never vital") {
  CHECK(order(pareto({{"other", 90, true}, {"a", 6}, {"b", 4}})) == "a! b! other ");
}

TEST_CASE("what weighs nothing is not vital") {
  CHECK(order(pareto({{"a", 0}, {"b", 0}})) == "a b ");
  CHECK(pareto({}).empty());
}
