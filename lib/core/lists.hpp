// The value lists of a register: media, problem categories, remedies, causes and the rest.
//
// The built-in lists are data (lib/data/value-lists.yaml); a register adds to them, renames and
// retires values in cmt.yaml. A code never changes its meaning, only its labels do.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cmt {

// For looking texts up without making a string of them.
struct HashOfText {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct ListValue {
  std::string code;
  std::map<std::string, std::string, std::less<>> labels;  // by language tag: en, fa, ru, …
  std::string maps_to;        // the built-in code a register's own value counts under, or empty
  std::string requires_field; // the field that this value makes mandatory: text, amount, delay_days
  bool retired = false;       // still read in old records, no longer accepted for new ones
};

class ValueList {
 public:
  ValueList() = default;
  explicit ValueList(std::string name) : name_(std::move(name)) {}

  const std::string& name() const { return name_; }
  const std::vector<ListValue>& values() const { return values_; }
  const ListValue* find(std::string_view code) const;
  // Adds a value, or puts it in the place of the one with the same code.
  void add(ListValue value);
  ListValue* edit(std::string_view code);
  // In the language asked for, else in English, else the code itself.
  std::string label(std::string_view code, std::string_view language) const;
  // All codes that are not retired, in the list's order.
  std::vector<std::string> codes() const;

 private:
  std::string name_;
  std::vector<ListValue> values_;
  std::unordered_map<std::string, std::size_t, HashOfText, std::equal_to<>> index_;
};

class Lists {
 public:
  // The list of that name; an empty list when there is none.
  const ValueList& operator[](std::string_view name) const;
  ValueList& edit(const std::string& name);
  bool has(std::string_view name) const { return lists_.find(name) != lists_.end(); }
  std::vector<std::string> names() const;

 private:
  std::unordered_map<std::string, ValueList, HashOfText, std::equal_to<>> lists_;
};

}  // namespace cmt
