// The forms of text that fields have besides value lists: `@party`, `@language` and the rest.
#pragma once
#include <string>
#include <string_view>

namespace cmt::records {

struct Form {
  std::string_view name;      // "@language"
  std::string_view expected;  // for messages: "a language tag such as en, fa or pt-BR"
  std::string_view pattern;   // for the JSON Schema, ECMA 262 without look-around
  bool (*accepts)(std::string_view text);
};

// Precondition: one of the names that process/events.hpp uses.
const Form& form(std::string_view name);

}  // namespace cmt::records
