// Counting in and leaving out.
#include "reports/population.hpp"

#include <algorithm>

namespace cmt::reports {
namespace {

using process::Cycle;
using process::State;
using process::Status;

// The moment of a milestone in a cycle; nothing when the cycle has not reached it.
using MomentOf = std::optional<When> (*)(const Cycle& cycle);

Milestones milestones(const Population& population, const Scope& scope, MomentOf moment_of) {
  Milestones found;
  for (const Case& one : population.counted) {
    for (const Cycle& cycle : one.state->cycles) {
      const auto moment = moment_of(cycle);
      if (!moment) continue;
      const auto date = scope.zone.date_of(*moment);
      if (!date) ++found.unknown;
      if (is_in(scope.period, date)) found.in_period.push_back({&one, &cycle, date});
    }
  }
  return found;
}

std::vector<process::ClockReading> clocks_of(const State& state, const Scope& scope) {
  if (scope.rules) return read_clocks(state, *scope.rules, scope.as_of);
  process::Rules plain;  // only the dates that the history tells
  plain.zone = scope.zone;
  return read_clocks(state, plain, scope.as_of);
}

}  // namespace

bool is_counted(const State& state) {
  return state.kind == process::Kind::complaint && state.status != Status::voided &&
         state.status != Status::merged && state.status != Status::rejected;
}

bool is_split(const State& state) { return !state.split_into.empty(); }

bool is_unbounded(const Period& period) { return !period.from && !period.to; }

bool is_in(const Period& period, std::optional<cmt::Date> date) {
  return date ? period.contains(*date) : is_unbounded(period);
}

cmt::Date due_date(const calendar::Due& due, const TimeZone& zone) {
  if (!due.at) return due.day;
  const auto date = zone.date_of(*due.at);
  const bool is_close = date == due.day + std::chrono::days{1} && *due.at == zone.start_of(date);
  return is_close ? due.day : date;
}

std::shared_ptr<const Readings> readings_of(const std::vector<State>& cases, const Scope& scope) {
  Readings readings(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!is_counted(cases[i])) continue;
    readings[i] = clocks_of(cases[i], scope);
    readings[i].shrink_to_fit();  // they stay, for every case, while the report is made
  }
  return std::make_shared<const Readings>(std::move(readings));
}

Population population_of(const std::vector<State>& cases, const Scope& scope) {
  Population population;
  population.readings = scope.readings ? scope.readings : readings_of(cases, scope);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const State& state = cases[i];
    if (!is_counted(state)) continue;
    const auto received = scope.zone.date_of(state.received_at);
    if (!received) ++population.unknown_receipts;
    if (!is_split(state) && is_in(scope.period, received))
      population.received.push_back(population.counted.size());
    population.counted.push_back({&state, received, (*population.readings)[i]});
  }
  return population;
}

bool is_extended(const State& state) {
  return std::any_of(state.cycles.begin(), state.cycles.end(),
                     [](const Cycle& cycle) { return !cycle.extensions.empty(); });
}

std::vector<process::ClockReading> unextended_clocks(const Case& one, const Scope& scope) {
  State unextended = *one.state;
  for (Cycle& cycle : unextended.cycles) cycle.extensions.clear();
  return clocks_of(unextended, scope);
}

Milestones decisions(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const Cycle& cycle) { return cycle.communicated; });
}

Milestones answers(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const Cycle& cycle) { return cycle.answered; });
}

Milestones closings(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const Cycle& cycle) {
    return cycle.end == Status::closed ? cycle.ended : std::nullopt;
  });
}

const Cycle* last_decided(const State& state) {
  for (auto cycle = state.cycles.rbegin(); cycle != state.cycles.rend(); ++cycle)
    if (cycle->communicated) return &*cycle;
  return nullptr;
}

}  // namespace cmt::reports
