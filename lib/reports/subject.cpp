#include "reports/subject.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "process/redaction.hpp"
#include "process/retention.hpp"
#include "reports/frame.hpp"
#include "reports/overview.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using namespace process;

// What an event gives to the person: nothing for most, a text for those that are theirs or were told
// to them.
class Told {
 public:
  Told(const Scope& scope, const std::string& party) : scope_(scope), party_(party) {}

  template <class T>
  std::optional<std::string> operator()(const T&) const { return std::nullopt; }

  std::optional<std::string> operator()(const Received& e) const {
    std::string out = e.description.value;
    if (e.remedy_sought) add(out, e.remedy_sought->text.value);
    return out;
  }
  std::optional<std::string> operator()(const Acknowledged&) const { return ""; }
  std::optional<std::string> operator()(const Updated& e) const { return e.text.value; }
  // What they wrote themselves, such as a mail; the notes of staff and of others are not theirs.
  std::optional<std::string> operator()(const Noted& e) const {
    return !party_.empty() && e.from == party_ ? std::optional{e.text.value} : std::nullopt;
  }
  std::optional<std::string> operator()(const InfoRequested& e) const { return e.question.value; }
  std::optional<std::string> operator()(const InfoReceived& e) const {
    return e.reply.empty() ? std::nullopt : std::optional{e.reply.value};
  }
  std::optional<std::string> operator()(const Extended& e) const {
    std::string out = e.until ? cmt::text(*e.until) : "";
    add(out, e.reason.value);
    return out;
  }
  std::optional<std::string> operator()(const Rejected& e) const { return e.text.value; }
  std::optional<std::string> operator()(const DecisionCommunicated& e) const {
    std::string out = e.text.value;
    if (e.next_step_rights) {
      add(out, e.next_step_rights->internal_review.value);
      add(out, e.next_step_rights->external_body.value);
    }
    return out;
  }
  std::optional<std::string> operator()(const Accepted& e) const { return e.text.value; }
  std::optional<std::string> operator()(const Contested& e) const { return e.grounds.value; }
  std::optional<std::string> operator()(const RemedyDone& e) const { return labelled(scope_, "remedies", e.remedy).label; }
  std::optional<std::string> operator()(const Closed& e) const {
    std::string out = e.reason ? labelled(scope_, "closure_reasons", name_of(closure_reason_names, *e.reason)).label : "";
    add(out, e.external_routes.value);
    return out;
  }
  std::optional<std::string> operator()(const Referred& e) const { return e.body; }
  std::optional<std::string> operator()(const DisputeClosed& e) const { return e.result.value; }
  std::optional<std::string> operator()(const Withdrawn& e) const { return e.words.value; }
  std::optional<std::string> operator()(const Reopened& e) const { return labelled(scope_, "reopen_reasons", e.reason).label; }
  std::optional<std::string> operator()(const Redacted& e) const {
    std::string out = e.field;
    add(out, e.reason.value);
    return out;
  }

 private:
  static void add(std::string& out, const std::string& more) {
    if (!more.empty()) out += (out.empty() ? "" : "\n") + more;
  }
  const Scope& scope_;
  const std::string& party_;
};

Cell day_of(const std::optional<cmt::Date>& day) {
  if (!day) return Unknown{};
  return Date{cmt::text(*day)};
}
Cell day_of(const When& at, const Scope& scope) { return day_of(scope.zone.date_of(at)); }

Table person(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "person";
  table.title = word(scope, "subject.person", "Who you are to us");
  table.columns = {column(scope, "field", "Field", ColumnType::text), column(scope, "value", "Value", ColumnType::text)};
  table.rows.push_back({word(scope, "id", "ID"), subject.party});
  for (const auto& [field, value] : subject.facts)
    table.rows.push_back({word(scope, "subject." + field, field), value});
  return table;
}

Table cases(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "cases";
  table.title = word(scope, "subject.cases", "Your complaints");
  table.columns = {column(scope, "id", "ID", ColumnType::text),          column(scope, "received", "Received", ColumnType::date),
                   column(scope, "medium", "Medium", ColumnType::text),  column(scope, "category", "Category", ColumnType::text),
                   column(scope, "status", "Status", ColumnType::text),  column(scope, "outcome", "Outcome", ColumnType::text),
                   column(scope, "summary", "Summary", ColumnType::text)};
  for (const auto& one : subject.cases) {
    if (!one.is_own) continue;
    const State& state = one.state;
    const auto outcome = state.cycle().told;
    table.rows.push_back({state.id.text(), day_of(state.received_at, scope), labelled(scope, "media", state.medium),
                          labelled(scope, "problems", state.category),
                          labelled(scope, "statuses", name_of(status_names, state.status)),
                          outcome ? Cell{labelled(scope, "outcomes", name_of(outcome_names, *outcome))} : Cell{Unknown{}},
                          state.summary});
  }
  return table;
}

Table history(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "history";
  table.title = word(scope, "subject.history", "What you told us, and what we told you");
  table.heading_cells = 3;
  table.columns = {column(scope, "complaint", "Complaint", ColumnType::text), column(scope, "date", "Date", ColumnType::date),
                   column(scope, "event", "What happened", ColumnType::text), column(scope, "words", "Words", ColumnType::text)};
  const Told told{scope, subject.party};
  for (const auto& one : subject.cases) {
    if (!one.is_own) continue;
    for (const auto& event : one.complaint.history)
      if (const auto text = std::visit(told, static_cast<const AnyBody&>(event.body)))
        table.rows.push_back({one.state.id.text(), day_of(event.at, scope), labelled(scope, "events", event.name()), *text});
  }
  return table;
}

// Names of the files alone: the files themselves go with the answer, once they were looked through.
Table files(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "files";
  table.title = word(scope, "subject.files", "Documents");
  table.columns = {column(scope, "complaint", "Complaint", ColumnType::text), column(scope, "file", "File", ColumnType::text),
                   column(scope, "path", "Path", ColumnType::text)};
  for (const auto& one : subject.cases) {
    if (!one.is_own) continue;
    const auto all = files_of(one.complaint);
    const auto left = fields_left(one.complaint, Retained::attachments);
    for (const auto& [path, name] : all)
      if (std::find(left.begin(), left.end(), path) != left.end())
        table.rows.push_back({one.state.id.text(), name.empty() ? word(scope, "subject.letter", "letter of ours") : name, path});
  }
  return table;
}

Table acting(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "acting";
  table.title = word(scope, "subject.acting", "Where you act for somebody else");
  table.columns = {column(scope, "complaint", "Complaint", ColumnType::text), column(scope, "received", "Received", ColumnType::date),
                   column(scope, "authority", "On what ground", ColumnType::text)};
  for (const auto& one : subject.cases) {
    if (one.is_own) continue;
    std::string authority;
    for (const auto& event : one.complaint.history)
      if (const auto* received = std::get_if<Received>(&event.body))
        if (received->representative && received->representative->party == subject.party)
          authority = received->representative->authority;
    table.rows.push_back({one.state.id.text(), day_of(one.state.received_at, scope), authority});
  }
  return table;
}

Table answers(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "answers";
  table.title = word(scope, "subject.answers", "What you answered to surveys");
  table.columns = {column(scope, "survey", "Survey", ColumnType::text), column(scope, "complaint", "Complaint", ColumnType::text),
                   column(scope, "date", "Date", ColumnType::date), column(scope, "answer", "Answer", ColumnType::text),
                   column(scope, "words", "Words", ColumnType::text)};
  for (const auto& one : subject.answers) {
    std::string values;
    for (const auto& [question, answer] : one.answer.values) values += (values.empty() ? "" : ", ") + question + "=" + answer;
    table.rows.push_back({one.survey, one.answer.complaint, day_of(one.answer.on), values, one.answer.comment.value});
  }
  return table;
}

Table requests(const Subject& subject, const Scope& scope) {
  Table table;
  table.key = "requests";
  table.title = word(scope, "subject.requests", "What you asked for of your record");
  table.columns = {column(scope, "id", "ID", ColumnType::text),       column(scope, "kind", "Kind", ColumnType::text),
                   column(scope, "received", "Received", ColumnType::date), column(scope, "due", "Due", ColumnType::date),
                   column(scope, "ended", "Ended", ColumnType::date), column(scope, "words", "Words", ColumnType::text)};
  for (const auto& one : subject.requests)
    table.rows.push_back({one.id,
                          Code{std::string{name_of(disclosure::request_kind_names, one.kind)},
                               word(scope, "request." + std::string{name_of(disclosure::request_kind_names, one.kind)},
                                    name_of(disclosure::request_kind_names, one.kind))},
                          day_of(one.received_on), day_of(one.due), day_of(one.ended_on), one.received.text.value});
  return table;
}

}  // namespace

Report subject_report(const Subject& subject, const Scope& scope) {
  Report report = headed("subject", word(scope, "report.subject.title", "What we hold of you"), scope);
  report.command = "cmt export --subject " + subject.party;
  for (auto table : {person(subject, scope), cases(subject, scope), history(subject, scope), files(subject, scope),
                     acting(subject, scope), answers(subject, scope), requests(subject, scope)})
    if (!table.rows.empty()) report.tables.push_back(std::move(table));
  report.notes = {word(scope, "subject.left_out",
                       "Not in it: what our staff wrote for each other, who they are and how they judged the case, and what is "
                       "about other people."),
                  word(scope, "subject.files_apart", "The documents themselves are given apart."),
                  word(scope, "subject.read_first",
                       "For whoever sends it: free text may name other people. Read it before it goes out.")};
  return report;
}

}  // namespace cmt::reports
