#include "reports/improvement.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "charter/measures.hpp"
#include "improvement/effectiveness.hpp"
#include "reports/breakdown.hpp"
#include "reports/durations.hpp"
#include "reports/frame.hpp"
#include "reports/inputs.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"
#include "statistics/association.hpp"

namespace cmt::reports {
namespace {

using improvement::ActionKind;
using improvement::ActionState;
using improvement::ActionStatus;
using improvement::Verdict;

constexpr const char* kNotDetermined = "C99";

bool is_given_up(const ActionState& action) {
  return action.status == ActionStatus::rejected || action.status == ActionStatus::cancelled;
}

// The day of the problem, else that of the receipt.
std::optional<cmt::Date> problem_date(const Case& one) {
  return one.whole().occurred_on ? one.whole().occurred_on : one.received;
}

// Whether the complaint has a cause that the action removes: by the criterion where it counts causes,
// else by the causes that were found.
bool is_of_cause(const process::State& complaint, const ActionState& action) {
  if (action.criterion && !action.criterion->causes.empty())
    return improvement::is_counted(complaint, *action.criterion);
  return std::any_of(action.causes.begin(), action.causes.end(), [&](const auto& cause) {
    return std::find(complaint.causes.begin(), complaint.causes.end(), cause) != complaint.causes.end();
  });
}

// Counts actions; the records are the complaints they name.
struct ActionShare {
  std::int64_t part = 0, whole = 0;
  std::vector<std::string> records;

  void add(const ActionState& action, bool is_part) {
    ++whole;
    if (!is_part) return;
    ++part;
    for (const auto& id : action.complaints)
      if (std::find(records.begin(), records.end(), id) == records.end()) records.push_back(id);
  }
  Measure measure(const char* id, std::string name, const char* basis, std::string note = {}) && {
    Measure out = share_measure(id, std::move(name), part, whole, basis);
    out.note = std::move(note);
    out.records = std::move(records);
    return out;
  }
};

Measure recurred_cause(const Population& population, const std::vector<ActionState>& actions, const Scope& scope) {
  Share share;
  for (const std::size_t i : population.received) {
    const Case& one = population.counted[i];
    const auto& causes = one.whole().causes;
    if (causes.empty() || causes.front() == kNotDetermined) continue;
    const auto problem = problem_date(one);
    share.add(one.id(), std::any_of(actions.begin(), actions.end(), [&](const ActionState& action) {
                return action.status == ActionStatus::closed && action.implemented_on && problem &&
                       *problem > *action.implemented_on && is_of_cause(one.whole(), action);
              }));
  }
  return std::move(share).measure("K34", word(scope, "kpi.K34", "Recurrence of a cause after action"), "R");
}

Measure led_to_action(const Population& population, const std::vector<ActionState>& actions, const Scope& scope) {
  std::set<std::string> named;
  for (const ActionState& action : actions)
    if (action.kind == ActionKind::corrective && !is_given_up(action))
      named.insert(action.complaints.begin(), action.complaints.end());
  Share share;
  for (const Milestone& closing : population.closings.in_period) {
    const auto& told = closing.cycle->told ? closing.cycle->told : closing.cycle->outcome;
    if (told && process::is_upheld(*told)) share.add(closing.of->id(), named.count(closing.of->id().text()) != 0);
  }
  return std::move(share).measure("K36", word(scope, "kpi.K36", "Cases that led to action"), "X");
}

// By the last due date, or by the one that was planned first; what is neither done nor due yet is left out.
Measure on_time(const std::vector<ActionState>& actions, bool by_first, const Scope& scope) {
  const auto today = scope.zone.date_of(scope.as_of);
  ActionShare share;
  std::int64_t pending = 0;
  for (const ActionState& action : actions) {
    const auto due = by_first ? action.first_due : action.due;
    if (!due || is_given_up(action) || !is_in(scope.period, due)) continue;
    if (!action.implemented_on && *due >= today) ++pending;
    else share.add(action, action.implemented_on && *action.implemented_on <= *due);
  }
  std::string note;
  if (pending > 0) note = sentence(scope, "actions.pending", "Neither done nor due yet: {n}.", pending);
  return std::move(share).measure(by_first ? "K37.first" : "K37",
                                  by_first ? word(scope, "actions.first_due", "Actions on time, as planned first")
                                           : word(scope, "kpi.K37", "Actions on time"),
                                  "U", std::move(note));
}

}  // namespace

std::vector<Measure> action_measures(const Population& population, const Scope& scope) {
  const std::vector<ActionState>& actions = inputs_of(scope).actions;
  if (actions.empty()) {
    const std::string reason = word(scope, "needs.actions", "Needs records of corrective actions.");
    return {without_value("K34", word(scope, "kpi.K34", "Recurrence of a cause after action"), "R", reason),
            without_value("K36", word(scope, "kpi.K36", "Cases that led to action"), "X", reason),
            without_value("K37", word(scope, "kpi.K37", "Actions on time"), "U", reason),
            without_value("K38", word(scope, "kpi.K38", "Actions effective"), "E", reason),
            without_value("K39", word(scope, "kpi.K39", "Time to act"), "E", reason),
            without_value("K40", word(scope, "kpi.K40", "Improvements made"), "E", reason)};
  }
  std::vector<Measure> out{recurred_cause(population, actions, scope), led_to_action(population, actions, scope),
                           on_time(actions, false, scope), on_time(actions, true, scope)};
  ActionShare effective;
  std::int64_t unassessable = 0, improved = 0;
  Durations times;
  std::vector<std::string> improving;
  for (const ActionState& action : actions) {
    for (const auto& check : action.checks) {
      if (!is_in(scope.period, check.on)) continue;
      if (check.verdict == Verdict::not_assessable) ++unassessable;
      else effective.add(action, check.verdict == Verdict::effective);
    }
    if (!action.implemented_on || !is_in(scope.period, action.implemented_on)) continue;
    times.add(action.id, scope.zone.date_of(action.opened_at), action.implemented_on);
    if (action.is_document_changed && !action.complaints.empty()) {
      ++improved;
      improving.insert(improving.end(), action.complaints.begin(), action.complaints.end());
    }
  }
  out.push_back(std::move(effective).measure("K38", word(scope, "kpi.K38", "Actions effective"), "E",
                                             word(scope, "actions.effective.note", "Each check counts once.")));
  out.push_back(count_measure("K38.unassessable", word(scope, "actions.unassessable", "Checks that could not tell"),
                              unassessable, "", "E"));
  Measure time = times.percentile_measure("K39", statistic_name(word(scope, "kpi.K39", "Time to act"),
                                                                word(scope, "median", "Median")),
                                          days(scope), "E", 50);
  time.records.clear();  // they are actions
  out.push_back(std::move(time));
  Measure changes = count_measure("K40", word(scope, "kpi.K40", "Improvements made"), improved, "", "E");
  changes.note = word(scope, "actions.improvements.note",
                      "Actions that complaints caused, implemented in the period, and what they changed is named.");
  changes.records = std::move(improving);
  out.push_back(std::move(changes));
  return out;
}

std::vector<Measure> broken_promises(const Population& population, const Scope& scope) {
  std::int64_t broken = 0, found = 0, named = 0;
  Ids records;
  for (const Case& one : population.counted) {
    named += static_cast<std::int64_t>(one.whole().promises.size() + one.whole().promise_findings.size());
    if (!is_in(scope.period, problem_date(one)) || one.state->is_split) continue;
    bool is_broken = false;
    for (const auto& finding : one.whole().promise_findings) {
      if (!finding.result || *finding.result == process::PromiseResult::not_determined) continue;
      ++found;
      if (*finding.result != process::PromiseResult::broken) continue;
      ++broken;
      is_broken = true;
    }
    if (is_broken) records.push_back(one.id());
  }
  const std::string name = word(scope, "kpi.K42", "Promises broken");
  if (named == 0 && inputs_of(scope).charters.empty())
    return {without_value("K42", name, "E", word(scope, "needs.promises", "Needs the promises of a charter."))};
  Measure count = count_measure("K42", name, broken, "", "E");
  count.note = word(scope, "promises.rate", "The register holds no numbers of transactions to divide by.");
  count.records = records;
  Measure share = share_measure("K42.share", word(scope, "promises.share", "Broken, of the promises looked into"),
                                broken, found, "E");
  share.records = std::move(records);
  return {std::move(count), std::move(share)};
}

std::vector<Measure> dispute_measures(const Population& population, const Scope& scope) {
  const auto& disputes = inputs_of(scope).disputes;
  if (disputes.empty()) {
    const std::string reason =
        word(scope, "needs.disputes",
             "Needs dispute records that say when notice was received and a result was reached.");
    return {without_value("K43", word(scope, "kpi.K43", "Dispute time"), "E", reason),
            without_value("K54", word(scope, "kpi.K54", "Legal cases"), "E", reason)};
  }
  std::set<std::string> counted;
  for (const Case& one : population.counted) counted.insert(one.id().text());
  Durations times;
  std::int64_t legal = 0;
  std::vector<std::string> records;
  for (const auto& one : disputes) {
    if (counted.count(one.complaint) == 0) continue;
    if (one.resolved_on && is_in(scope.period, one.resolved_on))
      times.add(one.complaint, one.noticed_on, one.resolved_on);
    if (one.type == dispute::DisputeType::legal && is_in(scope.period, scope.zone.date_of(one.opened_at))) {
      ++legal;
      records.push_back(one.complaint);
    }
  }
  Measure time = times.percentile_measure(
      "K43", statistic_name(word(scope, "kpi.K43", "Dispute time"), word(scope, "median", "Median")), days(scope),
      "E", 50);
  time.note = sentence(scope, "disputes.time.note", "From notice to result. Without a day of notice: {n}.",
                       static_cast<std::int64_t>(times.unknown()));
  Measure cases = count_measure("K54", word(scope, "kpi.K54", "Legal cases"), legal, "", "E");
  cases.records = std::move(records);
  return {std::move(time), std::move(cases)};
}

// ---- the report of actions ----------------------------------------------------------------------

namespace {

Code label_of(const Scope& scope, ActionStatus status) {
  const std::string name{name_of(improvement::action_status_names, status)};
  return {name, word(scope, "action.status." + name, name)};
}
Code label_of(const Scope& scope, Verdict verdict) {
  const std::string name{name_of(improvement::verdict_names, verdict)};
  return {name, word(scope, "action.verdict." + name, name)};
}
Cell cell_of(const std::optional<cmt::Date>& date) {
  return date ? Cell{reports::Date{text(*date)}} : Cell{Unknown{}};
}

Table actions_by_status(const std::vector<ActionState>& actions, const Scope& scope) {
  std::map<ActionStatus, std::int64_t> counts;
  for (const ActionState& action : actions) ++counts[action.status];
  Table table;
  table.key = "by_status";
  table.title = word(scope, "actions_by_status.title", "Actions by status");
  table.columns = {column(scope, "status", "Status", ColumnType::text), column(scope, "count", "Count")};
  table.columns[1].is_count = false;  // actions, not complaints
  for (const auto& [status, count] : counts) table.rows.push_back({label_of(scope, status), count});
  table.chart = Chart{ChartKind::bars, "status", {"count"}, {}};
  return table;
}

// What is late, did not work or came up again: what somebody has to look at.
Table actions_to_look_at(const std::vector<ActionState>& actions, const Cases& cases,
                         const Scope& scope) {
  const auto today = scope.zone.date_of(scope.as_of);
  std::vector<const process::State*> complaints;
  for (const Facts* one : cases.facts(scope)) complaints.push_back(&one->whole());
  Table table;
  table.key = "to_look_at";
  table.title = word(scope, "actions_to_look_at.title", "Actions to look at");
  table.caption = word(scope, "actions_to_look_at.caption",
                       "Not effective: checked by another person, and the complaints of its kind did not fall as "
                       "planned. Recurred: closed, and there are complaints of its kind with a later problem.");
  table.columns = {{"id", word(scope, "action", "Action"), ColumnType::text},
                   column(scope, "action_title", "Title", ColumnType::text),
                   column(scope, "owner", "Owner", ColumnType::text),
                   column(scope, "why", "Why", ColumnType::text),
                   column(scope, "due", "Due", ColumnType::date),
                   column(scope, "days_late", "Days late"),
                   column(scope, "recurred", "Recurred")};
  table.columns[5].is_count = false;
  for (const ActionState& action : actions) {
    const auto add = [&](Code why, Cell late, Cell recurred) {
      table.rows.push_back({action.id, action.title, named(scope, action.owner), std::move(why),
                            cell_of(action.due), std::move(late), std::move(recurred)});
    };
    if (is_given_up(action)) continue;
    if (!action.implemented_on && action.due && *action.due < today)
      add({"overdue", word(scope, "overdue", "Overdue")}, std::int64_t{(today - *action.due).count()}, Unknown{});
    if (!action.checks.empty() && (action.checks.back().verdict == Verdict::not_effective ||
                                   action.checks.back().verdict == Verdict::partly))
      add(label_of(scope, action.checks.back().verdict), Unknown{}, Unknown{});
    const auto again = improvement::recurrences(action, complaints, scope.zone);
    if (!again.empty())
      add({"recurred", word(scope, "recurred", "Recurred")}, Unknown{}, static_cast<std::int64_t>(again.size()));
  }
  return table;
}

// Each check of an action that was measured: before, after, and what follows.
Table checks_of(const std::vector<ActionState>& actions, const Scope& scope) {
  Table table;
  table.key = "checks";
  table.title = word(scope, "action_checks.title", "Whether actions worked");
  table.caption = word(scope, "action_checks.caption",
                       "Checks in the period. Complaints of the kind that the action is to make fewer, in windows "
                       "of one length before the implementation and after it has settled.");
  table.columns = {{"id", word(scope, "action", "Action"), ColumnType::text},
                   column(scope, "action_title", "Title", ColumnType::text),
                   column(scope, "checked_on", "Checked", ColumnType::date),
                   column(scope, "checked_by", "By", ColumnType::text),
                   column(scope, "before_action", "Before"),
                   column(scope, "after_action", "After"),
                   column(scope, "target_fall", "Target %"),
                   column(scope, "verdict", "Verdict", ColumnType::text)};
  table.columns[6].is_count = false;
  for (const ActionState& action : actions)
    for (const auto& check : action.checks) {
      if (!is_in(scope.period, check.on)) continue;
      const auto count = [](const std::optional<improvement::Measure>& window) {
        return window && window->count ? Cell{std::int64_t{*window->count}} : Cell{Unknown{}};
      };
      table.rows.push_back({action.id, action.title, cell_of(check.on), check.by, count(check.baseline),
                            count(check.window),
                            check.fall_percent ? Cell{std::int64_t{*check.fall_percent}} : Cell{Unknown{}},
                            label_of(scope, check.verdict)});
    }
  return table;
}

}  // namespace

Result<Report> improvement(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("improvement", "Improvement", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  const auto& actions = inputs_of(scope).actions;
  report.measures = action_measures(frame->population, scope);
  report.tables = {actions_to_look_at(actions, cases, scope), checks_of(actions, scope),
                   actions_by_status(actions, scope)};
  report.notes.push_back(word(scope, "actions.note",
                              "What is to be looked at, and the statuses, are of the moment shown, whatever the "
                              "period."));
  return report;
}

Result<Report> promises(const Cases& cases, const Scope& scope) {
  auto frame = frame_of("promises", "Promises", cases, scope);
  if (!frame) return std::move(frame).failure();
  Report report = std::move(frame->report);
  report.measures = broken_promises(frame->population, scope);
  const auto given = charter::promises_of(inputs_of(scope).charters);
  std::map<std::string, std::string> texts;
  for (const auto& state : inputs_of(scope).charters)
    for (const auto& version : state.versions)
      for (const auto& promise : version.promises) texts[promise.promise] = promise.text.value;
  std::vector<const process::State*> complaints;
  for (const Facts* one : cases.facts(scope)) complaints.push_back(&one->whole());
  auto rows = charter::measures(given, complaints, scope.period, scope.zone);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.broken != b.broken ? a.broken > b.broken : a.named > b.named;
  });
  Table table;
  table.key = "promises";
  table.title = word(scope, "promises.title", "Promises and what complaints say of them");
  table.caption = word(scope, "promises.caption",
                       "Complaints received in the period that name the promise, and what was found. A promise "
                       "whose limitations apply in more than a fifth of the findings promises nothing. Beyond chance: "
                       "Fisher's exact test against the other promises, at 5 % for all of them together.");
  table.columns = {column(scope, "promise", "Promise", ColumnType::text),
                   column(scope, "promise_text", "Text", ColumnType::text),
                   column(scope, "promise_named", "Named"),
                   column(scope, "promise_broken", "Broken"),
                   column(scope, "promise_kept", "Kept"),
                   column(scope, "promise_limited", "Limited"),
                   column(scope, "promise_undetermined", "Unclear"),
                   column(scope, "promise_open", "Open"),
                   column(scope, "promise_remark", "Remark", ColumnType::text)};
  const auto looked_into = [](const charter::PromiseMeasure& row) {
    return std::int64_t{row.broken} + row.kept + row.limited;
  };
  std::int64_t broken = 0, found = 0, compared = 0;
  for (const auto& row : rows) {
    broken += row.broken;
    found += looked_into(row);
    compared += looked_into(row) > 0 ? 1 : 0;
  }
  for (const auto& row : rows) {
    Cell remark = Unknown{};
    // As many tests as there are promises to compare: the level is divided among them.
    const double p = compared < 2 ? 1.0
                                  : static_cast<double>(compared) *
                                        statistics::fisher_tail(row.broken, looked_into(row), broken, found);
    if (p < 0.05)
      remark = Code{"beyond-chance", word(scope, "promises.beyond", "broken more than the others, beyond chance")};
    else if (row.promises_nothing()) remark = Code{"promises-nothing", word(scope, "promises.nothing", "promises nothing")};
    else if (row.named == 0) remark = Code{"not-named", word(scope, "promises.unnamed", "no complaint names it")};
    const auto text = texts.find(row.promise);
    table.rows.push_back({row.promise, text == texts.end() ? Cell{Unknown{}} : Cell{text->second},
                          std::int64_t{row.named}, std::int64_t{row.broken}, std::int64_t{row.kept},
                          std::int64_t{row.limited}, std::int64_t{row.undetermined}, std::int64_t{row.open},
                          std::move(remark)});
  }
  table.chart = Chart{ChartKind::bars, "promise", {"promise_broken"}, {}};
  report.tables = {std::move(table)};
  return report;
}

}  // namespace cmt::reports
