#include "intake/csv_map.hpp"

#include <fmt/core.h>

#include "core/fold.hpp"
#include "core/text.hpp"
#include "intake/words.hpp"
#include "mail/charset.hpp"
#include "records/field_reader.hpp"
#include "yaml/document.hpp"
#include "yaml/source.hpp"

namespace cmt::intake {
namespace {

using records::FieldReader;
using records::Reading;
using yaml::Node;

// What the file says before it is turned into a CsvMap. The keys that are read by hand are named beside.
struct MapFile {
  std::string encoding, timezone, calendar, shown_twice;
  std::optional<bool> header;
  std::optional<int> skip;
  std::vector<std::string> dates, nothing;
};
template <class V>
void describe(V& v, MapFile& e) {
  using process::may;
  v(may("encoding", "the character set of the file, utf-8 when absent"), e.encoding);
  v(may("header", "false when the first row is a complaint already"), e.header);
  v(may("skip", "how many rows stand before the header"), e.skip);
  v(may("timezone", "the zone of times without an offset, such as Europe/Paris"), e.timezone);
  v(may("calendar", "gregorian or solar-hijri"), e.calendar);
  v(may("dates", "a list of the formats of dates and times, such as [\"%d.%m.%Y %H:%M\"]"), e.dates);
  v(may("shown_twice", "which of two times is meant when clocks go back: earlier or later"), e.shown_twice);
  v(may("nothing", "texts that say as little as an empty cell"), e.nothing);
}

struct RuleFile {
  std::string column, value, timezone, calendar, prefix;
  std::vector<std::string> columns, dates;
  std::optional<bool> one_line;
  std::vector<std::pair<std::string, std::string>> values;
};
template <class V>
void describe(V& v, RuleFile& e) {
  using process::may;
  v(may("column", "the column that has it"), e.column);
  v(may("columns", "several columns, whose texts are joined"), e.columns);
  v(may("value", "the value that every row gets"), e.value);
  v(may("dates", "a list of the formats of this column, such as [\"%d.%m.%Y\"]"), e.dates);
  v(may("timezone", "the zone of this column"), e.timezone);
  v(may("calendar", "the calendar of this column"), e.calendar);
  v(may("values", "the words of the column, and what each becomes"), e.values);
  v(may("prefix", "what stands before each reference"), e.prefix);
  v(may("one_line", "true: line ends become blanks"), e.one_line);
}

class MapReader {
 public:
  MapReader(const yaml::Document& document, const records::Settings& settings)
      : settings_(settings), reading_{document, settings.rules.lists, {}, {}} {}

  Result<CsvMap> read() {
    const Node root = reading_.document.root();
    if (!refuse_blanks(root)) return failed();
    MapFile file;
    FieldReader reader{reading_, root, "the map", false};
    describe(reader, file);
    reader.finish({"separator", "keep", "ignore", "fields"}, [&](FieldReader& names) { describe(names, file); });
    read_separator(root);
    if (!file.encoding.empty()) {
      map_.encoding = file.encoding;
      if (!mail::read_as_utf8(read_from({}), file.encoding, ""))
        problem(*root.find("encoding"), tr("'{}' is no character set that is known", shown(file.encoding)),
                tr("such as utf-8, windows-1251, windows-1256 or utf-16"));
    }
    map_.has_header = file.header.value_or(true);
    map_.skip = file.skip.value_or(0);
    for (const auto& text : file.nothing) map_.nothing.insert(fold(trimmed(text)));
    if (file.shown_twice == "earlier") map_.shown_twice = TwiceShown::earlier;
    else if (file.shown_twice == "later") map_.shown_twice = TwiceShown::later;
    else if (!file.shown_twice.empty()) problem(*root.find("shown_twice"), tr("'{}' is neither earlier nor later", shown(file.shown_twice)));
    usual_.zone = settings_.rules.zone;
    read_times(root, file.timezone, file.calendar, file.dates, usual_);

    map_.keep = columns_under(root, "keep", CsvMap::Rest::keep);
    map_.ignore = columns_under(root, "ignore", CsvMap::Rest::ignore);
    read_fields(root);
    for (const auto& unknown : reading_.unknown_keys) {
      Diagnostic diagnostic;
      diagnostic.at = unknown.at;
      diagnostic.message = tr("'{}' is not a key of a map", shown(unknown.name));
      diagnostic.hint = unknown.nearest.empty() ? tr("docs/import.md has them all") : tr("did you mean '{}'?", unknown.nearest);
      reading_.problems.push_back(std::move(diagnostic));
    }
    if (!reading_.problems.empty()) return failed();
    return std::move(map_);
  }

 private:
  void problem(Node node, Message message, Message hint = {}) {
    reading_.problem(node, std::move(message), std::move(hint));
  }

  Failure failed() { return {FailureKind::unreadable, yaml::in_order(std::move(reading_.problems))}; }

  // A draft runs only when whoever it is for has decided everything.
  bool refuse_blanks(Node node) {
    if (node.is_scalar()) {
      if (node.text().substr(0, csv_map_blank.size()) != csv_map_blank) return true;
      std::string_view asked = node.text().substr(csv_map_blank.size());
      if (const auto end = asked.rfind("]]"); end != std::string_view::npos) asked = asked.substr(0, end);
      problem(node, tr("this is not decided yet: {}", truncate(printable_line(trimmed(asked)), 200)),
              tr("put the answer in the place of the blank"));
      return false;
    }
    bool is_decided = true;
    for (const auto item : node.items()) is_decided = refuse_blanks(item) && is_decided;
    for (const auto& [key, value] : node.entries()) is_decided = refuse_blanks(value) && is_decided;
    return is_decided;
  }

  void read_separator(Node root) {
    const auto node = root.find("separator");
    if (!node) return;
    const std::string_view text = node->text();
    if (text == "tab") map_.separator = '\t';
    else if (text == "," || text == ";" || text == "|" || text == "\t" || text == ":") map_.separator = text.front();
    else problem(*node, tr("'{}' is no separator", shown(text)), tr("one of: \",\" \";\" \"|\" \":\" tab"));
  }

  // The zone, calendar and formats that a map or one of its fields gives, put into `rule`.
  void read_times(Node map, const std::string& timezone, const std::string& calendar, const std::vector<std::string>& dates, CsvRule& rule) {
    if (!timezone.empty()) {
      const auto zone = TimeZone::find(timezone);
      if (zone) rule.zone = *zone;
      else problem(*map.find("timezone"), zone.diagnostics().front().message, zone.diagnostics().front().hint);
    }
    if (calendar == "solar-hijri") rule.is_solar_hijri = true;
    else if (calendar == "gregorian") rule.is_solar_hijri = false;
    else if (!calendar.empty()) problem(*map.find("calendar"), tr("'{}' is no calendar", shown(calendar)), tr("gregorian or solar-hijri"));
    if (dates.empty()) return;
    rule.dates.clear();
    for (const auto item : map.find("dates")->items()) {
      auto format = DateFormat::parse(item.text());
      if (format) rule.dates.push_back(std::move(*format));
      else problem(item, format.diagnostics().front().message, format.diagnostics().front().hint);
    }
  }

  CsvColumn column(Node node) {
    CsvColumn out{std::string{trimmed(node.text())}, 0, reading_.document.position(node)};
    if (map_.has_header) return out;
    for (const char c : out.name) out.number = c >= '0' && c <= '9' && out.number < 100'000 ? out.number * 10 + (c - '0') : -1'000'000;
    if (out.number < 1 || out.number > 100'000) {
      problem(node, tr("'{}' is not the number of a column", shown(out.name)), tr("without a header, columns are 1, 2, 3 and so on"));
      out.number = 1;
    }
    return out;
  }

  std::vector<CsvColumn> columns_under(Node root, std::string_view key, CsvMap::Rest rest) {
    std::vector<CsvColumn> out;
    const auto node = root.find(key);
    if (!node) return out;
    if (node->is_scalar() && node->text() == "rest") {
      if (map_.rest != CsvMap::Rest::refuse) problem(*node, tr("`keep` and `ignore` cannot both take the rest"));
      map_.rest = rest;
      return out;
    }
    if (!node->is_list()) {
      problem(*node, tr("`{}` is a list of columns, or the word rest", key));
      return out;
    }
    for (const auto item : node->items()) out.push_back(column(item));
    return out;
  }

  void read_fields(Node root) {
    const auto fields = root.find("fields");
    if (!fields || !fields->is_map()) {
      problem(fields.value_or(root), tr("the map has no `fields`"), tr("fields: {{received_at: COLUMN, medium: COLUMN, …}}"));
      return;
    }
    std::vector<std::string> names;
    for (const auto& field : flat_fields()) names.emplace_back(field.name);
    for (const auto& [key, value] : fields->entries()) {
      const FlatField* field = flat_field(key.text());
      if (!field) {
        const auto near = nearest(key.text(), names);
        problem(key, tr("there is no field '{}'", shown(key.text())),
                near ? tr("did you mean '{}'?", *near) : tr("docs/import.md has them all; `keep` is for other columns"));
        continue;
      }
      read_rule(*field, value);
    }
    for (const char* required : {"received_at", "medium"})
      if (!fields->find(required))
        problem(*fields, tr("`fields` has no `{}`", required), tr("a complaint says when and how it came; `value` gives every row the same"));
  }

  void read_rule(const FlatField& field, Node node) {
    CsvRule rule = usual_;
    rule.field = &field;
    if (node.is_scalar()) {
      rule.columns.push_back(column(node));
    } else if (node.is_map()) {
      read_rule_map(node, rule);
    } else {
      return problem(node, tr("`{}` is a column, or a map", field.name));
    }
    if (field.form != FlatForm::time) rule.dates.clear();
    map_.rules.push_back(std::move(rule));
  }

  void read_rule_map(Node node, CsvRule& rule) {
    const FlatField& field = *rule.field;
    RuleFile file;
    FieldReader reader{reading_, node, {"field", field.name}, false};
    describe(reader, file);
    reader.finish({"join", "otherwise", "empty"}, [&](FieldReader& names) { describe(names, file); });

    int sources = 0;
    for (const char* key : {"column", "columns", "value"}) sources += node.find(key) ? 1 : 0;
    if (sources != 1) problem(node, sources == 0 ? tr("`{}` has none of column, columns and value", field.name)
                                                 : tr("`{}` has more than one of column, columns and value", field.name),
                                tr("it has one of them"));
    if (const auto one = node.find("column"); one && one->is_scalar()) rule.columns.push_back(column(*one));
    if (const auto several = node.find("columns"); several && several->is_list())
      for (const auto item : several->items()) rule.columns.push_back(column(item));
    if (const auto value = node.find("value")) {
      rule.constant = file.value;
      check(field, *value);
      for (const char* key : {"dates", "timezone", "calendar", "values", "otherwise", "empty", "join", "one_line"})
        if (const auto other = node.find(key)) problem(*other, tr("`{}` is of a column, and `value` has none", key));
    }
    const bool is_time = field.form == FlatForm::time;
    for (const char* key : {"dates", "timezone", "calendar"})
      if (const auto other = node.find(key); other && !is_time) problem(*other, tr("`{}` is of dates and times", key));
    for (const char* key : {"values", "otherwise"})
      if (const auto other = node.find(key); other && is_time)
        problem(*other, tr("`{}` is of words; `nothing` names texts that are no date", key));
    if (const auto other = node.find("prefix"); other && field.form != FlatForm::references) problem(*other, tr("`prefix` is of external_refs"));
    if (const auto other = node.find("otherwise"); other && !node.find("values")) problem(*other, tr("`otherwise` is for what `values` lacks"));
    read_times(node, file.timezone, file.calendar, file.dates, rule);
    rule.prefix = file.prefix;
    rule.is_one_line = file.one_line.value_or(false);
    if (const auto join = node.find("join")) rule.join = join->text();
    rule.otherwise = value_at(field, node, "otherwise");
    rule.empty = value_at(field, node, "empty");
    read_values(node, rule);
  }

  std::optional<std::string> value_at(const FlatField& field, Node node, std::string_view key) {
    const auto value = node.find(key);
    if (!value) return std::nullopt;
    check(field, *value);
    return std::string{value->text()};
  }

  void read_values(Node node, CsvRule& rule) {
    const auto values = node.find("values");
    if (!values || !values->is_map()) return;
    rule.has_values = true;
    for (const auto& [word, value] : values->entries()) {
      check(*rule.field, value);
      rule.words.emplace_back(word.text());
      const auto [there, is_new] = rule.values.emplace(fold(trimmed(word.text())), value.text());
      if (!is_new && there->second != value.text())
        problem(word, tr("'{}' has another value above", shown(word.text())), tr("words are compared without regard to case and marks"));
    }
  }

  void check(const FlatField& field, Node value) {
    if (!value.is_scalar()) return problem(value, tr("the value of `{}` is not a single value", field.name));
    if (auto fault = fault_of_value(field, value.text(), settings_.rules.lists))
      problem(value, Message{fmt::format("`{}` ", field.name)} + fault->fault, std::move(fault->hint));
  }

  const records::Settings& settings_;
  Reading reading_;
  CsvMap map_;
  CsvRule usual_;  // what every field has unless it says otherwise
};

}  // namespace

Result<CsvMap> read_csv_map(std::string path, std::string bytes, const records::Settings& settings) {
  const auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return document.failure();
  return MapReader{*document, settings}.read();
}

const CsvMap& standard_csv_map() {
  static const CsvMap map = [] {
    CsvMap made;
    made.rest = CsvMap::Rest::keep;
    for (const auto& field : flat_fields()) {
      CsvRule rule;
      rule.field = &field;
      rule.columns = {{std::string{field.name}, 0, {}}};
      rule.is_optional = true;
      made.rules.push_back(std::move(rule));
    }
    return made;
  }();
  return map;
}

}  // namespace cmt::intake
