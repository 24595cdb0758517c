#include "records/redact.hpp"

#include <fmt/core.h>

#include <functional>
#include <set>
#include <type_traits>

#include "process/redaction.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {
namespace {

// The keys of an event that hold a text, with those they lie within: "remedy_sought.text".
class TextFields {
 public:
  TextFields(std::set<std::string>& out, std::string within) : out_(out), within_(std::move(within)) {}

  template <class T>
  void operator()(const process::Field& field, T& member) {
    const std::string path = within_ + field.name;
    if constexpr (std::is_same_v<T, process::Text>) {
      out_.insert(path);
    } else if constexpr (requires(TextFields inner) { describe(inner, *member); }) {
      TextFields inner{out_, path + "."};
      if (member) describe(inner, *member);
    } else if constexpr (requires(TextFields inner) { describe(inner, member.front()); }) {
      TextFields inner{out_, path + "."};
      for (auto& part : member) describe(inner, part);
    }
  }

 private:
  std::set<std::string>& out_;
  std::string within_;
};

std::set<std::string> text_fields(process::Event event) {
  std::set<std::string> out{"note"};
  TextFields fields{out, ""};
  std::visit([&](auto& body) { describe(fields, body); }, event.body);
  return out;
}

// Told of a text that can be taken out: its path in the event and its place.
using Look = std::function<void(const std::string& path, yaml::Node text)>;

void walk(yaml::Node node, const std::string& path, const std::set<std::string>& fields, const Look& look) {
  if (node.is_map()) {
    for (const auto entry : node.entries())
      walk(entry.value, (path.empty() ? "" : path + ".") + std::string{entry.key.text()}, fields, look);
  } else if (node.is_list()) {
    for (const auto item : node.items()) walk(item, path, fields, look);
  } else if (fields.count(path) != 0 && node.text() != process::redacted_text) {
    look(path, node);
  }
}

// Every text of the record; `event` is absent for the summary.
void each_text(const Record& record,
               const std::function<void(std::optional<std::size_t> event, const std::string&, yaml::Node)>& look) {
  if (const auto summary = record.document.root().find("summary");
      summary && summary->is_scalar() && summary->text() != process::redacted_text)
    look(std::nullopt, "summary", *summary);
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    // What an earlier redaction says of itself stays.
    if (std::holds_alternative<process::Redacted>(record.complaint.history[i].body)) continue;
    walk(record.events[i], "", text_fields(record.complaint.history[i]),
         [&](const std::string& path, yaml::Node text) { look(i, path, text); });
  }
}

}  // namespace

std::vector<std::string> redactable_texts(const Record& record) {
  std::vector<std::string> out;
  each_text(record, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node) {
    out.push_back(event ? fmt::format("history.{}.{}", *event + 1, path) : path);
  });
  return out;
}

Result<std::string> redact(const Record& record, const process::Redacted& what, const Lists& lists) {
  // One text a round: an edit moves all that follows it.
  std::string bytes = record.document.bytes();
  for (;;) {
    const auto now = read(record.document.path(), bytes, lists);
    if (!now) return std::move(now).failure();
    std::optional<yaml::Node> found;
    each_text(*now, [&](std::optional<std::size_t> event, const std::string& path, yaml::Node text) {
      const bool is_named = event ? process::names_field(what, *event, path) : process::names_key(what, path);
      if (is_named && !found) found = text;
    });
    if (!found) return bytes;
    auto changed = yaml::set_value(now->document, *found, yaml::Value::text(std::string{process::redacted_text}));
    if (!changed) return changed;
    bytes = std::move(*changed);
  }
}

}  // namespace cmt::records
