#include "mail/html_text.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/text.hpp"
#include "mail/words.hpp"

namespace cmt::mail {
namespace {

// The names of U+00A0 to U+00FF, in order (HTML 4.01, 24.2.1).
constexpr std::string_view kLatin[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",   "laquo",
    "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",   "middot",
    "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",
    "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute",
    "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
static_assert(std::size(kLatin) == 96);

struct Entity {
  std::string_view name;
  char32_t value;
};
constexpr Entity kEntities[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},      {"apos", '\''},    {"euro", 0x20AC},
    {"hellip", 0x2026}, {"mdash", 0x2014},  {"ndash", 0x2013},  {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201A},
    {"ldquo", 0x201C},  {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"bull", 0x2022},
    {"trade", 0x2122},  {"OElig", 0x152},   {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161}, {"Yuml", 0x178},
    {"ensp", ' '},      {"emsp", ' '},      {"thinsp", ' '},    {"zwnj", 0x200C},   {"zwj", 0x200D},   {"dagger", 0x2020},
    {"permil", 0x2030}, {"larr", 0x2190},   {"rarr", 0x2192},   {"minus", 0x2212},  {"ne", 0x2260},    {"le", 0x2264},
    {"ge", 0x2265}};

// What the numbers 128 to 159 stand for, which are those of windows-1252.
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160, 0x2039, 0x152, 0x8D,  0x17D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC,  0x2122, 0x161, 0x203A, 0x153, 0x9D,  0x17E, 0x178};

// The character that the text begins with, as `&name;` or `&#number;`; its size is 0 when there is none.
std::pair<char32_t, std::size_t> entity_at(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  const auto end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos || end < 2) return {0, 0};
  std::string_view name = text.substr(1, end - 1);
  if (name.front() == '#') {
    name.remove_prefix(1);
    const bool is_hex = !name.empty() && (name.front() == 'x' || name.front() == 'X');
    if (is_hex) name.remove_prefix(1);
    char32_t value = 0;
    if (name.empty()) return {0, 0};
    for (const char c : name) {
      const int digit = hex_value(c);
      if (digit < 0 || (!is_hex && digit > 9)) return {0, 0};
      value = std::min<char32_t>(value * (is_hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
    }
    if (value >= 0x80 && value < 0xA0) value = kWindows[value - 0x80];
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
    return {value, end + 1};
  }
  for (const auto& one : kEntities)
    if (one.name == name) return {one.value, end + 1};
  for (std::size_t i = 0; i < std::size(kLatin); ++i)
    if (kLatin[i] == name) return {i == 0 ? char32_t{' '} : static_cast<char32_t>(0xA0 + i), end + 1};
  return {0, 0};
}

std::string without_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto [value, size] = text[i] == '&' ? entity_at(text.substr(i)) : std::pair<char32_t, std::size_t>{0, 0};
    if (size > 0) append_utf8(out, value);
    else out += text[i];
    i += std::max<std::size_t>(size, 1);
  }
  return out;
}

struct Tag {
  std::string name;  // in lower case
  bool is_end = false;
  std::string_view attributes;
  std::size_t size = 0;
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The tag that the text begins with; its size is 0 when `<` is only a character.
Tag tag_at(std::string_view text) {
  Tag out;
  std::size_t at = 1;
  if (at < text.size() && text[at] == '/') {
    out.is_end = true;
    ++at;
  }
  if (at >= text.size() || !is_letter(text[at])) return out;
  const auto begin = at;
  while (at < text.size() && (is_letter(text[at]) || is_digit(text[at]) || text[at] == '-' || text[at] == ':')) ++at;
  out.name = lower(text.substr(begin, std::min<std::size_t>(at - begin, 30)));
  const auto attributes = at;
  for (char quote = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if ((c == '"' || c == '\'') && text[at - 1] == '=') quote = c;
    else if (c == '>') break;
  }
  out.attributes = text.substr(attributes, at - attributes);
  out.size = std::min(at + 1, text.size());
  return out;
}

std::string attribute(std::string_view attributes, std::string_view name) {
  for (std::size_t at = 0; at < attributes.size();) {
    while (at < attributes.size() && (is_blank(attributes[at]) || attributes[at] == '/')) ++at;
    const auto begin = at;
    while (at < attributes.size() && !is_blank(attributes[at]) && attributes[at] != '=') ++at;
    const auto found = attributes.substr(begin, at - begin);
    while (at < attributes.size() && is_blank(attributes[at])) ++at;
    std::string_view value;
    if (at < attributes.size() && attributes[at] == '=') {
      ++at;
      while (at < attributes.size() && is_blank(attributes[at])) ++at;
      if (at < attributes.size() && (attributes[at] == '"' || attributes[at] == '\'')) {
        const char quote = attributes[at++];
        const auto end = std::min(attributes.find(quote, at), attributes.size());
        value = attributes.substr(at, end - at);
        at = std::min(end + 1, attributes.size());
      } else {
        const auto start = at;
        while (at < attributes.size() && !is_blank(attributes[at])) ++at;
        value = attributes.substr(start, at - start);
      }
    }
    if (equals_ignoring_case(found, name)) return without_entities(value);
  }
  return {};
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

constexpr std::string_view kBlocks[] = {"address", "article", "aside", "body", "caption", "dd", "div", "dl", "dt", "fieldset",
                                        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
                                        "html", "legend", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"};
constexpr std::string_view kSpaced[] = {"h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"};
// What is not shown; of the second ones everything is text up to the end tag.
constexpr std::string_view kUnseen[] = {"head", "template", "select", "svg"};
constexpr std::string_view kRaw[] = {"script", "style", "title", "textarea"};

// Behind the next end tag of the name.
std::size_t end_of_raw(std::string_view html, std::size_t at, std::string_view name) {
  for (auto end = html.find("</", at); end != std::string_view::npos; end = html.find("</", end + 2))
    if (starts_ignoring_case(html.substr(end + 2), name)) return std::min(html.find('>', end), html.size() - 1) + 1;
  return html.size();
}

// Puts the words of the page into lines.
class Page {
 public:
  void word(std::string_view text, bool is_preserved) {
    while (!text.empty()) {
      const char c = text.front();
      if (is_preserved && c == '\n') line();
      else if (is_blank(c)) is_gap_ = is_gap_ || !is_line_empty_;
      else put(text.front());
      if (is_preserved && c == ' ') put_blank();
      text.remove_prefix(1);
    }
  }
  void character(char32_t value) {
    std::string text;
    append_utf8(text, value);
    if (value == ' ' || value == 0xA0) is_gap_ = is_gap_ || !is_line_empty_;
    else
      for (const char c : text) put(c);
  }
  void gap() { is_gap_ = is_gap_ || !is_line_empty_; }
  // Ends a line that has text.
  void fresh_line() {
    if (!is_line_empty_) line();
  }
  void line() {
    if (is_line_empty_) prefix(depth_);
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    is_line_empty_ = true;
    is_gap_ = false;
  }
  // Asks for a blank line before what comes next.
  void blank_line() {
    fresh_line();
    blank_depth_ = std::min(blank_depth_, depth_);
    is_blank_wanted_ = !out_.empty();
  }
  void deeper(int by) {
    fresh_line();
    constexpr int kDeepest = 20;
    depth_ = std::clamp(depth_ + by, 0, kDeepest);
    blank_depth_ = std::min(blank_depth_, depth_);
  }
  std::string take() && { return std::move(out_); }
  std::size_t size() const { return out_.size(); }
  std::string_view since(std::size_t at) const { return std::string_view{out_}.substr(std::min(at, out_.size())); }

 private:
  void prefix(int depth) {
    for (int i = 0; i < depth; ++i) out_ += "> ";
  }
  void begin() {
    if (is_line_empty_ && is_blank_wanted_) {
      prefix(blank_depth_);
      while (!out_.empty() && out_.back() == ' ') out_.pop_back();
      if (!out_.ends_with("\n\n")) out_ += '\n';
    }
    is_blank_wanted_ = false;
    blank_depth_ = kNoDepth;
    if (is_line_empty_) prefix(depth_);
    is_line_empty_ = false;
  }
  void put(char c) {
    begin();
    if (is_gap_) out_ += ' ';
    is_gap_ = false;
    out_ += c;
  }
  void put_blank() {
    begin();
    is_gap_ = false;
    out_ += ' ';
  }

  std::string out_;
  int depth_ = 0;
  static constexpr int kNoDepth = 1000;
  int blank_depth_ = kNoDepth;  // of the blank line that is asked for
  bool is_line_empty_ = true, is_gap_ = false, is_blank_wanted_ = false;
};

}  // namespace

std::string html_to_text(std::string_view html) {
  Page page;
  std::string unseen;  // the element whose content does not count
  std::string link;
  std::size_t link_at = 0;
  int preserved = 0;
  for (std::size_t at = 0; at < html.size();) {
    const std::string_view rest = html.substr(at);
    if (rest.front() != '<') {
      const auto end = std::min(rest.find_first_of("<&", 1), rest.size());
      const auto [value, size] = rest.front() == '&' ? entity_at(rest) : std::pair<char32_t, std::size_t>{0, 0};
      if (size == 0) {
        if (unseen.empty()) page.word(rest.substr(0, end), preserved > 0);
        at += end;
      } else {
        if (unseen.empty()) page.character(value);
        at += size;
      }
      continue;
    }
    if (rest.substr(0, 4) == "<!--") {
      const auto end = rest.find("-->", 4);
      at = end == std::string_view::npos ? html.size() : at + end + 3;
      continue;
    }
    if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
      const auto end = rest.find('>');
      at = end == std::string_view::npos ? html.size() : at + end + 1;
      continue;
    }
    const Tag tag = tag_at(rest);
    if (tag.size == 0) {
      if (unseen.empty()) page.word("<", false);
      ++at;
      continue;
    }
    at += tag.size;
    if (is_one_of(tag.name, kRaw)) {
      if (!tag.is_end) at = end_of_raw(html, at, tag.name);
      continue;
    }
    if (!unseen.empty()) {
      // A page without </head> has a body all the same.
      if ((tag.is_end && tag.name == unseen) || (unseen == "head" && tag.name == "body")) unseen.clear();
      continue;
    }
    if (is_one_of(tag.name, kUnseen)) {
      if (!tag.is_end && (tag.attributes.empty() || tag.attributes.back() != '/')) unseen = tag.name;
      continue;
    }
    if (tag.name == "br") {
      page.line();
    } else if (tag.name == "blockquote") {
      page.blank_line();
      page.deeper(tag.is_end ? -1 : 1);
    } else if (tag.name == "li") {
      page.fresh_line();
      if (!tag.is_end) page.word("- ", false);
    } else if (tag.name == "td" || tag.name == "th") {
      page.gap();
    } else if (tag.name == "img") {
      if (const auto words = one_line(attribute(tag.attributes, "alt")); !words.empty()) page.word("[" + words + "]", false);
    } else if (tag.name == "a") {
      if (!tag.is_end) {
        link = one_line(attribute(tag.attributes, "href"));
        link_at = page.size();
      } else {
        const bool is_told = starts_ignoring_case(link, "http://") || starts_ignoring_case(link, "https://");
        if (is_told && page.since(link_at).find(link) == std::string_view::npos) page.word(" <" + link + ">", false);
        link.clear();
      }
    } else if (is_one_of(tag.name, kBlocks)) {
      if (is_one_of(tag.name, kSpaced)) page.blank_line();
      else page.fresh_line();
      if (tag.name == "pre") preserved = std::max(0, preserved + (tag.is_end ? -1 : 1));
    }
  }
  return text_block(std::move(page).take());
}

std::string charset_of_html(std::string_view bytes) {
  constexpr std::size_t kLooked = 1024;
  const std::string head = lower(bytes.substr(0, kLooked));
  constexpr std::string_view kName = "charset=";
  const auto found = head.find(kName);
  if (found == std::string::npos) return {};
  std::string_view rest = std::string_view{head}.substr(found + kName.size());
  while (!rest.empty() && (rest.front() == '"' || rest.front() == '\'' || rest.front() == ' ')) rest.remove_prefix(1);
  return std::string{rest.substr(0, rest.find_first_of("\"' ;/>"))};
}

}  // namespace cmt::mail
