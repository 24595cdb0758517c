// The table of transitions: the one place that says which step is possible when.
//
// Replay, refusals, help, completion and docs/process.md all read it. Numbers T1 to T32 are those of
// the domain reference; X rows are the events that never change the status.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "process/events.hpp"

namespace cmt::process {

// A set of statuses.
class Statuses {
 public:
  constexpr Statuses() = default;
  template <class... S>
  constexpr explicit Statuses(S... status) : bits_((bit(status) | ... | 0u)) {}
  constexpr bool has(Status status) const { return (bits_ & bit(status)) != 0; }
  constexpr Statuses with(Statuses other) const { return from(bits_ | other.bits_); }
  constexpr Statuses without(Status status) const { return from(bits_ & ~bit(status)); }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint32_t bit(Status s) { return 1u << static_cast<unsigned>(s); }
  static constexpr Statuses from(std::uint32_t bits) {
    Statuses out;
    out.bits_ = bits;
    return out;
  }
  std::uint32_t bits_ = 0;
};

struct Transition {
  std::string_view number;   // "T10"
  std::size_t event;         // index in Body
  Statuses from;             // empty: only as the first event
  std::optional<Status> to;  // absent: the status stays, or the step decides it (reopen)
  std::string_view command;  // as typed, "close --lapsed"
  std::string_view clause;
  std::string_view who;
  std::string_view guard;    // what it asks, for people
};

std::span<const Transition> transitions();

// The row for an event while the complaint has a status; nothing when the process has no such step.
// `closed` and `escalated` have several rows: the event's own fields and the status choose.
const Transition* find_transition(Status status, const Event& event);

// The commands that lead on from a status, most usual first: "accept, contest, close --lapsed".
std::string next_steps(Status status);

// The same without what any open complaint allows, for the end of a message: "accept, contest".
// In the small process every open status before the answer leads to `close`.
std::string steps_on(Status status, Process process);

// The commands of the table that write an event, for example "close --lapsed" for `closed`.
std::string_view command_of(std::size_t event);

}  // namespace cmt::process
