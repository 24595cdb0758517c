#include "cli/timeline.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"
#include "records/record.hpp"

namespace cmt::cli {
namespace {

// A list of more than so many items shows its first ones and how many there are; the file has them all.
constexpr std::size_t longest_list = 10, shown_of_longer = 3;

std::string flat(const yaml::Value& value) {
  if (value.is_scalar()) return value.text();
  if (value.kind() == yaml::Value::Kind::map && value.items().size() == 1)
    return flat(value.items().front());
  std::string out;
  const bool is_long = value.kind() == yaml::Value::Kind::list && value.items().size() > longest_list;
  for (std::size_t i = 0; i < (is_long ? shown_of_longer : value.items().size()); ++i) {
    if (!out.empty()) out += ", ";
    const std::string item = flat(value.items()[i]);
    // An amount reads as "120.00 EUR".
    if (value.kind() == yaml::Value::Kind::map && value.keys()[i] == "currency" && i > 0) {
      out.resize(out.size() - 2);
      out += " " + item;
    } else if (value.kind() == yaml::Value::Kind::map && value.keys()[i] != "amount" &&
               value.keys()[i] != "code") {
      std::string words = value.keys()[i];
      std::replace(words.begin(), words.end(), '_', ' ');
      out += words + " " + item;
    } else {
      out += item;
    }
  }
  if (is_long) out += tr(", … ({} in all)", value.items().size()).shown();
  return out;
}

// The fields of an event on one line, but for those that are shown elsewhere or not at all.
std::string facts(const yaml::Value& value, std::initializer_list<std::string_view> hidden) {
  std::string out;
  for (std::size_t i = 0; i < value.keys().size(); ++i) {
    const std::string& key = value.keys()[i];
    if (std::find(hidden.begin(), hidden.end(), key) != hidden.end()) continue;
    std::string text = flat(value.items()[i]);
    if (!out.empty()) out += "; ";
    std::string words = key;
    for (char& c : words)
      if (c == '_') c = ' ';
    // The one text of an event needs no name.
    out += (key == "text" ? "" : words + ": ") + text;
  }
  return printable_line(out);
}

std::string head(const When& at, std::string_view label, const std::string& by, const TimeZone& zone,
                 DateForm form) {
  return fmt::format("  {}  {}  {}", pad_right(local_time(at, zone, form), 16), pad_right(label, 24),
                     truncate(printable_line(by), 24));
}

std::string entry(const World& world, const std::string& head, const std::string& facts, int width) {
  std::string out = head + "\n";
  if (!facts.empty())
    for (const auto& line : wrap(facts, width - 20))
      out += std::string(20, ' ') + placed(world, line) + "\n";
  return out;
}

}  // namespace

std::string local_time(const When& when, const TimeZone& zone, DateForm form) {
  switch (when.kind) {
    case When::Kind::day: return shown_date(when.day, form);
    case When::Kind::unknown: return tr("date unknown").shown();
    case When::Kind::exact: break;
  }
  const std::string local = text(zone.at(when.instant.utc));
  return shown_date(*zone.date_of(when), form) + " " + local.substr(11, 5);
}

std::string event_facts(const process::Event& event) {
  return facts(records::to_value(event), {"event", "at", "by", "recorded_at", "imported", "description",
                                          "source", "process", "profile", "limits"});
}

std::string event_facts(const yaml::Value& event) {
  return facts(event, {"event", "at", "by", "recorded_at"});
}

std::string timeline_entry(const World& world, const yaml::Value& event, const When& at,
                           const std::string& by, const process::Rules& rules, DateForm form,
                           int width) {
  return entry(world, head(at, event.items().front().text(), by, rules.zone, form), event_facts(event), width);
}

std::string timeline_entry(const World& world, const process::Event& event, const process::Rules& rules,
                           const std::string& language, DateForm form, int width) {
  std::string first = head(event.at, rules.lists["events"].label(event.name(), language), event.by, rules.zone, form);
  if (!event.imported.empty()) first += tr("  (from {})", printable_line(event.imported)).shown();
  return entry(world, first, event_facts(event), width);
}

}  // namespace cmt::cli
