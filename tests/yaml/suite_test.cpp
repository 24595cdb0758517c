// The cases of the YAML test suite, which tests/schemas/yaml_suite.mjs puts into a folder: what the suite
// refuses is not read as a record, what our reader takes it reads as the suite says, and of what the fast
// reader takes libyaml thinks the same.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "support/test.hpp"
#include "yaml/second_opinion.hpp"
#include "yaml/usual_form.hpp"

namespace {

using namespace cmt;
using namespace cmt::yaml;
namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

struct SuiteCase {
  std::string name, bytes, events;
  bool is_refused = false;
};

std::vector<SuiteCase> cases_of(const fs::path& folder) {
  std::vector<SuiteCase> cases;
  for (const auto& file : fs::directory_iterator{folder}) {
    if (file.path().extension() != ".yaml") continue;
    auto other = file.path();
    const bool is_refused = fs::exists(other.replace_extension(".refused"));
    if (!is_refused) other.replace_extension(".tree");
    cases.push_back({file.path().stem(), bytes_of(file.path()), bytes_of(other), is_refused});
  }
  std::sort(cases.begin(), cases.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return cases;
}

// The events of the suite without the marks of documents and styles.
std::string plain_events(const std::string& events) {
  std::istringstream in{events};
  std::string out;
  for (std::string line; std::getline(in, line);) {
    line.erase(0, line.find_first_not_of(' '));
    if (line.compare(0, 4, "+STR") == 0 || line.compare(0, 4, "-STR") == 0 || line.compare(0, 4, "+DOC") == 0 ||
        line.compare(0, 4, "-DOC") == 0)
      continue;
    if (line == "+MAP {}" || line == "+SEQ []") line.resize(4);
    const bool is_value = line.compare(0, 5, "=VAL ") == 0;
    if (is_value && std::string_view{":'\"|>"}.find(line[5]) != std::string_view::npos) line.erase(5, 1);
    out += line + "\n";
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\b': out += "\\b"; break;
      default: out += c;
    }
  return out;
}

void add_events(const Node& node, std::string& out) {
  if (node.is_scalar()) {
    out += "=VAL " + escaped(node.text()) + "\n";
    return;
  }
  out += node.is_map() ? "+MAP\n" : "+SEQ\n";
  for (const auto& entry : node.entries()) {
    add_events(entry.key, out);
    add_events(entry.value, out);
  }
  for (const Node item : node.items()) add_events(item, out);
  out += node.is_map() ? "-MAP\n" : "-SEQ\n";
}

const char* const folder = std::getenv("CMT_YAML_SUITE");

// What YAML 1.2 forbids and libyaml and yaml-cpp both take, as the same: a continued line that is indented too
// little or by a tab, a comment without a space before it, spaces before a block text that is empty.
bool is_taken_by_all(const std::string& name) {
  static const std::set<std::string> names = {"9C9N-00", "DK95-01", "QB6E-00", "S98Z-00", "SU5Z-00", "X4QW-00"};
  return names.count(name) != 0;
}

}  // namespace

TEST_CASE("what the YAML test suite refuses is not read as a record", "[.][suite]") {
  REQUIRE(folder);
  std::size_t refused = 0;
  for (const auto& one : cases_of(folder)) {
    if (!one.is_refused || is_taken_by_all(one.name)) continue;
    INFO(one.name << ":\n" << one.bytes);
    const auto document = parse("r.yaml", one.bytes);
    CHECK((!document || disagree(*document)));
    ++refused;
  }
  CHECK(refused > 80);
}

TEST_CASE("what is read of the YAML test suite is what the suite says", "[.][suite]") {
  REQUIRE(folder);
  std::size_t read = 0;
  for (const auto& one : cases_of(folder)) {
    if (one.is_refused) continue;
    const auto document = parse("r.yaml", one.bytes);
    if (!document || disagree(*document)) continue;
    INFO(one.name << ":\n" << one.bytes);
    std::string events;
    add_events(document->root(), events);
    CHECK(events == plain_events(one.events));
    ++read;
  }
  CHECK(read > 60);
}

TEST_CASE("the two readers agree on the YAML test suite", "[.][suite]") {
  REQUIRE(folder);
  std::size_t taken = 0;
  for (const auto& one : cases_of(folder)) {
    Tree usual{Source{"a.yaml", one.bytes}, {}};
    if (!read_usual_form(usual)) continue;
    INFO(one.name << ":\n" << one.bytes);
    Tree any{Source{"a.yaml", one.bytes}, {}};
    CHECK(read_any_form(any).empty());
    CHECK(usual.slots == any.slots);
    CHECK(usual.decoded == any.decoded);
    ++taken;
  }
  CHECK(taken >= 10);
}
