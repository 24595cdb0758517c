// Counting in and leaving out.
#include "reports/population.hpp"

#include <algorithm>

namespace cmt::reports {
namespace {

using process::State;
using process::Status;

void add(Milestones& to, const Period& period, const Case& one, const CycleFacts& cycle, Day day) {
  if (!day) return;
  const auto date = day.date();
  if (!date) ++to.unknown;
  if (is_in(period, date)) to.in_period.push_back({&one, &cycle, day});
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
  for (Milestones* const list : {&population.decisions, &population.answers, &population.closings})
    list->in_period.reserve(all.size());
  for (const Facts* facts : all) {
    if (!is_counted(*facts)) continue;
    const auto received = facts->received.date();
    if (!received) ++population.unknown_receipts;
    if (!facts->is_split && is_in(scope.period, received))
      population.received.push_back(population.counted.size());
    const Case& one = population.counted.emplace_back(Case{facts, received, facts->clocks});
    for (const CycleFacts& cycle : facts->cycles) {
      add(population.decisions, scope.period, one, cycle, cycle.communicated);
      add(population.answers, scope.period, one, cycle, cycle.answered);
      add(population.closings, scope.period, one, cycle, cycle.end == Status::closed ? cycle.ended : Day{});
    }
  }
  return population;
}

Milestones decisions_ever(const Population& population) {
  Milestones found;
  for (const Case& one : population.counted)
    for (const CycleFacts& cycle : one.state->cycles) add(found, {}, one, cycle, cycle.communicated);
  return found;
}

const CycleFacts* last_decided(const Facts& facts) {
  for (auto cycle = facts.cycles.rbegin(); cycle != facts.cycles.rend(); ++cycle)
    if (cycle->communicated) return &*cycle;
  return nullptr;
}

}  // namespace cmt::reports
