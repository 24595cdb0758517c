// The pre-commit hook and what it runs, check --staged: what is judged is what would be committed.
#include "cli/git_hooks.hpp"

#include <set>

#include "cli/repository.hpp"

namespace {

using namespace cmt;
using testing::Outcome;
using testing::Repository;
using testing::file_bytes;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string broken(std::string record) {
  return record.replace(record.find("medium: web"), 11, "medium: owl");
}

// A repository with the hook, and a committed record; gives the path of that.
std::string with_hook(Repository& r) {
  const std::string id = r.written();
  r.commit_all();
  const Outcome installed = r.cmt({"init", "--hook"});
  CAPTURE(installed.err);
  REQUIRE(installed.code == 0);
  return r.path_of(id);
}

}  // namespace

TEST_CASE("the hook stops a commit whose staged record is wrong, though the file in the folder is right") {
  Repository r;
  const std::string path = with_hook(r), good = file_bytes(r.top / path);
  r.put(path, broken(good));
  r.git({"add", path});
  r.put(path, good);
  const std::string head = r.head();
  const Outcome stopped = r.terminal.git({"commit", "-m", "x"});
  CHECK(stopped.code == 1);
  CHECK(has(stopped.both, path + ":9:13: error: 'owl' is not in the list media [record-shape, 4.9]"));
  CHECK(r.head() == head);
}

TEST_CASE("the hook lets a right staged record pass, though the file in the folder is wrong") {
  Repository r;
  const std::string path = with_hook(r), good = file_bytes(r.top / path);
  r.put(path, good + "# a remark\n");
  r.git({"add", path});
  r.put(path, broken(good));
  CHECK(r.terminal.git({"commit", "--quiet", "-m", "x"}).both == "");
  CHECK(has(r.git({"show", "HEAD:" + path}), "# a remark"));
}

TEST_CASE("the hook checks the index that git commits, also with -a, with paths, and with places given by hand") {
  Repository r;
  const std::string path = with_hook(r), good = file_bytes(r.top / path);
  r.put(path, broken(good));
  const std::vector<std::vector<std::string>> ways = {
      {"commit", "-a", "-m", "x"},
      {"commit", "-m", "x", "--", path},
      {"commit", "--include", "-m", "x", "--", path},
      {"--git-dir=.git", "--work-tree=.", "commit", "-a", "-m", "x"}};
  for (const auto& words : ways) {
    CAPTURE(words);
    CHECK(has(r.terminal.git(words).both, "'owl' is not in the list media"));
  }
  r.terminal.at = r.top / "complaints/2026";
  CHECK(has(r.terminal.git({"commit", "-a", "-m", "x"}).both, "'owl' is not in the list media"));
  CHECK(r.terminal.git({"--git-dir=../../.git", "--work-tree=../..", "commit", "-a", "-m", "x"}).code == 1);
  CHECK(r.git({"rev-list", "--count", "HEAD"}) == "1\n");
  r.git({"commit", "--quiet", "--no-verify", "-a", "-m", "x"});
}

TEST_CASE("the hook works in a linked work tree and before the first commit") {
  Repository r;
  const std::string path = with_hook(r), good = file_bytes(r.top / path);
  r.git({"worktree", "add", "--quiet", "-b", "other", "../other"});
  r.terminal.at = r.terminal.folder() / "other";
  r.put(path, broken(good));
  CHECK(has(r.terminal.git({"commit", "-a", "-m", "x"}).both, "'owl' is not in the list media"));
  r.put(path, good + "# fine\n");
  CHECK(r.terminal.git({"commit", "--quiet", "-a", "-m", "x"}).both == "");

  Repository fresh;
  REQUIRE(fresh.cmt({"init", "--hook"}).code == 0);
  const std::string first = fresh.path_of(fresh.written());
  fresh.put(first, broken(file_bytes(fresh.top / first)));
  fresh.git({"add", "--all"});
  CHECK(has(fresh.terminal.git({"commit", "-m", "x"}).both, "'owl' is not in the list media"));
}

TEST_CASE("where cmt is not installed the hook says so and lets the commit pass") {
  Repository r;
  const std::string path = with_hook(r);
  r.put(path, file_bytes(r.top / path) + "# a remark\n");
  r.terminal.variables["PATH"] = "/usr/bin:/bin";
  const Outcome passed = r.terminal.git({"commit", "--quiet", "-a", "-m", "x"});
  CHECK(passed.code == 0);
  CHECK(passed.both == "pre-commit: cmt is not installed here; the records were not checked\n");
}

TEST_CASE("a hook of somebody else's is kept as it is, and the line to add to it is told") {
  Repository r;
  r.commit_all();
  const auto hook = r.top / ".git/hooks/pre-commit";
  const std::string theirs = "#!/bin/sh\necho theirs\n";
  r.put_program(hook, theirs);
  const Outcome refused = r.cmt({"init", "--hook"});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "there is a pre-commit hook already: "));
  const std::string line = "if [ -f './'cmt.yaml ]; then cmt -q -C './' check --staged || exit 1; fi";
  CHECK(has(refused.err, "add this to it: " + line));
  CHECK(file_bytes(hook) == theirs);
  // The line works there.
  r.put_program(hook, theirs + line + "\n");
  CHECK(has(r.cmt({"init", "--hook"}).err, "installed already"));
  const std::string path = r.path_of(r.written());
  r.put(path, broken(file_bytes(r.top / path)));
  r.git({"add", path});
  CHECK(has(r.terminal.git({"commit", "-m", "x"}).both, "'owl' is not in the list media"));
}

TEST_CASE("two registers of one repository share the hook, whatever their folders are called") {
  Repository r;
  r.commit_all();
  for (const char* folder : {"one", "-two", "it's (3) $HOME"}) {
    CAPTURE(folder);
    r.make_register(std::string{"./"} + folder);
    REQUIRE(r.cmt({"init", "--hook", std::string{"./"} + folder}).code == 0);
    const std::string once = file_bytes(r.top / ".git/hooks/pre-commit");
    REQUIRE(r.cmt({"init", "--hook", std::string{"./"} + folder}).code == 0);
    CHECK(file_bytes(r.top / ".git/hooks/pre-commit") == once);
  }
  for (const char* folder : {"one", "-two", "it's (3) $HOME"}) {
    CAPTURE(folder);
    r.terminal.at = r.top / folder;
    const std::string path = r.path_of(r.written()), good = file_bytes(r.terminal.at / path);
    r.put(path, broken(good));
    r.git({"add", "--all"});
    CHECK(has(r.terminal.git({"commit", "-m", "x"}).both, path + ":9:13: error: 'owl' is not in the list media"));
    r.put(path, good);
    r.git({"add", "--all"});
    CHECK(r.terminal.git({"commit", "--quiet", "-m", "x"}).both == "");
  }
}

TEST_CASE("the hook goes where core.hooksPath says, but not where a repository sends it out of itself") {
  Repository r;
  r.commit_all();
  r.git({"config", "core.hooksPath", "tools/hooks"});
  REQUIRE(r.cmt({"init", "--hook"}).code == 0);
  CHECK(has(file_bytes(r.top / "tools/hooks/pre-commit"), "check --staged"));
  CHECK_FALSE(std::filesystem::exists(r.top / ".git/hooks/pre-commit"));

  const auto outside = r.terminal.folder() / "outside";
  r.git({"config", "core.hooksPath", outside.string()});
  const Outcome refused = r.cmt({"init", "--hook"});
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "core.hooksPath leads out of it"));
  CHECK_FALSE(std::filesystem::exists(outside));

  r.git({"config", "--unset", "core.hooksPath"});
  r.configure("core.hooksPath", outside.string());  // the user's own wish
  CHECK(r.cmt({"init", "--hook"}).code == 0);
  CHECK(std::filesystem::exists(outside / "pre-commit"));
}

TEST_CASE("check --staged reads no file of the folder, starts nothing and writes nothing") {
  Repository r;
  const std::string id = r.written(), path = r.path_of(id);
  r.git({"add", "--all"});
  const std::string index = r.index();
  std::filesystem::remove_all(r.top / "complaints");
  std::filesystem::remove_all(r.top / "parties");
  r.put_program(r.terminal.folder() / "program", "#!/bin/sh\n: > " + (r.terminal.folder() / "was-run").string() + "\n");
  r.git({"config", "core.fsmonitor", (r.terminal.folder() / "program").string()});
  const auto before = r.work_tree();
  const Outcome checked = r.cmt({"check", "--staged"});
  CHECK(checked.code == 0);
  CHECK(has(checked.err, "1 record checked: 0 errors, 0 warnings"));
  CHECK(r.index() == index);
  CHECK(r.work_tree() == before);
  CHECK_FALSE(std::filesystem::exists(r.terminal.folder() / "was-run"));
}

TEST_CASE("check --staged judges the staged records alone, and finds in the index what they refer to") {
  Repository r;
  const std::string one = r.written(), two = r.written();
  r.put(r.path_of(one), broken(file_bytes(r.top / r.path_of(one))));  // wrong, and committed long ago
  r.commit_all();
  const auto made = r.cmt({"new", "--medium", "web", "--description", "X", "--complainant", "Ada"});
  REQUIRE(made.code == 0);
  const std::string three = made.out.substr(0, 12);
  REQUIRE(r.cmt({"link", three, two}).code == 0);
  r.git({"add", "--all"});
  const Outcome checked = r.cmt({"check", "--staged"});
  CAPTURE(checked.both);
  CHECK(checked.code == 0);
  CHECK(has(checked.err, "3 records checked: 0 errors"));  // with the party
  // A party that is not staged is missing from the commit.
  r.git({"reset", "--quiet", "--", "parties"});
  const Outcome missing = r.cmt({"check", "--staged"});
  CHECK(has(missing.out, r.path_of(three)));
  CHECK(has(missing.out, "P-"));
  CHECK(r.cmt({"check", three}).out == "");
}

TEST_CASE("check --staged checks every record when what governs them all is staged") {
  Repository r;
  r.put(r.path_of(r.written()), "");
  const std::string id = r.written();
  std::filesystem::remove(r.top / r.path_of(id));
  const std::string kept = r.written();
  r.commit_all();
  r.put("cmt.yaml", file_bytes(r.top / "cmt.yaml") + "# changed\n");
  r.git({"add", "cmt.yaml"});
  CHECK(has(r.cmt({"check", "--staged"}).err, "2 records checked: "));
  r.git({"reset", "--quiet"});
  CHECK(has(r.cmt({"check", "--staged"}).err, "0 records checked: 0 errors"));
}

TEST_CASE("check --staged names what is staged among the records and is none") {
  Repository r;
  r.commit_all();
  r.put("complaints/2026/notes.yaml", "x: 1\n");
  CHECK_FALSE(has(r.cmt({"check", "--staged"}).out, "notes.yaml"));
  r.git({"add", "--all"});
  CHECK(has(r.cmt({"check", "--staged"}).out, "complaints/2026/notes.yaml"));
}

TEST_CASE("check --staged refuses a link that is staged in the place of a record, be its text a record") {
  Repository r;
  const std::string path = r.path_of(r.written());
  const std::string blob = r.git({"hash-object", "-w", path}).substr(0, 40);
  r.git({"add", "--all"});
  CHECK(r.cmt({"check", "--staged"}).code == 0);
  r.git({"update-index", "--cacheinfo", "120000," + blob + "," + path});
  const Outcome checked = r.cmt({"check", "--staged"});
  CHECK(checked.code != 0);
  CHECK(has(checked.both, path));
}

TEST_CASE("the hook of a register in a folder finds the index that git names from the top") {
  Repository r;
  r.make_register("sub");
  r.commit_all();
  REQUIRE(r.cmt({"init", "--hook", "sub"}).code == 0);
  r.terminal.at = r.top / "sub";
  const std::string path = r.path_of(r.written());
  r.commit_all();
  r.put(path, broken(file_bytes(r.top / "sub" / path)));
  r.terminal.at = r.top;
  const std::vector<std::vector<std::string>> ways = {
      {"commit", "-a", "-m", "x"},
      {"commit", "-m", "x", "--", "sub"},
      {"--git-dir=.git", "commit", "-a", "-m", "x"},
      {"--git-dir=.git", "--work-tree=.", "commit", "-a", "-m", "x"}};
  for (const auto& words : ways) {
    CAPTURE(words);
    CHECK(has(r.terminal.git(words).both, path + ":9:13: error: 'owl' is not in the list media"));
  }
  CHECK(r.git({"rev-list", "--count", "HEAD"}) == "2\n");
}

TEST_CASE("check --staged needs a repository and takes no names") {
  testing::Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  const Outcome outside = terminal.type("cmt -C r check --staged");
  CHECK(outside.code == 3);
  CHECK(has(outside.err, "--staged is for a register in a git repository"));
  CHECK(terminal.type("cmt -C r check --staged 2026").code == 2);
}

TEST_CASE("init adds --git, --ci and --hook to a register that is there, and nothing else") {
  testing::Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  const std::string settings = file_bytes(terminal.folder() / "r/cmt.yaml");
  CHECK(terminal.type("cmt init r").code == 1);
  CHECK(terminal.type("cmt init r --name Q --git").code == 1);
  const Outcome no_git = terminal.type("cmt init r --hook");
  CHECK(no_git.code == 3);
  CHECK(has(no_git.err, "this is not a git repository"));
  CHECK(terminal.type("cmt init r --git").code == 0);
  CHECK(std::filesystem::exists(terminal.folder() / "r/.git"));
  CHECK(terminal.type("cmt -C r init --hook --ci github").code == 0);
  CHECK(std::filesystem::exists(terminal.folder() / "r/.github/workflows/complaints.yml"));
  CHECK(file_bytes(terminal.folder() / "r/cmt.yaml") == settings);
}
