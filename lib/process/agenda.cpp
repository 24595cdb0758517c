#include "process/agenda.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <tuple>

namespace cmt::process {
std::string command_for(Clock clock, const State& state) {
  const std::string& id = state.id.text();
  switch (clock) {
    case Clock::ack:
      return "cmt ack " + id;
    case Clock::assess:
      return "cmt assess " + id;
    case Clock::update:
      return "cmt update " + id;
    case Clock::holding:
      return fmt::format("cmt update {} --holding", id);
    case Clock::remedy:
      return fmt::format("cmt remedy {} CODE --done", id);
    case Clock::reply:
      return state.status == Status::communicated ? fmt::format("cmt close {} --lapsed", id)
                                                  : "cmt accept " + id;
    case Clock::external:
      return "cmt refer " + id;
    case Clock::report:
      return "cmt forward " + id;
    default:
      break;
  }
  // The answer: whatever leads to it from where the case is.
  switch (state.status) {
    case Status::proposed:
      return "cmt approve " + id;
    case Status::decided:
      return "cmt notify " + id;
    default:
      return "cmt respond " + id;
  }
}

std::vector<Errand> agenda(const std::vector<const State*>& states, const Rules& rules,
                           const Instant& now, std::optional<Date> until) {
  std::vector<Errand> out;
  const auto add = [&](Errand errand) {
    if (!until || errand.status == ClockStatus::overdue || errand.due.day <= *until)
      out.push_back(std::move(errand));
  };
  const Date today = rules.zone.date_of(now);
  for (const State* state : states) {
    if (!is_open(state->status)) continue;
    for (const auto& reading : read_clocks(*state, rules, now)) {
      if (!is_running(reading.status) || reading.cycle != state->cycle().number) continue;
      // The complainant's own time is an errand only when it is over.
      if (!is_owed(reading.clock) && reading.status != ClockStatus::overdue) continue;
      add({state, std::string{name_of(clock_names, reading.clock)}, reading.subject, reading.cycle,
           reading.due, reading.status, command_for(reading.clock, *state)});
    }
    if (state->status != Status::pending_complainant || !state->reply_by) continue;
    calendar::Due due;
    due.day = *state->reply_by;
    add({state, "answer", {}, state->cycle().number, due,
         *state->reply_by < today ? ClockStatus::overdue : ClockStatus::waiting,
         fmt::format("cmt answer {} --proceed-without REASON", state->id.text())});
  }
  const auto urgency = [&](const Errand& errand) {
    const Instant end = end_of(errand.due, rules.zone);
    return std::tuple{end.utc, errand.of->priority.value_or(Priority::p4)};
  };
  std::stable_sort(out.begin(), out.end(), [&](const Errand& a, const Errand& b) {
    const auto left = urgency(a), right = urgency(b);
    return left != right ? left < right : a.of->id < b.of->id;
  });
  return out;
}

}  // namespace cmt::process
