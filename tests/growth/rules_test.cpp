// The table of rules and docs/since.md.
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <string>

#include "growth/growth.hpp"
#include "support/test.hpp"

using namespace cmt;

namespace {

std::string page() {
  std::ifstream file{CMT_SOURCE_DIR "/docs/since.md", std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("every rule of growth is explained, stands in docs/since.md, and in the order of ids") {
  constexpr const char* severities[] = {"note", "warning", "error"};
  const std::string docs = page();
  std::string_view before;
  for (const auto& rule : growth::rules()) {
    CAPTURE(std::string{rule.id});
    CHECK(before < rule.id);
    before = rule.id;
    CHECK(rule.title.back() != '.');
    CHECK(rule.explanation.back() == '.');
    CHECK(rule.remedy.back() == '.');
    CHECK(rule.check == nullptr);
    CHECK(growth::find_rule(rule.id) == &rule);
    CHECK(checks::find_rule(rule.id) == &rule);  // an id means one rule
    const std::string row =
        fmt::format("| [`{0}`](rules/{0}.md) | {1} | {2} | {3} | {4} |\n", rule.id, rule.clause,
                    severities[static_cast<int>(rule.severity)], rule.title, rule.remedy);
    CAPTURE(row);
    CHECK(docs.find(row) != std::string::npos);
  }
  CHECK(growth::find_rule("overdue") == nullptr);
}
