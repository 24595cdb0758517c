#include "records/party.hpp"

#include <algorithm>

#include "core/fold.hpp"
#include "records/field_reader.hpp"
#include "records/field_writer.hpp"
#include "records/schema_number.hpp"

namespace cmt::records {
namespace {

Value value_of(Node node) {
  if (node.is_scalar()) {
    std::string text{node.text()};
    return node.is_plain() ? Value::verbatim(std::move(text)) : Value::text(std::move(text));
  }
  Value value = node.is_map() ? Value::map() : Value::list();
  for (const auto& [key, inner] : node.entries())
    value.add(std::string{key.text()}, value_of(inner));
  for (const Node item : node.items()) value.push(value_of(item));
  return value;
}

}  // namespace

std::string path_of_party(const std::string& id) { return "parties/" + id + ".yaml"; }

Result<Party> read_party(std::string path, std::string bytes) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  static const Lists none;
  Reading reading{*document, none, {}, {}};
  check_schema_number(reading, Need::optional);
  Party party;
  FieldReader reader{reading, document->root(), "the party", false};
  describe(reader, party);
  reader.finish({"schema"}, [&](FieldReader& names) { describe(names, party); });
  if (!party.id.empty() && document->path() != path_of_party(party.id))
    reading.problem(*document->root().find("id"),
                    tr("the id is {}, the file is {}", party.id, shown(document->path())));
  if (!reading.problems.empty())
    return Failure{FailureKind::unreadable, std::move(reading.problems)};
  for (const auto& [name, at, nearest] : reading.unknown_keys)
    party.unknown.emplace_back(name, value_of(*document->root().find(name)));
  return party;
}

yaml::Value to_value(const Party& written) {
  Party party = written;  // `describe` takes what it visits by reference
  Value map = Value::map();
  map.add("schema", Value::verbatim(std::to_string(process::schema_version)));
  FieldWriter writer{map};
  describe(writer, party);
  for (auto& [key, value] : party.unknown) map.add(key, std::move(value));
  return map;
}

std::string write(const Party& party) {
  return "# yaml-language-server: $schema=../schemas/party.schema.json\n" +
         yaml::write(to_value(party));
}

std::string email_key(std::string_view email) {
  std::string out;
  for (const char c : fold(email))
    if (c != ' ') out += c;
  return out;
}

std::string phone_key(std::string_view phone) {
  std::string digits;
  for (const char c : ascii_digits(phone))
    if (c >= '0' && c <= '9') digits += c;
  // An international number is the same with 00 as with +.
  if (digits.substr(0, 2) == "00") digits.erase(0, 2);
  return digits;
}

bool is_reached_by(const Party& party, std::string_view email, std::string_view phone) {
  const auto has = [](const std::vector<std::string>& values, std::string_view wanted, std::string (*key)(std::string_view)) {
    return !wanted.empty() && std::any_of(values.begin(), values.end(), [&](const auto& value) { return key(value) == wanted; });
  };
  return has(party.emails, email, email_key) || has(party.phones, phone, phone_key);
}

}  // namespace cmt::records
