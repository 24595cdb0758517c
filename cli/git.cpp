#include "cli/git.hpp"

namespace cmt::cli {

Result<store::ProcessOutput> git(const std::filesystem::path& root, std::vector<std::string> words) {
  std::vector<std::string> argv = {"git", "-c", "core.fsmonitor=false", "-C", root.string()};
  argv.insert(argv.end(), words.begin(), words.end());
  store::RunOptions options;
  options.environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}};
  return store::run(argv, options);
}

std::string committed_at(const std::filesystem::path& root) {
  const auto head = git(root, {"rev-parse", "--verify", "--quiet", "HEAD"});
  if (!head || head->status != 0) return {};
  // A register inside somebody else's repository, which ignores it, is committed nowhere.
  const auto tracked = git(root, {"ls-files", "-z", "--", "cmt.yaml"});
  if (!tracked || tracked->status != 0 || tracked->output.empty()) return {};
  const auto status =
      git(root, {"status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--",
                 "complaints", "cmt.yaml"});
  if (!status || status->status != 0 || !status->output.empty()) return {};
  return head->output.substr(0, head->output.find('\n'));
}

}  // namespace cmt::cli
