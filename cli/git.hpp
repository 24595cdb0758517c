// What the program asks of git, and how: never a shell, never anything that a folder from elsewhere
// could make git run, and never a need for git to be there.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "store/process_run.hpp"

namespace cmt::cli {

// Runs git in a folder with hooks of the file system monitor off.
Result<store::ProcessOutput> git(const std::filesystem::path& root, std::vector<std::string> words);

// The commit the records are at: empty without git, or when complaints/ or cmt.yaml have changes
// that are not committed.
std::string committed_at(const std::filesystem::path& root);

}  // namespace cmt::cli
