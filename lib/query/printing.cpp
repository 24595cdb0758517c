// A query in words and as one canonical line.
#include <fmt/core.h>

#include <variant>

#include "core/time.hpp"
#include "query/ascii.hpp"
#include "query/quantities.hpp"
#include "query/query.hpp"

namespace cmt::query {
namespace {

// Whether a value reads back as itself without quotes.
bool is_bare(std::string_view text) {
  for (const char c : text) {
    const bool is_plain = (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
                          std::string_view("-_./@+").find(c) != std::string_view::npos;
    if (!is_plain) return false;
  }
  return !text.empty() && lower(text) != "none" && lower(text) != "any";
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

std::string canonical_quantity(double quantity, Type type) {
  return write_number(quantity) + (type == Type::duration ? "d" : "");
}

std::string canonical_item(const Item& item, Type type) {
  if (const auto* presence = std::get_if<Presence>(&item))
    return *presence == Presence::absent ? "none" : "any";
  if (const auto* word = std::get_if<Word>(&item))
    return is_bare(word->text) ? word->text : in_quotes(word->text);
  if (const auto* flag = std::get_if<bool>(&item)) return *flag ? "yes" : "no";

  std::string low, high;
  if (const auto* days = std::get_if<DayRange>(&item)) {
    if (days->first) low = cmt::text(*days->first);
    if (days->last) high = cmt::text(*days->last);
  } else if (const auto* numbers = std::get_if<NumberRange>(&item)) {
    if (numbers->low) low = canonical_quantity(*numbers->low, type);
    if (numbers->high) high = canonical_quantity(*numbers->high, type);
  }
  return low == high ? low : low + ".." + high;
}

// The comparison that a range with one end is, such as `>=2026-07-01`; else nothing.
std::string comparison(const Item& item, Type type) {
  if (const auto* days = std::get_if<DayRange>(&item)) {
    if (!days->last) return ">=" + cmt::text(*days->first);
    if (!days->first) return "<=" + cmt::text(*days->last);
  }
  if (const auto* numbers = std::get_if<NumberRange>(&item)) {
    if (!numbers->high)
      return (numbers->is_low_excluded ? ">" : ">=") + canonical_quantity(*numbers->low, type);
    if (!numbers->low)
      return (numbers->is_high_excluded ? "<" : "<=") + canonical_quantity(*numbers->high, type);
  }
  return {};
}

std::string canonical_term(const Term& term) {
  if (!term.field) return in_quotes(std::get_if<Word>(&term.items.front())->text);
  if (term.items.size() == 1 && term.relation == Relation::is)
    if (const std::string compared = comparison(term.items.front(), term.type); !compared.empty())
      return term.name + compared;

  std::string out = term.name;
  if (term.relation == Relation::is_not)
    out += "!=";
  else
    out += term.type == Type::text && term.relation == Relation::is ? "=" : ":";
  for (std::size_t i = 0; i < term.items.size(); ++i)
    out += (i == 0 ? "" : ",") + canonical_item(term.items[i], term.type);
  return out;
}

bool needs_parentheses(NodeKind inner, NodeKind outer) {
  if (outer == NodeKind::negation) return inner == NodeKind::all || inner == NodeKind::any;
  return outer == NodeKind::all && inner == NodeKind::any;
}

void append_canonical(const Query& query, std::size_t at, std::string& out) {
  const Node& node = query.nodes[at];
  if (node.kind == NodeKind::term) {
    out += canonical_term(query.terms[node.term]);
    return;
  }
  if (node.kind == NodeKind::negation) out += "not ";
  for (std::size_t member = at + 1; member < at + node.size; member += query.nodes[member].size) {
    if (member != at + 1) out += node.kind == NodeKind::all ? " and " : " or ";
    const bool is_enclosed = needs_parentheses(query.nodes[member].kind, node.kind);
    if (is_enclosed) out += '(';
    append_canonical(query, member, out);
    if (is_enclosed) out += ')';
  }
}

std::string explained_word(const Word& word) {
  return is_bare(word.text) ? word.text : fmt::format("“{}”", word.text);
}

std::string explained_quantity(double quantity, Type type) {
  const std::string number = write_number(quantity);
  if (type != Type::duration) return number;
  return number + (number == "1" ? " day" : " days");
}

std::string explained_days(const DayRange& range) {
  if (!range.last) return fmt::format("on or after {}", cmt::text(*range.first));
  if (!range.first) return fmt::format("on or before {}", cmt::text(*range.last));
  if (*range.first == *range.last) return fmt::format("on {}", cmt::text(*range.first));
  return fmt::format("from {} to {}", cmt::text(*range.first), cmt::text(*range.last));
}

std::string explained_numbers(const NumberRange& range, Type type) {
  if (!range.high)
    return fmt::format("{} {}", range.is_low_excluded ? "more than" : "at least",
                       explained_quantity(*range.low, type));
  if (!range.low)
    return fmt::format("{} {}", range.is_high_excluded ? "less than" : "at most",
                       explained_quantity(*range.high, type));
  const std::string high = explained_quantity(*range.high, type);
  const std::string low = write_number(*range.low);
  return *range.low < *range.high ? fmt::format("from {} to {}", low, high) : high;
}

// What is said of a value, to be read after "is" or the name of the field.
std::string explained_item(const Item& item, Type type) {
  if (const auto* presence = std::get_if<Presence>(&item))
    return *presence == Presence::absent ? "absent" : "present";
  if (const auto* word = std::get_if<Word>(&item)) return explained_word(*word);
  if (const auto* flag = std::get_if<bool>(&item)) return *flag ? "yes" : "no";
  if (const auto* days = std::get_if<DayRange>(&item)) return explained_days(*days);
  return explained_numbers(*std::get_if<NumberRange>(&item), type);
}

// Whether the item reads as English only with "is" before it: `is open`, but `from 3 to 5`.
bool needs_verb(const Item& item) {
  if (std::holds_alternative<DayRange>(item)) return false;
  const auto* numbers = std::get_if<NumberRange>(&item);
  return !numbers || (numbers->low && numbers->high && !(*numbers->low < *numbers->high));
}

std::string explained_term(const Term& term) {
  const Item& first = term.items.front();
  if (!term.field) return fmt::format("text contains “{}”", std::get_if<Word>(&first)->text);

  if (term.items.size() == 1) {
    const std::string item = explained_item(first, term.type);
    if (term.relation == Relation::contains && std::holds_alternative<Word>(first))
      return fmt::format("{} contains “{}”", term.name, std::get_if<Word>(&first)->text);
    if (term.relation == Relation::is_not)
      return fmt::format("{} {} {}", term.name, needs_verb(first) ? "is not" : "not", item);
    return fmt::format("{} {}{}", term.name, needs_verb(first) ? "is " : "", item);
  }
  std::string items;
  for (const Item& item : term.items)
    items += (items.empty() ? "" : ", ") + explained_item(item, term.type);
  switch (term.relation) {
    case Relation::contains:
      return fmt::format("{} contains one of: {}", term.name, items);
    case Relation::is:
      return fmt::format("{} is one of: {}", term.name, items);
    case Relation::is_not:
      return fmt::format("{} is none of: {}", term.name, items);
  }
  return {};
}

void append_explained(const Query& query, std::size_t at, std::size_t depth, std::string& out) {
  const Node& node = query.nodes[at];
  if (!out.empty()) out += '\n';
  out.append(depth * 2, ' ');
  switch (node.kind) {
    case NodeKind::term:
      out += explained_term(query.terms[node.term]);
      return;
    case NodeKind::all:
      out += "all of:";
      break;
    case NodeKind::any:
      out += "any of:";
      break;
    case NodeKind::negation:
      out += "not:";
      break;
  }
  for (std::size_t member = at + 1; member < at + node.size; member += query.nodes[member].size)
    append_explained(query, member, depth + 1, out);
}

}  // namespace

std::string canonical(const Query& query) {
  std::string out;
  if (!query.nodes.empty()) append_canonical(query, 0, out);
  return out;
}

std::string explain(const Query& query) {
  if (query.nodes.empty()) return "everything";
  std::string out;
  append_explained(query, 0, 0, out);
  return out;
}

}  // namespace cmt::query
