#include "merge/parts.hpp"

#include <algorithm>

namespace cmt::merge {
namespace {

using yaml::Document;
using yaml::Node;
using yaml::Span;
using yaml::Style;

std::string_view bytes_of(const Document& document, Span span) {
  return std::string_view{document.bytes()}.substr(span.begin, span.end - span.begin);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Whether a span of whole lines holds nothing but comments and blanks.
bool is_trivia(const Document& document, Span span) {
  for (std::size_t at = span.begin; at < span.end; at = document.source().next_line(at)) {
    const std::string_view line = document.line_at(at);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] != '#') return false;
  }
  return true;
}

std::size_t column_of(const Document& document, std::size_t offset) {
  return static_cast<std::size_t>(document.position(offset).column) - 1;
}

// Where the comments begin that belong to the key whose line begins at `line`: those right above it
// in its own column or before.
std::size_t lead_begin(const Document& document, std::size_t from, std::size_t line,
                       std::size_t column) {
  while (line > from) {
    const std::size_t above = document.source().line_begin(line - 1);
    const std::string_view text = document.line_at(above);
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos || text[first] != '#' || first > column) break;
    line = above;
  }
  return std::max(line, from);
}

// The entries of a map whose bytes, with all that belongs to them, are `region`.
std::optional<MapParts> cut_map(const Document& document, Node map, Span region) {
  if (!map.is_map() || map.style() != Style::block || map.size() == 0) return std::nullopt;
  const yaml::Source& source = document.source();
  const std::size_t column = column_of(document, map.span().begin);
  MapParts parts;
  std::size_t done = region.begin;  // up to where the bytes are given away
  std::size_t body_end = region.begin;
  for (const auto& [key, value] : map.entries()) {
    const std::size_t key_begin = key.span().begin;
    const std::size_t line = std::max(source.line_begin(key_begin), region.begin);
    const bool has_own_line = is_blank(bytes_of(document, {line, key_begin}));
    if (parts.entries.empty()) {
      done = has_own_line ? line : key_begin;
      parts.head = bytes_of(document, {region.begin, done});
    } else {
      if (!has_own_line || line < body_end || !is_trivia(document, {body_end, line}))
        return std::nullopt;
      const std::size_t lead = lead_begin(document, body_end, line, column);
      parts.entries.back().tail = bytes_of(document, {body_end, lead});
      done = lead;
    }
    const std::size_t begin = parts.entries.empty() ? done : line;
    body_end = source.next_line(value.span().end);
    if (body_end > region.end || body_end <= begin) return std::nullopt;
    parts.entries.push_back({key.text(), bytes_of(document, {done, begin}),
                             bytes_of(document, {begin, body_end}), {}, value});
  }
  if (!is_trivia(document, {body_end, region.end})) return std::nullopt;
  parts.entries.back().tail = bytes_of(document, {body_end, region.end});
  return parts;
}

// Where the comments end that belong to the last item of a list, whose dashes stand in `column`.
std::size_t end_of_last(const Document& document, std::size_t end, std::size_t limit,
                        std::size_t column) {
  const yaml::Source& source = document.source();
  std::size_t result = source.next_line(end);
  bool is_after_blank = false;
  for (std::size_t at = result; at < limit; at = source.next_line(at)) {
    const std::string_view line = document.line_at(at);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
      is_after_blank = true;
      continue;
    }
    if (line[first] != '#' || first < column || (first == 0 && is_after_blank)) break;
    result = source.next_line(at);
  }
  return std::min(result, limit);
}

}  // namespace

const EntryPart* MapParts::find(std::string_view key) const {
  const auto at = std::find_if(entries.begin(), entries.end(),
                               [&](const EntryPart& entry) { return entry.key == key; });
  return at == entries.end() ? nullptr : &*at;
}

std::optional<MapParts> cut(const Document& document) {
  return cut_map(document, document.root(), {0, document.bytes().size()});
}

std::optional<ListParts> cut_items(const Document& document, const EntryPart& entry) {
  const Node list = entry.value;
  if (!list.is_list() || list.style() != Style::block || list.size() == 0) return std::nullopt;
  const yaml::Source& source = document.source();
  const auto begin = static_cast<std::size_t>(entry.body.data() - document.bytes().data());
  const std::size_t end = begin + entry.body.size() + entry.tail.size();
  const std::size_t column = column_of(document, list.span().begin);
  std::vector<std::size_t> starts;
  for (const Node item : list.items()) {
    const std::size_t line = source.line_begin(item.span().begin);
    const std::string_view before = bytes_of(document, {line, item.span().begin});
    const std::size_t dash = before.find_first_not_of(' ');
    if (dash != column || before[dash] != '-' || !is_blank(before.substr(dash + 1)))
      return std::nullopt;
    if (!starts.empty() && line <= starts.back()) return std::nullopt;
    starts.push_back(line);
  }
  ListParts parts;
  if (starts.front() < begin) return std::nullopt;
  parts.head = bytes_of(document, {begin, starts.front()});
  const std::size_t last = end_of_last(document, list.span().end, end, column);
  std::size_t i = 0;
  for (const Node item : list.items()) {
    const Span region{starts[i], i + 1 < starts.size() ? starts[i + 1] : last};
    auto map = cut_map(document, item, region);
    if (!map) return std::nullopt;
    parts.items.push_back({bytes_of(document, region), std::move(*map), item});
    ++i;
  }
  parts.rest = bytes_of(document, {last, end});
  return parts;
}

}  // namespace cmt::merge
