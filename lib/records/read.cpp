// Reading a record: from the parts of a document to events, with a place for every complaint about
// the file.
#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "records/field_reader.hpp"
#include "records/record.hpp"

namespace cmt::records {
namespace {

using process::Event;

std::size_t index_of_event(std::string_view name) {
  const auto at = std::find(std::begin(process::event_names), std::end(process::event_names), name);
  return static_cast<std::size_t>(at - std::begin(process::event_names));
}

void read_event(Reading& reading, Node map, Event& event) {
  if (!map.is_map()) {
    reading.problem(map, "an item of `history` is not a map", "an event begins with `- event: …`");
    return;
  }
  const auto name = map.find("event");
  if (!name || !name->is_scalar()) {
    reading.problem(map, "an event does not say which",
                    "it begins with `event: received` or another");
    return;
  }
  const std::size_t index = index_of_event(name->text());
  if (index == std::size(process::event_names)) {
    const std::vector<std::string> names(std::begin(process::event_names),
                                         std::end(process::event_names));
    const auto near = nearest(name->text(), names);
    reading.problem(*name, fmt::format("event '{}' is not known", shown(name->text())),
                    near ? fmt::format("did you mean '{}'?", *near)
                         : std::string{"docs/record.md lists the events"});
    return;
  }
  // A new event has the body of the first of them.
  if (index != event.body.index()) event.body = process::Body{index};
  const bool imported = map.find("imported").has_value();
  FieldReader reader{reading, map, {"event", process::event_names[index]}, imported};
  describe_header(reader, event);
  std::visit([&](auto& body) { describe(reader, body); }, event.body);
  reader(process::may("note", "a remark"), event.note);
  reader.finish({"event"});
}

}  // namespace

Result<Record> read(std::string path, std::string bytes, const Lists& lists) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  return read(std::move(*document), lists);
}

Result<Record> read(yaml::Document document, const Lists& lists) {
  Reading reading{document, lists, {}, {}};
  const Node root = document.root();

  const auto schema = root.find("schema");
  if (!schema || !schema->is_scalar())
    reading.problem(root, "`schema` is missing", "the first line of a record is `schema: 1`");
  else if (schema->text() != std::to_string(process::schema_version))
    reading.problem(*schema, fmt::format("schema '{}' is not known", shown(schema->text())),
                    fmt::format("this program reads schema {}; a newer one needs a newer cmt",
                                process::schema_version));

  std::optional<ComplaintId> id;
  if (const auto node = root.find("id"); !node || !node->is_scalar()) {
    reading.problem(root, "`id` is missing", "an id such as 2026-7K3QX4M");
  } else {
    id = ComplaintId::parse(node->text());
    const std::string& file = document.path();
    if (!id)
      reading.problem(*node, fmt::format("'{}' is not the id of a complaint", shown(node->text())),
                      "a year, a hyphen and seven symbols of which the last one checks the others");
    else if (const auto slash = file.rfind('/');
             file.size() > 5 && file.substr(file.size() - 5) == ".yaml" &&
             file.substr(slash == std::string::npos ? 0 : slash + 1) != id->text() + ".yaml")
      reading.problem(*node, fmt::format("the id is {}, the file is {}", id->text(), shown(file)),
                      "a record keeps its id and its path for life");
  }

  std::string summary;
  if (const auto node = root.find("summary")) {
    FieldReader reader{reading, root, "the record", false};
    reader(process::may("summary", "one line without personal data"), summary);
  }

  std::vector<Event> history;
  std::vector<Node> events;
  if (const auto list = root.find("history"); !list || !list->is_list()) {
    reading.problem(list ? *list : root, "`history` is not a list of events",
                    "a record has at least the event `received`");
  } else if (list->size() == 0) {
    reading.problem(*list, "`history` is empty", "a record has at least the event `received`");
  } else {
    history.reserve(list->size());
    events.reserve(list->size());
    for (const Node item : list->items()) {
      read_event(reading, item, history.emplace_back());
      events.push_back(item);
    }
  }

  FieldReader top{reading, root, "the record", true};
  top.finish({"schema", "id", "summary", "history"});

  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  auto unknown = std::move(reading.unknown_keys);
  return Record{{*id, std::move(summary), std::move(history)},
                std::move(document),
                std::move(events),
                std::move(unknown)};
}

}  // namespace cmt::records
