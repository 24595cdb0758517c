// Reading CSV by a map: each row becomes a flat one.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "core/csv.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "intake/admission.hpp"
#include "intake/csv_map.hpp"
#include "intake/flat.hpp"
#include "intake/intake.hpp"
#include "intake/words.hpp"
#include "mail/charset.hpp"

namespace cmt::intake {
namespace {

constexpr std::string_view kFormat = "csv";

// The columns of the file at hand.
struct Columns {
  std::vector<std::string> names;
  std::vector<std::vector<std::size_t>> of_rule;  // of each rule of the map; none for a constant
  std::vector<std::size_t> kept;
};

// Finds the columns of the map among those of the file, and says everything that does not fit.
class ColumnFinder {
 public:
  ColumnFinder(const CsvMap& map, const CsvRecord& first, CsvReader& reader, Admission& admission)
      : map_(map), first_(first), reader_(reader), admission_(admission), used_(first.fields.size(), false) {}

  Columns find() {
    read_names();
    for (const auto& rule : map_.rules) {
      std::vector<std::size_t> places;
      for (const auto& column : rule.columns)
        if (const auto place = place_of(column, rule.is_optional)) places.push_back(*place);
      columns_.of_rule.push_back(std::move(places));
    }
    for (const auto& column : map_.keep)
      if (const auto place = place_of(column, false)) columns_.kept.push_back(*place);
    for (const auto& column : map_.ignore) place_of(column, false);
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i] || map_.rest == CsvMap::Rest::ignore) continue;
      if (map_.rest == CsvMap::Rest::keep) columns_.kept.push_back(i);
      else reject(i, tr("the map does not say what the column '{}' is", shown(columns_.names[i])),
                  tr("give it a field, or name it under `keep` or `ignore`; `ignore: rest` leaves out all that it does not name"));
    }
    for (const auto place : columns_.kept) judge_kept(place);
    for (std::size_t i = 0; i < map_.rules.size(); ++i)
      if (map_.rules[i].is_optional && columns_.of_rule[i].empty()) missing(map_.rules[i]);
    return columns_;
  }

 private:
  void reject(std::size_t column, Message message, Message hint) {
    const SourcePos at = reader_.place_of(column);
    admission_.reject(at.line, std::move(message), std::move(hint), at.column);
  }

  void read_names() {
    for (std::size_t i = 0; i < first_.fields.size(); ++i) {
      const std::string_view given = trimmed(first_.fields[i]);
      columns_.names.push_back(given.empty() || !map_.has_header ? fmt::format("column {}", i + 1) : std::string{given});
      if (!map_.has_header) continue;
      const auto [there, is_new] = by_name_.try_emplace(fold(columns_.names.back()), i);
      if (!is_new)
        reject(i, tr("columns {} and {} are both '{}'", there->second + 1, i + 1, shown(given)),
               tr("rename one of them; or `skip: 1` and `header: false` in the map, which then names columns by number"));
    }
  }

  std::optional<std::size_t> place_of(const CsvColumn& column, bool is_optional) {
    std::optional<std::size_t> place;
    if (column.number > 0) {
      if (static_cast<std::size_t>(column.number) <= columns_.names.size()) place = static_cast<std::size_t>(column.number) - 1;
    } else if (const auto found = by_name_.find(fold(column.name)); found != by_name_.end()) {
      place = found->second;
    }
    if (place) used_[*place] = true;
    else if (!is_optional) lacks(column);
    return place;
  }

  void lacks(const CsvColumn& column) {
    Diagnostic fault;
    fault.at = column.at;
    fault.message = tr("the file has no column '{}'", shown(column.name));
    if (const auto near = nearest(column.name, columns_.names)) fault.hint = tr("did you mean '{}'?", shown(*near));
    else fault.hint = tr("it has {}", truncate(printable_line(all_names()), 200));
    admission_.reject(Diagnostics{std::move(fault)});
  }

  std::string all_names() const {
    std::string out;
    for (const auto& name : columns_.names) (out += out.empty() ? "" : ", ") += name;
    return out;
  }

  // A file without a map has these two.
  void missing(const CsvRule& rule) {
    if (rule.field->name == "received_at" || rule.field->name == "medium")
      admission_.reject(first_.line, tr("there is no column `{}`", rule.field->name),
                        tr("--map FILE says what the columns are, and --guess drafts such a file"));
  }

  void judge_kept(std::size_t place) {
    const std::string& name = columns_.names[place];
    if (!is_field_name(name))
      reject(place, tr("the name of column {}, '{}', is not a name", place + 1, shown(name)),
             tr("a name is printable and has at most 200 bytes"));
    else if (flat_field(name))
      reject(place, tr("the column '{}' is called as a field, and the map does not take it for it", shown(name)),
             tr("rename it, or name it under `ignore`"));
  }

  const CsvMap& map_;
  const CsvRecord& first_;
  CsvReader& reader_;
  Admission& admission_;
  std::vector<bool> used_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  Columns columns_;
};

// One row: what the map makes of it.
class Row {
 public:
  Row(const CsvMap& map, const Columns& columns, const CsvRecord& record, CsvReader& reader, Admission& admission,
      const Lists& lists)
      : map_(map), columns_(columns), record_(record), reader_(reader), admission_(admission), lists_(lists) {}

  void read(const Context& context) {
    const std::int64_t faults = admission_.faults();
    Json fields = Json::object();
    for (std::size_t i = 0; i < map_.rules.size(); ++i) {
      rule_ = i;
      if (map_.rules[i].field->form == FlatForm::references) put_references(fields);
      else put(fields);
    }
    std::vector<std::pair<std::string, std::string>> kept;
    for (const auto place : columns_.kept) {
      std::string text = with_line_feeds(record_.fields[place]);
      if (trimmed(text).empty()) continue;
      if (const auto fault = fault_of_length(text); !fault.empty()) {
        const SourcePos at = reader_.place_of(place);
        admission_.reject(at.line, fmt::format("`{}` {}", shown(columns_.names[place]), fault), {}, at.column);
      }
      kept.emplace_back(columns_.names[place], std::move(text));
    }
    if (admission_.faults() > faults) return;
    read_flat({.fields = fields,
               .at = {{}, record_.line, 0},
               .format = kFormat,
               .print = fingerprint(record_.fields),
               .content = [&] { return cells(); },
               .kept = std::move(kept),
               .place_of = [&](std::string_view field) { return place_of(field); },
               .if_missing = "a row says when and how the complaint came; `empty` of the map says what an empty cell means"},
              admission_, context);
  }

 private:
  const CsvRule& rule() const { return map_.rules[rule_]; }
  bool is_constant() const { return rule().columns.empty(); }

  // All that the row says: two rows that say the same are one, whatever the map makes of them.
  Json cells() const {
    Json out = Json::object();
    for (std::size_t i = 0; i < columns_.names.size(); ++i)
      if (const auto text = trimmed(record_.fields[i]); !text.empty()) out[columns_.names[i]] = text;
    return out;
  }

  FlatPlace place_of(std::string_view field) const {
    const auto found = std::find_if(map_.rules.begin(), map_.rules.end(), [&](const auto& one) { return one.field->name == field; });
    const auto index = static_cast<std::size_t>(found - map_.rules.begin());
    if (found == map_.rules.end() || columns_.of_rule[index].empty()) return {{{}, record_.line, 0}, fmt::format("`{}`", field)};
    const std::size_t column = columns_.of_rule[index].front();
    const std::string& name = columns_.names[column];
    return {reader_.place_of(column),
            name == field ? fmt::format("`{}`", field) : fmt::format("`{}` ({})", shown(name), field)};
  }

  void reject(Message fault, Message hint) {
    const FlatPlace place = place_of(rule().field->name);
    admission_.reject(place.at.line, place.name + " " + fault, std::move(hint), place.at.column);
  }

  // A cell that says nothing is empty.
  std::string cell(std::size_t place) const {
    const std::string& given = record_.fields[place];
    const auto text = trimmed(given);
    if (text.empty() || (!map_.nothing.empty() && map_.nothing.count(fold(text)) > 0)) return {};
    std::string out = with_line_feeds(rule().field->form == FlatForm::text && !rule().has_values ? std::string_view{given} : text);
    if (rule().is_one_line) std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  }

  std::string joined() const {
    std::string out;
    for (const auto place : columns_.of_rule[rule_]) {
      std::string text = cell(place);
      if (text.empty()) continue;
      if (!out.empty()) out += rule().join;
      out += text;
    }
    return out;
  }

  void put_references(Json& fields) {
    Json texts = Json::array();
    if (is_constant()) return;
    for (const auto place : columns_.of_rule[rule_])
      if (const std::string text = cell(place); !text.empty()) {
        const std::string reference = rule().prefix + text;
        if (auto wrong = fault_of_value(*rule().field, reference, lists_)) return reject(std::move(wrong->fault), std::move(wrong->hint));
        texts.push_back(reference);
      }
    if (!texts.empty()) fields["external_refs"] = std::move(texts);
  }

  void put(Json& fields) {
    std::string text = is_constant() ? rule().constant : joined();
    if (!is_constant()) {
      if (text.empty()) {
        text = rule().empty.value_or("");
      } else if (rule().has_values) {
        if (!translate(text)) return;
      } else if (!rule().dates.empty()) {
        if (!read_time(text)) return;
      }
    }
    if (text.empty()) return;
    const FlatField& field = *rule().field;
    if (auto wrong = fault_of_value(field, text, lists_)) {
      if (!rule().has_values && field.form != FlatForm::line && field.form != FlatForm::text && !rule().is_optional)
        wrong->hint += (wrong->hint.empty() ? "" : "; ") + hint_for(field);
      return reject(std::move(wrong->fault), std::move(wrong->hint));
    }
    const std::string name{field.name};
    if (field.form == FlatForm::truth) fields[name] = text == "true";
    else if (field.form == FlatForm::scale) fields[name] = text.front() - '0';
    else fields[name] = std::move(text);
  }

  static std::string hint_for(const FlatField& field) {
    return field.form == FlatForm::time ? std::string{"`dates` of the map says how dates are written"}
                                        : fmt::format("`values` of {} in the map says what words become", field.name);
  }

  bool translate(std::string& text) {
    const auto found = rule().values.find(fold(text));
    if (found != rule().values.end()) {
      text = found->second;
    } else if (rule().otherwise) {
      text = *rule().otherwise;
    } else {
      const auto near = nearest(text, rule().words);
      reject(tr("says '{}', which `values` of the map lacks", shown(text)),
             near ? tr("did you mean '{}'? else add it, or `otherwise` for all that it lacks", shown(*near))
                  : tr("add it, or `otherwise` for all that it lacks"));
      return false;
    }
    return true;
  }

  // Every format that fits has to say the same.
  bool read_time(std::string& text) {
    std::optional<WrittenTime> read;
    const DateFormat* by = nullptr;
    for (const auto& format : rule().dates) {
      const auto one = format.read(text, rule().is_solar_hijri);
      if (!one || one == read) continue;
      if (read) {
        reject(tr("says '{}', which is {} by {} and {} by {}", shown(text), cmt::text(read->day), by->pattern(),
                  cmt::text(one->day), format.pattern()),
               tr("leave the format that is right in `dates` of the map"));
        return false;
      }
      read = one;
      by = &format;
    }
    if (!read) {
      std::string known;
      for (const auto& format : rule().dates) (known += known.empty() ? "" : ", ") += format.pattern();
      reject(tr("says '{}', which is no date by {}", shown(text), known),
             rule().is_solar_hijri ? tr("the map says that dates are solar Hijri: `calendar`, `dates`") : tr("add its format to `dates` of the map"));
      return false;
    }
    const auto when = moment_of(*read, rule().zone, map_.shown_twice);
    if (!when) {
      const Diagnostic& why = when.diagnostics().front();
      reject(tr("says '{}', {}", shown(text), why.message), why.hint);
      return false;
    }
    text = cmt::text(*when);
    return true;
  }

  const CsvMap& map_;
  const Columns& columns_;
  const CsvRecord& record_;
  CsvReader& reader_;
  Admission& admission_;
  const Lists& lists_;
  std::size_t rule_ = 0;
};

}  // namespace

Result<Tally> read_csv(const std::string& file_name, ReadBytes bytes, const CsvMap& map, const Context& context,
                       const Receiver& receiver) {
  Admission admission{file_name, context, receiver};
  auto text = mail::read_as_utf8(std::move(bytes), map.encoding, file_name);
  if (!text) return unreadable(file_name, tr("this system does not know the character set {}", shown(map.encoding)));
  CsvReader reader{file_name, std::move(*text), map.separator};

  std::optional<Columns> columns;
  bool is_row = false;  // what was read last
  int to_skip = map.skip;
  while (!admission.is_over()) {
    auto next = reader.next();
    if (!next) {
      if (!columns) return Failure{FailureKind::unreadable, std::move(next).failure().diagnostics};
      admission.reject(std::move(next).failure().diagnostics);
      continue;
    }
    if (!*next) break;
    const CsvRecord& record = **next;
    if (to_skip > 0) {
      --to_skip;
      continue;
    }
    is_row = columns || !map.has_header;
    if (!columns) {
      columns = ColumnFinder{map, record, reader, admission}.find();
      if (admission.faults() > 0) return std::move(admission).finish();
    }
    if (!is_row) continue;
    admission.count_row();
    if (record.fields.size() != columns->names.size()) {
      admission.reject(record.line,
                       tr("the row has {} fields, the first line has {}", record.fields.size(), columns->names.size()),
                       tr("a field that contains the separator stands in quotes"));
      continue;
    }
    Row{map, *columns, record, reader, admission, context.settings.rules.lists}.read(context);
  }
  if (!columns && !admission.is_over()) return unreadable(file_name, tr("the file is empty"), tr("a first line names the columns"));
  return std::move(admission).finish();
}

}  // namespace cmt::intake
