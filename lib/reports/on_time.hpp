// What was due in the period, and whether it was done in time: K04, K09, K11, K16 and K26.
//
// The local day of the due time places a clock in the period (basis U): where a limit was extended,
// the day it was extended to. What a case ended without before it was due is not counted, what is
// open and overdue is. What is neither done nor due yet is left out, and the note says how many.
// Of a complaint that was split, the parts count and the whole does not.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// A clock whose due time falls in the period. What it points to outlives it.
struct DueClock {
  const Case* of = nullptr;
  const Reading* reading = nullptr;
};
// By case, then in the order of its clocks.
std::vector<DueClock> due_clocks(const Population& population, const Scope& scope);

// How many were done in time, of those that were done or whose time is over.
struct OnTime {
  std::int64_t met = 0, whole = 0;
  std::int64_t pending = 0;          // neither done nor due yet: in no other figure
  Ids records;                       // with one done in time: one id each

  void add(const Id& id, process::ClockStatus status);
};

// A limit that the organization keeps or not; `reply` and `external` are the complainant's own.
OnTime on_time(const std::vector<DueClock>& due, process::Clock clock);

// K04. A decision counts as the acknowledgement; nothing is owed to the anonymous.
Measure acknowledged_on_time(const Population& population, const Scope& scope);

// K09, each cycle once by its due date as extended; and K09b, only of the cycles answered in the
// period (basis D), which hides what is open and overdue: K09 and K13 belong beside it.
std::vector<Measure> responded_on_time(const Population& population, const Scope& scope);
// K09.base: the same as K09 by the due dates as they would stand without any extension.
Measure responded_unextended(const Population& population, const Scope& scope);

// K11, each cycle once. It is to be closed by the last day on which a remedy of it is due; where it
// has none, when the final response is due.
Measure closed_on_time(const Population& population, const Scope& scope);

// K16: intervals in which the complainant heard from us, of those that ended in the period. Time in
// which they are asked something counts too.
Measure updates_given(const Population& population, const Scope& scope);

// K26: remedies carried out by their day; K26.verified: of the same, those also verified; K26.money
// and K26.other: those that pay a sum, and the rest.
std::vector<Measure> remedies_on_time(const Population& population, const Scope& scope);

}  // namespace cmt::reports
