// Percentiles and means, exact until they are printed.
#include "reports/durations.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cmt::reports {

std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& sorted, int percent) {
  if (sorted.empty()) return std::nullopt;
  const std::size_t scaled = static_cast<std::size_t>(percent) * sorted.size();
  const std::size_t rank = std::clamp((scaled + 99) / 100, std::size_t{1}, sorted.size());
  return sorted[rank - 1];
}

void Durations::add(const Id& id, std::optional<cmt::Date> from,
                    std::optional<cmt::Date> to, std::int64_t off) {
  if (!from || !to) {
    ++unknown_;
  } else if (*to < *from) {
    ++negative_;
  } else {
    days_.push_back((*to - *from).count() - off);
    records_.push_back(id);
  }
}

Measure Durations::percentile_measure(std::string id, std::string name, std::string unit,
                                      std::string basis, int percent) const {
  std::vector<std::int64_t> sorted = days_;
  std::sort(sorted.begin(), sorted.end());
  const auto value = percentile(sorted, percent);
  return {.id = std::move(id),
          .name = std::move(name),
          .value = value ? Cell{*value} : Cell{Ratio{0, 0}},
          .unit = std::move(unit),
          .basis = std::move(basis),
          .records = records_};
}

Measure Durations::mean_measure(std::string id, std::string name, std::string unit,
                                std::string basis) const {
  const Ratio mean{std::accumulate(days_.begin(), days_.end(), std::int64_t{0}),
                   static_cast<std::int64_t>(days_.size())};
  Measure measure =
      ratio_measure(std::move(id), std::move(name), mean, std::move(unit), std::move(basis));
  measure.records = records_;
  return measure;
}

}  // namespace cmt::reports
