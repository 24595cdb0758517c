// What stands in files because people and editors read it there, and comes from the code's own
// tables: it is equal to them. CMT_UPDATE_GOLDEN=1 writes it anew.
#include <fmt/core.h>

#include <cstdlib>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "cli/command.hpp"
#include "cli/help.hpp"
#include "cli/words.hpp"
#include "exchange/tables.hpp"
#include "process/replay.hpp"
#include "process/transitions.hpp"
#include "records/dossier_kind.hpp"
#include "records/schema.hpp"
#include "records/settings.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;

const std::filesystem::path root = CMT_SOURCE_DIR;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void check_file(const std::filesystem::path& path, const std::string& expected) {
  CAPTURE(path.string());
  if (std::getenv("CMT_UPDATE_GOLDEN")) std::ofstream{path, std::ios::binary} << expected;
  CHECK(bytes_of(path) == expected);
}

// The part of a page between two marks that comes from the code.
void check_part(const std::filesystem::path& path, const std::string& expected) {
  CAPTURE(path.string());
  const std::string begin = "<!-- from the code -->\n", end = "<!-- end -->\n";
  std::string page = bytes_of(path);
  const auto from = page.find(begin), to = page.find(end);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const std::string whole =
      page.substr(0, from) + begin + expected + page.substr(to);
  if (std::getenv("CMT_UPDATE_GOLDEN")) std::ofstream{path, std::ios::binary} << whole;
  CHECK(bytes_of(path) == whole);
}

}  // namespace

TEST_CASE("docs/exchange.md names each column of each table") {
  std::string page;
  for (const auto& table : exchange::tables()) {
    page += fmt::format("### {}\n\n{}{}.\n\n| column | type | says |\n| --- | --- | --- |\n", table.name,
                        static_cast<char>(table.meaning[0] - 'a' + 'A'), table.meaning + 1);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto& column = table.columns[i];
      page += fmt::format("| {}`{}`{} | {} | {}{} |\n", i < table.key_size ? "**" : "", column.name, i < table.key_size ? "**" : "",
                          exchange::type_name(column.type), column.meaning, *column.list ? fmt::format(" (list `{}`)", column.list) : "");
    }
    page += "\n";
  }
  check_part(root / "docs/exchange.md", page);
}

TEST_CASE("each command has a page in docs/commands that says what --help says") {
  std::set<std::string> pages;
  for (const auto& command : cli::commands()) {
    cli::Args args;
    cli::Globals globals;
    command.add(args);
    args.add_globals(globals);
    const std::string name = std::string{command.name} + ".md";
    pages.insert(name);
    check_file(root / "docs/commands" / name, cli::help_page(command, args));
  }
  for (const auto& entry : std::filesystem::directory_iterator{root / "docs/commands"})
    CHECK(pages.count(entry.path().filename().string()) == 1);
}

TEST_CASE("the help of every command fits 80 columns and has an example") {
  for (const auto& command : cli::commands()) {
    CAPTURE(std::string{command.name});
    cli::Args args;
    command.add(args);
    CHECK_FALSE(args.examples().empty());
    std::string text = cli::help_text(command, args);
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      CAPTURE(text.substr(at, end - at));
      CHECK(end - at <= 90);  // bytes; some lines have multi-byte dashes
      at = end + 1;
    }
  }
}

TEST_CASE("the pages by role name commands that there are, with options that they have") {
  const std::regex command_line{"^    cmt (.+?)(   .*)?$"};
  int lines = 0;
  for (const auto& entry : std::filesystem::directory_iterator{root / "docs/roles"}) {
    std::istringstream page{bytes_of(entry.path())};
    for (std::string line; std::getline(page, line);) {
      std::smatch found;
      if (!std::regex_match(line, found, command_line)) continue;
      ++lines;
      CAPTURE(entry.path().filename().string(), line);
      const auto words = cli::words_of(found[1].str());
      REQUIRE(words);
      const cli::Command* command = cli::find_command(words->front());
      REQUIRE(command);
      if (command->verbs && words->size() > 1)
        if (const auto* verb = cli::find_verb(*command, (*words)[1])) command = verb;
      cli::Args args;
      cli::Globals globals;
      const cli::Run run = command->add(args);
      args.add_globals(globals);
      for (const auto& word : *words) {
        if (word == "--") break;
        if (word.rfind("--", 0) != 0 || word == "--help") continue;
        const bool is_there = std::any_of(args.args().begin(), args.args().end(), [&](const cli::Arg& arg) { return arg.name.ends_with(word); });
        CAPTURE(word);
        CHECK(is_there);
      }
    }
  }
  CHECK(lines > 50);
}

TEST_CASE("each command is one file of cli/commands") {
  std::set<std::string> names;
  for (const auto& command : cli::commands()) names.insert(std::string{command.name} + ".cpp");
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator{root / "cli/commands"})
    files.insert(entry.path().filename().string());
  CHECK(names == files);
}

TEST_CASE("the schemas in schemas/ are those of the code") {
  for (const auto name : records::schema_names())
    check_file(root / "schemas" / fmt::format("{}.schema.json", name),
               records::schema(name, records::built_in_lists()));
}

TEST_CASE("docs/record.md lists every event and field of the code") {
  check_part(root / "docs/record.md", records::events_page());
}

TEST_CASE("the pages of docs/records list every step, event and field of their kind") {
  const auto folder = root / "docs/records";
  for (const auto* kind : records::dossier_kinds())
    check_part(folder / fmt::format("{}.md", kind->name), kind->page());
}

TEST_CASE("the verbs of a command have help with an example, and their steps have verbs") {
  std::set<std::string> verbs;
  for (const auto& command : cli::commands())
    for (const auto& verb : command.verbs ? command.verbs() : std::span<const cli::Command>{}) {
      CAPTURE(std::string{verb.name});
      CHECK(verb.name.substr(0, command.name.size() + 1) == std::string{command.name} + " ");
      CHECK(cli::find_verb(command, cli::verb_of(verb)) == &verb);
      cli::Args args;
      verb.add(args);
      CHECK_FALSE(args.examples().empty());
      CHECK(verbs.insert(std::string{verb.name}).second);
    }
  for (const auto* kind : records::dossier_kinds())
    for (const auto command : kind->commands())
      if (command != "refer" && command.substr(0, 7) != "redact " && command.substr(0, 7) != "export ")
        CHECK(verbs.count(std::string{command}) == 1);
}

TEST_CASE("docs/process.md is the table of transitions of the code") {
  std::string out = "| no. | from | to | command | event | who | asks for | clause |\n"
                    "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& row : process::transitions()) {
    std::string from;
    int open = 0;
    for (const auto& status : process::status_names)
      if (row.from.has(status.value)) {
        from += fmt::format("{}`{}`", from.empty() ? "" : ", ", status.text);
        open += process::is_open(status.value) ? 1 : 0;
      }
    if (row.from.empty()) from = "-";
    if (open == 10)
      from = row.from.has(process::Status::voided) ? "any" : row.from.has(process::Status::closed) ? "any but `void`" : "any open";
    else if (open == 9) from = "any open but `new`";
    const std::string to = row.to ? fmt::format("`{}`", name_of(process::status_names, *row.to)) : "same";
    out += fmt::format("| {} | {} | {} | `{}` | `{}` | {} | {} | {} |\n", row.number, from,
                       row.event == process::event_index<process::Reopened>() ? "`assessed`, or `new`" : to,
                       row.command, process::event_names[row.event], row.who, row.guard, row.clause);
  }
  check_part(root / "docs/process.md", out);
}

TEST_CASE("every command of the table of transitions is a command of the program") {
  for (const auto& row : process::transitions()) {
    const std::string name{row.command.substr(0, row.command.find(' '))};
    if (name == "redact") continue;  // the event is read; the command comes with erasure
    CAPTURE(name);
    CHECK(cli::find_command(name) != nullptr);
  }
}
