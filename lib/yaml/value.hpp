// A small tree to be written, and how it is written: block style, two blanks a level, texts
// readable and without quotes wherever every reader takes them for the same text.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::yaml {

// What to write. Texts are UTF-8 without NUL; what is not is written as U+FFFD. Keys are at most
// 1,000 bytes long, which other readers ask for.
class Value {
 public:
  enum class Kind { verbatim, text, list, map };

  // A number, time or truth value whose text is known to be right; written as it is where YAML
  // can hold it so.
  static Value verbatim(std::string text);
  // Any text, quoted as it needs.
  static Value text(std::string text);
  static Value list(std::vector<Value> items = {});
  static Value map();

  // Adds an entry to a map. Precondition: a map without this key.
  Value& add(std::string key, Value value) &;
  Value&& add(std::string key, Value value) &&;
  // Adds an item to a list. Precondition: a list.
  Value& push(Value item) &;
  Value&& push(Value item) &&;
  // Asks for one line: `{amount: "120.00", currency: EUR}`.
  Value& flow(bool wanted) &;
  Value&& flow(bool wanted) &&;

  Kind kind() const { return kind_; }
  bool is_scalar() const { return kind_ == Kind::verbatim || kind_ == Kind::text; }
  bool is_flow() const { return is_flow_; }
  const std::string& text() const { return text_; }           // of a scalar
  const std::vector<Value>& items() const { return items_; }  // of a list, or the values of a map
  const std::vector<std::string>& keys() const { return keys_; }  // of a map, beside items()
  bool operator==(const Value&) const = default;

 private:
  explicit Value(Kind kind) : kind_(kind) {}

  Kind kind_;
  bool is_flow_ = false;
  std::string text_;
  std::vector<std::string> keys_;
  std::vector<Value> items_;
};

// A whole file that ends in one line break. Precondition: a map.
std::string write(const Value& map);

// A text on one line, plain or in double quotes: as a block value or key, and inside brackets.
std::string scalar(std::string_view text);
std::string scalar(const Value& value);  // Precondition: verbatim or text
std::string flow_scalar(std::string_view text);

// A value on one line, as it stands inside brackets.
std::string flow_text(const Value& value);

// The lines of one entry of a map, or of one item of a list, indented by `indentation` blanks and
// ending in a line break (LF). `gap` is the number of blanks after the dash, at least 1.
std::string entry_text(std::string_view key, const Value& value, std::size_t indentation);
std::string item_text(const Value& value, std::size_t indentation, std::size_t gap);

// True when `text` can be written as a block text (`|`) and read back the same.
bool is_literal_safe(std::string_view text);
// The header (`|` or `|-`) and the lines of such a text, without its last line break.
std::string literal(std::string_view text, std::size_t indentation);

// True of a text that YAML 1.1 or 1.2 takes for something else when it stands without quotes: a
// number, time, truth value, null, merge key or document mark.
bool is_typed(std::string_view text);

}  // namespace cmt::yaml
