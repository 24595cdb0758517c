#include "cli/git.hpp"

namespace cmt::cli {

Result<store::ProcessOutput> git(const std::filesystem::path& root, std::vector<std::string> words) {
  std::vector<std::string> argv = {"git", "-c", "core.fsmonitor=false", "-C", root.string()};
  argv.insert(argv.end(), words.begin(), words.end());
  store::RunOptions options;
  options.environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}};
  return store::run(argv, options);
}

std::map<std::string, std::optional<std::string>> git_places(const World& world) {
  std::map<std::string, std::optional<std::string>> out;
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"})
    if (const auto place = world.environment(name); place && !place->empty())
      out[name] = (world.folder / *place).string();
  // Git takes the folder it was started in for the top of the work tree then.
  if (out.count("GIT_DIR") && !out.count("GIT_WORK_TREE")) out["GIT_WORK_TREE"] = world.folder.string();
  return out;
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
