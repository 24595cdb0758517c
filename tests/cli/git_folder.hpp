// Registers in real git repositories, and git with and without the program at hand.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cli/transcript.hpp"
#include "store/process_run.hpp"

namespace cmt::testing {

// How git comes to a merge of records: with the driver and the program, as a clone that knows nothing
// of either, or with the driver and no program to be found.
enum class Driver { cmt, plain, missing };

// A folder for repositories, a clock, and a git that no configuration of the machine reaches.
class GitFolder {
 public:
  explicit GitFolder(std::uint64_t seed = 1);

  Terminal& terminal() { return terminal_; }
  std::filesystem::path path(const std::string& name) const { return terminal_.folder() / name; }

  // Runs git in a repository; the exit status is for the caller to look at.
  store::ProcessOutput git(const std::string& repository, std::vector<std::string> words,
                           Driver driver = Driver::cmt) const;
  // The same where nothing else than success will do.
  std::string must(const std::string& repository, std::vector<std::string> words,
                   Driver driver = Driver::cmt) const;
  // Runs cmt in a register, at an hour of 20 November 2026; fails the test unless it succeeds.
  std::string cmt(const std::string& repository, std::vector<std::string> words);
  // The same for any outcome.
  Outcome try_cmt(const std::string& repository, std::vector<std::string> words);
  void at(const std::string& hour, const std::string& by);

  // A copy of a whole repository; with Driver::plain it forgets the driver.
  void copy(const std::string& from, const std::string& to, Driver driver) const;
  void commit_all(const std::string& repository, const std::string& message) const;

  std::string bytes(const std::string& file) const;
  void put(const std::string& file, const std::string& bytes) const;
  // Replaces a text that must be there.
  void edit(const std::string& file, const std::string& from, const std::string& to) const;
  // All records, parties, disputes and attachments of a register in one text.
  std::string texts(const std::string& repository) const;

 private:
  Terminal terminal_;
};

// How often a text is in another.
int count(const std::string& text, const std::string& part);

}  // namespace cmt::testing
