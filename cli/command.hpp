// A command: how it is called, what it is for, and what declares its options and runs it.
#pragma once
#include <functional>
#include <span>
#include <string_view>

#include "cli/args.hpp"
#include "cli/world.hpp"

namespace cmt::cli {

// What to do once the options are parsed; gives the exit code.
using Run = std::function<int(World&)>;

struct Command {
  std::string_view name;
  std::string_view group;    // receive, handle, look, learn, exchange, register
  std::string_view summary;  // one line
  std::string_view clause;   // of ISO 10002:2018, or empty
  Run (*add)(Args&);
  // The words that follow the name of a command that has several ("action plan"), each a command
  // with options and help of its own; null for a command that is one.
  std::span<const Command> (*verbs)() = nullptr;
};

// All commands, in the order of the help. To add one: a file in cli/commands and a row here.
std::span<const Command> commands();
const Command* find_command(std::string_view name);
// The verb of a command by the word that is typed after its name: "plan" of `action`.
const Command* find_verb(const Command& command, std::string_view word);
// "plan" of "action plan".
std::string_view verb_of(const Command& verb);

}  // namespace cmt::cli
