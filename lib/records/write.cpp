// Writing a record: a new file, or events added to one that exists.
#include "records/field_writer.hpp"
#include "records/record.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {
using process::Event;

Value to_value(const Event& written) {
  Event event = written;  // `describe` takes what it visits by reference
  Value map = Value::map();
  map.add("event", Value::verbatim(std::string{event.name()}));
  FieldWriter writer{map};
  describe_header(writer, event);
  std::visit([&](auto& body) { describe(writer, body); }, event.body);
  writer(process::may("note", ""), event.note);
  return map;
}

std::string write(const process::Complaint& complaint) {
  Value history = Value::list();
  for (const auto& event : complaint.history) history.push(to_value(event));
  Value record = Value::map();
  record.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  record.add("id", Value::verbatim(complaint.id.text()));
  if (!complaint.summary.empty()) record.add("summary", Value::text(complaint.summary));
  record.add("history", std::move(history));
  return std::string{modeline} + yaml::write(record);
}

Result<std::string> append(const Record& record, const process::Complaint& changed,
                           const Lists& lists) {
  const std::size_t before = record.complaint.history.size();
  if (changed.history.size() == before) return record.document.bytes();
  std::vector<Value> items;
  for (std::size_t i = before; i < changed.history.size(); ++i)
    items.push_back(to_value(changed.history[i]));
  auto bytes = yaml::append_items(record.document, *record.document.root().find("history"), items);
  if (!bytes) return bytes;
  // The second look: what was written is what was meant, event by event.
  auto again = read(record.document.path(), *bytes, lists);
  bool same = again && again->complaint.history.size() == changed.history.size();
  for (std::size_t i = 0; same && i < changed.history.size(); ++i)
    same = to_value(again->complaint.history[i]) == to_value(changed.history[i]);
  if (!same)
    return unreadable(record.document.path(), tr("the file cannot be edited safely in its present form"),
                      tr("cmt check FILE shows what is unusual about it; nothing was changed"));
  return bytes;
}

}  // namespace cmt::records
