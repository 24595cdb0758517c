// Help on a command, also as a page or manual.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/help.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"

namespace cmt::cli {

Run add_help(Args& args) {
  struct Options {
    std::string name, verb, format = "text";
  };
  const auto o = std::make_shared<Options>();
  args.positional("COMMAND", o->name, "the command; all of them when not given", false).completes("command");
  args.positional("VERB", o->verb, "of a command that has several, such as `action`", false);
  args.option("--format", "F", o->format, "text, md (a page) or man (a manual page)").choices({"text", "md", "man"});
  args.example("cmt help close", "the same as cmt close --help");
  return [o](World& world) {
    if (o->name.empty()) {
      world.out += o->format == "man" ? manual_overview() : overview_text();
      return cli::done;
    }
    const Command* command = find_command(o->name);
    if (!command) {
      std::vector<std::string> all;
      for (const auto& one : commands()) all.emplace_back(one.name);
      const auto near = nearest(o->name, all);
      return fail(world, failure(FailureKind::usage, tr("there is no command '{}'", truncate(printable_line(o->name), 40)),
                                 near ? tr("did you mean '{}'?", *near) : tr("cmt help lists them")));
    }
    if (!o->verb.empty()) {
      const Command* verb = find_verb(*command, o->verb);
      if (!verb)
        return fail(world, failure(FailureKind::usage,
                                   fmt::format("cmt {} has no '{}'", command->name, truncate(printable_line(o->verb), 40)),
                                   tr("cmt help {} lists what it has", command->name)));
      command = verb;
    }
    Args described;
    Globals globals;
    command->add(described);
    described.add_globals(globals);
    world.out += o->format == "md" ? help_page(*command, described)
                 : o->format == "man" ? manual_page(*command, described)
                                      : help_text(*command, described);
    return cli::done;
  };
}

}  // namespace cmt::cli
