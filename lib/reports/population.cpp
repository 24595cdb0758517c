// Counting in and leaving out.
#include "reports/population.hpp"

#include <algorithm>

namespace cmt::reports {
namespace {

using process::State;
using process::Status;

// When a cycle reached a milestone.
using DayOf = Day (*)(const CycleFacts& cycle);

Milestones milestones(const Population& population, const Scope& scope, DayOf day_of) {
  Milestones found;
  found.in_period.reserve(population.counted.size());
  for (const Case& one : population.counted) {
    for (const CycleFacts& cycle : one.state->cycles) {
      const Day day = day_of(cycle);
      if (!day) continue;
      const auto date = day.date();
      if (!date) ++found.unknown;
      if (is_in(scope.period, date)) found.in_period.push_back({&one, &cycle, date});
    }
  }
  return found;
}

bool is_counted(process::Kind kind, Status status) {
  return kind == process::Kind::complaint && status != Status::voided && status != Status::merged &&
         status != Status::rejected;
}

}  // namespace

bool is_counted(const State& state) { return is_counted(state.kind, state.status); }
bool is_counted(const Facts& facts) { return is_counted(facts.kind, facts.status); }

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

Population population_of(const Cases& cases, const Scope& scope) {
  Population population;
  population.kept = cases.kept(scope);
  const auto& all = population.kept->facts;
  population.counted.reserve(all.size());
  population.received.reserve(all.size());
  for (const Facts* facts : all) {
    if (!is_counted(*facts)) continue;
    const auto received = facts->received.date();
    if (!received) ++population.unknown_receipts;
    if (!facts->is_split && is_in(scope.period, received))
      population.received.push_back(population.counted.size());
    population.counted.push_back({facts, received, facts->clocks});
  }
  return population;
}

Milestones decisions(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const CycleFacts& cycle) { return cycle.communicated; });
}

Milestones answers(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const CycleFacts& cycle) { return cycle.answered; });
}

Milestones closings(const Population& population, const Scope& scope) {
  return milestones(population, scope, [](const CycleFacts& cycle) {
    return cycle.end == Status::closed ? cycle.ended : Day{};
  });
}

const CycleFacts* last_decided(const Facts& facts) {
  for (auto cycle = facts.cycles.rbegin(); cycle != facts.cycles.rend(); ++cycle)
    if (cycle->communicated) return &*cycle;
  return nullptr;
}

}  // namespace cmt::reports
