#include "records/settings.hpp"

#include <algorithm>
#include <cassert>

#include "core/data.hpp"
#include "records/field_reader.hpp"

namespace cmt::records {
namespace {

constexpr std::string_view label_languages[] = {"en", "fa", "ru"};

std::string text_of(Node map, std::string_view key) {
  const auto node = map.find(key);
  return node ? std::string{node->text()} : std::string{};
}

ListValue read_value(Node map) {
  ListValue value;
  value.code = text_of(map, "code");
  for (const auto language : label_languages)
    if (auto label = text_of(map, language); !label.empty())
      value.labels.emplace(language, std::move(label));
  value.maps_to = text_of(map, "maps_to");
  value.requires_field = text_of(map, "requires");
  if (text_of(map, "amount") == "required") value.requires_field = "amount";
  return value;
}

Lists read_built_in() {
  const auto document =
      yaml::parse("value-lists.yaml", std::string{data::file("value-lists.yaml")});
  assert(document);
  Lists lists;
  for (const auto& [name, list] : document->root().find("lists")->entries()) {
    ValueList& out = lists.edit(std::string{name.text()});
    for (const Node node : list.find("values")->items()) {
      out.add(read_value(node));
      // The second level stands beside the first, under codes of its own.
      if (const auto examples = node.find("examples"); examples && examples->is_list())
        for (const Node inner : examples->items())
          if (inner.is_map()) {
            ListValue value = read_value(inner);
            value.maps_to = text_of(node, "code");
            out.add(std::move(value));
          }
    }
  }
  ValueList& roles = lists.edit("staff_roles");
  for (const char* role : {"handler", "investigator", "approver", "manager", "reviewer", "liaison"})
    roles.add({role, {}, {}, {}, false});
  ValueList& reasons = lists.edit("assessment_reasons");
  for (const char* reason : {"new-facts", "initial-wrong"}) reasons.add({reason, {}, {}, {}, false});
  ValueList& data = lists.edit("retained_data");
  for (const auto& row : process::retained_names) data.add({std::string{row.text}, {}, {}, {}, false});
  ValueList& severities = lists.edit("check_severities");
  for (const char* severity : {"error", "warning", "note", "silent"})
    severities.add({severity, {}, {}, {}, false});
  return lists;
}

// `lists:` of cmt.yaml: what the register adds, renames and retires.
class ListChanges {
 public:
  ListChanges(Reading& reading, Lists& lists) : reading_(reading), lists_(lists) {}

  void read(Node lists) {
    if (!lists.is_map()) return problem(lists, tr("`lists` is not a map"));
    for (const auto& [name, changes] : lists.entries()) {
      if (!lists_.has(name.text())) {
        const auto near = nearest(name.text(), lists_.names());
        reading_.problem(name, tr("there is no list '{}'", shown(name.text())),
                         near ? tr("did you mean '{}'?", *near) : Message{});
        continue;
      }
      if (!changes.is_map()) {
        problem(changes, tr("the changes to a list are a map of add, rename and retire"));
        continue;
      }
      ValueList& list = lists_.edit(std::string{name.text()});
      for (const auto& [key, value] : changes.entries()) {
        if (key.text() == "rename") {
          rename(list, value);
        } else if (is_fixed(list.name())) {
          problem(key, tr("the list {} can be renamed, not changed: the process rests on it",
                          list.name()));
        } else if (key.text() == "add") {
          add(list, value);
        } else if (key.text() == "retire") {
          retire(list, value);
        } else {
          problem(key, tr("'{}' is not known here", shown(key.text())),
                  tr("one of: add, rename, retire"));
        }
      }
    }
  }

 private:
  void problem(Node node, Message message, Message hint = {}) {
    reading_.problem(node, std::move(message), std::move(hint));
  }

  void add(ValueList& list, Node values) {
    if (!values.is_list()) return problem(values, tr("`add` is not a list"));
    for (const Node node : values.items()) {
      if (!node.is_map() || !node.find("code")) {
        problem(node, tr("a value to add has a `code` and labels"));
        continue;
      }
      ListValue value = read_value(node);
      if (list.find(value.code)) {
        problem(*node.find("code"), tr("'{}' is in the list already", shown(value.code)),
                tr("rename it instead"));
      } else if (!value.maps_to.empty() && !list.find(value.maps_to)) {
        problem(*node.find("maps_to"),
                tr("'{}' is not in the list {}", shown(value.maps_to), list.name()));
      } else {
        list.add(std::move(value));
      }
    }
  }

  void rename(ValueList& list, Node changes) {
    if (!changes.is_map()) return problem(changes, tr("`rename` is a map from code to labels"));
    for (const auto& [code, labels] : changes.entries()) {
      ListValue* value = list.edit(code.text());
      if (!value || !labels.is_map()) {
        problem(code, value ? tr("the labels are a map by language")
                            : tr("'{}' is not in the list", shown(code.text())));
        continue;
      }
      for (const auto& [language, label] : labels.entries())
        value->labels.insert_or_assign(std::string{language.text()}, std::string{label.text()});
    }
  }

  void retire(ValueList& list, Node codes) {
    if (!codes.is_list()) return problem(codes, tr("`retire` is not a list"));
    for (const Node code : codes.items()) {
      if (ListValue* value = list.edit(code.text())) value->retired = true;
      else problem(code, tr("'{}' is not in the list", shown(code.text())));
    }
  }

  Reading& reading_;
  Lists& lists_;
};

// The calendars of the file; their problems are noted at the place of the entry.
class CalendarsReader {
 public:
  CalendarsReader(Reading& reading, const TimeZone& zone) : reading_(reading), zone_(zone) {}

  void read(const SettingsFile& file, Node root, std::vector<CalendarSettings>& out) {
    if (file.calendar)
      out.push_back(read(*file.calendar, *root.find("calendar"), "register"));
    else
      out.push_back({{calendar::plain_calendar(zone_), {}, {}}, {}});
    std::vector<Node> nodes;
    if (const auto list = root.find("calendars"))
      for (const Node node : list->items()) nodes.push_back(node);
    for (std::size_t i = 0; i < file.calendars.size() && i < nodes.size(); ++i) {
      const Node node = nodes[i];
      CalendarSettings one = read(file.calendars[i], node, "");
      if (one.use.calendar.name.empty()) reading_.problem(node, tr("a further calendar has a `name`"));
      if (one.use.products.empty() && one.use.units.empty())
        reading_.problem(node, tr("a further calendar says which `products` or `units` it is for"));
      out.push_back(std::move(one));
    }
  }

 private:
  CalendarSettings read(const CalendarEntry& entry, Node node, const char* usual_name) {
    CalendarSettings out{{{}, entry.products, entry.units}, entry.holidays};
    calendar::Calendar& made = out.use.calendar;
    made.name = entry.name.empty() ? usual_name : entry.name;
    made.zone = zone_;
    if (!entry.timezone.empty()) {
      if (const auto zone = TimeZone::find(entry.timezone))
        made.zone = *zone;
      else
        reading_.problem(node.find("timezone").value_or(node), zone.diagnostics().front().message,
                         zone.diagnostics().front().hint);
    }
    const Node week = node.find("week").value_or(node);
    read_week(entry.week, week, made.week);
    std::vector<Node> nodes;
    if (const auto list = node.find("changes"))
      for (const Node change : list->items()) nodes.push_back(change);
    for (std::size_t i = 0; i < entry.changes.size() && i < nodes.size(); ++i)
      read_change(entry.changes[i], nodes[i], made);
    return out;
  }

  void read_change(const WeekChangeEntry& entry, Node node, calendar::Calendar& made) {
    if (!entry.from) return;  // noted as missing
    if (!made.changes.empty() && *entry.from <= made.changes.back().from)
      reading_.problem(node, tr("changes stand in the order of the days they begin"));
    if (entry.to && *entry.to < *entry.from)
      reading_.problem(node, tr("it ends on {}, before it begins", text(*entry.to)));
    calendar::WeekChange change{entry.version, *entry.from, entry.to, {}};
    read_week(entry.week, node.find("week").value_or(node), change.week);
    made.changes.push_back(std::move(change));
  }

  void read_week(const std::vector<std::pair<std::string, std::string>>& entries, Node week,
                 calendar::Week& out) {
    bool is_worked = false;
    for (const auto& [days, hours] : entries) {
      const auto frames = parse_frames(hours);
      const auto indices = parse_weekdays(days);
      const Node place = week.find(days).value_or(week);
      if (indices.empty())
        reading_.problem(place, tr("'{}' is no day of the week", shown(days)),
                         tr("mon, tue, wed, thu, fri, sat, sun, or a range such as sat-wed"));
      if (!frames)
        reading_.problem(place, tr("'{}' are no hours", shown(hours)),
                         tr("such as 09:00-17:00, or 09:00-12:30, 13:30-17:00, or closed, or all-day"));
      if (!frames || indices.empty()) {
        is_worked = true;  // one problem is enough
        continue;
      }
      for (const auto index : indices) out[index] = *frames;
    }
    for (const auto& frames : out) is_worked = is_worked || !frames.empty();
    if (!entries.empty() && !is_worked)
      reading_.problem(week, tr("no day of the week has working hours"));
  }

  Reading& reading_;
  const TimeZone& zone_;
};

// The items of a list that could be read: each is one entry of what was read from it.
std::vector<Node> maps_of(std::optional<Node> list) {
  std::vector<Node> out;
  if (list && list->is_list())
    for (const Node item : list->items())
      if (item.is_map()) out.push_back(item);
  return out;
}

// The schedule of the file. `retention_days` is the short form of a last row, for every case.
class ScheduleReader {
 public:
  ScheduleReader(Reading& reading, const process::Rules& rules) : reading_(reading), rules_(rules) {}

  std::vector<process::RetentionRow> read(const SettingsFile& file, Node root) {
    std::vector<process::RetentionRow> out;
    const auto nodes = maps_of(root.find("retention"));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const auto& entry = file.retention[i];
      const bool is_twice = std::any_of(out.begin(), out.end(), [&](const auto& row) { return row.name == entry.name; });
      if (is_twice || entry.name == process::retention_days_row)
        reading_.problem(nodes[i].find("name").value_or(nodes[i]), tr("there is another row '{}'", shown(entry.name)),
                         tr("a name stands for one row: events name it"));
      out.push_back(read(entry, nodes[i]));
    }
    if (file.retention_days)
      out.push_back({std::string{process::retention_days_row}, fmt::format("{} of cmt.yaml", process::retention_days_row), {*file.retention_days, calendar::Unit::days},
                     {process::Retained::words}, {}, {}, {}, {}});
    return out;
  }

 private:
  process::RetentionRow read(const RetentionEntry& entry, Node node) {
    process::RetentionRow out{entry.name, entry.basis, {}, {}, entry.categories, entry.products, entry.profiles, entry.severity};
    if (const auto after = process::parse_retention(entry.after)) out.after = *after;
    else if (!entry.after.empty())
      reading_.problem(*node.find("after"), tr("'{}' is no time to keep something for", shown(entry.after)),
                       tr("days, weeks, months or years after the end: 90d, 8w, 18mo, 10y"));
    for (const auto& what : entry.goes)
      if (const auto one = parse_name(process::retained_names, what)) out.goes.push_back(*one);
    if (entry.severity && (*entry.severity < 1 || *entry.severity > 4))
      reading_.problem(*node.find("severity"), tr("severity is 1 to 4"));
    for (const auto& product : entry.products)
      if (!rules_.products.empty() && std::find(rules_.products.begin(), rules_.products.end(), product) == rules_.products.end())
        reading_.problem(*node.find("products"), tr("'{}' is not one of `products`", shown(product)));
    return out;
  }

  Reading& reading_;
  const process::Rules& rules_;
};

std::optional<int> small_number(std::string_view text) {
  if (text.empty() || text.size() > 3 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  return std::stoi(std::string{text});
}

// The kinds of personal numbers that a file lists.
class NumbersReader {
 public:
  NumbersReader(Reading& reading, const std::vector<process::PersonalNumber>& known) : reading_(reading), known_(known) {}

  std::vector<process::PersonalNumber> read(const std::vector<PersonalNumberEntry>& entries, const std::vector<Node>& nodes) {
    std::vector<process::PersonalNumber> out;
    for (std::size_t i = 0; i < entries.size() && i < nodes.size(); ++i) out.push_back(read(entries[i], nodes[i]));
    return out;
  }

 private:
  process::PersonalNumber read(const PersonalNumberEntry& entry, Node node) {
    process::PersonalNumber out{entry.name, entry.what, 0, 0, entry.check.value_or(process::CheckDigits::none), {}, entry.modulus.value_or(0), {}};
    if (entry.what.empty() && entry.digits.empty()) {
      for (const auto& one : known_)
        if (one.name == entry.name) return one;
      reading_.problem(node, tr("the personal number '{}' is not known", shown(entry.name)),
                       tr("a new one says `what` it is and how many `digits` it has"));
      return out;
    }
    const auto dash = entry.digits.find('-');
    const auto fewest = small_number(entry.digits.substr(0, dash));
    const auto most = dash == std::string::npos ? fewest : small_number(entry.digits.substr(dash + 1));
    if (!fewest || !most || *fewest < 5 || *most < *fewest)
      reading_.problem(node.find("digits").value_or(node), tr("`digits` says how many a number has, 5 or more"), tr("10, or 13-19"));
    else
      out.fewest = *fewest, out.most = *most;
    if (entry.what.empty()) reading_.problem(node, tr("a new personal number says `what` it is"), tr("such as: a member number"));
    out.weights = numbers(entry.weights, node, "weights");
    out.groups = numbers(entry.groups, node, "groups");
    if (out.check == process::CheckDigits::sum && (out.modulus < 2 || out.weights.size() != static_cast<std::size_t>(out.most)))
      reading_.problem(node, tr("the check `sum` needs one of `weights` for each digit, and a `modulus` of 2 or more"));
    return out;
  }

  std::vector<int> numbers(const std::vector<std::string>& texts, Node node, const char* name) {
    std::vector<int> out;
    for (const auto& text : texts) {
      const auto number = small_number(text);
      if (!number) reading_.problem(*node.find(name), tr("`{}` are whole numbers", name));
      out.push_back(number.value_or(0));
    }
    return out;
  }

  Reading& reading_;
  const std::vector<process::PersonalNumber>& known_;
};

void check_recurrence(Reading& reading, const RecurrenceSettings& given, const Node& at) {
  const auto least = [&](const char* name, const std::optional<int>& value, int smallest) {
    if (value && *value < smallest)
      reading.problem(*at.find(name), tr("{} is {} or more", name, smallest));
  };
  least("window_days", given.window_days, 1);
  least("recurring", given.recurring, 2);
  least("systematic", given.systematic, 2);
  least("units", given.units, 2);
  if (given.recurring && !given.systematic)
    reading.problem(*at.find("recurring"), tr("recurring needs systematic beside it, as many or more"));
  else if (given.recurring && *given.systematic < *given.recurring)
    reading.problem(*at.find("systematic"), tr("systematic is as many as recurring, or more"));
}

}  // namespace

const Lists& built_in_lists() {
  static const Lists lists = read_built_in();
  return lists;
}

bool is_fixed(std::string_view list) {
  static constexpr std::string_view fixed[] = {
      "statuses", "events",     "outcomes",  "kinds",       "closure_reasons",   "severities",
      "impacts",  "priorities", "complexities", "staff_roles", "assessment_reasons",
      "check_severities", "review_inputs", "retained_data"};
  return std::find(std::begin(fixed), std::end(fixed), list) != std::end(fixed);
}

namespace {

// What somebody with these roles may approve: the most that one of them allows; all, where one of them
// has no limit.
std::optional<Money> authority_of(const std::vector<std::string>& roles, const std::vector<RoleEntry>& limits) {
  std::optional<Money> out;
  for (const auto& role : roles) {
    const auto limit = std::find_if(limits.begin(), limits.end(), [&](const auto& one) { return one.role == role; });
    if (limit == limits.end()) return std::nullopt;
    if (!out || out->ten_thousandths() < limit->authority->ten_thousandths()) out = limit->authority;
  }
  return out;
}

// Amounts that are compared are of one currency, and a role has one limit.
void check_role_limits(Reading& reading, const std::vector<RoleEntry>& limits, const std::vector<Node>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& limit = limits[i];
    if (limit.authority && limits[0].authority && limit.authority->currency() != limits[0].authority->currency())
      reading.problem(rows[i], tr("the limits of roles are in one currency"));
    for (std::size_t before = 0; before < i; ++before)
      if (limit.role == limits[before].role) reading.problem(rows[i], tr("the role has a limit already"));
  }
}

// Days are counted once, in order, and there is something to divide by.
void check_exposure(Reading& reading, const std::vector<ExposureEntry>& entries, const std::vector<Node>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& one = entries[i];
    if (one.from && one.to && *one.to < *one.from) reading.problem(rows[i], tr("`to` is before `from`"));
    if (one.count && *one.count < 1) reading.problem(rows[i], tr("`count` is 1 or more"));
    if (i > 0 && one.from && entries[i - 1].to && *one.from <= *entries[i - 1].to)
      reading.problem(rows[i], tr("it begins before the one above it has ended"));
  }
}

}  // namespace

Result<Settings> read_settings(std::string path, std::string bytes) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  const Node root = document->root();

  Settings settings;
  process::Rules& rules = settings.rules;
  rules.lists = built_in_lists();
  Reading reading{*document, rules.lists, {}, {}};
  if (const auto lists = root.find("lists")) ListChanges{reading, rules.lists}.read(*lists);

  SettingsFile file;
  FieldReader reader{reading, root, "cmt.yaml", false};
  describe(reader, file);
  reader.finish({"schema", "lists"}, [&](FieldReader& names) { describe(names, file); });
  for (const auto& unknown : reading.unknown_keys)
    if (!unknown.nearest.empty()) {
      Diagnostic diagnostic;
      diagnostic.at = unknown.at;
      diagnostic.message = tr("'{}' is not a setting", shown(unknown.name));
      diagnostic.hint = tr("did you mean '{}'?", unknown.nearest);
      reading.problems.push_back(std::move(diagnostic));
    }

  if (!file.timezone.empty()) {
    const auto zone = TimeZone::find(file.timezone);
    if (zone)
      rules.zone = *zone;
    else
      reading.problem(*root.find("timezone"), zone.diagnostics().front().message,
                      zone.diagnostics().front().hint);
  }
  CalendarsReader{reading, rules.zone}.read(file, root, settings.calendars);
  const auto scale = [&](const char* name, const std::optional<int>& value) {
    if (value && (*value < 1 || *value > 4))
      reading.problem(*root.find("defaults"), tr("{} is 1 to 4", name));
  };
  if (file.defaults) {
    scale("severity", file.defaults->severity);
    scale("impact", file.defaults->impact);
  }
  if (const auto& month = file.reporting_year_begins; month && (*month < 1 || *month > 12))
    reading.problem(*root.find("reporting_year_begins"), tr("the month is 1 to 12"));
  check_role_limits(reading, file.role_limits, maps_of(root.find("role_limits")));
  check_exposure(reading, file.exposure, maps_of(root.find("exposure")));
  if (file.recurrence) check_recurrence(reading, *file.recurrence, *root.find("recurrence"));
  for (const auto& address : file.mailboxes)
    if (address.find('@') == std::string::npos || printable_line(address).find(' ') != std::string::npos)
      reading.problem(*root.find("mailboxes"), tr("'{}' is not an e-mail address", shown(address)));
  settings.mailboxes = std::move(file.mailboxes);
  rules.products = std::move(file.products);
  rules.retention = ScheduleReader{reading, rules}.read(file, root);
  rules.personal_numbers = root.find("personal_numbers") ? NumbersReader{reading, built_in_personal_numbers()}.read(
                                                               file.personal_numbers, maps_of(root.find("personal_numbers")))
                                                         : built_in_personal_numbers();
  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};

  settings.organization = file.organization;
  if (const auto list = root.find("checks")) {
    std::size_t i = 0;
    for (const Node node : list->items()) {
      auto& entry = file.checks[i++];
      const auto place = document->error_at(node.find("rule").value_or(node), "");
      settings.checks.push_back({std::move(entry.rule), std::move(entry.severity),
                                 std::move(entry.reason.value), entry.until, place.at,
                                 place.excerpt});
    }
  }
  settings.exposure = std::move(file.exposure);
  settings.exposure_unit = std::move(file.exposure_unit);
  settings.handling_rate = file.handling_rate;
  settings.recurrence = file.recurrence.value_or(RecurrenceSettings{});
  if (!file.profile.empty()) settings.profile = file.profile;
  if (!file.languages.empty()) settings.languages = file.languages;
  rules.process = file.process.value_or(rules.process);
  rules.units = std::move(file.units);
  for (auto& entry : file.staff) {
    const auto authority = entry.authority ? entry.authority : authority_of(entry.roles, file.role_limits);
    rules.staff.push_back({std::move(entry.id), std::move(entry.name), std::move(entry.unit),
                           std::move(entry.roles), authority, entry.active.value_or(true)});
  }
  if (file.defaults) {
    rules.defaults.severity = file.defaults->severity.value_or(rules.defaults.severity);
    rules.defaults.impact = file.defaults->impact.value_or(rules.defaults.impact);
    rules.defaults.complexity = file.defaults->complexity.value_or(rules.defaults.complexity);
  }
  if (file.next_step_rights) {
    rules.defaults.internal_review = file.next_step_rights->internal_review.value;
    rules.defaults.external_body = file.next_step_rights->external_body.value;
  }
  rules.reopen_days = file.reopen_days.value_or(rules.reopen_days);
  rules.reply_window_days = file.reply_window_days.value_or(rules.reply_window_days);
  rules.reporting_year_begins = file.reporting_year_begins.value_or(rules.reporting_year_begins);
  rules.extension_days = file.extension_days.value_or(rules.extension_days);
  rules.back_dating_days = file.back_dating_days.value_or(rules.back_dating_days);
  rules.request_days = file.request_days.value_or(rules.request_days);
  rules.extension_allowed = file.extension_allowed.value_or(rules.extension_allowed);
  return settings;
}

const std::vector<process::PersonalNumber>& built_in_personal_numbers() {
  static const auto all = [] {
    const auto document = std::move(*yaml::parse("personal-numbers.yaml", std::string{data::file("personal-numbers.yaml")}));
    Reading reading{document, built_in_lists(), {}, {}};
    std::vector<PersonalNumberEntry> entries;
    FieldReader fields{reading, document.root(), "the file", false};
    fields(process::may("personal_numbers", ""), entries);
    return NumbersReader{reading, {}}.read(entries, maps_of(document.root().find("personal_numbers")));
  }();
  return all;
}

}  // namespace cmt::records
