#include "cli/run.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/complete.hpp"
#include "cli/edit.hpp"
#include "cli/help.hpp"
#include "cli/preferences.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"
#include "process/transitions.hpp"

namespace cmt::cli {
namespace {

bool takes_value(const std::string& word) { return word == "-C" || word == "--by" || word == "--color" || word == "--threads"; }

// The position of the command: the first word that is no global option and no value of one.
std::size_t command_at(const std::vector<std::string>& words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].size() > 1 && words[at].front() == '-')
    at += takes_value(words[at]) ? 2 : 1;
  return std::min(at, words.size());
}

// --help anywhere before `--` wins over every other mistake in the line.
bool wants_help(const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

int unknown_command(World& world, const std::string& name, const Preferences& preferences) {
  std::vector<std::string> all;
  for (const auto& command : commands()) all.emplace_back(command.name);
  for (const auto& [alias, words] : preferences.aliases) all.push_back(alias);
  const auto near = nearest(name, all);
  return fail(world, failure(FailureKind::usage,
                             fmt::format("there is no command '{}'", truncate(printable_line(name), 40)),
                             near ? fmt::format("did you mean '{}'?", *near) : "cmt help lists them"));
}

int unknown_verb(World& world, const Command& command, const std::string& word) {
  std::vector<std::string> all;
  std::string listed;
  for (const auto& verb : command.verbs()) {
    all.emplace_back(verb_of(verb));
    listed += (listed.empty() ? "" : ", ") + all.back();
  }
  const auto near = nearest(word, all);
  return fail(world, failure(FailureKind::usage,
                             word.empty() ? fmt::format("cmt {} needs to know what to do", command.name)
                                          : fmt::format("cmt {} cannot '{}'", command.name,
                                                        truncate(printable_line(word), 40)),
                             (near ? fmt::format("did you mean '{}'? ", *near) : std::string{}) +
                                 "one of: " + listed));
}

int dispatch(std::vector<std::string> words, World& world) {
  const std::size_t at = command_at(words);
  if (at == words.size()) {
    if (std::find(words.begin(), words.end(), "--version") != words.end()) {
      world.out += fmt::format("cmt {}\n", CMT_VERSION);
      return cli::done;
    }
    if (words.empty() || wants_help(words)) {
      world.out += overview_text();
      return cli::done;
    }
    return fail(world, failure(FailureKind::usage, fmt::format("'{}' is no command", truncate(printable_line(words.front()), 40)),
                               "cmt help lists them"));
  }
  if (words[at] == "__complete") {
    world.globals.quiet = true;
    world.out += candidates(world, {words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end()});
    return cli::done;
  }
  const Command* command = find_command(words[at]);
  if (!command) {
    // A name of the person's own, which stands for a command and what follows it.
    const auto preferences = read_preferences(world);
    if (!preferences) return fail(world, preferences.failure());
    const auto alias = preferences->aliases.find(words[at]);
    if (alias == preferences->aliases.end()) return unknown_command(world, words[at], *preferences);
    const auto place = words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    words.insert(place, alias->second.begin(), alias->second.end());
    command = find_command(words[at]);
  }
  std::size_t words_of_command = 1;
  if (command->verbs) {
    const std::string word = at + 1 < words.size() ? words[at + 1] : std::string{};
    if (const Command* verb = find_verb(*command, word)) {
      command = verb;
      words_of_command = 2;
    } else if (!wants_help(words)) {
      return unknown_verb(world, *command, word);
    }
  }
  Args args;
  const Run run = command->add(args);
  args.add_globals(world.globals);
  std::vector<std::string> rest = std::move(words);
  const auto first = rest.begin() + static_cast<std::ptrdiff_t>(at);
  rest.erase(first, first + static_cast<std::ptrdiff_t>(words_of_command));
  if (wants_help(rest)) {
    world.out += help_text(*command, args);
    return cli::done;
  }
  if (const auto parsed = args.parse(rest); !parsed) {
    const int code = fail(world, parsed.failure());
    world.console.write_err(fmt::format("  cmt {} --help shows how it is called\n", command->name));
    return code;
  }
  return run(world);
}

// Writes what was asked for, by way of a pager where it is longer than the terminal.
bool write_out(World& world) {
  const auto& console = world.console;
  if (console.out_is_terminal && console.page && console.height > 0 && !world.globals.no_pager &&
      std::count(world.out.begin(), world.out.end(), '\n') >= console.height) {
    const auto pager = pager_of(world);
    if (!pager.value.empty() && console.page(pager.value, world.out)) return true;
  }
  return console.write_out(world.out);
}

}  // namespace

int run(const std::vector<std::string>& words, World& world) {
  for (const auto& word : words)
    if (invalid_utf8_at(word))
      return fail(world, failure(FailureKind::usage, fmt::format("an argument is not UTF-8: '{}'", truncate(printable_line(word), 40))));
  const int code = dispatch(words, world);
  // Also where nothing was parsed, as for help.
  world.globals.no_pager |= std::find(words.begin(), std::find(words.begin(), words.end(), "--"), "--no-pager") !=
                            std::find(words.begin(), words.end(), "--");
  finish_typing(world, code);
  if (!world.out.empty() && !write_out(world)) {
    world.console.write_err("error: the output could not be written\n");
    return not_readable;
  }
  if (!world.said.empty()) world.console.write_err(world.said);
  return code;
}

}  // namespace cmt::cli
