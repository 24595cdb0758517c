// Reading the fields of a map by their description, for records, parties and settings alike.
//
// Every scalar is text until the field says what it means; what is wrong is reported at its place,
// and reading goes on.
#pragma once
#include <fmt/core.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/first_bytes.hpp"
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

// What every part of the file is read with.
struct Reading {
  const yaml::Document& document;
  const Lists& lists;
  Diagnostics problems;
  std::vector<UnknownKey> unknown_keys;
  // Of the maps that are being read, one within the other: their keys, of which those that a field
  // has taken are empty. One stack for the whole file, so that a map costs no memory of its own.
  std::vector<Node::Key> keys = {};

  void problem(Node node, Message message, Message hint = {}) {
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
        first_key_(reading.keys.size()),
        next_(first_key_) {
    map.add_keys(reading.keys);
    for (std::size_t i = first_key_; i < reading.keys.size(); ++i) {
      const Node::Key& key = reading.keys[i];
      bits_ |= bit_of(key.first, key.text.size());
    }
  }
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;
  ~FieldReader() { reading_.keys.resize(first_key_); }

  // Forgives fields that are absent where the map has this key.
  void be_lenient_with(std::string_view name) {
    const std::uint64_t first = first_bytes(name);
    if ((bits_ & bit_of(first, name.size())) == 0) return;
    const auto& keys = reading_.keys;
    lenient_ = lenient_ || std::any_of(keys.begin() + static_cast<std::ptrdiff_t>(first_key_), keys.end(),
                                       [&](const Node::Key& key) { return key.text == name; });
  }

  // Most fields of an event are absent, and one look at the set of keys tells so.
  template <class T>
  void operator()(const Field& field, T& member) {
    if ((bits_ & field.bit) == 0) {
      if (field.need == Need::required) absent(field);
    } else if (const auto node = take(field)) {
      read(field, *node, member);
    }
  }

  // Notes the keys that no field has taken. `extra` are keys read elsewhere; `again` describes the
  // map once more to this reader, which then only learns the names of the fields.
  template <class Describe>
  void finish(std::initializer_list<std::string_view> extra, Describe again) {
    bool is_unknown = false;
    for (std::size_t i = first_key_; i < reading_.keys.size(); ++i) {
      auto& key = reading_.keys[i].text;
      if (key.data() == nullptr) continue;
      if (std::find(extra.begin(), extra.end(), key) != extra.end())
        key = {};
      else
        is_unknown = true;
    }
    if (!is_unknown) return;
    names_.emplace();
    bits_ = ~std::uint64_t{0};
    again(*this);
    names_->insert(names_->end(), extra.begin(), extra.end());
    note_unknown();
  }

 private:
  static bool is(const Node::Key& key, const Field& field) {
    return key.first == field.first && key.text.size() == field.size &&
           (field.size <= 8 || std::memcmp(key.text.data() + 8, field.name + 8, field.size - 8) == 0);
  }

  // The value of the field; nothing when it is absent, which is a problem if it must be there.
  std::optional<Node> take(const Field& field) {
    if (names_) {
      names_->emplace_back(field.name);
      return std::nullopt;
    }
    auto& keys = reading_.keys;
    // Keys mostly stand in the order of their description.
    std::size_t at = next_;
    if (at >= keys.size() || !is(keys[at], field))
      for (at = first_key_; at < keys.size() && !is(keys[at], field);) ++at;
    if (at == keys.size()) {
      absent(field);
      return std::nullopt;
    }
    keys[at].text = {};
    next_ = at + 1;
    return map_.at(keys[at].index + 1);
  }

  void absent(const Field& field) {
    if (field.need == Need::required && !lenient_)
      reading_.problem(map_, tr("{} has no `{}`", what_.text(), field.name), translated(field.meaning));
  }

  void note_unknown() {
    for (std::size_t i = first_key_; i < reading_.keys.size(); ++i) {
      const auto& key = reading_.keys[i];
      if (key.text.data() == nullptr) continue;
      UnknownKey unknown{std::string{key.text}, reading_.document.position(map_.at(key.index)), {}};
      if (auto near = nearest(key.text, *names_)) unknown.nearest = *near;
      reading_.unknown_keys.push_back(std::move(unknown));
    }
  }

  bool expect_scalar(const Field& field, Node node) {
    if (node.is_scalar()) return true;
    reading_.problem(node, tr("`{}` is a {}, not a single value", field.name,
                              node.is_map() ? "map" : "list"),
                     field.meaning);
    return false;
  }

  void wrong(const Field& field, Node node, const Message& expected) {
    reading_.problem(node, tr("'{}' is not right for `{}`", shown(node.text()), field.name),
                     tr("expected {}", expected));
  }

  void read_text(const Field& field, Node node, std::string& member) {
    const std::string_view text = node.text();
    if (text.empty()) {
      reading_.problem(node, tr("`{}` is empty", field.name),
                       tr("remove the key, or give it a value"));
      return;
    }
    if (text.find('\n') != std::string_view::npos) {
      reading_.problem(node, tr("`{}` has more than one line", field.name), translated(field.meaning));
      return;
    }
    const std::string_view list{field.list};
    if (!list.empty() && list.front() == '@') {
      const Form& expected = form(list);
      if (!expected.accepts(text)) return wrong(field, node, translated(expected.expected));
    } else if (!list.empty() && !reading_.lists[list].find(text)) {
      const auto codes = reading_.lists[list].codes();
      const auto near = nearest(text, codes);
      Message hint = near ? tr("did you mean '{}'? ", *near) : Message{};
      hint += tr("cmt schema --list {} shows all; cmt.yaml can add one", list);
      reading_.problem(node, tr("'{}' is not in the list {}", shown(text), list), hint);
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
      reading_.problem(node, tr("`{}` is empty", field.name),
                       tr("remove the key, or give it a value"));
  }

  void read(const Field& field, Node node, std::optional<int>& member) {
    if (!expect_scalar(field, node)) return;
    const std::string_view text = node.text();
    int value = 0;
    for (const char c : text) {
      if (c < '0' || c > '9' || value > 99'999'999)
        return wrong(field, node, tr("a whole number without a sign"));
      value = value * 10 + (c - '0');
    }
    if (text.size() > 1 && text.front() == '0') return wrong(field, node, tr("a number without leading zeros"));
    if (text.empty()) return wrong(field, node, tr("a whole number"));
    member = value;
  }

  void read(const Field& field, Node node, std::optional<bool>& member) {
    if (!expect_scalar(field, node)) return;
    if (node.text() == "true") member = true;
    else if (node.text() == "false") member = false;
    else wrong(field, node, tr("true or false"));
  }

  void read(const Field& field, Node node, std::optional<Date>& member) {
    if (!expect_scalar(field, node)) return;
    member = parse_date(node.text());
    if (!member) wrong(field, node, tr("a date such as 2026-11-20"));
  }

  void read(const Field& field, Node node, std::optional<KnownDate>& member) {
    if (!expect_scalar(field, node)) return;
    const auto date = parse_date(node.text());
    if (date || node.text() == "unknown") member = KnownDate{date};
    else wrong(field, node, tr("a date such as 2026-11-20, or unknown"));
  }

  void read(const Field& field, Node node, std::optional<Instant>& member) {
    if (!expect_scalar(field, node)) return;
    member = parse_instant(node.text());
    if (!member) wrong(field, node, tr("a time with an offset such as 2026-11-20T09:12:00+03:30"));
  }

  void read(const Field& field, Node node, When& member) {
    if (!expect_scalar(field, node)) return;
    if (const auto when = parse_when(node.text())) member = *when;
    else wrong(field, node, tr("a time with an offset such as 2026-11-20T09:12:00+03:30, or a date"));
  }

  void read(const Field& field, Node node, std::optional<Money>& member) {
    if (!node.is_map() || !node.find("amount") || !node.find("currency")) {
      reading_.problem(node, tr("`{}` is not an amount of money", field.name),
                       tr("write it as {{amount: \"120.00\", currency: EUR}}"));
      return;
    }
    member = Money::parse(node.find("amount")->text(), node.find("currency")->text());
    if (!member)
      reading_.problem(node, tr("`{}` is not an amount of money", field.name),
                       tr("the amount is a decimal such as \"120.00\", the currency three letters of "
                       "ISO 4217"));
  }

  template <class Enum>
  requires std::is_enum_v<Enum>
  void read(const Field& field, Node node, std::optional<Enum>& member) {
    if (!expect_scalar(field, node)) return;
    const auto& names = names_for(Enum{});
    member = parse_name(names, node.text());
    if (!member) wrong(field, node, tr("one of: {}", all_names(names)));
  }

  template <class T>
  requires std::is_class_v<T>
  void read(const Field& field, Node node, std::optional<T>& member) {
    if (!node.is_map()) {
      reading_.problem(node, tr("`{}` is not a map", field.name), translated(field.meaning));
      return;
    }
    member = T{};
    read_map(field, node, *member);
  }

  template <class T>
  void read_map(const Field& field, Node node, T& member) {
    FieldReader inner{reading_, node, {"", field.name}, lenient_};
    describe(inner, member);
    inner.finish({}, [&](FieldReader& names) { describe(names, member); });
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
        reading_.problem(item, tr("an item of `{}` is not a map", field.name), translated(field.meaning));
        continue;
      }
      read_map(field, item, member.emplace_back());
    }
  }

  void read(const Field& field, Node node,
            std::vector<std::pair<std::string, std::string>>& member) {
    if (!node.is_map()) {
      reading_.problem(node, tr("`{}` is not a map", field.name), translated(field.meaning));
      return;
    }
    for (const auto& [key, value] : node.entries())
      if (expect_scalar(field, value)) member.emplace_back(key.text(), value.text());
  }

  bool expect_list(const Field& field, Node node) {
    if (node.is_list()) return true;
    reading_.problem(node, tr("`{}` is not a list", field.name), translated(field.meaning));
    return false;
  }

  Reading& reading_;
  Node map_;
  MapName what_;
  bool lenient_;
  std::size_t first_key_;   // of this map, in the stack of the reading
  std::size_t next_;        // the key after the one taken last
  std::uint64_t bits_ = 0;  // of the keys
  std::optional<std::vector<std::string>> names_;  // while only they are learned
};

}  // namespace cmt::records
