#include "process/particulars.hpp"

#include <algorithm>

#include "process/complaint.hpp"
#include "process/rules.hpp"

namespace cmt::process {
namespace {

void note_entry(Particulars& out, const Event& event, const TimeZone& zone) {
  const auto on = zone.date_of(event.at);
  if (!on || !event.imported.empty()) return;
  if (out.events.empty() || out.events.back().on != *on) out.events.push_back({*on, 0});
  ++out.events.back().events;
  if (!event.recorded_at) return;
  const auto days = static_cast<int>((zone.date_of(*event.recorded_at) - *on).count());
  if (days > 0) out.late.push_back({*on, days});
}

void note_receipt(Particulars& out, const Received& received) {
  out.occurred_on = received.occurred_on;
  out.complainant_type = received.complainant_type;
  out.segment = received.segment;
  out.accessibility_needs = received.accessibility_needs;
  out.preferred_medium = received.preferred_medium;
  out.preferred_language = received.preferred_language;
  out.preferred_format = received.preferred_format;
  if (received.consent) out.may_survey = received.consent->survey;
  out.has_representative = received.representative.has_value();
  const auto is_answered = [](const std::optional<Answer>& answer) {
    return answer && *answer != Answer::unknown;
  };
  out.is_remedy_sought_known =
      received.remedy_sought && is_answered(received.remedy_sought->requested);
  out.is_immediate_action_known =
      received.immediate_action && is_answered(received.immediate_action->taken);
}

}  // namespace

void note_particulars(State& state, const Before& before, const Event& event, const Rules& rules) {
  Particulars& out = state.particulars;
  // When an imported receipt was entered says nothing of how promptly anybody works.
  const bool is_import = state.is_imported() && std::holds_alternative<Received>(event.body);
  if (!is_import) note_entry(out, event, rules.zone);
  if (const auto* received = std::get_if<Received>(&event.body)) {
    note_receipt(out, *received);
  } else if (const auto* assessed = std::get_if<Assessed>(&event.body)) {
    if (assessed->reason == "initial-wrong" && before.priority != state.priority)
      out.was_wrongly_prioritised = true;
    out.is_on_legal_hold = assessed->legal_hold.value_or(out.is_on_legal_hold);
  } else if (const auto* withdrawn = std::get_if<Withdrawn>(&event.body)) {
    out.is_withdrawal_voluntary = withdrawn->voluntary;
    out.withdrawal_reason = withdrawn->reason;
  } else if (const auto* rejected = std::get_if<Rejected>(&event.body)) {
    out.rejection_reason = rejected->reason;
  } else if (const auto* referred = std::get_if<Referred>(&event.body)) {
    out.outside.push_back({referred->dispute, referred->body, event.at, {}, false});
  } else if (const auto* ended = std::get_if<DisputeClosed>(&event.body)) {
    if (!out.outside.empty()) {
      out.outside.back().ended = event.at;
      out.outside.back().is_action_needed = ended->action_needed.value_or(false);
    }
  } else if (const auto* closed = std::get_if<Closed>(&event.body)) {
    out.are_lessons_answered = !closed->lessons.empty() || !closed->no_lessons_reason.empty();
  }
  if (state.level != before.level) {
    const auto* escalated = std::get_if<Escalated>(&event.body);
    out.raises.push_back(
        {event.at, before.level, state.level, escalated ? escalated->trigger : std::string{}});
    out.highest_level = std::max(out.highest_level, state.level);
  }
}

}  // namespace cmt::process
