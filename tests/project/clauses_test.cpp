// docs/clauses.md: each clause has its row, and what a row names is there.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/command.hpp"
#include "evidence/packs.hpp"
#include "reports/catalogue.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;
const std::filesystem::path root = CMT_SOURCE_DIR;

std::vector<std::string> split_at(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in{text};
  for (std::string one; std::getline(in, one, at);) {
    one.erase(0, one.find_first_not_of(' '));
    one.erase(one.find_last_not_of(' ') + 1);
    out.push_back(one);
  }
  return out;
}

// The names in back quotes.
std::vector<std::string> quoted(const std::string& cell) {
  std::vector<std::string> out;
  const auto parts = split_at(cell, '`');
  for (std::size_t i = 1; i < parts.size(); i += 2) out.push_back(parts[i]);
  return out;
}

bool is_command(const std::string& line) {
  const auto words = split_at(line, ' ');
  if (words.size() < 2 || words[0] != "cmt") return false;
  const auto* command = cli::find_command(words[1]);
  if (!command || words.size() == 2) return command != nullptr;
  if (words[1] == "report") return reports::find_report(words[2]) != nullptr;
  return command->verbs && cli::find_verb(*command, words[2]) != nullptr;
}

struct Row {
  std::string clause, commands, code, test;
};
std::vector<Row> rows() {
  std::vector<Row> out;
  std::ifstream in{root / "docs/clauses.md"};
  for (std::string line; std::getline(in, line);) {
    const auto cells = split_at(line, '|');
    if (cells.size() == 6 && cells[1] != "---" && cells[1] != "clause" && cells[1] != "list")
      out.push_back({cells[1], cells[3], cells[4], cells[5]});
  }
  return out;
}

}  // namespace

TEST_CASE("docs/clauses.md has a row for each clause of ISO 10002, and rows for its sister standards") {
  std::set<std::string> clauses;
  for (const auto& row : rows()) clauses.insert(row.clause);
  for (const auto& [chapter, last] : {std::pair{4, 15}, std::pair{5, 4}, std::pair{6, 4}, std::pair{7, 9}, std::pair{8, 7}})
    for (int i = 1; i <= last; ++i) {
      const std::string clause = std::to_string(chapter) + "." + std::to_string(i);
      CAPTURE(clause);
      CHECK((clauses.count(clause) == 1 || clauses.count(clause + ".1") == 1));
    }
  for (const char* standard : {"ISO 10001", "ISO 10003", "ISO 10004"})
    CHECK(std::any_of(clauses.begin(), clauses.end(),
                      [&](const std::string& one) { return one.substr(0, 9) == standard && one.size() > 9; }));
}

TEST_CASE("what docs/clauses.md names is there: commands, reports, files and tests") {
  REQUIRE(rows().size() > 50);
  for (const auto& row : rows()) {
    CAPTURE(row.clause);
    REQUIRE_FALSE(quoted(row.commands).empty());
    for (const auto& command : quoted(row.commands)) {
      CAPTURE(command);
      CHECK(is_command(command));
    }
    for (const auto& cell : {row.code, row.test}) {
      CAPTURE(cell);
      REQUIRE(quoted(cell).size() == 1);
      CHECK(std::filesystem::is_regular_file(root / quoted(cell).front()));
    }
  }
}

TEST_CASE("6.1 the next steps of cmt gap are commands that there are") {
  const process::Rules rules;
  evidence::Evidence e{rules, {}};
  e.period = {e.today, e.today};
  const auto gaps = evidence::gaps(e, "en");
  REQUIRE(gaps.size() > 20);
  for (const auto& item : gaps) {
    CAPTURE(item.id);
    CHECK_FALSE(item.command.empty());
    for (const auto& one : split_at(item.command, ';'))
      for (const auto& command : split_at(one, ',')) {
        if (command.substr(0, 4) != "cmt ") continue;
        CAPTURE(command);
        auto words = split_at(command, ' ');
        const bool has_verb = words.size() > 2 && cli::find_command(words[1]) && cli::find_command(words[1])->verbs;
        CHECK(is_command(words.size() > 2 && (has_verb || words[1] == "report") ? "cmt " + words[1] + " " + words[2]
                                                                                 : "cmt " + words[1]));
      }
  }
}
