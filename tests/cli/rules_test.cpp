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
#include "cli/diff.hpp"
#include "cli/story.hpp"
#include "cli/transcript.hpp"
#include "cli/world.hpp"
#include "growth/growth.hpp"
#include "records/dossier_kind.hpp"
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

// What the register that keeps the rule has otherwise than the one that breaks it.
std::string mended(const fs::path& rule) {
  std::set<std::string> files;
  for (const char* kind : {"breaks", "keeps"})
    for (const auto& entry : fs::recursive_directory_iterator{rule / kind})
      if (entry.is_regular_file()) files.insert(fs::relative(entry.path(), rule / kind).string());
  const auto bytes_in = [&](const char* kind, const std::string& file) {
    const auto own = rule / kind / file;
    return test::read_bytes(fs::exists(own) ? own : cases / "base" / file);
  };
  std::string out;
  for (const auto& file : files) {
    const std::string before = bytes_in("breaks", file), after = bytes_in("keeps", file);
    const bool is_text = before.find('\0') == std::string::npos && before.size() + after.size() < 20'000;
    if (is_text && before != after) out += cli::unified_diff(file, before, after);
  }
  return out;
}

const testing::SinceCase& since_case(std::string_view rule) {
  const auto& all = testing::since_cases();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.rule == rule; });
  CAPTURE(rule);
  REQUIRE(found != all.end());
  return *found;
}

std::string page_of_case(const testing::SinceCase& one) {
  const auto broken = testing::play(one, one.breaks), kept = testing::play(one, one.keeps);
  std::string words = "cmt check --since BASE";
  for (const auto& word : one.more) words += " " + word;
  const std::string change = broken.change.empty() ? "The commit that is compared with was made anew; no file differs.\n"
                                                   : "```diff\n" + broken.change + "```\n";
  const std::string keeps = kept.change == broken.change ? "The same change in a commit that is signed.\n"
                                                         : "```diff\n" + kept.change + "```\n";
  return fmt::format(
      "\n## What breaks it\n\n{}\n`{}` says\n\n```text\n{}```\n\n## What keeps it\n\n{}\n"
      "What `--since` finds cannot be silenced, since a commit could silence itself: [../since.md](../since.md).\n",
      change, words, broken.said, keeps);
}

// The page of a rule: what the program says of it, and the cases that hold it to that.
std::string page_of(const checks::Rule& rule, bool is_of_growth) {
  constexpr const char* severities[] = {"note", "warning", "error"};
  const bool is_elsewhere = rule.clause.substr(0, 3) == "ISO";
  std::string out = fmt::format(
      "# `{0}`: {1}\n\n{2}{3}, severity `{4}`. Found by `cmt check{5}`; `cmt check --explain {0}` says this too.\n\n{6}\n\n"
      "## How to mend it\n\n{7}\n",
      rule.id, rule.title, is_elsewhere ? "" : "ISO 10002:2018, ", rule.clause,
      severities[static_cast<int>(rule.severity)], !is_of_growth ? "" : rule.id == "signature" ? " --signatures" : " --since REF", rule.explanation, rule.remedy);
  if (is_of_growth) return out + page_of_case(since_case(rule.id));
  const fs::path folder = cases / rule.id;
  if (const auto example = checks::example_of(rule.id); !example.empty())
    out += fmt::format("\n## What breaks it\n\n```yaml\n{}```\n", example);
  out += fmt::format("\nfound as\n\n```text\n{}```\n", test::read_bytes(folder / "finding.txt"));
  if (const auto change = mended(folder); !change.empty())
    out += fmt::format("\n## What keeps it\n\nThe same register after this change has no finding:\n\n```diff\n{}```\n", change);
  return out + "\nA register sets its severity or silences it in cmt.yaml: [../checks.md](../checks.md).\n";
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

TEST_CASE("the hook of the pre-commit framework is given every kind of record") {
  const std::string hooks = test::read_bytes(fs::path{CMT_SOURCE_DIR} / ".pre-commit-hooks.yaml");
  for (const auto* kind : records::dossier_kinds()) CHECK(hooks.find(fmt::format("|{}|", kind->folder)) != std::string::npos);
}

TEST_CASE("4.9 each rule of check --since is broken alone by one change and kept by another") {
  for (const auto& rule : growth::rules()) {
    const std::string id{rule.id};
    CAPTURE(id);
    const auto& one = since_case(rule.id);
    const auto broken = testing::play(one, one.breaks), kept = testing::play(one, one.keeps);
    CAPTURE(broken.said, kept.said);
    std::set<std::string> expected = one.also;
    expected.insert(id);
    CHECK(broken.rules == expected);
    CHECK(broken.code == (rule.severity == Severity::error ? 1 : 0));
    CHECK(kept.rules.empty());
    CHECK(kept.code == 0);
    CHECK_FALSE(rule.clause.empty());
  }
}

TEST_CASE("4.9 a check of one party says nothing of records of other kinds") {
  for (const char* rule : {"document-review", "legal-review", "owner-active", "policy-known", "training-due"}) {
    CAPTURE(rule);
    testing::Terminal terminal;
    terminal.now = "2026-03-31T12:00:00Z";
    lay(cases / "base", terminal.folder());
    lay(cases / rule / "breaks", terminal.folder());
    const auto found = [&](const std::vector<std::string>& words) {
      const auto outcome = terminal.cmt(words);
      CAPTURE(outcome.both);
      return outcome.both.find(fmt::format("[{},", rule)) != std::string::npos;
    };
    CHECK(found({"check"}));
    for (const auto& entry : fs::recursive_directory_iterator{terminal.folder() / "parties"})
      if (entry.path().extension() == ".yaml") CHECK_FALSE(found({"check", entry.path().string()}));
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
      if (const auto* verb = words.size() > 2 ? cli::find_verb(*command, words[2]) : nullptr) command = verb;
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

TEST_CASE("every rule has a page in docs/rules, with its clause, what breaks it and what keeps it") {
  std::set<std::string> pages;
  const auto hold = [&](const checks::Rule& rule, bool is_of_growth) {
    const std::string name = std::string{rule.id} + ".md";
    CAPTURE(name);
    CHECK_FALSE(rule.clause.empty());
    pages.insert(name);
    CHECK_GOLDEN("../../docs/rules/" + name, page_of(rule, is_of_growth));
  };
  for (const auto* rule : all_rules()) hold(*rule, false);
  for (const auto& rule : growth::rules()) hold(rule, true);
  for (const auto& entry : fs::directory_iterator{fs::path{CMT_SOURCE_DIR} / "docs/rules"})
    CHECK(pages.count(entry.path().filename().string()) == 1);
}
