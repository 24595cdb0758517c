#include "yaml/value.hpp"

#include <yaml-cpp/yaml.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/test.hpp"
#include "yaml/document.hpp"
#include "yaml/second_opinion.hpp"
#include "yaml/splice.hpp"

namespace {

using namespace cmt::yaml;

// Texts that some reader takes for a number, time, truth value, null or mark.
const std::vector<std::string> typed_texts{"",
                                           "~",
                                           "null",
                                           "Null",
                                           "NULL",
                                           "true",
                                           "True",
                                           "TRUE",
                                           "yes",
                                           "Yes",
                                           "no",
                                           "NO",
                                           "on",
                                           "Off",
                                           "y",
                                           "N",
                                           "0",
                                           "7",
                                           "-1",
                                           "+12",
                                           "00123",
                                           "0x1F",
                                           "0X1f",
                                           "0b101",
                                           "0o17",
                                           "1_000",
                                           "1,000",
                                           "1e3",
                                           "1E+3",
                                           "1.",
                                           ".5",
                                           "-.5e-3",
                                           "1.10",
                                           "1.2.3",
                                           ".inf",
                                           "-.INF",
                                           ".NaN",
                                           "1:30",
                                           "12:30:45",
                                           "12:30:45.5",
                                           "=",
                                           "<<",
                                           "---",
                                           "...",
                                           "--- a",
                                           "... a",
                                           "2026-11-20",
                                           "2026-1-2",
                                           ".",
                                           "+.inf",
                                           "2026-11-20T09:12:00+03:30",
                                           "2026-11-20 09:12:00"};

// Texts that break the syntax, or show a reader something else, without quotes.
const std::vector<std::string> unsafe_texts{" a",
                                            "a ",
                                            "\ta",
                                            "a\t",
                                            "a\tb",
                                            "- a",
                                            "-",
                                            "-- a",
                                            "? a",
                                            "?",
                                            ": a",
                                            ":",
                                            ":a",
                                            "a:",
                                            "a: b",
                                            "a #b",
                                            "#a",
                                            ",a",
                                            "[a",
                                            "]a",
                                            "{a",
                                            "}a",
                                            "&a",
                                            "*a",
                                            "!a",
                                            "|",
                                            "> a",
                                            "'a'",
                                            "\"a\"",
                                            "%a",
                                            "@a",
                                            "`a",
                                            "a\rb",
                                            "a\x1B[0m",
                                            "\x07",
                                            "\x7F",
                                            "\xC2\x85",
                                            "\xC2\x9B",
                                            "a\u200Eb",
                                            "\u202Eabc",
                                            "\u2066a\u2069",
                                            "\u061Ca",
                                            "a\u2028b",
                                            "a\u2029b",
                                            "\uFEFFa",
                                            "<<<<<<< a",
                                            "=======",
                                            "a\r\nb"};

const std::vector<std::string> plain_texts{"a",
                                           "Card payment taken twice",
                                           "2026-7K3QX4M",
                                           "P-4TZ8N2C",
                                           "پرداخت دو بار انجام شد",
                                           "Деньги списаны дважды",
                                           "don't",
                                           "a, b [c] {d}",
                                           "a#b",
                                           "a:b",
                                           "http://x.example/y?z=1",
                                           "nobody",
                                           "yesterday",
                                           "1st",
                                           "12 months",
                                           "-a",
                                           "a-",
                                           "می‌خواهم",
                                           "😀",
                                           "C:\\dir",
                                           "2026-Q3",
                                           "e3",
                                           "0xZZ",
                                           "a \"b\" 'c'",
                                           "100%",
                                           "1e3x",
                                           "2026-11",
                                           "2026-11-20x"};

const std::vector<std::string> long_texts{
    "a\nb",       "a\nb\n",       "a\nb\n\n",   "\na\n",      " a\nb",
    "a\n b\n",    "a\n\nb",       "\n",         "\n\n",       "a\n",
    "a\n  \nb",   "a \nb\n",      "a\n\tb\n",   "a\tb\nc\n",  "# a\n# b\n",
    "- a\n- b",   "a: b\nc: d\n", "---\na\n",   "раз\nдва\n", "a\u202E\nb\n",
    "a\r\nb\r\n", "یک\nدو",       "\"a\"\n'b'", "%a\n",       "a\n...\n"};

std::vector<std::string> all_texts() {
  std::vector<std::string> all;
  for (const auto* texts : {&typed_texts, &unsafe_texts, &plain_texts, &long_texts}) {
    all.insert(all.end(), texts->begin(), texts->end());
  }
  return all;
}

// Reads back through both readers.
void check_reads_equal(const Value& value) {
  const std::string bytes = write(value);
  CAPTURE(bytes);
  const auto document = parse("r.yaml", bytes);
  if (!document) FAIL(document.diagnostics().front().message.english());
  CHECK(equal(document->root(), value));
  const auto other = disagree(*document);
  if (other) FAIL(other->message.english());
  CHECK(bytes.ends_with('\n'));
  CHECK_FALSE(bytes.ends_with("\n\n"));
}

}  // namespace

TEST_CASE("a text that a reader would take for something else is quoted") {
  for (const std::string& text : typed_texts) {
    CAPTURE(text);
    CHECK(scalar(text) == '"' + text + '"');
    CHECK(flow_scalar(text) == '"' + text + '"');
    CHECK(is_typed(text));
  }
}

TEST_CASE("a text that would break the syntax or mislead the eye is quoted") {
  for (const std::string& text : unsafe_texts) {
    CAPTURE(text);
    CHECK(scalar(text).front() == '"');
  }
  CHECK(scalar("\u202Eabc\x1B\x7F") == "\"\\u202Eabc\\u001B\\u007F\"");
  CHECK(scalar("\"\\\t\r\n") == R"("\"\\\t\r\n")");
}

TEST_CASE("a text of any script stays plain where that is safe") {
  for (const std::string& text : plain_texts) {
    CAPTURE(text);
    CHECK(scalar(text) == text);
  }
}

TEST_CASE("brackets ask for more quotes") {
  CHECK(flow_scalar("a, b") == "\"a, b\"");
  CHECK(flow_scalar("a]") == "\"a]\"");
  CHECK(flow_scalar("a:b") == "a:b");
  CHECK(flow_scalar("a:/b") == "\"a:/b\"");
  CHECK(flow_scalar("why?") == "\"why?\"");
}

TEST_CASE("what is not UTF-8 is written as a replacement character") {
  CHECK(scalar("a\xE9z") == "\"a\uFFFDz\"");
  CHECK(scalar(std::string_view("a\0z", 3)) == "\"a\uFFFDz\"");
}

TEST_CASE("every text reads back equal as value, key, item and in brackets, by both readers") {
  for (const std::string& text : all_texts()) {
    Value value = Value::map();
    value.add("k", Value::text(text))
        .add("list", Value::list({Value::text(text), Value::map().add("a", Value::text(text))}))
        .add("flow", Value::map().add("a", Value::text(text)).flow(true))
        .add("items", Value::list({Value::text(text), Value::text("z")}).flow(true))
        .add("deep", Value::list({Value::list({Value::text(text), Value::map()})}))
        .add("key", Value::map().add(text, Value::text("v")).add("z" + text, Value::text(text)))
        .add("keys", Value::map().add(text, Value::text("v")).flow(true));
    check_reads_equal(value);
    if (text != "k") check_reads_equal(Value::map().add(text, Value::text(text)));
  }
}

TEST_CASE("a text of several lines is a block text where that is safe") {
  CHECK(is_literal_safe("a\nb"));
  CHECK(is_literal_safe("a\n\nb\n"));
  for (const std::string_view text :
       {"a", "a\n\n", "\na\n", " a\nb", "a\n  \nb", "a\r\nb\n", "a\n\tb", "a\u202E\nb"}) {
    CAPTURE(text);
    CHECK_FALSE(is_literal_safe(text));
  }
  CHECK(write(Value::map().add("a", Value::text("x\n\n  y\n")).add("b", Value::text("p\nq"))) ==
        "a: |\n  x\n\n    y\nb: |-\n  p\n  q\n");
}

TEST_CASE("a record is written in block style") {
  Value event = Value::map();
  event.add("event", Value::text("received"))
      .add("at", Value::verbatim("2026-11-20T09:12:00+03:30"))
      .add("amount", Value::map()
                         .add("value", Value::text("120.00"))
                         .add("currency", Value::text("EUR"))
                         .flow(true))
      .add("tags", Value::list({Value::text("a"), Value::text("no")}))
      .add("description", Value::text("one\ntwo\n"))
      .add("notes", Value::list({Value::text("a [b]"), Value::text("c")}))
      .add("nested", Value::map().add("x", Value::verbatim("true")));
  Value record = Value::map();
  record.add("schema", Value::verbatim("1"))
      .add("id", Value::text("2026-7K3QX4M"))
      .add("history", Value::list({event, Value::map().add("event", Value::text("no"))}))
      .add("empty", Value::list())
      .add("none", Value::map());
  CHECK(write(record) ==
        "schema: 1\n"
        "id: 2026-7K3QX4M\n"
        "history:\n"
        "  - event: received\n"
        "    at: 2026-11-20T09:12:00+03:30\n"
        "    amount: {value: \"120.00\", currency: EUR}\n"
        "    tags: [a, \"no\"]\n"
        "    description: |\n"
        "      one\n"
        "      two\n"
        "    notes:\n"
        "      - a [b]\n"
        "      - c\n"
        "    nested:\n"
        "      x: true\n"
        "  - event: \"no\"\n"
        "empty: []\n"
        "none: {}\n");
  check_reads_equal(record);
  CHECK(write(Value::map()) == "{}\n");
}

TEST_CASE("a long list of texts is written one a line") {
  const auto list = [](std::size_t length) {
    const Value text = Value::text(std::string(length, 'x'));
    return write(Value::map().add("k", Value::list({text, text})));
  };
  CHECK(list(36) == "k: [" + std::string(36, 'x') + ", " + std::string(36, 'x') + "]\n");
  CHECK(list(37) == "k:\n  - " + std::string(37, 'x') + "\n  - " + std::string(37, 'x') + "\n");
}

TEST_CASE("a verbatim text that cannot stand plain is quoted after all") {
  CHECK(write(Value::map().add("a", Value::verbatim("x: y"))) == "a: \"x: y\"\n");
  CHECK(write(Value::map().add("a", Value::verbatim(""))) == "a: \"\"\n");
}
