// The table of rules, the rules that stand for steps of the process, and the run over a complaint.
#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <tuple>

#include "charter/charter.hpp"
#include "checks/all_rules.hpp"
#include "dispute/dispute.hpp"
#include "improvement/action.hpp"
#include "process/transitions.hpp"

namespace cmt::checks {
namespace {

// What a guard of the process asks as well: where `history` refuses an event already, these say
// nothing more of it.
constexpr std::string_view asked_by_a_step[] = {"category", "cause", "decision-points",
                                                "milestone-order", "owner"};

bool is_asked_by_a_step(std::string_view rule) {
  return std::find(std::begin(asked_by_a_step), std::end(asked_by_a_step), rule) !=
         std::end(asked_by_a_step);
}

// Rules made from the table of transitions; `texts` keeps what their string_views show.
struct StepRules {
  std::deque<std::string> texts;
  std::vector<Rule> rules;

  StepRules() {
    for (const auto& row : process::transitions()) {
      const auto explanation = fmt::format(
          "The event `{}` is written by `cmt {}`; it is taken by: {}. The process asks of it: {}. "
          "An event that stands in a history is judged as the command judges it, so that a record "
          "edited by hand is no different from one that the commands wrote.",
          process::event_names[row.event], row.command, row.who, row.guard);
      add(row.number, row.clause, row.guard, explanation,
          "Supply what is missing with a later event, for example `cmt correct ID`; an event that "
          "was not committed yet can be taken out and written again with its command.");
    }
    add_steps<charter::Charter>();
    add_steps<dispute::Dispute>();
    add_steps<improvement::Action>();
    add("transition", "7", "every event is possible in the status that it finds",
        "The status of a complaint is computed by replaying its history. The table of transitions "
        "(docs/process.md) says which event is possible in which status; this one is not, so that "
        "a step before it is missing or it stands in the wrong place.",
        "See `cmt show ID` for the history, write the step that is missing, and put the events in "
        "the order in which they were recorded.");
  }

  // The steps of a record of another kind (dossier/dossier.hpp).
  template <class Kind>
  void add_steps() {
    for (const auto& row : Kind::transitions())
      add(row.number, row.clause, row.guard,
          fmt::format("The event `{}` of a {} is written by `cmt {}`. The process asks of it: {}. An "
                      "event that stands in a history is judged as the command judges it "
                      "(docs/records/{}.md).",
                      Kind::event_names[row.event], Kind::name, row.command, row.guard, Kind::name),
          "Supply what is missing with a later event; an event that was not committed yet can be "
          "taken out and written again with its command.");
  }

  void add(std::string_view id, std::string_view clause, std::string_view title,
           std::string explanation, std::string_view remedy) {
    texts.push_back(std::move(explanation));
    rules.push_back({id, clause, Severity::error, title, texts.back(), remedy, nullptr});
  }
};

const Rule* find_in(std::span<const Rule> table, std::string_view id) {
  for (const auto& rule : table)
    if (rule.id == id) return &rule;
  return nullptr;
}

}  // namespace

std::span<const Rule> rules() {
  static const Rule table[] = {
      all::attachment_digest,
      all::attachments,
      all::back_dating,
      all::both_sides,
      all::catalogue,
      all::category,
      all::cause,
      all::cause_review,
      all::cause_undetermined,
      all::conflict_of_interest,
      all::consent,
      all::contact_route,
      all::decision_points,
      all::defaulted_assessment,
      all::form_fields,
      all::further_options,
      all::future_date,
      all::history,
      all::id_year,
      all::imported_gaps,
      all::late_entry,
      all::legal_hold,
      all::milestone_order,
      all::others_affected,
      all::overdue,
      all::owner,
      all::party,
      all::personal_data,
      all::priority,
      all::references,
      all::remedy_verification,
      all::representative,
      all::retention,
      all::safety_action,
      all::staff_side,
      all::unknown_process,
      all::update_interval,
      all::urgent_escalation,
      all::withdrawal,
  };
  return table;
}

std::vector<std::span<const Rule>> tables() { return {file_rules(), rules(), growth_rules()}; }

const Rule* find_rule(std::string_view id) {
  static const StepRules steps;
  for (const auto table : tables())
    if (const Rule* rule = find_in(table, id)) return rule;
  return find_in(steps.rules, id);
}

bool is_fixed(std::string_view rule) {
  static constexpr std::string_view fixed[] = {"baseline", "duplicate-id", "record-shape",
                                               "rule-settings"};
  return std::find(std::begin(fixed), std::end(fixed), rule) != std::end(fixed) ||
         find_in(growth_rules(), rule);
}

OwnRules::OwnRules(const process::Rules& rules)
    : register_process_(rules.process), small_(rules), full_(rules) {
  small_.process = process::Process::small;
  full_.process = process::Process::full;
}

const process::Rules& OwnRules::of(const process::Complaint& complaint) const {
  auto chosen = register_process_;
  if (!complaint.history.empty())
    if (const auto* received = std::get_if<process::Received>(&complaint.history.front().body))
      chosen = received->process.value_or(chosen);
  return chosen == process::Process::full ? full_ : small_;
}

std::vector<Finding> check(const Subject& subject) {
  std::vector<Finding> out;
  all::history.check(subject, out);
  const std::size_t refused = out.size();
  for (const auto& rule : rules())
    if (rule.id != all::history.id) rule.check(subject, out);

  const auto is_refused = [&](std::size_t event) {
    return std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(refused),
                       [&](const Finding& finding) { return finding.event == event; });
  };
  std::vector<Finding> kept;
  for (const auto& finding : out)
    if (!is_asked_by_a_step(finding.rule) || !finding.event || !is_refused(*finding.event))
      kept.push_back(finding);
  std::stable_sort(kept.begin(), kept.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.event, a.rule) < std::tie(b.event, b.rule);
  });
  return kept;
}

}  // namespace cmt::checks
