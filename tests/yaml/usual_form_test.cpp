// The reader of the usual form against libyaml: whatever the first takes, the second reads the
// same.
#include "yaml/usual_form.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/test.hpp"
#include "yaml/value.hpp"

namespace {

using namespace cmt;
using namespace cmt::yaml;

const std::string record =
    "# a comment\nschema: 1\nid: 2026-7K3QX4M\nsummary: Списано дважды, case 7\n\nhistory:\n"
    "  - event: received\n    at: 2026-11-20T09:12:00+03:30\n    persons: [omid, a.b-c]\n"
    "    remedy_sought:\n      requested: false\n      codes: []\n    description: |-\n"
    "      The first line: \"one\" # two\n\n        indented\n      - last\n  # between\n"
    "    amount: {amount: \"24.50\", currency: GBP}\n"
    "  - event: noted\n    at: 2026-11-21\n    text: |\n      پول دو بار کشیده شد\n\n"
    "    external_refs: [cfpb:3384392, a:b:c]\n    fields:\n      ZIP code: 481XX\n"
    "      Consumer consent provided?: N/A\n      Timely response?: \"Yes\"\n"
    "    by: \"it's: #1\"\n    empty: \"\"\nnames:\n  - plain words\n  - \"quoted\"\n";

Tree tree_of(const std::string& bytes, const Limits& limits = {}) {
  return Tree(Source("a.yaml", bytes), limits);
}

bool is_usual(const std::string& bytes, const Limits& limits = {}) {
  Tree tree = tree_of(bytes, limits);
  return read_usual_form(tree);
}

// Whether the first reader takes the file. If it does, both must read the same.
bool is_agreed(const std::string& bytes) {
  Tree usual = tree_of(bytes);
  if (!read_usual_form(usual)) return false;
  Tree any = tree_of(bytes);
  const Diagnostics found = read_any_form(any);
  CAPTURE(bytes);
  if (!check_characters(any.source).empty()) FAIL("the bytes are not allowed");
  if (!check_conflict_markers(any.source).empty()) FAIL("a merge was left unfinished");
  if (!found.empty()) FAIL("libyaml refuses the file: " << found.front().message.english());
  if (usual.slots != any.slots) FAIL("the trees differ");
  if (usual.decoded != any.decoded) FAIL("the texts differ");
  return true;
}

// The records of the example registers.
std::vector<std::string> examples() {
  std::vector<std::string> all;
  const std::filesystem::path folder = CMT_SOURCE_DIR "/examples";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml" || entry.path().filename().string()[0] != '2') continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

// Changes a file in one to three places, as a slip of the hand or an enemy would.
class Mutator {
 public:
  explicit Mutator(unsigned seed) : engine_(seed) {}

  std::string change(std::string bytes) {
    for (std::size_t left = 1 + number(3); left > 0; --left) change_once(bytes);
    return bytes;
  }

 private:
  std::size_t number(std::size_t count) { return engine_() % count; }

  void change_once(std::string& bytes) {
    static const std::vector<std::string> parts = {
        " ",  "  ",   "\n",     "\n\n",     ":",           ": ",    "- ",  "-",    "#",     " #",
        "|",  "|-\n", ">",      "|+",       "\"",          "'",     "\\",  "[",    "]",     ", ",
        "{",  "}",    "a",      "7",        "й",           "&a ",   "*a",  "!t ",  "%",     "?",
        "? ", "~",    "\t",     "\r\n",     "---\n",       "...\n", "a: ", "a:\n", "- a\n", "<<: ",
        "@",  "`",    "a: b\n", "\n      ", "\n    # c\n", "|2\n", "\xC3", "\xE2\x80\xA8",
        "\xE2\x80\x8C", "\xEF\xBB\xBF", "\xC2\x85", "\x7F", "\x1B", "<<<<<<< a\n", "=======\n"};
    const std::size_t at = number(bytes.size() + 1);
    switch (number(5)) {
      case 0:
        bytes.insert(at, parts[number(parts.size())]);
        return;
      case 1:
        bytes.erase(at, 1 + number(3));
        return;
      case 2:
        bytes.replace(at, std::min<std::size_t>(1, bytes.size() - at), parts[number(parts.size())]);
        return;
      case 3: {  // a line further in or out
        const std::size_t line = at == 0 ? 0 : bytes.rfind('\n', at - 1) + 1;
        if (number(2) == 0) {
          bytes.insert(line, 1 + number(4), ' ');
        } else {
          bytes.erase(line, std::min(number(4), bytes.find_first_not_of(' ', line) - line));
        }
        return;
      }
      default: {  // a line again, or away
        const std::size_t line = at == 0 ? 0 : bytes.rfind('\n', at - 1) + 1;
        const std::size_t end = std::min(bytes.find('\n', line), bytes.size() - 1) + 1;
        if (end <= line) return;
        if (number(2) == 0) {
          bytes.insert(line, bytes.substr(line, end - line));
        } else {
          bytes.erase(line, end - line);
        }
      }
    }
  }

  std::mt19937 engine_;
};

}  // namespace

TEST_CASE("the usual form is read as libyaml reads it") { CHECK(is_agreed(record)); }

TEST_CASE("each record of the examples has the usual form, and is read as libyaml reads it") {
  const auto all = examples();
  CHECK(all.size() > 10);
  for (const auto& bytes : all) CHECK(is_agreed(bytes));
}

TEST_CASE("what is written has the usual form, block texts and short lists included") {
  Value event = Value::map();
  event.add("event", Value::text("received"))
      .add("at", Value::verbatim("2026-11-20T09:12:00+03:30"))
      .add("product", Value::text("no"))
      .add("codes", Value::list({Value::text("R52"), Value::text("R47")}))
      .add("remedies", Value::list({Value::map().add("code", Value::text("R52"))}))
      .add("description", Value::text("One: two\n\n  three\nчетыре"));
  Value map = Value::map();
  map.add("schema", Value::verbatim("1"))
      .add("summary", Value::text("دو بار: #1"))
      .add("history", Value::list({event, event}));
  CHECK(is_agreed(write(map)));
}

TEST_CASE("a file that was changed at random is read as libyaml reads it, or left to libyaml") {
  // CMT_MUTATIONS asks for another number of them, for a longer search.
  const char* asked = std::getenv("CMT_MUTATIONS");
  const long count = asked != nullptr ? std::atol(asked) : 20'000;
  Mutator mutator(static_cast<unsigned>(count));
  auto files = examples();
  files.insert(files.end(), files.size() + 1, record);
  long taken = 0;
  for (long i = 0; i < count; ++i) {
    taken += is_agreed(mutator.change(files[static_cast<std::size_t>(i) % files.size()])) ? 1 : 0;
  }
  CHECK(taken > count / 10);
  CHECK(taken < count);
}

// A text is looked at in blocks of sixteen bytes.
TEST_CASE("what ends a plain text does so wherever in the line it stands") {
  for (std::size_t before = 0; before < 40; ++before)
    for (std::size_t after = 0; after < 40; after += 13) {
      const std::string start = "a: x" + std::string(before, 'b'), rest = std::string(after, 'c') + "\nd: e\n";
      for (const char* ends : {": ", " #", ":\n"}) CHECK_FALSE(is_usual(start + ends + rest));
      for (const char* goes_on : {":c", "#c", "# ", " :c", "  ", ":#"}) CHECK(is_agreed(start + goes_on + "c" + rest));
    }
}

TEST_CASE("the keys of labels, with dots or in double quotes, are of the usual form") {
  CHECK(is_agreed("report.overview.title:\n  en: Complaints\n  fa: شکایات\na.: 1\n"));
  CHECK(is_agreed("\"yes\":\n  en: \"yes\"\n  \"fa: #1\": بله\n\"no\": 1\n"));
}

TEST_CASE("a file has the usual form however many nodes stand in few bytes") {
  std::string file = "a:\n";
  for (int i = 0; i < 500; ++i) file += "  - b\n";
  CHECK(is_agreed(file));
}

TEST_CASE("what the usual form does not have is left to libyaml") {
  const std::vector<std::string> others = {
      "",                    // nothing
      "# only a comment\n",  //
      "a: 1",                // no last line break
      "\xEF\xBB\xBF"
      "a: 1\n",                   // a byte order mark
      "a: 1\r\n",                 // CRLF
      "a: b\tc\n",                // a tab
      " a: 1\n",                  // an indented root
      "---\na: 1\n",              // document marks
      "a: 1\n...\n",              //
      "a: 1\n---\nb: 2\n",        //
      "%YAML 1.2\n---\na: 1\n",   // a directive
      "- a\n",                    // no map
      "a\n",                      //
      "a:\n",                     // no value
      "a:\nb: 1\n",               //
      "a: # note\n  b: 1\n",      // a comment beside a key
      "a: 1 # note\n",            // a comment beside a value
      "a: \"1\" # note\n",        //
      "a: 1\na: 2\n",             // a key that stands twice
      "a: &x 1\n",                // anchors, aliases, tags
      "a: *x\n",                  //
      "a: !t 1\n",                //
      "a: 'b'\n",                 // single quotes
      "a: \"\\n\"\n",             // an escape
      "a: \"b\n  c\"\n",          // a quoted text on two lines
      "a: b\n  c\n",              // a plain text on two lines
      "a: b: c\n",                // a map where none may stand
      "a: b:\n",                  //
      "a: \"b\" c\n",             // words after a quoted text
      "a: >\n  b\n",              // folded
      "a: |+\n  b\n",             // kept
      "a: |2\n  b\n",             // an indentation indicator
      "a: | # note\n  b\n",       // a comment beside a header
      "a: |\n\n  b\n",            // a block text that begins with an empty line
      "a: |\n  b\n   \n  c\n",    // blanks on a line of their own
      "a: |\nb: 1\n",             // a block text without lines
      "a: |-\n  |-\n",            // a block text that begins like its header
      "a: {b: 1, b: 2}\n",        // a key that stands twice in brackets
      "a: {b}\n",                 // no key, no value, no blank after the colon
      "a: {b: }\n",               //
      "a: {b:\n  1}\n",           //
      "a: {b: 1]\n",              //
      "a: [b: 1]\n",              //
      "a: [b c]\n",               // words with blanks, without a blank after the comma
      "a: [b,c]\n",               //
      "a: [b, ]\n",               //
      "a: [\"b\\n\"]\n",          //
      "a: [\"b\n",                //
      "a: [b\n",                  //
      "a: [[b]]\n",               //
      "a: [b] c\n",               //
      "a:\n- b\n",                // a list in the column of its key
      "a:\n  - - b\n",            // a list in a list
      "a:\n  -  b\n",             // two blanks after the dash
      "a:\n  -\n    b: 1\n",      // nothing after the dash
      "a:\n  - b\n  c: 1\n",      // a key in the column of a dash
      "a:\n  - b: 1\n   c: 2\n",  // keys that do not stand in one column
      "a:\n    b: 1\n  c: 2\n",   //
      "a: 1\n  b: 2\n",           //
      "\"a\" : 1\n",              // a quoted key before a blank, one without a text, one with an escape
      "\"\": 1\n",                //
      "\"a\\n\": 1\n",            //
      "a: 1\n\"a\": 2\n",         // a key that stands twice, once in quotes
      "ключ: 1\n",                // a key that is no ASCII word
      "a  b: 1\n",                // two blanks between the words of a key, one behind them
      "a b : 1\n",                //
      "a? b: 1\n",                // a question mark within a key, two behind it
      "a??: 1\n",                 //
      "a (b): 1\n",               // a key with other signs
      "a: {b c: 1}\n",            // such keys in brackets
      "a: {b?: 1}\n",             //
      "a: [b:]\n",                // a colon that nothing follows
      "a: [b::c]\n",              //
      "a: [b:-c]\n",              //
      "a:b\n",                    // no blank after the colon
      "? a\n: 1\n",               // a key by its sign
      "a: - b\n",                 // a value that begins with a sign
      "a: -1\n",                  //
      "a: \x1B[1m\n",             // what no file may hold
      "a: b\xC3\n",               //
      "a: |\n  b\n=======\n",      //
      "a: ~\n",                   //
  };
  for (const auto& bytes : others) {
    CAPTURE(bytes);
    CHECK_FALSE(is_usual(bytes));
  }
}

TEST_CASE("a file that costs more than the limits is left to libyaml, which refuses it") {
  const std::string file = "a:\n  b:\n    - c\n    - d\n";
  Limits limits;
  CHECK(is_usual(file, limits));
  limits.levels = 3;
  limits.nodes = 7;
  limits.scalar_bytes = 1;
  CHECK(is_usual(file, limits));
  SECTION("levels") { limits.levels = 2; }
  SECTION("nodes") { limits.nodes = 6; }
  SECTION("bytes of a scalar") { limits.scalar_bytes = 0; }
  CHECK_FALSE(is_usual(file, limits));
}

TEST_CASE("a key that stands twice is found in a map of any size") {
  std::string file;
  for (int i = 0; i < 300; ++i) file += "k" + std::to_string(i) + ": 1\n";
  CHECK(is_agreed(file));
  CHECK_FALSE(is_usual(file + "k0: 1\n"));
  CHECK_FALSE(is_usual(file + "k299: 1\n"));
}

TEST_CASE("every character is judged alike wherever it stands in a file") {
  // Sixteen bytes are looked at at once: each character comes to stand at each of their places.
  for (const char* const character : {"\x1B", "\x7F", "\xC2\x85", "\xC3", "\x80", "\xE2\x80\xA8",
                                      "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xEF\xBF\xBF",
                                      "é", "ж", "پ", "\xE2\x80\x8C", "€", "😀"}) {
    for (std::size_t before = 1; before < 40; ++before) {
      const std::string bytes =
          "a: " + std::string(before, 'x') + character + std::string(40 - before, 'y') + "\n";
      CAPTURE(bytes);
      CHECK(has_only_text(bytes) == check_characters(Source("a.yaml", bytes)).empty());
      CHECK(is_usual(bytes) == has_only_text(bytes));
    }
  }
}
