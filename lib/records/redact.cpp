#include "records/redact.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "process/redaction.hpp"
#include "records/each_text.hpp"
#include "records/personal_texts.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {
namespace {

std::set<std::string> text_fields(const process::Event& event) {
  std::set<std::string> out;
  process::each_text(event, [&](const std::string& path, const std::string&) { out.insert(path); });
  return out;
}

// The file without the texts that `goes` chooses.
using Choose = std::function<bool(std::optional<std::size_t> event, const std::string& path)>;
Result<std::string> take_out(const Record& record, const Lists& lists, const Choose& goes) {
  return replace_texts(record, lists, [&](std::optional<std::size_t> event, const std::string& path, std::string_view) {
    const bool can_go = !event || !process::is_name_of_file(record.complaint.history[*event], path);
    return can_go && goes(event, path) ? std::optional<std::string>{process::redacted_text} : std::nullopt;
  });
}

// Each event by what it is known again by in another version: its name, its time, and which of those that have
// both alike.
std::vector<std::string> names_of_events(const Record& record) {
  std::vector<std::string> out;
  std::map<std::string, int> seen;
  for (const auto& event : record.complaint.history) {
    const std::string name = fmt::format("{} {}", event.name(), text(event.at));
    out.push_back(fmt::format("{} {}", name, ++seen[name]));
  }
  return out;
}

std::string place_of(const std::vector<std::string>& events, std::optional<std::size_t> event, const std::string& path) {
  return (event ? events[*event] + " " : std::string{}) + path;
}

}  // namespace

void each_text(const Record& record, const LookAtText& look) {
  if (const auto summary = record.document.root().find("summary");
      summary && summary->is_scalar())
    look(std::nullopt, "summary", *summary);
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    if (std::holds_alternative<process::Redacted>(record.complaint.history[i].body)) continue;
    each_text_at(record.events[i], text_fields(record.complaint.history[i]),
                 [&](const std::string& path, yaml::Node text) { look(i, path, text); });
  }
}

Result<std::string> replace_texts(const Record& record, const Lists& lists, const Replace& choose) {
  std::string bytes = record.document.bytes();
  for (;;) {
    const auto now = read(record.document.path(), bytes, lists);
    if (!now) return now.failure();
    std::vector<std::pair<yaml::Node, yaml::Value>> replaced;
    each_text(*now, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
      auto chosen = choose(event, path, text.text());
      if (chosen && *chosen != text.text()) replaced.emplace_back(text, yaml::Value::text(std::move(*chosen)));
    });
    if (replaced.empty()) return bytes;
    auto changed = yaml::set_values(now->document, replaced);
    if (!changed) return changed;
    bytes = std::move(*changed);
  }
}

std::vector<std::string> redactable_texts(const Record& record) {
  std::vector<std::string> out;
  each_text(record, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
    if (text.text() == process::redacted_text) return;
    if (event && process::is_name_of_file(record.complaint.history[*event], path)) return;
    out.push_back(event ? fmt::format("history.{}.{}", *event + 1, path) : path);
  });
  return out;
}

Result<std::string> redact(const Record& record, const process::Redacted& what, const Lists& lists) {
  return take_out(record, lists, [&](std::optional<std::size_t> event, const std::string& path) {
    return event ? process::names_field(what, *event, path) : process::names_key(what, path);
  });
}

Result<std::string> redact_like(const Record& newer, const Record& older, const Lists& lists) {
  std::set<std::string> gone;
  const auto events = names_of_events(newer);
  each_text(newer, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
    if (text.text() == process::redacted_text) gone.insert(place_of(events, event, path));
  });
  const auto older_events = names_of_events(older);
  return take_out(older, lists, [&](std::optional<std::size_t> event, const std::string& path) {
    return gone.count(place_of(older_events, event, path)) != 0;
  });
}

Result<std::string> redact_comments(const DossierRecord<survey::Survey>& record,
                                    const std::vector<std::string>& complaints, const Lists& lists) {
  return replace_personal_texts(record.document.path(), record.document.bytes(), lists,
                                [&](const PersonalText& comment) -> std::optional<std::string> {
                                  if (std::find(complaints.begin(), complaints.end(), comment.owner) == complaints.end())
                                    return std::nullopt;
                                  return std::string{process::redacted_text};
                                });
}

}  // namespace cmt::records
