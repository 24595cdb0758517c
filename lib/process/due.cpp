#include "process/due.hpp"

#include <utility>

namespace cmt::process {

std::vector<DueLimit> due_limits(const State& state, const Rules& rules, Date today) {
  std::vector<DueLimit> out;
  const auto add = [&](const char* code, std::optional<Date> due, const std::optional<When>& met) {
    for (const auto& [extended, until] : state.extended)
      if (extended == code) due = until;
    // A date set before the case was reopened bound the earlier cycle.
    if (due && state.cycles.size() > 1)
      if (const auto opened = rules.zone.date_of(state.cycle().opened); opened && *due < *opened)
        due.reset();
    if (!due) return;
    const auto met_on = met ? rules.zone.date_of(*met) : std::nullopt;
    std::string status;
    if (met)
      status = met_on && *met_on > *due ? "late" : "met";
    else if (!is_open(state.status))
      return;
    else
      status = today > *due ? "overdue" : "open";
    out.push_back({code, *due, met, std::move(status)});
  };
  const auto& cycle = state.cycle();
  add("ack", std::nullopt, cycle.acknowledged);
  add("assess", std::nullopt, cycle.assessed);
  add("final", state.reply_expected_by, cycle.communicated);
  add("remedy", std::nullopt, state.status == Status::closed ? cycle.ended : std::optional<When>{});
  add("reply", std::nullopt, cycle.accepted ? cycle.accepted : cycle.contested);
  return out;
}

}  // namespace cmt::process
