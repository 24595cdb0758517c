#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "evidence/packs.hpp"
#include "reports/frame.hpp"
#include "reports/overview.hpp"
#include "reports/wording.hpp"

namespace cmt::evidence {
namespace {

using namespace reports;

constexpr std::size_t most_records = 12;  // named in a cell; the rest is counted

std::string in_words(const std::vector<std::string>& records) {
  std::string out;
  for (std::size_t i = 0; i < records.size() && i < most_records; ++i) out += (i ? ", " : "") + records[i];
  if (records.size() > most_records) out += fmt::format(" + {}", records.size() - most_records);
  return out;
}

std::string group_of(std::string_view clause) {
  if (clause == "law") return "law";
  return std::string{clause.substr(0, clause.substr(0, 3) == "ISO" ? 9 : 1)};
}

struct Asked {
  const Question* question;
  Answer answer;                          // of the register
  const audit::PersonsAnswer* person = nullptr;
  Standing standing = Standing::cannot_tell;
};

Standing standing_of(audit::Verdict verdict) {
  switch (verdict) {
    case audit::Verdict::met: return Standing::met;
    case audit::Verdict::partly: return Standing::partly;
    case audit::Verdict::not_met: return Standing::not_met;
    case audit::Verdict::not_applicable: break;
  }
  return Standing::not_applicable;
}

std::vector<Asked> ask(const Evidence& evidence, const std::vector<Question>& questions,
                       const audit::AuditState* audit) {
  std::vector<Asked> out;
  for (const auto& question : questions) {
    if (audit && !audit::covers(audit->scope, question.clause)) continue;
    Asked one{&question, answer(evidence, question)};
    one.standing = one.answer.standing;
    if (audit)
      if ((one.person = audit->answer_to(question.id))) one.standing = standing_of(one.person->verdict);
    out.push_back(std::move(one));
  }
  return out;
}

Code label(const Scope& scope, Standing standing) {
  const std::string code{name_of(standing_names, standing)};
  static constexpr std::array english{"meets the guidance", "partly meets it", "does not meet it",
                                      "nothing to judge", "ask a person"};
  return {code, word(scope, "standing." + code, english[static_cast<std::size_t>(standing)])};
}

// The same for the head of a column.
std::string short_label(const Scope& scope, Standing standing) {
  static constexpr std::array english{"met", "partly", "not met", "nothing", "ask"};
  return word(scope, "standing.short." + std::string{name_of(standing_names, standing)},
              english[static_cast<std::size_t>(standing)]);
}

std::string basis_of(const Scope& scope, const Asked& one) {
  if (!one.person) return one.answer.basis;
  return fmt::format("{} ({}). {}: {}", one.person->evidence.value, one.person->by,
                     word(scope, "pack.register_says", "The register says"), one.answer.basis);
}

Table summary(const std::vector<Asked>& all, const Scope& scope) {
  Table table;
  table.key = "by_clause";
  table.title = word(scope, "pack.by_clause", "Answers by clause");
  table.columns = {column(scope, "clause", "Clause", ColumnType::text)};
  for (const auto& standing : standing_names) {
    auto head = column(scope, "", "");
    head.key = standing.text;
    std::replace(head.key.begin(), head.key.end(), '-', '_');
    head.title = short_label(scope, standing.value);
    head.is_count = false;
    table.columns.push_back(std::move(head));
  }
  std::vector<std::string> groups;
  std::vector<std::array<std::int64_t, 5>> counts;
  std::array<std::int64_t, 5> total{};
  for (const auto& one : all) {
    const std::string group = group_of(one.question->clause);
    if (groups.empty() || groups.back() != group) {
      groups.push_back(group);
      counts.push_back({});
    }
    ++counts.back()[static_cast<std::size_t>(one.standing)];
    ++total[static_cast<std::size_t>(one.standing)];
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Row row{groups[i]};
    for (const auto count : counts[i]) row.emplace_back(count);
    table.rows.push_back(std::move(row));
  }
  Row sum{word(scope, "pack.all", "All")};
  for (const auto count : total) sum.emplace_back(count);
  table.total = std::move(sum);
  return table;
}

Table answers(const std::vector<Asked>& all, const std::string& group, const Scope& scope) {
  Table table;
  table.key = "clause_" + group;
  for (char& c : table.key)
    if (c == ' ') c = '_';
  std::transform(table.key.begin(), table.key.end(), table.key.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  table.title = group == "law" ? word(scope, "pack.law", "Law")
                               : fmt::format("{} {}", word(scope, "clause", "Clause"), group);
  if (group.substr(0, 3) == "ISO") table.title = group;
  table.heading_cells = 3;
  table.columns = {column(scope, "question_id", "No.", ColumnType::text),
                   column(scope, "clause", "Clause", ColumnType::text),
                   column(scope, "answer", "Answer", ColumnType::text),
                   column(scope, "question", "Question", ColumnType::text),
                   column(scope, "rests_on", "Rests on", ColumnType::text),
                   column(scope, "source", "Source", ColumnType::text),
                   column(scope, "records", "Records", ColumnType::text)};
  for (const auto& one : all)
    if (group_of(one.question->clause) == group)
      table.rows.push_back({one.question->id, one.question->clause, label(scope, one.standing),
                            one.question->text(scope.language), basis_of(scope, one), one.answer.source,
                            in_words(one.answer.records)});
  return table;
}

Table checklist(const std::vector<Asked>& all, const Scope& scope) {
  Table table;
  table.key = "for_a_person";
  table.title = word(scope, "pack.checklist", "For a person to answer");
  table.heading_cells = 3;
  table.columns = {column(scope, "question_id", "No.", ColumnType::text),
                   column(scope, "clause", "Clause", ColumnType::text),
                   column(scope, "question", "Question", ColumnType::text),
                   column(scope, "reason", "Why", ColumnType::text),
                   column(scope, "next_step", "Next step", ColumnType::text)};
  for (const auto& one : all)
    if (one.standing == Standing::cannot_tell)
      table.rows.push_back({one.question->id, one.question->clause, one.question->text(scope.language),
                            one.answer.basis, fmt::format("cmt audit answer ID {} met --evidence TEXT", one.question->id)});
  return table;
}

Table findings(const audit::AuditState& audit, const Evidence& evidence, const Scope& scope) {
  Table table;
  table.key = "findings";
  table.title = word(scope, "pack.findings", "Findings");
  table.heading_cells = 3;
  table.columns = {column(scope, "number", "No.", ColumnType::text),
                   column(scope, "clause", "Clause", ColumnType::text),
                   column(scope, "grade", "Grade", ColumnType::text),
                   column(scope, "finding", "Finding", ColumnType::text),
                   column(scope, "evidence", "Evidence", ColumnType::text),
                   column(scope, "owner", "Owner", ColumnType::text),
                   column(scope, "due", "Due", ColumnType::date),
                   column(scope, "action", "Action", ColumnType::text),
                   column(scope, "settled", "Settled", ColumnType::date)};
  int number = 0;
  for (const auto& one : audit.findings) {
    const auto& f = one.found;
    const std::string grade{f.grade ? name_of(audit::grade_names, *f.grade) : ""};
    std::string action = f.action;
    if (const auto* state = evidence.action(f.action))
      action += fmt::format(" ({})", name_of(improvement::action_status_names, state->status));
    const auto day = [](const std::optional<cmt::Date>& date) {
      return date ? Cell{reports::Date{text(*date)}} : Cell{Unknown{}};
    };
    table.rows.push_back({std::to_string(++number), f.clause, Code{grade, word(scope, "grade." + grade, grade)},
                          f.statement.value, f.evidence.value, f.owner, day(f.due), action,
                          day(one.settled_on)});
  }
  return table;
}

}  // namespace

reports::Report audit_pack(const Evidence& evidence, const std::vector<Question>& questions,
                           const audit::AuditState* audit, const Scope& scope) {
  const auto all = ask(evidence, questions, audit);
  Report report = headed("audit", word(scope, "report.audit.title", "Evidence for an audit of complaints handling"), scope);
  report.command = "cmt audit run" + (audit ? " " + audit->id : std::string{});
  std::array<std::int64_t, 5> counts{};
  std::int64_t by_register = 0;
  for (const auto& one : all) {
    ++counts[static_cast<std::size_t>(one.standing)];
    by_register += is_answered(one.answer.standing);
  }
  const auto count = static_cast<std::int64_t>(all.size());
  const auto share = [&](std::string_view id, std::string name, std::int64_t part, std::int64_t whole) {
    report.measures.push_back(share_measure(std::string{id}, std::move(name), part, whole, "S"));
  };
  share("answered", word(scope, "pack.answered", "Questions answered from the records"), by_register, count);
  const auto judged = counts[0] + counts[1] + counts[2];
  share("met", word(scope, "pack.meets", "Meets the guidance"), counts[0], judged);
  share("partly", word(scope, "pack.meets_partly", "Partly meets the guidance"), counts[1], judged);
  share("not-met", word(scope, "pack.does_not_meet", "Does not meet the guidance"), counts[2], judged);
  share("not-applicable", word(scope, "pack.nothing_to_judge", "Nothing to judge"), counts[3], count);
  share("cannot-tell", word(scope, "pack.left_to_a_person", "Left to a person"), counts[4], count);
  report.tables.push_back(summary(all, scope));
  std::vector<std::string> groups;
  for (const auto& one : all) {
    auto group = group_of(one.question->clause);
    if (std::find(groups.begin(), groups.end(), group) != groups.end()) continue;
    report.tables.push_back(answers(all, group, scope));
    groups.push_back(std::move(group));
  }
  if (audit) report.tables.push_back(findings(*audit, evidence, scope));
  if (auto open = checklist(all, scope); !open.rows.empty()) report.tables.push_back(std::move(open));
  if (audit) {
    std::string auditors;
    for (const auto& one : audit->plan.auditors) auditors += (auditors.empty() ? "" : ", ") + one;
    report.notes.push_back(fmt::format("{} {}: {}. {}: {}.", word(scope, "pack.audit", "Audit"), audit->id, audit->title,
                                       word(scope, "pack.auditors", "Auditors"), auditors.empty() ? "-" : auditors));
  }
  report.notes.push_back(word(scope, "pack.note",
                              "ISO 10002 is guidance: the answers say whether the records meet it, and are no "
                              "certificate. Records that are named are those that are not as they should be, or "
                              "all that were looked at when every one is."));
  return report;
}

}  // namespace cmt::evidence
