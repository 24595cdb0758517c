// How git is called wherever the program calls it: without a shell, a pager, a monitor of the file system, a
// fetch or a question, and in words that do not depend on anybody's language.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/process_run.hpp"

namespace cmt::git {

struct Call {
  std::filesystem::path folder;       // where git runs
  std::vector<std::string> settings = {};  // KEY=VALUE, for this call alone
  std::map<std::string, std::optional<std::string>> environment = {};  // as store::RunOptions has it
  std::string input = {};
};

std::vector<std::string> argv_of(const Call& call, std::vector<std::string> words);
store::RunOptions options_of(const Call& call);

// Runs it and waits. That git fails is no failure here: see `status`.
Result<store::ProcessOutput> run(const Call& call, std::vector<std::string> words);

}  // namespace cmt::git
