#include "cli/git.hpp"

#include "git/call.hpp"
#include "records/dossier_kind.hpp"

namespace cmt::cli {

Result<store::ProcessOutput> git(const std::filesystem::path& root, std::vector<std::string> words) {
  return git::run({root}, std::move(words));
}

namespace {

// Git reads changed files by the filters that the attributes name. A filter of the repository's own
// configuration is a program that came with the folder: it is switched off, and the files count as
// changed.
std::vector<std::string> own_filters_off(const std::filesystem::path& root) {
  std::vector<std::string> words;
  const auto config =
      git(root, {"config", "-z", "--show-scope", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process|required)$"});
  if (!config || config->status != 0) return words;
  const std::string& text = config->output;  // SCOPE NUL KEY NUL …
  for (std::size_t at = 0; at < text.size();) {
    const auto scope_end = text.find('\0', at);
    if (scope_end == std::string::npos) break;
    const auto key_end = std::min(text.find('\0', scope_end + 1), text.size());
    const std::string scope = text.substr(at, scope_end - at), key = text.substr(scope_end + 1, key_end - scope_end - 1);
    if (scope == "local" || scope == "worktree")
      words.insert(words.end(), {"-c", key + (key.ends_with(".required") ? "=false" : "=")});
    at = key_end + 1;
  }
  return words;
}

}  // namespace

std::map<std::string, std::optional<std::string>> git_places(const World& world) {
  std::map<std::string, std::optional<std::string>> out;
  for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY"})
    if (const auto place = world.environment(name); place && !place->empty())
      out[name] = (world.folder / *place).string();
  // Git takes the folder it was started in for the top of the work tree then.
  if (out.count("GIT_DIR") && !out.count("GIT_WORK_TREE")) out["GIT_WORK_TREE"] = world.folder.string();
  return out;
}

std::vector<std::string> paths_with_history() {
  std::vector<std::string> out = {"cmt.yaml", "calendars", "profiles"};
  for (const auto* kind : records::dossier_kinds()) out.emplace_back(kind->folder);
  return out;
}

std::string committed_at(const std::filesystem::path& root) {
  const auto head = git(root, {"rev-parse", "--verify", "--quiet", "HEAD"});
  if (!head || head->status != 0) return {};
  // A register inside somebody else's repository, which ignores it, is committed nowhere.
  const auto tracked = git(root, {"ls-files", "-z", "--", "cmt.yaml"});
  if (!tracked || tracked->status != 0 || tracked->output.empty()) return {};
  auto words = own_filters_off(root);
  for (const char* word : {"status", "--porcelain", "-z", "--untracked-files=all", "--ignored",
                           "--ignore-submodules=all", "--", "complaints"})
    words.emplace_back(word);
  for (auto& path : paths_with_history()) words.push_back(std::move(path));
  const auto status = git(root, std::move(words));
  if (!status || status->status != 0 || !status->output.empty()) return {};
  return head->output.substr(0, head->output.find('\n'));
}

}  // namespace cmt::cli
