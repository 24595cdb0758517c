// What a person prefers, whatever the register: $CMT_CONFIG, else cmt/config.yaml below $XDG_CONFIG_HOME or
// ~/.config. It is the person's own file, so it may name programs; a register names none, and no aliases.
#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/world.hpp"

namespace cmt::cli {

// A value, and where it comes from: "$CMT_PAGER", "default".
struct Choice {
  std::string value, origin;
};

struct Preferences {
  std::string path;  // of the file; empty where no folder is known for it
  bool is_there = false;
  std::map<std::string, std::vector<std::string>> aliases;  // a name and the words it stands for
  std::optional<std::string> pager, editor;
};

// Failure (unreadable), with the place, when the file is not what it should be; a file that is not there is empty.
Result<Preferences> read_preferences(const World& world);

// Whether output is coloured, "yes" or "no": --color, $NO_COLOR, $FORCE_COLOR or $CLICOLOR_FORCE, a $TERM of dumb, else
// whether it goes to a terminal.
Choice color_of(const World& world, bool is_terminal);
// The program that shows what is longer than the screen: $CMT_PAGER, the file's, git's of this person, $PAGER,
// else less. Empty: none. What cannot be read is as if it were not there.
Choice pager_of(const World& world);
// The editor: $CMT_EDITOR, the file's, $GIT_EDITOR, git's of this person, $VISUAL, $EDITOR, else vi.
Choice editor_of(const World& world);

}  // namespace cmt::cli
