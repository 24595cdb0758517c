#include "cli/run.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/complete.hpp"
#include "cli/edit.hpp"
#include "cli/help.hpp"
#include "cli/language.hpp"
#include "cli/preferences.hpp"
#include "cli/print.hpp"
#include "core/text.hpp"
#include "process/transitions.hpp"

namespace cmt::cli {
namespace {

bool takes_value(const std::string& word) { return word == "-C" || word == "--by" || word == "--color" || word == "--threads" || word == "--lang"; }

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

// Takes --lang and its value out of what stands before the command, and gives the value. What follows the command
// is the command's: a letter or a report has a language of its own.
std::string take_language(std::vector<std::string>& words) {
  const std::string name = "--lang";
  const std::size_t command = command_at(words);
  for (std::size_t i = 0; i < command; i += takes_value(words[i]) ? 2 : 1) {
    const bool is_apart = words[i] == name && i + 1 < words.size();
    if (!is_apart && !words[i].starts_with(name + "=")) continue;
    const std::string value = is_apart ? words[i + 1] : words[i].substr(name.size() + 1);
    const auto at = words.begin() + static_cast<std::ptrdiff_t>(i);
    words.erase(at, at + (is_apart ? 2 : 1));
    return value;
  }
  return {};
}

int unknown_command(World& world, const std::string& name, const Preferences& preferences) {
  std::vector<std::string> all;
  for (const auto& command : commands()) all.emplace_back(command.name);
  for (const auto& [alias, words] : preferences.aliases) all.push_back(alias);
  const auto near = nearest(name, all);
  return fail(world, failure(FailureKind::usage,
                             tr("there is no command '{}'", truncate(printable_line(name), 40)),
                             near ? tr("did you mean '{}'?", *near) : tr("cmt help lists them")));
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
                             word.empty() ? tr("cmt {} needs to know what to do", command.name)
                                          : tr("cmt {} cannot '{}'", command.name,
                                               truncate(printable_line(word), 40)),
                             tr("{}one of: {}", (near ? tr("did you mean '{}'? ", *near) : Message{}), listed)));
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
    return fail(world, failure(FailureKind::usage, tr("'{}' is no command", truncate(printable_line(words.front()), 40)),
                               tr("cmt help lists them")));
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
    world.console.write_err(tr("  cmt {} --help shows how it is called\n", command->name).shown());
    return code;
  }
  if (!world.globals.language.empty()) choose_language(world, world.globals.language);
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
      return fail(world, failure(FailureKind::usage, tr("an argument is not UTF-8: '{}'", truncate(printable_line(word), 40))));
  std::vector<std::string> rest = words;
  if (const std::string asked = take_language(rest); !asked.empty()) world.globals.language = asked;
  const std::string& language = world.globals.language;
  choose_language(world, language);
  if (!language.empty() && spoken() != language)
    return fail(world, failure(FailureKind::usage, tr("--lang cannot be '{}'", truncate(printable_line(language), 40)),
                               tr("one of: {}", joined(spoken_languages()))));
  const int code = dispatch(std::move(rest), world);
  // Also where nothing was parsed, as for help.
  world.globals.no_pager |= std::find(words.begin(), std::find(words.begin(), words.end(), "--"), "--no-pager") !=
                            std::find(words.begin(), words.end(), "--");
  finish_typing(world, code);
  if (!world.out.empty() && !write_out(world)) {
    print(world, failure(FailureKind::unreadable, tr("the output could not be written")).diagnostics);
    return not_readable;
  }
  if (!world.said.empty()) world.console.write_err(in_direction(world.said, world.console.err_is_terminal));
  return code;
}

}  // namespace cmt::cli
