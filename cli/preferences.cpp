#include "cli/preferences.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "cli/command.hpp"
#include "cli/git.hpp"
#include "cli/words.hpp"
#include "core/text.hpp"
#include "yaml/document.hpp"

namespace cmt::cli {
namespace {

constexpr std::size_t largest_file = std::size_t{1} << 16;

// A variable of the environment, when it holds something.
std::optional<std::string> named(const World& world, const char* name) {
  auto value = world.environment(name);
  return value && !value->empty() ? value : std::nullopt;
}

// Relative folders of XDG count for nothing (XDG Base Directory Specification 0.8).
std::filesystem::path path_of(const World& world) {
  if (const auto path = named(world, "CMT_CONFIG")) return world.folder / *path;
  if (const auto folder = named(world, "XDG_CONFIG_HOME"); folder && folder->front() == '/')
    return std::filesystem::path{*folder} / "cmt/config.yaml";
  if (const auto home = named(world, "HOME")) return std::filesystem::path{*home} / ".config/cmt/config.yaml";
  return {};
}

// "list status:open" and [list, status:open] alike; empty when it is neither.
std::vector<std::string> words_in(yaml::Node node) {
  if (node.is_scalar()) return words_of(node.text()).value_or(std::vector<std::string>{});
  std::vector<std::string> out;
  for (const auto item : node.items()) out.emplace_back(item.text());
  return out;
}

bool is_alias_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

void read_aliases(const yaml::Document& document, yaml::Node map, Preferences& out, Diagnostics& problems) {
  if (!map.is_map()) {
    problems.push_back(document.error_at(map, tr("`aliases` must be a map of names and commands")));
    return;
  }
  for (const auto& [key, value] : map.entries()) {
    const std::string name{key.text()};
    if (!is_alias_name(name)) {
      problems.push_back(document.error_at(key, tr("this is not a name for an alias"), tr("a to z, digits and hyphens, 40 at most")));
      continue;
    }
    if (find_command(name)) {
      problems.push_back(document.error_at(key, tr("'{}' is a command already", name), tr("an alias takes no command's place")));
      continue;
    }
    auto words = words_in(value);
    if (words.empty() || !find_command(words.front())) {
      problems.push_back(document.error_at(value, tr("the alias '{}' must begin with a command of cmt", name)));
      continue;
    }
    out.aliases.emplace(name, std::move(words));
  }
}

// What git is told by this person or this machine. A register's own configuration is not asked: it may come from
// somebody else.
std::optional<std::string> git_value(const World& world, const char* key) {
  for (const char* place : {"--global", "--system"}) {
    const auto said = git(world.folder, {"config", place, "--get", key});
    if (said && said->status == 0) return said->output.substr(0, said->output.find('\n'));
  }
  return std::nullopt;
}

}  // namespace

Result<Preferences> read_preferences(const World& world) {
  Preferences out;
  const auto path = path_of(world);
  out.path = path.string();
  std::error_code error;
  if (path.empty() || !std::filesystem::exists(path, error)) return out;
  std::ifstream in{path, std::ios::binary};
  if (!std::filesystem::is_regular_file(path, error) || !in)
    return unreadable(out.path, tr("it cannot be read as a file"));
  if (std::filesystem::file_size(path, error) > largest_file) return unreadable(out.path, tr("it is larger than 64 KiB"));
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  out.is_there = true;
  if (bytes.find_first_not_of(" \t\r\n") == std::string::npos) return out;
  const auto document = yaml::parse(out.path, std::move(bytes));
  if (!document) return document.failure();
  Failure failed{FailureKind::unreadable, {}};
  for (const auto& [key, value] : document->root().entries()) {
    if (key.text() == "aliases") {
      read_aliases(*document, value, out, failed.diagnostics);
    } else if ((key.text() == "pager" || key.text() == "editor") && value.is_scalar()) {
      (key.text() == "pager" ? out.pager : out.editor) = std::string{value.text()};
    } else {
      const auto near = nearest(std::string{key.text()}, {"aliases", "pager", "editor"});
      failed.diagnostics.push_back(document->error_at(
          key, tr("'{}' is no preference", truncate(printable_line(key.text()), 40)),
          near ? tr("did you mean '{}'?", *near) : tr("aliases, pager and editor are")));
    }
  }
  if (!failed.diagnostics.empty()) return failed;
  return out;
}

Choice color_of(const World& world, bool is_terminal) {
  if (world.globals.color == "always") return {"yes", "--color"};
  if (world.globals.color == "never") return {"no", "--color"};
  if (named(world, "NO_COLOR")) return {"no", "$NO_COLOR"};
  for (const char* name : {"FORCE_COLOR", "CLICOLOR_FORCE"})
    if (const auto value = named(world, name); value && *value != "0") return {"yes", fmt::format("${}", name)};
  if (const auto term = world.environment("TERM"); term && *term == "dumb") return {"no", "$TERM"};
  return is_terminal ? Choice{"yes", "a terminal"} : Choice{"no", "not a terminal"};
}

Choice pager_of(const World& world) {
  if (const auto term = world.environment("TERM"); term && *term == "dumb") return {"", "$TERM"};
  const auto chosen = [&]() -> Choice {
    if (const auto value = world.environment("CMT_PAGER")) return {*value, "$CMT_PAGER"};
    if (const auto read = read_preferences(world); read && read->pager) return {*read->pager, read->path};
    if (const auto value = git_value(world, "core.pager")) return {*value, "git config core.pager"};
    if (const auto value = world.environment("PAGER")) return {*value, "$PAGER"};
    return {"less", "default"};
  }();
  return chosen.value == "cat" ? Choice{"", chosen.origin} : chosen;
}

Choice editor_of(const World& world) {
  if (const auto value = named(world, "CMT_EDITOR")) return {*value, "$CMT_EDITOR"};
  if (const auto read = read_preferences(world); read && read->editor && !read->editor->empty())
    return {*read->editor, read->path};
  if (const auto value = named(world, "GIT_EDITOR")) return {*value, "$GIT_EDITOR"};
  if (const auto value = git_value(world, "core.editor"); value && !value->empty()) return {*value, "git config core.editor"};
  if (const auto value = named(world, "VISUAL")) return {*value, "$VISUAL"};
  if (const auto value = named(world, "EDITOR")) return {*value, "$EDITOR"};
  return {"vi", "default"};
}

}  // namespace cmt::cli
