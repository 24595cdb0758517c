#include "process/7_5_assessment.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::process {
namespace {

// ISO 10001:2018: only a promise that was in force on the day of the problem can be broken; where
// that day is not known, the day of receipt stands for it.
void guard_promises(Judgement& j, const Assessed& assessed) {
  for (const auto& id : assessed.promises_broken) {
    const Promise* promise = j.rules.promise(id);
    if (!promise) {
      j.refuse(tr("the charter has no promise {}", id),
               tr("cmt charter list shows the promises"));
      continue;
    }
    const auto received = j.rules.zone.date_of(j.state.received_at);
    const auto day = j.state.occurred_on ? j.state.occurred_on : received;
    if (day && !promise->is_in_force(*day))
      j.refuse(tr("promise {} was not in force on {}, the day of the {}", id, text(*day),
                  j.state.occurred_on ? tr("problem") : tr("receipt")),
               tr("cmt charter list --on {} shows those that were", text(*day)));
  }
}

}  // namespace

Priority priority_of(int severity, int impact, bool safety, bool vulnerable) {
  static constexpr int matrix[4][4] = {{4, 4, 3, 3}, {4, 3, 3, 2}, {3, 3, 2, 1}, {2, 2, 1, 1}};
  if (safety) return Priority::p1;
  const auto row = static_cast<std::size_t>(std::clamp(severity, 1, 4) - 1);
  const auto column = static_cast<std::size_t>(std::clamp(impact, 1, 4) - 1);
  const int priority = std::max(1, matrix[row][column] - (vulnerable ? 1 : 0));
  return static_cast<Priority>(priority - 1);
}

void set_priority(State& state) {
  if (state.priority_overridden) return;
  state.priority = priority_of(state.severity.value_or(1), state.impact.value_or(1), state.safety,
                               !state.vulnerability.empty());
}

void guard(Judgement& j, const Assessed& assessed) {
  const auto scale = [&](const std::optional<int>& value, const char* name) {
    if (value && (*value < 1 || *value > 4))
      j.refuse(tr("{} is {}, not 1 to 4", name, *value));
  };
  scale(assessed.severity, "severity");
  scale(assessed.impact, "impact");
  if (assessed.priority && assessed.priority_reason.empty())
    j.refuse(tr("the priority is overridden without a reason"), tr("give it with --priority-reason"));
  const auto& problems = j.rules.lists["problems"];
  if (const ListValue* category = problems.find(assessed.category)) {
    if (category->requires_field == "delay_days" && !assessed.delay_days)
      j.refuse(tr("category {} states the length of the delay", category->code),
               tr("give it with --delay-days"));
    if (category->requires_field == "text" && assessed.category_text.empty())
      j.refuse(tr("category {} is named in words", category->code),
               tr("give it with --category-text"));
  }
  for (const auto& authority : assessed.not_reportable) {
    const auto names = [&](const ReportDuty& one) { return one.duty.authority == authority; };
    if (std::none_of(j.state.reportable.begin(), j.state.reportable.end(), names))
      j.refuse(tr("no report to '{}' was asked for", authority));
  }
  guard_promises(j, assessed);
  if (j.state.assessed_once && assessed.reason.empty() && j.state.status != Status::fresh)
    j.refuse(tr("it was assessed before"), tr("say why again with --reason new-facts or initial-wrong"));
}

void apply(State& state, const Event& event, const Assessed& assessed, const Rules&) {
  state.severity = assessed.severity ? assessed.severity : state.severity;
  state.impact = assessed.impact ? assessed.impact : state.impact;
  state.complexity = assessed.complexity ? assessed.complexity : state.complexity;
  state.safety = assessed.safety.value_or(state.safety);
  state.action_needed = assessed.action_needed.value_or(false);
  state.action_possible = assessed.action_possible.value_or(false);
  state.assessed_once = true;
  if (!assessed.category.empty()) state.category = assessed.category;
  if (!assessed.other_categories.empty()) state.other_categories = assessed.other_categories;
  if (!assessed.product.empty()) state.product = assessed.product;
  if (!assessed.unit.empty()) state.unit = assessed.unit;
  if (!assessed.persons.empty()) state.persons = assessed.persons;
  if (assessed.staff_misconduct) state.staff_misconduct = *assessed.staff_misconduct;
  if (!assessed.interest.empty()) state.interest = assessed.interest;
  // What is known better replaces what is still owed to the same authority; what was reported stays.
  const auto drop = [&](const std::string& authority) {
    std::erase_if(state.reportable, [&](const ReportDuty& one) {
      return !one.done && one.duty.authority == authority;
    });
  };
  for (const auto& duty : assessed.reportable) drop(duty.authority);
  for (const auto& authority : assessed.not_reportable) drop(authority);
  for (const auto& duty : assessed.reportable) state.reportable.push_back({duty, event.at, {}});
  if (!assessed.promises_broken.empty()) state.promises = assessed.promises_broken;
  state.priority = assessed.priority;
  state.priority_overridden = assessed.priority.has_value();
  set_priority(state);
  if (!assessed.profile.empty()) {
    state.profile = assessed.profile;
    state.limits = assessed.limits;
  }
  auto& cycle = state.cycles.back();
  if (!cycle.assessed) cycle.assessed = event.at;
}

}  // namespace cmt::process
