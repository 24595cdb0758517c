#include "records/schema.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "process/complaint.hpp"
#include "process/transitions.hpp"
#include "records/forms.hpp"
#include "records/page_writer.hpp"
#include "records/schema_writer.hpp"
#include "records/dossier_kind.hpp"
#include "records/party.hpp"
#include "records/sent_return.hpp"
#include "records/settings.hpp"

namespace cmt::records {
namespace {

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
  Json schema = schema_head("complaint", "A complaint and its history");
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
  Json schema = schema_head(name, title);
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

std::vector<std::string_view> schema_names() {
  std::vector<std::string_view> out{"complaint", "party", "return", "settings"};
  for (const auto* kind : dossier_kinds()) out.push_back(kind->name);
  return out;
}

std::string schema(std::string_view name, const Lists& lists) {
  if (name == "complaint") return complaint_schema(lists).dump(2) + "\n";
  if (name == "party")
    return described_schema<Party>("party", "A complainant or representative", lists).dump(2) + "\n";
  if (name == "return")
    return described_schema<SentReturn>("return", "A return that was sent to an authority", lists).dump(2) + "\n";
  for (const auto* kind : dossier_kinds())
    if (name == kind->name) return kind->schema(lists);
  return settings_schema(lists).dump(2) + "\n";
}

std::string events_page() {
  std::string out;
  add_event_pages(out);
  return out;
}

}  // namespace cmt::records
