// Every figure can be made again from one commit: a report names it only when all that it reads is in it.
#include <string>

#include "cli/git_register.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::GitRegister;

// The commit that the report names; "null" when it names none.
std::string named(GitRegister& r) {
  const std::string json = r.done({"report", "kpi", "--format", "json"});
  const std::string key = "\"commit\": ";
  const auto at = json.find(key);
  REQUIRE(at != std::string::npos);
  const std::string value = json.substr(at + key.size(), json.find_first_of(",\n", at) - at - key.size());
  return value == "null" ? value : value.substr(1, value.size() - 2);
}

}  // namespace

TEST_CASE("8.2 a report names no commit while anything that it reads differs from it") {
  GitRegister r;
  REQUIRE(r.terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC"}).code == 0);
  CHECK(named(r) == "null");
  const std::string first = r.commit("register");
  CHECK(named(r) == first);
  r.done({"action", "new", "Wet parcels", "--kind", "corrective", "--source", "self", "--problem", "Wet", "-q"});
  CHECK(named(r) == "null");
  const std::string second = r.commit("action");
  CHECK(named(r) == second);
  for (const char* file : {"calendars/own.ics", "profiles/notes.txt", "surveys/notes.txt", "charter/notes.txt", "disputes/notes.txt"}) {
    CAPTURE(file);
    r.write(file, "x\n");
    CHECK(named(r) == "null");
    std::filesystem::remove(r.path(file));
    CHECK(named(r) == second);
  }
  r.write("letter.txt", "no record");
  CHECK(named(r) == second);
}
