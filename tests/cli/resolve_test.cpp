// `cmt resolve`: conflicts that git left behind, settled from the versions in its index.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/git_folder.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt::testing;

// A clone of which both sides added a note, left in a conflict by git without the driver.
class Conflict {
 public:
  Conflict() {
    git.at("08:00", "sara");
    git.cmt("r", {"init", "--name", "Shop", "--timezone", "Europe/Paris", "--git"});
    git.must("r", {"config", "--remove-section", "merge.cmt"});
    git.must("r", {"symbolic-ref", "HEAD", "refs/heads/ours"});
    git.at("09:00", "sara");
    id = git.cmt("r", {"new", "Late parcel", "--medium", "phone", "--description", "Late.", "--anonymous"});
    id.pop_back();
    record = "r/complaints/2026/" + id + ".yaml";
    git.commit_all("r", "base");
    git.must("r", {"branch", "theirs"});
  }
  void note(const std::string& branch, const std::string& hour, const std::string& by, const std::string& text) {
    git.must("r", {"checkout", "-q", branch});
    git.at(hour, by);
    git.cmt("r", {"note", id, text});
    git.commit_all("r", text);
  }
  void both_note() {
    note("theirs", "10:00", "omid", "theirs-1");
    note("ours", "11:00", "sara", "ours-1");
    CHECK(git.git("r", {"merge", "theirs"}).status == 1);
    git.at("18:00", "sara");
  }

  GitFolder git;
  std::string id, record;
};

}  // namespace

TEST_CASE("4.9 resolve settles a conflict of plain git, and leaves git add to the user") {
  Conflict c;
  c.both_note();
  CHECK(count(c.git.bytes(c.record), "<<<<<<<") == 1);
  const Outcome dry = c.git.try_cmt("r", {"resolve", "--dry-run"});
  CHECK(dry.code == 0);
  CHECK(count(dry.out, "-<<<<<<< HEAD") == 1);
  CHECK(count(c.git.bytes(c.record), "<<<<<<<") == 1);

  const Outcome outcome = c.git.try_cmt("r", {"resolve"});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == fmt::format("complaints/2026/{}.yaml settled\nnext: look at git diff, then git add the files\n", c.id));
  const std::string text = c.git.bytes(c.record);
  CHECK(count(text, "<<<<<<<") == 0);
  CHECK(text.find("theirs-1") < text.find("ours-1"));
  CHECK_FALSE(c.git.must("r", {"ls-files", "--unmerged"}).empty());
  // Again changes nothing, and --add ends the conflict.
  CHECK(c.git.try_cmt("r", {"resolve", "--add", c.id}).code == 0);
  CHECK(c.git.bytes(c.record) == text);
  CHECK(c.git.must("r", {"ls-files", "--unmerged"}).empty());
  CHECK(c.git.try_cmt("r", {"resolve"}).err == "no conflicts\n");
}

TEST_CASE("4.9 resolve --json tells of each file, and prints nothing else") {
  Conflict c;
  CHECK(nlohmann::json::parse(c.git.try_cmt("r", {"resolve", "--json"}).out).at("files").empty());
  c.both_note();
  const auto dry = nlohmann::json::parse(c.git.try_cmt("r", {"resolve", "--dry-run", "--json"}).out).at("files");
  REQUIRE(dry.size() == 1);
  CHECK(count(dry[0].at("diff"), "-<<<<<<< HEAD") == 1);
  const auto done = nlohmann::json::parse(c.git.try_cmt("r", {"resolve", "--json"}).out).at("files");
  REQUIRE(done.size() == 1);
  CHECK(done[0] == nlohmann::json{{"path", "complaints/2026/" + c.id + ".yaml"}, {"is_settled", true}, {"reasons", nlohmann::json::array()}});
}

TEST_CASE("4.9 resolve leaves alone what somebody has put right by hand") {
  Conflict c;
  c.both_note();
  const std::string mine = "schema: 1\n# by hand\n";
  c.git.put(c.record, mine);
  const Outcome outcome = c.git.try_cmt("r", {"resolve", "--add"});
  CHECK(outcome.code == 1);
  CHECK(count(outcome.err, "it has no conflict marks any more") == 1);
  CHECK(c.git.bytes(c.record) == mine);
  CHECK_FALSE(c.git.must("r", {"ls-files", "--unmerged"}).empty());
}

TEST_CASE("4.9 a record that one side deleted is kept, whichever side it was") {
  for (const bool is_ours : {true, false}) {
    Conflict c;
    const std::string keeper = is_ours ? "theirs" : "ours", other = is_ours ? "ours" : "theirs";
    c.note(keeper, "10:00", "omid", "kept-1");
    c.git.must("r", {"checkout", "-q", other});
    c.git.must("r", {"rm", "-q", "complaints/2026/" + c.id + ".yaml"});
    c.git.commit_all("r", "gone");
    c.git.must("r", {"checkout", "-q", "ours"});
    CHECK(c.git.git("r", {"merge", "theirs"}).status == 1);
    CHECK(c.git.try_cmt("r", {"resolve", "--add"}).code == 0);
    CHECK(count(c.git.bytes(c.record), "kept-1") == 1);
    CHECK(c.git.must("r", {"ls-files", "--unmerged"}).empty());
  }
}

TEST_CASE("4.10 a party that one side took away and the other changed is left to a person, whichever side it was") {
  for (const bool is_ours : {true, false}) {
    CAPTURE(is_ours);
    Conflict c;
    const std::string party = "parties/P-52N22JH.yaml", changed = is_ours ? "theirs" : "ours",
                      gone = is_ours ? "ours" : "theirs";
    c.git.put("r/" + party, "schema: 1\nid: P-52N22JH\nname: Ann\n");
    c.git.must("r", {"checkout", "-q", "ours"});
    c.git.commit_all("r", "party");
    c.git.must("r", {"branch", "-f", "theirs", "ours"});
    c.git.must("r", {"checkout", "-q", changed});
    c.git.edit("r/" + party, "name: Ann", "name: Ann Bell");
    c.git.commit_all("r", "changed");
    c.git.must("r", {"checkout", "-q", gone});
    c.git.must("r", {"rm", "-q", party});
    c.git.commit_all("r", "gone");
    c.git.must("r", {"checkout", "-q", "ours"});
    CHECK(c.git.git("r", {"merge", "theirs"}).status == 1);
    const Outcome outcome = c.git.try_cmt("r", {"resolve", "--add"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err == party + ": one side took the party away and the other changed it: git rm it or git add it\n");
    CHECK_FALSE(c.git.must("r", {"ls-files", "--unmerged"}).empty());
  }
}

TEST_CASE("4.9 a record that one side moved comes back to the path of its id, with the events of both") {
  Conflict c;
  c.note("theirs", "10:00", "omid", "theirs-1");
  c.note("ours", "11:00", "sara", "ours-1");
  c.git.must("r", {"mv", "complaints/2026", "complaints/2025"});
  c.git.commit_all("r", "moved");
  CHECK(c.git.git("r", {"merge", "theirs"}).status == 1);
  const Outcome outcome = c.git.try_cmt("r", {"resolve", "--add"});
  CAPTURE(outcome.both);
  CHECK(outcome.code == 0);
  const std::string text = c.git.texts("r");
  CHECK(count(text, "ours-1") == 1);
  CHECK(count(text, "theirs-1") == 1);
  CHECK(count(c.git.bytes(c.record), "theirs-1") == 1);
  CHECK(c.git.must("r", {"ls-files", "--unmerged"}).empty());
}

TEST_CASE("4.9 what a person made of the copy of a record that one side moved stays") {
  for (const bool is_edited : {true, false}) {
    CAPTURE(is_edited);
    Conflict c;
    c.note("theirs", "10:00", "omid", "theirs-1");
    c.note("ours", "11:00", "sara", "ours-1");
    c.git.must("r", {"mv", "complaints/2026", "complaints/2025"});
    c.git.commit_all("r", "moved");
    CHECK(c.git.git("r", {"merge", "theirs"}).status == 1);
    const std::string copy = "r/complaints/2025/" + c.id + ".yaml";
    REQUIRE(std::filesystem::exists(c.git.path(copy)));
    if (is_edited) c.git.put(copy, "# what I found out by telephone\n");
    CHECK(c.git.try_cmt("r", {"resolve"}).code == 0);
    CHECK(std::filesystem::exists(c.git.path(copy)) == is_edited);
  }
}

TEST_CASE("4.9 one side made and the other made the same record: its events are united") {
  Conflict c;
  c.note("theirs", "10:00", "omid", "theirs-1");
  c.note("ours", "11:00", "sara", "ours-1");
  // Histories without a common commit, as after an import of a copy.
  c.git.must("r", {"checkout", "-q", "--orphan", "island"});
  c.git.must("r", {"commit", "-q", "-m", "island"});
  CHECK(c.git.git("r", {"merge", "--allow-unrelated-histories", "theirs"}).status == 1);
  c.git.try_cmt("r", {"resolve", "--add"});
  CHECK(c.git.must("r", {"ls-files", "--unmerged"}).empty());
  const std::string text = c.git.bytes(c.record);
  CHECK(count(text, "ours-1") == 1);
  CHECK(count(text, "theirs-1") == 1);
  CHECK(count(text, "event: received") == 1);
}

TEST_CASE("4.9 resolve names what it cannot settle, and does the rest") {
  Conflict c;
  c.git.must("r", {"checkout", "-q", "theirs"});
  c.git.put("r/notes.txt", "a\n");
  c.git.commit_all("r", "notes");
  c.git.must("r", {"checkout", "-q", "ours"});
  c.git.put("r/notes.txt", "b\n");
  c.git.commit_all("r", "notes");
  c.both_note();
  const Outcome outcome = c.git.try_cmt("r", {"resolve", "--add"});
  CHECK(outcome.code == 1);
  CHECK(count(outcome.err, "notes.txt: it is not a record; put it right by hand, then git add it") == 1);
  CHECK(count(outcome.err, c.id + ".yaml settled") == 1);
  CHECK(count(c.git.must("r", {"ls-files", "--unmerged"}), "notes.txt") == 2);
  CHECK(count(c.git.must("r", {"ls-files", "--unmerged"}), c.id) == 0);
  CHECK(c.git.try_cmt("r", {"resolve", "nothing"}).code == 1);
}
