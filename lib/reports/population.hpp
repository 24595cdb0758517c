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
#include "reports/scope.hpp"

namespace cmt::reports {

// Of the population C.
bool is_counted(const process::State& state);
// Carries none of the matter itself any more: its parts, each a complaint, are counted instead.
bool is_split(const process::State& state);

bool is_unbounded(const Period& period);
// Whether the date lies in the period; an unknown one does only when the period is unbounded.
bool is_in(const Period& period, std::optional<cmt::Date> date);

// The day of a due time in the zone; what is due when a day closes at midnight is due on that day.
cmt::Date due_date(const calendar::Due& due, const TimeZone& zone);

// A counted complaint. The states must outlive it.
struct Case {
  const process::State* state = nullptr;
  std::optional<cmt::Date> received;            // the local date of its first receipt
  std::span<const process::ClockReading> clocks{};  // at the moment of the report

  const std::string& id() const { return state->id.text(); }
};

struct Population {
  std::vector<Case> counted;          // C
  std::vector<std::size_t> received;  // K01: those received in the period, without the split ones
  std::size_t unknown_receipts = 0;   // in C without a known date of receipt
  std::shared_ptr<const Readings> readings = {};  // where `clocks` of the cases lie
};

// For Scope::readings of reports about the same cases, whatever their periods: reading the clocks is
// most of the work of a report.
std::shared_ptr<const Readings> readings_of(const std::vector<process::State>& cases,
                                            const Scope& scope);

Population population_of(const std::vector<process::State>& cases, const Scope& scope);

// Whether any limit of the case was extended, and its clocks as they would stand had none been.
bool is_extended(const process::State& state);
std::vector<process::ClockReading> unextended_clocks(const Case& one, const Scope& scope);

// A decision that was communicated, or a closing: one a cycle.
struct Milestone {
  const Case* of = nullptr;
  const process::Cycle* cycle = nullptr;
  std::optional<cmt::Date> date;  // absent: not known
};

struct Milestones {
  std::vector<Milestone> in_period;
  std::size_t unknown = 0;  // of the whole population, without a known date
};

// Of every cycle of the population C: the decision communicated last, the one communicated first
// (they differ after an internal review) and the closing.
Milestones decisions(const Population& population, const Scope& scope);
Milestones answers(const Population& population, const Scope& scope);
Milestones closings(const Population& population, const Scope& scope);

// The cycle whose decision the complainant was told last, or nullptr.
const process::Cycle* last_decided(const process::State& state);

}  // namespace cmt::reports
