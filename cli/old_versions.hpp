// 4.10 Confidentiality: what the commits of git still hold of what was taken out of the register, and what has to be
// in its place once their history is written anew.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "git/repository.hpp"

namespace cmt::cli {

// A version of a file that holds texts which the newest one has no more.
struct HeldText {
  git::Version version;
  std::string without;  // its bytes without those texts
};

struct OldVersions {
  std::vector<std::string> files;       // that are gone, from the top of the repository
  std::vector<HeldText> texts;
  std::vector<git::Version> unreadable; // what they hold cannot be told
  bool is_clean() const { return files.empty() && texts.empty() && unreadable.empty(); }
};

// Compares every version with the records as they are now: a text or file is looked for when a `redacted` event names
// it. Reads every record, and fails when one cannot be read, or where there is no git.
Result<OldVersions> load_old_versions(const World& world, const Session& session);

}  // namespace cmt::cli
