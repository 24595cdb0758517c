// A commit of exactly the files that one command wrote (--commit). docs/git.md says what a user may
// count on, docs/decisions/0012-commits.md why it is done so.
//
// The tree is made in an index of its own from HEAD, so that nothing that is staged, and no other
// file of the work tree, takes part. Of the user's index only the entries of these files change.
// Nothing that the folder's own git configuration names is ever executed: hooks do not run, and where
// a filter or a signing program is asked for by it, there is no commit.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/world.hpp"
#include "store/files.hpp"
#include "store/manifest.hpp"

namespace cmt::cli {

// A file that was written: what it held before, if it was there, and what it holds now.
struct Written {
  std::string path;
  std::optional<std::string> before;
  store::Fingerprint after;
};

struct CommitText {
  std::string title;      // one line, as a person would write it; free of personal data
  std::string body = {};  // or empty
  std::string by = {};    // who recorded it; told when git's author is somebody else
};

// The message as git gets it: title, body, and the trailers `Complaint:` for each complaint of
// `written` (up to 100 of them; an import of more has none) and `Recorded-by:` when it is not empty.
std::string commit_message(const CommitText& text, const std::vector<Written>& written,
                           const std::string& recorded_by);

struct Committed {
  std::string id;              // abbreviated; empty when HEAD held these files in this form already
  bool has_earlier = false;    // the commit holds earlier changes to the same files as well
};

// Commits the files of `written`. `at` becomes the time of the commit unless git's own
// variables say another. On a failure (unreadable) HEAD and index are as before, except when the
// message says that the commit is made.
Result<Committed> commit_files(const World& world, const std::filesystem::path& root,
                               const store::Files& files,
                               const std::vector<Written>& written, const CommitText& text,
                               const Instant& at);

}  // namespace cmt::cli
