// 8.1: a disposal takes personal data away and no figure with them. Every report over the shop of examples/, before
// and after.
#include <filesystem>
#include <fstream>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// All files of a folder, one after the other.
std::string all_of(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string out;
  for (const auto& file : files) out += file.filename().string() + "\n" + bytes_of(file) + "\n";
  return out;
}

}  // namespace

TEST_CASE("8.1 after everything that may go has gone, every report counts as before and check finds nothing to dispose of") {
  cmt::testing::Terminal terminal{3};
  const fs::path shop = terminal.folder() / "shop";
  fs::copy(CMT_SOURCE_DIR "/examples/shop", shop, fs::copy_options::recursive);
  std::ofstream{shop / "cmt.yaml", std::ios::app}
      << "retention:\n  - {name: all, after: 30d, goes: [words, texts, attachments, complainant, survey-comments], basis: Policy}\n";
  terminal.now = "2031-01-02T09:00:00Z";
  const auto did = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"-C", "shop"});
    const auto outcome = terminal.cmt(words);
    INFO(outcome.both);
    CHECK(outcome.code == 0);
    return outcome.both;
  };
  const auto checked = [&] {
    return terminal.cmt({"-C", "shop", "check"}).both;
  };
  // Reports name the words of no complaint but its summary, which goes.
  const auto figures = [&](const char* folder) {
    for (const char* report : {"overview", "timeliness", "workload", "pareto", "recurrence", "satisfaction", "remedies", "outcomes",
                               "escalations", "improvement", "access", "fairness", "data-quality", "kpi"})
      did({"report", report, "--period", "2026", "--as-of", "2030-12-31", "--publish", "--format", "csv", "-o",
           std::string{folder} + report});
  };
  fs::create_directories(terminal.folder() / "before");
  fs::create_directories(terminal.folder() / "after");
  figures("before/");
  REQUIRE(checked().find("[retention, 8.1]") != std::string::npos);
  CHECK(did({"retention", "run"}).find("disposed of what was due of") != std::string::npos);
  figures("after/");
  CHECK(all_of(terminal.folder() / "after") == all_of(terminal.folder() / "before"));
  CHECK(checked().find("[retention, 8.1]") == std::string::npos);
  CHECK(did({"retention", "run"}) == "nothing is due\n");
}
