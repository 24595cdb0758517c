// That everything was committed, as git said, and what must be as it was for git to say so again: kept in
// .cmt/committed, so that a report need not wait for `git status`, which looks at every file once more.
//
// Git's answer follows from the commit, its index and the files. Their marks were taken before git was asked,
// and none was so fresh that a change right afterwards could have left it the same (cache_file.hpp): a file that
// changed while git looked has another mark for good. Without this file, or with a damaged one, git is asked.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "cache/cache_file.hpp"

namespace cmt::cache {

struct CommitMemo {
  std::string commit;
  store::Mark index;          // of git
  std::uint64_t others = 0;   // print of the Marks (marks.hpp) of all that is asked about beside the records
  std::uint64_t records = 0;  // that of the records
  bool operator==(const CommitMemo&) const = default;
};

std::optional<CommitMemo> read_commit_memo(const std::filesystem::path& root);

// Keeps one. Begun before the marks are taken.
class CommitMemoWriter {
 public:
  // Nothing comes of it where the file cannot be written.
  explicit CommitMemoWriter(const std::filesystem::path& root);
  // `newest`: when the latest of what the memo has marks of changed.
  void write(const CommitMemo& memo, std::int64_t newest);

 private:
  std::unique_ptr<NewFile> file_;
};

void forget_commit_memo(const std::filesystem::path& root);

}  // namespace cmt::cache
