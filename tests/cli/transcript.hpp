// A session as a person sees it: commands and what they print, played against the program itself in
// a fresh folder with a fixed clock, user and source of ids.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::testing {

struct Outcome {
  int code = 0;
  std::string out, err, both;  // `both` in the order in which it was written
};

class Terminal {
 public:
  explicit Terminal(std::uint64_t seed = 1);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // The words of a command, without `cmt`.
  Outcome cmt(const std::vector<std::string>& words);
  // A line as typed: quotes as in a shell, no expansions. Begins with `cmt`.
  Outcome type(std::string_view line);
  std::filesystem::path folder() const { return folder_; }

  std::string now = "2026-11-20T09:12:00+01:00";
  std::string by = "sara";
  std::string input;

 private:
  std::filesystem::path folder_;
  std::uint64_t seed_;
};

std::vector<std::string> words_of(std::string_view line);

// Plays a transcript: lines that begin with `$ ` are typed, `$ export CMT_NOW=TIME` and
// `$ export CMT_USER=WHO` set the clock and the user, `$ cat FILE` prints a file, `$ write FILE TEXT` makes one; what follows each
// is replaced by what it prints, with `[exit N]` when N is not 0. Lines before the first command,
// and lines that begin with `# `, are kept.
std::string played(std::string_view transcript);

}  // namespace cmt::testing
