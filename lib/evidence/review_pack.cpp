#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "charter/measures.hpp"
#include "evidence/answer.hpp"
#include "evidence/packs.hpp"
#include "reports/frame.hpp"
#include "reports/overview.hpp"
#include "reports/wording.hpp"

namespace cmt::evidence {
namespace {

using namespace reports;

Cell day(const std::optional<cmt::Date>& date) {
  return date ? Cell{reports::Date{text(*date)}} : Cell{Unknown{}};
}

// What an input of 8.6.2 has: figures or records in words, and where they come from.
struct Line {
  std::string words, source;
  Cell value = Unknown{};
};

class Inputs {
 public:
  Inputs(const Evidence& evidence, const std::vector<Question>& questions, const Scope& scope)
      : e_(evidence), questions_(questions), scope_(scope) {
    for (const auto& one : e_.reviews)
      if (one.held_on && one.plan.from != e_.period.from && (!last_ || *last_->held_on < *one.held_on)) last_ = &one;
  }

  const audit::ReviewState* last() const { return last_; }
  bool is_new(const std::optional<cmt::Date>& date) const {
    return date && *date <= e_.today && (!last_ || *last_->held_on <= *date);
  }

  std::vector<Line> of(const std::string& input) const {
    std::vector<Line> out;
    const auto claims = [&](std::initializer_list<const char*> keys) {
      for (const auto* key : keys)
        if (const auto* claim = e_.claim(key))
          out.push_back({fmt::format("{} of {} {}", claim->good, claim->whole, claim->words), key, {}});
    };
    const auto measures = [&](std::initializer_list<const char*> ids) {
      for (const auto* id : ids)
        if (const auto* measure = e_.measure(id)) out.push_back(figure(*measure));
    };
    if (input == "internal") {
      for (const auto& one : e_.charters)
        for (const auto& version : one.versions)
          if (is_new(version.effective_from))
            out.push_back({fmt::format("{}: version {} from {}", one.id, version.number, text(version.effective_from)), "charter/", {}});
      claims({"policy.current", "policy.approved", "objective.owned", "context.reviewed"});
    } else if (input == "external") {
      out.push_back({fmt::format("time limits: {}", e_.profile), "cmt.yaml", {}});
      claims({"context.reviewed"});
    } else if (input == "performance") {
      measures({"K01", "K04", "K09", "K10", "K12", "K14", "K22", "K23", "K25", "K49"});
    } else if (input == "feedback") {
      measures({"K41", "K55", "K28"});
      for (const auto* one : surveys_of(e_))
        out.push_back({fmt::format("{} {}: {} answers to {} invitations", one->id, one->title, one->answers.size(), one->sent()),
                       fmt::format("surveys/{}.yaml", one->id), {}});
    } else if (input == "audits") {
      add_audits(out);
    } else if (input == "actions") {
      add_actions(out);
    } else if (input == "earlier-reviews") {
      add_decisions(out);
    } else if (input == "recommendations") {
      add_recommendations(out);
    } else if (input == "risks") {
      claims({"risks.owned"});
      add_standings(out);
    } else if (input == "disputes") {
      measures({"K20", "K21", "K43", "K54"});
      std::map<std::string, int> states;
      for (const auto& one : e_.disputes) ++states[std::string{name_of(dispute::Dispute::status_names(), one.state.status)}];
      for (const auto& [state, count] : states) out.push_back({fmt::format("{}: {}", state, count), "disputes/", {}});
    } else if (input == "promises") {
      for (const auto& one : charter::measures(e_.rules.promises, e_.states(), e_.period, e_.rules.zone))
        out.push_back({fmt::format("{}: named {}, broken {}, kept {}, limited {}", one.promise, one.named, one.broken, one.kept, one.limited), "charter/", {}});
    } else if (input == "resources") {
      measures({"K12", "K44"});
      out.push_back({fmt::format("{} people handle complaints", std::count_if(e_.rules.staff.begin(), e_.rules.staff.end(), [](const auto& one) { return one.active; })), "cmt.yaml: staff", {}});
      claims({"resources.decided", "training.current"});
    } else if (input == "statutory") {
      for (const auto& question : questions_)
        if (question.id == "Q70") {
          const auto found = answer(e_, question);
          out.push_back({found.basis, found.source, {}});
        }
      measures({"K15"});
    } else if (input == "comparisons") {
      claims({"benchmark.made"});
    }
    return out;
  }

 private:
  static Line figure(const Measure& measure) {
    std::string words = measure.name;
    if (measure.numerator && measure.denominator) words += fmt::format(" ({} of {})", *measure.numerator, *measure.denominator);
    if (!measure.unit.empty() && measure.unit != "%") words += fmt::format(", {}", measure.unit);
    return {std::move(words), measure.id + " of cmt report kpi", measure.value};
  }

  void add_audits(std::vector<Line>& out) const {
    for (const auto& one : e_.audits) {
      if (!audit::is_reported(one.status)) continue;
      std::map<audit::Grade, int> grades;
      int unsettled = 0;
      for (const auto& finding : one.findings) {
        const auto grade = finding.found.grade.value_or(audit::Grade::observation);
        ++grades[grade];
        unsettled += audit::is_nonconformity(grade) && !finding.settled_on;
      }
      std::string words = fmt::format("{} {}, reported {}:", one.id, one.title, one.reported_on ? text(*one.reported_on) : "-");
      for (const auto& [grade, count] : grades) words += fmt::format(" {} {};", name_of(audit::grade_names, grade), count);
      out.push_back({words + fmt::format(" not settled {}", unsettled), fmt::format("audits/{}.yaml", one.id), {}});
    }
  }

  void add_actions(std::vector<Line>& out) const {
    std::map<std::string, int> states;
    int overdue = 0, effective = 0, checked = 0;
    for (const auto& one : e_.actions) {
      ++states[std::string{name_of(improvement::action_status_names, one.status)}];
      overdue += one.status < improvement::ActionStatus::implemented && one.due && *one.due < e_.today;
      checked += one.check.has_value();
      effective += one.check && one.check->verdict == improvement::Verdict::effective;
    }
    for (const auto& [state, count] : states) out.push_back({fmt::format("{}: {}", state, count), "actions/", {}});
    if (states.empty()) return;
    out.push_back({fmt::format("overdue: {}", overdue), "actions/", {}});
    out.push_back({fmt::format("effective: {} of {} checked", effective, checked), "actions/", {}});
  }

  void add_decisions(std::vector<Line>& out) const {
    std::map<DecisionStanding, int> states;
    for (const auto& one : decisions_of(e_)) ++states[one.state];
    for (const auto& [state, count] : states)
      out.push_back({fmt::format("{}: {}", name_of(decision_standing_names, state), count), "reviews/", {}});
  }

  void add_recommendations(std::vector<Line>& out) const {
    for (const auto& one : e_.audits) {
      if (one.report && !one.report->recommendations.empty())
        out.push_back({one.report->recommendations.value, fmt::format("audits/{}.yaml", one.id), {}});
      for (const auto& finding : one.findings)
        if (finding.found.grade == audit::Grade::opportunity)
          out.push_back({finding.found.statement.value, fmt::format("audits/{}.yaml", one.id), {}});
    }
    for (const auto& one : e_.matters)
      if (one.state.kind == process::Kind::suggestion && is_new(e_.rules.zone.date_of(one.state.received_at)))
        out.push_back({one.state.summary, one.id(), {}});
  }

  // What the records do not show to be met is a risk.
  void add_standings(std::vector<Line>& out) const {
    for (const auto& question : questions_) {
      const auto found = answer(e_, question);
      if (found.standing == Standing::not_met)
        out.push_back({fmt::format("{} {} {}", question.id, question.text(scope_.language), found.basis), "cmt audit run", {}});
    }
  }

  const Evidence& e_;
  const std::vector<Question>& questions_;
  const Scope& scope_;
  const audit::ReviewState* last_ = nullptr;
};

Table decisions(const Evidence& evidence, const audit::ReviewState* last, const Scope& scope) {
  Table table;
  table.key = "earlier_decisions";
  table.title = word(scope, "pack.decisions", "Decisions of earlier reviews");
  table.heading_cells = 3;
  table.columns = {column(scope, "review", "Review", ColumnType::text),
                   column(scope, "number", "No.", ColumnType::text),
                   column(scope, "decision", "Decision", ColumnType::text),
                   column(scope, "owner", "Owner", ColumnType::text),
                   column(scope, "due", "Due", ColumnType::date),
                   column(scope, "action", "Action", ColumnType::text),
                   column(scope, "state", "State", ColumnType::text),
                   column(scope, "done_on", "Done", ColumnType::date)};
  for (const auto& one : decisions_of(evidence)) {
    const bool is_of_last = last && one.review == last->id;
    if (!is_of_last && one.state != DecisionStanding::open && one.state != DecisionStanding::overdue) continue;
    const std::string state{name_of(decision_standing_names, one.state)};
    table.rows.push_back({one.review, std::to_string(one.number), one.decided->text.value, one.decided->owner,
                          day(one.decided->due), one.decided->action,
                          Code{state, word(scope, "decision." + state, state)}, day(one.done_on)});
  }
  if (!last && table.rows.empty()) table.note = word(scope, "pack.first_review", "No earlier review is on record: this is the first.");
  return table;
}

}  // namespace

Report review_pack(const Evidence& evidence, const std::vector<Question>& questions, const Scope& scope) {
  const Inputs inputs{evidence, questions, scope};
  Report report = headed("review", word(scope, "report.review.title", "Pack for the management review"), scope);
  report.command = "cmt review pack";
  Table overview;
  overview.key = "inputs";
  overview.title = word(scope, "pack.inputs", "Inputs of the review");
  overview.columns = {column(scope, "input", "Input", ColumnType::text),
                      column(scope, "lines", "Entries"),
                      column(scope, "next_step", "Next step", ColumnType::text)};
  overview.columns[1].is_count = false;
  std::vector<Table> tables;
  std::int64_t filled = 0, all = 0;
  for (const auto& value : scope.lists["review_inputs"].values()) {
    const auto lines = inputs.of(value.code);
    const std::string title = scope.lists["review_inputs"].label(value.code, scope.language);
    ++all;
    filled += !lines.empty();
    overview.rows.push_back({Code{value.code, title}, static_cast<std::int64_t>(lines.size()),
                             lines.empty() ? word(scope, "pack.say", "Nothing on record: somebody says it at the review, or why not") : std::string{}});
    if (lines.empty()) continue;
    Table table;
    table.key = value.code;
    std::replace(table.key.begin(), table.key.end(), '-', '_');
    table.title = title;
    table.heading_cells = 1;
    table.columns = {column(scope, "rests_on", "Rests on", ColumnType::text), column(scope, "value", "Value"),
                     column(scope, "source", "Source", ColumnType::text)};
    for (const auto& line : lines) table.rows.push_back({line.words, line.value, line.source});
    tables.push_back(std::move(table));
  }
  report.measures = {share_measure("inputs", word(scope, "pack.filled", "Inputs with something on record"), filled, all, "S")};
  std::int64_t open = 0, overdue = 0;
  for (const auto& one : decisions_of(evidence)) {
    open += one.state == DecisionStanding::open;
    overdue += one.state == DecisionStanding::overdue;
  }
  report.measures.push_back(count_measure("open", word(scope, "pack.open_decisions", "Decisions not done yet"), open + overdue, "", "S"));
  report.measures.push_back(count_measure("overdue", word(scope, "pack.overdue_decisions", "Of these overdue"), overdue, "", "S"));
  report.tables.push_back(decisions(evidence, inputs.last(), scope));
  report.tables.push_back(std::move(overview));
  for (auto& table : tables) report.tables.push_back(std::move(table));
  report.notes.push_back(word(scope, "review.note",
                              "What was decided is put on record with cmt review decide; each decision has an owner "
                              "and a date, and the next pack begins with it."));
  return report;
}

}  // namespace cmt::evidence
