// 4.9 Information integrity: records merge through git itself, by merge, rebase, cherry-pick and
// stash pop, with the driver, without it, and with the driver while the program is missing. Nothing
// is lost and nothing silently altered, whichever it is.
#include <fmt/core.h>

#include <functional>
#include <random>
#include <set>

#include "cli/git_folder.hpp"
#include "cli/git_setup.hpp"
#include "core/id.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
using namespace cmt::testing;

// A register with one complaint and its complainant, committed; two sides work on it.
class Desk {
 public:
  Desk() {
    git.at("08:00", "sara");
    git.cmt(repository, {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
    git.must(repository, {"symbolic-ref", "HEAD", "refs/heads/ours"});
    git.at("09:00", "sara");
    id = git.cmt(repository, {"new", "Late parcel", "--medium", "phone", "--description", "Promised for Tuesday.",
                              "--complainant", "Ada Byron", "--email", "ada@example.org"});
    id.pop_back();
    git.at("09:10", "sara");
    git.cmt(repository, {"note", id, "Her number is 0612345678."});
    record = repository + "/complaints/2026/" + id + ".yaml";
    for (const auto& entry : std::filesystem::directory_iterator{git.path(repository) / "parties"})
      if (entry.path().extension() == ".yaml") party = repository + "/parties/" + entry.path().filename().string();
    git.commit_all(repository, "base");
  }

  GitFolder git;
  const std::string repository = "r";
  std::string id, record, party;

  void note(const std::string& hour, const std::string& by, const std::string& text) {
    git.at(hour, by);
    git.cmt(repository, {"note", id, text});
  }
};

using Work = std::function<void(Desk&)>;

struct Scenario {
  const char* name;
  Work ours, theirs;
  std::vector<std::string> words;  // of both sides, each unique: all there, whatever happens
  std::vector<std::string> gone;   // not there after a merge
  bool merges;                     // with the driver
  std::string_view finding = {};  // the error that `cmt check` has for what a side did
};

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = {
      {"same record, different events",
       [](Desk& d) { d.note("11:00", "sara", "ours-1"); },
       [](Desk& d) {
         d.note("10:00", "omid", "theirs-1");
         d.git.at("12:00", "omid");
         d.git.cmt(d.repository, {"assign", d.id, "theirs-2"});
       },
       {"ours-1", "theirs-1", "theirs-2"}, {}, true},
      {"same record, illegal together",
       [](Desk& d) {
         d.git.at("10:00", "sara");
         d.git.cmt(d.repository, {"withdraw", d.id, "--text", "ours-1"});
       },
       [](Desk& d) {
         d.git.at("11:00", "omid");
         d.git.cmt(d.repository, {"extend", d.id, "--until", "2026-12-23", "--reason", "theirs-1"});
       },
       {"ours-1", "theirs-1"}, {}, false},
      {"same event edited",
       [](Desk& d) { d.git.edit(d.record, "0612345678", "ours-1"); },
       [](Desk& d) { d.git.edit(d.record, "0612345678", "theirs-1"); },
       {"ours-1", "theirs-1"}, {}, false},
      {"same event, different fields",
       [](Desk& d) { d.git.edit(d.record, "summary: Late parcel", "summary: ours-1"); },
       [](Desk& d) { d.git.edit(d.record, "schema: 1\n", "schema: 1\nx-tag: theirs-1\n"); },
       {"ours-1", "theirs-1"}, {}, true},
      {"comment beside an event",
       [](Desk& d) { d.git.edit(d.record, "Her number is 0612345678.\n", "Her number is 0612345678. # ours-1\n  # ours-2\n"); },
       [](Desk& d) { d.note("10:00", "omid", "theirs-1"); },
       {"ours-1", "ours-2", "theirs-1"}, {}, true},
      {"redaction against an event",
       [](Desk& d) {
         d.git.edit(d.record, "Her number is 0612345678.", "\"[redacted]\"");
         d.note("10:00", "sara", "ours-1");
       },
       [](Desk& d) { d.note("11:00", "omid", "theirs-1"); },
       {"[redacted]", "ours-1", "theirs-1"}, {"0612345678"}, true},
      {"redaction against an edit",
       [](Desk& d) { d.git.edit(d.record, "Her number is 0612345678.", "\"[redacted]\""); },
       [](Desk& d) { d.git.edit(d.record, "0612345678", "theirs-1"); },
       {"[redacted]", "theirs-1"}, {}, false},
      {"rename of the folder",
       [](Desk& d) { d.git.must(d.repository, {"mv", "complaints/2026", "complaints/2025"}); },
       [](Desk& d) { d.note("10:00", "omid", "theirs-1"); },
       {"0612345678", "theirs-1"}, {}, true, "wrong-folder"},
      {"rename of the folder and an event on both sides",
       [](Desk& d) {
         d.note("11:00", "sara", "ours-1");
         d.git.must(d.repository, {"mv", "complaints/2026", "complaints/2025"});
       },
       [](Desk& d) { d.note("10:00", "omid", "theirs-1"); },
       {"ours-1", "theirs-1"}, {}, false},
      {"one party, different fields",
       [](Desk& d) { d.git.edit(d.party, "name: Ada Byron", "name: ours-1"); },
       [](Desk& d) { d.git.edit(d.party, "emails:", "town: theirs-1\nemails:"); },
       {"ours-1", "theirs-1"}, {}, true},
      {"one party, the same field",
       [](Desk& d) { d.git.edit(d.party, "name: Ada Byron", "name: ours-1"); },
       [](Desk& d) { d.git.edit(d.party, "name: Ada Byron", "name: theirs-1"); },
       {"ours-1", "theirs-1"}, {}, false},
      {"delete against append",
       [](Desk& d) { d.git.must(d.repository, {"rm", "-q", "complaints/2026/" + d.id + ".yaml"}); },
       [](Desk& d) { d.note("10:00", "omid", "theirs-1"); },
       {"0612345678", "theirs-1"}, {}, false},
      {"an event taken out against append",
       [](Desk& d) {
         const std::string text = d.git.bytes(d.record);
         d.git.put(d.record, text.substr(0, text.find("  - event: noted")));
         d.note("11:00", "sara", "ours-1");
       },
       [](Desk& d) { d.note("10:00", "omid", "theirs-1"); },
       {"0612345678", "ours-1", "theirs-1"}, {}, false},
      {"both create",
       [](Desk& d) { d.git.cmt(d.repository, {"new", "ours-1", "--medium", "email", "--description", "ours-2", "--anonymous"}); },
       [](Desk& d) { d.git.cmt(d.repository, {"new", "theirs-1", "--medium", "email", "--description", "theirs-2", "--anonymous"}); },
       {"ours-1", "ours-2", "theirs-1", "theirs-2"}, {}, true},
      {"both attach a file",
       [](Desk& d) {
         d.git.put("a.txt", "words of ours-1\n");
         d.git.at("10:00", "sara");
         d.git.cmt(d.repository, {"attach", d.id, "a.txt", "--name", "ours-2"});
       },
       [](Desk& d) {
         d.git.put("b.txt", "words of theirs-1\n");
         d.git.at("11:00", "omid");
         d.git.cmt(d.repository, {"attach", d.id, "b.txt", "--name", "theirs-2"});
       },
       {"words of ours-1", "name: ours-2", "words of theirs-1", "name: theirs-2"}, {}, true},
  };
  return all;
}

enum class Way { merge, rebase, cherry_pick, stash_pop };

// Brings the two sides together; whether git says that it is done.
bool bring_together(const GitFolder& git, const std::string& where, Way way, Driver driver) {
  switch (way) {
    case Way::merge:
      git.must(where, {"checkout", "-q", "ours"});
      return git.git(where, {"merge", "--no-edit", "theirs"}, driver).status == 0;
    case Way::rebase:
      git.must(where, {"checkout", "-q", "theirs"});
      return git.git(where, {"rebase", "ours"}, driver).status == 0;
    case Way::cherry_pick:
      git.must(where, {"checkout", "-q", "ours"});
      return git.git(where, {"cherry-pick", "theirs"}, driver).status == 0;
    case Way::stash_pop:
      git.must(where, {"checkout", "-q", "--detach", "base"});
      git.must(where, {"cherry-pick", "--no-commit", "theirs"}, driver);
      git.must(where, {"stash"});
      git.must(where, {"checkout", "-q", "ours"});
      return git.git(where, {"stash", "pop"}, driver).status == 0;
  }
  return false;
}

constexpr const char* marks = "<<<<<<< ";

void check_outcome(Desk& desk, const Scenario& scenario, const std::string& where, bool is_done, Driver driver) {
  const std::string text = desk.git.texts(where);
  const bool is_clean = desk.git.must(where, {"ls-files", "--unmerged"}).empty();
  CHECK(is_done == is_clean);
  if (driver == Driver::cmt) CHECK(is_clean == scenario.merges);
  for (const auto& word : scenario.words) {
    CAPTURE(word, text);
    // What one side has taken out by hand is not in git's own merge; `cmt check --since` finds it.
    if (is_clean) CHECK(count(text, word) == 1);
    else CHECK(count(text, word) >= 1);
  }
  if (is_clean)
    for (const auto& word : scenario.gone) CHECK(count(text, word) == 0);
  if (is_clean) CHECK(count(text, marks) == 0);
  if (is_clean && driver == Driver::cmt) {
    desk.git.at("18:00", "sara");
    const Outcome outcome = desk.git.try_cmt(where, {"check"});
    CAPTURE(outcome.both);
    CHECK(outcome.code == (scenario.finding.empty() ? 0 : 1));
    CHECK(outcome.both.find(scenario.finding) != std::string::npos);
  }
}

}  // namespace

TEST_CASE("4.9 the merge matrix: every scenario by every way, with the driver and with plain git") {
  for (const Scenario& scenario : scenarios()) {
    CAPTURE(std::string{scenario.name});
    Desk desk;
    const GitFolder& git = desk.git;
    git.must("r", {"tag", "base"});
    git.must("r", {"branch", "theirs"});
    scenario.ours(desk);
    git.commit_all("r", "ours");
    git.must("r", {"checkout", "-q", "theirs"});
    scenario.theirs(desk);
    git.commit_all("r", "theirs");
    int number = 0;
    for (const Driver driver : {Driver::cmt, Driver::plain, Driver::missing})
      for (const Way way : {Way::merge, Way::rebase, Way::cherry_pick, Way::stash_pop}) {
        // Without the program git does the same as without the driver, so one way shows it.
        if (driver == Driver::missing && way != Way::merge) continue;
        CAPTURE(static_cast<int>(driver), static_cast<int>(way));
        const std::string where = fmt::format("copy{}", ++number);
        git.copy("r", where, driver);
        const bool is_done = bring_together(git, where, way, driver);
        check_outcome(desk, scenario, where, is_done, driver);
        // What plain git left, resolve settles as the driver would have.
        if (driver == Driver::plain && way == Way::merge && !is_done && scenario.merges) {
          desk.git.at("18:00", "sara");
          const Outcome resolved = desk.git.try_cmt(where, {"resolve", "--add"});
          CAPTURE(resolved.both);
          CHECK(resolved.code == 0);
          check_outcome(desk, scenario, where, true, Driver::cmt);
        }
      }
  }
}

TEST_CASE("4.9 a conflict names its reason in the file and on standard error, and the reader refuses the file") {
  Desk desk;
  desk.git.must("r", {"branch", "theirs"});
  desk.git.at("10:00", "sara");
  desk.git.cmt("r", {"withdraw", desk.id});
  desk.git.commit_all("r", "ours");
  desk.git.must("r", {"checkout", "-q", "theirs"});
  desk.git.at("11:00", "omid");
  desk.git.cmt("r", {"extend", desk.id, "--until", "2026-12-23", "--reason", "The bank is closed."});
  desk.git.commit_all("r", "theirs");
  const auto merged = desk.git.git("r", {"merge", "ours"});
  CHECK(merged.status == 1);
  const std::string reason = fmt::format(
      "`extended` of 2026-11-20T11:00:00+01:00 by omid, of our side, is not possible with what the other side "
      "recorded: extend is not possible while {} is `withdrawn` [transition, 7]", desk.id);
  CHECK(count(merged.errors + merged.output, reason) == 1);
  const std::string text = desk.git.bytes(desk.record);
  CHECK(count(text, "<<<<<<< ours: " + reason + "\n  - event: extended\n") == 1);
  CHECK(count(text, "=======\n  - event: withdrawn\n") == 1);
  const Outcome checked = desk.git.try_cmt("r", {"check"});
  CHECK(checked.code == 1);
  CHECK(count(checked.both, "merge") >= 1);
  const Outcome resolved = desk.git.try_cmt("r", {"resolve"});
  CHECK(resolved.code == 1);
  CHECK(count(resolved.err, reason) == 1);
  CHECK(desk.git.bytes(desk.record) == text);
}

TEST_CASE("4.9 a path is never a shell word: a hostile one is merged like any other") {
  GitFolder git;
  git.at("08:00", "sara");
  git.cmt("r", {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
  const std::vector<std::string> names = {
      "$(: >pwned).yaml", "`: >pwned`.yaml", "a'; : >pwned; '.yaml", "a\"; : >pwned; \".yaml",
      "-C.yaml", "--help.yaml", "a b\n; : >pwned #.yaml", "%A %B &: >pwned.yaml", "\\'$(: >pwned).yaml"};
  const auto write = [&](const std::string& first, const std::string& second) {
    for (const auto& name : names)
      git.put("r/complaints/" + name, "first: " + first + "\na: 1\nb: 2\nc: 3\nlast: " + second + "\n");
  };
  write("0", "0");
  git.commit_all("r", "base");
  git.must("r", {"checkout", "-q", "-b", "theirs"});
  write("0", "2");
  git.commit_all("r", "theirs");
  git.must("r", {"checkout", "-q", "-"});
  write("1", "0");
  git.commit_all("r", "ours");
  for (const Driver driver : {Driver::cmt, Driver::missing}) {
    const std::string where = driver == Driver::cmt ? "with" : "without";
    git.copy("r", where, driver);
    const auto merged = git.git(where, {"merge", "--no-edit", "theirs"}, driver);
    CAPTURE(merged.output, merged.errors);
    CHECK(merged.status == 0);
    for (const auto& name : names)
      CHECK(git.bytes(where + "/complaints/" + name) == "first: 1\na: 1\nb: 2\nc: 3\nlast: 2\n");
    CHECK_FALSE(std::filesystem::exists(git.path(where) / "pwned"));
    CHECK_FALSE(std::filesystem::exists(git.path("pwned")));
  }
}

TEST_CASE("4.9 what git could merge into something unreadable, such as a key twice, stays a conflict") {
  GitFolder git;
  git.at("08:00", "sara");
  git.cmt("r", {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
  git.commit_all("r", "base");
  git.must("r", {"checkout", "-q", "-b", "theirs"});
  git.edit("r/cmt.yaml", "organization: Shop\n", "organization: Shop\nproducts: [Card]\n");
  git.commit_all("r", "theirs");
  git.must("r", {"checkout", "-q", "-"});
  git.put("r/cmt.yaml", git.bytes("r/cmt.yaml") + "products: [Loan]\n");
  git.commit_all("r", "ours");
  const auto merged = git.git("r", {"merge", "theirs"});
  CHECK(merged.status == 1);
  CHECK(count(git.bytes("r/cmt.yaml"), marks) == 1);
  CHECK(count(merged.errors, "cmt.yaml: put together it could not be read") == 1);
}

TEST_CASE("4.9 an event that needs the other side's settings waits for resolve") {
  Desk desk;
  desk.git.must("r", {"branch", "theirs"});
  desk.note("11:00", "sara", "ours-1");
  desk.git.commit_all("r", "ours");
  desk.git.must("r", {"checkout", "-q", "theirs"});
  desk.git.put("r/cmt.yaml", desk.git.bytes("r/cmt.yaml") +
                                 "lists:\n  media:\n    add:\n      - code: pigeon\n        en: Pigeon\n        maps_to: other\n");
  desk.git.at("10:00", "omid");
  desk.git.cmt("r", {"update", desk.id, "theirs-1", "--medium", "pigeon"});
  desk.git.commit_all("r", "theirs");
  desk.git.must("r", {"checkout", "-q", "ours"});
  const auto merged = desk.git.git("r", {"merge", "theirs"});
  CHECK(merged.status == 1);
  CHECK(count(merged.errors, "their side cannot be read: line ") == 1);
  CHECK(count(merged.errors, "'pigeon' is not in the list media") == 1);
  CHECK(count(desk.git.bytes(desk.record), "theirs-1") == 1);
  desk.git.at("18:00", "sara");
  CHECK(desk.git.try_cmt("r", {"resolve", "--add"}).code == 0);
  const std::string text = desk.git.bytes(desk.record);
  CHECK(text.find("theirs-1") < text.find("ours-1"));
  CHECK(desk.git.try_cmt("r", {"check"}).code == 0);
}

TEST_CASE("4.9 while cmt.yaml cannot be read nobody knows what is legal together: a conflict") {
  Desk desk;
  desk.git.must("r", {"branch", "theirs"});
  desk.note("11:00", "sara", "ours-1");
  desk.git.commit_all("r", "ours");
  desk.git.must("r", {"checkout", "-q", "theirs"});
  desk.note("10:00", "omid", "theirs-1");
  desk.git.commit_all("r", "theirs");
  desk.git.put("r/cmt.yaml", "<<<<<<< HEAD\n");
  const auto merged = desk.git.git("r", {"merge", "ours"});
  CHECK(merged.status == 1);
  CHECK(count(merged.errors, "the settings cannot be read") == 1);
  CHECK(count(desk.git.bytes(desk.record), "ours-1") == 1);
  CHECK(count(desk.git.bytes(desk.record), "theirs-1") == 1);
  CHECK(desk.git.try_cmt("r", {"resolve"}).code == 3);
}

TEST_CASE("4.9 the driver answers 0 or 1, or leaves the file as it was") {
  Desk desk;
  const std::string base = desk.git.bytes(desk.record);
  for (const char* name : {"base", "ours", "theirs"}) desk.git.put(std::string{"r/"} + name, base);
  const std::string path = "complaints/2026/" + desk.id + ".yaml";
  Terminal& terminal = desk.git.terminal();
  const auto drive = [&](const std::string& size) {
    return terminal.cmt({"merge-driver", "--marker-size", size, "--", "r/base", "r/ours", "r/theirs", "r/" + path}).code;
  };
  desk.git.put("r/theirs", base + "# more\n");
  CHECK(drive("7") == 0);
  CHECK(desk.git.bytes("r/ours") == base + "# more\n");
  desk.git.put("r/ours", "not a record\n");
  CHECK(drive("9") == 1);
  CHECK(count(desk.git.bytes("r/ours"), "<<<<<<<<< ours: our side cannot be read") == 1);
  const std::string now = desk.git.bytes("r/ours");
  CHECK(drive("many") == 2);
  CHECK(terminal.cmt({"merge-driver", "r/none", "r/ours", "r/theirs", path}).code == 3);
  desk.git.put("r/theirs", std::string(2 << 20, 'x'));
  CHECK(drive("7") == 3);
  CHECK(desk.git.bytes("r/ours") == now);
}

TEST_CASE("4.9 a clone learns to merge by init --git, which changes no record and says so") {
  Desk desk;
  desk.git.must(".", {"clone", "-q", "r", "clone"});
  CHECK(desk.git.git("clone", {"config", "merge.cmt.driver"}).status == 1);
  const Outcome outcome = desk.git.try_cmt("clone", {"init", "--git"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "git merges the records of this clone with cmt from now on\n");
  CHECK(desk.git.must("clone", {"config", "merge.cmt.driver"}) == std::string{cli::merge_driver} + "\n");
  CHECK(desk.git.must("clone", {"status", "--porcelain"}).empty());
  CHECK(desk.git.must("clone", {"check-attr", "merge", "--", "complaints/2026/x.yaml", "attachments/x.yaml"}) ==
        "complaints/2026/x.yaml: merge: cmt\nattachments/x.yaml: merge: unset\n");
  CHECK(desk.git.try_cmt("clone", {"init"}).code == 1);
}

TEST_CASE("4.9 a register made before there was a driver gets the line of .gitattributes that it lacks") {
  Desk desk;
  desk.git.put("r/.gitattributes", "*.pdf binary\n*.yaml text eol=lf\n");
  desk.git.cmt("r", {"init", "--git"});
  CHECK(desk.git.bytes("r/.gitattributes") == "*.pdf binary\n*.yaml text eol=lf\n" + std::string{cli::gitattributes});
}

TEST_CASE("4.9 a register below the top of its repository merges too") {
  GitFolder git;
  git.put("r/README", "x");
  git.must("r", {"init", "-q"});
  git.at("09:00", "sara");
  git.cmt("r/offices/north", {"init", "--name", "North", "--timezone", "Europe/Paris", "--git"});
  std::string id = git.cmt("r/offices/north", {"new", "Late", "--medium", "phone", "--description", "Late.", "--anonymous"});
  id.pop_back();
  git.commit_all("r", "base");
  git.must("r", {"checkout", "-q", "-b", "theirs"});
  git.at("10:00", "omid");
  git.cmt("r/offices/north", {"note", id, "theirs-1"});
  git.commit_all("r", "theirs");
  git.must("r", {"checkout", "-q", "-"});
  git.at("11:00", "sara");
  git.cmt("r/offices/north", {"note", id, "ours-1"});
  git.commit_all("r", "ours");
  git.must("r", {"merge", "-q", "--no-edit", "theirs"});
  const std::string text = git.texts("r/offices/north");
  CHECK(text.find("theirs-1") < text.find("ours-1"));
}
