// Reading the complaint database of the CFPB: one complaint a row of its CSV export.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/csv.hpp"
#include "core/text.hpp"
#include "intake/admission.hpp"
#include "intake/cfpb_mapping.hpp"
#include "intake/intake.hpp"
#include "intake/words.hpp"

namespace cmt::intake {
namespace {

using process::Event;

constexpr std::string_view kFormat = "cfpb";
constexpr std::string_view kRequired[] = {"received", "product", "id"};
// Columns that a field of the record holds as given; all others are kept in `source.fields`.
constexpr std::string_view kHeldElsewhere[] = {"id", "received", "product", "company", "narrative"};
constexpr int kSummaryColumns = 100;

struct Header {
  std::size_t size = 0;
  std::map<std::string, std::size_t, std::less<>> columns;     // key of cfpb.yaml, place in the row
  std::vector<std::pair<std::string, std::size_t>> to_source;  // name in the record, place
};

// Says everything that is wrong with the columns.
Header read_header(const CsvRecord& record, Admission& admission) {
  const CfpbMapping& mapping = cfpb_mapping();
  Header header;
  header.size = record.fields.size();
  std::vector<std::pair<std::string, std::size_t>> unknown;
  std::map<std::string, std::size_t, std::less<>> names;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string_view given = trimmed(record.fields[i]);
    const std::string name = given.empty() ? fmt::format("column {}", i + 1) : std::string{given};
    const auto key = mapping.column_keys.find(name);
    const std::string& meaning = key == mapping.column_keys.end() ? name : key->second;
    if (!is_field_name(name)) {
      admission.reject(
          record.line,
          tr("the name of column {}, '{}', is not a name", i + 1, shown(name)),
          tr("a name is printable and has at most 200 bytes"));
    } else if (const auto [first, is_new] = names.try_emplace(meaning, i); !is_new) {
      admission.reject(
          record.line,
          tr("columns {} and {} are both '{}'", first->second + 1, i + 1, shown(name)),
          tr("remove or rename one of them"));
    } else if (key == mapping.column_keys.end()) {
      unknown.emplace_back(name, i);
    } else {
      header.columns.emplace(key->second, i);
    }
  }
  std::string missing;
  std::size_t count = 0;
  for (const auto key : kRequired) {
    if (header.columns.count(key) > 0) continue;
    missing += (missing.empty() ? "" : ", ") + mapping.name_of(key);
    ++count;
  }
  if (count == std::size(kRequired))
    admission.reject(
        record.line,
        tr("this is not the export of the CFPB: it lacks the columns {}", missing),
        tr("it is a CSV file with commas and a first line of column names, from "
        "consumerfinance.gov; other CSV files take --format csv --map FILE"));
  else if (count > 0)
    admission.reject(record.line,
                     trn("missing column: {}", "missing columns: {}", static_cast<unsigned long long>(count), missing),
                     tr("export the file again with all its columns"));

  for (const auto& [key, name] : mapping.columns) {
    const auto column = header.columns.find(key);
    if (column == header.columns.end()) continue;
    if (std::find(std::begin(kHeldElsewhere), std::end(kHeldElsewhere), key) ==
        std::end(kHeldElsewhere))
      header.to_source.emplace_back(name, column->second);
  }
  header.to_source.insert(header.to_source.end(), unknown.begin(), unknown.end());
  return header;
}

// One row, its faults said by the name of the column.
class Row {
 public:
  Row(const Header& header, const CsvRecord& record, Admission& admission)
      : header_(header), record_(record), admission_(admission) {}

  int line() const { return record_.line; }
  const std::string& as_given(std::size_t place) const { return record_.fields[place]; }

  // Trimmed; empty when there is no such column.
  std::string_view text(std::string_view key) const {
    const auto column = header_.columns.find(key);
    return column == header_.columns.end() ? std::string_view{} : trimmed(as_given(column->second));
  }

  // Says so and returns an empty text when it cannot be one line of the record.
  std::string one_line(std::string_view key) {
    const std::string_view found = text(key);
    if (const auto fault = fault_of_line(found); !fault.empty())
      return reject(key, std::string{fault}), std::string{};
    return std::string{found};
  }

  // The present export, the older ones, and the noon of the search API.
  std::optional<Date> date(std::string_view key) {
    const std::string_view found = text(key);
    if (found.empty()) return std::nullopt;
    if (const auto date = parse_date(found)) return date;
    if (found.size() == 10 && found[2] == '/' && found[5] == '/')
      if (const auto date = parse_date(
              fmt::format("{}-{}-{}", found.substr(6), found.substr(0, 2), found.substr(3, 2))))
        return date;
    if (const auto instant = parse_instant(found)) return written_date(*instant);
    reject(key, tr("says '{}', which is not a date", shown(found)),
           tr("2020-03-18 and 03/18/2020 are read"));
    return std::nullopt;
  }

  // The meaning of a word of a closed table; nothing when the cell is empty, a fault when the
  // table does not list it.
  template <class T>
  std::optional<T> word(std::string_view key, const Words<T>& table) {
    const std::string_view found = text(key);
    if (found.empty()) return std::nullopt;
    const auto row = table.find(found);
    if (row != table.end()) return row->second;
    std::vector<std::string> known;
    for (const auto& [name, meaning] : table) known.push_back(name);
    const auto near = nearest(found, known);
    reject(key, tr("says '{}', which is not known", shown(found)),
           near ? tr("did you mean '{}'?", *near) : tr("known: {}", joined(known)));
    return std::nullopt;
  }

  // `fault` goes on after the name of the column.
  void reject(std::string_view key, Message fault, Message hint = {}) {
    admission_.reject(line(), fmt::format("`{}` ", cfpb_mapping().name_of(key)) + fault, std::move(hint));
  }

 private:
  static std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
    return out;
  }

  const Header& header_;
  const CsvRecord& record_;
  Admission& admission_;
};

Event event_at(When at, process::Body body, const Context& context) {
  return {.at = at,
          .by = context.by,
          .recorded_at = std::nullopt,
          .imported = std::string{kFormat},
          .note = {},
          .body = std::move(body)};
}

// "Issue: Product", without personal data, since neither holds any.
std::string summary_of(std::string_view issue, std::string_view product) {
  const std::string text =
      issue.empty() ? std::string{product} : fmt::format("{}: {}", issue, product);
  return truncate(printable_line(text), kSummaryColumns);
}

process::Source source_of(const Row& row, const Header& header, std::string_view id,
                          const Context& context) {
  process::Source source;
  source.format = kFormat;
  source.reference = id;
  source.imported_at = context.now;
  for (const auto& [name, place] : header.to_source)
    if (const auto& given = row.as_given(place); !trimmed(given).empty())
      source.fields.emplace_back(name, given);
  return source;
}

// The issues that have no category and are in no table: of each its first line and how often it
// comes. A column of another meaning may hold a text of its own in every row; only so many are told.
class NewIssues {
 public:
  void add(std::string_view issue, int line) {
    issue = issue.substr(0, kLongest);
    auto found = seen_.find(issue);
    if (found == seen_.end() && seen_.size() == kMost) return void(++others_);
    if (found == seen_.end()) found = seen_.emplace(issue, std::pair{line, std::int64_t{0}}).first;
    ++found->second.second;
  }

  void tell(Admission& admission) const {
    const auto stay = [](std::int64_t count) {
      return fmt::format("{} {} stay without", count, count == 1 ? "record" : "records");
    };
    for (const auto& [issue, seen] : seen_)
      admission.note(seen.first,
                     tr("`Issue` says '{}', which has no category; {}", shown(issue),
                        stay(seen.second)),
                     tr("cmt assess sets the category"));
    if (others_ > 0)
      admission.note(0, tr("`Issue` says other texts that have no category; {}", stay(others_)),
                     tr("cmt assess sets the category"));
  }

 private:
  static constexpr std::size_t kMost = 1000;
  static constexpr std::size_t kLongest = 400;  // bytes; more of it is not shown either
  std::map<std::string, std::pair<int, std::int64_t>, std::less<>> seen_;
  std::int64_t others_ = 0;
};

void read_row(Row& row, const Header& header, std::uint64_t print, Admission& admission,
              const Context& context, NewIssues& new_issues) {
  const CfpbMapping& mapping = cfpb_mapping();
  const std::int64_t faults = admission.faults();

  const std::string id = row.one_line("id");
  const bool is_number = id.find_first_not_of("0123456789") == std::string::npos && id.size() <= 20;
  const std::string reference = fmt::format("{}:{}", kFormat, id);
  if (id.empty() || !is_number)
    row.reject("id", id.empty() ? tr("is empty") : tr("says '{}'", shown(id)),
               tr("it is a number such as 3384392"));
  else
    admission.is_repeated(reference, row.line(), print);

  const auto received_on = row.date("received");
  if (row.text("received").empty()) row.reject("received", tr("is empty"));
  process::Received received;
  received.product = row.one_line("product");
  if (row.text("product").empty()) row.reject("product", tr("is empty"));
  received.unit = row.one_line("company");
  received.medium = row.word("medium", mapping.media).value_or("");
  received.external_refs = {reference};
  received.description.value = with_line_feeds(row.text("narrative"));
  if (const auto fault = fault_of_length(received.description.value); !fault.empty())
    row.reject("narrative", fault);
  if (const auto publish = row.word("consent", mapping.consent); publish && *publish) {
    received.consent.emplace();
    received.consent->publish = **publish;
  }
  const std::string_view issue = row.text("issue");
  if (const auto code = mapping.issues.find(issue); code != mapping.issues.end())
    received.category = code->second;
  for (const auto& [name, place] : header.to_source)
    if (const auto fault = fault_of_length(row.as_given(place)); !fault.empty())
      admission.reject(row.line(), fmt::format("`{}` {}", name, fault));

  const auto sent_on = row.date("sent_to_company");
  const auto response = row.word("response", mapping.responses);
  const auto timely = row.word("timely", mapping.timely);
  const bool is_contested = row.word("disputed", mapping.disputed).value_or(false);

  if (admission.faults() > faults) return;
  if (admission.is_known(reference)) return admission.count_known();

  if (!issue.empty() && received.category.empty() && mapping.unmapped.count(issue) == 0)
    new_issues.add(issue, row.line());

  Candidate candidate;
  candidate.year = year_of(*received_on);
  candidate.summary = summary_of(issue, received.product);
  candidate.reference = reference;
  candidate.line = row.line();
  const std::string company = received.unit;
  received.source = source_of(row, header, id, context);
  auto& history = candidate.history;
  history.push_back(event_at(on_day(*received_on), std::move(received), context));
  if (sent_on)
    history.push_back(event_at(on_day(*sent_on), process::Forwarded{company, {}, {}}, context));
  if (response && response->is_final) {
    process::DecisionCommunicated decision;
    decision.outcome = response->outcome;
    decision.timely = timely;
    history.push_back(event_at(When{}, std::move(decision), context));
  }
  if (is_contested)
    history.push_back(event_at(When{}, process::Contested{{"not given"}, {}}, context));
  if (response && response->is_closed) {
    process::Closed closed;
    closed.reason = process::ClosureReason::unknown;
    history.push_back(event_at(When{}, std::move(closed), context));
  }
  admission.admit(std::move(candidate));
}

}  // namespace

Result<Tally> read_cfpb(const std::string& file_name, ReadBytes bytes, const Context& context,
                        const Receiver& receiver) {
  Admission admission{file_name, context, receiver};
  CsvReader reader{file_name, std::move(bytes)};
  auto first = reader.next();
  if (!first) return Failure{FailureKind::unreadable, std::move(first).failure().diagnostics};
  if (!*first) return unreadable(file_name, tr("the file is empty"), tr("a first line names the columns"));
  const Header header = read_header(**first, admission);
  if (admission.faults() > 0) return std::move(admission).finish();

  NewIssues new_issues;
  while (!admission.is_over()) {
    auto next = reader.next();
    if (!next) {
      admission.reject(std::move(next).failure().diagnostics);
      continue;
    }
    if (!*next) break;
    admission.count_row();
    const CsvRecord& record = **next;
    if (record.fields.size() != header.size) {
      admission.reject(record.line,
                       tr("the row has {} fields, the first line has {}",
                          record.fields.size(), header.size),
                       tr("a field that contains a comma stands in quotes"));
      continue;
    }
    Row row{header, record, admission};
    read_row(row, header, fingerprint(record.fields), admission, context, new_issues);
  }
  new_issues.tell(admission);
  return std::move(admission).finish();
}

}  // namespace cmt::intake
