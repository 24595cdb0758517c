// A register in a git repository of its own, for tests of what is read of its history: real git, in a
// fresh folder, with the clock of the test and no settings of the machine.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "cli/transcript.hpp"

namespace cmt::testing {

class GitRegister {
 public:
  // An empty folder with a repository, or with a copy of another's folder and repository.
  explicit GitRegister(std::uint64_t seed = 1);
  explicit GitRegister(const GitRegister& other);

  // The words of a command in the register's folder.
  Outcome cmt(std::vector<std::string> words);
  // The same; it must be done. Gives standard output without its last line end.
  std::string done(std::vector<std::string> words);
  // git in the folder of the repository, which must succeed; gives its output without the line end.
  std::string git(std::vector<std::string> words);
  int status_of_git(std::vector<std::string> words, const std::string& input = {});
  // Commits everything at the time of the test; gives the commit's name.
  std::string commit(const std::string& message);

  std::filesystem::path top() const { return terminal.folder() / "repository"; }
  std::filesystem::path path(const std::string& name) const { return top() / folder / name; }
  std::string bytes(const std::string& name) const;
  void write(const std::string& name, const std::string& bytes) const;
  // Replaces the first, which must be there.
  void replace(const std::string& name, const std::string& from, const std::string& to) const;

  // A new key of SSH; gives the path of its secret part. Commits and tags that ask for it are signed with it.
  std::string make_key(const std::string& name);
  void sign_with(const std::string& key);
  // Git takes signatures by these keys for Sara's.
  void trust(const std::vector<std::string>& keys);

  Terminal terminal;
  std::string folder = "r";  // of the register, below the top
  // Dates of commits, when they are not the clock's.
  std::string author_date, committer_date;
};

// A finding as `cmt check --json` prints it.
struct SeenFinding {
  std::string rule, severity, file, message, hint, id;
  int line = 0, column = 0;
};
std::vector<SeenFinding> findings_of(const Outcome& outcome);

}  // namespace cmt::testing
