#include "charter/measures.hpp"

#include <algorithm>

namespace cmt::charter {

std::vector<PromiseMeasure> measures(const std::vector<process::Promise>& promises,
                                     const std::vector<const process::State*>& complaints,
                                     const Period& period, const TimeZone& zone) {
  using process::PromiseResult, process::Status;
  std::vector<PromiseMeasure> out;
  for (const auto& promise : promises) {
    PromiseMeasure row;
    row.promise = promise.id;
    for (const auto* complaint : complaints) {
      if (complaint->status == Status::merged || complaint->status == Status::rejected ||
          complaint->status == Status::voided || complaint->kind != process::Kind::complaint)
        continue;
      const auto received = zone.date_of(complaint->received_at);
      if (!received || !period.contains(*received)) continue;
      const auto& named = complaint->promises;
      if (std::find(named.begin(), named.end(), promise.id) == named.end()) continue;
      ++row.named;
      const auto finding =
          std::find_if(complaint->promise_findings.begin(), complaint->promise_findings.end(),
                       [&](const auto& one) { return one.promise == promise.id; });
      if (finding == complaint->promise_findings.end() || !finding->result) {
        ++row.open;
        continue;
      }
      switch (*finding->result) {
        case PromiseResult::broken: ++row.broken; break;
        case PromiseResult::kept: ++row.kept; break;
        case PromiseResult::limitation_applies: ++row.limited; break;
        case PromiseResult::not_determined: ++row.undetermined; break;
      }
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace cmt::charter
