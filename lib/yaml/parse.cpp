// The strict reader: the usual form in one pass, or else checks of the bytes and libyaml's events,
// made into a tree.
#include <fmt/core.h>
#include <yaml.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "yaml/document.hpp"
#include "yaml/syntax_error.hpp"
#include "yaml/tree.hpp"
#include "yaml/usual_form.hpp"
#include "yaml/utf8.hpp"

namespace cmt::yaml {
namespace {

// More than this is refused whatever the limits say: offsets are 32 bits wide.
constexpr std::size_t most_bytes = std::size_t{1} << 30U;
constexpr std::size_t most_found = 1'000;  // problems of a file that are collected
constexpr std::size_t named_bytes = 60;    // of a key that is named in a message

// Turns libyaml's places, a line and a column in characters, into offsets in bytes. Its lines are
// those of Source, as check_characters lets no other line break through. Within a line the places
// come nearly in order, so that the whole costs one pass.
class Ruler {
 public:
  explicit Ruler(const Source& source) : source_(&source), at_(source.begin_of_line(0)) {}

  std::size_t offset(const yaml_mark_t& mark) {
    const std::string_view bytes = source_->bytes();
    if (mark.line != line_) {
      line_ = mark.line;
      column_ = 0;
      at_ = source_->begin_of_line(line_);
    }
    while (column_ < mark.column && at_ < bytes.size()) {
      ++at_, ++column_;
      while (at_ < bytes.size() && is_continuation(bytes[at_])) ++at_;
    }
    while (column_ > mark.column) {
      --at_, --column_;
      while (is_continuation(bytes[at_])) --at_;
    }
    return at_;
  }

 private:
  const Source* source_;
  std::size_t line_ = 0;
  std::size_t column_ = 0;
  std::size_t at_;
};

struct ParserDeleter {
  void operator()(yaml_parser_t* parser) const { yaml_parser_delete(parser); }
};

// The place for one event after the other, which frees what the last one holds.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&event_); }
  bool next(yaml_parser_t& parser) {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser, &event_) != 0;
  }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

// A map or list whose end has not come yet.
struct Open {
  std::uint32_t index = 0;
  bool is_map = false;
  bool awaits_value = false;
  std::uint32_t key = 0;  // of the value awaited
};

// One reading of one file.
struct Reading {
  Tree& tree;
  Ruler ruler;
  std::vector<Open> open;
  Diagnostics found;
  std::uint32_t last_end = 0;  // of the node finished last
  bool has_document = false;

  std::string_view bytes() const { return tree.source.bytes(); }
  std::size_t offset(const yaml_mark_t& mark) { return ruler.offset(mark); }

  void complain(std::size_t at, Message message, Message hint) {
    if (found.size() >= most_found) return;
    found.push_back(tree.source.error_at(at, std::move(message), std::move(hint)));
  }
};

std::string_view text_of(const Tree& tree, std::uint32_t index) { return Node(tree, index).text(); }

std::string quoted(std::string_view key) {
  const std::string_view part = cut(key, named_bytes);
  return fmt::format("'{}{}'", part, part.size() < key.size() ? "…" : "");
}

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
      return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE:
      return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE:
      return Style::folded;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
      break;
  }
  return Style::plain;
}

std::size_t count_leading(std::string_view text, char wanted) {
  return std::min(text.find_first_not_of(wanted), text.size());
}

// Where the own bytes of a block text end. libyaml's mark lies behind the blank lines after it,
// which belong to the text only where its header keeps them (`|+`).
std::size_t block_text_end(std::string_view bytes, Span marked, std::string_view text) {
  const std::size_t header_end = std::min(bytes.find('\n', marked.begin), marked.end);
  const std::string_view header = bytes.substr(marked.begin, header_end - marked.begin);
  const auto without_break = [&](std::size_t end) {
    if (end > marked.begin && bytes[end - 1] == '\n') --end;
    if (end > marked.begin && bytes[end - 1] == '\r') --end;
    return end;
  };
  // In `|+ # note` the sign precedes the note.
  const bool keeps = header.substr(0, 3).substr(0, header.find_first_of(" \t")).find('+') !=
                     std::string_view::npos;
  if (keeps) return without_break(marked.end);

  const std::size_t blank_lines = count_leading(text, '\n');
  if (blank_lines == text.size()) return without_break(header_end);
  std::size_t first = header_end + 1;
  for (std::size_t i = 0; i < blank_lines; ++i) first = bytes.find('\n', first) + 1;
  const std::size_t indentation =
      count_leading(bytes.substr(first), ' ') - count_leading(text.substr(blank_lines), ' ');
  std::size_t end = without_break(marked.end);
  while (end > first) {
    const std::size_t line = bytes.rfind('\n', end - 1) + 1;
    const std::size_t blanks = count_leading(bytes.substr(line, end - line), ' ');
    if (line <= first || blanks < end - line || blanks > indentation) break;
    end = without_break(line);
  }
  return end;
}

// A tab before the first value of a line is indentation, which YAML forbids and libyaml overlooks
// inside brackets.
void check_indentation(Reading& reading, std::size_t begin) {
  const std::string_view bytes = reading.bytes();
  std::size_t tab = std::string_view::npos;
  std::size_t at = begin;
  for (; at > 0 && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t'); --at) {
    if (bytes[at - 1] == '\t') tab = at - 1;
  }
  if (tab == std::string_view::npos || (at > 0 && bytes[at - 1] != '\n')) return;
  reading.complain(tab, tr("a tab is used for indentation"), tr("indent with spaces"));
}

void check_properties(Reading& reading, std::size_t begin, const yaml_char_t* anchor,
                      const yaml_char_t* tag) {
  const std::string_view bytes = reading.bytes();
  const char first = begin < bytes.size() ? bytes[begin] : '\0';
  if (anchor != nullptr) {
    reading.complain(begin, tr("anchors (beginning with '&') are not allowed"),
                     tr("write the value where it is needed, or put the text in double quotes"));
  }
  if (tag != nullptr || first == '!') {
    reading.complain(begin, tr("tags (beginning with '!') are not allowed"),
                     tr("remove the tag, or put the text in double quotes"));
  }
}

// Whether the keys of a map differ, by comparing each with each; nothing for a map that is too
// large for that.
std::optional<bool> has_distinct_keys(const Tree& tree, std::uint32_t map) {
  std::array<std::string_view, 32> keys;
  if (tree.slots[map].count > keys.size()) return std::nullopt;
  std::size_t count = 0;
  for (std::uint32_t at = map + 1; at < tree.slots[map].next;) {
    if (tree.slots[at].kind == Kind::scalar) {
      const std::string_view key = Node(tree, at).text();
      for (std::size_t i = 0; i < count; ++i) {
        if (keys[i] == key) return false;
      }
      keys[count++] = key;
    }
    at = tree.slots[tree.slots[at].next].next;
  }
  return true;
}

// The keys of a map that was read to its end.
void check_keys(Reading& reading, std::uint32_t map) {
  const Tree& tree = reading.tree;
  if (has_distinct_keys(tree, map).value_or(false)) return;
  std::vector<std::uint32_t> keys;
  keys.reserve(tree.slots[map].count);
  for (std::uint32_t at = map + 1; at < tree.slots[map].next;) {
    if (tree.slots[at].kind == Kind::scalar) keys.push_back(at);
    at = tree.slots[tree.slots[at].next].next;
  }
  std::stable_sort(keys.begin(), keys.end(), [&](std::uint32_t a, std::uint32_t b) {
    return text_of(tree, a) < text_of(tree, b);
  });
  for (std::size_t i = 1; i < keys.size(); ++i) {
    if (text_of(tree, keys[i - 1]) != text_of(tree, keys[i])) continue;
    reading.complain(tree.slots[keys[i]].begin,
                     tr("the key {} appears twice in one map, on line {} and on line {}",
                        quoted(text_of(tree, keys[i])),
                        tree.source.position(tree.slots[keys[i - 1]].begin).line,
                        tree.source.position(tree.slots[keys[i]].begin).line),
                     tr("remove or rename one of the two"));
  }
}

void check_present(Reading& reading, std::size_t begin) {
  const std::string_view bytes = reading.bytes();
  const Message hint = tr("write a value, or \"\" for an empty text");
  if (reading.open.empty()) return;
  const Open& parent = reading.open.back();
  if (!parent.is_map) {
    const bool is_after_dash = begin > 0 && bytes[begin - 1] == '-';
    reading.complain(is_after_dash ? begin - 1 : begin, tr("this list item has no value"), hint);
  } else if (parent.awaits_value) {
    const Slot& key = reading.tree.slots[parent.key];
    reading.complain(
        key.begin, tr("{} has no value", quoted(text_of(reading.tree, parent.key))), hint);
  } else {
    reading.complain(begin, tr("a value stands here without a key"), tr("write `key: value`"));
  }
}

// A node begins: its slot, or false when there are too many.
bool add(Reading& reading, Kind kind, Style style, std::size_t begin) {
  Tree& tree = reading.tree;
  if (tree.slots.size() >= tree.limits.nodes) {
    reading.complain(begin, tr("the file has more than {} values", tree.limits.nodes),
                     tr("split it into several files"));
    return false;
  }
  const auto index = static_cast<std::uint32_t>(tree.slots.size());
  if (!reading.open.empty()) {
    Open& parent = reading.open.back();
    if (parent.is_map && !parent.awaits_value) {
      parent.key = index;
      if (kind != Kind::scalar) {
        reading.complain(begin, tr("a key cannot be a list or a map"), tr("write `key: value`"));
      }
    }
  } else if (kind != Kind::map) {
    reading.complain(begin,
                     tr("the file holds {} where a map of `key: value` lines is expected",
                        kind == Kind::list ? tr("a list") : tr("a single text")),
                     tr("begin the file with a key and a colon"));
  }
  Slot slot;
  slot.kind = kind;
  slot.style = style;
  slot.begin = static_cast<std::uint32_t>(begin);
  tree.slots.push_back(slot);
  return true;
}

// A node ends: it takes its place in the map or list around it.
void finish(Reading& reading, std::uint32_t index, std::size_t end) {
  Slot& slot = reading.tree.slots[index];
  slot.end = static_cast<std::uint32_t>(end);
  slot.next = static_cast<std::uint32_t>(reading.tree.slots.size());
  reading.last_end = slot.end;
  if (reading.open.empty()) return;
  Open& parent = reading.open.back();
  if (parent.is_map) parent.awaits_value = !parent.awaits_value;
  if (!parent.is_map || !parent.awaits_value) ++reading.tree.slots[parent.index].count;
}

void store_text(Tree& tree, Slot& slot, std::string_view text) {
  const std::string_view bytes = tree.source.bytes();
  const bool has_quotes = slot.style == Style::single_quoted || slot.style == Style::double_quoted;
  const std::size_t inner = slot.begin + (has_quotes ? 1U : 0U);
  slot.text_size = static_cast<std::uint32_t>(text.size());
  slot.is_verbatim = slot.end >= inner && bytes.substr(inner, text.size()) == text;
  if (slot.is_verbatim) {
    slot.text_begin = static_cast<std::uint32_t>(inner);
  } else {
    slot.text_begin = static_cast<std::uint32_t>(tree.decoded.size());
    tree.decoded += text;
  }
}

bool read_scalar(Reading& reading, const Event& event) {
  const auto& scalar = event->data.scalar;
  const Style style = style_of(scalar.style);
  const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
  const std::size_t begin = reading.offset(event->start_mark);
  std::size_t end = reading.offset(event->end_mark);
  Tree& tree = reading.tree;
  if (!add(reading, Kind::scalar, style, begin)) return false;
  const auto index = static_cast<std::uint32_t>(tree.slots.size() - 1);

  check_properties(reading, begin, scalar.anchor, scalar.tag);
  check_indentation(reading, begin);
  if (style == Style::plain && text.empty()) check_present(reading, begin);
  if (text.size() > tree.limits.scalar_bytes) {
    reading.complain(begin,
                     tr("the text here has {} bytes; at most {} are read", text.size(),
                        tree.limits.scalar_bytes),
                     tr("keep long material in a file of its own"));
  }
  if (text.find('\0') != std::string_view::npos) {
    reading.complain(begin, tr("the text holds the escape \\0 (a NUL character)"), tr("remove it"));
  }
  if (style == Style::literal || style == Style::folded) {
    end = block_text_end(reading.bytes(), {begin, end}, text);
  }
  tree.slots[index].end = static_cast<std::uint32_t>(end);
  store_text(tree, tree.slots[index], text);
  finish(reading, index, end);
  return true;
}

bool read_start(Reading& reading, Kind kind, bool is_flow, const Event& event) {
  const auto* anchor =
      kind == Kind::map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
  const auto* tag =
      kind == Kind::map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
  const std::size_t begin = reading.offset(event->start_mark);
  if (reading.open.size() >= reading.tree.limits.levels) {
    reading.complain(begin,
                     tr("maps and lists are nested more than {} levels deep",
                        reading.tree.limits.levels),
                     tr("put the text in double quotes, or flatten it"));
    return false;
  }
  if (!add(reading, kind, is_flow ? Style::flow : Style::block, begin)) return false;
  check_properties(reading, begin, anchor, tag);
  if (is_flow) check_indentation(reading, begin);
  reading.open.push_back(
      {static_cast<std::uint32_t>(reading.tree.slots.size() - 1), kind == Kind::map, false, 0});
  return true;
}

void read_end(Reading& reading, const Event& event) {
  const Open closed = reading.open.back();
  reading.open.pop_back();
  const Slot& slot = reading.tree.slots[closed.index];
  const std::string_view bytes = reading.bytes();
  // A block ends with its last child, and so does the map of one entry in `[a: b]`.
  const bool has_bracket =
      slot.style == Style::flow && (bytes[slot.begin] == '{' || bytes[slot.begin] == '[');
  const std::size_t end = has_bracket ? reading.offset(event->end_mark) : reading.last_end;
  finish(reading, closed.index, end);
  if (closed.is_map) check_keys(reading, closed.index);
}

// Takes one event into the tree; false when reading ends with it.
bool read(Reading& reading, const Event& event) {
  switch (event->type) {
    case YAML_STREAM_END_EVENT:
      return false;
    case YAML_DOCUMENT_START_EVENT:
      if (reading.has_document) {
        reading.complain(reading.offset(event->start_mark),
                         tr("a second document begins here; a file holds one"),
                         tr("remove the line of '---' or '...', or what follows it"));
        return false;
      }
      reading.has_document = true;
      if (event->data.document_start.version_directive != nullptr ||
          event->data.document_start.tag_directives.start !=
              event->data.document_start.tag_directives.end) {
        reading.complain(reading.offset(event->start_mark),
                         tr("directives (lines beginning with '%') are not allowed"),
                         tr("remove the line, or put the text in double quotes"));
      }
      return true;
    case YAML_ALIAS_EVENT: {
      const std::size_t begin = reading.offset(event->start_mark);
      reading.complain(begin, tr("aliases (beginning with '*') are not allowed"),
                       tr("write the value itself, or put the text in double quotes"));
      if (!add(reading, Kind::scalar, Style::plain, begin)) return false;
      finish(reading, static_cast<std::uint32_t>(reading.tree.slots.size() - 1),
             reading.offset(event->end_mark));
      return true;
    }
    case YAML_SCALAR_EVENT:
      return read_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT:
      return read_start(reading, Kind::list,
                        event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE, event);
    case YAML_MAPPING_START_EVENT:
      return read_start(reading, Kind::map,
                        event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      read_end(reading, event);
      return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
      break;
  }
  return true;
}

void object(Reading& reading, const yaml_parser_t& parser) {
  const auto words = [](const char* text) { return std::string_view(text ? text : ""); };
  if (parser.error == YAML_MEMORY_ERROR) {
    reading.found.push_back(reading.tree.source.error(tr("not enough memory to read the file"), ""));
    return;
  }
  const std::size_t at = parser.error == YAML_READER_ERROR
                             ? reading.tree.source.text_begin() + parser.problem_offset
                             : reading.offset(parser.problem_mark);
  std::size_t opened = words(parser.context).empty() ? at : reading.offset(parser.context_mark);
  // At the end of the file the bracket that is still open says more.
  const bool is_at_end = reading.bytes().find_first_not_of(" \t\r\n", at) == std::string::npos;
  if (is_at_end && opened >= at && !reading.open.empty()) {
    const Slot& slot = reading.tree.slots[reading.open.back().index];
    if (slot.style == Style::flow) opened = slot.begin;
  }
  reading.found.push_back(
      explain(reading.tree.source, {words(parser.problem), words(parser.context), at, opened}));
}

void read_all(Reading& reading, std::string_view input) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) {
    reading.found.push_back(reading.tree.source.error(tr("not enough memory to read the file"), ""));
    return;
  }
  const std::unique_ptr<yaml_parser_t, ParserDeleter> guard(&parser);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(input.data()),
                               input.size());
  Event event;
  bool goes_on = true;
  while (goes_on) {
    if (!event.next(parser)) {
      object(reading, parser);
      return;
    }
    goes_on = read(reading, event);
  }
  if (!reading.has_document) {
    Diagnostic whole = reading.tree.source.error(tr("the file holds nothing but blanks and comments"), tr("restore it from git"));
    whole.at.line = whole.at.column = 1;
    reading.found.push_back(std::move(whole));
  }
}

}  // namespace

Diagnostics read_any_form(Tree& tree) {
  std::string_view input = std::string_view(tree.source.bytes()).substr(tree.source.text_begin());
  std::string completed;
  if (!input.ends_with('\n')) {
    completed.reserve(input.size() + 1);
    completed.append(input).push_back('\n');
    input = completed;
  }
  Reading reading{tree, Ruler(tree.source), {}, {}};
  read_all(reading, input);
  return std::move(reading.found);
}

Result<Document> parse(std::string path, std::string bytes, const Limits& limits) {
  const std::size_t most = std::min(limits.bytes, most_bytes);
  if (bytes.size() > most) {
    return unreadable_whole(
        std::move(path),
        tr("the file has {} bytes; at most {} are read", bytes.size(), most),
        tr("keep long material in a file of its own"));
  }
  if (bytes.empty()) {
    return unreadable_whole(std::move(path), tr("the file is empty"), tr("restore it from git"));
  }
  auto tree = std::make_unique<Tree>(Source(std::move(path), std::move(bytes)), limits);
  if (read_usual_form(*tree)) return Document(std::move(tree));
  tree->slots.clear();
  tree->decoded.clear();
  for (const auto& check : {check_characters, check_conflict_markers}) {
    Diagnostics found = check(tree->source);
    if (!found.empty()) return Failure{FailureKind::unreadable, in_order(std::move(found))};
  }
  Diagnostics found = read_any_form(*tree);
  if (!found.empty()) return Failure{FailureKind::unreadable, in_order(std::move(found))};
  return Document(std::move(tree));
}

}  // namespace cmt::yaml
