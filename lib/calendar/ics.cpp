// Lines and components are read here, so that every refusal names its line and no file, however
// deep or long, costs more than its length; rules of repetition are checked here and expanded by
// libical, which knows other calendars too (RFC 7529).
#include "calendar/ics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "calendar/libical.hpp"
#include "core/text.hpp"

namespace cmt::calendar {
namespace {

using std::chrono::days;

constexpr Date first_day{std::chrono::year{1990} / 1 / 1};
constexpr Date last_day{std::chrono::year{2100} / 12 / 31};
constexpr std::size_t most_days = 10'000;
constexpr std::size_t longest_name = 1'000;
// What all rules of a file may cost to expand, in days, weeks, months and years gone through and in
// days found: some seconds at most.
constexpr long long most_steps = 200'000;
// What a rule may list: the product of the lengths of its lists, which libical goes through for
// every year.
constexpr std::size_t most_listed = 100;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

std::string upper(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = upper(c);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

// --- lines ---

// A content line, unfolded: NAME;PARAMETER=VALUE:value
struct Line {
  int number = 0;  // where it begins
  std::string name;
  std::string_view parameters;  // ";PARAMETER=VALUE"
  std::string_view value;
};

// Where the first unquoted one of `signs` stands, or the end.
std::size_t find_unquoted(std::string_view text, std::string_view signs) {
  bool is_quoted = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') is_quoted = !is_quoted;
    if (!is_quoted && signs.find(text[at]) != std::string_view::npos) break;
  }
  return at;
}

// The value of a parameter without quotes; empty when there is none.
std::string_view parameter(const Line& line, std::string_view name) {
  for (auto rest = line.parameters; !rest.empty();) {
    rest.remove_prefix(1);
    const auto whole = rest.substr(0, find_unquoted(rest, ";"));
    rest.remove_prefix(whole.size());
    const auto equals = whole.find('=');
    if (equals != name.size() || upper(whole.substr(0, equals)) != name) continue;
    auto value = whole.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

// Gives the lines of a file one after another.
class Lines {
 public:
  explicit Lines(std::string_view bytes) : rest_{bytes} {
    if (rest_.substr(0, 3) == "\xEF\xBB\xBF") rest_.remove_prefix(3);
  }
  int number() const { return number_; }

  // The next line that is not empty, valid until the one after it; nothing at the end.
  std::optional<Line> next() {
    text_.clear();
    while (!rest_.empty() && text_.empty()) text_ = take();
    if (text_.empty()) return std::nullopt;
    Line line;
    line.number = number_;
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t'))
      text_ += take().substr(1);
    split_into(line);
    return line;
  }

 private:
  std::string_view take() {
    const auto end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    ++number_;
    return line;
  }

  void split_into(Line& line) const {
    const std::string_view text = text_;
    const auto head = text.substr(0, find_unquoted(text, ":"));
    const auto name = head.substr(0, head.find(';'));
    line.name = upper(name);
    line.parameters = head.substr(name.size());
    if (head.size() < text.size()) line.value = text.substr(head.size() + 1);
  }

  std::string_view rest_;
  std::string text_;
  int number_ = 0;
};

// TEXT values (RFC 5545, 3.3.11).
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    ++i;
    out += text[i] == 'n' || text[i] == 'N' ? '\n' : text[i];
  }
  return out;
}

// --- values ---

std::optional<int> number_in(std::string_view text, int least, int most) {
  bool is_negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text.size() > 6) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (is_negative) value = -value;
  if (value < least || value > most) return std::nullopt;
  return value;
}

// "20260320"
std::optional<Date> date_in(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  return parse_date(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6)));
}

// The date at the front of "20260320T080000Z" too.
std::optional<Date> date_at_front_of(std::string_view text) {
  if (text.size() > 8 && text[8] != 'T') return std::nullopt;
  return date_in(text.substr(0, 8));
}

// "P3D", "P1W"
std::optional<int> days_of_duration(std::string_view text) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  if (text.size() < 3 || text[0] != 'P' || text[1] < '0' || text[1] > '9') return std::nullopt;
  const int factor = text.back() == 'W' ? 7 : text.back() == 'D' ? 1 : 0;
  const auto count = number_in(text.substr(1, text.size() - 2), 0, 99'999);
  if (factor == 0 || !count) return std::nullopt;
  return *count * factor;
}

// --- rules of repetition ---

struct RuleFree {
  void operator()(icalrecur_iterator* iterator) const { libical()->iterator_free(iterator); }
};

// What a part of a rule may list: `most_items` keeps to what libical has room for.
struct ListPart {
  std::string_view name;
  int least, most;
  std::size_t most_items;
};
constexpr std::array<ListPart, 5> list_parts = {{
    {"BYMONTH", 1, 13, 13},
    {"BYMONTHDAY", -31, 31, 31},
    {"BYYEARDAY", -385, 385, 60},
    {"BYWEEKNO", -53, 53, 53},
    {"BYSETPOS", -385, 385, 60},
}};

bool is_list_of(const std::vector<std::string_view>& items, const ListPart& part) {
  return items.size() <= part.most_items &&
         std::all_of(items.begin(), items.end(), [&](std::string_view item) {
           return number_in(item, part.least, part.most).value_or(0) != 0;
         });
}

bool is_weekday(std::string_view text) {
  constexpr std::string_view weekdays = "MOTUWETHFRSASU";
  const auto at = weekdays.find(upper(text));
  return text.size() == 2 && at != std::string_view::npos && at % 2 == 0;
}

// "MO,-1FR"
bool is_list_of_weekdays(const std::vector<std::string_view>& items) {
  return items.size() <= 60 && std::all_of(items.begin(), items.end(), [](std::string_view item) {
           if (item.size() < 2 || !is_weekday(item.substr(item.size() - 2))) return false;
           item.remove_suffix(2);
           return item.empty() || number_in(item, -53, 53).value_or(0) != 0;
         });
}

// Calendars whose years are quick to compute, also far off.
bool is_known_calendar(std::string_view name) {
  constexpr std::array<std::string_view, 5> known = {"GREGORIAN", "PERSIAN", "HEBREW",
                                                     "ISLAMIC-CIVIL", "ISLAMIC-TBLA"};
  return std::find(known.begin(), known.end(), upper(name)) != known.end();
}

// Why a rule is not read; empty for one that libical may have.
Message why_no_rule(std::string_view rule) {
  std::vector<std::string> seen;
  std::size_t listed = 1;
  for (const auto part : split(rule, ';')) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return tr("the rule has a part without a value");
    const std::string name = upper(part.substr(0, equals));
    const auto value = part.substr(equals + 1);
    if (std::find(seen.begin(), seen.end(), name) != seen.end())
      return tr("the rule has {} twice", name);
    seen.push_back(name);
    bool is_right = false;
    if (name == "FREQ") {
      const std::string frequency = upper(value);
      if (frequency == "HOURLY" || frequency == "MINUTELY" || frequency == "SECONDLY")
        return tr("the rule repeats within a day, which no holiday does");
      is_right = frequency == "DAILY" || frequency == "WEEKLY" || frequency == "MONTHLY" ||
                 frequency == "YEARLY";
    } else if (name == "COUNT") {
      is_right = number_in(value, 1, 999'999).has_value();
    } else if (name == "INTERVAL") {
      is_right = number_in(value, 1, 100).has_value();
    } else if (name == "UNTIL") {
      is_right = date_at_front_of(value).has_value();
    } else if (name == "WKST") {
      is_right = is_weekday(value);
    } else if (name == "BYDAY") {
      const auto items = split(value, ',');
      is_right = is_list_of_weekdays(items);
      if (is_right) listed *= items.size();
    } else if (name == "RSCALE") {
      if (!is_known_calendar(value)) return tr("the rule's calendar (RSCALE) is not known");
      is_right = true;
    } else if (name == "SKIP") {
      const std::string skip = upper(value);
      is_right = skip == "OMIT" || skip == "BACKWARD" || skip == "FORWARD";
    } else {
      const auto list = std::find_if(list_parts.begin(), list_parts.end(),
                                     [&](const ListPart& row) { return row.name == name; });
      if (list == list_parts.end()) return tr("the rule has a part that is not known");
      const auto items = split(value, ',');
      is_right = is_list_of(items, *list);
      if (is_right) listed *= items.size();
    }
    if (!is_right) return tr("{} of the rule is not right", name);
  }
  if (listed > most_listed) return tr("the rule lists too much");
  if (std::find(seen.begin(), seen.end(), "FREQ") == seen.end()) return tr("the rule has no FREQ");
  return {};
}

icaltimetype ical_date(Date date) {
  const std::chrono::year_month_day ymd{date};
  // The null date of libical has an hour of -1, from which its iterator counts backwards.
  icaltimetype out = ICALTIMETYPE_INITIALIZER;
  out.is_date = 1;
  out.year = static_cast<int>(ymd.year());
  out.month = static_cast<int>(static_cast<unsigned>(ymd.month()));
  out.day = static_cast<int>(static_cast<unsigned>(ymd.day()));
  return out;
}

// Nothing for a day that libical made up of a rule it does not know.
std::optional<Date> date_of(const icaltimetype& time) {
  const auto date = std::chrono::year{time.year} / time.month / time.day;
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

long long steps_a_year(icalrecurrencetype_frequency frequency) {
  return frequency == ICAL_DAILY_RECURRENCE     ? 366
         : frequency == ICAL_WEEKLY_RECURRENCE  ? 53
         : frequency == ICAL_MONTHLY_RECURRENCE ? 12
                                                : 1;
}

// --- events ---

struct Event {
  int line = 0;            // of BEGIN:VEVENT
  bool has_start = false;  // DTSTART, with or without a time of day
  std::optional<Date> start, end;
  std::optional<int> length;                       // DURATION, in days
  std::vector<std::pair<int, std::string>> rules;  // with their lines
  std::vector<Date> more, except;
  std::optional<Date> replaces;  // RECURRENCE-ID
  std::string name, uid;
  bool is_ignored = false;  // no holiday, whatever else it says
  int problem_line = 0;     // the first thing that is not right, unless the event is ignored
  Message problem;
};

struct Reader {
  std::string_view path;
  std::vector<Event> events;
  std::string name, modified, product;
  long long steps = 0;

  Failure refuse(int line, Message message) const {
    Failure out = unreadable(std::string{path}, std::move(message));
    out.diagnostics.front().at.line = line;
    return out;
  }
};

// Empty when one of them is no date.
std::vector<Date> dates_of(std::string_view list) {
  std::vector<Date> out;
  for (const auto part : split(list, ',')) {
    const auto date = date_at_front_of(part);
    if (!date) return {};
    out.push_back(*date);
  }
  return out;
}

// What is not right with the property; empty when all is.
Message read_property(Event& event, const Line& line) {
  const std::string& name = line.name;
  if (name == "DTSTART" || name == "DTEND") {
    const bool is_start = name == "DTSTART";
    auto& date = is_start ? event.start : event.end;
    if (date) return tr("the event has {} twice", name);
    if (is_start) event.has_start = true;
    const auto read = date_at_front_of(line.value);
    if (!read) return tr("{} is no date", name);
    if (line.value.size() == 8)
      date = *read;
    else
      event.is_ignored = true;
  } else if (name == "DURATION") {
    event.length = days_of_duration(line.value);
    if (!event.length) return tr("the event's length is not in whole days");
  } else if (name == "RRULE") {
    event.rules.emplace_back(line.number, line.value);
  } else if (name == "RDATE" || name == "EXDATE") {
    const auto dates = dates_of(line.value);
    if (dates.empty() || upper(parameter(line, "VALUE")) == "PERIOD")
      return tr("{} is no date", name);
    auto& into = name == "RDATE" ? event.more : event.except;
    into.insert(into.end(), dates.begin(), dates.end());
  } else if (name == "RECURRENCE-ID") {
    if (!parameter(line, "RANGE").empty())
      return tr("a change of several repetitions (RANGE) is not read");
    event.replaces = date_at_front_of(line.value);
    if (!event.replaces) return tr("RECURRENCE-ID is no date");
  } else if (name == "SUMMARY") {
    if (line.value.size() > longest_name)
      return tr("the name is longer than {} bytes", longest_name);
    event.name = unescaped(line.value);
  } else if (name == "UID") {
    event.uid = std::string{line.value};
  } else if (name == "STATUS") {
    if (upper(line.value) == "CANCELLED") event.is_ignored = true;
  }
  return {};
}

// Fills `reader` with the events of the file.
std::optional<Failure> read_events(Reader& reader, std::string_view bytes) {
  Lines lines{bytes};
  struct Component {
    std::string name;
    int line;
  };
  std::vector<Component> open;
  bool has_calendar = false;
  while (const auto line = lines.next()) {
    if (line->name == "BEGIN") {
      const std::string name = upper(line->value);
      if (open.empty() && name != "VCALENDAR")
        return reader.refuse(line->number, tr("the file is no iCalendar file"));
      has_calendar = true;
      open.push_back({name, line->number});
      if (open.size() == 2 && name == "VEVENT") {
        reader.events.emplace_back();
        reader.events.back().line = line->number;
      }
    } else if (open.empty()) {
      return reader.refuse(line->number, tr("the file is no iCalendar file"));
    } else if (line->name == "END") {
      if (open.back().name != upper(line->value))
        return reader.refuse(line->number,
                             tr("END does not fit to BEGIN on line {}", open.back().line));
      if (open.size() == 2 && open.back().name == "VEVENT" && !reader.events.back().has_start)
        return reader.refuse(open.back().line, tr("the event has no date"));
      open.pop_back();
    } else if (open.size() == 2 && open.back().name == "VEVENT") {
      Event& event = reader.events.back();
      Message problem = read_property(event, *line);
      if (!problem.empty() && event.problem.empty()) {
        event.problem_line = line->number;
        event.problem = std::move(problem);
      }
    } else if (open.size() == 1) {
      std::string* const into = line->name == "X-WR-CALNAME"    ? &reader.name
                                : line->name == "LAST-MODIFIED" ? &reader.modified
                                : line->name == "PRODID"        ? &reader.product
                                                                : nullptr;
      if (into && into->empty()) *into = unescaped(line->value.substr(0, longest_name));
    }
  }
  if (!has_calendar) return reader.refuse(0, tr("the file is no iCalendar file"));
  if (!open.empty())
    return reader.refuse(
        lines.number(),
        tr("the file ends early: BEGIN on line {} has no END", open.back().line));
  return std::nullopt;
}

// The first days of an event's repetitions by one rule, those that reach into the years.
Result<std::vector<Date>> repetitions(Reader& reader, Date start, int length, int line,
                                      const std::string& rule) {
  if (Message why = why_no_rule(rule); !why.empty()) return reader.refuse(line, std::move(why));
  const Libical* const ical = libical();
  if (!ical)
    return reader.refuse(line, "a rule is worked out by " CMT_LIBICAL ", which is not installed");
  icalrecurrencetype parsed = ical->recurrencetype_from_string(rule.c_str());
  const std::unique_ptr<char, decltype(&std::free)> rscale{parsed.rscale, &std::free};
  if (parsed.freq == ICAL_NO_RECURRENCE) return reader.refuse(line, tr("the rule is not right"));

  // The repetitions of a counted rule begin with the first; of others, the early ones are left out.
  const Date earliest = first_day - days{length};
  const bool skips = parsed.count == 0 && start < earliest;
  const Date from = skips ? earliest : start;
  // UNTIL bounds what libical goes through.
  Date until = last_day;
  if (parsed.count == 0) {
    if (!ical->is_null_time(parsed.until))
      until = std::min(until, date_of(parsed.until).value_or(last_day));
    if (until == last_day) parsed.until = ical_date(last_day);
  }
  if (until < from) return std::vector<Date>{};
  reader.steps += (year_of(until) - year_of(from) + 1) * steps_a_year(parsed.freq);
  const auto take_too_long = [&] {
    return reader.refuse(line, tr("the rules of the file take too long to work out"));
  };
  if (reader.steps > most_steps) return take_too_long();

  const std::unique_ptr<icalrecur_iterator, RuleFree> iterator{
      ical->iterator_new(parsed, ical_date(start))};
  if (!iterator) return reader.refuse(line, tr("the rule gives no day"));
  if (skips && !ical->iterator_set_start(iterator.get(), ical_date(from)))
    return reader.refuse(line, tr("the rule gives no day"));
  std::vector<Date> out;
  bool has_day = false;
  while (reader.steps <= most_steps) {
    const icaltimetype time = ical->iterator_next(iterator.get());
    if (ical->is_null_time(time)) break;
    const auto day = date_of(time);
    if (!day) return reader.refuse(line, tr("the rule gives no day"));
    has_day = true;
    if (*day > last_day) break;
    if (*day >= earliest) out.push_back(*day);
    ++reader.steps;
  }
  // libical looks for the first day of a rule far ahead.
  if (!has_day && !skips) return reader.refuse(line, tr("the rule gives no day"));
  if (!has_day) reader.steps += most_steps / 10;
  if (reader.steps > most_steps) return take_too_long();
  return out;
}

struct NamedDay {
  Date day;
  const std::string* name;
};

std::optional<Failure> add_days(Reader& reader, const Event& event, std::vector<NamedDay>& into) {
  if (event.is_ignored) return std::nullopt;
  if (!event.problem.empty()) return reader.refuse(event.problem_line, event.problem);
  // A length of nothing is written for one day too.
  const int length = std::max(1, event.end ? static_cast<int>((*event.end - *event.start).count())
                                           : event.length.value_or(1));
  if (event.end && *event.end < *event.start)
    return reader.refuse(event.line, tr("the event ends before it begins"));

  std::vector<Date> starts = event.more;
  if (event.rules.empty() || event.replaces) starts.push_back(*event.start);
  if (!event.replaces)
    for (const auto& [line, rule] : event.rules) {
      auto more = repetitions(reader, *event.start, length, line, rule);
      if (!more) return more.failure();
      starts.insert(starts.end(), more->begin(), more->end());
    }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  for (const Date start : starts) {
    if (std::binary_search(event.except.begin(), event.except.end(), start)) continue;
    const Date last = std::min(start + days{length - 1}, last_day);
    for (Date day = std::max(start, first_day); day <= last; day += days{1}) {
      if (into.size() == most_days)
        return reader.refuse(event.line, tr("the file has more than {} days", most_days));
      into.push_back({day, &event.name});
    }
  }
  return std::nullopt;
}

// A repetition that another event replaces is no day of its series.
void except_replaced(std::vector<Event>& events) {
  std::vector<const Event*> replacing;
  for (const Event& event : events)
    if (event.replaces && !event.uid.empty()) replacing.push_back(&event);
  const auto by_uid = [](const Event* a, const Event* b) { return a->uid < b->uid; };
  std::sort(replacing.begin(), replacing.end(), by_uid);
  for (Event& event : events) {
    if (!event.replaces) {
      const auto range = std::equal_range(replacing.begin(), replacing.end(), &event, by_uid);
      for (auto at = range.first; at != range.second; ++at)
        event.except.push_back(*(*at)->replaces);
    }
    std::sort(event.except.begin(), event.except.end());
  }
}

std::vector<Holiday> merged(std::vector<NamedDay> days) {
  std::stable_sort(days.begin(), days.end(),
                   [](const NamedDay& a, const NamedDay& b) { return a.day < b.day; });
  std::vector<Holiday> out;
  std::vector<std::string_view> names;  // of the last day
  for (const NamedDay& named : days) {
    if (out.empty() || out.back().day != named.day) {
      out.push_back({named.day, *named.name});
      names = {*named.name};
    } else if (!named.name->empty() &&
               std::find(names.begin(), names.end(), *named.name) == names.end()) {
      names.push_back(*named.name);
      out.back().name += (out.back().name.empty() ? "" : " / ") + *named.name;
    }
  }
  return out;
}

}  // namespace

Result<Holidays> read_holidays(std::string_view path, std::string_view bytes) {
  Reader reader;
  reader.path = path;
  const auto line_of = [&](std::size_t offset) {
    return static_cast<int>(std::count(bytes.begin(),
                                       bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n')) +
           1;
  };
  if (const auto at = bytes.find('\0'); at != std::string_view::npos)
    return reader.refuse(line_of(at), tr("the file has a NUL byte"));
  if (const auto at = invalid_utf8_at(bytes))
    return reader.refuse(line_of(*at), tr("the file is not valid UTF-8"));

  if (auto failure = read_events(reader, bytes)) return *std::move(failure);
  except_replaced(reader.events);
  std::vector<NamedDay> found;
  for (const Event& event : reader.events)
    if (auto failure = add_days(reader, event, found)) return *std::move(failure);

  Holidays out;
  out.days = merged(std::move(found));
  for (const Event& event : reader.events)
    if (event.is_ignored) ++out.ignored;
  out.version = !reader.name.empty()       ? reader.name
                : !reader.modified.empty() ? reader.modified
                                           : reader.product;
  return out;
}

}  // namespace cmt::calendar
