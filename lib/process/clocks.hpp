// The clocks of a case, ISO 10002:2018, 7.2 to 7.9: what is due when, what was in time, what is late.
//
// Computed from the history, the terms that the history chose, and the register's calendars; never
// stored. A limit that was missed stays missed, whatever happens later.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::process {

enum class ClockStatus {
  met,      // done in time
  late,     // done, but after the due time
  missed,   // not done when it was due; by now there is nothing left to do about it
  open,     // not done, and not due yet
  waiting,  // the same, and stopped while the complainant is asked
  overdue,  // not done, and the due time has passed
};
inline constexpr auto clock_status_names = names<ClockStatus>({{ClockStatus::met, "met"},
                                                               {ClockStatus::late, "late"},
                                                               {ClockStatus::missed, "missed"},
                                                               {ClockStatus::open, "open"},
                                                               {ClockStatus::waiting, "waiting"},
                                                               {ClockStatus::overdue, "overdue"}});

// Not done, and it still can be.
constexpr bool is_running(ClockStatus status) { return status >= ClockStatus::open; }

// One clock in one cycle: for `update` one interval, for `remedy` one remedy, for `report` one
// authority.
struct ClockReading {
  Clock clock = Clock::final;
  int cycle = 1;
  int number = 1;       // which interval, remedy or authority
  std::string subject;  // remedy: its code; report: the authority
  When from;            // the anchor's time
  std::optional<Limit> limit;  // absent: only a date that was told or set
  calendar::Due base;          // before any extension
  calendar::Due due;           // in force; of a date that was set, the whole day
  std::vector<Extension> extensions;
  bool is_told = false;        // the reply date told to the complainant is the earlier one
  bool is_urgent = false;      // the shorter amount for safety counts
  std::optional<When> met_at;
  ClockStatus status = ClockStatus::open;

  // What is counted; there is a limit.
  calendar::Term term() const {
    calendar::Term out = limit->term;
    if (is_urgent) out.within = *limit->safety;
    return out;
  }
};

// Every clock that ran or runs, by cycle and then in the order of the enum. Left out are clocks that
// nothing anchors yet, that do not apply (an anonymous complainant is owed no acknowledgement), and
// those that a case ended without before they were due. Imported records have no `register` clock.
// `with_steps` fills the accounts of how the due times came about. `same_until`: up to which moment, not
// included, the answer stays the same with nothing but time passing; `now` itself where it changes all
// the time, because a clock is stopped.
std::vector<ClockReading> read_clocks(const State& state, const Rules& rules, const Instant& now,
                                      bool with_steps = false, Instant* same_until = nullptr);

// The remedies of a cycle of the case, in the order of their readings.
const std::vector<RemedyState>& remedies_of(const State& state, const Cycle& cycle);

// The terms that govern the case: those its history has, else those of the profile it names or of
// the register's own in the version in force at receipt; none where the register has no profile.
Terms terms_of(const State& state, const Rules& rules);
// A profile as the event that chooses it keeps it: "iso@1", and its terms on that day. Refused
// (usage) when there is no such profile.
struct ChosenProfile {
  std::string profile, limits;
};
Result<ChosenProfile> choose_profile(const Rules& rules, std::string_view name, Date day);

// "iso@1": the profile they come from; empty when there is none.
std::string profile_of(const State& state, const Rules& rules);
const calendar::Calendar& calendar_of(const State& state, const Rules& rules);

// The due value as scripts see it: a date when the whole day is meant, else the moment.
std::string text_of(const calendar::Due& due, const TimeZone& zone);

// The clock that is due first among those open, waiting or overdue which are owed to the
// complainant; null when there is none.
const ClockReading* next_due(std::span<const ClockReading> readings);
// The earliest moment at which the due time has passed.
Instant end_of(const calendar::Due& due, const TimeZone& zone);

}  // namespace cmt::process
