// 7.3: one step on all complaints that a query describes.
#include <fstream>

#include "cli/repository.hpp"
#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A register of as many complaints as texts; gives their ids.
std::vector<std::string> received(Terminal& terminal, const std::vector<std::string>& texts) {
  REQUIRE(terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"}).code == 0);
  std::vector<std::string> ids;
  for (const auto& text : texts) {
    const auto made = terminal.cmt({"new", text, "--medium", "phone", "--description", text, "--anonymous"});
    REQUIRE(made.code == 0);
    ids.push_back(made.out.substr(0, 12));
  }
  return ids;
}

std::string bytes_of(const Terminal& terminal, const std::string& id) {
  std::ifstream in{terminal.folder() / "complaints" / id.substr(0, 4) / (id + ".yaml"), std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace

TEST_CASE("7.3 each writes what the step alone would write") {
  Terminal one, all;
  const auto first = received(one, {"a", "b"});
  REQUIRE(received(all, {"a", "b"}) == first);
  for (const auto& id : first) REQUIRE(one.cmt({"assign", id, "ali", "--unit", "Desk", "--note", "x"}).code == 0);
  REQUIRE(all.cmt({"each", "status:open", "--yes", "--", "assign", "ali", "--unit", "Desk", "--note", "x"}).code == 0);
  for (const auto& id : first) CHECK(bytes_of(all, id) == bytes_of(one, id));
}

TEST_CASE("7.3 each leaves every file as it was when one complaint refuses the step") {
  Terminal terminal;
  const auto ids = received(terminal, {"a", "b"});
  REQUIRE(terminal.cmt({"void", ids[0], "--reason", "a test"}).code == 0);
  const std::string before = bytes_of(terminal, ids[1]);
  const auto refused = terminal.cmt({"each", "received:2026-11-20", "--yes", "--", "assign", "ali"});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, ids[0]));
  CHECK(has(refused.err, "1 of 2 complaints refuse the step; nothing was written"));
  CHECK(bytes_of(terminal, ids[1]) == before);
  CHECK(terminal.cmt({"each", "received:2026-11-20", "--yes", "--skip-refused", "--", "assign", "ali"}).code == 0);
  CHECK(has(bytes_of(terminal, ids[1]), "ali"));
}

TEST_CASE("7.3 each shows on a terminal what would be done, and does it when the answer is yes") {
  Terminal terminal;
  const auto ids = received(terminal, {"a", "b"});
  const std::string before = bytes_of(terminal, ids[0]);
  terminal.answer = "";
  const auto no = terminal.cmt({"each", "status:open", "--", "assign", "ali"});
  CHECK(no.code == 1);
  CHECK(has(no.err, ids[0] + " assigned to ali"));
  CHECK(has(no.err, "Change 2 complaints? [y/N]"));
  CHECK(bytes_of(terminal, ids[0]) == before);
  terminal.answer = "y";
  CHECK(terminal.cmt({"each", "status:open", "--", "assign", "ali"}).code == 0);
  CHECK(has(bytes_of(terminal, ids[0]), "ali"));
}

TEST_CASE("7.3 each shows no more than a screen of what would be done") {
  Terminal terminal;
  received(terminal, std::vector<std::string>(23, "a"));
  terminal.answer = "n";
  const auto shown = terminal.cmt({"each", "status:open", "--", "assign", "ali"});
  CHECK(has(shown.err, "… and 3 more\nChange 23 complaints?"));
}

TEST_CASE("7.3 each reads a text from standard input once, for all of them") {
  Terminal terminal;
  const auto ids = received(terminal, {"a", "b"});
  terminal.input = "The supplier was asked.\n";
  REQUIRE(terminal.cmt({"each", "status:open", "--yes", "--", "note", "-"}).code == 0);
  for (const auto& id : ids) CHECK(has(bytes_of(terminal, id), "The supplier was asked."));
}

TEST_CASE("7.3 each --commit makes one commit, whose title is that of the step") {
  cmt::testing::Repository r;
  r.written();
  r.written();
  r.commit_all();
  REQUIRE(r.cmt({"each", "status:open", "--yes", "--commit", "--", "assign", "ali"}).code == 0);
  CHECK(r.git({"rev-list", "--count", "HEAD"}) == "2\n");
  CHECK(r.git({"log", "-1", "--format=%s"}) == "Assign 2 complaints to ali\n");
  CHECK(r.git({"status", "--porcelain"}).empty());
}

TEST_CASE("7.3 the steps of each take no lock of their own, and leave none") {
  Terminal terminal;
  const auto ids = received(terminal, {"a", "b"});
  REQUIRE(terminal.cmt({"each", "status:open", "--yes", "--", "ack"}).code == 0);
  CHECK(terminal.cmt({"assign", ids[0], "ali"}).code == 0);
}

TEST_CASE("7.3 completion offers the steps and their options after the dashes of each") {
  Terminal terminal;
  received(terminal, {"a"});
  CHECK(has(terminal.cmt({"__complete", "each", "status:open", "--", "assi"}).out, "assign\t"));
  CHECK(has(terminal.cmt({"__complete", "each", "status:open", "--", "assign", "--un"}).out, "--unit\t"));
}

TEST_CASE("7.3 each prints the complaints as they are now as JSON") {
  Terminal terminal;
  const auto ids = received(terminal, {"a", "b"});
  const auto done = terminal.cmt({"each", "status:open", "--yes", "--json", "--", "assign", "ali"});
  REQUIRE(done.code == 0);
  for (const auto& id : ids) CHECK(has(done.out, "\"id\":\"" + id + "\""));
}
