// The fields of a map as rows of a table for people, by its description.
#pragma once
#include <fmt/core.h>

#include <string>
#include <vector>

#include "process/events.hpp"
#include "records/forms.hpp"
#include "records/names_of_types.hpp"

namespace cmt::records {

using process::Field;

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

}  // namespace cmt::records
