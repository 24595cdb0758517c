// A query asked of a record.
#include <algorithm>
#include <variant>

#include "query/ascii.hpp"
#include "query/query.hpp"

namespace cmt::query {
namespace {

// The end of `needle` in `text` when it stands at `at`, else npos. A blank of the needle stands for
// any run of blanks and line ends.
std::size_t end_of(std::string_view text, std::size_t at, std::string_view needle) {
  for (const char c : needle) {
    if (at == text.size()) return std::string_view::npos;
    if (c != ' ') {
      if (text[at++] != c) return std::string_view::npos;
      continue;
    }
    if (!is_blank(text[at])) return std::string_view::npos;
    while (at < text.size() && is_blank(text[at])) ++at;
  }
  return at;
}

bool contains(std::string_view text, std::string_view needle) {
  const std::size_t blank = needle.find(' ');
  if (blank == std::string_view::npos) return text.find(needle) != std::string_view::npos;
  const std::string_view head = needle.substr(0, blank);
  const auto next = [&](std::size_t from) {
    return head.empty() ? text.find_first_of(" \t\n\r", from) : text.find(head, from);
  };
  for (std::size_t at = next(0); at != std::string_view::npos; at = next(at + 1))
    if (end_of(text, at, needle) != std::string_view::npos) return true;
  return false;
}

bool is_same_text(std::string_view text, std::string_view needle) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return end_of(text, 0, needle) == text.size();
}

bool is_same_code(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool is_absent(const Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) return text->empty();
  if (const auto* list = std::get_if<std::vector<std::string_view>>(&value)) return list->empty();
  return std::holds_alternative<std::monostate>(value);
}

bool holds_word(const Term& term, const Word& word, std::string_view text) {
  if (term.type == Type::code || term.type == Type::id) return is_same_code(text, word.text);
  if (term.type != Type::text) return false;
  return term.relation == Relation::contains ? contains(text, word.folded)
                                             : is_same_text(text, word.folded);
}

bool holds_day(const DayRange& range, std::chrono::sys_days day) {
  return (!range.first || *range.first <= day) && (!range.last || day <= *range.last);
}

bool holds_number(const NumberRange& range, double number) {
  const bool is_above =
      !range.low || number > *range.low || (!range.is_low_excluded && number >= *range.low);
  const bool is_below =
      !range.high || number < *range.high || (!range.is_high_excluded && number <= *range.high);
  return is_above && is_below;
}

bool holds_item(const Term& term, const Item& item, const Value& value) {
  if (const auto* presence = std::get_if<Presence>(&item))
    return is_absent(value) == (*presence == Presence::absent);
  if (const auto* word = std::get_if<Word>(&item)) {
    if (const auto* text = std::get_if<std::string_view>(&value))
      return holds_word(term, *word, *text);
    const auto* list = std::get_if<std::vector<std::string_view>>(&value);
    return list && std::any_of(list->begin(), list->end(), [&](std::string_view text) {
             return holds_word(term, *word, text);
           });
  }
  if (const auto* range = std::get_if<DayRange>(&item)) {
    const auto* day = std::get_if<std::chrono::sys_days>(&value);
    return day && holds_day(*range, *day);
  }
  if (const auto* range = std::get_if<NumberRange>(&item)) {
    if (const auto* number = std::get_if<double>(&value)) return holds_number(*range, *number);
    const auto* whole = std::get_if<std::int64_t>(&value);
    return whole && holds_number(*range, static_cast<double>(*whole));
  }
  const auto* flag = std::get_if<bool>(&value);
  return flag && *flag == *std::get_if<bool>(&item);
}

bool holds_term(const Term& term, const RecordView& record) {
  if (!term.field) return contains(record.text(), std::get_if<Word>(&term.items.front())->folded);
  const Value value = record.value(*term.field);
  const bool is_held = std::any_of(term.items.begin(), term.items.end(),
                                   [&](const Item& item) { return holds_item(term, item, value); });
  return is_held == (term.relation != Relation::is_not);
}

// Recursion goes as deep as the query is nested, which the parser limits.
bool holds_node(const Query& query, std::size_t at, const RecordView& record) {
  const Node& node = query.nodes[at];
  if (node.kind == NodeKind::term) return holds_term(query.terms[node.term], record);
  if (node.kind == NodeKind::negation) return !holds_node(query, at + 1, record);
  const bool is_all = node.kind == NodeKind::all;
  for (std::size_t member = at + 1; member < at + node.size; member += query.nodes[member].size)
    if (holds_node(query, member, record) != is_all) return !is_all;
  return is_all;
}

}  // namespace

bool matches(const Query& query, const RecordView& record) {
  return query.nodes.empty() || holds_node(query, 0, record);
}

bool needs_text(const Query& query) {
  return std::any_of(query.terms.begin(), query.terms.end(),
                     [](const Term& term) { return !term.field; });
}

std::vector<std::size_t> fields_used(const Query& query) {
  std::vector<std::size_t> fields;
  for (const Term& term : query.terms)
    if (term.field) fields.push_back(*term.field);
  std::sort(fields.begin(), fields.end());
  fields.erase(std::unique(fields.begin(), fields.end()), fields.end());
  return fields;
}

}  // namespace cmt::query
