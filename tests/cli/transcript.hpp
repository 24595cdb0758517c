// A session as a person sees it: commands and what they print, played against the program itself in
// a fresh folder with a fixed clock, user and source of ids.
#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
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
  // Git itself, in the working folder, with a configuration of its own, our clock and user, and the
  // built program in its PATH, for the hooks and drivers that it runs.
  Outcome git(const std::vector<std::string>& words, const std::string& given = {});
  Outcome program(const std::vector<std::string>& argv, const std::string& given = {});
  std::filesystem::path folder() const { return folder_; }

  std::filesystem::path at;  // the working folder; folder() at first
  std::map<std::string, std::string> variables;  // of the environment, besides our own
  std::string now = "2026-11-20T09:12:00+01:00";
  std::string by = "sara";
  std::string input;
  std::optional<std::string> answer;  // a person at a terminal, who types this line when asked
  int height = 0;  // lines of a terminal that output goes to; 0: it goes elsewhere
  std::string pager, paged;  // the program that the last output was shown with, and that output
  bool has_pager = true;     // whether such a program can be started
  std::chrono::milliseconds tick{0};  // how much later it is each time the program asks how long it takes

 private:
  std::filesystem::path folder_;
  std::uint64_t seed_;
};

std::vector<std::string> words_of(std::string_view line);

// Plays a transcript: lines that begin with `$ ` are typed; what follows each is replaced by what it
// prints, with `[exit N]` when N is not 0. Lines before the first command, and lines that begin with
// `# `, are kept. The commands: `cmt` in this process, `git` and `sed` as programs, `export CMT_NOW=TIME` and
// `export CMT_USER=WHO` for the clock and the user, `cd FOLDER`, `cat FILE`, and `write FILE TEXT`,
// which makes a file.
std::string played(std::string_view transcript);
// The same in a terminal that goes on after it.
std::string played(Terminal& terminal, std::string_view transcript);
// Plays the console blocks of a page, each in a terminal of its own or all in one.
enum class Terminals { one_each, one };
std::string played_page(std::string_view page, Terminals terminals, std::size_t& blocks);

}  // namespace cmt::testing
