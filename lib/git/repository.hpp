// What the program reads of a git repository: which commits there are, what differs between them and
// the folder, and the bytes of files as they were.
//
// Only git's plumbing is asked, a constant number of processes whatever the size of the change, and
// nothing that a repository from elsewhere could make git run: no hooks, filters, external diffs,
// pagers, monitors, signature programs, fetches of missing objects; replaced and grafted commits are
// read as they are. Nothing is ever written. A failure is FailureKind::unreadable unless it says
// otherwise.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "store/process_run.hpp"

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

struct Unwatched {
  std::string path;
  bool is_sparse = false;  // skip-worktree: it need not be in the folder; else assume-unchanged
};

struct Commit {
  ObjectName name;
  Instant authored, committed;  // as the commit claims; a rebase keeps the first
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
  Result<ObjectName> commit(const std::string& named) const;
  // HEAD, or nothing on a branch without commits.
  Result<std::optional<ObjectName>> head() const;
  // The commit that is being merged into HEAD at the moment.
  Result<std::optional<ObjectName>> merging() const;

  Result<bool> is_ancestor(const ObjectName& old, const ObjectName& young) const;
  // Nothing for histories that have no commit in common.
  Result<std::optional<ObjectName>> merge_base(const ObjectName& a, const ObjectName& b) const;

  // All files of a folder of a commit.
  Result<std::vector<Changed>> files(const ObjectName& commit, const std::string& folder) const;
  // Files that differ between two folders of two commits; the folders as prefix() has them.
  Result<std::vector<Changed>> between(const ObjectName& a, const std::string& folder_of_a,
                                       const ObjectName& b, const std::string& folder_of_b) const;
  // Files of the folder that differ, or may differ, from the same folder of HEAD.
  Result<std::vector<Changed>> against_folder(const ObjectName& head) const;
  // Files below some of the folder's folders that git does not track, ignored ones too.
  Result<std::vector<std::string>> untracked(const std::vector<std::string>& below) const;
  // Files whose changes git was told not to look for.
  Result<std::vector<Unwatched>> unwatched() const;
  // The folders of a commit that hold a file of this name, as prefix() has them.
  Result<std::vector<std::string>> folders_with(const ObjectName& commit,
                                                std::string_view file) const;
  // The commits that lead from `base` to the tips, parents before children, with the files they
  // changed in these folders of the repository; paths are whole.
  Result<std::vector<Commit>> commits(const ObjectName& base, const std::vector<ObjectName>& tips,
                                      const std::vector<std::string>& folders) const;

  // How git is called here, for a process that stays (Objects).
  std::vector<std::string> words(std::vector<std::string> more) const;
  store::RunOptions options() const;

 private:
  Result<store::ProcessOutput> run(std::vector<std::string> more, std::string input = {}) const;

  std::filesystem::path folder_;
  std::string prefix_;
  bool is_bare_ = false, is_shallow_ = false;
  std::vector<std::string> filters_;  // settings that keep the repository's filters from running
};

// The objects of a repository, read through one process.
class Objects {
 public:
  static Result<Objects> open(const Repository& repository);

  struct Object {
    std::string type;  // blob, tree, commit, tag
    std::string bytes;
  };
  // Nothing when there is no such object. Fails when it is larger than `limit` bytes.
  Result<std::optional<Object>> find(const ObjectName& name, std::size_t limit);
  // The bytes of a file. Fails when this clone lacks it, as a partial clone may.
  Result<std::string> blob(const ObjectName& name, std::size_t limit);

 private:
  explicit Objects(store::Conversation git) : git_(std::move(git)) {}
  store::Conversation git_;
};

// The first digits of a name, for people.
inline std::string brief(const ObjectName& name) { return name.substr(0, 10); }

}  // namespace cmt::git
