#include "records/schema.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "process/complaint.hpp"
#include "process/transitions.hpp"
#include "records/forms.hpp"
#include "records/names_of_types.hpp"
#include "records/dispute.hpp"
#include "records/party.hpp"
#include "records/sent_return.hpp"
#include "records/settings.hpp"

namespace cmt::records {
namespace {

using Json = nlohmann::ordered_json;
using process::Field;

constexpr const char* date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr const char* instant_pattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]"
    "{2})$";
constexpr const char* when_pattern =
    "^(unknown|[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]"
    "{2}:[0-9]{2}))?)$";

// An editor's YAML reader may take a text for a number, a date or a truth value; the program does
// not (docs/record.md), and so the schema accepts what such a reader makes of it.
Json any_scalar() {
  Json out = Json::object();
  out["type"] = {"string", "number", "boolean"};
  return out;
}

// Makes the properties of an object; used as the visitor of `describe`.
class SchemaWriter {
 public:
  explicit SchemaWriter(const Lists& lists) : lists_(lists) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    Json property = type_of(field, member);
    property["description"] = field.meaning;
    properties[field.name] = std::move(property);
    if (field.need == process::Need::required) required.push_back(field.name);
  }

  Json properties = Json::object();
  std::vector<std::string> required;

 private:
  Json one_of(const ValueList& list) {
    Json out{{"enum", Json::array()}};
    for (const auto& value : list.values()) out["enum"].push_back(value.code);
    return out;
  }
  Json type_of(const Field& field, std::string&) {
    const std::string_view list{field.list};
    if (list.empty()) return any_scalar();
    if (list.front() == '@') return {{"type", "string"}, {"pattern", form(list).pattern}};
    return one_of(lists_[list]);
  }
  Json type_of(const Field&, process::Text&) { return any_scalar(); }
  Json type_of(const Field&, When&) { return {{"type", "string"}, {"pattern", when_pattern}}; }
  Json type_of(const Field&, std::optional<int>&) { return {{"type", "integer"}, {"minimum", 0}}; }
  Json type_of(const Field&, std::optional<bool>&) { return {{"type", "boolean"}}; }
  Json type_of(const Field&, std::optional<cmt::Date>&) {
    return {{"type", "string"}, {"pattern", date_pattern}};
  }
  Json type_of(const Field&, std::optional<process::KnownDate>&) {
    return {{"type", "string"}, {"pattern", "^(unknown|[0-9]{4}-[0-9]{2}-[0-9]{2})$"}};
  }
  Json type_of(const Field&, std::optional<Instant>&) {
    return {{"type", "string"}, {"pattern", instant_pattern}};
  }
  Json type_of(const Field&, std::optional<Money>&) {
    return {{"type", "object"},
            {"properties",
             {{"amount", {{"type", "string"}, {"pattern", "^[0-9]{1,14}(\\.[0-9]{1,4})?$"}}},
              {"currency", {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}}}}},
            {"required", {"amount", "currency"}}};
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  Json type_of(const Field&, std::optional<Enum>&) {
    Json out{{"enum", Json::array()}};
    for (const auto& row : names_for(Enum{})) {
      if (row.text == "true" || row.text == "false")
        out["enum"].push_back(row.text == "true");
      else
        out["enum"].push_back(row.text);
    }
    return out;
  }
  template <class T>
  requires std::is_class_v<T>
  Json type_of(const Field&, std::optional<T>&) { return object_of<T>(); }
  Json type_of(const Field& field, std::vector<std::string>&) {
    std::string item;
    return {{"type", "array"}, {"items", type_of(field, item)}};
  }
  Json type_of(const Field&, std::vector<std::pair<std::string, std::string>>&) {
    return {{"type", "object"}, {"additionalProperties", any_scalar()}};
  }
  template <class T>
  Json type_of(const Field&, std::vector<T>&) {
    return {{"type", "array"}, {"items", object_of<T>()}};
  }
  template <class T>
  Json object_of() {
    SchemaWriter inner{lists_};
    T part{};
    describe(inner, part);
    Json out{{"type", "object"}, {"properties", inner.properties}};
    if (!inner.required.empty()) out["required"] = inner.required;
    return out;
  }

  const Lists& lists_;
};

Json head(std::string_view name, std::string_view title) {
  return {{"$schema", "http://json-schema.org/draft-07/schema#"},
          {"$id", fmt::format("urn:cmt:schema:1:{}", name)},
          {"title", title}};
}

template <std::size_t I = 0>
void add_events(const Lists& lists, Json& choices, Json& names) {
  if constexpr (I < std::variant_size_v<process::AnyBody>) {
    SchemaWriter fields{lists};
    process::Event event;
    describe_header(fields, event);
    std::variant_alternative_t<I, process::AnyBody> body;
    describe(fields, body);
    fields(process::may("note", "a remark"), event.note);
    names.push_back(process::event_names[I]);
    // What an imported event lacks, its source did not say.
    Json then{{"properties", fields.properties},
              {"anyOf", Json::array({{{"required", {"imported"}}}, {{"required", fields.required}}})},
              {"required", {"at", "by"}}};
    choices.push_back({{"if", {{"properties", {{"event", {{"const", process::event_names[I]}}}}},
                               {"required", {"event"}}}},
                       {"then", std::move(then)}});
    add_events<I + 1>(lists, choices, names);
  }
}

Json complaint_schema(const Lists& lists) {
  Json choices = Json::array(), names = Json::array();
  add_events(lists, choices, names);
  Json schema = head("complaint", "A complaint and its history");
  schema["type"] = "object";
  schema["required"] = {"schema", "id", "history"};
  Json& properties = schema["properties"] = Json::object();
  properties["schema"] = {{"const", process::schema_version},
                          {"description", "format of the record"}};
  properties["id"] = {{"type", "string"},
                      {"pattern", form("@complaint").pattern},
                      {"description", "identifier, never reused"}};
  properties["summary"] = any_scalar();
  properties["summary"]["description"] = "one line without personal data";
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
  return schema;
}

template <class T>
Json described_schema(const char* name, const char* title, const Lists& lists) {
  SchemaWriter fields{lists};
  T part;
  describe(fields, part);
  Json schema = head(name, title);
  schema["type"] = "object";
  schema["required"] = fields.required;
  schema["properties"] = std::move(fields.properties);
  schema["properties"]["schema"] = {{"const", process::schema_version},
                                    {"description", "format of the file"}};
  return schema;
}

Json settings_schema(const Lists& lists) {
  Json schema = described_schema<SettingsFile>("settings", "Settings of a complaint register", lists);
  const Json labels{{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
  const Json value{{"type", "object"},
                   {"required", {"code"}},
                   {"properties", {{"code", any_scalar()},
                                   {"en", {{"type", "string"}}},
                                   {"fa", {{"type", "string"}}},
                                   {"ru", {{"type", "string"}}},
                                   {"maps_to", {{"type", "string"}}},
                                   {"requires", {{"enum", {"text", "amount", "delay_days"}}}}}}};
  Json names = Json::array();
  for (const auto& name : lists.names()) names.push_back(name);
  schema["properties"]["lists"] = {
      {"type", "object"},
      {"description", "what the register adds to, renames and retires in the value lists"},
      {"propertyNames", {{"enum", std::move(names)}}},
      {"additionalProperties",
       {{"type", "object"},
        {"properties",
         {{"add", {{"type", "array"}, {"items", value}}},
          {"rename", {{"type", "object"}, {"additionalProperties", labels}}},
          {"retire", {{"type", "array"}, {"items", any_scalar()}}}}},
        {"additionalProperties", false}}}};
  return schema;
}

// Prints the fields of an event as rows of a table; used as the visitor of `describe`.
class PageWriter {
 public:
  template <class T>
  void operator()(const Field& field, T& member) {
    std::string list;
    if (*field.list && *field.list != '@') list = fmt::format(", list `{}`", field.list);
    if (*field.list == '@') list = fmt::format(", {}", form(field.list).expected);
    out += fmt::format("| `{}` | {}{} | {} | {} |\n", field.name, type_name(member), list,
                       field.need == process::Need::required ? "yes" : "", field.meaning);
  }
  std::string out;

 private:
  static const char* type_name(std::string&) { return "line"; }
  static const char* type_name(process::Text&) { return "text"; }
  static const char* type_name(When&) { return "time, date or `unknown`"; }
  static const char* type_name(std::optional<int>&) { return "number"; }
  static const char* type_name(std::optional<bool>&) { return "true, false"; }
  static const char* type_name(std::optional<cmt::Date>&) { return "date"; }
  static const char* type_name(std::optional<process::KnownDate>&) { return "date or `unknown`"; }
  static const char* type_name(std::optional<Instant>&) { return "time"; }
  static const char* type_name(std::optional<Money>&) { return "money"; }
  static const char* type_name(std::optional<process::Answer>&) { return "true, false, `unknown`"; }
  template <class Enum>
  requires std::is_enum_v<Enum>
  static std::string type_name(std::optional<Enum>&) {
    std::string out;
    for (const auto& row : names_for(Enum{}))
      out += fmt::format("{}`{}`", out.empty() ? "" : ", ", row.text);
    return out;
  }
  template <class T>
  requires std::is_class_v<T>
  static std::string type_name(std::optional<T>&) { return "map: " + names_of<T>(); }
  static const char* type_name(std::vector<std::string>&) { return "list of lines"; }
  static const char* type_name(std::vector<std::pair<std::string, std::string>>&) { return "map"; }
  template <class T>
  static std::string type_name(std::vector<T>&) { return "list of maps: " + names_of<T>(); }

  struct NameWriter {
    template <class T>
    void operator()(const Field& field, T&) {
      out += fmt::format("{}`{}`", out.empty() ? "" : ", ", field.name);
    }
    std::string out;
  };
  template <class T>
  static std::string names_of() {
    NameWriter names;
    T part{};
    describe(names, part);
    return names.out;
  }
};

template <std::size_t I = 0>
void add_event_pages(std::string& out) {
  if constexpr (I < std::variant_size_v<process::AnyBody>) {
    std::string rows, clause;
    for (const auto& row : process::transitions())
      if (row.event == I) {
        clause = row.clause;
        rows += fmt::format("{}{} `cmt {}`", rows.empty() ? "" : "; ", row.number, row.command);
      }
    out += fmt::format("\n### `{}`\n\nClause {}; written by {}.\n\n", process::event_names[I], clause,
                       rows);
    PageWriter page;
    std::variant_alternative_t<I, process::AnyBody> body;
    describe(page, body);
    out += "| field | type | required | meaning |\n| --- | --- | --- | --- |\n" + page.out;
    add_event_pages<I + 1>(out);
  }
}

}  // namespace

std::string schema(std::string_view name, const Lists& lists) {
  if (name == "complaint") return complaint_schema(lists).dump(2) + "\n";
  if (name == "party")
    return described_schema<Party>("party", "A complainant or representative", lists).dump(2) + "\n";
  if (name == "return")
    return described_schema<SentReturn>("return", "A return that was sent to an authority", lists).dump(2) + "\n";
  if (name == "dispute")
    return described_schema<Dispute>("dispute", "A dispute that went outside", lists).dump(2) + "\n";
  return settings_schema(lists).dump(2) + "\n";
}

std::string events_page() {
  std::string out;
  add_event_pages(out);
  return out;
}

}  // namespace cmt::records
