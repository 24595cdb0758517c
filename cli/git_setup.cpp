#include "cli/git_setup.hpp"

#include "cli/git.hpp"

namespace cmt::cli {

// No part of this may be quoted: git puts the path in as '…', whole and harmless, and quotes around
// it would undo that. Everything but a clear answer of cmt, 0 or 1, leads to git merge-file, whose
// own failures (255, a binary file) are a conflict too and never the end of the whole merge.
const std::string_view merge_driver =
    "if command -v cmt >/dev/null 2>&1; then cmt merge-driver --marker-size %L -- %O %A %B %P; "
    "case $? in 0) exit 0;; 1) exit 1;; esac; fi; "
    "git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B || exit 1";

Result<Done> install_merge_driver(const std::filesystem::path& root) {
  for (const auto& [key, value] :
       {std::pair<std::string, std::string>{"merge.cmt.name", "complaint records, merged by cmt"},
        {"merge.cmt.driver", std::string{merge_driver}}}) {
    const auto set = git(root, {"config", "--local", key, value});
    if (!set) return set.failure();
    if (set->status != 0)
      return failure(FailureKind::unreadable, tr("git did not take the merge driver: {}", set->errors.substr(0, set->errors.find('\n'))),
                     tr("make the folder a repository with git init, then cmt init --git"));
  }
  return Done{};
}

}  // namespace cmt::cli
