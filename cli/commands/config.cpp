// What holds for a person here, and where it comes from.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/preferences.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

struct Row {
  std::string name;
  Choice choice;
};

// As `actor` finds it, with its place.
Choice who_acts(World& world, const std::filesystem::path& root) {
  auto name = actor(world, root);
  if (!name) return {"", "none"};
  const char* origin = !world.globals.by.empty()                             ? "--by"
                       : !world.environment("CMT_USER").value_or("").empty() ? "$CMT_USER"
                                                                             : "git config user.name, or the login name";
  return {std::move(*name), origin};
}

int run_config(World& world) {
  const auto preferences = read_preferences(world);
  if (!preferences) return fail(world, preferences.failure());
  std::vector<Row> rows;
  const auto root = session_root(world);
  const char* found = !world.globals.folder.empty()                             ? "-C"
                      : !world.environment("CMT_DIR").value_or("").empty() ? "$CMT_DIR"
                                                                           : "the working folder and those above it";
  rows.push_back({"register", {root ? root->string() : "", root ? found : "there is none here"}});
  if (root) {
    if (auto session = open_session(world)) {
      rows.push_back({"organization", {session->settings().organization, "cmt.yaml"}});
      rows.push_back({"language", {session->settings().language(), "cmt.yaml"}});
    } else {
      return fail(world, session.failure());
    }
  }
  rows.push_back({"by", who_acts(world, root ? *root : world.folder)});
  rows.push_back({"colour", color_of(world, world.console.out_is_terminal)});
  rows.push_back({"pager", pager_of(world)});
  rows.push_back({"editor", editor_of(world)});
  rows.push_back({"threads", {fmt::format("{}", threads_of(world)), world.globals.threads.empty() ? "processors" : "--threads"}});
  rows.push_back({"preferences", {preferences->path, preferences->is_there ? "read" : "not there"}});
  for (const auto& [name, words] : preferences->aliases) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : " ") + word;
    rows.push_back({"alias " + name, {all, preferences->path}});
  }
  if (world.globals.json) {
    world.out += "{\"schema\": 1, \"config\": [";
    for (const auto& row : rows)
      world.out += fmt::format("{}\n  {{\"name\": {}, \"value\": {}, \"origin\": {}}}", &row == &rows.front() ? "" : ",",
                               records::json_string(row.name), records::json_string(row.choice.value),
                               records::json_string(row.choice.origin));
    world.out += "\n]}\n";
    return cli::done;
  }
  std::vector<std::vector<std::string>> cells;
  for (const auto& row : rows)
    cells.push_back({row.name, printable_line(row.choice.value), printable_line(row.choice.origin)});
  world.out += shown_table(world, {{tr("NAME").shown(), Align::left, 8, 0}, {tr("VALUE").shown(), Align::left, 10, 2}, {tr("FROM").shown(), Align::left, 8, 1}}, cells);
  return cli::done;
}

}  // namespace

Run add_config(Args& args) {
  args.reads_register();
  args.about("A person's own preferences are aliases, pager and editor in $CMT_CONFIG, else in cmt/config.yaml of XDG_CONFIG_HOME "
             "or ~/.config. An alias stands for a command and its first words; it never takes a command's place.");
  args.example("cmt config", "who acts, in which register, with which pager and editor, and why");
  return [](World& world) { return run_config(world); };
}

}  // namespace cmt::cli
