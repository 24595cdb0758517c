// What a person prefers: aliases, the pager and the editor, and where each comes from.
#include <fstream>

#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

struct Person : Terminal {
  Person() {
    REQUIRE(cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"}).code == 0);
    for (const char* text : {"Late parcel", "Wrong bill"})
      REQUIRE(cmt({"new", text, "--medium", "phone", "--description", text, "--anonymous"}).code == 0);
    variables["CMT_CONFIG"] = "config.yaml";
  }
  void prefers(const std::string& text) const { std::ofstream{folder() / "config.yaml", std::ios::binary} << text; }
};

}  // namespace

TEST_CASE("an alias stands for a command and its first words") {
  Person person;
  person.prefers("aliases:\n  mine: list --columns summary\n  late: [list, 'summary:late parcel', --columns, summary]\n");
  CHECK(person.cmt({"mine", "--reverse"}).out == person.cmt({"list", "--columns", "summary", "--reverse"}).out);
  CHECK(person.cmt({"-C", ".", "late"}).out == person.cmt({"list", "summary:late parcel", "--columns", "summary"}).out);
  CHECK(has(person.cmt({"mine", "--help"}).out, "Usage: cmt list"));
}

TEST_CASE("an alias takes no command's place, and stands for a command of cmt only") {
  Person person;
  const auto said = [&](const std::string& text) {
    person.prefers(text);
    const auto outcome = person.cmt({"mine"});
    CHECK(outcome.code == 3);
    return outcome.err;
  };
  CHECK(has(said("aliases:\n  list: log\n"), "config.yaml:2:3: error: 'list' is a command already"));
  CHECK(has(said("aliases:\n  mine: sh -c ls\n"), "config.yaml:2:9: error: the alias 'mine' must begin with a command of cmt"));
  CHECK(has(said("aliases:\n  mine: other\n  other: list\n"), "must begin with a command of cmt"));
  CHECK(has(said("aliases:\n  Mine!: list\n"), "this is not a name for an alias"));
  CHECK(has(said("alias:\n  mine: list\n"), "config.yaml:1:1: error: 'alias' is no preference\n"));
  CHECK(has(said("aliases: [list]\n"), "`aliases` must be a map"));
  CHECK(has(said("aliases: {mine: list\n"), "config.yaml:"));
}

TEST_CASE("a file of preferences that cannot be read stops no command") {
  Person person;
  person.prefers("aliases: {mine: list\n");
  CHECK(person.cmt({"list"}).code == 0);
}

TEST_CASE("a register's own files name no alias and no program") {
  Person person;
  std::ofstream{person.folder() / "cmt.yaml", std::ios::binary | std::ios::app} << "aliases:\n  mine: list\n";
  person.variables.erase("CMT_CONFIG");
  CHECK(person.cmt({"mine"}).code == 2);
}

TEST_CASE("a mistyped alias is guessed and not run") {
  Person person;
  person.prefers("aliases:\n  overdue-mine: list\n");
  const auto outcome = person.cmt({"overdue-mime"});
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "did you mean 'overdue-mine'?"));
}

TEST_CASE("completion knows aliases and what they stand for") {
  Person person;
  person.prefers("aliases:\n  mine: list --columns summary\n");
  CHECK(has(person.cmt({"__complete", "mi"}).out, "mine\t"));
  CHECK(has(person.cmt({"__complete", "mine", "--rev"}).out, "--reverse\t"));
}

TEST_CASE("what is longer than the screen is shown with the pager, and nothing else is") {
  Person person;
  person.variables["CMT_PAGER"] = "more -s";
  person.height = 24;
  const auto page = person.cmt({"help"});
  CHECK(page.out.empty());
  CHECK(person.pager == "more -s");
  CHECK(has(person.paged, "Usage: cmt COMMAND"));
  person.pager.clear();
  CHECK(has(person.cmt({"list"}).out, "Late parcel"));
  CHECK(person.pager.empty());
}

TEST_CASE("no pager where output is no terminal, on request, for cat, for an empty name, on a dumb terminal") {
  Person person;
  person.variables["CMT_PAGER"] = "more";
  CHECK(has(person.cmt({"help"}).out, "Usage: cmt COMMAND"));
  person.height = 24;
  CHECK(has(person.cmt({"list", "--help", "--no-pager"}).out, "Usage: cmt list"));
  CHECK(has(person.cmt({"report", "--no-pager"}).out, "2"));
  for (const char* none : {"cat", ""}) {
    person.variables["CMT_PAGER"] = none;
    CHECK(has(person.cmt({"help"}).out, "Usage: cmt COMMAND"));
  }
  person.variables["CMT_PAGER"] = "more";
  person.variables["TERM"] = "dumb";
  CHECK(has(person.cmt({"help"}).out, "Usage: cmt COMMAND"));
  CHECK(person.pager.empty());
}

TEST_CASE("where the pager cannot be started the output is there all the same") {
  Person person;
  person.variables["CMT_PAGER"] = "no-such-pager";
  person.height = 24;
  person.has_pager = false;
  CHECK(has(person.cmt({"help"}).out, "Usage: cmt COMMAND"));
}

TEST_CASE("config says where the pager and the editor come from: environment before file") {
  Person person;
  person.prefers("pager: more\neditor: nano\naliases:\n  mine: list status:open\n");
  auto said = person.cmt({"config"}).out;
  CHECK(has(said, "more"));
  CHECK(has(said, "nano"));
  CHECK(has(said, "alias mine"));
  CHECK(has(said, "list status:open"));
  CHECK(has(said, "$CMT_USER"));
  person.variables["CMT_PAGER"] = "less -R";
  person.variables["CMT_EDITOR"] = "ed";
  said = person.cmt({"config"}).out;
  CHECK(has(said, "$CMT_PAGER"));
  CHECK(has(said, "$CMT_EDITOR"));
  CHECK_FALSE(has(said, "nano"));
}

TEST_CASE("config prints JSON, and works without a register") {
  Person person;
  CHECK(has(person.cmt({"config", "--json"}).out, "{\"name\": \"by\", \"value\": \"sara\", \"origin\": \"$CMT_USER\"}"));
  person.at = "/";
  const auto outcome = person.cmt({"config"});
  CHECK(outcome.code == 0);
  CHECK(has(outcome.out, "there is none here"));
}

TEST_CASE("what was typed in an editor is kept when the complaint cannot be recorded") {
  Person person;
  person.variables["TMPDIR"] = person.folder().string();
  std::ofstream{person.folder() / "edit.sh"} << "printf 'Typed at length\\n' > \"$1\"\n";
  person.variables["CMT_EDITOR"] = "sh " + (person.folder() / "edit.sh").string();
  const auto refused = person.cmt({"new", "x", "--edit", "--medium", "nonsense", "--anonymous"});
  REQUIRE(refused.code != 0);
  const auto at = refused.err.find("what was typed is kept in ");
  REQUIRE(at != std::string::npos);
  const std::string path = refused.err.substr(at + 26, refused.err.find('\n', at) - at - 26);
  std::ifstream in{path};
  std::string line;
  std::getline(in, line);
  CHECK(line == "Typed at length");
  CHECK_FALSE(path.starts_with(person.folder().string()));  // which is a register
  std::filesystem::remove(path);
}

TEST_CASE("nothing of what was typed in an editor stays behind when it is recorded") {
  Person person;
  person.variables["TMPDIR"] = person.folder().string();
  std::ofstream{person.folder() / "edit.sh"} << "printf 'Typed at length\\n' > \"$1\"\n";
  person.variables["CMT_EDITOR"] = "sh " + (person.folder() / "edit.sh").string();
  REQUIRE(person.cmt({"new", "x", "--edit", "--medium", "phone", "--anonymous"}).code == 0);
  for (const auto& entry : std::filesystem::directory_iterator{person.folder()})
    CHECK(entry.path().filename().string().rfind("cmt-", 0) != 0);
}

TEST_CASE("4.10 at a terminal a person is forgotten only after a yes, and a script is not asked") {
  Terminal terminal;
  REQUIRE(terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"}).code == 0);
  REQUIRE(terminal.cmt({"new", "x", "--medium", "phone", "--description", "x", "--email", "a@example.org"}).code == 0);
  const std::string id = terminal.cmt({"list", "--ids"}).out.substr(0, 12);
  REQUIRE(terminal.cmt({"void", id, "--reason", "a test"}).code == 0);
  terminal.answer = "n";
  const auto no = terminal.cmt({"party", "forget", "P", "--reason", "asked for"});
  CHECK(no.code == 1);
  CHECK(has(no.err, "for good? [y/N]"));
  CHECK(has(terminal.cmt({"party", "list"}).out, "P-"));
  terminal.answer.reset();
  CHECK(terminal.cmt({"party", "forget", "P", "--reason", "asked for"}).code == 0);
  CHECK_FALSE(has(terminal.cmt({"party", "list"}).out, "P-"));
}

TEST_CASE("colour can be forced, and a flag and NO_COLOR beat that") {
  Person person;
  person.variables["FORCE_COLOR"] = "1";
  CHECK(has(person.cmt({"due"}).out, "\033["));
  CHECK_FALSE(has(person.cmt({"due", "--color", "never"}).out, "\033["));
  person.variables["NO_COLOR"] = "1";
  CHECK_FALSE(has(person.cmt({"due"}).out, "\033["));
}

TEST_CASE("version says which program it is, to people and to scripts") {
  Terminal terminal;
  CHECK(terminal.cmt({"version"}).out == terminal.cmt({"--version"}).out);
  CHECK(has(terminal.cmt({"version", "--json"}).out, "\"record_schema\": 1"));
}

TEST_CASE("an option that is typed in part is named, and not taken") {
  Person person;
  const auto outcome = person.cmt({"list", "--lim", "3"});
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "did you mean '--limit'?"));
}
