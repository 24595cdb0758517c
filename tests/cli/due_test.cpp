// What `due` writes for other programs: nothing of a complaint becomes markup or another line there.
#include "cli/transcript.hpp"
#include "support/test.hpp"

using cmt::testing::Terminal;

namespace {

// A register with one complaint whose summary tries to break out of the format.
std::string received(Terminal& terminal) {
  terminal.cmt({"init", ".", "--name", "Shop; A, B", "--timezone", "UTC"});
  const auto made =
      terminal.cmt({"new", "a | b `c` [d](e) <f> *g*", "--medium", "phone", "--description", "x",
                    "--email", "a@example.org"});
  REQUIRE(made.code == 0);
  return made.out.substr(0, 12);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("due as Markdown keeps a summary in its cell") {
  Terminal terminal;
  const std::string id = received(terminal);
  const auto due = terminal.cmt({"due", "--format", "md"});
  CHECK(has(due.out, "| 2026-11-23 | in 3 days | " + id +
                         " | ack | a \\| b \\`c\\` \\[d\\](e) \\<f\\> \\*g\\* |\n"));
}

TEST_CASE("due as iCalendar has a stable UID and nothing of the complaint's text") {
  Terminal terminal;
  const std::string id = received(terminal);
  const auto today = terminal.cmt({"due", "--format", "ics"});
  CHECK(has(today.out, "UID:" + id + "-1-ack@cmt\r\n"));
  CHECK(has(today.out, "X-WR-CALNAME:Shop\\; A\\, B\r\n"));
  CHECK_FALSE(has(today.out, "a | b"));
  terminal.now = "2026-11-22T09:12:00+01:00";
  CHECK(has(terminal.cmt({"due", "--format", "ics"}).out, "UID:" + id + "-1-ack@cmt\r\n"));
}

TEST_CASE("due of an earlier moment leaves out what had not happened") {
  Terminal terminal;
  const std::string id = received(terminal);
  terminal.now = "2026-11-24T09:12:00+01:00";
  REQUIRE(terminal.cmt({"ack", id}).code == 0);
  CHECK_FALSE(has(terminal.cmt({"due"}).out, "ack"));
  CHECK(has(terminal.cmt({"due", "--as-of", "2026-11-23"}).out, "ack"));
  CHECK_FALSE(has(terminal.cmt({"due", "--as-of", "2026-11-19"}).out, id));
}
