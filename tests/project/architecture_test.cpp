// The layers of lib/ keep to what they may know (docs/architecture.md).
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "support/test.hpp"

namespace {

const std::filesystem::path root = CMT_SOURCE_DIR;

// What each layer may include of the others; its own folder is always allowed.
const std::map<std::string, std::set<std::string>> layers = {
    {"core", {}},
    {"yaml", {"core"}},
    {"calendar", {"core"}},
    {"process", {"calendar", "core"}},
    {"dossier", {"calendar", "core", "process"}},
    {"improvement", {"calendar", "core", "dossier", "process"}},
    {"audit", {"calendar", "core", "dossier", "process"}},
    {"charter", {"calendar", "core", "dossier", "process"}},
    {"dispute", {"calendar", "core", "dossier", "process"}},
    {"disclosure", {"calendar", "core", "dossier", "process"}},
    {"survey", {"calendar", "core", "dossier", "process"}},
    {"framework", {"calendar", "core", "dossier", "process"}},
    {"seal", {"core"}},
    {"query", {"calendar", "core"}},
    {"checks", {"calendar", "charter", "core", "dispute", "dossier", "improvement", "process"}},
    {"statistics", {"core"}},
    {"reports", {"audit", "calendar", "charter", "core", "disclosure", "dispute", "dossier", "framework", "improvement", "process", "statistics", "survey"}},
    {"evidence", {"audit", "calendar", "charter", "core", "disclosure", "dispute", "dossier", "framework", "improvement", "process", "reports", "survey", "yaml"}},
    {"exchange", {"calendar", "core", "dossier", "improvement", "process", "records"}},
    {"exporters", {"calendar", "core", "reports"}},
    {"records", {"audit", "calendar", "charter", "core", "disclosure", "dispute", "dossier", "framework", "improvement", "process", "survey", "yaml"}},
    {"mail", {"core"}},
    {"intake", {"calendar", "core", "mail", "process", "records", "yaml"}},
    {"cache", {"calendar", "core", "process", "records", "reports", "store"}},
    {"git", {"core", "store"}},
    {"growth", {"calendar", "checks", "core", "process", "records", "yaml"}},
    {"letters", {"calendar", "core", "process"}},
    {"forms", {"calendar", "core", "letters", "process", "records", "yaml"}},
    {"merge", {"calendar", "core", "process", "records", "yaml"}},
    {"store", {"calendar", "charter", "core", "dossier", "process", "records", "yaml"}},
};

// Which part of the program alone may see a library.
const std::map<std::string, std::set<std::string>> packages = {
    {"CLI/", {"cli"}},        {"yaml.h", {"yaml"}},      {"yaml-cpp/", {"yaml"}},
    {"absl/", {"core"}},      {"libical/", {"calendar"}},      {"utf8proc.h", {"core"}},  {"sodium.h", {"core", "seal"}},  {"xxhash.h", {"cache"}},
    {"sqlite3.h", {"exchange"}}, {"xlsxwriter.h", {"exchange"}},
    {"nlohmann/", {"records", "exporters", "intake", "cli"}},
};

std::set<std::string> includes_of(const std::filesystem::path& file) {
  std::set<std::string> out;
  std::ifstream in{file};
  std::string line;
  while (std::getline(in, line)) {
    if (line.substr(0, 9) != "#include ") continue;
    out.insert(line.substr(10, line.find_first_of("\">", 10) - 10));
  }
  return out;
}

bool is_source(const std::filesystem::path& path) {
  return path.extension() == ".cpp" || path.extension() == ".hpp";
}

}  // namespace

TEST_CASE("a layer includes only the layers it may know") {
  for (const auto& [layer, allowed] : layers)
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root / "lib" / layer}) {
      if (!is_source(entry.path())) continue;
      CAPTURE(entry.path().string());
      for (const auto& include : includes_of(entry.path())) {
        const auto slash = include.find('/');
        const std::string folder = include.substr(0, slash == std::string::npos ? 0 : slash);
        CAPTURE(include);
        CHECK(folder != "cli");
        if (layers.count(folder) == 0 || folder == layer) continue;
        CHECK(allowed.count(folder) == 1);
      }
    }
}

TEST_CASE("every folder of lib is a layer that this test knows") {
  for (const auto& entry : std::filesystem::directory_iterator{root / "lib"}) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    CHECK((name == "data" || layers.count(name) == 1));
  }
}

TEST_CASE("a library is seen only where its use is decided") {
  for (const char* part : {"lib", "cli"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root / part}) {
      if (!is_source(entry.path())) continue;
      const auto relative = std::filesystem::relative(entry.path(), root / part).string();
      const std::string folder =
          std::string{part} == "cli" ? "cli" : relative.substr(0, relative.find('/'));
      CAPTURE(relative);
      for (const auto& include : includes_of(entry.path()))
        for (const auto& [package, users] : packages)
          if (include.substr(0, package.size()) == package) {
            CAPTURE(include);
            CHECK(users.count(folder) == 1);
          }
    }
}

TEST_CASE("no source uses what the compilers of this project lack or what is known to fail") {
  for (const char* part : {"lib", "cli"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root / part}) {
      if (!is_source(entry.path())) continue;
      CAPTURE(entry.path().string());
      const auto includes = includes_of(entry.path());
      for (const char* banned : {"regex", "ranges", "format", "expected", "locale"})
        CHECK(includes.count(banned) == 0);
    }
}
