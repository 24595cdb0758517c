// What `due` writes for other programs: nothing of a complaint becomes markup or another line there.
#include <filesystem>
#include <fstream>

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

TEST_CASE("due says how far away a moment is: days, then hours, then minutes") {
  Terminal terminal;
  const auto when = [&](const char* now) {
    terminal.now = now;
    const auto out = terminal.cmt({"due", "--format", "md", "--within", "all"}).out;
    const auto row = out.find("| 2026-12-01");
    return row == std::string::npos ? "none" : out.substr(row + 2, out.find(" | 2026-", row + 3) - row - 2);
  };
  terminal.now = "2026-11-27T18:00:00Z";
  terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"});
  std::filesystem::create_directories(terminal.folder() / "profiles");
  std::ofstream{terminal.folder() / "profiles/ours.yaml"}
      << "profile: ours\nversions:\n  - version: \"1\"\n    limits:\n      - {code: final, within: 96h}\n";
  REQUIRE(terminal.cmt({"new", "x", "--medium", "phone", "--description", "x", "--anonymous", "--profile", "ours"}).code == 0);
  CHECK(when("2026-11-28T18:00:00Z") == "2026-12-01 18:00 | in 3 days");
  CHECK(when("2026-11-30T15:00:00Z") == "2026-12-01 18:00 | in 27 hours");
  CHECK(when("2026-12-01T15:59:00Z") == "2026-12-01 18:00 | in 2 hours");
  CHECK(when("2026-12-01T16:01:00Z") == "2026-12-01 18:00 | in 119 minutes");
  CHECK(when("2026-12-01T17:59:00Z") == "2026-12-01 18:00 | in 1 minute");
  CHECK(when("2026-12-01T18:30:00Z") == "2026-12-01 18:00 | 30 minutes late");
  CHECK(when("2026-12-02T18:30:00Z") == "2026-12-01 18:00 | 24 hours late");
  CHECK(when("2026-12-03T18:30:00Z") == "2026-12-01 18:00 | 2 days late");
}

TEST_CASE("due says how far away a day is, and what comes next when nothing is near") {
  Terminal terminal;
  const std::string id = received(terminal);
  const auto when = [&](const char* now) {
    terminal.now = now;
    const auto out = terminal.cmt({"due", "--format", "md", "--within", "all"}).out;
    const auto row = out.find("| 2026-11-23 | ");
    return out.substr(row + 15, out.find(" |", row + 15) - row - 15);
  };
  CHECK(when("2026-11-21T12:00:00Z") == "in 2 days");
  CHECK(when("2026-11-22T12:00:00Z") == "tomorrow");
  CHECK(when("2026-11-23T12:00:00Z") == "today");
  CHECK(when("2026-11-24T12:00:00Z") == "1 day late");
  terminal.now = "2026-11-20T12:00:00Z";
  const auto near = terminal.cmt({"due", "--within", "1d", "--format", "md"});
  CHECK(near.out == "# Due on 2026-11-20\n\nNothing is due.\n");
  CHECK(near.err == "nothing is due by 2026-11-21; next: " + id + " ack on 2026-11-23\n");
}

TEST_CASE("due of me, of nobody and of a query") {
  Terminal terminal;
  const std::string mine = received(terminal);
  const std::string other = terminal.cmt({"new", "y", "--medium", "post", "--description", "x", "--email", "b@example.org"}).out.substr(0, 12);
  REQUIRE(terminal.cmt({"assign", mine, "sara"}).code == 0);
  CHECK(has(terminal.cmt({"due", "--owner", "me"}).out, mine));
  CHECK_FALSE(has(terminal.cmt({"due", "--owner", "me"}).out, other));
  CHECK(has(terminal.cmt({"due", "--owner", "none"}).out, other));
  CHECK_FALSE(has(terminal.cmt({"due", "--owner", "none"}).out, mine));
  CHECK(has(terminal.cmt({"due", "medium:post"}).out, other));
  CHECK_FALSE(has(terminal.cmt({"due", "medium:post"}).out, mine));
  CHECK(terminal.cmt({"due", "--fail-overdue"}).code == 0);
  terminal.now = "2026-11-24T09:12:00+01:00";
  CHECK(terminal.cmt({"due", "--fail-overdue"}).code == 1);
  CHECK(terminal.cmt({"due"}).code == 0);
}

TEST_CASE("due as iCalendar keeps two remedies of a kind and two authorities apart") {
  Terminal terminal;
  const std::string id = received(terminal);
  REQUIRE(terminal.cmt({"assess", id, "--severity", "2", "--impact", "1", "--complexity", "simple", "--reportable",
                        "2026-12-01 Office A", "--reportable", "2026-12-02 Office B"}).code == 0);
  const auto due = terminal.cmt({"due", "--within", "all", "--format", "ics"}).out;
  CHECK(has(due, "UID:" + id + "-1-report@cmt\r\n"));
  CHECK(has(due, "UID:" + id + "-1-report-2@cmt\r\n"));
  const auto json = terminal.cmt({"due", "--within", "all", "--json"}).out;
  CHECK(has(json, "\"authority\":\"Office B\""));
}

TEST_CASE("due names the remedy, and tells two of a kind apart where a program needs it") {
  Terminal terminal;
  const std::string id = received(terminal);
  for (const std::vector<std::string>& step : std::vector<std::vector<std::string>>{
           {"assess", id, "--severity", "2", "--impact", "1", "--complexity", "simple"},
           {"assign", id, "sara"},
           {"respond", id, "--outcome", "upheld", "--findings", "y", "--reasons", "z", "--no-investigation", "plain",
            "--remedy", "R47:120.00 EUR", "--remedy", "R47:5.00 EUR"},
           {"approve", id}, {"notify", id, "--text", "t"}, {"accept", id}})
    REQUIRE(terminal.cmt(step).code == 0);
  CHECK(has(terminal.cmt({"due", "--within", "all"}).out, "remedy R47"));
  CHECK(has(terminal.cmt({"due", "--within", "all", "--json"}).out, "\"remedy\":\"R47\""));
  const auto ics = terminal.cmt({"due", "--within", "all", "--format", "ics"}).out;
  CHECK(has(ics, "UID:" + id + "-1-remedy-R47@cmt\r\n"));
  CHECK(has(ics, "UID:" + id + "-1-remedy-R47-2@cmt\r\n"));
  CHECK(has(terminal.cmt({"explain", id, "remedy"}).out, "remedy R47"));
}

TEST_CASE("due says of a clock that the complainant is asked for that it waits") {
  Terminal terminal;
  terminal.now = "2026-11-20T09:00:00Z";
  terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"});
  std::filesystem::create_directories(terminal.folder() / "profiles");
  std::ofstream{terminal.folder() / "profiles/ours.yaml"}
      << "profile: ours\nversions:\n  - version: \"1\"\n    limits:\n      - {code: final, within: 10d, stop_clock: true}\n";
  const auto id = terminal.cmt({"new", "x", "--medium", "phone", "--description", "x", "--email", "a@example.org",
                                "--profile", "ours"}).out.substr(0, 12);
  for (const std::vector<std::string>& step : std::vector<std::vector<std::string>>{
           {"assess", id, "--severity", "2", "--impact", "1", "--complexity", "standard"},
           {"investigate", id, "--investigator", "omid"},
           {"ask", id, "Which one?", "--reply-by", "2026-11-25"}})
    REQUIRE(terminal.cmt(step).code == 0);
  CHECK(has(terminal.cmt({"due", "--within", "all"}).out, "in 10 days, waiting"));
}

TEST_CASE("explain names the version of the week in which a clock starts, and the one after it") {
  Terminal terminal;
  terminal.now = "2026-11-20T09:00:00Z";
  terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC", "--profile", "small"});
  std::ofstream{terminal.folder() / "cmt.yaml"}
      << "organization: Shop\ntimezone: UTC\nprofile: small\ncalendar:\n  week: {mon-fri: \"09:00-17:00\"}\n  changes:\n"
         "    - {version: autumn, from: 2026-11-01, to: 2026-11-21, week: {mon-thu: \"09:00-17:00\"}}\n";
  const auto id = terminal.cmt({"new", "x", "--medium", "phone", "--description", "x", "--email", "a@example.org"}).out.substr(0, 12);
  const auto account = terminal.cmt({"explain", id, "ack"}).out;
  CHECK(has(account, "version autumn of Sun 2026-11-01"));
  CHECK(has(account, "from Sun 2026-11-22, the usual week; Mon-Fri 09:00-17:00; Sat-Sun"));
  CHECK(has(account, "result    Tue 2026-11-24"));
  CHECK(has(terminal.cmt({"explain", id, "ack", "--json"}).out, "\"calendar_version\": null"));
}

TEST_CASE("7.3 the column of where a record was imported from is titled Source") {
  cmt::testing::Terminal terminal;
  REQUIRE(terminal.cmt({"init", ".", "--name", "Shop", "--timezone", "UTC"}).code == 0);
  REQUIRE(terminal.cmt({"new", "Late parcel", "--medium", "web", "--description", "Late", "--anonymous"}).code == 0);
  const auto found = terminal.cmt({"list", "--columns", "id,source"});
  CAPTURE(found.err);
  CHECK(found.out.substr(0, found.out.find('\n')).find("  Source") != std::string::npos);
}
