// The commit that a report is of.
#pragma once
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "cache/commit_memo.hpp"
#include "cache/marks.hpp"
#include "cli/session.hpp"

namespace cmt::cli {

// Asks for it beside the reading of the records (committed_at() of git.hpp). Where git said before that all is
// committed, and nothing has changed since, `git status` is not called again (cache/commit_memo.hpp).
class CommitLook {
 public:
  // The session outlives it. `may_remember`: whether what git said may be used and kept.
  CommitLook(const Session& session, bool may_remember);

  // `records`: the marks of all records, where they are known.
  std::string commit(const std::optional<cache::Marks>& records) &&;

 private:
  struct Found {
    std::string commit;
    std::optional<cache::CommitMemo> memo = {};  // git was not asked: the commit counts while the records are these
    // Git was asked: what it is to be remembered with, but for the records.
    std::optional<cache::CommitMemo> to_keep = {};
    std::int64_t newest = 0;
  };
  static Found look(const Session& session, const std::optional<cache::CommitMemo>& memo, bool may_keep);

  const Session& session_;
  std::unique_ptr<cache::CommitMemoWriter> writer_;  // none: what git says is not kept
  std::future<Found> found_;
};

}  // namespace cmt::cli
