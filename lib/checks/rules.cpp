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
      all::attachments,     all::back_dating,
      all::catalogue,       all::category,
      all::cause,           all::conflict_of_interest,
      all::decision_points, all::defaulted_assessment,
      all::future_date,     all::history,
      all::id_year,         all::imported_gaps,
      all::late_entry,      all::milestone_order,
      all::others_affected, all::overdue,
      all::owner,           all::party,
      all::personal_data,   all::references,
      all::unknown_process, all::update_interval,
      all::withdrawal,
  };
  return table;
}

std::span<const Rule> file_rules() {
  static const Rule table[] = {
      {"file-name", "4.9", Severity::warning, "complaints/ holds records and nothing else",
       "A file that is not named like a record, complaints/YYYY/ID.yaml, is read by no command, so "
       "that a complaint in it would be lost from every figure.",
       "Move it to its place, or out of the folder.", nullptr},
      {"legal-review", "ISO 10003 7.5", Severity::warning, "a dispute in court is reviewed every 90 days",
       "Whether to go on, to offer something or to give in changes as a case goes on, and costs grow "
       "meanwhile. A dispute whose method is litigation is therefore looked at at least every ninety "
       "days, and the review is on record.",
       "`cmt dispute legal-review ID TEXT`.", nullptr},
      {"promise-twice", "ISO 10001 6", Severity::error, "a promise belongs to one charter",
       "A complaint names a promise by its number alone. When two charters have the same number, "
       "nobody can say which text was broken, and which limitation and remedy go with it.",
       "Give one of the two another number: `cmt charter promise` finds a free one.", nullptr},
      {"record-shape", "4.9", Severity::error, "a record can be read, whole and without a doubt",
       "A record is YAML without anchors, tags, duplicate keys and conflict markers, with the events "
       "and fields of docs/record.md, each of the form that is asked for there. What cannot be read "
       "safely is neither counted nor changed.",
       "Put it right at the place that the finding names; `git log -p FILE` shows how it came about.",
       nullptr},
      {"second-reader", "4.9", Severity::warning, "another YAML reader reads the same",
       "Editors and scripts read the files with other YAML libraries. Where one of them reads "
       "something else, people see another record than the program does. Asked of files that are "
       "named, and of all with --strict.",
       "Put the value in quotes at the place that the finding names.", nullptr},
      {"unknown-key", "4.9", Severity::warning, "no key is nearly that of a field",
       "Keys that the program does not know are kept and not read. One that is nearly the name of a "
       "field is most likely a slip, and what it says is in no figure.",
       "Write the name that the finding suggests.", nullptr},
  };
  return table;
}

const Rule* find_rule(std::string_view id) {
  static const StepRules steps;
  if (const Rule* rule = find_in(rules(), id)) return rule;
  if (const Rule* rule = find_in(file_rules(), id)) return rule;
  return find_in(steps.rules, id);
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
