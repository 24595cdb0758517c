#include "cli/agreement.hpp"

namespace cmt::cli {

bool can_ask(const World& world) { return world.console.in_is_terminal && world.console.err_is_terminal; }

bool says_yes(const World& world, const Message& question) {
  world.console.write_err(question.shown() + " [y/N] ");
  const auto line = world.console.read_line();
  return line && (*line == "y" || *line == "Y" || *line == "yes");
}

}  // namespace cmt::cli
