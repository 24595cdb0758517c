#include "yaml/value.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "yaml/utf8.hpp"

namespace cmt::yaml {
namespace {

constexpr std::size_t flow_columns = 80;
constexpr char32_t replacement = 0xFFFD;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool has_any(std::string_view set, char c) { return set.find(c) != std::string_view::npos; }
bool is_all_of(std::string_view text, std::string_view set) {
  return text.find_first_not_of(set) == std::string_view::npos;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_word(std::string_view text) {
  constexpr std::array<std::string_view, 10> words{"null", "true", "false", "yes", "no",
                                                   "on",   "off",  "y",     "n",   "~"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return std::equal(word.begin(), word.end(), text.begin(), text.end(),
                      [](char a, char b) { return a == lower(b); });
  });
}

// Every form of number of both versions and of common readers, and a few that are none.
bool is_number(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  if (text.empty()) return false;
  if (text.front() == '.' && text.size() == 4) {
    std::string name(text.substr(1));
    std::transform(name.begin(), name.end(), name.begin(), lower);
    if (name == "inf" || name == "nan") return true;
  }
  if (text.size() > 2 && text.front() == '0') {
    const char base = lower(text[1]);
    const std::string_view rest = text.substr(2);
    if (base == 'x' && is_all_of(rest, "0123456789abcdefABCDEF_")) return true;
    if (base == 'o' && is_all_of(rest, "01234567_")) return true;
    if (base == 'b' && is_all_of(rest, "01_")) return true;
  }
  if (!is_digit(text.front()) && text.front() != '.') return false;
  const std::size_t mantissa = text.find_first_not_of("0123456789_.:,");
  if (mantissa == std::string_view::npos) return true;
  if (lower(text[mantissa]) != 'e') return false;
  text.remove_prefix(mantissa + 1);
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return is_all_of(text, "0123456789_");
}

// A date, or what begins like one and goes on like a time.
bool is_date(std::string_view text) {
  const auto take = [&](std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < most && count < text.size() && is_digit(text[count])) ++count;
    text.remove_prefix(count);
    return count >= least;
  };
  const auto take_dash = [&] {
    if (!text.starts_with('-')) return false;
    text.remove_prefix(1);
    return true;
  };
  if (!take(4, 4) || !take_dash() || !take(1, 2) || !take_dash() || !take(1, 2)) return false;
  if (text.empty() || lower(text.front()) == 't') return true;
  return !is_digit(text.front()) && !is_letter(text.front());
}

// Characters that a reader of the file could not see, or that a parser treats as its own.
bool needs_escape(char32_t point) {
  return point < 0x20 || (point >= 0x7F && point <= 0x9F) || point == 0x061C || point == 0x200E ||
         point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF || point == 0xFFFE ||
         point == 0xFFFF;
}

bool has_escapes(std::string_view text, std::string_view allowed) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded character = decode(text, at);
    if (character.size == 0) return true;
    const bool is_allowed = character.size == 1 && has_any(allowed, text[at]);
    if (!is_allowed && needs_escape(character.point)) return true;
    at += character.size;
  }
  return false;
}

// Whether the text stands without quotes as the value of a block, whatever it means there.
bool is_plain_syntax(std::string_view text) {
  if (text.empty() || is_blank(text.front()) || is_blank(text.back())) return false;
  if (has_any(",[]{}#&*!|>'\"%@`?:", text.front())) return false;
  if (text.front() == '-' && (text.size() == 1 || (!is_letter(text[1]) && !is_digit(text[1])))) {
    return false;
  }
  if (text.back() == ':' || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos) {
    return false;
  }
  if (text.starts_with("...") || text.starts_with("<<<<<<< ") || text == "=======") return false;
  return !has_escapes(text, {});
}

bool is_flow_plain_syntax(std::string_view text) {
  if (!is_plain_syntax(text) || text.find_first_of(",[]{}?") != std::string_view::npos) {
    return false;
  }
  for (std::size_t at = text.find(':'); at != std::string_view::npos; at = text.find(':', at + 1)) {
    if (!is_letter(text[at + 1]) && !is_digit(text[at + 1])) return false;
  }
  return true;
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    Decoded character = decode(text, at);
    const bool is_valid = character.size != 0 && character.point != 0;
    if (!is_valid) character = {replacement, 1};
    const std::string_view bytes = is_valid ? text.substr(at, character.size) : "\xEF\xBF\xBD";
    at += character.size;
    switch (character.point) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (needs_escape(character.point)) {
          out += fmt::format("\\u{:04X}", static_cast<unsigned>(character.point));
        } else {
          out += bytes;
        }
    }
  }
  return out += '"';
}

std::string scalar_of(const Value& value, bool in_brackets) {
  const std::string& text = value.text();
  const bool is_safe = in_brackets ? is_flow_plain_syntax(text) : is_plain_syntax(text);
  const bool is_right = value.kind() == Value::Kind::verbatim || !is_typed(text);
  return is_safe && is_right ? text : double_quoted(text);
}

// A list of scalars that reads well as `[a, b]`.
bool is_short_list(const Value& value, std::size_t column) {
  const auto is_simple = [](const Value& item) {
    return item.is_scalar() && item.text().find_first_of("[]{},\n") == std::string::npos;
  };
  return std::all_of(value.items().begin(), value.items().end(), is_simple) &&
         column + count_characters(flow_text(value)) <= flow_columns;
}

void append_block(std::string& out, const Value& value, std::size_t indentation);

void append_entry(std::string& out, std::string_view key, const Value& value,
                  std::size_t indentation) {
  out += scalar(key);
  out += ':';
  const bool is_one_line = value.is_scalar() || value.is_flow() || value.items().empty() ||
                           (value.kind() == Value::Kind::list &&
                            is_short_list(value, indentation + count_characters(scalar(key)) + 2));
  if (!is_one_line) {
    out += '\n';
    out.append(indentation + 2, ' ');
    append_block(out, value, indentation + 2);
  } else if (value.kind() == Value::Kind::text && is_literal_safe(value.text())) {
    out += ' ';
    out += literal(value.text(), indentation + 2);
    out += '\n';
  } else {
    out += ' ';
    out += value.is_scalar() ? scalar(value) : flow_text(value);
    out += '\n';
  }
}

void append_item(std::string& out, const Value& value, std::size_t dash_indentation,
                 std::size_t gap) {
  out += '-';
  out.append(gap, ' ');
  if (value.kind() == Value::Kind::text && is_literal_safe(value.text())) {
    out += literal(value.text(), dash_indentation + 2);
    out += '\n';
  } else if (value.is_scalar() || value.is_flow() || value.items().empty() ||
             (value.kind() == Value::Kind::list &&
              is_short_list(value, dash_indentation + 1 + gap))) {
    out += value.is_scalar() ? scalar(value) : flow_text(value);
    out += '\n';
  } else {
    append_block(out, value, dash_indentation + 1 + gap);
  }
}

// The lines of a map or list that is not empty; the first begins where `out` ends.
void append_block(std::string& out, const Value& value, std::size_t indentation) {
  const bool is_map = value.kind() == Value::Kind::map;
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    if (i > 0) out.append(indentation, ' ');
    if (is_map) {
      append_entry(out, value.keys()[i], value.items()[i], indentation);
    } else {
      append_item(out, value.items()[i], indentation, 1);
    }
  }
}

}  // namespace

Value Value::verbatim(std::string text) {
  Value value(Kind::verbatim);
  value.text_ = std::move(text);
  return value;
}

Value Value::text(std::string text) {
  Value value(Kind::text);
  value.text_ = std::move(text);
  return value;
}

Value Value::list(std::vector<Value> items) {
  Value value(Kind::list);
  value.items_ = std::move(items);
  return value;
}

Value Value::map() { return Value(Kind::map); }

Value& Value::add(std::string key, Value value) & {
  assert(kind_ == Kind::map);
  keys_.push_back(std::move(key));
  items_.push_back(std::move(value));
  return *this;
}

Value&& Value::add(std::string key, Value value) && {
  return std::move(add(std::move(key), std::move(value)));
}

Value& Value::push(Value item) & {
  assert(kind_ == Kind::list);
  items_.push_back(std::move(item));
  return *this;
}

Value&& Value::push(Value item) && { return std::move(push(std::move(item))); }

Value& Value::flow(bool wanted) & {
  is_flow_ = wanted;
  return *this;
}

Value&& Value::flow(bool wanted) && { return std::move(flow(wanted)); }

bool is_typed(std::string_view text) {
  return text.empty() || text == "=" || text == "<<" || text.starts_with("---") ||
         text.starts_with("...") || is_word(text) || is_number(text) || is_date(text);
}

std::string scalar(std::string_view text) {
  return is_plain_syntax(text) && !is_typed(text) ? std::string(text) : double_quoted(text);
}

std::string scalar(const Value& value) {
  assert(value.is_scalar());
  return scalar_of(value, false);
}

std::string flow_scalar(std::string_view text) {
  return is_flow_plain_syntax(text) && !is_typed(text) ? std::string(text) : double_quoted(text);
}

std::string flow_text(const Value& value) {
  if (value.is_scalar()) return scalar_of(value, true);
  const bool is_map = value.kind() == Value::Kind::map;
  std::string out(1, is_map ? '{' : '[');
  for (std::size_t i = 0; i < value.items().size(); ++i) {
    if (i > 0) out += ", ";
    if (is_map) out += flow_scalar(value.keys()[i]) + ": ";
    out += flow_text(value.items()[i]);
  }
  return out += is_map ? '}' : ']';
}

bool is_literal_safe(std::string_view text) {
  if (text.find('\n') == std::string_view::npos || text.ends_with("\n\n")) return false;
  if (text.front() == '\n' || has_escapes(text, "\n\t")) return false;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    if (!line.empty() && (line.front() == '\t' || is_all_of(line, " \t"))) return false;
    at += line.size() + 1;
  }
  return text.front() != ' ';
}

std::string literal(std::string_view text, std::size_t indentation) {
  std::string out = text.ends_with('\n') ? "|" : "|-";
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view line = text.substr(at, text.find('\n', at) - at);
    out += '\n';
    if (!line.empty()) out.append(indentation, ' ').append(line);
    at += line.size() + 1;
  }
  return out;
}

std::string entry_text(std::string_view key, const Value& value, std::size_t indentation) {
  std::string out(indentation, ' ');
  append_entry(out, key, value, indentation);
  return out;
}

std::string item_text(const Value& value, std::size_t dash_indentation, std::size_t gap) {
  std::string out(dash_indentation, ' ');
  append_item(out, value, dash_indentation, gap);
  return out;
}

std::string write(const Value& map) {
  assert(map.kind() == Value::Kind::map);
  if (map.items().empty()) return "{}\n";
  std::string out;
  append_block(out, map, 0);
  return out;
}

}  // namespace cmt::yaml
