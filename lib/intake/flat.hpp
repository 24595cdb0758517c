// A flat row: a complaint of another system as one value for each of a few fields, and the events that
// these prove. Lines of JSON without `history` and rows of CSV come on record here, by the same rules
// (docs/import.md).
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/lists.hpp"
#include "intake/admission.hpp"
#include "intake/intake.hpp"
#include "intake/json_line.hpp"

namespace cmt::intake {

enum class FlatForm {
  line,        // text of one line
  text,        // text
  time,        // a date, or a moment with an offset
  truth,       // true or false
  scale,       // 1 to 4
  code,        // of a value list
  name,        // of a closed set
  language,    // a language tag
  references,  // list of texts of one line
};

struct FlatField {
  std::string_view name;
  FlatForm form;
  std::string_view list;     // the value list that has its codes, or the labels of its names
  std::string_view meaning;  // for people who write a mapping
};

// All of them, in the order of the documentation.
const std::vector<FlatField>& flat_fields();
// Null when there is none of that name.
const FlatField* flat_field(std::string_view name);
// What a code or name of the field may be; empty for other forms.
std::vector<std::string> codes_of(const FlatField& field, const Lists& lists);

struct FlatFault {
  Message fault;  // goes on after the name of the field: "says 'x', which is not a time"
  Message hint;
};
// What is wrong with a text that is to become the field's value; nothing when it is right or empty.
std::optional<FlatFault> fault_of_value(const FlatField& field, std::string_view text, const Lists& lists);

// Where the value of a field came from.
struct FlatPlace {
  SourcePos at;
  std::string name;  // as messages have it
};

struct FlatRow {
  const Json& fields;        // null and an empty text count as absent
  SourcePos at;              // of the row
  std::string_view format;   // of the file, as events and the source name it
  std::uint64_t print;       // fingerprint of the whole row
  // What the row is known by when it has no reference.
  std::function<Json()> content;
  // Further fields of the source, kept word for word. No name of them is one of `fields`.
  std::vector<std::pair<std::string, std::string>> kept;
  std::function<FlatPlace(std::string_view field)> place_of;
  std::string_view if_missing;  // what to do when a row does not say when and how it came
};

// Admits the row, or says everything that is wrong with it.
void read_flat(const FlatRow& row, Admission& admission, const Context& context);

}  // namespace cmt::intake
