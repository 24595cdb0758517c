// Templates of letters: what they may say, and that values stay text.
#include "letters/template.hpp"

#include "letters/page.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::letters;

namespace {

const std::vector<letters::Name> known = {
    {"name", letters::Name::Form::text, "", "whom it goes to", "write it in the file of the party"},
    {"town", letters::Name::Form::text, "", "where they live", ""},
    {"late", letters::Name::Form::flag, "", "it is late", ""},
    {"points", letters::Name::Form::list, "", "the points", ""},
    {"point", letters::Name::Form::text, "points", "what was raised", "cmt respond"},
};

std::string filled(std::string_view bytes, const Values& values, std::string_view language = "en") {
  const auto made = parse("t.txt", bytes, known);
  REQUIRE(made);
  const auto letter = fill(*made, values, known);
  REQUIRE(letter);
  return text(*letter, language);
}

std::string refused(std::string_view bytes) {
  const auto made = parse("t.txt", bytes, known);
  REQUIRE_FALSE(made);
  std::string out;
  for (const auto& one : made.diagnostics())
    out += one.at.file + ":" + std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + ": " + one.message.english() + "\n";
  return out;
}

const Values nobody{{}, {{"points", {}}}};

}  // namespace

TEST_CASE("a placeholder is replaced by its value") {
  CHECK(filled("Dear {{name}},\n", {{{"name", "Ada"}}, {}}) == "Dear Ada,\n");
}

TEST_CASE("a part stands where its value is, and its opposite where it is not") {
  const std::string both = "{{#town}}\nIn {{town}}.\n{{/town}}\n{{^town}}\nSomewhere.\n{{/town}}\n";
  CHECK(filled(both, {{{"town", "Ur"}}, {}}) == "In Ur.\n");
  CHECK(filled(both, nobody) == "Somewhere.\n");
}

TEST_CASE("a list stands once for each entry") {
  const std::string list = "{{#points}}\n- {{point}}\n{{/points}}\n{{^points}}\nNone.\n{{/points}}\n";
  CHECK(filled(list, {{}, {{"points", {{{"point", "late"}}, {{"point", "rude"}}}}}}) == "- late\n- rude\n");
  CHECK(filled(list, nobody) == "None.\n");
}

TEST_CASE("an unknown placeholder is an error with its place, counted in characters") {
  CHECK(refused("Hello\nسلام {{nmae}}\n") == "t.txt:2:6: there is no placeholder `nmae`\n");
}

TEST_CASE("what belongs to a list is an error outside of it") {
  CHECK(refused("{{point}}\n") == "t.txt:1:1: there is no placeholder `point` here\n");
}

TEST_CASE("every part must end, and in order") {
  CHECK(refused("a {{#town}} b\n") == "t.txt:1:3: `town` has no end\n");
  CHECK(refused("{{/town}}\n") == "t.txt:1:1: `/town` ends a part that has not begun\n");
  CHECK(refused("{{#town}}{{#late}}{{/town}}{{/late}}\n").starts_with("t.txt:1:19: `/town` stands where `late` must end first\n"));
  CHECK(refused("{{name\n") == "t.txt:1:1: `{{` has no end on its line\n");
}

TEST_CASE("a flag is no text, and a list does not stand in a list") {
  CHECK(refused("{{late}}\n") == "t.txt:1:1: `late` says whether a part is there, and is no text\n");
  CHECK(refused("{{#points}}{{#points}}{{/points}}{{/points}}\n") == "t.txt:1:12: a list cannot stand in a list\n");
}

TEST_CASE("a template that is not UTF-8 is refused") { CHECK(refused("a\xff\n") == "t.txt:1:1: byte 2 is not UTF-8\n"); }

TEST_CASE("a value that is needed and missing is an error that names it, its place and the command") {
  const auto made = parse("t.txt", "Dear {{name}},\n{{name}}\n", known);
  REQUIRE(made);
  const auto letter = fill(*made, nobody, known);
  REQUIRE_FALSE(letter);
  REQUIRE(letter.diagnostics().size() == 1);
  const Diagnostic& missing = letter.diagnostics().front();
  CHECK(missing.message == "the letter needs `name` (whom it goes to), and the record does not say it");
  CHECK(missing.hint == "write it in the file of the party");
  CHECK(missing.at == SourcePos{"t.txt", 1, 6});
}

TEST_CASE("nothing in a value becomes a placeholder, a subject or an entry") {
  CHECK(filled("{{name}}\n", {{{"name", "# {{town}}\n\n- {{/name}}"}, {"town", "Ur"}}, {}}) ==
        "# {{town}}\n\n- {{/name}}\n");
  const auto made = parse("t.txt", "{{name}}\n", known);
  const auto letter = fill(*made, {{{"name", "# {{town}}\n- x"}}, {}}, known);
  REQUIRE(letter);
  CHECK(markdown(*letter, "en") == "\\# \\{\\{town\\}\\}\\\n\\- x\n");
}

TEST_CASE("hostile words are text in every form") {
  const auto made = parse("t.txt", "Dear {{name}},\n", known);
  const auto letter = fill(*made, {{{"name", "<script>\x1b[31m\u202e|[a](b)"}}, {}}, known);
  REQUIRE(letter);
  CHECK(text(*letter, "en") == "Dear <script>\\x1b[31m\\u202e|[a](b),\n");
  CHECK(html(*letter, "en").find("<p>Dear <bdi>&lt;script&gt;\\x1b[31m\\u202e|[a](b)</bdi>,</p>") != std::string::npos);
  const std::string md = markdown(*letter, "en");
  for (const char* raw : {" <script", "\x1b", "\u202e", "|[a"}) CHECK(md.find(raw) == std::string::npos);
}

TEST_CASE("a Latin value in a Persian letter is isolated, and a Persian one in an English letter") {
  CHECK(filled("شمارهٔ {{name}}.\n", {{{"name", "2026-7K3QX4M"}}, {}}, "fa") == "شمارهٔ \u20682026-7K3QX4M\u2069.\n");
  CHECK(filled("شمارهٔ {{name}}.\n", {{{"name", "۱۴"}}, {}}, "fa") == "شمارهٔ ۱۴.\n");
  CHECK(filled("Dear {{name}},\n", {{{"name", "مینا"}}, {}}, "en") == "Dear \u2068مینا\u2069,\n");
}

TEST_CASE("a long line of a letter is wrapped, and an entry stays indented") {
  const std::string long_value = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
  CHECK(filled("{{#points}}\n- {{point}}\n  {{name}}\n{{/points}}\n", {{{"name", "Ada"}}, {{"points", {{{"point", long_value}}}}}}) ==
        "- one two three four five six seven eight nine ten eleven twelve thirteen\n  fourteen\n  Ada\n");
}
