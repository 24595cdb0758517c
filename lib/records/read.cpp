// Reading a record: from the parts of a document to events, with a place for every complaint about
// the file.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/text.hpp"
#include "records/field_reader.hpp"
#include "records/record.hpp"
#include "records/schema_number.hpp"

namespace cmt::records {
namespace {

using process::Event;

constexpr Field summary_field = process::may("summary", "one line without personal data");

constexpr auto first_of_events = [] {
  std::array<std::uint64_t, std::size(process::event_names)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = first_bytes(process::event_names[i]);
  return out;
}();

std::size_t index_of_event(std::string_view name) {
  const std::uint64_t first = first_bytes(name);
  std::size_t index = 0;
  while (index < first_of_events.size() &&
         (first_of_events[index] != first || process::event_names[index] != name))
    ++index;
  return index;
}

// Becomes the empty event in the place where it is wanted: an event is large.
struct EmptyEvent {
  std::size_t index;
  operator Event() const { return Event{{}, {}, {}, {}, {}, process::Body{index}}; }
};

// Adds the event to the history unless it cannot be told which it is.
void read_event(Reading& reading, Node map, std::vector<Event>& history) {
  if (!map.is_map()) {
    reading.problem(map, tr("an item of `history` is not a map"), tr("an event begins with `- event: …`"));
    return;
  }
  const auto name = map.find("event");
  if (!name || !name->is_scalar()) {
    reading.problem(map, tr("an event does not say which"),
                    tr("it begins with `event: received` or another"));
    return;
  }
  const std::size_t index = index_of_event(name->text());
  if (index == std::size(process::event_names)) {
    const std::vector<std::string> names(std::begin(process::event_names),
                                         std::end(process::event_names));
    const auto near = nearest(name->text(), names);
    reading.problem(*name, tr("event '{}' is not known", shown(name->text())),
                    near ? tr("did you mean '{}'?", *near)
                         : tr("docs/record.md lists the events"));
    return;
  }
  Event& event = history.emplace_back(EmptyEvent{index});
  FieldReader reader{reading, map, {"event", process::event_names[index]}, false};
  reader.be_lenient_with("imported");
  const auto read = [&](FieldReader& fields) {
    describe_header(fields, event);
    std::visit([&](auto& body) { describe(fields, body); }, event.body);
    fields(process::may("note", "a remark"), event.note);
  };
  read(reader);
  reader.finish({"event"}, read);
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

  check_schema_number(reading, Need::required);

  std::optional<ComplaintId> id;
  if (const auto node = root.find("id"); !node || !node->is_scalar()) {
    reading.problem(root, tr("`id` is missing"), tr("an id such as 2026-7K3QX4M"));
  } else {
    id = ComplaintId::parse(node->text());
    const std::string& file = document.path();
    if (!id)
      reading.problem(*node, tr("'{}' is not the id of a complaint", shown(node->text())),
                      tr("a year, a hyphen and seven symbols of which the last one checks the others"));
    else if (const auto slash = file.rfind('/');
             file.size() > 5 && file.substr(file.size() - 5) == ".yaml" &&
             file.substr(slash == std::string::npos ? 0 : slash + 1) != id->text() + ".yaml")
      reading.problem(*node, tr("the id is {}, the file is {}", id->text(), shown(file)),
                      tr("a record keeps its id and its path for life"));
  }

  std::string summary;
  if (const auto node = root.find("summary")) {
    FieldReader reader{reading, root, "the record", false};
    reader(summary_field, summary);
  }

  std::vector<Event> history;
  std::vector<Node> events;
  if (const auto list = root.find("history"); !list || !list->is_list()) {
    reading.problem(list ? *list : root, tr("`history` is not a list of events"),
                    tr("a record has at least the event `received`"));
  } else if (list->size() == 0) {
    reading.problem(*list, tr("`history` is empty"), tr("a record has at least the event `received`"));
  } else {
    history.reserve(list->size());
    events.reserve(list->size());
    for (const Node item : list->items()) {
      read_event(reading, item, history);
      events.push_back(item);
    }
  }

  FieldReader top{reading, root, "the record", true};
  top.finish({"schema", "id", "summary", "history"}, [](FieldReader&) {});

  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  auto unknown = std::move(reading.unknown_keys);
  return Record{{*id, std::move(summary), std::move(history)},
                std::move(document),
                std::move(events),
                std::move(unknown)};
}

}  // namespace cmt::records
