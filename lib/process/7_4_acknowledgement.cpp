#include "process/7_4_acknowledgement.hpp"

namespace cmt::process {

void guard(Judgement& j, const Acknowledged&) {
  if (is_before(j.event.at, j.state.received_at, j.rules.zone))
    j.refuse(tr("the acknowledgement is dated before the receipt, {}", text(j.state.received_at)));
}

void apply(State& state, const Event& event, const Acknowledged&, const Rules&) {
  auto& cycle = state.cycles.back();
  if (!cycle.acknowledged) cycle.acknowledged = event.at;
}

}  // namespace cmt::process
