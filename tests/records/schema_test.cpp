// The JSON Schemas: that they say of each event what the process says.
#include "records/schema.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "process/events.hpp"
#include "process/vocabulary.hpp"
#include "records/party.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using nlohmann::json;

json schema_of(std::string_view name, const Lists& lists = records::built_in_lists()) {
  return json::parse(records::schema(name, lists));
}

// What the schema of a record says of one event.
json event_schema(std::string_view event, const Lists& lists = records::built_in_lists()) {
  const json choices =
      schema_of("complaint", lists).at("properties").at("history").at("items").at("allOf");
  for (const json& choice : choices)
    if (choice.at("if").at("properties").at("event").at("const") == event) return choice.at("then");
  FAIL("no schema for the event " << event);
  return {};
}

// The names of the fields that a description has, all of them and the required ones.
struct FieldNames {
  template <class T>
  void operator()(const process::Field& field, T&) {
    all.insert(field.name);
    if (field.need == process::Need::required) required.insert(field.name);
  }
  std::set<std::string> all, required;
};

template <class T>
FieldNames names_of() {
  FieldNames names;
  T part{};
  describe(names, part);
  return names;
}

// The fields of the event with this number, with those that every event has.
template <std::size_t I>
FieldNames names_of_event() {
  FieldNames names = names_of<std::variant_alternative_t<I, process::AnyBody>>();
  process::Event event;
  describe_header(names, event);
  names.all.insert("note");
  return names;
}

std::set<std::string> keys_of(const json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

template <std::size_t... I>
void check_events(std::index_sequence<I...>) {
  const auto check = [](std::string_view event, const FieldNames& names) {
    CAPTURE(event);
    const json schema = event_schema(event);
    CHECK(keys_of(schema.at("properties")) == names.all);
    // What an imported event lacks, its source did not say.
    REQUIRE(schema.at("anyOf").size() == 2);
    CHECK(schema.at("anyOf").at(0).at("required") == json::array({"imported"}));
    CHECK(schema.at("anyOf").at(1).at("required").get<std::set<std::string>>() == names.required);
    CHECK(schema.at("required").get<std::set<std::string>>() == std::set<std::string>{"at", "by"});
  };
  (check(process::event_names[I], names_of_event<I>()), ...);
}

template <class Enum, std::size_t N>
std::set<json> texts_of(const Names<Enum, N>& names) {
  std::set<json> out;
  for (const auto& row : names) out.insert(std::string{row.text});
  return out;
}

std::set<json> codes_of(const char* list) {
  std::set<json> out;
  for (const auto& value : records::built_in_lists()[list].values()) out.insert(value.code);
  return out;
}

std::set<json> enumeration(const json& property) {
  return property.at("enum").get<std::set<json>>();
}

}  // namespace

TEST_CASE("the schema of a record names each field of each event, and the required ones") {
  check_events(std::make_index_sequence<std::variant_size_v<process::AnyBody>>{});
}

TEST_CASE("the schema of a record names each event once") {
  const json events = schema_of("complaint")
                          .at("properties")
                          .at("history")
                          .at("items")
                          .at("properties")
                          .at("event")
                          .at("enum");
  const std::vector<std::string> all(std::begin(process::event_names),
                                     std::end(process::event_names));
  CHECK(events.get<std::vector<std::string>>() == all);
}

TEST_CASE("the schema of a record asks for its schema, id and history") {
  const json schema = schema_of("complaint");
  CHECK(schema.at("required") == json::array({"schema", "id", "history"}));
  CHECK(schema.at("properties").at("schema").at("const") == 1);
  CHECK(schema.at("properties").at("history").at("minItems") == 1);
  CHECK(schema.at("properties").at("id").at("pattern") == "^[0-9]{4}-[0-9A-HJKMNP-TV-Z]{7}$");
}

TEST_CASE("the schema of a field in words has its meaning as a description") {
  const json property = event_schema("received").at("properties").at("product");
  CHECK(property.at("description") == "product or service concerned");
}

TEST_CASE("the enumerations of a schema are the tables of names") {
  using namespace process;
  const json received = event_schema("received").at("properties");
  CHECK(enumeration(received.at("kind")) == texts_of(kind_names));
  CHECK(enumeration(received.at("process")) == texts_of(process_names));
  const json assessed = event_schema("assessed").at("properties");
  CHECK(enumeration(assessed.at("complexity")) == texts_of(complexity_names));
  CHECK(enumeration(assessed.at("priority")) == texts_of(priority_names));
  CHECK(enumeration(event_schema("investigation-started").at("properties").at("depth")) ==
        texts_of(depth_names));
  CHECK(enumeration(event_schema("response-proposed").at("properties").at("outcome")) ==
        texts_of(outcome_names));
  CHECK(enumeration(event_schema("closed").at("properties").at("reason")) ==
        texts_of(closure_reason_names));
  CHECK(enumeration(event_schema("linked").at("properties").at("type")) ==
        texts_of(link_type_names));
  CHECK(enumeration(event_schema("staff-informed").at("properties").at("step")) ==
        texts_of(staff_step_names));
}

TEST_CASE("an answer is a truth value or unknown") {
  CHECK(enumeration(event_schema("received").at("properties").at("recurring")) ==
        std::set<json>{true, false, "unknown"});
}

TEST_CASE("the codes of a schema are those of the value lists") {
  const json received = event_schema("received").at("properties");
  CHECK(enumeration(received.at("medium")) == codes_of("media"));
  CHECK(enumeration(received.at("category")) == codes_of("problems"));
  CHECK(enumeration(received.at("other_categories").at("items")) == codes_of("problems"));
  CHECK(enumeration(received.at("remedy_sought").at("properties").at("codes").at("items")) ==
        codes_of("remedies"));
  CHECK(enumeration(event_schema("withdrawn").at("properties").at("reason")) ==
        codes_of("withdrawal_reasons"));
}

TEST_CASE("a code that a register added is one of its schema") {
  Lists lists = records::built_in_lists();
  lists.edit("media").add({"kiosk", {}, {}, {}, false});
  const auto media = enumeration(event_schema("received", lists).at("properties").at("medium"));
  CHECK(media.count("kiosk") == 1);
  CHECK(media.size() == codes_of("media").size() + 1);
}

TEST_CASE("a code that a register retired stays in its schema, for the records that have it") {
  Lists lists = records::built_in_lists();
  lists.edit("media").edit("fax")->retired = true;
  CHECK(enumeration(event_schema("received", lists).at("properties").at("medium")).count("fax") ==
        1);
}

TEST_CASE("the parts of an event have the required fields of their descriptions") {
  const json received = event_schema("received").at("properties");
  CHECK(received.at("remedy_sought").at("required") == json::array({"requested"}));
  CHECK(received.at("source").at("required") == json::array({"format", "imported_at"}));
  CHECK(received.at("consent").contains("required") == false);
}

TEST_CASE("the schema of a party names each of its fields") {
  const json schema = schema_of("party");
  FieldNames names = names_of<records::Party>();
  CHECK(schema.at("required").get<std::set<std::string>>() == names.required);
  names.all.insert("schema");
  CHECK(keys_of(schema.at("properties")) == names.all);
}

TEST_CASE("the schema of the settings names each of their fields and the lists") {
  const json schema = schema_of("settings");
  FieldNames names = names_of<records::SettingsFile>();
  CHECK(schema.at("required").get<std::set<std::string>>() == names.required);
  names.all.insert({"schema", "lists"});
  CHECK(keys_of(schema.at("properties")) == names.all);
}

TEST_CASE("the schema of the settings takes changes to the lists that there are") {
  const json lists = schema_of("settings").at("properties").at("lists");
  CHECK(lists.at("propertyNames").at("enum").get<std::vector<std::string>>() ==
        records::built_in_lists().names());
  CHECK(keys_of(lists.at("additionalProperties").at("properties")) ==
        std::set<std::string>{"add", "rename", "retire"});
  CHECK(lists.at("additionalProperties").at("additionalProperties") == false);
}

TEST_CASE("the schema of the settings takes the staff roles that there are") {
  const json roles = schema_of("settings")
                         .at("properties")
                         .at("staff")
                         .at("items")
                         .at("properties")
                         .at("roles")
                         .at("items");
  CHECK(enumeration(roles) == codes_of("staff_roles"));
}

TEST_CASE("each schema says its version and its name") {
  for (const auto name : records::schema_names()) {
    CAPTURE(name);
    const json schema = schema_of(name);
    CHECK(schema.at("$schema") == "http://json-schema.org/draft-07/schema#");
    CHECK(schema.at("$id") == "urn:cmt:schema:1:" + std::string{name});
    CHECK(schema.at("type") == "object");
  }
}

TEST_CASE("the page of events has a heading for each event and a row for each field") {
  const std::string page = records::events_page();
  for (const auto event : process::event_names) {
    CAPTURE(event);
    CHECK(page.find("\n### `" + std::string{event} + "`\n") != std::string::npos);
  }
  CHECK(page.find("| `medium` | line, list `media` | yes | how it came |") != std::string::npos);
}
