// Measures of the three common shapes.
#include "reports/report.hpp"

#include <utility>

namespace cmt::reports {

Measure count_measure(std::string id, std::string name, std::int64_t count, std::string unit,
                      std::string basis) {
  return {.id = std::move(id),
          .name = std::move(name),
          .numerator = count,
          .value = count,
          .unit = std::move(unit),
          .basis = std::move(basis)};
}

Measure share_measure(std::string id, std::string name, std::int64_t part, std::int64_t whole,
                      std::string basis) {
  return {.id = std::move(id),
          .name = std::move(name),
          .numerator = part,
          .denominator = whole,
          .value = Percent{part, whole},
          .unit = "%",
          .basis = std::move(basis)};
}

Measure ratio_measure(std::string id, std::string name, Ratio ratio, std::string unit,
                      std::string basis) {
  return {.id = std::move(id),
          .name = std::move(name),
          .numerator = ratio.numerator,
          .denominator = ratio.denominator,
          .value = ratio,
          .unit = std::move(unit),
          .basis = std::move(basis)};
}

}  // namespace cmt::reports
