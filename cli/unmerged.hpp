// The versions of files that git could not merge, as its index keeps them.
#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/result.hpp"

namespace cmt::cli {

// The names of the versions of one file: git keeps the common one as stage 1, ours as 2, theirs as 3.
struct Unmerged {
  std::array<std::optional<std::string>, 3> blobs;
  std::set<std::string> paths;  // more than one when a side moved the file
};

// By path below `root`. Versions of one record are kept together wherever a side has put it, at the
// path that its id gives. Refused when `root` is in no repository.
Result<std::map<std::string, Unmerged>> unmerged_files(const std::filesystem::path& root);

// The bytes of a version.
Result<std::string> blob(const std::filesystem::path& root, const std::string& name);

}  // namespace cmt::cli
