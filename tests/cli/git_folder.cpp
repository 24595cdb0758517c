#include "cli/git_folder.hpp"

#include <stdlib.h>

#include <algorithm>
#include <fstream>

#include "support/test.hpp"

namespace cmt::testing {
namespace {

namespace fs = std::filesystem;

fs::path program(const std::string& name) {
  const char* path = std::getenv("PATH");
  REQUIRE(path != nullptr);
  std::string_view rest = path;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    const fs::path file = fs::path{rest.substr(0, end)} / name;
    if (fs::exists(file)) return file;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  FAIL("there is no " << name);
  return {};
}

}  // namespace

GitFolder::GitFolder(std::uint64_t seed) : terminal_(seed) {
  for (const char* folder : {"bin", "bin-without"}) {
    fs::create_directory(path(folder));
    fs::create_symlink(program("git"), path(folder) / "git");
  }
  fs::create_symlink(CMT_PROGRAM, path("bin") / "cmt");
  // Repositories without the samples of hooks, which would be copied hundreds of times.
  ::setenv("GIT_TEMPLATE_DIR", "", 1);
}

store::ProcessOutput GitFolder::git(const std::string& repository, std::vector<std::string> words,
                                    Driver driver) const {
  std::vector<std::string> argv = {"git", "-C", path(repository).string()};
  argv.insert(argv.end(), words.begin(), words.end());
  store::RunOptions options;
  options.environment = {
      {"PATH", path(driver == Driver::missing ? "bin-without" : "bin").string()},
      {"HOME", terminal_.folder().string()},
      {"GIT_CONFIG_GLOBAL", "/dev/null"},
      {"GIT_CONFIG_NOSYSTEM", "1"},
      {"GIT_AUTHOR_NAME", "Sara"},
      {"GIT_AUTHOR_EMAIL", "sara@example.org"},
      {"GIT_COMMITTER_NAME", "Sara"},
      {"GIT_COMMITTER_EMAIL", "sara@example.org"},
      {"GIT_EDITOR", "true"},
      {"LC_ALL", "C"},
      {"GIT_DIR", std::nullopt},
      {"GIT_INDEX_FILE", std::nullopt},
      {"GIT_WORK_TREE", std::nullopt},
      {"CMT_NOW", std::nullopt},
      {"CMT_DIR", std::nullopt}};
  auto output = store::run(argv, options);
  REQUIRE(output);
  return std::move(*output);
}

std::string GitFolder::must(const std::string& repository, std::vector<std::string> words,
                            Driver driver) const {
  const auto output = git(repository, words, driver);
  CAPTURE(words, output.output, output.errors);
  REQUIRE(output.status == 0);
  return output.output;
}

Outcome GitFolder::try_cmt(const std::string& repository, std::vector<std::string> words) {
  words.insert(words.begin(), {"-C", repository});
  return terminal_.cmt(words);
}

std::string GitFolder::cmt(const std::string& repository, std::vector<std::string> words) {
  const Outcome outcome = try_cmt(repository, words);
  CAPTURE(words, outcome.both);
  REQUIRE(outcome.code == 0);
  return outcome.out;
}

void GitFolder::at(const std::string& hour, const std::string& by) {
  terminal_.now = "2026-11-20T" + hour + ":00+01:00";
  terminal_.by = by;
}

void GitFolder::copy(const std::string& from, const std::string& to, Driver driver) const {
  fs::copy(path(from), path(to), fs::copy_options::recursive);
  if (driver == Driver::plain) git(to, {"config", "--remove-section", "merge.cmt"});
}

void GitFolder::commit_all(const std::string& repository, const std::string& message) const {
  must(repository, {"add", "--all"});
  must(repository, {"commit", "-q", "-m", message});
}

std::string GitFolder::bytes(const std::string& file) const {
  std::ifstream in{path(file), std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void GitFolder::put(const std::string& file, const std::string& bytes) const {
  fs::create_directories(path(file).parent_path());
  std::ofstream{path(file), std::ios::binary} << bytes;
}

void GitFolder::edit(const std::string& file, const std::string& from, const std::string& to) const {
  std::string text = bytes(file);
  const auto place = text.find(from);
  CAPTURE(text, from);
  REQUIRE(place != std::string::npos);
  put(file, text.replace(place, from.size(), to));
}

std::string GitFolder::texts(const std::string& repository) const {
  std::vector<fs::path> files;
  for (const char* folder : {"complaints", "parties", "disputes", "attachments"})
    if (fs::exists(path(repository) / folder))
      for (const auto& entry : fs::recursive_directory_iterator{path(repository) / folder})
        if (entry.is_regular_file()) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::string out;
  for (const auto& file : files) out += bytes(fs::relative(file, terminal_.folder()).string());
  return out;
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace cmt::testing
