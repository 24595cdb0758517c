#include "yaml/splice.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "yaml/utf8.hpp"

namespace cmt::yaml {
namespace {

// Bytes to put in the place of others.
struct Patch {
  Span where;
  std::string bytes;
};

// What an edit is meant to change in the tree, and nothing else.
struct Change {
  enum class Kind { append, replace, insert, remove };
  Kind kind;
  Node target;                // the list or the map; of replacements, the first value
  std::vector<Value> values;  // appended, or inserted (one)
  std::string_view key = {};  // inserted or removed
  std::size_t entry = 0;      // how many entries precede it
  std::map<std::uint32_t, const Value*> replaced = {};  // by the number of the node
};

Failure unsafe(const Document& document, std::size_t offset, const Message& reason) {
  return {FailureKind::unreadable,
          {document.error_at(offset, tr("this cannot be edited safely: {}", reason),
                             tr("edit the file by hand, and check it with `cmt check`"))}};
}

Failure unsafe(const Document& document, Node node, const Message& reason) {
  return unsafe(document, node.span().begin, reason);
}

bool is_same(Node a, Node b) { return a.kind() == b.kind() && a.style() == b.style(); }

bool is_unchanged(Node before, Node after, const Change& change);

bool is_appended(Node before, Node after, const Change& change) {
  if (after.size() != before.size() + change.values.size()) return false;
  auto at = after.items().begin();
  for (const Node item : before.items()) {
    if (!is_unchanged(item, *at, change)) return false;
    ++at;
  }
  return std::all_of(change.values.begin(), change.values.end(), [&](const Value& value) {
    const Node item = *at;
    ++at;
    return equal(item, value);
  });
}

bool is_same_entry(Entry before, Entry after, const Change& change) {
  return is_unchanged(before.key, after.key, change) &&
         is_unchanged(before.value, after.value, change);
}

bool is_inserted(Node before, Node after, const Change& change) {
  if (after.size() != before.size() + 1) return false;
  auto old = before.entries().begin();
  std::size_t number = 0;
  for (const Entry entry : after.entries()) {
    if (number++ == change.entry) {
      if (entry.key.text() != change.key || !equal(entry.value, change.values.front())) {
        return false;
      }
      continue;
    }
    if (!is_same_entry(*old, entry, change)) return false;
    ++old;
  }
  return true;
}

bool is_removed(Node before, Node after, const Change& change) {
  if (after.size() + 1 != before.size()) return false;
  auto fresh = after.entries().begin();
  std::size_t number = 0;
  for (const Entry entry : before.entries()) {
    if (number++ == change.entry) continue;
    if (!is_same_entry(entry, *fresh, change)) return false;
    ++fresh;
  }
  return true;
}

// Whether `after` is `before` with the change made. Styles count, for bytes left alone keep them.
bool is_unchanged(Node before, Node after, const Change& change) {
  if (const auto replaced = change.replaced.find(before.index()); replaced != change.replaced.end())
    return equal(after, *replaced->second);
  if (change.kind != Change::Kind::replace && before == change.target) {
    if (!is_same(before, after)) return false;
    if (change.kind == Change::Kind::append) return is_appended(before, after, change);
    if (change.kind == Change::Kind::insert) return is_inserted(before, after, change);
    return is_removed(before, after, change);
  }
  if (!is_same(before, after) || before.size() != after.size() || before.text() != after.text()) {
    return false;
  }
  auto item = after.items().begin();
  for (const Node child : before.items()) {
    if (!is_unchanged(child, *item, change)) return false;
    ++item;
  }
  auto entry = after.entries().begin();
  for (const Entry child : before.entries()) {
    if (!is_same_entry(child, *entry, change)) return false;
    ++entry;
  }
  return true;
}

// Makes the edit, of patches in the order of the file, and reads the file again to see that it did what was meant.
Result<std::string> apply(const Document& document, const std::vector<Patch>& patches, const Change& change) {
  std::string bytes;
  std::size_t kept = 0;
  for (const Patch& patch : patches) {
    bytes.append(document.bytes(), kept, patch.where.begin - kept);
    bytes += patch.bytes;
    kept = patch.where.end;
  }
  bytes.append(document.bytes(), kept, std::string::npos);
  const Result<Document> edited = parse(document.path(), bytes, document.limits());
  if (!edited) {
    return unsafe(document, change.target,
                  tr("afterwards {}", edited.diagnostics().front().message));
  }
  if (!is_unchanged(document.root(), edited->root(), change)) {
    return unsafe(document, change.target, tr("the edit would change other parts of the file"));
  }
  return bytes;
}

// The columns before `offset` on its line, counted from 0.
std::size_t column_of(const Document& document, std::size_t offset) {
  return static_cast<std::size_t>(document.position(offset).column) - 1;
}

// The line break in use around `offset`: of the line before it, else of the first line.
std::string_view line_break(const Document& document, std::size_t offset) {
  const std::string& bytes = document.bytes();
  std::size_t feed = offset == 0 ? std::string::npos : bytes.rfind('\n', offset - 1);
  if (feed == std::string::npos) feed = bytes.find('\n');
  const bool has_return = feed != std::string::npos && feed > 0 && bytes[feed - 1] == '\r';
  return has_return ? "\r\n" : "\n";
}

std::string with_line_breaks(std::string_view text, std::string_view line_break) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (const char c : text) {
    if (c == '\n') {
      out += line_break;
    } else {
      out += c;
    }
  }
  return out;
}

bool is_blank_or_comment(std::string_view rest) {
  const std::size_t first = rest.find_first_not_of(" \t");
  return first == std::string_view::npos || rest[first] == '#';
}

// Which comment lines belong to the block above them.
enum class Comments { same_column, deeper };

// Where the lines of a block end whose last value ends at `end` and whose keys or dashes stand in
// `column`: behind the comments that belong to it, before the blank lines that follow.
std::size_t block_end(const Document& document, std::size_t end, std::size_t column,
                      Comments comments) {
  const Source& source = document.source();
  std::size_t result = source.next_line(end);
  bool is_after_blank = false;
  for (std::size_t at = result; at < document.bytes().size(); at = source.next_line(at)) {
    const std::string_view line = source.line_at(at);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
      is_after_blank = true;
      continue;
    }
    const bool is_deep_enough = comments == Comments::deeper ? first > column : first >= column;
    if (line[first] != '#' || !is_deep_enough || (first == 0 && is_after_blank)) break;
    result = source.next_line(at);
  }
  return result;
}

// Whole lines (ending in LF) to add at the line that begins at `offset`, or at the end of the file.
Patch added_lines(const Document& document, std::size_t offset, std::string_view lines) {
  const std::string_view eol = line_break(document, offset);
  std::string bytes = with_line_breaks(lines, eol);
  if (offset == document.bytes().size() && !document.bytes().ends_with('\n')) {
    bytes.insert(0, eol);
  }
  return {{offset, offset}, std::move(bytes)};
}

// A part to add before the closing bracket of a list or map, after its last part.
Patch added_in_brackets(const Document& document, Node collection, std::size_t last_end,
                        const std::string& part) {
  const std::string& bytes = document.bytes();
  const Span span = collection.span();
  if (collection.size() == 0) {
    const bool has_blank = bytes[span.begin + 1] == ' ';
    return {{span.begin + 1, span.begin + 1}, (has_blank ? " " : "") + part};
  }
  // A comma may follow, and comments before it.
  for (std::size_t at = last_end; at + 1 < span.end; ++at) {
    if (bytes[at] == '#') at = document.source().line_end(at);
    if (bytes[at] == ',') return {{at + 1, at + 1}, " " + part};
  }
  return {{last_end, last_end}, ", " + part};
}

bool has_brackets(const Document& document, Node collection) {
  const char first = document.bytes()[collection.span().begin];
  return collection.style() == Style::flow && (first == '[' || first == '{');
}

// The blanks between a dash and the value after it; 1 when they do not share a line.
std::size_t gap_before(const Document& document, std::size_t value) {
  const std::string_view line = document.bytes();
  std::size_t dash = value;
  while (dash > 0 && line[dash - 1] == ' ') --dash;
  return dash > 0 && line[dash - 1] == '-' && dash < value ? value - dash : 1;
}

// Where a node stands: what it is the value of, and whether brackets surround it.
struct Surroundings {
  bool is_key = false;
  bool is_in_brackets = false;
  Node parent;
};

Surroundings surroundings(const Document& document, Node node) {
  Surroundings around{false, false, document.root()};
  const auto holds = [&](Node child) {
    return child.index() <= node.index() && node.index() < child.next();
  };
  Node at = document.root();
  while (at != node) {
    around.parent = at;
    around.is_in_brackets = around.is_in_brackets || at.style() == Style::flow;
    std::optional<Node> inner;
    for (const Node item : at.items()) {
      if (holds(item)) inner = item;
    }
    for (const Entry entry : at.entries()) {
      if (holds(entry.key)) inner = entry.key, around.is_key = true;
      if (holds(entry.value)) inner = entry.value;
    }
    if (!inner) break;
    at = *inner;
  }
  return around;
}

// An entry of a map with its number and its neighbours.
struct Found {
  Entry entry;
  std::size_t number = 0;
  std::optional<Entry> before;
  std::optional<Entry> after;
};

std::optional<Found> find_entry(Node map, std::string_view key) {
  std::optional<Found> found;
  std::optional<Entry> before;
  std::size_t number = 0;
  for (const Entry entry : map.entries()) {
    if (found) {
      found->after = entry;
      return found;
    }
    if (entry.key.text() == key) found = Found{entry, number, before, {}};
    before = entry;
    ++number;
  }
  return found;
}

std::string entry_in_brackets(std::string_view key, const Value& value) {
  return flow_scalar(key) + ": " + flow_text(value);
}

// Inserts after the entry `anchor`, or into an empty map.
Result<std::string> insert_after(const Document& document, Node map,
                                 const std::optional<Found>& anchor, std::string_view key,
                                 const Value& value) {
  const std::size_t number = anchor ? anchor->number + 1 : 0;
  const Change change{Change::Kind::insert, map, {value}, key, number};
  if (!map.is_map()) return unsafe(document, map, tr("this is not a map"));
  if (map.find(key)) return unsafe(document, map, tr("the key '{}' is there", key));
  const std::size_t end = anchor ? anchor->entry.value.span().end : map.span().begin;
  if (map.style() == Style::flow) {
    if (!has_brackets(document, map)) return unsafe(document, map, tr("the map has no braces"));
    const std::string part = entry_in_brackets(key, value);
    if (anchor && anchor->after) return apply(document, {Patch{{end, end}, ", " + part}}, change);
    return apply(document, {added_in_brackets(document, map, end, part)}, change);
  }
  const std::size_t column = column_of(document, map.span().begin);
  // A comment in the column of the keys belongs to the key after it, where there is one.
  const Comments comments = anchor && anchor->after ? Comments::deeper : Comments::same_column;
  const std::size_t offset = block_end(document, end, column, comments);
  return apply(document, {added_lines(document, offset, entry_text(key, value, column))}, change);
}

// Bytes that may be lost with an entry: blanks, line breaks and a comma, but no comment.
bool is_expendable(const Document& document, Span span) {
  return document.bytes().substr(span.begin, span.end - span.begin).find_first_not_of(" \t\r\n,") ==
         std::string::npos;
}

// The bytes to take out with an entry, or nothing when that cannot be done.
std::optional<Span> span_of_entry(const Document& document, Node map, const Found& found) {
  const Source& source = document.source();
  const std::size_t begin = found.entry.key.span().begin;
  const std::size_t end = found.entry.value.span().end;
  if (map.style() == Style::block) {
    const std::size_t line = source.line_begin(begin);
    const std::string_view before = std::string_view(document.bytes()).substr(line, begin - line);
    if (is_blank_or_comment(before)) {
      if (!found.before && !found.after) return std::nullopt;
      return Span{line, source.next_line(end)};
    }
  } else if (found.before) {
    const std::size_t left = found.before->value.span().end;
    if (!is_expendable(document, {left, begin})) return std::nullopt;
    return Span{left, end};
  } else if (!found.after) {
    return Span{begin, end};
  }
  if (!found.after) return std::nullopt;
  const std::size_t right = found.after->key.span().begin;
  if (!is_expendable(document, {end, right})) return std::nullopt;
  return Span{begin, right};
}

}  // namespace

bool equal(Node a, Node b) {
  if (a.kind() != b.kind() || a.size() != b.size() || a.text() != b.text()) return false;
  auto item = b.items().begin();
  for (const Node child : a.items()) {
    if (!equal(child, *item)) return false;
    ++item;
  }
  auto entry = b.entries().begin();
  for (const Entry child : a.entries()) {
    if (!equal(child.key, (*entry).key) || !equal(child.value, (*entry).value)) return false;
    ++entry;
  }
  return true;
}

bool equal(Node node, const Value& value) {
  if (value.is_scalar()) return node.is_scalar() && node.text() == value.text();
  if (node.is_scalar() || node.size() != value.items().size()) return false;
  if (node.is_map() != (value.kind() == Value::Kind::map)) return false;
  std::size_t i = 0;
  for (const Node item : node.items()) {
    if (!equal(item, value.items()[i++])) return false;
  }
  for (const Entry entry : node.entries()) {
    if (entry.key.text() != value.keys()[i] || !equal(entry.value, value.items()[i])) return false;
    ++i;
  }
  return true;
}

Result<std::string> append_item(const Document& document, Node list, const Value& item) {
  return append_items(document, list, {item});
}

Result<std::string> append_items(const Document& document, Node list,
                                 const std::vector<Value>& items) {
  if (!list.is_list()) return unsafe(document, list, tr("this is not a list"));
  if (items.empty()) return document.bytes();
  const Change change{Change::Kind::append, list, items};
  std::optional<Node> last;
  for (const Node item : list.items()) last = item;
  if (list.style() == Style::flow) {
    std::string part;
    for (const Value& item : items) {
      if (!part.empty()) part += ", ";
      part += flow_text(item);
    }
    const std::size_t end = last ? last->span().end : list.span().begin;
    return apply(document, {added_in_brackets(document, list, end, part)}, change);
  }
  const std::size_t column = column_of(document, list.span().begin);
  const std::size_t gap = gap_before(document, last->span().begin);
  std::string lines;
  for (const Value& item : items) lines += item_text(item, column, gap);
  const std::size_t offset = block_end(document, list.span().end, column, Comments::same_column);
  return apply(document, {added_lines(document, offset, lines)}, change);
}

namespace {

// The bytes that put the replacement in the place of the value.
Result<Patch> replacing(const Document& document, Node value, const Value& replacement) {
  if (!value.is_scalar() && !has_brackets(document, value)) {
    return unsafe(document, value, tr("a map or list in block style cannot be replaced"));
  }
  const Surroundings around = surroundings(document, value);
  if (around.is_key || value == document.root()) {
    return unsafe(document, value, tr("this is not a value"));
  }
  const Span span = value.span();
  const std::string_view bytes = document.bytes();
  if (value.style() == Style::literal || value.style() == Style::folded) {
    const std::string_view header =
        bytes.substr(span.begin, document.source().line_end(span.begin) - span.begin);
    if (header.find('#') != std::string_view::npos) {
      return unsafe(document, value, tr("the comment after the `|` or `>` would be lost"));
    }
  }
  const std::string_view rest =
      bytes.substr(span.end, document.source().line_end(span.end) - span.end);
  std::string text;
  if (around.is_in_brackets || !replacement.is_scalar()) {
    text = flow_text(replacement);
  } else if (replacement.kind() == Value::Kind::text && is_literal_safe(replacement.text()) &&
             rest.find_first_not_of(" \t") == std::string_view::npos) {
    const std::size_t column = column_of(document, around.parent.span().begin);
    text = literal(replacement.text(), column + 2);
  } else {
    text = scalar(replacement);
  }
  return Patch{span, with_line_breaks(text, line_break(document, span.begin))};
}

}  // namespace

Result<std::string> set_value(const Document& document, Node value, const Value& replacement) {
  return set_values(document, {{value, replacement}});
}

Result<std::string> set_values(const Document& document,
                               const std::vector<std::pair<Node, Value>>& replacements) {
  if (replacements.empty()) return document.bytes();
  Change change{Change::Kind::replace, replacements.front().first, {}};
  std::vector<Patch> patches;
  for (const auto& [value, replacement] : replacements) {
    auto patch = replacing(document, value, replacement);
    if (!patch) return std::move(patch).failure();
    patches.push_back(std::move(*patch));
    change.replaced.emplace(value.index(), &replacement);
  }
  std::sort(patches.begin(), patches.end(),
            [](const Patch& a, const Patch& b) { return a.where.begin < b.where.begin; });
  return apply(document, patches, change);
}

Result<std::string> insert_entry(const Document& document, Node map, std::string_view key,
                                 const Value& value) {
  std::optional<Entry> last;
  for (const Entry entry : map.entries()) last = entry;
  std::optional<Found> anchor;
  if (last) anchor = Found{*last, map.size() - 1, {}, {}};
  return insert_after(document, map, anchor, key, value);
}

Result<std::string> insert_entry_after(const Document& document, Node map,
                                       std::string_view existing_key, std::string_view key,
                                       const Value& value) {
  const std::optional<Found> anchor = find_entry(map, existing_key);
  if (!anchor) return unsafe(document, map, tr("there is no key '{}'", existing_key));
  return insert_after(document, map, anchor, key, value);
}

Result<std::string> remove_entry(const Document& document, Node map, std::string_view key) {
  const std::optional<Found> found = find_entry(map, key);
  if (!found) return unsafe(document, map, tr("there is no key '{}'", key));
  const std::optional<Span> span = span_of_entry(document, map, *found);
  if (!span) {
    return unsafe(document, found->entry.key,
                  tr("its only entry, or an entry with a comment, cannot be taken out"));
  }
  return apply(document, {Patch{*span, {}}}, {Change::Kind::remove, map, {}, key, found->number});
}

}  // namespace cmt::yaml
