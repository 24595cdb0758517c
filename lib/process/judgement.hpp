// One event held against one state: what a guard sees, and where it says what is wrong.
#pragma once
#include <string>
#include <utility>

#include "process/complaint.hpp"
#include "process/rules.hpp"
#include "process/transitions.hpp"

namespace cmt::process {

class Judgement {
 public:
  Judgement(const State& state_before, const Event& judged, const Rules& register_rules,
            const Transition& transition)
      : state(state_before), event(judged), rules(register_rules), row(transition) {}

  const State& state;
  const Event& event;
  const Rules& rules;
  const Transition& row;

  bool full() const { return rules.process == Process::full; }

  // Says that the guard is not met; `hint` is what supplies what is missing.
  void refuse(Message message, Message hint = {}) {
    Diagnostic diagnostic;
    diagnostic.rule = row.number;
    diagnostic.clause = row.clause;
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    refusals_.push_back(std::move(diagnostic));
  }
  // Refuses when a text that the guard asks for is empty; `what` and `option` are marked by msgid where they have words.
  template <class T>
  void need(const T& field, const char* what, const char* option) {
    if (field.empty()) refuse(tr("{} is missing", translated(what)), tr("give it with {}", translated(option)));
  }

  Diagnostics refusals() && { return std::move(refusals_); }

 private:
  Diagnostics refusals_;
};

// Whether a is earlier than b. Two times of which one is only a date are compared as dates; an
// unknown time is never earlier or later.
bool is_before(const When& a, const When& b, const TimeZone& zone);

}  // namespace cmt::process
