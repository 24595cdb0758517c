// What the program reads of a git repository: which commits there are, what differs between them and
// the folder, and the bytes of files as they were.
//
// A constant number of processes of git is asked, whatever the size of the change, and nothing that a
// repository from elsewhere could make git run: no hooks, filters, external diffs, pagers, monitors,
// signature programs, fetches of missing objects; replaced and grafted commits are read as they are.
// Nothing is ever written. A failure is FailureKind::unreadable unless it says otherwise.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "git/call.hpp"

namespace cmt::git {

// The name of an object: 40 hexadecimal digits, or 64 in a repository with SHA-256.
using ObjectName = std::string;

// A file as a tree or the folder has it.
struct Blob {
  ObjectName name;         // empty: only the folder knows what it holds
  std::uint32_t mode = 0;  // 0100644, 0100755, 0120000 a link, 0160000 a submodule
  bool is_file() const { return (mode & 0170000U) == 0100000U; }
  bool operator==(const Blob&) const = default;
};

struct Changed {
  std::string path;  // below the folder or tree that was asked about
  std::optional<Blob> before, after;
};

// A file as some commit has it.
struct Version {
  std::string path;  // from the top of the repository
  ObjectName name;
  auto operator<=>(const Version&) const = default;
};

struct Unwatched {
  std::string path;
  bool is_sparse = false;  // skip-worktree: it need not be in the folder; else assume-unchanged
};

// What a comparison of commits with the folder does not tell.
struct Unseen {
  std::vector<std::string> untracked;  // files that git does not track, ignored ones too
  std::vector<Unwatched> unwatched;    // files whose changes git was told not to look for
};

struct Commit {
  ObjectName name;
  Instant authored, committed;  // as the commit claims; a rebase keeps the first
  std::vector<ObjectName> parents;
  std::vector<Changed> files;   // against every parent, so that a path may stand there twice
};

// What a person wrote to name what is compared.
//   REF          from REF to the folder, or to HEAD where there is no folder
//   REF...       the same from where HEAD left REF (the merge base)
//   FROM..TO     between two commits; `..TO` and `FROM..` have HEAD on the other side
//   FROM...TO    from the merge base of the two to TO
struct Range {
  std::string from, to;  // `to` is empty for the folder
  bool is_from_merge_base = false;
  bool operator==(const Range&) const = default;
};
// Refused (usage): empty, a leading dash, control characters.
Result<Range> parse_range(std::string_view text);

// Whether the commits of Repository::commits lead from `base` to `tip`.
bool is_descendant(const ObjectName& base, const ObjectName& tip, const std::vector<Commit>& between);

class Objects;

class Repository {
 public:
  // The repository of a folder, or a bare one.
  static Result<Repository> open(const std::filesystem::path& folder);

  bool is_bare() const { return is_bare_; }
  bool is_shallow() const { return is_shallow_; }
  // The folder's path from the top of the repository, with a `/` at its end; empty at the top.
  const std::string& prefix() const { return prefix_; }

  // The commit that a person's words name. Refused (usage), with a suggestion, when there is none;
  // unreadable, with what to fetch, when this clone only lacks it.
  Result<ObjectName> commit(Objects& objects, const std::string& named) const;
  // Nothing for histories that have no commit in common.
  Result<std::optional<ObjectName>> merge_base(const ObjectName& a, const ObjectName& b) const;

  // All files of a folder of a commit.
  Result<std::vector<Changed>> files(const ObjectName& commit, const std::string& folder) const;
  // Files that differ between two folders of two commits; the folders as prefix() has them.
  Result<std::vector<Changed>> between(const ObjectName& a, const std::string& folder_of_a,
                                       const ObjectName& b, const std::string& folder_of_b) const;
  // Files of the folder that differ, or may differ, from the same folder of a commit. Asks for the
  // time of every file, as `git status` does.
  Result<std::vector<Changed>> against_folder(const ObjectName& commit) const;
  // Untracked files are looked for in these folders of the folder alone.
  Result<Unseen> unseen(const std::vector<std::string>& below) const;
  // The folders of a commit that hold a file of this name, as prefix() has them.
  Result<std::vector<std::string>> folders_with(const ObjectName& commit,
                                                std::string_view file) const;
  // The commits that the tips have and `base`, if it is not empty, lacks: parents before children, with the
  // files they changed in these folders of the repository, if any; paths are whole.
  Result<std::vector<Commit>> commits(const ObjectName& base, const std::vector<ObjectName>& tips,
                                      const std::vector<std::string>& folders) const;

  // Which of these files, given from the top of the repository, a commit that leads to `commit` removed.
  // Costs a look at every one of those commits, once for each thousand of the files.
  Result<std::vector<std::string>> removed_before(const ObjectName& commit,
                                                  const std::vector<std::string>& files) const;

  // The names of the branches, those of other repositories too, as people write them.
  Result<std::vector<std::string>> branches() const;

  // Every version that a commit of any branch, tag or stash has or had of the files in these folders of the
  // repository: each once, in the order of their paths.
  Result<std::vector<Version>> versions(const std::vector<std::string>& folders) const;

  // How git is called here, for a process that stays (Objects).
  std::vector<std::string> words(std::vector<std::string> more) const;
  store::RunOptions options() const;

 private:
  Call call() const;
  Result<store::ProcessOutput> run(std::vector<std::string> more) const;
  Result<std::vector<std::string>> filters_off() const;

  std::filesystem::path folder_;
  std::string prefix_;
  bool is_bare_ = false, is_shallow_ = false;
};

// The objects of a repository, read through one process. May be used from several threads.
class Objects {
 public:
  static Result<std::shared_ptr<Objects>> open(const Repository& repository);

  struct Object {
    std::string type;  // blob, tree, commit, tag
    std::string bytes;
  };
  // Nothing when there is no such object. Fails when it is larger than `limit` bytes.
  Result<std::optional<Object>> find(const ObjectName& name, std::size_t limit);
  // The bytes of a file. Fails when this clone lacks it, as a partial clone may.
  Result<std::string> blob(const ObjectName& name, std::size_t limit);
  // The commit that words without control characters name, such as HEAD~2; nothing when none is.
  Result<std::optional<ObjectName>> commit(const std::string& named);

 private:
  explicit Objects(store::Conversation git) : git_(std::move(git)) {}
  struct Header;
  Result<std::optional<Header>> ask(const std::string& named);
  std::mutex mutex_;
  store::Conversation git_;
};

// What git says of itself when it cannot do what it was asked.
Failure failed(const store::ProcessOutput& output, std::string_view asked);
// That something lies in commits which this clone, a shallow one, lacks, and how to get them.
Failure shallow(const Message& what);

// The first digits of a name, for people.
inline std::string brief(const ObjectName& name) { return name.substr(0, 10); }

}  // namespace cmt::git
