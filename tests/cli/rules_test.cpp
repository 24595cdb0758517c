// Each rule of `cmt check` has a small register that breaks it and nothing else, the finding as it is
// printed, and one that keeps it: tests/golden/checks/RULE/{breaks,keeps,finding.txt}, each laid over
// tests/golden/checks/base, which is sound.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "checks/rule.hpp"
#include "cli/command.hpp"
#include "cli/transcript.hpp"
#include "cli/world.hpp"
#include "support/golden.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using namespace cmt;

const fs::path cases = test::golden_path("checks");

void lay(const fs::path& from, const fs::path& to) {
  for (const auto& entry : fs::recursive_directory_iterator{from}) {
    if (!entry.is_regular_file()) continue;
    auto target = to / fs::relative(entry.path(), from);
    // A file of that name would govern this repository.
    if (target.filename() == "gitattributes") target.replace_filename(".gitattributes");
    fs::create_directories(target.parent_path());
    fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
  }
}

struct Checked {
  testing::Outcome text;
  nlohmann::json findings;
};

Checked check(std::string_view rule, const char* kind) {
  testing::Terminal terminal;
  terminal.now = "2026-03-31T12:00:00Z";
  lay(cases / "base", terminal.folder());
  if (!rule.empty()) lay(cases / rule / kind, terminal.folder());
  std::vector<std::string> words = {"check", "--notes"};
  const std::string more = test::read_bytes(cases / rule / "args");
  if (!more.empty()) words.push_back(more.substr(0, more.find('\n')));
  Checked out{terminal.cmt(words), {}};
  words.push_back("--json");
  out.findings = nlohmann::json::parse(terminal.cmt(words).out).at("findings");
  return out;
}

// Those of a comparison with a commit need two states: since_test.cpp breaks and keeps each.
std::vector<const checks::Rule*> all_rules() {
  std::vector<const checks::Rule*> out;
  for (const auto table : {checks::file_rules(), checks::rules()})
    for (const auto& rule : table) out.push_back(&rule);
  return out;
}

// A finding of `history` carries the number of the step that was refused.
bool is_of(const checks::Rule& rule, const std::string& found) {
  return found == rule.id || (rule.id == "history" && found.front() == 'T');
}

}  // namespace

TEST_CASE("the register that the cases are laid over is sound") {
  const auto outcome = check("", "").text;
  CHECK(outcome.both == "1 record checked: 0 errors, 0 warnings\n");
}

TEST_CASE("each rule is broken alone by its register, and says so word for word") {
  for (const auto* rule : all_rules()) {
    const std::string id{rule->id};
    CAPTURE(id);
    REQUIRE(fs::is_directory(cases / id / "breaks"));
    const auto checked = check(rule->id, "breaks");
    CAPTURE(checked.text.both);
    CHECK_FALSE(checked.findings.empty());
    for (const auto& finding : checked.findings) {
      CHECK(is_of(*rule, finding.at("rule")));
      CHECK_FALSE(finding.at("clause").get<std::string>().empty());
      CHECK_FALSE(finding.at("hint").get<std::string>().empty());
      CHECK_FALSE(finding.at("file").get<std::string>().empty());
    }
    CHECK_GOLDEN("checks/" + id + "/finding.txt", checked.text.both);
  }
}

TEST_CASE("each rule is kept by a register that differs in that alone") {
  for (const auto* rule : all_rules()) {
    const std::string id{rule->id};
    CAPTURE(id);
    REQUIRE(fs::is_directory(cases / id / "keeps"));
    const auto checked = check(rule->id, "keeps");
    CAPTURE(checked.text.both);
    CHECK(checked.findings.empty());
    CHECK(checked.text.code == 0);
  }
}

TEST_CASE("the commands that a remedy or hint names exist, with the options it names") {
  for (const auto* rule : all_rules()) {
    const std::string id{rule->id};
    CAPTURE(id);
    std::string text = std::string{rule->remedy} + " " + test::read_bytes(cases / id / "finding.txt");
    for (char& c : text)
      if (std::string_view{"`,.;:\n"}.find(c) != std::string_view::npos) c = '\n';
    for (std::size_t at = 0; (at = text.find("cmt ", at)) != std::string::npos; at += 4) {
      const auto end = std::min(text.find('\n', at), text.size());
      const auto words = testing::words_of(text.substr(at, end - at));
      if (words.size() < 2) continue;
      const auto* command = cli::find_command(words[1]);
      CAPTURE(words[1]);
      REQUIRE(command != nullptr);
      cli::Args args;
      command->add(args);
      cli::Globals globals;
      args.add_globals(globals);
      for (const auto& word : words) {
        if (word.substr(0, 2) != "--") continue;
        CAPTURE(word);
        CHECK(std::any_of(args.args().begin(), args.args().end(), [&](const auto& arg) {
          return arg.name == word || arg.name.find("," + word) != std::string::npos;
        }));
      }
    }
  }
}

TEST_CASE("every case belongs to a rule, and each rule has an example that its register holds") {
  std::set<std::string> ids = {"base"};
  for (const auto* rule : all_rules()) {
    const std::string id{rule->id};
    CAPTURE(id);
    ids.insert(id);
    const std::string_view example = checks::example_of(rule->id);
    CHECK_FALSE(example.empty());
    bool is_there = false;
    for (const auto& entry : fs::recursive_directory_iterator{cases / id / "breaks"})
      if (entry.is_regular_file()) {
        // The lines stand in the file, at whatever depth.
        const std::string bytes = test::read_bytes(entry.path());
        for (std::size_t indent = 0; indent <= 8 && !is_there; indent += 2) {
          std::string lines, line;
          for (const char c : example) {
            line += c;
            if (c != '\n') continue;
            lines += std::string(indent, ' ') + line;
            line.clear();
          }
          is_there = bytes.find(lines) != std::string::npos;
        }
      }
    CHECK(is_there);
  }
  for (const auto& entry : fs::directory_iterator{cases})
    CHECK(ids.count(entry.path().filename().string()) == 1);
}
