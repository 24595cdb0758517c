// The bodies of dossier.hpp, for the one file of each kind that says
// `template struct DossierFile<Kind>;` and names its row of dossier_kind.hpp.
#pragma once
#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "dossier/steps.hpp"
#include "records/dossier.hpp"
#include "records/dossier_kind.hpp"
#include "records/field_reader.hpp"
#include "records/field_writer.hpp"
#include "records/page_writer.hpp"
#include "records/schema_number.hpp"
#include "records/schema_writer.hpp"
#include "yaml/splice.hpp"

namespace cmt::records {

template <class Kind, std::size_t... I>
void make_dossier_body(typename Kind::Body& body, std::size_t index, std::index_sequence<I...>) {
  ((I == index ? void(body.template emplace<I>()) : void()), ...);
}

template <class Kind>
void read_dossier_event(Reading& reading, Node map, dossier::Event<Kind>& event) {
  if (!map.is_map()) {
    reading.problem(map, tr("an item of `history` is not a map"), tr("an event begins with `- event: …`"));
    return;
  }
  const auto name = map.find("event");
  if (!name || !name->is_scalar()) {
    reading.problem(map, tr("an event does not say which"), tr("it begins with `event: …`"));
    return;
  }
  const auto at = std::find(std::begin(Kind::event_names), std::end(Kind::event_names), name->text());
  const auto index = static_cast<std::size_t>(at - std::begin(Kind::event_names));
  if (index == std::size(Kind::event_names)) {
    const std::vector<std::string> names(std::begin(Kind::event_names), std::end(Kind::event_names));
    const auto near = nearest(name->text(), names);
    reading.problem(*name, tr("event '{}' is not known", shown(name->text())),
                    near ? tr("did you mean '{}'?", *near)
                         : tr("docs/records/{}.md lists the events", Kind::name));
    return;
  }
  make_dossier_body<Kind>(event.body, index,
                          std::make_index_sequence<std::variant_size_v<typename Kind::Body>>{});
  FieldReader reader{reading, map, {"event", Kind::event_names[index]}, false};
  const auto read = [&](FieldReader& fields) {
    describe_header(fields, event);
    std::visit([&](auto& body) { describe(fields, body); }, event.body);
    fields(process::may("note", "a remark"), event.note);
  };
  read(reader);
  reader.finish({"event"}, read);
}

template <class Kind>
Result<DossierRecord<Kind>> DossierFile<Kind>::read(std::string path, std::string bytes,
                                                    const Lists& lists) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  Reading reading{*document, lists, {}, {}};
  const Node root = document->root();
  check_schema_number(reading, Need::required);
  Dossier dossier;
  if (const auto id = root.find("id"); !id || !id->is_scalar()) {
    reading.problem(root, tr("`id` is missing"), tr("an id has a letter, a hyphen and seven symbols"));
  } else {
    dossier.id = id->text();
    if (!LetterId::parse(Kind::letter, dossier.id))
      reading.problem(*id, tr("'{}' is not the id of such a record", shown(dossier.id)),
                      tr("{}, a hyphen and seven symbols of which the last one checks the "
                         "others",
                         Kind::letter));
    else if (document->path() != path_of_dossier(Kind::folder, dossier.id))
      reading.problem(*id, tr("the id is {}, the file is {}", dossier.id,
                              shown(document->path())),
                      tr("a record keeps its id and its path for life"));
  }
  FieldReader head{reading, root, "the record", false};
  describe(head, dossier.head);
  head.finish({"schema", "id", "history"}, [&](FieldReader& names) { describe(names, dossier.head); });
  std::vector<Node> events;
  if (const auto list = root.find("history"); !list || !list->is_list()) {
    reading.problem(list ? *list : root, tr("`history` is not a list of events"));
  } else if (list->size() == 0) {
    reading.problem(*list, tr("`history` is empty"), tr("a record has at least one event"));
  } else {
    for (const Node item : list->items()) {
      read_dossier_event<Kind>(reading, item, dossier.history.emplace_back());
      events.push_back(item);
    }
  }
  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  auto unknown = std::move(reading.unknown_keys);
  return DossierRecord<Kind>{std::move(dossier), std::move(*document), std::move(events),
                             std::move(unknown)};
}

template <class Kind>
yaml::Value DossierFile<Kind>::to_value(const dossier::Event<Kind>& written) {
  dossier::Event<Kind> event = written;  // `describe` takes what it visits by reference
  Value map = Value::map();
  map.add("event", Value::verbatim(std::string{event.name()}));
  FieldWriter writer{map};
  describe_header(writer, event);
  std::visit([&](auto& body) { describe(writer, body); }, event.body);
  writer(process::may("note", ""), event.note);
  return map;
}

template <class Kind>
std::string DossierFile<Kind>::write(const Dossier& written) {
  Dossier dossier = written;
  Value record = Value::map();
  record.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  record.add("id", Value::verbatim(dossier.id));
  FieldWriter head{record};
  describe(head, dossier.head);
  Value history = Value::list();
  for (const auto& event : dossier.history) history.push(to_value(event));
  record.add("history", std::move(history));
  return fmt::format("# yaml-language-server: $schema=../schemas/{}.schema.json\n", Kind::name) +
         yaml::write(record);
}

template <class Kind>
Result<std::string> DossierFile<Kind>::append(const DossierRecord<Kind>& record,
                                              const Dossier& changed, const Lists& lists) {
  const std::size_t before = record.dossier.history.size();
  if (changed.history.size() == before) return record.document.bytes();
  std::vector<Value> items;
  for (std::size_t i = before; i < changed.history.size(); ++i)
    items.push_back(to_value(changed.history[i]));
  auto bytes = yaml::append_items(record.document, *record.document.root().find("history"), items);
  if (!bytes) return bytes;
  // The second look: what was written is what was meant, event by event.
  auto again = read(record.document.path(), *bytes, lists);
  bool same = again && again->dossier.history.size() == changed.history.size();
  for (std::size_t i = 0; same && i < changed.history.size(); ++i)
    same = to_value(again->dossier.history[i]) == to_value(changed.history[i]);
  if (!same)
    return unreadable(record.document.path(), tr("the file cannot be edited safely in its present form"),
                      tr("cmt check FILE shows what is unusual about it; nothing was changed"));
  return bytes;
}

// Finds the fields that hold the id of another record; used as the visitor of `describe`.
class ReferenceFinder {
 public:
  ReferenceFinder(std::vector<Reference>& out, std::optional<std::size_t> event)
      : out_(out), event_(event) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const std::string_view form{field.list};
    const bool is_id = form == "@complaint" || form == "@action" || form == "@dispute" ||
                       form == "@promise";  // the file of a party goes when they ask for it
    if constexpr (std::is_same_v<T, std::string>) {
      if (is_id && !member.empty()) out_.push_back({event_, field.name, std::string{form}, member});
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      if (is_id)
        for (const auto& id : member) out_.push_back({event_, field.name, std::string{form}, id});
    } else if constexpr (requires { describe(*this, *member); }) {
      if (member) describe(*this, *member);
    } else if constexpr (requires { describe(*this, member.front()); }) {
      for (auto& part : member) describe(*this, part);
    }
  }

 private:
  std::vector<Reference>& out_;
  std::optional<std::size_t> event_;
};

template <class Kind>
std::vector<Reference> DossierFile<Kind>::references(const Dossier& given) {
  Dossier dossier = given;
  std::vector<Reference> out;
  ReferenceFinder head{out, std::nullopt};
  describe(head, dossier.head);
  for (std::size_t i = 0; i < dossier.history.size(); ++i) {
    ReferenceFinder finder{out, i};
    std::visit([&](auto& body) { describe(finder, body); }, dossier.history[i].body);
  }
  return out;
}

template <class Kind, std::size_t I = 0>
void add_dossier_events(const Lists& lists, Json& choices, Json& names) {
  if constexpr (I < std::variant_size_v<typename Kind::Body>) {
    SchemaWriter fields{lists};
    dossier::Event<Kind> event;
    describe_header(fields, event);
    std::variant_alternative_t<I, typename Kind::Body> body;
    describe(fields, body);
    fields(process::may("note", "a remark"), event.note);
    names.push_back(Kind::event_names[I]);
    choices.push_back(
        {{"if", {{"properties", {{"event", {{"const", Kind::event_names[I]}}}}}, {"required", {"event"}}}},
         {"then", {{"properties", fields.properties}, {"required", fields.required}}}});
    add_dossier_events<Kind, I + 1>(lists, choices, names);
  }
}

template <class Kind>
std::string DossierFile<Kind>::schema(const Lists& lists) {
  Json choices = Json::array(), names = Json::array();
  add_dossier_events<Kind>(lists, choices, names);
  Json schema = schema_head(Kind::name, fmt::format("{} and its history", Kind::title));
  SchemaWriter head{lists};
  typename Kind::Head part;
  describe(head, part);
  schema["type"] = "object";
  std::vector<std::string> required{"schema", "id"};
  required.insert(required.end(), head.required.begin(), head.required.end());
  required.push_back("history");
  schema["required"] = required;
  Json& properties = schema["properties"] = Json::object();
  properties["schema"] = {{"const", process::schema_version},
                          {"description", "format of the record"}};
  properties["id"] = {{"type", "string"},
                      {"pattern", fmt::format("^{}-[0-9A-HJKMNP-TV-Z]{{7}}$", Kind::letter)},
                      {"description", "identifier, never reused"}};
  for (const auto& [key, value] : head.properties.items()) properties[key] = value;
  Json event = Json::object();
  event["type"] = "object";
  event["required"] = {"event"};
  event["properties"]["event"] = {{"enum", std::move(names)}, {"description", "what happened"}};
  event["allOf"] = std::move(choices);
  properties["history"] = {
      {"type", "array"},
      {"minItems", 1},
      {"description", "what happened, in the order it was recorded; only added to"}};
  properties["history"]["items"] = std::move(event);
  return schema.dump(2) + "\n";
}

template <class Kind, std::size_t I = 0>
void add_dossier_pages(std::string& out) {
  if constexpr (I < std::variant_size_v<typename Kind::Body>) {
    std::string rows, clause;
    for (const auto& row : Kind::transitions())
      if (row.event == I) {
        clause = row.clause;
        rows += fmt::format("{}{} `cmt {}`", rows.empty() ? "" : "; ", row.number, row.command);
      }
    out += fmt::format("\n### `{}`\n\nClause {}; written by {}.\n\n", Kind::event_names[I], clause, rows);
    PageWriter page;
    std::variant_alternative_t<I, typename Kind::Body> body;
    describe(page, body);
    out += page.out.empty()
               ? std::string{"No fields but those that every event has.\n"}
               : "| field | type | required | meaning |\n| --- | --- | --- | --- |\n" + page.out;
    add_dossier_pages<Kind, I + 1>(out);
  }
}

template <class Kind>
std::string DossierFile<Kind>::page() {
  std::string out =
      "\n## Steps\n\n| no. | from | to | command | event | asks for | clause |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& row : Kind::transitions()) {
    std::string from;
    for (const auto& status : Kind::status_names())
      if (row.from.has(status.value)) from += fmt::format("{}`{}`", from.empty() ? "" : ", ", status.text);
    std::string to = row.to ? fmt::format("`{}`", name_of(Kind::status_names(), *row.to)) : "same";
    if (row.decides) to = "by what it finds";
    out += fmt::format("| {} | {} | {} | `{}` | `{}` | {} | {} |\n", row.number,
                       from.empty() ? "-" : from, to, row.command, Kind::event_names[row.event],
                       row.guard, row.clause);
  }
  out += "\n## Fields beside the history\n\n| field | type | required | meaning |\n| --- | --- | --- | --- |\n";
  PageWriter head;
  typename Kind::Head part;
  describe(head, part);
  out += head.out + "\n## Events\n";
  add_dossier_pages<Kind>(out);
  return out;
}

template <class Kind>
Result<JudgedDossier> judge_dossier(std::string path, std::string bytes, const process::Rules& rules) {
  auto read = DossierFile<Kind>::read(std::move(path), std::move(bytes), rules.lists);
  if (!read) return std::move(read).failure();
  auto refusals = dossier::Steps<Kind>::judge(read->dossier, rules);
  auto references = DossierFile<Kind>::references(read->dossier);
  return JudgedDossier{std::move(read->dossier.id),    std::move(read->document),
                       std::move(read->events),        std::move(read->unknown_keys),
                       std::move(refusals),            std::move(references)};
}

template <class Kind>
std::vector<std::string_view> dossier_commands() {
  std::vector<std::string_view> out;
  for (const auto& row : Kind::transitions()) out.push_back(row.command);
  return out;
}

template <class Kind>
constexpr DossierKind dossier_kind() {
  return {Kind::name,          Kind::folder,
          Kind::title,         Kind::letter,
          judge_dossier<Kind>, DossierFile<Kind>::schema,
          DossierFile<Kind>::page, dossier_commands<Kind>};
}

}  // namespace cmt::records
