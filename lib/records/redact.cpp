#include "records/redact.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "process/redaction.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {
namespace {

std::set<std::string> text_fields(const process::Event& event) {
  std::set<std::string> out;
  process::each_text(event, [&](const std::string& path, const process::Text&) { out.insert(path); });
  return out;
}

// Told of a text that can be taken out, or was: its path in the event and its place.
using Look = std::function<void(const std::string& path, yaml::Node text)>;

void walk(yaml::Node node, const std::string& path, const std::set<std::string>& fields, const Look& look) {
  if (node.is_map()) {
    for (const auto entry : node.entries())
      walk(entry.value, (path.empty() ? "" : path + ".") + std::string{entry.key.text()}, fields, look);
  } else if (node.is_list()) {
    for (const auto item : node.items()) walk(item, path, fields, look);
  } else if (fields.count(path) != 0) {
    look(path, node);
  }
}

// Every text of the record, those that were taken out too; `event` is absent for the summary.
void each_text(const Record& record,
               const std::function<void(std::optional<std::size_t> event, const std::string&, yaml::Node)>& look) {
  if (const auto summary = record.document.root().find("summary");
      summary && summary->is_scalar())
    look(std::nullopt, "summary", *summary);
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    // What an earlier redaction says of itself stays.
    if (std::holds_alternative<process::Redacted>(record.complaint.history[i].body)) continue;
    walk(record.events[i], "", text_fields(record.complaint.history[i]),
         [&](const std::string& path, yaml::Node text) { look(i, path, text); });
  }
}

// The file without the texts that `goes` chooses.
using Choose = std::function<bool(std::optional<std::size_t> event, const std::string& path)>;
Result<std::string> take_out(const Record& record, const Lists& lists, const Choose& goes) {
  return replace_texts(record, lists, [&](std::optional<std::size_t> event, const std::string& path, std::string_view) {
    return goes(event, path) ? std::optional<std::string>{process::redacted_text} : std::nullopt;
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

Result<std::string> replace_texts(const Record& record, const Lists& lists, const Replace& choose) {
  // One text a round: an edit moves all that follows it.
  std::string bytes = record.document.bytes();
  for (;;) {
    const auto now = read(record.document.path(), bytes, lists);
    if (!now) return now.failure();
    std::optional<yaml::Node> found;
    std::string instead;
    each_text(*now, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
      if (found) return;
      auto chosen = choose(event, path, text.text());
      if (!chosen || *chosen == text.text()) return;
      found = text;
      instead = std::move(*chosen);
    });
    if (!found) return bytes;
    auto changed = yaml::set_value(now->document, *found, yaml::Value::text(instead));
    if (!changed) return changed;
    bytes = std::move(*changed);
  }
}

std::vector<std::string> redactable_texts(const Record& record) {
  std::vector<std::string> out;
  each_text(record, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
    if (text.text() == process::redacted_text) return;
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

namespace {

std::optional<yaml::Node> comment_on(const DossierRecord<survey::Survey>& record, const std::vector<std::string>& complaints) {
  for (const auto event : record.events) {
    const auto rows = event.find("rows");
    if (!rows || !rows->is_list()) continue;
    for (const auto row : rows->items()) {
      const auto complaint = row.find("complaint"), comment = row.find("comment");
      if (complaint && comment && comment->text() != process::redacted_text &&
          std::find(complaints.begin(), complaints.end(), complaint->text()) != complaints.end())
        return comment;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> redact_comments(const DossierRecord<survey::Survey>& record,
                                    const std::vector<std::string>& complaints, const Lists& lists) {
  std::string bytes = record.document.bytes();
  for (;;) {
    const auto now = DossierFile<survey::Survey>::read(record.document.path(), bytes, lists);
    if (!now) return now.failure();
    const auto found = comment_on(*now, complaints);
    if (!found) return bytes;
    auto changed = yaml::set_value(now->document, *found, yaml::Value::text(std::string{process::redacted_text}));
    if (!changed) return changed;
    bytes = std::move(*changed);
  }
}

}  // namespace cmt::records
