// What a query may ask for and what a record answers: the caller names its fields, the query looks
// at records only through these.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cmt::query {

enum class Type {
  code,      // a word of a closed or open list, compared without regard to ASCII case
  text,      // free text, searched for a part of it
  date,      // a day
  number,    // a quantity without a unit
  duration,  // a number of days
  flag,      // yes or no
  id,        // an identifier, compared like a code
};

// A value that a field may take. A query may name it by code or by label and keeps the code.
struct Choice {
  std::string code;
  std::string label;
};

struct Field {
  std::string name;
  Type type = Type::code;
  std::string meaning;               // for the reader of the help
  std::vector<Choice> choices = {};  // for codes, ids and numbers; empty: any value is accepted
  std::vector<std::string> aliases = {};
};

// The answer of a record for one field. std::monostate, an empty text and an empty list mean that
// the record has no value. A field of Type::text answers with folded text; a number or duration
// with std::int64_t or double; a field with several values, or with a value and its groups
// (`investigating` and `open`), with a list. An answer of another type than the field's never
// matches.
using Value = std::variant<std::monostate, std::string_view, std::vector<std::string_view>,
                           std::int64_t, double, std::chrono::sys_days, bool>;

// A record as a query sees it. Both functions are called only while matching; `text` gives all
// text of the record, folded, and may be empty when needs_text() is false.
struct RecordView {
  std::function<Value(std::size_t field)> value;
  std::function<std::string_view()> text;
};

// Makes texts that differ only in case, marks or letter variants equal: cmt::fold.
using Fold = std::function<std::string(std::string_view)>;

}  // namespace cmt::query
