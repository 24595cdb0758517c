// Writing the fields of a record by their description: the counterpart of field_reader.hpp.
#pragma once
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "process/events.hpp"
#include "records/names_of_types.hpp"
#include "yaml/value.hpp"

namespace cmt::records {

using process::Field;
using yaml::Value;

// Puts the fields that have a value into a map; used as the visitor of `describe`.
class FieldWriter {
 public:
  explicit FieldWriter(Value& map) : map_(map) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    add(field.name, member);
  }

 private:
  void add(const char* name, const std::string& text) {
    if (!text.empty()) map_.add(name, Value::text(text));
  }
  void add(const char* name, const process::Text& text) { add(name, text.value); }
  void add(const char* name, const When& when) { map_.add(name, Value::verbatim(text(when))); }
  void add(const char* name, std::optional<int>& value) {
    if (value) map_.add(name, Value::verbatim(std::to_string(*value)));
  }
  void add(const char* name, std::optional<bool>& value) {
    if (value) map_.add(name, Value::verbatim(*value ? "true" : "false"));
  }
  void add(const char* name, std::optional<Date>& date) {
    if (date) map_.add(name, Value::verbatim(text(*date)));
  }
  void add(const char* name, std::optional<process::KnownDate>& known) {
    if (known) map_.add(name, Value::verbatim(known->date ? text(*known->date) : "unknown"));
  }
  void add(const char* name, std::optional<Instant>& instant) {
    if (instant) map_.add(name, Value::verbatim(text(*instant)));
  }
  void add(const char* name, std::optional<Money>& money) {
    if (!money) return;
    map_.add(name, Value::map()
                       .add("amount", Value::text(money->amount()))
                       .add("currency", Value::text(money->currency()))
                       .flow(true));
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void add(const char* name, std::optional<Enum>& value) {
    if (value) map_.add(name, Value::verbatim(std::string{name_of(names_for(Enum{}), *value)}));
  }
  template <class T>
  requires std::is_class_v<T>
  void add(const char* name, std::optional<T>& part) {
    if (part) map_.add(name, value_of(*part));
  }
  void add(const char* name, std::vector<std::string>& texts) {
    if (texts.empty()) return;
    Value list = Value::list();
    for (const auto& text : texts) list.push(Value::text(text));
    map_.add(name, std::move(list));
  }
  void add(const char* name, std::vector<std::pair<std::string, std::string>>& entries) {
    if (entries.empty()) return;
    Value map = Value::map();
    for (const auto& [key, text] : entries) map.add(key, Value::text(text));
    map_.add(name, std::move(map));
  }
  template <class T>
  void add(const char* name, std::vector<T>& parts) {
    if (parts.empty()) return;
    Value list = Value::list();
    for (auto& part : parts) list.push(value_of(part));
    map_.add(name, std::move(list));
  }
  template <class T>
  static Value value_of(T& part) {
    Value map = Value::map();
    FieldWriter inner{map};
    describe(inner, part);
    if constexpr (requires { T::is_one_line; }) map.flow(true);
    return map;
  }

  Value& map_;
};

}  // namespace cmt::records
