// A dossier: a record of another kind than a complaint, which is its history too.
//
// Actions (ISO 10002:2018, 8.7), charters (ISO 10001), disputes (ISO 10003), surveys (ISO 10004) and
// the records of clauses 4 to 6 work as complaints do: one file a record, a history that is only
// added to, a state that replaying it gives, and one table of transitions whose guards judge every
// step. What is the same for all of them is here, once; what differs is a Kind.
//
// A Kind is a type with
//   name, folder, letter    "action", "actions", 'A': what it is called, where it is kept, its ids
//   title, clause           for people: "An action", "8.7"
//   Head, Body, Status, State
//                           the fields beside the history, a variant of all events, the closed set of
//                           statuses, and what replaying gives: a struct derived from Progress with a
//                           member `status`
//   event_names             in the order of Body
//   status_names()          the table of names of Status
//   transitions()           the table of steps; the first row is the first event of every history
// and, in the namespace of its events, for each of them
//   describe(v, event)      as for the events of a complaint (process/events.hpp)
//   guard(judgement, event) what the step asks
//   apply(state, event, body, rules)
//                           what it changes; a row that `decides` leaves the status to it
//   begin(state, head)      what the head says, before the first event
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/id.hpp"
#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::dossier {

template <class Kind>
struct Event {
  When at;                             // when it happened
  std::string by;                      // who put it on record
  std::optional<Instant> recorded_at;  // when it was put on record, if later than it happened
  process::Text note;
  typename Kind::Body body;

  std::string_view name() const { return Kind::event_names[body.index()]; }
};

// The fields that every event has, besides `event` and, at the end, `note`.
template <class V, class Kind>
void describe_header(V& v, Event<Kind>& e) {
  v(process::must("at", "when it happened: RFC 3339, or a date"), e.at);
  v(process::must("by", "who put it on record"), e.by);
  v(process::may("recorded_at", "when it was put on record, if later than it happened"),
    e.recorded_at);
}

template <class Kind>
struct Dossier {
  std::string id;  // "A-0000000"; a LetterId's text
  typename Kind::Head head;
  std::vector<Event<Kind>> history;  // never empty in a record that was read
};

// What is known of every dossier, whatever its kind: the base of a Kind's State.
struct Progress {
  std::string id;
  When opened_at;
  std::string opened_by;
  std::optional<When> last_step_at;  // of the last event that changed the status
  Instant last_recorded;             // when the last event was put on record
};

// A set of statuses of a kind.
template <class Status>
class StatusSet {
 public:
  constexpr StatusSet() = default;
  template <class... S>
  constexpr explicit StatusSet(S... status) : bits_((bit(status) | ... | 0u)) {}
  constexpr bool has(Status status) const { return (bits_ & bit(status)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint32_t bit(Status s) { return 1u << static_cast<unsigned>(s); }
  std::uint32_t bits_ = 0;
};

template <class Kind>
struct Transition {
  using Status = typename Kind::Status;
  std::string_view number;      // "A4"
  std::size_t event;            // index in Body
  StatusSet<Status> from;       // empty: only as the first event
  std::optional<Status> to;     // absent: the status stays, or the step decides it
  std::string_view command;     // as typed: "action plan"
  std::string_view clause;
  std::string_view role;        // of the staff list, that the full process asks for; or empty
  std::string_view guard;       // what it asks, for people
  bool decides = false;         // apply() says which status follows
};

// The index of an event in its kind's Body.
template <class Body, class T, std::size_t I = 0>
constexpr std::size_t index_of() {
  if constexpr (std::is_same_v<std::variant_alternative_t<I, Body>, T>)
    return I;
  else
    return index_of<Body, T, I + 1>();
}

// One event held against one state: what a guard sees, and where it says what is wrong.
template <class Kind>
class Judgement {
 public:
  const typename Kind::State& state;
  const Event<Kind>& event;
  const process::Rules& rules;
  const Transition<Kind>& row;
  Diagnostics refusals{};

  bool full() const { return rules.process == process::Process::full; }

  // Says that the guard is not met; `hint` is what supplies what is missing.
  void refuse(Message message, Message hint = {}) {
    Diagnostic diagnostic;
    diagnostic.rule = row.number;
    diagnostic.clause = row.clause;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    refusals.push_back(std::move(diagnostic));
  }
};

// The day of an event in the register's zone; nothing when its time is not known.
inline std::optional<Date> day_of(const When& at, const process::Rules& rules) {
  return rules.zone.date_of(at);
}

// Takes out the events after a moment: those that happened later or were put on record later.
template <class Kind>
void forget_after(Dossier<Kind>& dossier, const Instant& moment, const TimeZone& zone) {
  auto& history = dossier.history;
  std::size_t kept = 0;
  while (kept < history.size() && process::counted_at(history[kept].at, zone, moment) <= moment &&
         !(history[kept].recorded_at && *history[kept].recorded_at > moment))
    ++kept;
  history.erase(history.begin() + static_cast<std::ptrdiff_t>(kept), history.end());
}

}  // namespace cmt::dossier
