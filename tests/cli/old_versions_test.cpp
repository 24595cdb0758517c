// 4.10, 8.1: what was taken out of the register is found in git's older commits, and goes out of them.
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/git_register.hpp"
#include "store/process_run.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::GitRegister;

// Every object of the repository, whether or not something refers to it, and the messages of its commits.
std::string all_objects(GitRegister& r, const std::string& folder) {
  return r.git({"-C", folder, "cat-file", "--batch-all-objects", "--batch"});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The overview, but for the commit that it is of.
std::string figures(GitRegister& r) {
  std::string report = r.done({"report", "overview", "--format", "csv"});
  const auto at = report.find("commit,");
  return report.erase(at, report.find('\n', at) - at);
}

// A register with the case of Ada, which is over, and one of Grace; both in several commits, a branch and a tag.
struct Told {
  Told() {
    REQUIRE(r.terminal.cmt({"init", "repository/r", "--name", "R", "--timezone", "UTC"}).code == 0);
    ada = r.done({"new", "Late parcel", "--medium", "web", "--description", "I am Ada of\n3 Elm Street.", "--complainant",
                  "Ada Byron", "--email", "ada@example.org", "-q"});
    r.write("../letter.txt", "Yours, Ada Byron\n");
    r.done({"attach", ada, "repository/letter.txt", "-q"});
    std::filesystem::remove(r.top() / "letter.txt");
    r.commit("received");
    grace = r.done({"new", "Torn box", "--medium", "web", "--description", "Grace wrote this.", "--complainant",
                    "Grace Hopper", "--email", "grace@example.org", "-q"});
    r.done({"correct", ada, "--field", "description", "--value", "I am Ada of 4 Elm Street.", "--reason", "Number", "-q"});
    r.commit("corrected");
    r.git({"branch", "old"});
    r.git({"tag", "first"});
    r.done({"close", ada, "--outcome", "upheld", "-q"});
    r.commit("closed");
  }

  std::string party() {
    const std::string list = r.done({"party", "list", "byron", "--format", "json"});
    return list.substr(list.find("P-"), 9);
  }
  void forget() {
    r.done({"party", "forget", party(), "--reason", "Erasure asked for", "-q"});
    r.commit("forgotten");
  }

  GitRegister r;
  std::string ada, grace;
};

}  // namespace

TEST_CASE("4.10 nothing is found in commits while nothing was taken out") {
  Told told;
  CHECK(holds(told.r.done({"retention", "history", "--format", "json"}), R"("files": [],
  "texts": [],)"));
}

TEST_CASE("4.10 commits of every branch and tag are looked at for what was taken out") {
  Told told;
  const std::string party = told.party();
  told.forget();
  const std::string found = told.r.done({"retention", "history", "--format", "json"});
  CHECK(holds(found, "r/parties/" + party + ".yaml"));
  CHECK(holds(found, "r/attachments/" + told.ada + "/"));
  CHECK(holds(found, R"("file": "r/complaints/2026/)" + told.ada + R"(.yaml",
      "versions": 3)"));
  CHECK_FALSE(holds(found, told.grace));
}

TEST_CASE("4.10 a plan waits until what was taken out is committed, and until its folder is new") {
  Told told;
  told.r.done({"party", "forget", told.party(), "--reason", "Erasure asked for", "-q"});
  const std::string plan = (told.r.terminal.folder() / "plan").string();
  CHECK(holds(told.r.cmt({"retention", "history", "-o", plan}).both, "not committed"));
  CHECK_FALSE(std::filesystem::exists(plan));
  told.r.commit("forgotten");
  std::filesystem::create_directory(plan);
  CHECK(told.r.cmt({"retention", "history", "-o", plan}).code == 1);
  CHECK(std::filesystem::is_empty(plan));
}

TEST_CASE("4.10 a version that cannot be read is named, and there is no plan") {
  Told told;
  told.r.replace("complaints/2026/" + told.ada + ".yaml", "schema: 1", "schema: [");
  told.r.commit("broken");
  told.r.git({"revert", "--no-edit", "HEAD"});
  told.forget();
  CHECK(holds(told.r.done({"retention", "history"}), "1 version that cannot be read"));
  const std::string plan = (told.r.terminal.folder() / "plan").string();
  CHECK(told.r.cmt({"retention", "history", "-o", plan}).code == 3);
  CHECK_FALSE(std::filesystem::exists(plan));
}

TEST_CASE("4.10 after a plan was carried out no object of git holds what was taken out") {
  const auto there = cmt::store::run({"git", "filter-repo", "--version"}, {});
  if (!there || there->status != 0) {
    WARN("git-filter-repo is not installed");
    return;
  }
  Told told;
  GitRegister& r = told.r;
  const std::string before = figures(r);
  told.forget();
  CHECK(figures(r) == before);
  const std::string plan = (r.terminal.folder() / "plan").string();
  r.done({"retention", "history", "-o", plan, "-q"});
  for (const auto& file : std::filesystem::recursive_directory_iterator{plan})
    if (file.is_regular_file()) CHECK_FALSE(holds(file.path().filename().string(), "Ada"));

  const std::string clone = (r.terminal.folder() / "clone").string();
  r.git({"clone", "--quiet", "--no-local", r.top().string(), clone});
  REQUIRE(holds(all_objects(r, clone), "Elm Street"));
  cmt::store::RunOptions options;
  options.environment = {{"GIT_CONFIG_GLOBAL", "/dev/null"}, {"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_DIR", std::nullopt},
                         {"GIT_INDEX_FILE", std::nullopt}, {"GIT_WORK_TREE", std::nullopt}};
  const auto rewritten = cmt::store::run({"sh", "-c", "cd \"$1\" && sh \"$2\"/rewrite.sh", "sh", clone, plan}, options);
  REQUIRE(rewritten);
  INFO(rewritten->output << rewritten->errors);
  REQUIRE(rewritten->status == 0);

  std::ifstream in{clone + "/.git/filter-repo/commit-map"};
  const std::string map{std::istreambuf_iterator<char>{in}, {}};
  CHECK(holds(map, r.git({"rev-parse", "HEAD"}) + " " + r.git({"-C", clone, "rev-parse", "HEAD"})));
  CHECK(holds(map, r.git({"rev-parse", "first"}) + " " + r.git({"-C", clone, "rev-parse", "first"})));
  const std::string objects = all_objects(r, clone);
  for (const char* words : {"Ada", "Byron", "Elm Street", "ada@example.org"}) {
    CAPTURE(words);
    CHECK_FALSE(holds(objects, words));
  }
  CHECK(holds(objects, "Grace wrote this."));
  CHECK(r.git({"-C", clone, "log", "--format=%s", "first"}) == "corrected\nreceived");
  GitRegister other;
  std::filesystem::remove_all(other.top());
  std::filesystem::copy(clone, other.top(), std::filesystem::copy_options::recursive);
  CHECK(other.cmt({"check"}).code == r.cmt({"check"}).code);
  CHECK(holds(other.done({"retention", "history", "--format", "json"}), R"("files": [],
  "texts": [],)"));
  CHECK(figures(other) == before);
}
