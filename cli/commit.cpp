#include "cli/commit.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <thread>

#include "cli/git.hpp"
#include "core/text.hpp"
#include "git/call.hpp"

namespace cmt::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_trailers = 100;
constexpr std::chrono::milliseconds lock_wait{2000}, lock_look{20};
constexpr int most_tries = 5;  // when the branch moves while the commit is made

// Keeps an interrupt from the terminal away while the branch and the index change, so that the one
// is never left without the other.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    sigemptyset(&held);
    for (const int one : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&held, one);
    pthread_sigmask(SIG_BLOCK, &held, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

// Paths that are removed when this goes out of scope.
class Leftovers {
 public:
  Leftovers() = default;
  Leftovers(const Leftovers&) = delete;
  Leftovers& operator=(const Leftovers&) = delete;
  ~Leftovers() {
    std::error_code ignored;
    for (const auto& path : paths_) fs::remove_all(path, ignored);
  }
  void add(fs::path path) { paths_.push_back(std::move(path)); }

 private:
  std::vector<fs::path> paths_;
};

Failure not_committed(Message why, Message hint = {}) {
  return failure(FailureKind::unreadable, std::move(why), std::move(hint));
}

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::string joined(const std::vector<std::string>& paths) {
  std::string out;
  for (const auto& path : paths) out += path + '\0';
  return out;
}

// A line of `git diff-index --raw -z` or `diff-tree --raw -z`: a path whose two sides differ.
struct Difference {
  std::string mode, old_id, new_id;
  char status = 0;
  std::string path;
};

std::vector<Difference> differences(std::string_view raw) {
  std::vector<Difference> out;
  const auto fields = parts_of(raw, '\0');
  for (std::size_t i = 0; i + 1 < fields.size(); i += 2) {
    const auto words = parts_of(fields[i], ' ');  // :100644 100644 OLD NEW M
    if (words.size() < 5 || words[4].empty()) continue;
    out.push_back({std::string{words[1]}, std::string{words[2]}, std::string{words[3]}, words[4].front(),
                   std::string{fields[i + 1]}});
  }
  return out;
}

class Commit {
 public:
  Commit(const World& world, const fs::path& root, const store::Files& files,
         const std::vector<Written>& written, const CommitText& text, const Instant& at)
      : world_(world), root_(root), files_(files), written_(written), text_(text), at_(at) {}

  Result<Committed> make() {
    if (auto r = find_repository(); !r) return std::move(r).failure();
    if (auto r = nothing_going_on(); !r) return std::move(r).failure();
    if (auto r = nothing_ignored(); !r) return std::move(r).failure();
    if (auto r = no_programs_of_the_folder(); !r) return std::move(r).failure();
    const SignalsHeld held;
    if (auto r = lock_index(); !r) return std::move(r).failure();
    if (auto r = read_names(); !r) return std::move(r).failure();
    for (int tries = 1;; ++tries) {
      auto committed = once();
      if (committed) return std::move(*committed);
      if (!has_moved_ || tries == most_tries) return std::move(committed).failure();
    }
  }

 private:
  // What git answers; nothing that the repository's configuration names is started by it.
  Result<store::ProcessOutput> ask(std::vector<std::string> words, std::string input = {},
                                   const fs::path& index = {}) const {
    git::Call call{top_.empty() ? root_ : top_};
    call.settings = {"core.hooksPath=/dev/null", "core.splitIndex=false", "core.fsync=committed,reference",
                     "i18n.commitEncoding=UTF-8"};
    call.environment = git_places(world_);
    if (!index.empty()) call.environment["GIT_INDEX_FILE"] = index.string();
    const std::string date =
        fmt::format("@{} {}{:02}{:02}", std::chrono::floor<std::chrono::seconds>(at_.utc.time_since_epoch()).count(),
                    at_.offset_minutes < 0 ? '-' : '+', std::abs(at_.offset_minutes) / 60,
                    std::abs(at_.offset_minutes) % 60);
    for (const char* name : {"GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"})
      if (!world_.environment(name)) call.environment[name] = date;
    call.input = std::move(input);
    return git::run(call, std::move(words));
  }

  // The same for a question that git has to answer.
  Result<std::string> must(std::vector<std::string> words, std::string input = {},
                           const fs::path& index = {}) const {
    auto output = ask(std::move(words), std::move(input), index);
    if (!output) return std::move(output).failure();
    if (output->status != 0) return said_no(*output);
    return std::move(output->output);
  }

  static Failure said_no(const store::ProcessOutput& output) {
    const std::string& text = output.errors.empty() ? output.output : output.errors;
    // The line that says what is wrong: "error: …" comes before "fatal: …", warnings before both.
    std::string line, first;
    std::size_t at = 0;
    while (at < text.size() && line.empty()) {
      const auto end = std::min(text.find('\n', at), text.size());
      const std::string one = text.substr(at, end - at);
      if (first.empty()) first = one;
      if (one.rfind("error: ", 0) == 0 || one.rfind("fatal: ", 0) == 0) line = one.substr(7);
      at = end + 1;
    }
    if (line.empty()) line = first.empty() ? fmt::format("git ended with {}", output.status) : first;
    return not_committed(tr("git says: {}", truncate(printable_line(line), 300)));
  }

  Result<Done> find_repository() {
    auto inside = ask({"rev-parse", "--is-inside-work-tree"});
    if (!inside) return not_committed("git cannot be run", tr("install git, or leave --commit out"));
    if (inside->status != 0) {
      const bool is_none = inside->errors.find("not a git repository") != std::string::npos;
      if (!is_none) return said_no(*inside);
      return not_committed(tr("this is not a git repository"), tr("cmt init --git makes it one"));
    }
    if (without_line_end(inside->output) != "true")
      return not_committed(tr("this is not in the work tree of a git repository"));
    auto folder = must({"rev-parse", "--absolute-git-dir"});
    if (!folder) return std::move(folder).failure();
    git_folder_ = without_line_end(std::move(*folder));
    auto prefix = must({"rev-parse", "--show-prefix"});
    if (!prefix) return std::move(prefix).failure();
    const std::string before = without_line_end(std::move(*prefix));
    for (const auto& one : written_) paths_.push_back(before + one.path);
    auto top = must({"rev-parse", "--show-toplevel"});
    if (!top) return std::move(top).failure();
    top_ = without_line_end(std::move(*top));
    auto index = must({"rev-parse", "--git-path", "index"});
    if (!index) return std::move(index).failure();
    std::error_code error;
    index_ = top_ / without_line_end(std::move(*index));
    if (const auto real = fs::canonical(index_, error); !error) index_ = real;
    return Done{};
  }

  Result<Done> nothing_going_on() const {
    static constexpr std::pair<const char*, const char*> states[] = {
        {"MERGE_HEAD", "merge"},       {"rebase-merge", "rebase"},     {"rebase-apply", "rebase"},
        {"CHERRY_PICK_HEAD", "cherry-pick"}, {"REVERT_HEAD", "revert"}, {"sequencer", "cherry-pick or revert"}};
    std::error_code error;
    for (const auto& [name, what] : states)
      if (fs::exists(git_folder_ / name, error))
        return not_committed(tr("a {} is going on", what),
                             tr("it takes these files along when they are added"));
    return Done{};
  }

  Result<Done> nothing_ignored() const {
    std::string listed;  // "./" keeps a name that begins with a colon from being a pattern
    for (const auto& path : paths_) listed += "./" + path + '\0';
    const auto ignored = ask({"check-ignore", "-z", "--stdin"}, std::move(listed));
    if (!ignored) return ignored.failure();
    if (ignored->status > 1) return said_no(*ignored);
    const auto found = parts_of(ignored->output, '\0');
    if (found.empty()) return Done{};
    return not_committed(fmt::format("git ignores {}", printable_line(found.front().substr(2))),
                         tr("git check-ignore -v names the rule; take it out, or leave --commit out"));
  }

  // A filter of the attributes, or a program that signs, is run when the user or the machine set it
  // up, never when the repository did: that came with the folder, and the folder may be anybody's.
  Result<Done> no_programs_of_the_folder() {
    const auto signing = ask({"config", "--type=bool", "--get", "commit.gpgSign"});
    if (!signing) return signing.failure();
    is_signed_ = without_line_end(signing->output) == "true";
    std::set<std::string> filters;
    const auto attributes = must({"check-attr", "-z", "--stdin", "filter"}, joined(paths_));
    if (!attributes) return attributes.failure();
    const auto fields = parts_of(*attributes, '\0');
    for (std::size_t i = 2; i < fields.size(); i += 3)
      if (fields[i] != "unspecified" && fields[i] != "unset" && fields[i] != "set") filters.emplace(fields[i]);
    if (filters.empty() && !is_signed_) return Done{};

    const auto config = ask({"config", "-z", "--show-scope", "--get-regexp", "^(filter|gpg)\\."});
    if (!config) return config.failure();
    const auto entries = parts_of(config->output, '\0');
    for (std::size_t i = 0; i + 1 < entries.size(); i += 2) {
      if (entries[i] != "local" && entries[i] != "worktree") continue;
      const std::string key{entries[i + 1].substr(0, entries[i + 1].find('\n'))};
      const std::string last = key.substr(key.rfind('.') + 1);
      const bool is_filter = key.rfind("filter.", 0) == 0 && (last == "clean" || last == "process") &&
                             filters.count(key.substr(7, key.size() - 8 - last.size())) != 0;
      const bool is_signer = is_signed_ && key.rfind("gpg.", 0) == 0 && (last == "program" || last == "defaultkeycommand");
      if (is_filter || is_signer)
        return not_committed(tr("the repository's own configuration names a program to run: {}",
                                printable_line(key)),
                             tr("commit them with git, or set it in your own configuration: git config --global"));
    }
    return Done{};
  }

  // Git's own lock, so that no other git changes the index until we are done.
  Result<Done> lock_index() {
    const fs::path lock = index_.string() + ".lock";
    const auto until = std::chrono::steady_clock::now() + lock_wait;
    int descriptor = -1;
    while ((descriptor = ::open(lock.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0) {
      const int error = errno;
      if (error != EEXIST)
        return not_committed(tr("the index of git cannot be locked: {}", std::strerror(error)),
                             tr("the repository must be writable for you"));
      if (std::chrono::steady_clock::now() >= until)
        return not_committed(tr("another git is at work: {} exists", printable_line(lock.string())),
                             tr("when none is, remove that file; then commit them with git"));
      std::this_thread::sleep_for(lock_look);
    }
    ::close(descriptor);
    leftovers_.add(lock);
    std::string folder = (index_.parent_path() / "cmt-commit-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
      return not_committed(tr("git's folder cannot be written: {}", std::strerror(errno)));
    scratch_ = folder;
    leftovers_.add(scratch_);
    return Done{};
  }

  // Whom git would name as the author; git's reasons are long, this one is frequent.
  Result<Done> read_names() {
    for (const char* name : {"GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"}) {
      const auto identity = ask({"var", name});
      if (!identity) return identity.failure();
      if (identity->status != 0)
        return not_committed(tr("git does not know who you are"),
                             tr("git config --global user.name and user.email"));
      if (author_.empty()) author_ = identity->output.substr(0, identity->output.rfind(" <"));
    }
    return Done{};
  }

  Result<std::string> id_of(const std::string& bytes, const std::string& path) const {
    auto id = must({"hash-object", "--stdin", "--path", path}, bytes);
    if (!id) return id;
    return without_line_end(std::move(*id));
  }

  // What is staged of these files is part of the commit, or there is none.
  Result<Done> staged_versions_are_contained(const std::string& base) const {
    const auto raw = must({"diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev",
                           "--ignore-submodules=all", "--ita-invisible-in-index", base});
    if (!raw) return raw.failure();
    std::map<std::string, std::size_t> mine;
    for (std::size_t i = 0; i < paths_.size(); ++i) mine.emplace(paths_[i], i);
    for (const auto& staged : differences(*raw)) {
      const auto found = mine.find(staged.path);
      if (found == mine.end()) continue;
      const std::string name = printable_line(staged.path);
      if (staged.status == 'U')
        return not_committed(tr("the conflict in {} is not settled", name), tr("git add it when it is"));
      const auto& before = written_[found->second].before;
      if (before && staged.status != 'D') {
        const auto id = id_of(*before, staged.path);
        if (!id) return id.failure();
        if (*id == staged.new_id) continue;
      }
      return not_committed(staged.status == 'D' ? tr("the removal of {} is staged", name)
                                                : tr("another version of {} is staged", name),
                           tr("commit or unstage that first: git restore --staged"));
    }
    return Done{};
  }

  Result<bool> has_earlier_changes(const std::vector<Difference>& changed) const {
    if (std::none_of(written_.begin(), written_.end(), [](const auto& one) { return one.before.has_value(); }))
      return false;  // an import may have a million files
    std::size_t looked_at = 0;
    for (const auto& one : changed) {
      const auto at = std::find(paths_.begin(), paths_.end(), one.path) - paths_.begin();
      const auto& before = written_[static_cast<std::size_t>(at)].before;
      if (!before) continue;
      if (one.status == 'A') return true;
      if (++looked_at > 16) return false;  // a process each; the steps of people touch one or two
      const auto id = id_of(*before, one.path);
      if (!id) return id.failure();
      if (*id != one.old_id) return true;
    }
    return false;
  }

  // The files as they are on the disk are still those that this command wrote.
  Result<Done> unchanged_since_written() const {
    for (const auto& one : written_) {
      const auto bytes = files_.read(one.path, one.after.size + 1);
      if (!bytes || store::fingerprint(*bytes) != one.after)
        return not_committed(tr("{} was changed by somebody else meanwhile", printable_line(one.path)));
    }
    return Done{};
  }

  Result<Committed> once() {
    has_moved_ = false;
    const auto head = ask({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
    if (!head) return head.failure();
    const std::string old = head->status == 0 ? without_line_end(head->output) : "";
    // Before the first commit there is the empty tree, which git knows without having it stored.
    auto empty = must({"hash-object", "-t", "tree", "--stdin"});
    if (!empty) return std::move(empty).failure();
    const std::string base = old.empty() ? without_line_end(std::move(*empty)) : old;
    if (auto r = staged_versions_are_contained(base); !r) return std::move(r).failure();

    const fs::path own = scratch_ / "tree";
    if (auto r = old.empty() ? must({"read-tree", "--empty"}, {}, own) : must({"read-tree", old}, {}, own); !r)
      return std::move(r).failure();
    if (auto r = must({"update-index", "--add", "-z", "--stdin"}, joined(paths_), own); !r)
      return std::move(r).failure();
    if (auto r = unchanged_since_written(); !r) return std::move(r).failure();
    auto written = must({"write-tree", "--missing-ok"}, {}, own);
    if (!written) return std::move(written).failure();
    const std::string tree = without_line_end(std::move(*written));
    const auto raw = must({"diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", base, tree});
    if (!raw) return raw.failure();
    const auto changed = differences(*raw);
    if (changed.empty()) return Committed{};
    const auto earlier = has_earlier_changes(changed);
    if (!earlier) return earlier.failure();

    std::vector<std::string> words = {"commit-tree", tree, "-F", "-"};
    if (!old.empty()) words.insert(words.end(), {"-p", old});
    if (is_signed_) words.emplace_back("-S");
    auto made = must(std::move(words), commit_message(text_, written_, text_.by == author_ ? "" : text_.by));
    if (!made) return std::move(made).failure();
    const std::string commit = without_line_end(std::move(*made));

    if (auto r = prepare_index(changed); !r) return std::move(r).failure();
    const std::string reason = (old.empty() ? "commit (initial): " : "commit: ") + text_.title;
    const auto moved = ask({"update-ref", "-m", reason, "HEAD", commit,
                            old.empty() ? std::string(commit.size(), '0') : old});
    if (!moved) return moved.failure();
    if (moved->status != 0) {
      const auto now = ask({"rev-parse", "--verify", "--quiet", "HEAD^{commit}"});
      has_moved_ = now && (now->status == 0 ? without_line_end(now->output) : "") != old;
      return said_no(*moved);
    }
    std::error_code error;
    fs::rename(scratch_ / "index", index_, error);
    if (error)
      return not_committed(tr("the commit {} is made, but the index of git is not brought up to date: {}",
                              commit.substr(0, 10), error.message()),
                           "git reset --quiet -- these files");
    const auto abbreviated = ask({"rev-parse", "--short", commit});
    return Committed{abbreviated && abbreviated->status == 0 ? without_line_end(abbreviated->output)
                                                             : commit.substr(0, 10),
                     *earlier};
  }

  // A copy of the user's index in which just these entries are those of the commit.
  Result<Done> prepare_index(const std::vector<Difference>& changed) const {
    const fs::path copy = scratch_ / "index";
    std::error_code error;
    if (fs::exists(index_, error)) {
      fs::copy_file(index_, copy, fs::copy_options::overwrite_existing, error);
      // Git takes an entry as young as the index for doubtful, so the copy has to be as old.
      if (!error) fs::last_write_time(copy, fs::last_write_time(index_, error), error);
      if (error) return not_committed(tr("the index of git cannot be copied: {}", error.message()));
    }
    std::string entries;
    for (const auto& one : changed)
      entries += fmt::format("{} {} 0\t{}", one.mode, one.new_id, one.path) + '\0';
    if (auto r = must({"update-index", "-z", "--index-info"}, std::move(entries), copy); !r)
      return std::move(r).failure();
    // So that git need not read these files again to know that they are clean. Nothing depends on it.
    std::string listed;
    for (const auto& one : changed) listed += one.path + '\0';
    [[maybe_unused]] const auto refreshed =
        ask({"--literal-pathspecs", "add", "--refresh", "--sparse", "--pathspec-from-file=-", "--pathspec-file-nul"}, std::move(listed), copy);
    return Done{};
  }

  const World& world_;
  fs::path root_, top_, git_folder_, index_, scratch_;
  const store::Files& files_;
  const std::vector<Written>& written_;
  const CommitText& text_;
  Instant at_;
  std::vector<std::string> paths_;  // from the top of the work tree, in the order of written_
  std::string author_;
  bool is_signed_ = false, has_moved_ = false;
  Leftovers leftovers_;
};

// "2026-7K3QX4M" for "complaints/2026/2026-7K3QX4M.yaml".
std::optional<std::string> complaint_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  if (path.rfind("complaints/", 0) != 0 || name.size() < 6) return {};
  const auto id = ComplaintId::parse(name.substr(0, name.size() - 5));
  if (!id || id->path() != path) return {};
  return id->text();
}

}  // namespace

std::string commit_message(const CommitText& text, const std::vector<Written>& written,
                           const std::string& recorded_by) {
  std::string out = text.title + "\n";
  if (!text.body.empty()) {
    out += "\n";
    for (const auto& line : wrap(text.body, 72)) out += line + "\n";
  }
  std::string trailers;
  std::size_t complaints = 0;
  for (const auto& one : written)
    if (const auto id = complaint_of(one.path)) {
      trailers += "Complaint: " + *id + "\n";
      ++complaints;
    }
  if (complaints > most_trailers) trailers.clear();
  if (!recorded_by.empty()) trailers += "Recorded-by: " + recorded_by + "\n";
  return trailers.empty() ? out : out + "\n" + trailers;
}

namespace {

// How what is written comes into git: repeating the command would record the step twice.
std::string how_to_add(const std::vector<Written>& written) {
  constexpr std::size_t most = 3;
  constexpr const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
  std::string paths;
  for (const auto& one : written) {
    if (one.path.find_first_not_of(plain) != std::string::npos || written.size() > most) {
      paths = " them";
      break;
    }
    paths += " " + one.path;
  }
  return fmt::format("do not repeat the command: git add{} takes it into the next commit", paths);
}

}  // namespace

Result<Committed> commit_files(const World& world, const std::filesystem::path& root,
                               const store::Files& files,
                               const std::vector<Written>& written, const CommitText& text,
                               const Instant& at) {
  auto made = Commit{world, root, files, written, text, at}.make();
  if (made || made.diagnostics().empty()) return made;
  Failure failed = std::move(made).failure();
  Diagnostic& first = failed.diagnostics.front();
  const bool is_written = first.message.english().rfind("the commit ", 0) != 0;
  if (is_written)
    first.message = (written.size() == 1
                         ? tr("{} is written, but not committed: ", printable_line(written.front().path))
                         : tr("{} files are written, but not committed: ", written.size())) +
                    first.message;
  first.at = {};
  if (is_written) first.hint += (first.hint.empty() ? "" : "; ") + how_to_add(written);
  return failed;
}

}  // namespace cmt::cli
