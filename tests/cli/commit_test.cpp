// --commit: exactly the files of the command, and of git nothing else is touched or started.
#include "cli/commit.hpp"

#include <fmt/core.h>
#include <stdlib.h>

#include <set>
#include <thread>

#include "cli/command.hpp"
#include "cli/commit_title.hpp"
#include "cli/repository.hpp"
#include "store/process_run.hpp"

namespace {

using namespace cmt;
using testing::Outcome;
using testing::Repository;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// The command wrote its file and says that it is not committed; HEAD and index are as they were.
void check_not_committed(Repository& r, const Outcome& outcome, const std::string& why, const std::string& head,
                         const std::string& index, std::size_t files_before) {
  CAPTURE(outcome.err);
  CHECK(outcome.code == 3);
  CHECK(outcome.out.empty());
  CHECK(has(outcome.err, " is written, but not committed: "));
  CHECK(has(outcome.err, why));
  CHECK(r.head() == head);
  CHECK(r.index() == index);
  CHECK(r.work_tree().size() == files_before + 1);
  CHECK(r.cmt({"check"}).code == 0);
}

void check_refusal(Repository& r, const std::string& why) {
  const std::string head = r.head(), index = r.index();
  const std::size_t files = r.work_tree().size();
  check_not_committed(r, r.new_complaint(), why, head, index, files);
}

template <std::size_t I = 0>
process::Body body_at(std::size_t index) {
  if constexpr (I < std::variant_size_v<process::AnyBody>) {
    if (index == I) return process::Body{std::variant_alternative_t<I, process::AnyBody>{}};
    return body_at<I + 1>(index);
  } else {
    return process::Body{};
  }
}

}  // namespace

TEST_CASE("--commit commits the files of the command and leaves what is staged and edited as it is") {
  Repository r;
  r.commit_all();
  r.put("staged.txt", "staged\n");
  r.git({"add", "staged.txt"});
  r.put("staged.txt", "staged, and edited again\n");
  r.put(".gitignore", r.work_tree()[".gitignore"] + "edited\n");
  r.put("untracked.txt", "untracked\n");
  r.git({"rm", "--quiet", "--cached", "schemas/party.schema.json"});
  const std::string staged = r.git({"diff", "--cached"}), edited = r.git({"diff"});
  const std::string status = r.git({"status", "--porcelain"});
  const std::string entries = r.git({"ls-files", "--stage"});
  auto tree = r.work_tree();

  const Outcome made = r.new_complaint();
  CAPTURE(made.err);
  REQUIRE(made.code == 0);
  const std::string id = made.out.substr(0, 12), path = r.path_of(id);
  CHECK(made.out == id + "\n");
  CHECK(has(made.err, "committed as " + r.git({"rev-parse", "--short", "HEAD"})));
  CHECK(r.files_of_head() == path + "\n");
  CHECK(r.git({"diff", "--cached"}) == staged);
  CHECK(r.git({"diff"}) == edited);
  CHECK(r.git({"status", "--porcelain"}) == status);
  // Of the index, one entry more; of the work tree, one file more.
  std::string now = r.git({"ls-files", "--stage"});
  const auto line = now.rfind('\n', now.find(path)) + 1;
  now.erase(line, now.find('\n', line) + 1 - line);
  CHECK(now == entries);
  auto after = r.work_tree();
  CHECK(after.erase(path) == 1);
  CHECK(after == tree);
  CHECK(has(r.git({"reflog", "-1"}), "commit: Record " + id));
  CHECK(r.git({"fsck", "--strict"}) == "");
}

TEST_CASE("after --commit git need not read the file again to know that it is clean") {
  Repository r;
  r.commit_all();
  REQUIRE(r.new_complaint().code == 0);
  // Plumbing, which refreshes nothing by itself.
  CHECK(r.git({"diff-files"}) == "");
  CHECK(r.git({"diff-index", "HEAD"}) == "");
}

TEST_CASE("the message of a commit is what a person would write, with trailers that git reads") {
  Repository r;
  r.commit_all();
  const std::string id = r.written();
  REQUIRE(r.cmt({"assign", id, "omid"}).code == 0);
  REQUIRE(r.cmt({"note", id, "Called", "--commit"}).code == 0);
  r.terminal.by = "Sara Karimi";  // git's own name
  REQUIRE(r.cmt({"close", id, "--outcome", "upheld", "--accepted", "--commit"}).code == 0);
  CHECK(r.message() == "Close " + id + " as upheld\n\nEvents: assessed, response-proposed, decided, decision-communicated,\n"
                       "accepted, closed.\n\nComplaint: " + id + "\n\n");
  CHECK(r.git({"log", "-1", "--format=%(trailers:only,unfold)"}) == "Complaint: " + id + "\n\n");
  CHECK(r.git({"log", "-1", "--skip=1", "--format=%B"}) ==
        "Add a note to " + id + "\n\nComplaint: " + id + "\nRecorded-by: sara\n\n");
  CHECK(r.git({"log", "-1", "--format=%an <%ae> %cn"}) == "Sara Karimi <sara@example.org> Sara Karimi\n");
}

TEST_CASE("the commit has the time of the command's clock, and git's own variables beat it") {
  Repository r;
  r.commit_all();
  r.terminal.now = "2026-12-01T10:00:00+03:30";
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"log", "-1", "--format=%aI %cI"}) == "2026-12-01T06:30:00+00:00 2026-12-01T06:30:00+00:00\n");  // the register's zone
  r.terminal.variables["GIT_AUTHOR_DATE"] = "2020-01-01T00:00:00+0000";
  ::setenv("GIT_AUTHOR_DATE", "2020-01-01T00:00:00+0000", 1);
  REQUIRE(r.new_complaint().code == 0);
  ::unsetenv("GIT_AUTHOR_DATE");
  CHECK(r.git({"log", "-1", "--format=%ad", "--date=short"}) == "2020-01-01\n");
}

TEST_CASE("no message names a complainant or quotes a text of the record") {
  Repository r;
  r.commit_all();
  const auto made = r.cmt({"new", "--medium", "web", "--description", "Secret words", "--complainant", "Ada Byron", "--email",
                           "ada@example.org", "--commit"});
  REQUIRE(made.code == 0);
  const std::string id = made.out.substr(0, 12);
  CHECK(has(r.files_of_head(), "parties/P-"));  // both files, in one commit
  CHECK(has(r.files_of_head(), r.path_of(id)));
  r.put("Ada Byron.txt", "x\n");
  REQUIRE(r.cmt({"attach", id, "Ada Byron.txt", "--commit"}).code == 0);
  CHECK(has(r.message(), "Attach a file to " + id));
  REQUIRE(r.cmt({"note", id, "Ada Byron called", "--commit"}).code == 0);
  REQUIRE(r.cmt({"split", id, "Ada one", "Ada two", "--commit"}).code == 0);
  const std::string all = r.git({"log", "--format=%B"});
  for (const char* personal : {"Ada", "Byron", "Secret", "example.org"}) CHECK_FALSE(has(all, personal));
}

TEST_CASE("each event has a title of its own for the message of its commit") {
  std::set<std::string> titles;
  for (std::size_t i = 0; i < std::size(process::event_names); ++i) {
    CAPTURE(std::string{process::event_names[i]});
    process::State state{*ComplaintId::parse("2026-7K3QX4M"), "Late"};
    state.cycles.resize(1);
    process::Event event;
    event.body = body_at(i);
    const auto text = cli::step_text(state, std::span{&event, 1});
    CHECK(has(text.title, "2026-7K3QX4M"));
    CHECK(text.title.size() < 72);
    CHECK((text.title.front() >= 'A' && text.title.front() <= 'Z'));
    CHECK(text.body.empty());
    CHECK(titles.insert(text.title).second);
  }
}

TEST_CASE("a name in a title is one line without control characters") {
  Repository r;
  r.commit_all();
  const std::string id = r.written();
  REQUIRE(r.cmt({"assign", id, "omid\x1b[31m\xe2\x80\xae", "--commit"}).code == 0);
  CHECK(has(r.message(), "Assign " + id + " to omid\\x1b[31m"));
  CHECK_FALSE(has(r.message(), "\x1b"));
  CHECK_FALSE(has(r.message(), "\xe2\x80\xae"));
}

TEST_CASE("a step on two complaints is one commit with a trailer for each") {
  Repository r;
  r.commit_all();
  const std::string one = r.written(), two = r.written();
  r.commit_all();
  REQUIRE(r.cmt({"link", one, two, "--commit"}).code == 0);
  CHECK(has(r.message(), "Link " + one + " to " + two + "\n"));
  CHECK(has(r.message(), "\nComplaint: " + one + "\nComplaint: " + two + "\n"));
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("the first commit of a repository may be one of --commit") {
  Repository r;
  const Outcome made = r.new_complaint();
  CAPTURE(made.err);
  REQUIRE(made.code == 0);
  CHECK(r.git({"ls-tree", "-r", "--name-only", "HEAD"}) == r.path_of(made.out.substr(0, 12)) + "\n");
  CHECK(has(r.git({"reflog", "-1"}), "commit (initial): Record "));
  CHECK(r.git({"symbolic-ref", "HEAD"}) == "refs/heads/main\n");
}

TEST_CASE("what is staged before the first commit stays staged") {
  Repository r;
  r.git({"add", "cmt.yaml"});
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"diff", "--cached", "--name-status"}) == "A\tcmt.yaml\n");
}

TEST_CASE("--commit works on a detached HEAD and moves no branch") {
  Repository r;
  r.commit_all();
  r.git({"checkout", "--quiet", "--detach"});
  const std::string main = r.git({"rev-parse", "main"});
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"rev-parse", "HEAD^"}) == main);
  CHECK(r.git({"rev-parse", "main"}) == main);
  CHECK(r.terminal.git({"symbolic-ref", "--quiet", "HEAD"}).code == 1);
}

TEST_CASE("while a merge, rebase, cherry-pick or revert is going on the record is written and not committed") {
  const std::pair<std::vector<std::string>, const char*> states[] = {
      {{"merge", "other"}, "a merge is going on"},
      {{"rebase", "other"}, "a rebase is going on"},
      {{"cherry-pick", "other"}, "a cherry-pick is going on"},
      {{"revert", "--no-edit", "HEAD~1"}, "a revert is going on"}};
  for (const auto& [words, why] : states) {
    CAPTURE(why);
    Repository r;
    r.put("x.txt", "1\n");
    r.commit_all();
    r.git({"checkout", "--quiet", "-b", "other"});
    r.put("x.txt", "2\n");
    r.commit_all();
    r.git({"checkout", "--quiet", "main"});
    r.put("x.txt", "3\n");
    r.commit_all();
    r.put("x.txt", "4\n");
    r.commit_all();
    REQUIRE(r.terminal.git(words).code != 0);
    check_refusal(r, why);
  }
}

TEST_CASE("where another git holds the index nothing is committed, and its lock is left alone") {
  Repository r;
  r.commit_all();
  r.put(".git/index.lock", "");
  check_refusal(r, "another git is at work");
  CHECK(std::filesystem::exists(r.top / ".git/index.lock"));
}

TEST_CASE("a lock that is let go in time is waited for") {
  Repository r;
  r.commit_all();
  r.put(".git/index.lock", "");
  std::thread other{[&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    std::filesystem::remove(r.top / ".git/index.lock");
  }};
  const Outcome made = r.new_complaint();
  other.join();
  CHECK(made.code == 0);
}

TEST_CASE("where git cannot store anything the record is written, and nothing is left in git's folder") {
  Repository r;
  r.commit_all();
  const std::string head = r.head(), index = r.index();
  const std::size_t files = r.work_tree().size();
  // A folder in which even root can store nothing.
  ::setenv("GIT_ALTERNATE_OBJECT_DIRECTORIES", (r.top / ".git/objects").c_str(), 1);
  r.terminal.variables["GIT_OBJECT_DIRECTORY"] = "/proc";
  const Outcome made = r.new_complaint();
  r.terminal.variables.clear();
  ::unsetenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
  check_not_committed(r, made, "git says: ", head, index, files);
  for (const auto& entry : std::filesystem::directory_iterator{r.top / ".git"}) {
    const std::string name = entry.path().filename().string();
    CHECK_FALSE(has(name, "cmt-"));
    CHECK_FALSE(has(name, ".lock"));
  }
}

TEST_CASE("without git, and without a repository, the record is written and the answer says so") {
  testing::Terminal terminal;
  REQUIRE(terminal.type("cmt init r --name R --timezone UTC").code == 0);
  const std::vector<std::string> words = {"-C", "r", "new", "Late", "--medium", "web", "--description", "X", "--anonymous", "--commit"};
  const Outcome none = terminal.cmt(words);
  CHECK(none.code == 3);
  CHECK(has(none.err, "is written, but not committed: this is not a git repository\n  cmt init --git makes it one; "
                      "do not repeat the command: git add complaints/2026/"));
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  const Outcome no_git = terminal.cmt(words);
  ::setenv("PATH", path.c_str(), 1);
  CHECK(no_git.code == 3);
  CHECK(has(no_git.err, "is written, but not committed: git cannot be run"));
  CHECK(has(terminal.type("cmt -C r check").err, "2 records checked: 0 errors"));
}

TEST_CASE("a register that its repository ignores is not committed") {
  Repository r;
  r.put(".gitignore", r.work_tree()[".gitignore"] + "/complaints/\n");
  r.commit_all();
  check_refusal(r, "git ignores complaints/2026/");
}

TEST_CASE("git without a name for the author says whom to tell") {
  Repository r;
  r.commit_all();
  r.git({"config", "--global", "--unset", "user.email"});
  r.configure("user.useConfigOnly", "true");
  check_refusal(r, "git does not know who you are\n  git config --global user.name and user.email");
}

TEST_CASE("another version that is staged keeps the file from being committed, and stays staged") {
  Repository r;
  const std::string id = r.written(), path = r.path_of(id);
  r.commit_all();
  const std::string text = testing::file_bytes(r.top / path);
  r.put(path, text + "# half of an edit\n");
  r.git({"add", path});
  r.put(path, text);
  const std::string head = r.head(), index = r.index();
  const Outcome outcome = r.cmt({"ack", id, "--commit"});
  CHECK(outcome.code == 3);
  CHECK(has(outcome.err, path + " is written, but not committed: another version of " + path + " is staged"));
  CHECK(r.head() == head);
  CHECK(r.index() == index);
  CHECK(has(testing::file_bytes(r.top / path), "event: acknowledged"));

  r.git({"rm", "--quiet", "--force", "--cached", path});
  const std::string without = r.index();
  CHECK(has(r.cmt({"note", id, "X", "--commit"}).err, "the removal of " + path + " is staged"));
  CHECK(r.index() == without);
}

TEST_CASE("earlier changes of the same file, staged or not, are part of the commit, and that is said") {
  for (const bool is_staged : {false, true}) {
    CAPTURE(is_staged);
    Repository r;
    const std::string id = r.written(), path = r.path_of(id);
    r.commit_all();
    REQUIRE(r.cmt({"ack", id}).code == 0);
    if (is_staged) r.git({"add", path});
    const Outcome outcome = r.cmt({"note", id, "X", "--commit"});
    CHECK(outcome.code == 0);
    CHECK(has(outcome.err, ", with earlier changes to the same file\n"));
    CHECK(r.git({"status", "--porcelain"}) == "");
    const Outcome next = r.cmt({"note", id, "Y", "--commit"});
    CHECK_FALSE(has(next.err, "earlier"));
  }
}

TEST_CASE("a record that git was only told of, with add -N, is committed") {
  Repository r;
  r.commit_all();
  const std::string id = r.written();
  r.git({"add", "-N", r.path_of(id)});
  const Outcome outcome = r.cmt({"ack", id, "--commit"});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("an unsettled conflict in the file itself keeps it from being committed") {
  Repository r;
  const std::string id = r.written(), path = r.path_of(id);
  r.commit_all();
  const std::string text = testing::file_bytes(r.top / path);
  r.put(path, text + "# one\n");
  r.git({"stash"});
  r.put(path, text + "# two\n");
  r.commit_all();
  REQUIRE(r.terminal.git({"stash", "pop"}).code != 0);
  r.put(path, text + "# one and two\n");
  const std::string head = r.head(), index = r.index();
  const Outcome outcome = r.cmt({"ack", id, "--commit"});
  CHECK(outcome.code == 3);
  CHECK(has(outcome.err, "the conflict in " + path + " is not settled"));
  CHECK(r.head() == head);
  CHECK(r.index() == index);
}

TEST_CASE("a register in a folder of a repository is committed there, whatever the folder is called") {
  for (const char* folder : {"sub", "-rf", ":x", ":!x", "a b/c'd", "\xd8\xb4\xda\xa9\xd8\xa7\xdb\x8c\xd8\xaa", "*"}) {
    CAPTURE(folder);
    Repository r;
    r.make_register(std::string{"./"} + folder);
    r.commit_all();
    r.terminal.at = r.top / folder;
    const Outcome made = r.new_complaint();
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(r.git({"-c", "core.quotePath=false", "show", "--format=", "--name-only", "-z"}) ==
          std::string{folder} + "/" + r.path_of(made.out.substr(0, 12)) + std::string(1, '\0'));
    CHECK(r.git({"status", "--porcelain"}) == "");
  }
}

TEST_CASE("a register that is reached through a link is committed where it is") {
  Repository r;
  r.commit_all();
  std::filesystem::create_directory_symlink(r.top, r.terminal.folder() / "link");
  const Outcome made = r.new_complaint({"--commit", "-C", (r.terminal.folder() / "link").string()});
  CAPTURE(made.err);
  CHECK(made.code == 0);
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("in a linked work tree --commit moves the branch of that work tree") {
  Repository r;
  r.commit_all();
  const std::string main = r.head();
  r.git({"worktree", "add", "--quiet", "-b", "other", "../other"});
  r.terminal.at = r.terminal.folder() / "other";
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"rev-parse", "other^"}) == main);
  CHECK(r.git({"rev-parse", "main"}) == main);
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("a register that is a submodule is committed in the submodule, and the repository around it is left alone") {
  Repository r;
  r.commit_all();
  r.terminal.at = r.terminal.folder();
  r.git({"init", "--quiet", "outer"});
  r.terminal.at = r.terminal.folder() / "outer";
  r.git({"-c", "protocol.file.allow=always", "submodule", "--quiet", "add", r.top.string(), "register"});
  r.git({"commit", "--quiet", "-m", "outer"});
  const std::string outer = r.git({"rev-parse", "HEAD"}), index = testing::file_bytes(r.terminal.at / ".git/index");
  r.terminal.at = r.terminal.at / "register";
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"status", "--porcelain"}) == "");
  r.terminal.at = r.terminal.folder() / "outer";
  CHECK(r.git({"rev-parse", "HEAD"}) == outer);
  CHECK(testing::file_bytes(r.terminal.at / ".git/index") == index);
}

TEST_CASE("--commit works in a repository of SHA-256 objects") {
  Repository r{"r", {"--object-format=sha256"}};
  REQUIRE(r.new_complaint().code == 0);  // the first commit
  r.commit_all();
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.head().size() == 65);
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("in a sparse checkout the rest of the tree is kept in the commit") {
  for (const char* kind : {"--no-cone", "--cone"}) {
    CAPTURE(kind);
    Repository r;
    r.put("other/x.txt", "x\n");
    r.commit_all();
    r.git({"sparse-checkout", "set", kind, "parties"});
    if (std::string{kind} == "--cone") r.git({"sparse-checkout", "reapply", "--sparse-index"});
    else REQUIRE(r.terminal.git({"checkout", "HEAD", "--", "cmt.yaml"}).code >= 0);
    if (!std::filesystem::exists(r.top / "cmt.yaml")) r.git({"sparse-checkout", "set", "--no-cone", "/cmt.yaml"});
    REQUIRE_FALSE(std::filesystem::exists(r.top / "other"));
    const Outcome made = r.new_complaint();
    CAPTURE(made.err);
    CHECK(made.code == 0);
    CHECK(r.files_of_head() == r.path_of(made.out.substr(0, 12)) + "\n");
    CHECK(r.git({"cat-file", "-e", "HEAD:other/x.txt"}) == "");
  }
}

TEST_CASE("a user's split index is read, and other entries survive") {
  Repository r;
  r.configure("core.splitIndex", "true");
  r.commit_all();
  r.put("staged.txt", "x\n");
  r.git({"add", "staged.txt"});
  REQUIRE(r.new_complaint().code == 0);
  CHECK(r.git({"status", "--porcelain"}) == "A  staged.txt\n");
  CHECK(r.git({"fsck"}) == "");
}

TEST_CASE("what is committed is what git add would have stored: line ends and filters of the user are applied") {
  Repository r;
  r.put(".gitattributes", "*.yaml text eol=crlf filter=loud\n");
  r.put_program(r.terminal.folder() / "loud", "#!/bin/sh\nsed 's/Late again/LATE AGAIN/'\n");
  r.configure("filter.loud.clean", (r.terminal.folder() / "loud").string());
  r.commit_all();
  const Outcome made = r.new_complaint();
  CAPTURE(made.err);
  REQUIRE(made.code == 0);
  const std::string path = r.path_of(made.out.substr(0, 12));
  CHECK(has(r.git({"show", "HEAD:" + path}), "LATE AGAIN"));
  CHECK(has(testing::file_bytes(r.top / path), "Late again"));
  CHECK(r.git({"rev-parse", "HEAD:" + path}) == r.git({"hash-object", path}));
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("nothing that the repository's own configuration names is run by --commit") {
  Repository r;
  r.commit_all();
  const auto mark = r.terminal.folder() / "was-run", program = r.terminal.folder() / "program";
  r.put_program(program, "#!/bin/sh\necho \"$0\" >> " + mark.string() + "\nexit 0\n");
  for (const char* hook : {"pre-commit", "commit-msg", "prepare-commit-msg", "post-commit", "reference-transaction",
                           "post-index-change", "pre-auto-gc"})
    r.put_program(r.top / ".git/hooks" / hook, testing::file_bytes(program));
  const std::string name = program.string();
  for (const auto& [key, value] : std::map<std::string, std::string>{{"core.fsmonitor", name},
                                                                     {"core.editor", name},
                                                                     {"core.pager", name},
                                                                     {"core.sshCommand", name},
                                                                     {"core.askPass", name},
                                                                     {"diff.external", name},
                                                                     {"alias.commit-tree", "!" + name},
                                                                     {"gpg.program", name},
                                                                     {"credential.helper", name},
                                                                     {"filter.evil.clean", name},
                                                                     {"filter.evil.smudge", name}})
    r.put(".git/config", testing::file_bytes(r.top / ".git/config") + "[" + key.substr(0, key.find('.')) +
                             (key.rfind("filter.evil", 0) == 0 ? " \"evil\"" : "") + "]\n\t" + key.substr(key.rfind('.') + 1) +
                             " = \"" + value + "\"\n");
  const Outcome made = r.new_complaint();
  CAPTURE(made.err);
  CHECK(made.code == 0);
  CHECK_FALSE(std::filesystem::exists(mark));

  r.put(".gitattributes", "*.yaml filter=evil\n");
  const Outcome filtered = r.new_complaint();
  CHECK(filtered.code == 3);
  CHECK(has(filtered.err, "the repository's own configuration names a program to run: filter.evil.clean"));
  CHECK_FALSE(std::filesystem::exists(mark));

  r.put(".gitattributes", "");
  r.put(".git/config", testing::file_bytes(r.top / ".git/config") + "[commit]\n\tgpgSign = true\n");
  const Outcome signed_ = r.new_complaint();
  CHECK(signed_.code == 3);
  CHECK(has(signed_.err, "the repository's own configuration names a program to run: gpg.program"));
  CHECK_FALSE(std::filesystem::exists(mark));
}

TEST_CASE("a report of a register from elsewhere runs no filter that its repository names") {
  Repository r;
  const std::string path = r.path_of(r.written());
  r.commit_all();
  const auto mark = r.terminal.folder() / "was-run", program = r.terminal.folder() / "program";
  r.put_program(program, "#!/bin/sh\n: > " + mark.string() + "\ncat\n");
  r.put(".gitattributes", "*.yaml filter=evil\n");
  for (const char* key : {"filter.evil.clean", "filter.evil.process"}) {
    CAPTURE(key);
    r.git({"config", key, program.string()});
    r.git({"config", "filter.evil.required", "true"});
    // Of the same size, so that git has to read it.
    std::string text = testing::file_bytes(r.top / path);
    std::swap(text[text.find("Late")], text[text.find("Late") + 1]);
    r.put(path, text);
    CHECK(r.cmt({"report"}).code == 0);
    CHECK_FALSE(std::filesystem::exists(mark));
    r.git({"config", "--unset", key});
  }
}

TEST_CASE("each command that records a step takes --commit") {
  std::size_t steps = 0;
  for (const auto& command : cli::commands()) {
    if (command.group != "receive" && command.group != "handle") continue;
    const auto verbs = command.verbs ? command.verbs() : std::span{&command, 1};
    for (const auto& verb : verbs) {
      CAPTURE(std::string{verb.name});
      cli::Args args;
      verb.add(args);
      const auto has = [&](std::string_view option) {
        return std::any_of(args.args().begin(), args.args().end(), [&](const auto& arg) { return arg.name == option; });
      };
      CHECK((has("--commit") || !has("--dry-run")));
      steps += has("--commit");
    }
  }
  CHECK(steps > 30);
}

TEST_CASE("where the user signs commits --commit signs, or says why not and commits nothing") {
  Repository r;
  r.commit_all();
  const auto program = r.terminal.folder() / "gpg";
  r.put_program(program, "#!/bin/sh\ncat >/dev/null\necho '[GNUPG:] SIG_CREATED D 1 8 00 1 X' >&2\n"
                         "echo '-----BEGIN PGP SIGNATURE-----'\necho 'abc'\necho '-----END PGP SIGNATURE-----'\n");
  r.configure("gpg.program", program.string());
  r.configure("commit.gpgSign", "yes");
  REQUIRE(r.new_complaint().code == 0);
  CHECK(has(r.git({"cat-file", "commit", "HEAD"}), "\ngpgsig -----BEGIN PGP SIGNATURE-----"));
  r.put_program(program, "#!/bin/sh\ncat >/dev/null\necho 'no key' >&2\nexit 2\n");
  check_refusal(r, "git says: gpg failed to sign the data");
}

TEST_CASE("a branch that moves while the commit is made is followed, and nothing is lost") {
  Repository r;
  r.put(".gitattributes", "complaints/** filter=race\n");
  r.commit_all();
  const std::string theirs = r.git({"commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "theirs"}).substr(0, 40);
  r.put_program(r.terminal.folder() / "race",
                "#!/bin/sh\nif [ ! -e " + (r.terminal.folder() / "once").string() + " ]; then : > " +
                    (r.terminal.folder() / "once").string() + "; git -C " + r.top.string() + " update-ref refs/heads/main " +
                    theirs + "; fi\ncat\n");
  r.configure("filter.race.clean", (r.terminal.folder() / "race").string());
  const Outcome made = r.new_complaint();
  CAPTURE(made.err);
  CHECK(made.code == 0);
  CHECK(r.git({"rev-parse", "HEAD^"}) == theirs + "\n");
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("a file that somebody changes before it is committed is not committed") {
  Repository r;
  r.put(".gitattributes", "complaints/** filter=race\n");
  r.commit_all();
  r.put_program(r.terminal.folder() / "race", "#!/bin/sh\ncat\nfor f in " + r.top.string() +
                                                  "/complaints/2026/*.yaml; do echo '# theirs' >> \"$f\"; done\n");
  r.configure("filter.race.clean", (r.terminal.folder() / "race").string());
  check_refusal(r, "was changed by somebody else meanwhile");
}

TEST_CASE("a dry run with --commit commits nothing") {
  Repository r;
  r.commit_all();
  const std::string head = r.head();
  const Outcome outcome = r.new_complaint({"--commit", "--dry-run"});
  CHECK(outcome.code == 0);
  CHECK(r.head() == head);
  CHECK(r.git({"status", "--porcelain"}) == "");
}

TEST_CASE("an import is one commit of all its files, and lists no complaint when there are many") {
  for (const int rows : {3, 120}) {
    CAPTURE(rows);
    Repository r;
    r.commit_all();
    std::string lines;
    for (int i = 0; i < rows; ++i)
      lines += fmt::format("{{\"received_at\": \"2026-11-01\", \"medium\": \"phone\", \"external_refs\": [\"N{}\"]}}\n", i);
    r.terminal.input = lines;
    const Outcome outcome = r.cmt({"import", "--format", "jsonl", "-", "--commit"});
    CAPTURE(outcome.err);
    REQUIRE(outcome.code == 0);
    CHECK(has(r.message(), fmt::format("Import {} complaints (jsonl)\n\n{}", rows, rows > 100 ? "Recorded-by: sara\n" : "Complaint: 2026-")));
    CHECK(r.git({"rev-list", "--count", "HEAD"}) == "2\n");
    CHECK(r.git({"status", "--porcelain"}) == "");
    const std::string files = r.files_of_head();
    CHECK(std::count(files.begin(), files.end(), '\n') == rows);
  }
}

TEST_CASE("commits of several programs at once are made one after the other, and none is lost") {
  Repository r;
  r.commit_all();
  constexpr int programs = 6;
  std::vector<std::thread> threads;
  std::vector<int> codes(programs, -1);
  for (int i = 0; i < programs; ++i)
    threads.emplace_back([&, i] {
      store::RunOptions options;
      options.folder = r.top;
      options.environment = {{"CMT_NOW", "2026-11-20T10:00:00+01:00"}};
      const auto output = store::run({CMT_PROGRAM_FOLDER "/cmt", "new", fmt::format("Late {}", i), "--medium", "web", "--description",
                                      "X", "--anonymous", "--commit", "--by", "sara"},
                                     options);
      codes[static_cast<std::size_t>(i)] = output ? output->status : -2;
    });
  for (auto& thread : threads) thread.join();
  CHECK(codes == std::vector<int>(programs, 0));
  CHECK(r.git({"rev-list", "--count", "HEAD"}) == fmt::format("{}\n", programs + 1));
  CHECK(r.git({"status", "--porcelain"}) == "");
  CHECK(r.git({"fsck", "--strict"}) == "");
}
