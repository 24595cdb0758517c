// Reading the fields of a map by their description, for records, parties and settings alike.
//
// Every scalar is text until the field says what it means; what is wrong is reported at its place,
// and reading goes on.
#pragma once
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/lists.hpp"
#include "core/text.hpp"
#include "process/events.hpp"
#include "records/forms.hpp"
#include "records/names_of_types.hpp"
#include "records/record.hpp"
#include "yaml/document.hpp"

namespace cmt::records {

using process::Field;
using process::KnownDate;
using process::Need;
using yaml::Node;

// A text of the file as a message shows it.
inline std::string shown(std::string_view text) {
  return truncate(printable_line(text), 40);
}

template <class Enum, std::size_t N>
std::string all_names(const Names<Enum, N>& names) {
  std::string out;
  for (const auto& row : names) {
    if (!out.empty()) out += ", ";
    out += row.text;
  }
  return out;
}

// An entry of a map that is being read, and whether a field has taken it.
struct OpenEntry {
  std::string_view key;
  Node key_node;
  Node value;
  bool is_taken = false;
};

// What every part of the file is read with.
struct Reading {
  const yaml::Document& document;
  const Lists& lists;
  Diagnostics problems;
  std::vector<UnknownKey> unknown_keys;
  // Of the maps that are being read, one within the other: their entries, and the names of the
  // fields asked for. Two stacks for the whole file, so that a map costs no memory of its own.
  std::vector<OpenEntry> entries = {};
  std::vector<const char*> names = {};

  void problem(Node node, std::string message, std::string hint = {}) {
    problems.push_back(document.error_at(node, std::move(message), std::move(hint)));
  }
};

// What a map is, for messages: "the record", "event `received`". The parts outlive the reading.
struct MapName {
  MapName(const char* kind_of_map) : kind(kind_of_map) {}
  MapName(std::string_view kind_of_map, std::string_view own_name)
      : kind(kind_of_map), name(own_name) {}

  std::string text() const {
    if (name.empty()) return std::string{kind};
    return fmt::format("{}{}`{}`", kind, kind.empty() ? "" : " ", name);
  }

  std::string_view kind, name;
};

// Reads the fields of one map; used as the visitor of `describe`. A reader made later for the same
// Reading goes first.
class FieldReader {
 public:
  FieldReader(Reading& reading, Node map, MapName what, bool lenient)
      : reading_(reading),
        map_(map),
        what_(what),
        lenient_(lenient),
        first_entry_(reading.entries.size()),
        first_name_(reading.names.size()),
        next_(first_entry_) {
    for (const auto& [key, value] : map.entries()) {
      const std::string_view name = key.text();
      reading.entries.push_back({name, key, value});
      beginnings_ |= beginning(name.empty() ? '\0' : name[0], name.size() < 2 ? '\0' : name[1]);
    }
  }
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;
  ~FieldReader() {
    const auto begin = reading_.entries.begin();
    reading_.entries.erase(begin + static_cast<std::ptrdiff_t>(first_entry_),
                           reading_.entries.end());
    reading_.names.resize(first_name_);
  }

  template <class T>
  void operator()(const Field& field, T& member) {
    if (const auto node = take(field))
      read(field, *node, member);
  }

  // Notes the keys that no field has. `extra` are keys read elsewhere.
  void finish(std::initializer_list<std::string_view> extra = {}) {
    for (std::size_t i = first_entry_; i < reading_.entries.size(); ++i) {
      const OpenEntry entry = reading_.entries[i];
      if (entry.is_taken || std::find(extra.begin(), extra.end(), entry.key) != extra.end()) continue;
      UnknownKey unknown{std::string{entry.key}, reading_.document.position(entry.key_node), {}};
      std::vector<std::string> names(
          reading_.names.begin() + static_cast<std::ptrdiff_t>(first_name_), reading_.names.end());
      names.insert(names.end(), extra.begin(), extra.end());
      if (auto near = nearest(entry.key, names)) unknown.nearest = *near;
      reading_.unknown_keys.push_back(std::move(unknown));
    }
  }

 private:
  // A set of beginnings of keys in one word: most fields of an event are absent, and this tells so
  // without a look at the keys.
  static std::uint64_t beginning(char first, char second) {
    const auto hash = static_cast<unsigned char>(first) * 31U + static_cast<unsigned char>(second);
    return std::uint64_t{1} << (hash % 64U);
  }

  // Most keys that are compared differ at the first byte, which makes a call for it dear.
  static bool is(std::string_view key, const char* name) {
    for (const char c : key)
      if (c == '\0' || c != *name++) return false;
    return *name == '\0';
  }

  // The value of the field; nothing when it is absent, which is a problem if it must be there.
  std::optional<Node> take(const Field& field) {
    reading_.names.push_back(field.name);
    if ((beginnings_ & beginning(field.name[0], field.name[1])) != 0) {
      auto& entries = reading_.entries;
      // Keys mostly stand in the order of their description.
      std::size_t at = next_;
      if (at >= entries.size() || !is(entries[at].key, field.name))
        for (at = first_entry_; at < entries.size() && !is(entries[at].key, field.name);) ++at;
      if (at < entries.size()) {
        entries[at].is_taken = true;
        next_ = at + 1;
        return entries[at].value;
      }
    }
    if (field.need == Need::required && !lenient_)
      reading_.problem(map_, fmt::format("{} has no `{}`", what_.text(), field.name), field.meaning);
    return std::nullopt;
  }

  bool expect_scalar(const Field& field, Node node) {
    if (node.is_scalar()) return true;
    reading_.problem(node, fmt::format("`{}` is a {}, not a single value", field.name,
                                       node.is_map() ? "map" : "list"),
                     field.meaning);
    return false;
  }

  void wrong(const Field& field, Node node, std::string_view expected) {
    reading_.problem(node, fmt::format("'{}' is not right for `{}`", shown(node.text()), field.name),
                     fmt::format("expected {}", expected));
  }

  void read_text(const Field& field, Node node, std::string& member) {
    const std::string_view text = node.text();
    if (text.empty()) {
      reading_.problem(node, fmt::format("`{}` is empty", field.name),
                       "remove the key, or give it a value");
      return;
    }
    if (text.find('\n') != std::string_view::npos) {
      reading_.problem(node, fmt::format("`{}` has more than one line", field.name), field.meaning);
      return;
    }
    const std::string_view list{field.list};
    if (!list.empty() && list.front() == '@') {
      const Form& expected = form(list);
      if (!expected.accepts(text)) return wrong(field, node, expected.expected);
    } else if (!list.empty() && !reading_.lists[list].find(text)) {
      const auto codes = reading_.lists[list].codes();
      const auto near = nearest(text, codes);
      std::string hint = near ? fmt::format("did you mean '{}'? ", *near) : std::string{};
      hint += fmt::format("cmt schema --list {} shows all; cmt.yaml can add one", list);
      reading_.problem(node, fmt::format("'{}' is not in the list {}", shown(text), list), hint);
      return;
    }
    member = text;
  }

  void read(const Field& field, Node node, std::string& member) {
    if (expect_scalar(field, node)) read_text(field, node, member);
  }

  void read(const Field& field, Node node, process::Text& member) {
    if (!expect_scalar(field, node)) return;
    member.value = node.text();
    if (member.empty())
      reading_.problem(node, fmt::format("`{}` is empty", field.name),
                       "remove the key, or give it a value");
  }

  void read(const Field& field, Node node, std::optional<int>& member) {
    if (!expect_scalar(field, node)) return;
    const std::string_view text = node.text();
    int value = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || value > 99'999'999)
        return wrong(field, node, "a whole number without a sign");
      value = value * 10 + (c - '0');
    }
    if (text.size() > 1 && text.front() == '0') return wrong(field, node, "a number without leading zeros");
    if (text.empty()) return wrong(field, node, "a whole number");
    member = value;
  }

  void read(const Field& field, Node node, std::optional<bool>& member) {
    if (!expect_scalar(field, node)) return;
    if (node.text() == "true") member = true;
    else if (node.text() == "false") member = false;
    else wrong(field, node, "true or false");
  }

  void read(const Field& field, Node node, std::optional<Date>& member) {
    if (!expect_scalar(field, node)) return;
    member = parse_date(node.text());
    if (!member) wrong(field, node, "a date such as 2026-11-20");
  }

  void read(const Field& field, Node node, std::optional<KnownDate>& member) {
    if (!expect_scalar(field, node)) return;
    const auto date = parse_date(node.text());
    if (date || node.text() == "unknown") member = KnownDate{date};
    else wrong(field, node, "a date such as 2026-11-20, or unknown");
  }

  void read(const Field& field, Node node, std::optional<Instant>& member) {
    if (!expect_scalar(field, node)) return;
    member = parse_instant(node.text());
    if (!member) wrong(field, node, "a time with an offset such as 2026-11-20T09:12:00+03:30");
  }

  void read(const Field& field, Node node, When& member) {
    if (!expect_scalar(field, node)) return;
    if (const auto when = parse_when(node.text())) member = *when;
    else wrong(field, node, "a time with an offset such as 2026-11-20T09:12:00+03:30, or a date");
  }

  void read(const Field& field, Node node, std::optional<Money>& member) {
    if (!node.is_map() || !node.find("amount") || !node.find("currency")) {
      reading_.problem(node, fmt::format("`{}` is not an amount of money", field.name),
                       "write it as {amount: \"120.00\", currency: EUR}");
      return;
    }
    member = Money::parse(node.find("amount")->text(), node.find("currency")->text());
    if (!member)
      reading_.problem(node, fmt::format("`{}` is not an amount of money", field.name),
                       "the amount is a decimal such as \"120.00\", the currency three letters of "
                       "ISO 4217");
  }

  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(const Field& field, Node node, std::optional<Enum>& member) {
    if (!expect_scalar(field, node)) return;
    const auto& names = names_for(Enum{});
    member = parse_name(names, node.text());
    if (!member) wrong(field, node, fmt::format("one of: {}", all_names(names)));
  }

  template <class T>
  requires std::is_class_v<T>
  void read(const Field& field, Node node, std::optional<T>& member) {
    if (!node.is_map()) {
      reading_.problem(node, fmt::format("`{}` is not a map", field.name), field.meaning);
      return;
    }
    member = T{};
    read_map(field, node, *member);
  }

  template <class T>
  void read_map(const Field& field, Node node, T& member) {
    FieldReader inner{reading_, node, {"", field.name}, lenient_};
    describe(inner, member);
    inner.finish();
  }

  void read(const Field& field, Node node, std::vector<std::string>& member) {
    if (!expect_list(field, node)) return;
    for (const Node item : node.items()) {
      std::string text;
      read(field, item, text);
      if (!text.empty()) member.push_back(std::move(text));
    }
  }

  template <class T>
  void read(const Field& field, Node node, std::vector<T>& member) {
    if (!expect_list(field, node)) return;
    for (const Node item : node.items()) {
      if (!item.is_map()) {
        reading_.problem(item, fmt::format("an item of `{}` is not a map", field.name), field.meaning);
        continue;
      }
      read_map(field, item, member.emplace_back());
    }
  }

  void read(const Field& field, Node node,
            std::vector<std::pair<std::string, std::string>>& member) {
    if (!node.is_map()) {
      reading_.problem(node, fmt::format("`{}` is not a map", field.name), field.meaning);
      return;
    }
    for (const auto& [key, value] : node.entries())
      if (expect_scalar(field, value)) member.emplace_back(key.text(), value.text());
  }

  bool expect_list(const Field& field, Node node) {
    if (node.is_list()) return true;
    reading_.problem(node, fmt::format("`{}` is not a list", field.name), field.meaning);
    return false;
  }

  Reading& reading_;
  Node map_;
  MapName what_;
  bool lenient_;
  std::size_t first_entry_, first_name_;  // of this map, in the stacks of the reading
  std::size_t next_;                      // the entry after the one taken last
  std::uint64_t beginnings_ = 0;
};

}  // namespace cmt::records
