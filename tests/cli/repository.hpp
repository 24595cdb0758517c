// A register in a git repository of its own, driven by the real git.
#pragma once
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace cmt::testing {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

class Repository {
 public:
  explicit Repository(const std::string& folder = "r", const std::vector<std::string>& git_options = {}) {
    configure("user.name", "Sara Karimi");
    configure("user.email", "sara@example.org");
    configure("init.defaultBranch", "main");
    top = terminal.folder() / folder;
    std::filesystem::create_directories(top);
    std::vector<std::string> words = {"init", "--quiet"};
    words.insert(words.end(), git_options.begin(), git_options.end());
    terminal.at = top;
    git(words);
    make_register(".");
  }

  void make_register(const std::string& folder) {
    REQUIRE(terminal.cmt({"init", folder, "--name", "R", "--timezone", "UTC"}).code == 0);
  }
  void configure(const std::string& key, const std::string& value) {
    REQUIRE(terminal.git({"config", "--global", key, value}).code == 0);
  }
  // What git prints; it has to succeed.
  std::string git(const std::vector<std::string>& words) {
    const Outcome outcome = terminal.git(words);
    CAPTURE(words, outcome.err);
    REQUIRE(outcome.code == 0);
    return outcome.out;
  }
  void commit_all(const std::string& message = "all") {
    git({"add", "--all"});
    git({"commit", "--quiet", "--no-verify", "-m", message});
  }
  Outcome cmt(const std::vector<std::string>& words) { return terminal.cmt(words); }
  Outcome new_complaint(const std::vector<std::string>& more = {"--commit"}) {
    std::vector<std::string> words = {"new", "Late", "--medium", "web", "--description", "Late again", "--anonymous"};
    words.insert(words.end(), more.begin(), more.end());
    return cmt(words);
  }
  // Makes a complaint without --commit; gives its id.
  std::string written() {
    const auto made = new_complaint({});
    REQUIRE(made.code == 0);
    return made.out.substr(0, 12);
  }
  void put(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((terminal.at / name).parent_path());
    std::ofstream{terminal.at / name, std::ios::binary} << text;
  }
  void put_program(const std::filesystem::path& path, const std::string& text) const {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << text;
    REQUIRE(::chmod(path.c_str(), 0755) == 0);
  }
  std::string head() { return terminal.git({"rev-parse", "--verify", "--quiet", "HEAD"}).out; }
  std::string message() { return git({"log", "-1", "--format=%B"}); }
  std::string files_of_head() { return git({"show", "--format=", "--name-only", "HEAD"}); }
  std::string index() const { return file_bytes(top / ".git/index"); }
  std::string path_of(const std::string& id) const { return "complaints/" + id.substr(0, 4) + "/" + id + ".yaml"; }
  // The files of the work tree with their bytes, without git's own.
  std::map<std::string, std::string> work_tree() const {
    std::map<std::string, std::string> out;
    for (auto at = std::filesystem::recursive_directory_iterator{top}; at != std::filesystem::recursive_directory_iterator{}; ++at) {
      if (at->path().filename() == ".git") at.disable_recursion_pending();
      else if (at->is_regular_file()) out[at->path().lexically_relative(top).string()] = file_bytes(at->path());
    }
    return out;
  }

  Terminal terminal;
  std::filesystem::path top;
};

}  // namespace cmt::testing
