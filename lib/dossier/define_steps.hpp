// The bodies of steps.hpp, for the one file of each kind that says `template struct Steps<Kind>;`.
#pragma once
#include <fmt/core.h>

#include "core/text.hpp"
#include "dossier/common.hpp"
#include "dossier/steps.hpp"
#include "process/required_fields.hpp"

namespace cmt::dossier {

template <class Kind>
const Transition<Kind>* Steps<Kind>::find(Status status, std::size_t event) {
  for (const auto& row : Kind::transitions())
    if (row.event == event && row.from.has(status)) return &row;
  return nullptr;
}

template <class Kind>
bool is_step(const Transition<Kind>& row) {
  return row.to.has_value() || row.decides;
}

// Carries the state over one event, whether the process allows it or not: an event that was not
// possible leads where it would have led, so that one mistake is not reported at every later event.
template <class Kind>
void carry(typename Kind::State& state, const Event<Kind>& event, bool is_first,
           const process::Rules& rules) {
  const Transition<Kind>* row =
      is_first ? &Kind::transitions().front()
               : Steps<Kind>::find(state.status, event.body.index());
  if (!row)
    for (const auto& other : Kind::transitions())
      if (!row && other.event == event.body.index() && is_step(other)) row = &other;
  if (row && row->to) state.status = *row->to;
  std::visit([&](const auto& body) { apply(state, event, body, rules); }, event.body);
  advance(state, event.at, event.by, event.recorded_at, is_first, row && is_step(*row), rules);
}

template <class Kind>
typename Kind::State state_before(const Dossier<Kind>& dossier) {
  typename Kind::State state{};
  state.id = dossier.id;
  begin(state, dossier.head);
  return state;
}

template <class Kind>
typename Kind::State Steps<Kind>::replay(const Dossier<Kind>& dossier, const process::Rules& rules) {
  auto state = state_before<Kind>(dossier);
  for (std::size_t i = 0; i < dossier.history.size(); ++i)
    carry<Kind>(state, dossier.history[i], i == 0, rules);
  return state;
}

template <class Kind>
std::string Steps<Kind>::next(const State& state) {
  const auto is_offered = [&](const Transition<Kind>& row) {
    if (!row.from.has(state.status) || !is_step(row)) return false;
    if constexpr (requires { Kind::can_be_next(state, row.command); }) return Kind::can_be_next(state, row.command);
    return true;
  };
  std::string out;
  for (const auto& row : Kind::transitions())
    if (is_offered(row) && out.find(row.command) == std::string::npos)
      out += (out.empty() ? "" : ", ") + std::string{row.command};
  return out.empty() ? "nothing; it has ended" : out;
}

template <class Kind>
Diagnostics judge_guard(const typename Kind::State& state, const Event<Kind>& event, bool is_first,
                        const Transition<Kind>& row, const process::Rules& rules) {
  Judgement<Kind> j{state, event, rules, row, {}};
  Event<Kind> copy = event;  // `describe` takes what it visits by reference
  process::RequiredFields required{[&](const process::Field& field) {
    j.refuse(tr("{} is missing", field.name),
             tr("cmt {}: {}", row.command, field.meaning));
  }};
  describe_header(required, copy);
  std::visit([&](auto& body) { describe(required, body); }, copy.body);
  const Refuse refuse = [&](Message message, Message hint) {
    j.refuse(std::move(message), std::move(hint));
  };
  judge_times(state, event.at, event.recorded_at, is_first, is_step(row), rules, refuse);
  judge_actor(event.by, row.role, rules, refuse);
  std::visit([&](const auto& body) { guard(j, body); }, event.body);
  return std::move(j.refusals);
}

template <class Kind>
Diagnostics Steps<Kind>::refusals(const State& state, const Event<Kind>& event,
                                  const process::Rules& rules) {
  const auto* row = Steps<Kind>::find(state.status, event.body.index());
  if (row) return judge_guard<Kind>(state, event, false, *row, rules);
  Diagnostic none;
  none.rule = "transition";
  none.clause = Kind::clause;
  std::string_view command = event.name();
  for (const auto& one : Kind::transitions())
    if (one.event == event.body.index()) {
      command = one.command;
      if (!one.from.empty()) break;  // not the one that begins a record with the same event
    }
  none.message = tr("{} is not possible while {} is `{}`", command.substr(0, command.find(" --")),
                    state.id, name_of(Kind::status_names(), state.status));
  none.hint = tr("next: {}", next(state));
  return {none};
}

template <class Kind>
Diagnostics refusals_of_first(const Dossier<Kind>& dossier, const Event<Kind>& event,
                              const process::Rules& rules) {
  const auto& row = Kind::transitions().front();
  const auto state = state_before<Kind>(dossier);
  if (event.body.index() == row.event) {
    auto out = judge_guard<Kind>(state, event, true, row, rules);
    auto head = dossier.head;
    process::RequiredFields required{[&](const process::Field& field) {
      Diagnostic missing;
      missing.rule = row.number;
      missing.clause = row.clause;
      missing.message = tr("{} is missing", field.name);
      missing.hint = tr("cmt {}: {}", row.command, field.meaning);
      out.push_back(std::move(missing));
    }};
    describe(required, head);
    return out;
  }
  Diagnostic other;
  other.rule = row.number;
  other.clause = row.clause;
  other.message = tr("the first event of a history is `{}`", Kind::event_names[row.event]);
  return {other};
}

template <class Kind>
Result<Dossier<Kind>> Steps<Kind>::take(Dossier<Kind> dossier, Event<Kind> event,
                                        const process::Rules& rules) {
  auto refused = dossier.history.empty()
                     ? refusals_of_first<Kind>(dossier, event, rules)
                     : refusals(replay(dossier, rules), event, rules);
  if (!refused.empty()) return Failure{FailureKind::refused, std::move(refused)};
  dossier.history.push_back(std::move(event));
  return dossier;
}

template <class Kind>
std::vector<std::pair<std::size_t, Diagnostic>> Steps<Kind>::judge(const Dossier<Kind>& dossier,
                                                                   const process::Rules& rules) {
  std::vector<std::pair<std::size_t, Diagnostic>> out;
  auto state = state_before<Kind>(dossier);
  for (std::size_t i = 0; i < dossier.history.size(); ++i) {
    const auto& event = dossier.history[i];
    for (auto& refusal : i == 0 ? refusals_of_first<Kind>(dossier, event, rules)
                                : refusals(state, event, rules))
      out.emplace_back(i, std::move(refusal));
    carry<Kind>(state, event, i == 0, rules);
  }
  return out;
}

}  // namespace cmt::dossier
