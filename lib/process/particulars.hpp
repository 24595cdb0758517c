// What of a history no step asks for, and what is learned from many complaints does (ISO 10002:2018,
// 8.2): who complained, how far it was escalated, what was entered late.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "process/events.hpp"

namespace cmt::process {

// A raise to another level of escalation.
struct Raise {
  When at;
  int from = 0, to = 0;
  std::string trigger;  // of an automatic one
};

// One way through an outside body (ISO 10003).
struct OutsideStage {
  std::string dispute, body;
  When referred;
  std::optional<When> ended;
  bool is_action_needed = false;  // its result asked for something that the answer did not give
};

// An event that was put on record after it happened.
struct LateEntry {
  Date on{};     // when it happened, local
  int days = 0;  // local days until it was recorded, one or more
};

// How many events happened on a day and are on record; imported ones and those without a known time
// are not counted.
struct DayOfEvents {
  Date on{};
  int events = 0;
};

struct Particulars {
  // Of the receipt.
  std::optional<KnownDate> occurred_on;
  Code complainant_type;
  std::string segment;
  std::vector<Code> accessibility_needs;
  Code preferred_medium;
  std::string preferred_language, preferred_format;
  std::optional<bool> may_survey;  // whether they agreed to be asked how satisfied they are
  bool has_representative = false;
  bool is_remedy_sought_known = false, is_immediate_action_known = false;

  // Of the handling.
  std::vector<Raise> raises;
  int highest_level = 0;
  std::vector<OutsideStage> outside;
  bool is_on_legal_hold = false;  // by the last assessment that speaks of it
  bool was_wrongly_prioritised = false;  // assessed again as wrong from the start, with another priority
  std::optional<bool> is_withdrawal_voluntary;
  Code withdrawal_reason, rejection_reason;
  bool are_lessons_answered = false;

  // Of the record.
  std::vector<DayOfEvents> events;
  std::vector<LateEntry> late;
};

struct State;
struct Rules;

// Notes what the event adds. `before` is the state before the event and `state` the one after it;
// for the receipt, which nothing goes before, both are the same.
struct Before {
  std::optional<Priority> priority;
  int level = 0;
};
void note_particulars(State& state, const Before& before, const Event& event, const Rules& rules);

}  // namespace cmt::process
