#include "process/agenda.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace cmt::process {
namespace {

int number_of(const ClockReading& reading, const State& state) {
  if (reading.clock != Clock::remedy) return reading.clock == Clock::report ? reading.number : 1;
  int number = 1;
  for (int i = 0; i + 1 < reading.number; ++i)
    if (state.remedies[static_cast<std::size_t>(i)].remedy.code == reading.subject) ++number;
  return number;
}

}  // namespace

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
      return fmt::format("cmt forward {} AUTHORITY --report", id);
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

std::vector<Errand> agenda(const std::vector<const State*>& states,
                           const std::vector<DueReturn>& returns, const Rules& rules,
                           const Instant& now) {
  std::vector<Errand> out;
  const Date today = rules.zone.date_of(now);
  for (const State* state : states) {
    if (!is_open(state->status) && state->reportable.empty()) continue;
    for (const auto& reading : read_clocks(*state, rules, now)) {
      if (!is_running(reading.status) || reading.cycle != state->cycle().number) continue;
      // The complainant's own time is an errand only when it is over.
      if (!is_owed(reading.clock) && reading.status != ClockStatus::overdue) continue;
      out.push_back({state, std::string{name_of(clock_names, reading.clock)}, reading.subject,
                     reading.cycle, number_of(reading, *state), reading.due, reading.status,
                     command_for(reading.clock, *state)});
    }
    if (state->status != Status::pending_complainant || !state->reply_by) continue;
    calendar::Due due;
    due.day = *state->reply_by;
    out.push_back({state, "answer", {}, state->cycle().number, 1, due,
                   *state->reply_by < today ? ClockStatus::overdue : ClockStatus::waiting,
                   fmt::format("cmt answer {} --proceed-without REASON", state->id.text())});
  }
  for (const auto& one : returns)
    out.push_back({nullptr, std::string{name_of(clock_names, Clock::report)}, one.period.label, 1, 1,
                   one.due, one.status, "cmt submit " + one.period.label});
  const auto urgency = [&](const Errand& errand) {
    const Instant end = end_of(errand.due, rules.zone);
    return std::tuple{end.utc, errand.of ? errand.of->priority.value_or(Priority::p4)
                                         : Priority::p4};
  };
  std::stable_sort(out.begin(), out.end(), [&](const Errand& a, const Errand& b) {
    const auto left = urgency(a), right = urgency(b);
    if (left != right) return left < right;
    if (!a.of || !b.of) return a.of != nullptr && !b.of;
    return a.of->id < b.of->id;
  });
  return out;
}

std::vector<Errand> due_by(const std::vector<Errand>& agenda, Date until) {
  std::vector<Errand> out;
  std::copy_if(agenda.begin(), agenda.end(), std::back_inserter(out), [&](const Errand& errand) {
    return errand.status == ClockStatus::overdue || errand.due.day <= until;
  });
  return out;
}

}  // namespace cmt::process
