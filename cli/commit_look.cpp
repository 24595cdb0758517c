#include "cli/commit_look.hpp"

#include <algorithm>
#include <utility>

#include "cache/snapshot.hpp"
#include "cli/git.hpp"
#include "store/disk.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {
namespace {

// The commit at hand and the index that goes with it, by one call of git; nothing where there is none.
std::optional<cache::CommitMemo> where_git_is(const std::filesystem::path& root) {
  const auto said = git(root, {"rev-parse", "HEAD", "--git-path", "index"});
  if (!said || said->status != 0) return std::nullopt;
  const auto line = said->output.find('\n');
  if (line == std::string::npos) return std::nullopt;
  std::filesystem::path index = said->output.substr(line + 1, said->output.find('\n', line + 1) - line - 1);
  if (index.is_relative()) index = root / index;
  const auto folder = store::Disk::open(index.parent_path());
  if (!folder) return std::nullopt;
  cache::CommitMemo out;
  out.commit = said->output.substr(0, line);
  out.index = folder->mark(index.filename().string());
  return out.index.is_known() ? std::optional{std::move(out)} : std::nullopt;
}

}  // namespace

CommitLook::CommitLook(const Session& session, bool may_remember) : session_(session) {
  // Where there is no snapshot of the records their marks are not known.
  std::optional<cache::CommitMemo> memo;
  if (may_remember && cache::has_snapshot(session.root)) {
    memo = cache::read_commit_memo(session.root);
    writer_ = std::make_unique<cache::CommitMemoWriter>(session.root);
  }
  // Afterwards where there is no room for a thread. The pipes of git are of a table of its own, else a thread
  // that reads would hold them open.
  found_ = std::async(std::launch::async | std::launch::deferred, [&session, memo, may_keep = writer_ != nullptr] {
    store::own_descriptors();
    return look(session, memo, may_keep);
  });
}

CommitLook::Found CommitLook::look(const Session& session, const std::optional<cache::CommitMemo>& memo, bool may_keep) {
  Found out;
  if (may_keep) out.to_keep = where_git_is(session.root);
  if (out.to_keep) {
    const auto others = cache::marks_of(session.reg.files(), paths_with_history());
    out.to_keep->others = others.print;
    out.newest = others.newest;
    if (!others.are_known) {
      out.to_keep.reset();
    } else if (memo && memo->commit == out.to_keep->commit && memo->index == out.to_keep->index && memo->others == others.print) {
      out.memo = memo;
      out.commit = memo->commit;
      return out;
    }
  }
  out.commit = committed_at(session.root);
  if (out.to_keep && out.commit != out.to_keep->commit) out.to_keep.reset();
  return out;
}

std::string CommitLook::commit(const std::optional<cache::Marks>& records) && {
  Found found = found_.get();
  const bool are_known = records && records->are_known;
  if (found.memo && !(are_known && found.memo->records == records->print)) {
    // The next command need not find out by itself that the records are others.
    writer_.reset();
    cache::forget_commit_memo(session_.root);
    writer_ = std::make_unique<cache::CommitMemoWriter>(session_.root);
    found = look(session_, std::nullopt, true);
  }
  if (!found.memo && found.to_keep && writer_ && are_known) {
    found.to_keep->records = records->print;
    writer_->write(*found.to_keep, std::max(found.newest, records->newest));
  }
  return std::move(found.commit);
}

}  // namespace cmt::cli
