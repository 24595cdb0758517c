#include "yaml/splice.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "support/test.hpp"

namespace {

using namespace cmt;
using namespace cmt::yaml;

Document read(std::string bytes) {
  auto document = parse("r.yaml", std::move(bytes));
  if (!document) FAIL(document.diagnostics().front().message.english());
  return *std::move(document);
}

Value event(std::string name) {
  return Value::map()
      .add("event", Value::text(std::move(name)))
      .add("at", Value::verbatim("2026-11-21"));
}

std::string outcome(const Result<std::string>& edited) {
  return edited ? *edited : "FAILED: " + edited.diagnostics().front().message.english();
}

std::string appended(std::string bytes, const Value& item = event("new")) {
  const Document document = read(std::move(bytes));
  return outcome(append_item(document, *document.root().find("h"), item));
}

std::string set(std::string bytes, std::string_view key, const Value& value) {
  const Document document = read(std::move(bytes));
  return outcome(set_value(document, *document.root().find(key), value));
}

std::string inserted(std::string bytes, std::string_view key, const Value& value) {
  const Document document = read(std::move(bytes));
  return outcome(insert_entry(document, document.root(), key, value));
}

std::string inserted_after(std::string bytes, std::string_view existing, std::string_view key,
                           const Value& value) {
  const Document document = read(std::move(bytes));
  return outcome(insert_entry_after(document, document.root(), existing, key, value));
}

std::string removed(std::string bytes, std::string_view key) {
  const Document document = read(std::move(bytes));
  return outcome(remove_entry(document, document.root(), key));
}

}  // namespace

TEST_CASE("an item is added after the last one, in its style") {
  CHECK(appended("h:\n  - event: a\n") == "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\n");
  CHECK(appended("h:\n- event: a\n") == "h:\n- event: a\n- event: new\n  at: 2026-11-21\n");
  CHECK(appended("h:\n    -   event: a\n        at: x\n") ==
        "h:\n    -   event: a\n        at: x\n    -   event: new\n        at: 2026-11-21\n");
  CHECK(appended("h:\n  -\n    event: a\n") ==
        "h:\n  -\n    event: a\n  - event: new\n    at: 2026-11-21\n");
}

TEST_CASE("keys, blank lines and comments after the list stay after it") {
  CHECK(appended("h:\n  - event: a\nz: 1\n") ==
        "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\nz: 1\n");
  CHECK(appended("h:\n  - event: a\n\n# end\nz: 1\n") ==
        "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\n\n# end\nz: 1\n");
  CHECK(appended("h:\n- event: a\n\n# end\n") ==
        "h:\n- event: a\n- event: new\n  at: 2026-11-21\n\n# end\n");
  CHECK(appended("h:\n  - event: a\n# end\n") ==
        "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\n# end\n");
  CHECK(appended("h:\n  - event: a\n...\n") ==
        "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\n...\n");
}

TEST_CASE("comments in the column of the item or deeper belong to it") {
  CHECK(appended("h:\n  - event: a # x\n  # about a\n\n    # more\n\nz: 1\n") ==
        "h:\n  - event: a # x\n  # about a\n\n    # more\n"
        "  - event: new\n    at: 2026-11-21\n\nz: 1\n");
  CHECK(appended("h:\n- event: a\n# about a\n") ==
        "h:\n- event: a\n# about a\n- event: new\n  at: 2026-11-21\n");
}

TEST_CASE("an item is added after a block text, whose blank lines stay as they are") {
  CHECK(appended("h:\n  - event: |\n      a\n\n\nz: 1\n") ==
        "h:\n  - event: |\n      a\n  - event: new\n    at: 2026-11-21\n\n\nz: 1\n");
  CHECK(appended("h:\n  - event: |+\n      a\n\n\nz: 1\n") ==
        "h:\n  - event: |+\n      a\n\n\n  - event: new\n    at: 2026-11-21\nz: 1\n");
  CHECK(appended("h:\n  - event: |\n      # a\n      b\n    # c\n") ==
        "h:\n  - event: |\n      # a\n      b\n    # c\n  - event: new\n    at: 2026-11-21\n");
}

TEST_CASE("a missing last line break is added before the item") {
  CHECK(appended("h:\n  - event: a") == "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\n");
  CHECK(appended("h:\r\n  - event: |\r\n      a") ==
        "h:\r\n  - event: |\r\n      a\r\n  - event: new\r\n    at: 2026-11-21\r\n");
  CHECK(appended("h:\n  - event: a\n  # b") ==
        "h:\n  - event: a\n  # b\n  - event: new\n    at: 2026-11-21\n");
  CHECK(appended("h:\n  - event: a\nz: 1") ==
        "h:\n  - event: a\n  - event: new\n    at: 2026-11-21\nz: 1");
}

TEST_CASE("new lines end as the lines of the file do, block texts included") {
  CHECK(appended("\xEF\xBB\xBFh:\r\n  - event: a\r\n",
                 Value::map().add("t", Value::text("x\ny\n"))) ==
        "\xEF\xBB\xBFh:\r\n  - event: a\r\n  - t: |\r\n      x\r\n      y\r\n");
}

TEST_CASE("an item is added inside the brackets of a flow list") {
  const Value item = Value::map().add("e", Value::text("x\ny\n")).add("f", Value::text("a, b"));
  const std::string text = "{e: \"x\\ny\\n\", f: \"a, b\"}";
  CHECK(appended("h: []\n", item) == "h: [" + text + "]\n");
  CHECK(appended("h: [ ] # c\n", item) == "h: [ " + text + " ] # c\n");
  CHECK(appended("h: [{e: a}]\n", item) == "h: [{e: a}, " + text + "]\n");
  CHECK(appended("h: [{e: a},]\n", item) == "h: [{e: a}, " + text + "]\n");
  CHECK(appended("h: [\n  {e: a}, # a, b\n  b # c, d\n  ,# e\n]\nz: 1", item) ==
        "h: [\n  {e: a}, # a, b\n  b # c, d\n  , " + text + "# e\n]\nz: 1");
  CHECK(appended("h: [\n  a # c\n]\n", item) == "h: [\n  a, " + text + " # c\n]\n");
}

TEST_CASE("several items are added at once") {
  const Document document = read("h:\n- a\n");
  CHECK(outcome(append_items(document, *document.root().find("h"),
                             {Value::text("b"), Value::text("no")})) == "h:\n- a\n- b\n- \"no\"\n");
  CHECK(outcome(append_items(document, *document.root().find("h"), {})) == "h:\n- a\n");
}

TEST_CASE("a list inside a list is added to at its own column") {
  const Document document = read("h:\n  - - a\n    - b\n  - c\n");
  const Node inner = *document.root().find("h")->items().begin();
  CHECK(outcome(append_item(document, inner, Value::text("x"))) ==
        "h:\n  - - a\n    - b\n    - x\n  - c\n");
}

TEST_CASE("an edit that would not read back as meant is refused with its place") {
  const Document document = read("a: 1\nh:\n  - a\n");
  const auto edited =
      append_item(document, *document.root().find("h"), Value::text(std::string("x\0y", 3)));
  REQUIRE_FALSE(edited);
  CHECK(edited.failure().kind == FailureKind::unreadable);
  CHECK(edited.diagnostics().front().message ==
        "this cannot be edited safely: the edit would change other parts of the file");
  CHECK(edited.diagnostics().front().at == SourcePos{"r.yaml", 3, 3});
  const auto twice =
      append_item(document, *document.root().find("h"),
                  Value::map().add("k", Value::text("a")).add("k", Value::text("b")));
  CHECK(outcome(twice) ==
        "FAILED: this cannot be edited safely: afterwards the key 'k' appears twice in one map, on "
        "line 4 and on line 5");
  CHECK(outcome(append_item(document, document.root(), Value::text("x"))) ==
        "FAILED: this cannot be edited safely: this is not a list");
}

TEST_CASE("a value is replaced where it stands") {
  CHECK(set("a: 'x'  # c\nb: 1\n", "a", Value::text("no")) == "a: \"no\"  # c\nb: 1\n");
  CHECK(set("a: x", "a", Value::verbatim("7")) == "a: 7");
  CHECK(set("a: x\n  y\nb: 1\n", "a", Value::text("نو")) == "a: نو\nb: 1\n");
  CHECK(set("a: [1, 2] # c\n", "a", Value::list({Value::text("x")})) == "a: [x] # c\n");
  CHECK(set("a: |\n  x\n  y\n\nb: 1\n", "a", Value::text("z")) == "a: z\n\nb: 1\n");
  CHECK(set("a: x\r\nb: 1\r\n", "a", Value::text("p\nq\n")) == "a: |\r\n  p\r\n  q\r\nb: 1\r\n");
  CHECK(set("a: x # c\nb: 1\n", "a", Value::text("p\nq\n")) == "a: \"p\\nq\\n\" # c\nb: 1\n");
}

TEST_CASE("a value inside brackets or a list item is replaced where it stands") {
  const Document document = read("a: {b: c, d: e}\nl:\n  - x\n  - y\n");
  CHECK(outcome(set_value(document, *document.root().find("a")->find("b"), Value::text("p\nq"))) ==
        "a: {b: \"p\\nq\", d: e}\nl:\n  - x\n  - y\n");
  CHECK(outcome(set_value(document, *document.root().find("l")->items().begin(),
                          Value::text("p\nq"))) ==
        "a: {b: c, d: e}\nl:\n  - |-\n    p\n    q\n  - y\n");
}

TEST_CASE("several values are replaced at once, in any order, and nothing else is changed") {
  const Document document = read("a: {b: c, d: e} # c\nl:\n  - x\n  - y\nt: |\n  old\n  text\n");
  const Node root = document.root();
  CHECK(outcome(set_values(document, {{*root.find("t"), Value::text("p\nq\n")},
                                      {*root.find("a")->find("d"), Value::text("z")},
                                      {*root.find("l")->items().begin(), Value::text("x and more")}})) ==
        "a: {b: c, d: z} # c\nl:\n  - x and more\n  - y\nt: |\n  p\n  q\n");
  CHECK(outcome(set_values(document, {})) == document.bytes());
}

TEST_CASE("keys, blocks and commented block texts are not replaced") {
  const Document document = read("a:\n  b: c\nd: | # note\n  e\n");
  const Node root = document.root();
  CHECK(outcome(set_value(document, *root.find("a"), Value::text("x"))) ==
        "FAILED: this cannot be edited safely: a map or list in block style cannot be replaced");
  CHECK(outcome(set_value(document, (*root.entries().begin()).key, Value::text("x"))) ==
        "FAILED: this cannot be edited safely: this is not a value");
  CHECK(outcome(set_value(document, *root.find("d"), Value::text("x"))) ==
        "FAILED: this cannot be edited safely: the comment after the `|` or `>` would be lost");
}

TEST_CASE("an entry is added after the last one of its map") {
  CHECK(inserted("a: 1 # c\n\n# end\n", "no", Value::text("x")) ==
        "a: 1 # c\n\"no\": x\n\n# end\n");
  CHECK(inserted("\xEF\xBB\xBF"
                 "a: 1",
                 "b", Value::text("x")) ==
        "\xEF\xBB\xBF"
        "a: 1\nb: x\n");
  CHECK(inserted("a: 1\n", "l", Value::list({event("x")})) ==
        "a: 1\nl:\n  - event: x\n    at: 2026-11-21\n");
  CHECK(inserted("{}\n", "a", Value::text("x")) == "{a: x}\n");
  CHECK(inserted("{a: 1}\n", "b", event("x")) == "{a: 1, b: {event: x, at: 2026-11-21}}\n");
  CHECK(inserted("a: 1\n", "a", Value::text("x")) ==
        "FAILED: this cannot be edited safely: the key 'a' is there");
}

TEST_CASE("an entry is added to a map inside a list item") {
  const Document document = read("h:\n  -   a: 1\n      # c\n  - b: 2\n");
  const Node first = *document.root().find("h")->items().begin();
  CHECK(outcome(insert_entry(document, first, "x", Value::text("p\nq"))) ==
        "h:\n  -   a: 1\n      # c\n      x: |-\n        p\n        q\n  - b: 2\n");
}

TEST_CASE("an entry is added after a given one") {
  CHECK(inserted_after("a: 1 # c\n  # deeper\n# of b\nb: 2\n", "a", "x", Value::text("v")) ==
        "a: 1 # c\n  # deeper\nx: v\n# of b\nb: 2\n");
  CHECK(inserted_after("a:\n  - b\n\nc: 1\n", "a", "x", Value::text("v")) ==
        "a:\n  - b\nx: v\n\nc: 1\n");
  CHECK(inserted_after("a: 1\n# c\n", "a", "x", Value::text("v")) == "a: 1\n# c\nx: v\n");
  CHECK(inserted_after("{a: 1, b: 2}\n", "a", "x", Value::text("v")) == "{a: 1, x: v, b: 2}\n");
  CHECK(inserted_after("a: 1\n", "b", "x", Value::text("v")) ==
        "FAILED: this cannot be edited safely: there is no key 'b'");
}

TEST_CASE("an entry is taken out with its lines") {
  CHECK(removed("a: 1\nb: |\n  x\n\n# c\nc: 2\n", "b") == "a: 1\n\n# c\nc: 2\n");
  CHECK(removed("a: 1\nb: 2\n", "a") == "b: 2\n");
  CHECK(removed("\xEF\xBB\xBF"
                "a: 1\r\nb: 2",
                "a") ==
        "\xEF\xBB\xBF"
        "b: 2");
  CHECK(removed("{a: 1, b: 2, c: 3}\n", "a") == "{b: 2, c: 3}\n");
  CHECK(removed("{a: 1, b: 2, c: 3}\n", "b") == "{a: 1, c: 3}\n");
  CHECK(removed("{a: 1, b: 2}\n", "b") == "{a: 1}\n");
  CHECK(removed("{a: 1}\n", "a") == "{}\n");
}

TEST_CASE("the first entry of a list item leaves its dash to the next") {
  const Document document = read("h:\n  - a: 1\n    b: 2\n  - c: 3\n  - d: 4 # x\n    e: 5\n");
  auto item = document.root().find("h")->items().begin();
  CHECK(outcome(remove_entry(document, *item, "a")) ==
        "h:\n  - b: 2\n  - c: 3\n  - d: 4 # x\n    e: 5\n");
  ++item;
  CHECK_FALSE(remove_entry(document, *item, "c"));
  ++item;
  CHECK_FALSE(remove_entry(document, *item, "d"));
}

TEST_CASE("the only entry of a block is not taken out") {
  CHECK(removed("a: 1\n", "a") ==
        "FAILED: this cannot be edited safely: its only entry, or an entry with a comment, cannot "
        "be taken out");
  CHECK(removed("a: 1\n", "b") == "FAILED: this cannot be edited safely: there is no key 'b'");
}

TEST_CASE("two trees are equal by kinds, keys and texts") {
  const auto are_equal = [](std::string a, std::string b) {
    const Document first = read(std::move(a));
    const Document second = read(std::move(b));
    return equal(first.root(), second.root());
  };
  CHECK(are_equal("a: [1, {b: c}]\n", "'a':\n- \"1\"\n- b: c\n"));
  CHECK_FALSE(are_equal("a: 1\n", "a: 2\n"));
  CHECK_FALSE(are_equal("a: 1\n", "b: 1\n"));
  CHECK_FALSE(are_equal("a: 1\nb: 2\n", "b: 2\na: 1\n"));
  CHECK_FALSE(are_equal("a: []\n", "a: {}\n"));
  CHECK_FALSE(are_equal("a: [1]\n", "a: [1, 2]\n"));
  CHECK_FALSE(are_equal("a: [x, y]\n", "a: {x: y}\n"));
}

TEST_CASE("a tree equals the value it was written from and no other") {
  const Document document = read("a: [x, {b: \"1\"}]\n");
  const auto value = [](std::string text) {
    return Value::map().add(
        "a",
        Value::list({Value::text("x"), Value::map().add("b", Value::verbatim(std::move(text)))}));
  };
  CHECK(equal(document.root(), value("1")));
  CHECK_FALSE(equal(document.root(), value("2")));
  CHECK_FALSE(equal(document.root(), Value::map()));
  CHECK_FALSE(equal(document.root(), Value::map().add("a", Value::text("x"))));
}
