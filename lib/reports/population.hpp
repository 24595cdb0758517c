// Which records a report counts, and which milestones of theirs fall in its period.
//
// The population C is every complaint that is not void, merged or rejected. A local date places a
// case in the period: of its receipt (basis R), of the communication of a decision (D), of its end
// (X) or of what is due (U, reports/on_time.hpp). What has no known date is counted only when the
// period is open at both ends.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "process/clocks.hpp"
#include "reports/facts.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

// Of the population C.
bool is_counted(const process::State& state);
bool is_counted(const Facts& facts);
// Carries none of the matter itself any more: its parts, each a complaint, are counted instead.
bool is_split(const process::State& state);

bool is_unbounded(const Period& period);
// Whether the date lies in the period; an unknown one does only when the period is unbounded.
bool is_in(const Period& period, std::optional<cmt::Date> date);

// The day of a due time in the zone; what is due when a day closes at midnight is due on that day.
cmt::Date due_date(const calendar::Due& due, const TimeZone& zone);

// A counted complaint.
struct Case {
  const Facts* state = nullptr;
  std::optional<cmt::Date> received;   // the local date of its first receipt
  std::span<const Reading> clocks{};  // at the moment of the report

  Id id() const { return state->id(); }
  // Precondition: the states are kept.
  const process::State& whole() const { return state->whole(); }
};

// A decision that was communicated, or a closing: one a cycle.
struct Milestone {
  const Case* of = nullptr;
  const CycleFacts* cycle = nullptr;
  Day day;

  std::optional<cmt::Date> date() const { return day.date(); }  // absent: not known
  // Precondition: the states are kept.
  const process::Cycle& whole() const { return of->state->whole(*cycle); }
};

struct Milestones {
  std::vector<Milestone> in_period;
  std::size_t unknown = 0;  // of the whole population, without a known date
};

struct Population {
  Population() = default;
  Population(Population&&) = default;
  Population& operator=(Population&&) = default;

  std::vector<Case> counted;          // C
  std::vector<std::size_t> received;  // K01: those received in the period, without the split ones
  std::size_t unknown_receipts = 0;   // in C without a known date of receipt
  std::shared_ptr<const Cases::Kept> kept = {};  // where the facts lie
  // Of every cycle in C: the decision communicated last, the one communicated first (they differ after
  // an internal review) and the closing. They point into `counted`, so a population is not copied.
  Milestones decisions, answers, closings;
};

Population population_of(const Cases& cases, const Scope& scope);
// The decisions communicated last, of any time.
Milestones decisions_ever(const Population& population);

// The cycle whose decision the complainant was told last, or nullptr.
const CycleFacts* last_decided(const Facts& facts);

}  // namespace cmt::reports
