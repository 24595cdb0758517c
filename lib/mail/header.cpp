#include "mail/header.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "core/text.hpp"
#include "mail/charset.hpp"
#include "mail/encoding.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

constexpr std::size_t kLongestValue = std::size_t{64} << 10;
constexpr std::size_t kMostIds = 200;
constexpr std::size_t kLongestAddress = 254;

constexpr bool is_name_character(char c) { return c > ' ' && c < 0x7F && c != ':'; }

// A line of the text with its end; takes it away.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const auto line = text.substr(0, end == std::string_view::npos ? end : end + 1);
  text.remove_prefix(line.size());
  return line;
}

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n'; });
}

// Reads a field made of tokens, quoted strings, comments and <…>.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool is_over() const { return at_ >= text_.size(); }
  char peek() const { return text_[at_]; }
  char take() { return text_[at_++]; }

  // The content of a quoted string; its end may be missing. Only quotes and backslashes are escaped: senders write
  // paths of Windows.
  std::string quoted() {
    std::string out;
    ++at_;
    while (!is_over()) {
      const char c = take();
      if (c == '"') break;
      if (c == '\\' && !is_over() && (peek() == '"' || peek() == '\\')) out += take();
      else if (c != '\r' && c != '\n') out += c;
    }
    return out;
  }
  // The content of a comment, with those in it.
  std::string comment() {
    std::string out;
    int depth = 0;
    while (!is_over()) {
      const char c = take();
      if (c == '\\' && !is_over()) {
        out += take();
        continue;
      }
      if (c == '(' && depth++ == 0) continue;
      if (c == ')' && --depth == 0) break;
      out += c;
    }
    return out;
  }
  // Up to one of the characters, or to the end.
  std::string_view until(std::string_view ends) {
    const auto begin = at_;
    at_ = std::min(text_.find_first_of(ends, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() || text.size() > kLongestAddress) return false;
  if (invalid_utf8_at(text) || printable_line(text) != text) return false;
  return text.find_first_of(" <>,;\"") == std::string_view::npos;
}

std::string shown_name(std::string_view raw) {
  std::string name = one_line(decode_words(raw));
  while (name.size() >= 2 && (name.front() == '"' || name.front() == '\'') && name.back() == name.front())
    name = std::string{stripped(name.substr(1, name.size() - 2))};
  constexpr std::size_t kLongestName = 200;
  if (name.size() > kLongestName) name = truncate(name, 100);
  return name;
}

std::optional<int> number(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || !is_digit(text.front()) || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

std::optional<unsigned> month_number(std::string_view word) {
  constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  if (word.size() < 3) return std::nullopt;
  for (unsigned i = 0; i < 12; ++i)
    if (equals_ignoring_case(word.substr(0, 3), kMonths[i])) return i + 1;
  return std::nullopt;
}

// Minutes east of UTC. What is no zone that RFC 5322 knows is UTC.
int zone_minutes(std::string_view zone) {
  if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
    const std::string plain = std::string{zone.substr(0, 3)} + std::string{zone.substr(4)};
    return zone_minutes(plain);
  }
  if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) {
    const auto hours = number(zone.substr(1, 2)), minutes = number(zone.substr(3));
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return 0;
    return (zone[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
  }
  struct Zone {
    std::string_view name;
    int hours;
  };
  constexpr Zone kZones[] = {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}};
  for (const auto& one : kZones)
    if (equals_ignoring_case(zone, one.name)) return one.hours * 60;
  return 0;
}

// The pieces of one parameter of RFC 2231.
struct Piece {
  std::string text;
  bool is_encoded = false;
};

std::string from_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) i += 2;
    out += low >= 0 ? static_cast<char>(high * 16 + low) : text[i];
  }
  return out;
}

std::string joined_pieces(const std::map<int, Piece>& pieces) {
  std::string bytes, charset;
  int next = pieces.begin()->first;
  for (const auto& [index, piece] : pieces) {
    if (index != next++) break;  // one is missing
    std::string_view text = piece.text;
    if (piece.is_encoded && index == pieces.begin()->first) {
      const auto first = text.find('\'');
      const auto second = first == std::string_view::npos ? first : text.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset = std::string{text.substr(0, first)};
        text.remove_prefix(second + 1);
      }
    }
    bytes += piece.is_encoded ? from_percent(text) : std::string{text};
  }
  return to_utf8(bytes, charset.empty() ? "utf-8" : charset).text;
}

}  // namespace

bool is_field_line(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  auto name = line.substr(0, colon);
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  return !name.empty() && std::all_of(name.begin(), name.end(), is_name_character);
}

Header Header::read(std::string_view text, std::string_view& body) {
  Header out;
  bool is_first = true;
  while (!text.empty()) {
    std::string_view rest = text;
    const auto line = take_line(rest);
    if (is_first && line.substr(0, 5) == "From ") {
      text = rest;
      is_first = false;
      continue;
    }
    is_first = false;
    if (is_blank_line(line)) {
      text = rest;
      break;
    }
    const bool is_continued = line.front() == ' ' || line.front() == '\t';
    if (is_continued && !out.fields_.empty()) {
      Field& last = out.fields_.back();
      last.value = {last.value.data(), static_cast<std::size_t>(line.data() + line.size() - last.value.data())};
    } else if (is_field_line(line)) {
      const auto colon = line.find(':');
      out.fields_.push_back({stripped(line.substr(0, colon)), line.substr(colon + 1)});
    } else if (!is_continued) {
      break;
    }
    text = rest;
  }
  body = text;
  return out;
}

const Header::Field* Header::find(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const Field& field) { return equals_ignoring_case(field.name, name); });
  return found == fields_.end() ? nullptr : &*found;
}

std::string_view Header::value(std::string_view name) const {
  const Field* found = find(name);
  return found ? stripped(found->value.substr(0, kLongestValue)) : std::string_view{};
}

Address first_address(std::string_view value) {
  Scanner in{value};
  std::string name, bare, comment, email;
  bool is_group = false;
  while (!in.is_over()) {
    const char c = in.peek();
    if (c == '"') {
      const std::string text = in.quoted();
      name += text;
      bare += "\"" + text + "\"";
    } else if (c == '(') {
      comment = in.comment();
    } else if (c == '<') {
      in.take();
      const std::string_view inner = stripped(in.until(">"));
      if (!in.is_over()) in.take();
      const auto route = inner.substr(0, 1) == "@" ? inner.find(':') : std::string_view::npos;  // obsolete: <@relay:a@b>
      email = std::string{stripped(route == std::string_view::npos ? inner : inner.substr(route + 1))};
      if (!email.empty()) break;
    } else if (c == ',' || c == ';') {
      in.take();
      if (is_email(stripped(bare))) break;
      if (c == ';') break;
      name += ',';  // a name with a comma that nobody quoted
      bare.clear();
    } else if (c == ':' && !is_group) {  // "Friends: a@b, c@d;"
      in.take();
      is_group = true;
      name.clear();
      bare.clear();
    } else {
      name += c;
      bare += c;
      in.take();
    }
  }
  if (email.empty()) {
    email = std::string{stripped(bare)};
    name = comment;
    if (!is_email(email)) {  // "Ada Byron ada@example.org"
      const auto gap = email.find_last_of(" \t\n");
      const std::string last = gap == std::string::npos ? std::string{} : email.substr(gap + 1);
      name = is_email(last) ? email.substr(0, gap) : email;
      email = last;
    }
  } else if (stripped(name).empty()) {
    name = comment;
  }
  Address out{shown_name(name), is_email(email) ? email : std::string{}};
  if (out.name == out.email) out.name.clear();
  return out;
}

std::vector<std::string> message_ids(std::string_view value) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view id) {
    // What stands in a register is printable and on one line.
    std::string plain;
    for (const char c : id)
      if (!is_blank(c)) plain += c;
    if (!plain.empty() && plain.size() <= 998 && !invalid_utf8_at(plain) && printable_line(plain) == plain &&
        out.size() < kMostIds)
      out.push_back(std::move(plain));
  };
  std::string_view rest = value;
  while (true) {
    const auto begin = rest.find('<');
    const auto end = begin == std::string_view::npos ? begin : rest.find('>', begin);
    if (end == std::string_view::npos) break;
    add(rest.substr(begin + 1, end - begin - 1));
    rest.remove_prefix(end + 1);
  }
  if (out.empty() && value.find_first_of("<> \t\r\n") == std::string_view::npos) add(stripped(value));
  return out;
}

std::optional<Instant> mail_time(std::string_view text) {
  // Words, without comments and the commas and dashes between them.
  std::vector<std::string> words;
  Scanner in{text.substr(0, 200)};
  while (!in.is_over() && words.size() < 12) {
    if (in.peek() == '(') {
      in.comment();
      continue;
    }
    const auto word = in.until(" \t\r\n,(");
    if (!word.empty()) words.emplace_back(word);
    if (!in.is_over() && in.peek() != '(') in.take();
  }
  if (words.size() == 1)
    if (const auto instant = parse_instant(words.front())) return instant;
  std::optional<int> day, year;
  std::optional<unsigned> month;
  std::array<int, 3> clock{-1, -1, 0};
  std::string zone;
  for (const auto& word : words) {
    const auto first_dash = word.find('-');
    const auto colon = word.find(':');
    if (colon != std::string::npos && colon > 0 && clock[0] < 0 && is_digit(word.front())) {
      std::size_t part = 0, begin = 0;
      while (part < 3 && begin <= word.size()) {
        const auto end = std::min(word.find_first_of(":.", begin), word.size());
        const auto value = number(std::string_view{word}.substr(begin, end - begin));
        if (!value) break;
        clock[part++] = *value;
        if (end == word.size() || word[end] == '.') break;
        begin = end + 1;
      }
    } else if (word.front() == '+' || (word.front() == '-' && word.size() > 1)) {
      zone = word;
    } else if (first_dash != std::string::npos && first_dash > 0 && !month) {  // 26-Nov-2026
      const auto second = word.find('-', first_dash + 1);
      if (second == std::string::npos) continue;
      day = number(std::string_view{word}.substr(0, first_dash));
      month = month_number(std::string_view{word}.substr(first_dash + 1, second - first_dash - 1));
      year = number(std::string_view{word}.substr(second + 1));
    } else if (const auto value = number(word)) {
      if (!day && *value >= 1 && *value <= 31 && word.size() <= 2) day = value;
      else if (!year) year = value;
    } else if (const auto name = month_number(word); name && !month) {
      month = name;
    } else if (clock[0] >= 0 && zone.empty()) {
      zone = word;
    }
  }
  if (!day || !month || !year || clock[0] < 0 || clock[1] < 0) return std::nullopt;
  if (*year < 50) *year += 2000;
  else if (*year < 1000) *year += 1900;
  if (*year < 1678 || *year > 2261 || clock[0] > 23 || clock[1] > 59 || clock[2] > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{*month},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  const int offset = zone_minutes(zone);
  const auto local = std::chrono::sys_days{date} + std::chrono::hours{clock[0]} + std::chrono::minutes{clock[1]} +
                     std::chrono::seconds{std::min(clock[2], 59)};
  return Instant{local - std::chrono::minutes{offset}, offset};
}

const std::string* Parameters::find(std::string_view name) const {
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
  return found == all.end() ? nullptr : &found->second;
}

Parameters parameters_of(std::string_view field) {
  Parameters out;
  std::map<std::string, std::map<int, Piece>> pieces;
  Scanner in{field};
  std::string value;
  while (!in.is_over() && in.peek() != ';') {
    if (in.peek() == '(') in.comment();
    else value += in.take();
  }
  out.value = lower(stripped(value));
  constexpr std::size_t kMost = 100;
  std::size_t count = 0;
  while (!in.is_over() && count++ < kMost) {
    in.take();  // the semicolon
    std::string name = lower(stripped(in.until("=;")));
    if (in.is_over() || in.peek() == ';') continue;
    in.take();
    while (!in.is_over() && is_blank(in.peek())) in.take();
    std::string text;
    bool is_quoted = false;
    while (!in.is_over() && in.peek() != ';') {
      if (in.peek() == '"') {
        text += in.quoted();
        is_quoted = true;
      } else {
        const char c = in.take();
        if (!is_quoted || !is_blank(c)) text += c;
      }
    }
    if (!is_quoted) text = std::string{stripped(text)};
    if (name.empty()) continue;
    const auto star = name.find('*');
    if (star == std::string::npos) {
      if (!out.find(name)) out.all.emplace_back(std::move(name), decode_words(text));
      continue;
    }
    std::string_view rest = std::string_view{name}.substr(star + 1);
    const bool is_encoded = rest.empty() || rest.back() == '*';
    if (!rest.empty() && rest.back() == '*') rest.remove_suffix(1);
    const auto index = rest.empty() ? std::optional<int>{0} : number(rest);
    if (index) pieces[name.substr(0, star)].emplace(*index, Piece{std::move(text), is_encoded});
  }
  for (const auto& [name, parts] : pieces) {
    std::string whole = joined_pieces(parts);
    const auto found = std::find_if(out.all.begin(), out.all.end(), [&](const auto& one) { return one.first == name; });
    if (found == out.all.end()) out.all.emplace_back(name, std::move(whole));
    else found->second = std::move(whole);
  }
  return out;
}

}  // namespace cmt::mail
