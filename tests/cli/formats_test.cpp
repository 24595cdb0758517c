// The formats of `cmt check`, on a register whose texts try to be something else: golden files with
// the exact lines. tests/schemas/formats.mjs holds the same formats against schemas that are not ours.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/transcript.hpp"
#include "support/golden.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;
using namespace cmt;

std::string bytes(const fs::path& path) { return test::read_bytes(path); }
void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  std::ofstream{path, std::ios::binary} << text;
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// A register below a repository, with a hostile product, key and file name and a record that cannot
// be read.
struct Hostile {
  testing::Terminal terminal;
  fs::path root, record;

  Hostile() : root(terminal.folder() / "re,g:1"), record() {
    terminal.now = "2026-03-31T12:00:00Z";
    fs::create_directories(terminal.folder() / ".git");
    fs::create_directories(root);
    fs::copy(test::golden_path("checks/base"), root, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator{root / "complaints/2026"}) record = entry.path();
    write(root / "cmt.yaml", bytes(root / "cmt.yaml") + "products: [Van]\n");
    write(record, replaced(bytes(record), "product: Next-day parcel",
                           "product: \"::error file=x::%0A]]>&<b>\\e[31m\\u202E, \\U0001F600\"\n"
                           "    recuring: \"::stop-commands::x\""));
    write(root / "complaints/2026/a\n::error::b,c%&<]]>\x1b.txt", "x\n");
    write(root / "complaints/2026/2026-7K3QX4M.yaml",
          "schema: 1\nid: 2026-7K3QX4M\n# ::error::in the excerpt\nsummary: [::warning::x]\nhistory: []\n");
  }
  testing::Outcome check(std::vector<std::string> words) {
    words.insert(words.begin(), {"-C", root.string(), "check"});
    return terminal.cmt(words);
  }
};

}  // namespace

TEST_CASE("the formats of check, word for word") {
  Hostile hostile;
  for (const std::string format : {"text", "json", "sarif", "junit", "checkstyle", "github", "gitlab"}) {
    CAPTURE(format);
    const auto outcome = hostile.check({"--format", format});
    CHECK_GOLDEN("check-formats/" + format + ".txt", outcome.out);
    CHECK(outcome.code == 1);
    for (const char c : outcome.out) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  }
}

TEST_CASE("--json is --format json, and does not go with another") {
  Hostile hostile;
  CHECK(hostile.check({"--json"}).out == hostile.check({"--format", "json"}).out);
  CHECK(hostile.check({"--json", "--format", "sarif"}).code == 2);
}

TEST_CASE("no text of a record begins a workflow command") {
  Hostile hostile;
  const auto out = hostile.check({"--format", "github", "--notes"}).out;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < out.size(); ++lines) {
    const auto end = out.find('\n', at);
    const std::string line = out.substr(at, end - at);
    CAPTURE(line);
    const bool is_ours = line.rfind("::error file=re%2Cg%3A1/", 0) == 0 ||
                         line.rfind("::warning file=re%2Cg%3A1/", 0) == 0;
    CHECK(is_ours);
    at = end + 1;
  }
  CHECK(lines == nlohmann::json::parse(hostile.check({"--json"}).out).at("findings").size());
}

TEST_CASE("no text of a record is markup in JUnit, neither in an attribute nor in what failed") {
  Hostile hostile;
  const std::string out = hostile.check({"--format", "junit", "--strict"}).out;
  CAPTURE(out);
  CHECK(out.find("<b>") == std::string::npos);
  CHECK(out.find("]]>") == std::string::npos);
  const std::string said = "::error file=x::%0A]]&gt;&amp;&lt;b&gt;";
  CHECK(out.find("<failure message=\"product &#39;" + said) != std::string::npos);
  CHECK(out.find("\n  |     product: &quot;" + said) != std::string::npos);
}

TEST_CASE("a finding keeps its fingerprint when lines move, and no two have the same") {
  Hostile hostile;
  const auto prints = [&] {
    std::vector<std::string> out;
    const auto said = nlohmann::json::parse(hostile.check({"--json"}).out);
    for (const auto& finding : said.at("findings")) out.push_back(finding.at("fingerprint"));
    CHECK(out.size() == 4);
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto before = prints();
  CHECK(std::adjacent_find(before.begin(), before.end()) == before.end());
  write(hostile.record, "# A comment.\n\n# Another.\n" + bytes(hostile.record));
  CHECK(prints() == before);
}

// ---- exceptions and the baseline ----------------------------------------------------------------

namespace {

// The sound register with a late entry and a case that nobody owns.
struct Faulty {
  testing::Terminal terminal;

  Faulty() {
    terminal.now = "2026-03-31T12:00:00Z";
    fs::copy(test::golden_path("checks/base"), terminal.folder(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::copy(test::golden_path("checks/late-entry/breaks"), terminal.folder(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  void settings(const std::string& more) {
    write(terminal.folder() / "cmt.yaml",
          bytes(test::golden_path("checks/base/cmt.yaml")) + "checks:\n" + more);
  }
  testing::Outcome check(std::vector<std::string> words = {}) {
    words.insert(words.begin(), "check");
    return terminal.cmt(words);
  }
};

}  // namespace

TEST_CASE("4.9 a register sets the severity of a rule, with a reason") {
  Faulty faulty;
  CHECK(faulty.check().err == "1 record checked: 0 errors, 1 warning\n");
  faulty.settings("  - {rule: late-entry, severity: error, reason: We promise to be quick.}\n");
  CHECK(faulty.check().code == 1);
  CHECK(faulty.check().err == "1 record checked: 1 error, 0 warnings\n");
  faulty.settings("  - {rule: late-entry, severity: silent, reason: Letters come once a week.}\n");
  CHECK(faulty.check({"--strict"}).code == 0);
  CHECK(faulty.check({"--strict"}).err ==
        "1 record checked: 0 errors, 0 warnings, 1 silenced in cmt.yaml\n");
  faulty.settings("  - {rule: late-entry, severity: silent}\n");
  CHECK(faulty.check().code == 3);
  CHECK(faulty.check().err.find("`reason`") != std::string::npos);
}

TEST_CASE("4.9 an exception holds until its date, and its end is reported") {
  Faulty faulty;
  faulty.settings("  - {rule: late-entry, severity: silent, reason: Once., until: 2026-03-31}\n");
  CHECK(faulty.check({"--strict"}).code == 0);
  faulty.terminal.now = "2026-04-01T12:00:00Z";
  const auto after = faulty.check({"--strict"});
  CHECK(after.code == 1);
  CHECK(after.out.find("the exception for 'late-entry' ended on 2026-03-31") != std::string::npos);
  CHECK(after.out.find("[late-entry, 7.2]") != std::string::npos);
}

TEST_CASE("4.9 what would make other findings doubtful cannot be silenced") {
  Faulty faulty;
  for (const std::string rule : {"record-shape", "duplicate-id", "rule-settings", "baseline"}) {
    faulty.settings("  - {rule: " + rule + ", severity: silent, reason: No.}\n");
    CHECK(faulty.check().code == 1);
    CHECK(faulty.check().out.find("the rule '" + rule + "' cannot be changed") != std::string::npos);
  }
}

TEST_CASE("4.9 a baseline hides what was there before, and nothing else") {
  Faulty faulty;
  const auto printed = faulty.check({"--print-baseline"});
  CHECK(printed.code == 0);
  CHECK_GOLDEN("check-formats/check-baseline.yaml", printed.out);
  write(faulty.terminal.folder() / "check-baseline.yaml", printed.out);
  CHECK(faulty.check({"--strict"}).err ==
        "1 record checked: 0 errors, 0 warnings, 1 in check-baseline.yaml\n");
  CHECK(faulty.check({"--strict"}).code == 0);
  // It stays hidden when lines move, and printing again gives the same file.
  for (const auto& entry : fs::directory_iterator{faulty.terminal.folder() / "complaints/2026"})
    write(entry.path(), "# A comment.\n" + bytes(entry.path()));
  CHECK(faulty.check({"--strict"}).code == 0);
  CHECK(faulty.check({"--print-baseline"}).out == printed.out);
  // A new finding is not hidden.
  write(faulty.terminal.folder() / "complaints/2026/notes.txt", "x\n");
  CHECK(faulty.check({"--strict"}).code == 1);
}

TEST_CASE("4.9 a baseline that cannot be read stops the check") {
  Faulty faulty;
  write(faulty.terminal.folder() / "check-baseline.yaml", "schema: 1\nfindings: 3\n");
  CHECK(faulty.check().code == 3);
  CHECK(faulty.check().out.empty());
}

TEST_CASE("where there are many findings, the rules that say most are named at the end") {
  Faulty faulty;
  for (int i = 0; i < 20; ++i)
    write(faulty.terminal.folder() / ("complaints/2026/notes" + std::to_string(i) + ".txt"), "x\n");
  CHECK(faulty.check().err ==
        "1 record checked: 0 errors, 21 warnings\n"
        "most often: file-name 20, late-entry 1; cmt check --explain RULE tells more\n");
}

TEST_CASE("check explains a rule with lines that break it, and lists them all, in JSON too") {
  testing::Terminal terminal;
  const auto one = terminal.cmt({"check", "--explain", "legal-hold"});
  CHECK(one.code == 0);
  CHECK(one.out.find("ISO 10002:2018, 8.1") != std::string::npos);
  CHECK(one.out.find("    legal_hold: true\n") != std::string::npos);
  CHECK(one.out.find("To mend it: ") != std::string::npos);
  const auto as_json = nlohmann::json::parse(terminal.cmt({"check", "--explain", "T10", "--json"}).out);
  CHECK(as_json.at("rule") == "T10");
  const auto listed = nlohmann::json::parse(terminal.cmt({"check", "--list-rules", "--json"}).out);
  CHECK(listed.at("rules").size() > 50);
  const auto wrong = terminal.cmt({"check", "--explain", "legal-hol"});
  CHECK(wrong.code == 2);
  CHECK(wrong.out.empty());
  CHECK(wrong.err.find("did you mean 'legal-hold'?") != std::string::npos);
}

TEST_CASE("check writes nothing") {
  Faulty faulty;
  const auto files = [&] {
    std::string out;
    for (const auto& entry : fs::recursive_directory_iterator{faulty.terminal.folder()})
      if (entry.is_regular_file()) out += entry.path().string() + "\n" + bytes(entry.path());
    return out;
  };
  const auto before = files();
  for (const std::string format : {"text", "json", "sarif", "junit", "github", "gitlab"})
    faulty.check({"--format", format});
  faulty.check({"--print-baseline"});
  CHECK(files() == before);
}
