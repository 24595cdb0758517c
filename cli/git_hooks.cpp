#include "cli/git_hooks.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <fstream>

#include "cli/git.hpp"
#include "core/text.hpp"
#include "store/disk.hpp"

namespace cmt::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view hook_start = R"(#!/bin/sh
# Checks the complaint records that are staged, as they are staged, before git commits them.
# Written by cmt init --hook; git commit --no-verify goes past it.
if ! command -v cmt >/dev/null 2>&1; then
  echo 'pre-commit: cmt is not installed here; the records were not checked' >&2
  exit 0
fi
)";

std::string without_line_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

bool is_inside(const fs::path& path, const fs::path& folder) {
  const auto relative = path.lexically_normal().lexically_relative(folder.lexically_normal());
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

std::string shell_word(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return out + "'";
}

Result<std::string> install_hook(const fs::path& root) {
  const auto ask = [&](std::vector<std::string> words) -> Result<std::string> {
    auto output = git(root, std::move(words));
    if (!output) return std::move(output).failure();
    if (output->status != 0) return failure(FailureKind::unreadable, tr("this is not a git repository"), tr("cmt init --git makes it one"));
    return without_line_end(std::move(output->output));
  };
  const auto top = ask({"rev-parse", "--show-toplevel"});
  if (!top) return top.failure();
  const auto prefix = ask({"rev-parse", "--show-prefix"});
  if (!prefix) return prefix.failure();
  const auto common = ask({"rev-parse", "--git-common-dir"});
  if (!common) return common.failure();
  const auto named = ask({"rev-parse", "--git-path", "hooks/pre-commit"});
  if (!named) return named.failure();
  // Both are as seen from the folder in which git was asked.
  std::error_code error;
  const fs::path from = fs::canonical(root, error);
  const fs::path hook = (from / *named).lexically_normal();
  const std::string shown = printable_line(hook.string());
  if (printable_line(*prefix) != *prefix)
    return failure(FailureKind::refused, tr("the register's folder has a name that no hook can hold"));

  // A folder elsewhere is written to when the user named it, not when the repository did.
  const auto scope = git(root, {"config", "--show-scope", "--get", "core.hooksPath"});
  if (!scope) return scope.failure();
  const bool is_own = scope->output.rfind("local", 0) == 0 || scope->output.rfind("worktree", 0) == 0;
  const fs::path real = fs::weakly_canonical(hook.parent_path(), error);
  if (is_own && !is_inside(real, fs::weakly_canonical(from / *common, error)) && !is_inside(real, fs::weakly_canonical(*top, error)))
    return failure(FailureKind::refused,
                   tr("this repository's core.hooksPath leads out of it: {}", printable_line(real.string())),
                   tr("git config --unset core.hooksPath, or set it in your own configuration: git config --global"));

  const std::string place = shell_word("./" + *prefix);
  const std::string line = fmt::format("if [ -f {0}cmt.yaml ]; then cmt -q -C {0} check --staged || exit 1; fi\n", place);
  const std::string fresh = std::string{hook_start} + line;
  if (fs::is_symlink(fs::symlink_status(hook, error)))
    return failure(FailureKind::refused, tr("there is a pre-commit hook already, a link: {}", shown),
                   tr("add this to it: {}", without_line_end(line)));
  if (!fs::exists(hook, error)) {
    fs::create_directories(hook.parent_path(), error);
    auto folder = store::Disk::open(hook.parent_path());
    if (!folder) return std::move(folder).failure();
    auto created = folder->create(hook.filename().string(), fresh, store::Privacy::shared);
    if (!created) return std::move(created).failure();
    if (::chmod(hook.c_str(), 0755) != 0) return unreadable(shown, tr("it could not be made executable"));
    return "installed the hook " + shown;
  }
  auto folder = store::Disk::open(hook.parent_path());
  if (!folder) return std::move(folder).failure();
  const auto bytes = folder->read(hook.filename().string(), std::size_t{1} << 20);
  if (!bytes) return bytes.failure();
  if (bytes->find(line) != std::string::npos) return "the hook is installed already: " + shown;
  if (bytes->find("\n# Written by cmt init --hook") == std::string::npos)
    return failure(FailureKind::refused, tr("there is a pre-commit hook already: {}", shown),
                   tr("add this to it: {}", without_line_end(line)));
  if (auto done = folder->replace(hook.filename().string(), *bytes, *bytes + line); !done) return std::move(done).failure();
  return "added this register to the hook " + shown;
}

}  // namespace cmt::cli
