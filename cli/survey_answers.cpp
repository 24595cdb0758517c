#include "cli/survey_answers.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "cli/cases.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/sealing.hpp"
#include "cli/values.hpp"
#include "core/csv.hpp"
#include "core/text.hpp"
#include "records/party.hpp"
#include "survey/answers.hpp"

namespace cmt::cli {
namespace {

using namespace survey;

std::string shown(std::string_view text) { return truncate(printable_line(text), 40); }

constexpr std::string_view own_columns[] = {"complaint", "on", "language", "comment", "wants_contact"};
// What a sheet with contacts has besides: never read back.
constexpr std::string_view contact_columns[] = {"name", "preferred_language", "emails", "phones"};

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return std::string{text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1)};
}

// What each column of a file is: a question, one of own_columns, or empty for one that is ignored.
using Columns = std::vector<std::string>;

class AnswerReader {
 public:
  AnswerReader(const Session& session, const SurveyState& state, const AnswerOptions& options,
               std::string file, std::string bytes, Date today)
      : session_(session), state_(state), options_(options), file_(std::move(file)), bytes_(std::move(bytes)),
        today_(today) {}

  Result<ReadAnswers> read(World& world) {
    CsvReader reader{file_, bytes_, delimiter()};
    const auto head = reader.next();
    if (!head) return head.failure();
    if (!*head) return unreadable_whole(file_, tr("the file has no row of column names"));
    auto columns = columns_of(**head);
    if (!columns) return std::move(columns).failure();
    ReadAnswers out;
    // Its name alone: the folders of whoever took it are no part of the record.
    out.answered.source = file_ == "-" ? "" : shown(file_.substr(file_.rfind('/') + 1));
    std::size_t empty = 0, left_out = 0;
    for (;;) {
      const auto record = reader.next();
      if (!record) {
        problems_.insert(problems_.end(), record.diagnostics().begin(), record.diagnostics().end());
        is_readable_ = false;
        ++left_out;
        continue;
      }
      if (!*record) break;
      const std::size_t before = problems_.size();
      auto row = row_of(**record, *columns);
      if (problems_.size() > before) ++left_out;
      else if (row.answers.empty() && row.comment.empty()) ++empty;
      else out.answered.rows.push_back(std::move(row));
    }
    if (!problems_.empty() && !options_.skip_invalid)
      return Failure{is_readable_ ? FailureKind::refused : FailureKind::unreadable, std::move(problems_)};
    for (auto& problem : problems_) problem.severity = Severity::warning;
    print(world, problems_);
    if (out.answered.rows.empty())
      return refuse("ISO 10004 7.3.4", tr("{} holds no answer that can be taken", shown(file_)));
    const std::size_t taken = out.answered.rows.size();
    out.said = trn("took {} answer", "took {} answers", taken, taken);
    if (empty > 0) out.said += trn(", {} row without any", ", {} rows without any", empty, empty);
    if (left_out > 0) out.said += trn(", {} row left out", ", {} rows left out", left_out, left_out);
    return out;
  }

 private:
  // Spreadsheets of many countries write semicolons.
  char delimiter() const {
    const auto line = std::string_view{bytes_}.substr(0, bytes_.find('\n'));
    return std::count(line.begin(), line.end(), ';') > std::count(line.begin(), line.end(), ',') ? ';' : ',';
  }

  Diagnostic at_line(int line, Message message, Message hint = {}) const {
    Diagnostic out;
    out.at = {file_, line, 0};
    out.clause = "ISO 10004 7.3.4";
    out.message = std::move(message);
    out.hint = std::move(hint);
    return out;
  }

  bool is_known(const std::string& name) const {
    return std::find(std::begin(own_columns), std::end(own_columns), name) != std::end(own_columns) ||
           (find_question(state_.plan.questions, name) && !is_open(*find_question(state_.plan.questions, name)));
  }

  Result<Columns> columns_of(const CsvRecord& head) {
    std::map<std::string, std::string> named;  // by the column of the file
    for (const auto& term : options_.map) {
      const auto equals = term.find('=');
      const std::string to = term.substr(0, equals);
      if (equals == std::string::npos || !is_known(to))
        return failure(FailureKind::usage, tr("--map cannot be '{}'", shown(term)),
                       tr("QUESTION=COLUMN, such as overall='Q1 score'; the survey asks {}", all_questions()));
      named[trimmed(term.substr(equals + 1))] = to;
    }
    Columns out;
    Diagnostics unknown;
    for (const auto& cell : head.fields) {
      const std::string name = trimmed(cell);
      const auto found = named.find(name);
      const bool is_contact =
          found == named.end() &&
          std::find(std::begin(contact_columns), std::end(contact_columns), name) != std::end(contact_columns);
      if (is_contact || std::find(options_.ignore.begin(), options_.ignore.end(), name) != options_.ignore.end()) {
        out.emplace_back();
      } else if (found != named.end() || is_known(name)) {
        const std::string meaning = found == named.end() ? name : found->second;
        if (std::find(out.begin(), out.end(), meaning) != out.end())
          unknown.push_back(at_line(head.line, tr("two columns are {}", meaning), tr("leave one out with --ignore")));
        out.push_back(meaning);
      } else {
        out.emplace_back();
        unknown.push_back(at_line(head.line, tr("column '{}' is no question of the survey", shown(name)),
                                  tr("--map QUESTION=COLUMN says which it is, --ignore COLUMN leaves it out")));
      }
      named.erase(name);
    }
    for (const auto& [column, question] : named)
      unknown.push_back(at_line(head.line, tr("there is no column '{}'", shown(column)), tr("--map names it")));
    if (std::find(out.begin(), out.end(), "complaint") == out.end())
      unknown.push_back(at_line(head.line, tr("no column says whose answer it is"), tr("--map complaint=COLUMN")));
    if (!unknown.empty()) return Failure{FailureKind::refused, std::move(unknown)};
    return out;
  }

  std::string all_questions() const {
    std::string out;
    for (const auto& question : state_.plan.questions)
      if (!is_open(question)) out += (out.empty() ? "" : ", ") + question.id;
    return out;
  }

  AnswerRow row_of(const CsvRecord& record, const Columns& columns) {
    AnswerRow row;
    Values values;
    const auto wrong = [&](Message message, Message hint = {}) {
      problems_.push_back(at_line(record.line, std::move(message), std::move(hint)));
    };
    if (record.fields.size() != columns.size()) {
      wrong(tr("the row has {} columns, the first row {}", record.fields.size(), columns.size()));
      return row;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string cell = trimmed(record.fields[i]);
      const std::string& column = columns[i];
      if (column.empty() || cell.empty()) continue;
      if (column == "complaint") {
        const auto id = session_.reg.find(cell);
        if (!id) wrong(tr("there is no complaint '{}'", shown(cell)));
        else row.complaint = id->text();
      } else if (column == "on") {
        row.on = parse_date(iso_date(cell));
        if (!row.on) wrong(tr("'{}' is not a date", shown(cell)), tr("a date such as 2026-11-20"));
      } else if (column == "language") {
        row.language = cell;
      } else if (column == "comment") {
        if (!options_.without_comments) row.comment = {cell};
      } else if (column == "wants_contact") {
        const auto wants = yes_no_value(cell, column);
        if (!wants) wrong(tr("wants_contact cannot be '{}'", shown(cell)), tr("yes or no"));
        else if (wants->value_or(false)) row.wants_contact = true;
      } else {
        const auto* question = find_question(state_.plan.questions, column);
        const auto answer = read_answer(*question, cell);
        if (!answer) wrong(faults_of({*question}, {{column, cell}}).front());
        else values.emplace_back(column, *answer);
      }
    }
    row.answers = survey::written(values);
    if (row.complaint.empty()) {
      if (std::none_of(problems_.begin(), problems_.end(), [&](const auto& one) { return one.at.line == record.line; }))
        wrong(tr("the row does not say whose answer it is"));
      return row;
    }
    if (values.empty() && row.comment.empty()) return row;
    if (std::none_of(problems_.begin(), problems_.end(), [&](const auto& one) { return one.at.line == record.line; }))
      for (auto& fault : faults_of(state_, row, today_)) wrong(std::move(fault));
    if (const auto [first, is_new] = lines_.emplace(row.complaint, record.line); !is_new)
      wrong(tr("{} answers a second time; the first is in line {}", row.complaint, first->second));
    return row;
  }

  const Session& session_;
  const SurveyState& state_;
  const AnswerOptions& options_;
  std::string file_, bytes_;
  Date today_;
  Diagnostics problems_;
  bool is_readable_ = true;  // as CSV
  std::map<std::string, int> lines_;
};

Result<ReadAnswers> one_answer(World& world, const Session& session, const SurveyState& state,
                               const AnswerOptions& options) {
  AnswerRow row;
  const auto id = session.reg.find(options.complaint);
  if (!id) return id.failure();
  row.complaint = id->text();
  Values values;
  for (const auto& term : options.set) {
    const auto equals = std::min(term.find('='), term.size());
    const std::string name = term.substr(0, equals), typed = equals < term.size() ? term.substr(equals + 1) : "";
    const auto* question = find_question(state.plan.questions, name);
    if (!question)
      return failure(FailureKind::usage, tr("--set names no question: '{}'", shown(term)), "QUESTION=ANSWER");
    const auto answer = read_answer(*question, typed);
    if (!answer)
      return failure(FailureKind::usage, faults_of({*question}, {{name, typed}}).front(), tr("--set QUESTION=ANSWER"));
    values.emplace_back(name, *answer);
  }
  row.answers = survey::written(values);
  std::string comment = options.comment;
  if (auto r = expand(world, {&comment}); !r) return std::move(r).failure();
  if (!options.without_comments) row.comment = {std::move(comment)};
  const auto on = date_value(options.on, "--on");
  if (!on) return on.failure();
  row.on = *on;
  if (options.wants_contact) row.wants_contact = true;
  return ReadAnswers{{{}, {std::move(row)}}, "took 1 answer"};
}

}  // namespace

Result<ReadAnswers> read_answers(World& world, const Session& session, const SurveyState& state,
                                 const AnswerOptions& options) {
  if (options.csv.empty() == options.complaint.empty())
    return failure(FailureKind::usage, tr("answers come from a file, or are one on the command line"),
                   tr("--csv FILE, or --complaint ID with --set QUESTION=ANSWER"));
  if (options.csv.empty()) return one_answer(world, session, state, options);
  if (!options.set.empty() || !options.comment.empty() || !options.on.empty() || options.wants_contact)
    return failure(FailureKind::usage, tr("--csv excludes --set, --comment, --on and --wants-contact"));
  auto bytes = text_value(world, options.csv == "-" ? "-" : "@" + options.csv);
  if (!bytes) return std::move(bytes).failure();
  return AnswerReader{session, state, options, options.csv, std::move(*bytes),
                      today_of(world, session)}.read(world);
}

Result<std::string> answer_sheet(const World& world, const Session& session, const SurveyState& state, bool contacts) {
  auto sealing = Sealing::open(world, session);
  if (!sealing) return std::move(sealing).failure();
  std::vector<std::string> head{"complaint"};
  if (contacts) head.insert(head.end(), std::begin(contact_columns), std::end(contact_columns));
  head.emplace_back("on");
  for (const auto& question : state.plan.questions)
    if (!is_open(question)) head.push_back(question.id);
  head.insert(head.end(), {"comment", "wants_contact"});
  std::string out = csv_row(head);
  for (const auto& [id, invitation] : state.invitations) {
    if (invitation.failing || state.answer_of(id)) continue;
    std::vector<std::string> row(head.size());
    row[0] = id;
    if (contacts) {
      const auto record = session.reg.load(*ComplaintId::parse(id));
      if (!record) return record.failure();
      const auto complaint = process::replay(record->complaint, session.rules());
      const std::string path = records::path_of_party(complaint.complainant);
      auto bytes = session.reg.files().read(path, store::record_limit);
      if (!bytes) return std::move(bytes).failure();
      auto party = records::read_party(path, std::move(*bytes));
      if (!party) return std::move(party).failure();
      *party = sealing->open_party(std::move(*party));
      for (const auto& one : {party->name, joined(party->emails), joined(party->phones)})
        if (is_unreadable(one))
          return refuse("4.10", tr("{} is sealed, and you have no key to it", complaint.complainant),
                        tr("cmt key check tells more"));
      row[1] = party->name;
      row[2] = party->preferred_language;
      row[3] = joined(party->emails);
      row[4] = joined(party->phones);
    }
    out += csv_row(row);
  }
  return out;
}

}  // namespace cmt::cli
