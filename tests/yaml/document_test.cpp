#include "yaml/document.hpp"

#include <fmt/core.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/test.hpp"

namespace {

using namespace cmt;
using namespace cmt::yaml;

Document read(std::string bytes) {
  auto document = parse("r.yaml", std::move(bytes));
  if (!document) FAIL(document.diagnostics().front().message.english());
  return *std::move(document);
}

// "LINE:COLUMN message", one a line.
std::string refusal(std::string bytes, const Limits& limits = {}) {
  const auto document = parse("r.yaml", std::move(bytes), limits);
  if (document) return "accepted";
  std::string out;
  for (const Diagnostic& d : document.diagnostics()) {
    CHECK(d.at.file == "r.yaml");
    CHECK(document.failure().kind == FailureKind::unreadable);
    if (!out.empty()) out += '\n';
    out += fmt::format("{}:{} {}", d.at.line, d.at.column, d.message.english());
  }
  return out;
}

Diagnostic first_refusal(std::string bytes) {
  const auto document = parse("r.yaml", std::move(bytes));
  REQUIRE_FALSE(document);
  return document.diagnostics().front();
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string_view own_bytes(const Document& document, Node node) {
  const Span span = node.span();
  return std::string_view(document.bytes()).substr(span.begin, span.end - span.begin);
}

double seconds(const std::string& bytes) {
  const auto begin = std::chrono::steady_clock::now();
  (void)parse("r.yaml", bytes);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

TEST_CASE("a record becomes a tree of maps, lists and texts") {
  const Document document = read(
      "# a note\n"
      "schema: 1\n"
      "history:\n"
      "  - event: received\n"
      "    note: 'it''s'\n"
      "  - {event: closed, tags: [a, \"b\\u0041\"]}\n");
  const Node root = document.root();
  REQUIRE(root.is_map());
  CHECK(root.size() == 2);
  CHECK(root.find("schema")->text() == "1");
  CHECK(root.find("schema")->is_plain());
  CHECK_FALSE(root.find("absent"));
  const Node history = *root.find("history");
  REQUIRE(history.is_list());
  CHECK(history.style() == Style::block);
  std::vector<std::string> seen;
  for (const Node item : history.items()) {
    for (const auto [key, value] : item.entries()) {
      seen.push_back(std::string(key.text()) + "=" + std::string(value.text()));
      for (const Node tag : value.items()) seen.emplace_back(tag.text());
    }
  }
  CHECK(seen == std::vector<std::string>{"event=received", "note=it's", "event=closed",
                                         "tags=", "a", "bA"});
}

TEST_CASE("a document may be moved without harm to its nodes") {
  Document first = read("a: [x, \"\\x41\"]\n");
  const Node list = *first.root().find("a");
  const Document second = std::move(first);
  std::string texts;
  for (const Node item : list.items()) texts += item.text();
  CHECK(texts == "xA");
  CHECK(second.root().size() == 1);
}

TEST_CASE("a span covers exactly the bytes of its value") {
  const std::string bytes =
      "plain: some text   # note\n"
      "folded over: lines\n"
      "  go on\n"
      "\n"
      "'single': 'a ''b'''  # c\n"
      "double: \"a \\\" b\"\n"
      "flow: [a, {b: c} ] # d\n"
      "block:\n"
      "  - x # e\n"
      "  -   y: z\n"
      "\n"
      "pair: [a: b ]\n"
      "? asked\n"
      ": answered\n"
      "last: end";
  const Document document = read(bytes);
  const Node root = document.root();
  CHECK(own_bytes(document, *root.find("plain")) == "some text");
  CHECK(own_bytes(document, *root.find("folded over")) == "lines\n  go on");
  CHECK(own_bytes(document, *root.find("single")) == "'a ''b'''");
  CHECK(own_bytes(document, *root.find("double")) == "\"a \\\" b\"");
  CHECK(own_bytes(document, *root.find("flow")) == "[a, {b: c} ]");
  CHECK(own_bytes(document, *root.find("block")) == "- x # e\n  -   y: z");
  CHECK(own_bytes(document, *root.find("asked")) == "answered");
  CHECK(own_bytes(document, *root.find("last")) == "end");
  const Node pair = *root.find("pair")->items().begin();
  CHECK(own_bytes(document, pair) == "a: b");
  CHECK(own_bytes(document, root) == bytes);
}

TEST_CASE("the span of a block text ends with its last line, kept blank lines included") {
  const auto span = [](const std::string& value, const std::string& rest) {
    const Document document = read("a: " + value + rest);
    return std::string(own_bytes(document, *document.root().find("a")));
  };
  const std::string next = "\nb: c\n";
  for (const std::string value :
       {"|\n  x", "|\n  x\n\n  y", "|-\n  x", "|+\n  x\n\n", ">\n  x\n  y", ">+ # +\n  x\n",
        "|2\n   x", "|1\n    \n  x", "|\n  x\n     ", "|\n\n  x", "|+2 # note\n  x\n\n",
        "|2+\n  x\n\n"}) {
    CAPTURE(value);
    CHECK(span(value, next) == value);
  }
  for (const std::string value : {"|\n  x", "|- # +\n  x", ">2\n   x", "|\n  x\n     "}) {
    for (const std::string blank : {"\n", "\n\n\n", "\n  \n \n", "\n  \n# note\n\n"}) {
      CAPTURE(value, blank);
      CHECK(span(value, blank + "b: c\n") == value);
      CHECK(span(value, blank) == value);
    }
  }
  CHECK(span("|", next) == "|");
  CHECK(span("|-", "\n\n  \n\nb: c\n") == "|-");
}

TEST_CASE("spans hold in Persian text, after a byte order mark and with CRLF") {
  const std::string body = "خلاصه: پرداخت دوباره\r\nнота: |\r\n  раз\r\n  два\r\n\r\nk: [é, ü]\r\n";
  for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
    const Document document = read(mark + body);
    const Node root = document.root();
    CHECK(own_bytes(document, *root.find("خلاصه")) == "پرداخت دوباره");
    CHECK(own_bytes(document, *root.find("нота")) == "|\r\n  раз\r\n  два");
    CHECK(root.find("нота")->text() == "раз\nдва\n");
    CHECK(own_bytes(document, *root.find("k")) == "[é, ü]");
    CHECK(document.bytes() == mark + body);
    CHECK(document.position(*root.find("خلاصه")) == SourcePos{"r.yaml", 1, 8});
    CHECK(document.position(*root.find("k")) == SourcePos{"r.yaml", 6, 4});
    CHECK(document.line_at(root.span().begin) == "خلاصه: پرداخت دوباره");
    const Diagnostic d = document.error_at(*root.find("خلاصه"), "m", "h");
    CHECK(d.excerpt == "خلاصه: پرداخت دوباره");
  }
}

TEST_CASE("a missing last line break is read as if it were there") {
  const Document with = read("a: |\n  x\n");
  const Document without = read("a: |\n  x");
  CHECK(with.root().find("a")->text() == "x\n");
  CHECK(without.root().find("a")->text() == "x\n");
  CHECK(without.bytes() == "a: |\n  x");
}

TEST_CASE("document marks round a single document are accepted") {
  CHECK(refusal("---\na: b\n") == "accepted");
  CHECK(refusal("# c\n---\na: b\n...\n") == "accepted");
  CHECK(refusal("\xEF\xBB\xBF---\na: b\n") == "accepted");
}

TEST_CASE("a duplicate key is refused and both lines are named") {
  CHECK(refusal("a: 1\nb:\n  c: 1\n  'c': 2\n\"\\x61\": 3\n") ==
        "4:3 the key 'c' appears twice in one map, on line 3 and on line 4\n"
        "5:1 the key 'a' appears twice in one map, on line 1 and on line 5");
  CHECK(refusal("a: {c: 1}\nb: {c: 1}\n") == "accepted");
}

TEST_CASE("conflict markers are reported once, before anything else") {
  CHECK(refusal("a: 1\n<<<<<<< HEAD\nb: &x 1\n||||||| base\n=======\r\nb: 2\n>>>>>>> other\n") ==
        "2:1 a merge was left unfinished: conflict markers on lines 2, 4, 5, 7");
  CHECK(refusal("a: |\n  <<<<<<< HEAD\n  =======\nb: =======x\n") == "accepted");
}

TEST_CASE("anchors, aliases and tags are refused, all of them at once") {
  CHECK(
      refusal(
          "a: &x 1\nb: *x\nc: !!str 1\nd: ! e\nf: !<tag:yaml.org,2002:map>\n  g: h\ni: &y [z]\n") ==
      "1:4 anchors (beginning with '&') are not allowed\n"
      "2:4 aliases (beginning with '*') are not allowed\n"
      "3:4 tags (beginning with '!') are not allowed\n"
      "4:4 tags (beginning with '!') are not allowed\n"
      "5:4 tags (beginning with '!') are not allowed\n"
      "7:4 anchors (beginning with '&') are not allowed");
  CHECK(refusal("a: !x!y z\n") == "1:4 tags (beginning with '!') are not allowed");
  CHECK(refusal("a: !<x\n") == "1:4 tags (beginning with '!') are not allowed");
  CHECK(refusal("a: & b\n") == "1:4 anchors ('&') and aliases ('*') are not allowed");
}

TEST_CASE("directives are refused") {
  const std::string message = "directives (lines beginning with '%') are not allowed";
  CHECK(refusal("%YAML 1.1\n---\na: b\n") == "1:1 " + message);
  CHECK(refusal("%TAG ! tag:x,2000:\n---\na: b\n") == "1:1 " + message);
  CHECK(refusal("%FOO\n---\na: b\n") == "1:1 " + message);
  CHECK(refusal("a: b\n%FOO\n") == "2:1 " + message);
  CHECK(refusal("a: 100%\nb: \"c\n  %d\"\n") == "accepted");
}

TEST_CASE("a second document is refused") {
  CHECK(refusal("a: b\n---\nc: d\n") == "2:1 a second document begins here; a file holds one");
  CHECK(refusal("a: b\n---\n") == "2:1 a second document begins here; a file holds one");
  CHECK(refusal("a: b\n...\nc: d\n") == "3:1 text stands after the end of the map");
}

TEST_CASE("a missing value is refused") {
  CHECK(refusal("a:\nb: 1\nc:\n  - \n  - x\nd: {e: , f}\ng: # note\n") ==
        "1:1 'a' has no value\n"
        "4:3 this list item has no value\n"
        "6:5 'e' has no value\n"
        "6:10 'f' has no value\n"
        "7:1 'g' has no value");
  CHECK(refusal("a: \"\"\nb: ''\nc: ~\nd: null\n") == "accepted");
  CHECK(refusal("?\n: x\n") == "1:2 a value stands here without a key");
}

TEST_CASE("a root that is no map is refused") {
  CHECK(refusal("- a\n- b\n") ==
        "1:1 the file holds a list where a map of `key: value` lines is expected");
  CHECK(refusal("version https://example.org/spec\noid sha256.12\nsize 5\n") ==
        "1:1 the file holds a single text where a map of `key: value` lines is expected");
  CHECK(refusal("<!DOCTYPE html>\n<html></html>\n") ==
        "1:1 the file holds a single text where a map of `key: value` lines is expected");
  CHECK(refusal("{\n  \"a\": [1, 2]\n}\n") == "accepted");
}

TEST_CASE("an empty file is refused") {
  CHECK(refusal("") == "1:1 the file is empty");
  CHECK(refusal("\n# note\n  \n") == "1:1 the file holds nothing but blanks and comments");
  CHECK(refusal("\xEF\xBB\xBF") == "1:1 the file holds nothing but blanks and comments");
}

TEST_CASE("a key that is no text is refused") {
  CHECK(refusal("[a, b]: c\n") == "1:1 a key cannot be a list or a map");
  CHECK(refusal("{a: b}: c\n") == "1:1 a key cannot be a list or a map");
  CHECK(refusal("? - a\n: b\n") == "1:3 a key cannot be a list or a map");
}

TEST_CASE("a tab as indentation is refused") {
  const std::string message = "a tab is used for indentation";
  CHECK(refusal("a:\n\tb: c\n") == "2:1 " + message);
  CHECK(refusal("a:\n  b: c\n\td: e\n") == "3:1 " + message);
  CHECK(refusal("a: |\n\tb\n") == "2:1 " + message);
  CHECK(refusal("a: [\n\tb,\n  \tc]\n") == "2:1 " + message + "\n3:3 " + message);
  CHECK(refusal("a:\n  -\tb: c\n    d: e\n") == "2:4 " + message);
  CHECK(refusal("a:\tb\t# c\nd: |\n  x\n  \te\n") == "accepted");
}

TEST_CASE("invalid UTF-8 is refused with its byte and offset") {
  CHECK(refusal("a: b\nو: x\xE9z\n") == "2:5 byte 0xE9 at offset 10 is not valid UTF-8");
  CHECK(refusal("a: \xC0\xAF\n") == "1:4 byte 0xC0 at offset 3 is not valid UTF-8");
  CHECK(refusal("a: \xED\xA0\x80\n") == "1:4 byte 0xED at offset 3 is not valid UTF-8");
  CHECK(refusal("a: \xF4\x90\x80\x80\n") == "1:4 byte 0xF4 at offset 3 is not valid UTF-8");
  CHECK(refusal("a: \xE2\x82") == "1:4 byte 0xE2 at offset 3 is not valid UTF-8");
  CHECK(refusal("a: \xF0\x9F\x98\x80\n") == "accepted");
}

TEST_CASE("UTF-16 is refused by its name") {
  CHECK(refusal(std::string("\xFF\xFE"
                            "a\0:\0",
                            6)) == "1:1 the file is UTF-16, not UTF-8");
  CHECK(refusal(std::string("\0a\0:", 4)) == "1:1 the file is UTF-16, not UTF-8");
}

TEST_CASE("control characters are refused raw, one a line") {
  CHECK(refusal(std::string("a: x\0y\nb: \x1B[0m\x07\nc: \x7F\nd: \xC2\x9B\n", 27)) ==
        "1:5 the file holds a NUL character\n"
        "2:4 the control character U+001B is not allowed\n"
        "3:4 the control character U+007F is not allowed\n"
        "4:4 the control character U+009B is not allowed");
  CHECK(refusal("a: b\rc: d\n") == "1:5 a carriage return stands alone");
  CHECK(refusal("a: x\xEF\xBB\xBFy\n") == "1:5 a byte order mark (U+FEFF) stands inside the file");
  CHECK(refusal("a: \"\\e\\x07\\u009B\\u2028\\r\"\n") == "accepted");
  CHECK(refusal("a: \"x\\0\"\n") == "1:4 the text holds the escape \\0 (a NUL character)");
}

TEST_CASE("raw line separators are refused with the escape to write") {
  const Diagnostic d = first_refusal("a: x\xE2\x80\xA8y\n");
  CHECK(d.message == "the line separator U+2028 cannot stand here as it is");
  CHECK(d.hint == "write it as the escape \"\\u2028\" in double quotes");
  CHECK(d.excerpt == "a: x\xE2\x80\xA8y");
  CHECK(refusal("a: \xC2\x85\nb: \xE2\x80\xA9\n") ==
        "1:4 the line separator U+0085 cannot stand here as it is\n"
        "2:4 the line separator U+2029 cannot stand here as it is");
}

TEST_CASE("mistakes of syntax are named in plain words") {
  CHECK(refusal("a: b\nstatus closed\nc: d\n") ==
        "2:1 this is neither `key: value` nor a part of the value above");
  CHECK(refusal("a: b: c\n") == "1:5 a ': ' stands where none may stand");
  CHECK(refusal("a: 'b\nc: d\n") == "1:4 the quote ' here is never closed");
  CHECK(refusal("a: \"b\nc: d\n") == "1:4 the quote \" here is never closed");
  CHECK(refusal("a: [b,\n") == "1:4 the '[' here is never closed");
  CHECK(refusal("a: [b\nc: d\n") == "2:2 expected ',' or ']' in the list opened on line 1");
  CHECK(refusal("a: {b: c\nd: e\n") == "2:2 expected ',' or '}' in the map opened on line 1");
  CHECK(refusal("a:\n  b: c\n d: e\n") ==
        "3:2 expected a key of the map here: the indentation does not match or a quote or bracket "
        "is out of place");
  CHECK(refusal("a:\n  - b\n  c: d\n") ==
        "3:3 expected a list item ('- ') here: the indentation does not match");
  CHECK(refusal("a: - b\n") == "1:4 a list item ('- ') stands where none may stand");
  CHECK(refusal("a: @b\n") == "1:4 a value cannot begin with '@'");
  CHECK(refusal("a: `b`\n") == "1:4 a value cannot begin with '`'");
  CHECK(refusal("a: \"\\q\"\n") == "1:5 the escape after this backslash is not known");
  CHECK(refusal("a: \"\\xZZ\"\n") == "1:7 this escape lacks hexadecimal digits");
  CHECK(refusal("a: \"\\ud800\"\n") == "1:7 this escape does not name a character");
  CHECK(refusal("a: | b\n  c\n") == "1:6 only a comment may follow `|` or `>` on its line");
  CHECK(refusal("a: ]\n") == "1:4 expected a value here");
  CHECK(refusal(",\n") == "1:1 expected a value here");
}

TEST_CASE("what precedes a mistake of syntax is reported with it") {
  CHECK(refusal("a: &x 1\nb:\nc: d: e\n") ==
        "1:4 anchors (beginning with '&') are not allowed\n"
        "2:1 'b' has no value\n"
        "3:5 a ': ' stands where none may stand");
}

TEST_CASE("an excerpt is the raw line, cut to 400 bytes between characters") {
  const Diagnostic d = first_refusal("x: y\r\nкл: *" + repeated("ю", 300) + "\r\n");
  CHECK(d.excerpt.size() == 400 - 1);
  const Diagnostic e = first_refusal("x: y\r\n  кл: *a\r\n");
  CHECK(e.excerpt == "  кл: *a");
}

TEST_CASE("at most a hundred places are listed") {
  const auto document = parse("r.yaml", repeated("a: 1\n", 500));
  REQUIRE_FALSE(document);
  REQUIRE(document.diagnostics().size() == 101);
  CHECK(document.diagnostics().back().message == "there are more errors in this file");
}

TEST_CASE("nesting beyond 64 levels is refused") {
  const auto lists = [](std::size_t levels) {
    return "a: " + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "\n";
  };
  CHECK(refusal(lists(64)) == "accepted");
  CHECK(refusal(lists(65)) == "1:67 maps and lists are nested more than 64 levels deep");
}

TEST_CASE("the limits of a file, its values and its texts hold") {
  Limits limits;
  limits.bytes = 10;
  CHECK(refusal("a: 345678\n", limits) == "accepted");
  CHECK(refusal("a: 3456789\n", limits) == "1:1 the file has 11 bytes; at most 10 are read");
  limits = {};
  limits.nodes = 5;
  CHECK(refusal("a: b\nc: d\n", limits) == "accepted");
  CHECK(refusal("a: b\nc: d\ne: f\n", limits) == "3:1 the file has more than 5 values");
  limits = {};
  limits.scalar_bytes = 4;
  CHECK(refusal("a: ошиб\n", limits) == "1:4 the text here has 8 bytes; at most 4 are read");
  CHECK(refusal("a: abcd\n", limits) == "accepted");
}

TEST_CASE("hostile files are answered in a moment") {
  const std::size_t most = std::size_t{1} << 20U;
  std::string keys;
  for (int i = 0; i < 9'900; ++i) keys += fmt::format("key{}: {}\n", i * 7'919 % 9'901, i);
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += fmt::format("k{}: 1\n", i);
  std::string stairs;
  for (std::size_t i = 0; stairs.size() + i + 10 < most; ++i)
    stairs += std::string(i, ' ') + "a:\n";
  CHECK(refusal(keys) == "accepted");
  const std::vector<std::string> inputs{",\n",
                                        "a: " + std::string(400'000, '['),
                                        "a: " + std::string(400'000, '{'),
                                        "a: " + repeated("[\n", 200'000),
                                        "a:\n " + repeated("- ", 100'000),
                                        repeated("- ", 100'000),
                                        repeated("? ", 100'000),
                                        stairs,
                                        std::string(most, ' '),
                                        std::string(most, '\n'),
                                        "a: b" + std::string(most - 5, ' ') + "\n",
                                        "a: " + std::string(most - 4, 'x') + "\n",
                                        "a: |\n" + repeated(" \n", 500'000),
                                        "a: \"" + repeated("\n", 1'000'000) + "\"\n",
                                        "a: b\n" + repeated("#\n", 500'000),
                                        keys,
                                        many,
                                        repeated("&a ", 100'000),
                                        repeated("a: &a\n", 100'000),
                                        repeated("a: 1\n", 200'000),
                                        std::string(most, '\x01'),
                                        repeated("\x01\n", 500'000),
                                        repeated("=======\n", 130'000),
                                        repeated("\"a\" ", 200'000),
                                        "پ: |\n" + repeated(" پ\n", 250'000)};
  for (const std::string& input : inputs) {
    CAPTURE(input.substr(0, 20), input.size());
    // Far from what any of them takes, and from what a quadratic one would: minutes.
    CHECK(seconds(input) < 20.0);
  }
}
