// The table of rules, what explains a finding, and docs/checks.md.
#include <fstream>
#include <sstream>

#include "checks/builders.hpp"
#include "process/transitions.hpp"

using namespace cmt;
using namespace cmt::checks;
using namespace cmt::checks::test;

namespace {

std::string docs() {
  std::ifstream file{CMT_SOURCE_DIR "/docs/checks.md", std::ios::binary};
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string row_of(const Rule& rule) {
  constexpr const char* severities[] = {"note", "warning", "error"};
  std::ostringstream out;
  out << "| [`" << rule.id << "`](rules/" << rule.id << ".md) | " << rule.clause << " | "
      << severities[static_cast<int>(rule.severity)] << " | " << rule.title << " | " << rule.remedy
      << " |";
  return out.str();
}

}  // namespace

TEST_CASE("a sound complaint has no findings") { CHECK(findings(sound_case()) == Findings{}); }

TEST_CASE("every rule is explained and the table is in the order of ids") {
  std::string_view before;
  for (const auto& rule : rules()) {
    INFO(rule.id);
    CHECK(before < rule.id);
    CHECK_FALSE(rule.clause.empty());
    CHECK_FALSE(rule.title.empty());
    CHECK(rule.title.back() != '.');
    CHECK(rule.explanation.back() == '.');
    CHECK(rule.remedy.back() == '.');
    CHECK(rule.check != nullptr);
    CHECK(find_rule(rule.id) == &rule);
    before = rule.id;
  }
}

TEST_CASE("every rule has its row in docs/checks.md") {
  const std::string page = docs();
  for (const auto table : {file_rules(), rules()})
    for (const auto& rule : table) {
      INFO(row_of(rule));
      CHECK(page.find(row_of(rule) + "\n") != std::string::npos);
    }
}

TEST_CASE("what reading a file finds is explained too") {
  for (const auto& rule : file_rules()) {
    INFO(rule.id);
    CHECK(find_rule(rule.id) == &rule);
    CHECK(rule.check == nullptr);
    CHECK(rule.explanation.back() == '.');
    CHECK(rule.remedy.back() == '.');
  }
}

TEST_CASE("every row of docs/checks.md is a rule") {
  std::istringstream page{docs()};
  std::size_t rows = 0;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("| [`", 0) != 0) continue;
    ++rows;
    const std::string id = line.substr(4, line.find('`', 4) - 4);
    INFO(id);
    CHECK(find_rule(id) != nullptr);
  }
  CHECK(rows == file_rules().size() + rules().size());
}

TEST_CASE("every number that a refused step can carry is explained") {
  for (const auto& row : process::transitions()) {
    INFO(row.number);
    const Rule* rule = find_rule(row.number);
    REQUIRE(rule != nullptr);
    CHECK(rule->clause == row.clause);
    CHECK(rule->title == row.guard);
    CHECK(rule->explanation.find(row.command) != std::string_view::npos);
  }
  REQUIRE(find_rule("transition") != nullptr);
  CHECK(find_rule("transition")->clause == "7");
}

TEST_CASE("an id that no rule has is not explained") {
  CHECK(find_rule("T99") == nullptr);
  CHECK(find_rule("t10") == nullptr);
  CHECK(find_rule("") == nullptr);
}

TEST_CASE("findings stand by event, the record as a whole first, then by rule") {
  Case in = sound_case();
  in.complaint.summary = "Call 0912 345 6789";
  in.parties.clear();
  in.now = moment("2026-03-01T00:00:00Z");
  const auto found = findings(in);
  REQUIRE(found.size() == in.complaint.history.size() + 2);
  CHECK(found[0].rule == "personal-data");
  CHECK_FALSE(found[0].event.has_value());
  CHECK(found[1].rule == "future-date");
  CHECK(found[1].event == 0);
  CHECK(found[2].rule == "party");
  CHECK(found[2].event == 0);
  CHECK(found[3].event == 1);
}

TEST_CASE("a case is judged by the process it was received under") {
  const OwnRules rules{register_rules()};
  Case in = sound_case();
  CHECK(rules.of(in.complaint).process == Process::full);
  in.make_small();
  CHECK(rules.of(in.complaint).process == Process::small);
  in.the<Received>().process.reset();
  CHECK(rules.of(in.complaint).process == Process::full);
}

TEST_CASE("rules that ask about the rest of the register are silent when nothing answers") {
  Case in = sound_case();
  in.add(event("2026-03-21T09:00:00Z", Linked{id(9).text(), LinkType::linked}));
  const OwnRules rules{in.rules};
  const State state = replay(in.complaint, in.rules);
  CHECK(check({in.complaint, state, rules.of(in.complaint), Others{}, in.now}) == Findings{});
}
