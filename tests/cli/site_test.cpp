// `cmt report --format html -o FOLDER/`: a site of pages in a folder of its own.
#include <filesystem>
#include <fstream>
#include <map>

#include "cli/transcript.hpp"
#include "support/golden.hpp"
#include "support/test.hpp"

using cmt::test::read_bytes;
using cmt::testing::Terminal;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& bytes) { std::ofstream{path} << bytes; }

std::map<std::string, std::string> files_of(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::directory_iterator{folder})
    files[entry.path().filename().string()] =
        entry.is_regular_file() ? read_bytes(entry.path()) : "no file";
  return files;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A register with a complaint of last month and one of this month; gives their ids.
std::vector<std::string> make_register(Terminal& terminal) {
  std::vector<std::string> ids;
  terminal.cmt({"init", "r", "--name", "Shop", "--timezone", "UTC"});
  for (const char* received : {"2026-10-05T10:00:00Z", "2026-11-19T10:00:00Z"}) {
    const auto made =
        terminal.cmt({"-C", "r", "new", "Late", "--medium", "phone", "--description", "x",
                      "--received", received, "--email", "a@example.org"});
    REQUIRE(made.code == 0);
    ids.push_back(made.out.substr(0, 12));
  }
  return ids;
}

cmt::testing::Outcome make_site(Terminal& terminal, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"-C", "r", "report", "--format", "html", "-o", "site/"};
  words.insert(words.end(), more.begin(), more.end());
  return terminal.cmt(words);
}

}  // namespace

TEST_CASE("a folder as the output gets the dashboard, every report and every month") {
  Terminal terminal;
  make_register(terminal);
  const auto made = make_site(terminal);
  CHECK(made.code == 0);
  CHECK(made.out.empty());
  CHECK(has(made.err, "22 pages written to site/; begin with index.html"));
  const auto files = files_of(terminal.folder() / "site");
  CHECK(files.size() == 22);
  for (const char* name : {"index.html", "kpi.html", "data-quality.html", "month-2026-10.html",
                           "month-2026-11.html"})
    CHECK(files.count(name) == 1);
}

TEST_CASE("two sites of one moment have the same bytes") {
  Terminal terminal;
  make_register(terminal);
  REQUIRE(make_site(terminal).code == 0);
  REQUIRE(terminal.cmt({"-C", "r", "report", "--format", "html", "-o", "another/"}).code == 0);
  CHECK(files_of(terminal.folder() / "site") == files_of(terminal.folder() / "another"));
}

TEST_CASE("a site is written over an earlier one, and pages that are in it no longer are removed") {
  Terminal terminal;
  make_register(terminal);
  REQUIRE(make_site(terminal).code == 0);
  REQUIRE(make_site(terminal, {"--period", "2026-11"}).code == 0);
  const auto files = files_of(terminal.folder() / "site");
  CHECK(files.size() == 21);
  CHECK(files.count("month-2026-10.html") == 0);
  CHECK(has(files.at("index.html"), "2026-11-30"));
}

TEST_CASE("a folder with anything else in it is refused and left as it is") {
  Terminal terminal;
  make_register(terminal);
  const fs::path site = terminal.folder() / "site";
  const auto refused = [&](const std::string& name) {
    const auto before = files_of(site);
    const auto made = make_site(terminal);
    CHECK(made.code == 1);
    CHECK(made.out.empty());
    CHECK(has(made.err, "site/ holds '" + name + "', which is no page of such a site"));
    CHECK(has(made.err, "name a new or empty folder"));
    CHECK(files_of(site) == before);
  };
  fs::create_directory(site);
  write(site / "index.html", "<title>My own page</title>");
  refused("index.html");
  fs::remove(site / "index.html");
  REQUIRE(make_site(terminal).code == 0);
  write(site / "notes.txt", "mine");
  refused("notes.txt");
  fs::remove(site / "notes.txt");
  fs::create_directory(site / "kpi");
  refused("kpi");
  fs::remove(site / "kpi");
  fs::remove(site / "kpi.html");
  write(terminal.folder() / "elsewhere", "keep");
  fs::create_symlink(terminal.folder() / "elsewhere", site / "kpi.html");
  refused("kpi.html");
  CHECK(read_bytes(terminal.folder() / "elsewhere") == "keep");
}

TEST_CASE("the folder of the register itself is refused") {
  Terminal terminal;
  make_register(terminal);
  const auto made = terminal.cmt({"-C", "r", "report", "--format", "html", "-o", "r"});
  CHECK(made.code == 1);
  CHECK_FALSE(fs::exists(terminal.folder() / "r/index.html"));
}

TEST_CASE("a published site shows no count below five and names no complaint, on no page") {
  Terminal terminal;
  const auto ids = make_register(terminal);
  REQUIRE(make_site(terminal).code == 0);
  CHECK(has(read_bytes(terminal.folder() / "site/index.html"), ids.front()));
  REQUIRE(make_site(terminal, {"--publish"}).code == 0);
  const auto files = files_of(terminal.folder() / "site");
  CHECK(files.size() == 20);  // no months
  for (const auto& [name, bytes] : files) {
    CAPTURE(name);
    CHECK_FALSE(has(bytes, "2026-10-05"));
    for (const auto& id : ids) CHECK_FALSE(has(bytes, id));
    CHECK(has(bytes, "--publish"));
  }
  CHECK(has(files.at("index.html"), "&lt;5"));
}

TEST_CASE("what a folder cannot take is refused, with what to do") {
  Terminal terminal;
  make_register(terminal);
  const auto refused = [&](std::vector<std::string> words, const std::string& why) {
    words.insert(words.begin(), {"-C", "r", "report", "-o", "site/"});
    const auto made = terminal.cmt(words);
    CHECK(made.code == 2);
    CHECK(has(made.err, why));
    CHECK_FALSE(fs::exists(terminal.folder() / "site"));
  };
  refused({}, "add --format html");
  refused({"--format", "csv"}, "add --format html");
  refused({"--format", "html", "kpi"}, "a folder takes every report");
  refused({"--format", "html", "--by", "unit"}, "--by is for a single report");
  refused({"--format", "html", "--records", "K01"}, "--records is for a single report");
}
