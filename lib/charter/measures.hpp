// ISO 10001:2018, 8: what complaints say about each promise.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::charter {

struct PromiseMeasure {
  std::string promise;
  int named = 0;  // complaints that name it as broken, by the day of receipt
  int broken = 0, kept = 0, limited = 0, undetermined = 0;  // what was found
  int open = 0;   // named, and nothing found yet

  // Findings that a limitation applies, of all findings with a result; a promise whose limitations
  // are used in more than a fifth of them promises nothing.
  bool promises_nothing() const { return 5 * limited > broken + kept + limited + undetermined; }
};

// One row for each promise given, in their order, over the complaints received in the period. Void,
// merged and rejected records are left out.
std::vector<PromiseMeasure> measures(const std::vector<process::Promise>& promises,
                                     const std::vector<const process::State*>& complaints,
                                     const Period& period, const TimeZone& zone);

}  // namespace cmt::charter
