// The JSON Schema of a map by its description, the counterpart of field_reader.hpp.
#pragma once
#include <fmt/core.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/lists.hpp"
#include "process/events.hpp"
#include "records/forms.hpp"
#include "records/names_of_types.hpp"

namespace cmt::records {

using Json = nlohmann::ordered_json;
using process::Field;

inline constexpr const char* date_pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
inline constexpr const char* instant_pattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]"
    "{2})$";
inline constexpr const char* when_pattern =
    "^(unknown|[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]"
    "{2}:[0-9]{2}))?)$";

// An editor's YAML reader may take a text for a number, a date or a truth value; the program does
// not (docs/record.md), and so the schema accepts what such a reader makes of it.
inline Json any_scalar() {
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

inline Json schema_head(std::string_view name, std::string_view title) {
  return {{"$schema", "http://json-schema.org/draft-07/schema#"},
          {"$id", fmt::format("urn:cmt:schema:1:{}", name)},
          {"title", title}};
}

}  // namespace cmt::records
