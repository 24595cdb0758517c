// Times between two milestones in calendar days, and what is said of many of them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// The smallest of the sorted numbers that at least `percent` per cent of them do not exceed
// (nearest rank: item ceil(percent / 100 * n)); the median is the 50th. Nothing of nothing.
std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& sorted, int percent);

class Durations {
 public:
  // Differences of local dates. An unknown date, and an end before the start, which is an error of
  // the record, are left out and counted.
  // `off` days, which lie between the two, are taken off.
  void add(const Id& id, std::optional<cmt::Date> from, std::optional<cmt::Date> to,
           std::int64_t off = 0);

  Measure percentile_measure(std::string id, std::string name, std::string unit, std::string basis,
                             int percent) const;
  Measure mean_measure(std::string id, std::string name, std::string unit, std::string basis) const;

  std::size_t count() const { return days_.size(); }
  std::size_t unknown() const { return unknown_; }
  std::size_t negative() const { return negative_; }

 private:
  std::vector<std::int64_t> days_;
  Ids records_;
  std::size_t unknown_ = 0, negative_ = 0;
};

}  // namespace cmt::reports
