// What the program asks of git, and how: never a shell, never anything that a folder from elsewhere
// could make git run, and never a need for git to be there.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/world.hpp"
#include "store/process_run.hpp"

namespace cmt::cli {

// Runs git in a folder with hooks of the file system monitor off.
Result<store::ProcessOutput> git(const std::filesystem::path& root, std::vector<std::string> words);

// Where our caller's git is at work, for the environment of a git that runs in another folder: the
// variables GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE and the like, which git sets for hooks, with
// absolute paths.
std::map<std::string, std::optional<std::string>> git_places(const World& world);

// The commit the records are at: empty without git, or when a complaint, another record with a history,
// cmt.yaml, a calendar or a profile has changes that are not committed.
std::string committed_at(const std::filesystem::path& root);
// The paths beside complaints/ that committed_at() looks at.
std::vector<std::string> paths_with_history();

}  // namespace cmt::cli
