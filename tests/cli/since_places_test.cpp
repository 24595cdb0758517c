// `cmt check --since` wherever git can keep a register, and what it says where it cannot compare.
#include <fmt/core.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/git_register.hpp"
#include "support/test.hpp"

namespace {

using cmt::testing::findings_of;
using cmt::testing::GitRegister;
using cmt::testing::Outcome;

// Three commits: a complaint, a note, another note.
struct Told : GitRegister {
  std::string id, first, second, third;

  explicit Told(const std::vector<std::string>& init = {}, const std::string& in = "r") {
    folder = in;
    if (!init.empty()) {
      std::filesystem::remove_all(top() / ".git");
      git(init);
    }
    REQUIRE(terminal.cmt({"init", "repository/" + in, "--name", "R", "--timezone", "UTC"}).code == 0);
    id = done({"new", "Late", "--medium", "web", "--description", "Came late", "--anonymous"});
    first = commit("One");
    done({"note", id, "Called"});
    second = commit("Two");
    done({"note", id, "Called again"});
    third = commit("Three");
  }

  std::string record() const { return "complaints/2026/" + id + ".yaml"; }
  void tamper() { replace(record(), "Came late", "Came early"); }
  Outcome since(const std::string& ref) { return cmt({"check", "--since", ref}); }
  bool is_caught(const std::string& ref) {
    const auto outcome = cmt({"check", "--since", ref, "--json"});
    INFO(outcome.both);
    REQUIRE(outcome.code < 2);
    for (const auto& one : findings_of(outcome))
      if (one.rule == "words-altered") return true;
    return false;
  }
};

// Another folder for a repository that git made from this one.
struct Elsewhere {
  cmt::testing::Terminal& terminal;
  std::string folder;
  Outcome since(const std::string& ref) {
    return terminal.cmt({"-C", folder, "check", "--since", ref});
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string url(const GitRegister& r) { return "file://" + r.top().string(); }

}  // namespace

TEST_CASE("--since says with the place what a record had, and how many records it looked at") {
  Told r;
  r.tamper();
  const auto outcome = r.since(r.second);
  INFO(outcome.out);
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, fmt::format("{}:20:18: error: `description` of event 1 of 2 "
                                          "(`received`, 2026-11-20T08:12:00Z) says something else "
                                          "now [words-altered, 4.9]\n",
                                          r.record())));
  CHECK(contains(outcome.out, "  bring it back; cmt correct " + r.id + " --field description"));
  CHECK_FALSE(contains(outcome.out, "Came late"));
  CHECK(outcome.err == fmt::format("since {}, to the folder: 1 record changed, 0 new\n"
                                   "1 record checked: 1 error, 0 warnings\n",
                                   r.second.substr(0, 10)));
}

TEST_CASE("--since at the top of a repository, below it, and in a folder with odd bytes") {
  for (const char* folder : {".", "r", "a/b c/دفتر", "x\ny\t\"z", "-d", "*", ":(top)"}) {
    CAPTURE(std::string{folder});
    Told r{{}, folder};
    CHECK(r.since(r.first).code == 0);
    r.tamper();
    CHECK(r.is_caught(r.first));
    r.commit("Four");
    CHECK(r.is_caught(r.first));
    CHECK(r.is_caught(r.first + "..HEAD"));
    // The dates of commits are found there too.
    r.git({"reset", "--hard", "--quiet", r.third});
    r.done({"note", r.id, "Much later"});
    r.author_date = r.committer_date = "2026-12-20T10:00:00Z";
    r.commit("Late");
    CHECK(contains(r.cmt({"check", "--since", r.third, "--json"}).out, "late-commit"));
  }
}

TEST_CASE("--since takes branches, tags, ranges, and what git calls a commit") {
  Told r;
  r.git({"tag", "-a", "-m", "Released", "v1", r.first});
  r.git({"branch", "old", r.first});
  for (const auto& ref : {std::string{"v1"}, std::string{"old"}, std::string{"HEAD~2"}, r.first,
                          r.first.substr(0, 9), std::string{"v1..HEAD"}, std::string{"old..."},
                          std::string{"v1..."}, std::string{":/One"}, std::string{"v1.."},
                          std::string{"old...main"}}) {
    CAPTURE(ref);
    CHECK(r.since(ref).code == 0);
  }
  // What comes after the dots is what is looked at, and not the folder.
  r.tamper();
  CHECK(r.is_caught("v1"));
  CHECK_FALSE(r.is_caught("v1..HEAD"));
  CHECK_FALSE(r.is_caught("v1..v1"));
}

TEST_CASE("--since with three dots compares with where the branch left the other") {
  Told r;
  r.git({"checkout", "--quiet", "-b", "side"});
  r.done({"note", r.id, "On the side"});
  r.commit("Side");
  r.git({"checkout", "--quiet", "main"});
  const auto other = r.done({"new", "Other", "--medium", "web", "--description", "Words", "--anonymous"});
  r.commit("Main");
  r.git({"checkout", "--quiet", "side"});
  CHECK(r.since("main...").code == 0);
  // Without them, what main has is missing.
  const auto outcome = r.since("main");
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, "rewritten-history"));
  CHECK(contains(outcome.out, "record-removed"));
  CHECK(contains(outcome.out, "--since REF..."));
  r.tamper();
  CHECK(r.is_caught("main..."));
}

TEST_CASE("--since on a detached head, in another work tree and in a submodule") {
  Told r;
  SECTION("detached") {
    r.git({"checkout", "--quiet", "--detach"});
    r.tamper();
    CHECK(r.is_caught(r.first));
  }
  SECTION("work tree") {
    r.git({"worktree", "add", "--quiet", (r.terminal.folder() / "tree").string(), "-b", "w"});
    Elsewhere tree{r.terminal, "tree/r"};
    CHECK(tree.since(r.first).code == 0);
    std::ofstream{r.terminal.folder() / "tree/r" / r.record(), std::ios::app} << "# seen\n";
    CHECK(tree.since(r.first).code == 0);
    std::filesystem::remove(r.terminal.folder() / "tree/r" / r.record());
    CHECK(tree.since(r.first).code == 1);
  }
  SECTION("submodule") {
    GitRegister outer;
    outer.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url(r), "inner"});
    outer.commit("Submodule");
    Elsewhere inner{outer.terminal, "repository/inner/r"};
    CHECK(inner.since(r.first).code == 0);
    std::filesystem::remove(outer.top() / "inner/r" / r.record());
    CHECK(inner.since(r.first).code == 1);
  }
}

TEST_CASE("--since in a bare repository compares with HEAD, or between two commits") {
  Told r;
  r.tamper();
  r.commit("Four");
  r.git({"clone", "--quiet", "--bare", ".", (r.terminal.folder() / "bare.git").string()});
  Elsewhere bare{r.terminal, "bare.git"};
  CHECK(bare.since(r.third).code == 1);
  CHECK(bare.since("HEAD~1").code == 1);
  CHECK(bare.since(r.first + ".." + r.third).code == 0);
  const auto outcome = bare.since(r.third + "..main");
  CHECK(outcome.code == 1);
  CHECK(contains(outcome.out, r.record() + ":20:18: error: `description` of event 1"));
  // The rules for single records look at the commit too.
  CHECK(contains(outcome.err, "1 record checked"));
}

TEST_CASE("--since in a repository with SHA-256") {
  Told r{{"init", "--quiet", "--initial-branch=main", "--object-format=sha256"}};
  CHECK(r.first.size() == 64);
  CHECK(r.since(r.first).code == 0);
  CHECK(r.since(r.first + "..HEAD").code == 0);
  r.tamper();
  CHECK(r.is_caught(r.first));
}

TEST_CASE("--since in a shallow clone works where the commits are there, and says what to fetch") {
  Told r;
  r.git({"clone", "--quiet", "--depth=2", url(r), (r.terminal.folder() / "shallow").string()});
  Elsewhere shallow{r.terminal, "shallow/r"};
  CHECK(shallow.since(r.second).code == 0);
  for (const auto& ref : {r.first, std::string{"origin/feature"}}) {
    const auto outcome = shallow.since(ref);
    CHECK(outcome.code == 3);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "which is shallow"));
    CHECK(contains(outcome.err, "git fetch --unshallow"));
    CHECK(contains(outcome.err, "fetch-depth: 0"));
  }
  // Two ends that were fetched without what connects them.
  r.git({"checkout", "--quiet", "-b", "side", r.first});
  r.commit("Side");
  r.git({"-C", (r.terminal.folder() / "shallow").string(), "fetch", "--quiet", "--depth=1",
         "origin", "side:side"});
  for (const char* ref : {"side", "side..."}) {
    const auto outcome = shallow.since(ref);
    CHECK(outcome.code == 3);
    CHECK(contains(outcome.err, "fetch-depth: 0"));
  }
}

TEST_CASE("--since in a partial clone fetches nothing and says what is missing") {
  Told r;
  r.git({"config", "uploadpack.allowFilter", "true"});
  r.git({"clone", "--quiet", "--filter=blob:none", url(r), (r.terminal.folder() / "partial").string()});
  Elsewhere partial{r.terminal, "partial/r"};
  const auto outcome = partial.since(r.first);
  CHECK(outcome.code == 3);
  CHECK(contains(outcome.err, "cannot be read"));
  CHECK(contains(outcome.err, "a partial clone leaves out files: git fetch --refetch"));
}

TEST_CASE("--since without a commit that is meant says what it might be") {
  Told r;
  r.git({"branch", "release"});
  const auto near = r.since("relaese");
  CHECK(near.code == 2);
  CHECK(near.err == "error: there is no commit 'relaese' in this clone\n  did you mean 'release'?\n");
  CHECK(contains(r.since("HED~1").err, "did you mean 'HEAD'?"));
  const auto unknown = r.since("1234567890");
  CHECK(unknown.code == 3);
  CHECK(contains(unknown.err, "git fetch origin 1234567890"));
  CHECK(contains(r.since(std::string(40, '0')).err, "the branch is new"));
  for (const char* wrong : {"", "--output=x", "-h", "a..-b", "a\nb", "a..b..c", "\x1b[2J"}) {
    CAPTURE(std::string{wrong});
    const auto outcome = r.cmt({"check", std::string{"--since="} + wrong});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(contains(outcome.err, "\x1b[2"));
  }
}

TEST_CASE("--since outside of git, and before the first commit") {
  cmt::testing::Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  const auto outside = terminal.type("cmt -C r check --since HEAD");
  CHECK(outside.code == 3);
  CHECK(contains(outside.err, "is in no git repository"));
  GitRegister unborn;
  REQUIRE(unborn.terminal.type("cmt init repository/r --name R --timezone UTC").code == 0);
  const auto outcome = unborn.cmt({"check", "--since", "HEAD"});
  CHECK(outcome.code == 2);
  CHECK(contains(outcome.err, "there is no commit yet"));
}

TEST_CASE("--since of a register that the commit does not hold compares with nothing and says so") {
  GitRegister r;
  r.write("../README", "Hello\n");
  const std::string base = r.commit("Before");
  REQUIRE(r.terminal.type("cmt init repository/r --name R --timezone UTC").code == 0);
  r.done({"new", "Late", "--medium", "web", "--description", "Words", "--anonymous"});
  for (const bool is_committed : {false, true}) {
    if (is_committed) r.commit("Register");
    const auto outcome = r.cmt({"check", "--since", base});
    CHECK(outcome.code == 0);
    CHECK(contains(outcome.err, "holds no such register"));
    CHECK(contains(outcome.err, "1 record checked"));
  }
}

TEST_CASE("--since is not misled by replaced, grafted or missing objects") {
  Told r;
  r.tamper();
  const std::string tampered = r.commit("Four");
  SECTION("a replacement makes the base look like the tampered commit") {
    r.git({"replace", r.third, tampered});
    CHECK(r.is_caught(r.third));
  }
  SECTION("a graft makes a new history out of commits") {
    std::ofstream{r.top() / ".git/info/grafts"} << tampered << " " << r.first << "\n";
    CHECK(r.is_caught(r.third));
    CHECK_FALSE(contains(r.since(r.third).out, "rewritten-history"));
  }
}

TEST_CASE("--since runs nothing that a prepared repository names") {
  Told r;
  const auto mark = (r.terminal.folder() / "ran").string();
  const auto script = r.terminal.folder() / "evil";
  std::ofstream{script} << "#!/bin/sh\ntouch " << mark << "\ncat\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const std::string evil = script.string();
  for (const char* setting : {"core.fsmonitor", "core.pager", "diff.external", "core.sshCommand",
                              "diff.evil.textconv", "diff.evil.command", "filter.evil.clean",
                              "filter.evil.smudge", "filter.evil.process", "gpg.program",
                              "core.editor", "core.askPass", "pager.diff-index", "alias.diff-tree",
                              "alias.rev-parse"})
    r.git({"config", setting, evil});
  r.git({"config", "filter.evil.required", "true"});
  r.git({"config", "log.showSignature", "true"});
  r.git({"config", "core.hooksPath", r.terminal.folder().string()});
  std::filesystem::copy(script, r.terminal.folder() / "post-index-change");
  std::ofstream{r.top() / ".gitattributes"} << "* filter=evil diff=evil\n";
  r.tamper();
  // Of the same second as the index, so that git looks into it.
  const auto index = std::filesystem::last_write_time(r.top() / ".git/index");
  std::filesystem::last_write_time(r.path(r.record()), index);
  CHECK(r.is_caught(r.first));
  CHECK(r.is_caught(r.first + "..HEAD") == false);
  CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("--since leaves the repository as it was") {
  Told r;
  r.tamper();
  std::ifstream before{r.top() / ".git/index", std::ios::binary};
  const std::string bytes{std::istreambuf_iterator<char>{before}, {}};
  r.since(r.first);
  std::ifstream after{r.top() / ".git/index", std::ios::binary};
  CHECK(bytes == std::string{std::istreambuf_iterator<char>{after}, {}});
  CHECK_FALSE(std::filesystem::exists(r.top() / ".git/index.lock"));
}

TEST_CASE("--since looks at what changed, at what was named, or with --all at everything") {
  Told r;
  const auto other = r.done({"new", "Other", "--medium", "web", "--description", "Words", "--anonymous"});
  const auto third = r.done({"new", "Third", "--medium", "web", "--description", "Words", "--anonymous"});
  r.done({"link", r.id, other});
  const std::string base = r.commit("More");
  r.tamper();
  // The changed record and the one that it names.
  CHECK(contains(r.since(base).err, "2 records checked"));
  CHECK(contains(r.cmt({"check", "--since", base, "--all"}).err, "3 records checked"));
  CHECK(r.cmt({"check", "--since", base, third}).code == 0);
  const auto named = r.cmt({"check", "--since", base, r.id});
  CHECK(named.code == 1);
  CHECK(contains(named.err, "1 record checked: 1 error"));
}

TEST_CASE("--since asks git the same number of times however much changed") {
  Told r;
  const auto bin = r.terminal.folder() / "bin";
  std::filesystem::create_directories(bin);
  const auto count = r.terminal.folder() / "count";
  const std::string path = ::getenv("PATH");
  std::ofstream{bin / "git"} << "#!/bin/sh\necho >>" << count.string() << "\nPATH='" << path
                             << "' exec git \"$@\"\n";
  std::filesystem::permissions(bin / "git", std::filesystem::perms::owner_all);
  const auto calls = [&] {
    std::filesystem::remove(count);
    ::setenv("PATH", (bin.string() + ":" + path).c_str(), 1);
    CHECK(r.since(r.first).code == 0);
    ::setenv("PATH", path.c_str(), 1);
    return std::filesystem::file_size(count);
  };
  const auto few = calls();
  for (int i = 0; i < 20; ++i)
    r.done({"new", "Other", "--medium", "web", "--description", "Words", "--anonymous"});
  CHECK(calls() == few);
  r.commit("Twenty");
  CHECK(calls() == few);
  CHECK(few <= 16);
}
