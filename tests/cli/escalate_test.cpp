// 5.4, 7.3, 7.9: what goes up, by whom it is reviewed, what is extended and what was sent.
#include <fstream>

#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A register of a small team, and one complaint in it.
std::string received(Terminal& terminal, const std::vector<std::string>& more = {}) {
  terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"});
  std::vector<std::string> words = {"new", "x", "--medium", "phone", "--description", "x", "--email", "a@example.org"};
  words.insert(words.end(), more.begin(), more.end());
  const auto made = terminal.cmt(words);
  REQUIRE(made.code == 0);
  return made.out.substr(0, 12);
}

std::string contested(Terminal& terminal) {
  const std::string id = received(terminal);
  for (const std::vector<std::string>& step : std::vector<std::vector<std::string>>{
           {"assess", id, "--severity", "2", "--impact", "1", "--complexity", "simple"},
           {"assign", id, "sara"},
           {"respond", id, "--outcome", "not-upheld", "--findings", "y", "--reasons", "z", "--no-investigation", "plain"},
           {"approve", id}, {"notify", id, "--text", "t"}, {"contest", id}})
    REQUIRE(terminal.cmt(step).code == 0);
  return id;
}

}  // namespace

TEST_CASE("escalate --auto looks at all and takes no complaint") {
  Terminal terminal;
  const std::string id = received(terminal);
  CHECK(terminal.cmt({"escalate", id, "--auto"}).code == 2);
  CHECK(terminal.cmt({"escalate", "--auto", "--level", "2"}).code == 2);
  CHECK(terminal.cmt({"escalate"}).code == 2);
}

TEST_CASE("escalate --auto never lowers a level") {
  Terminal terminal;
  const std::string id = received(terminal);
  REQUIRE(terminal.cmt({"escalate", id, "--level", "3", "--reason", "court"}).code == 0);
  terminal.now = "2026-11-25T09:12:00+01:00";
  CHECK(has(terminal.cmt({"escalate", "--auto"}).out, id + "  level 3  overdue-ack"));
  CHECK(has(terminal.cmt({"show", id, "--json"}).out, "\"level\": 3"));
}

TEST_CASE("escalate --auto tells top management where the register names no manager") {
  Terminal terminal;
  received(terminal, {"--safety"});
  CHECK(has(terminal.cmt({"escalate", "--auto"}).out, "tell top management\n"));
}

TEST_CASE("escalate --auto says which contested complaints wait for a reviewer") {
  Terminal terminal;
  const std::string id = contested(terminal);
  CHECK(has(terminal.cmt({"escalate", "--auto"}).err, "--reviewer WHO: " + id + "\n"));
}

TEST_CASE("escalate goes one level up, with a reason") {
  Terminal terminal;
  const std::string id = received(terminal);
  const auto silent = terminal.cmt({"escalate", id});
  CHECK(silent.code == 2);
  CHECK(has(silent.err, "missing: --reason"));
  REQUIRE(terminal.cmt({"escalate", id, "--reason", "slow"}).code == 0);
  REQUIRE(terminal.cmt({"escalate", id, "--reason", "slower"}).code == 0);
  CHECK(has(terminal.cmt({"show", id, "--json"}).out, "\"level\": 2"));
  CHECK(has(terminal.cmt({"log", id}).out, "reason: slower"));
}

TEST_CASE("a review that names nobody is done by who starts it, unless they decided") {
  Terminal terminal;
  const std::string id = contested(terminal);
  CHECK(terminal.cmt({"escalate", id}).code == 1);  // sara approved the decision
  terminal.by = "nadia";
  REQUIRE(terminal.cmt({"escalate", id}).code == 0);
  CHECK(has(terminal.cmt({"log", id}).out, "reviewer: nadia"));
}

TEST_CASE("extend takes its reason from a file and refuses what is no date") {
  Terminal terminal;
  const std::string id = received(terminal);
  std::ofstream{terminal.folder() / "why.txt"} << "The carrier is silent\n";
  CHECK(terminal.cmt({"extend", id, "--until", "soon", "--reason", "x"}).code == 2);
  REQUIRE(terminal.cmt({"extend", id, "--until", "2026-12-30", "--reason", "@why.txt"}).code == 0);
  CHECK(has(terminal.cmt({"explain", id, "final"}).out, "The carrier is silent"));
}

TEST_CASE("a return is sent after its last day, and says that it is a nil return") {
  Terminal terminal;
  terminal.now = "2026-12-31T12:00:00Z";
  terminal.cmt({"init", ".", "--name", "Bank", "--timezone", "UTC", "--profile", "bh-cbb"});
  CHECK(terminal.cmt({"submit", "2026-Q4", "--nil"}).code == 1);
  terminal.now = "2027-01-01T00:00:00Z";
  REQUIRE(terminal.cmt({"submit", "2026-Q4", "--nil"}).code == 0);
  std::ifstream in{terminal.folder() / "returns/2026-Q4.yaml"};
  const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  CHECK(has(bytes, "nil: true\n"));
}
