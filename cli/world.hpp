// What a command may know of the outside: handed in once by main, replaced in tests.
#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/id.hpp"
#include "core/message.hpp"
#include "core/time.hpp"
#include "core/window.hpp"

namespace cmt::cli {

// The three streams and what is known of the terminal behind them.
struct Console {
  std::function<bool(std::string_view)> write_out, write_err;  // false: could not be written
  std::function<std::optional<std::string>()> read_line;       // without its end; nothing at the end
  std::function<Result<std::string>()> read_all;               // all of standard input
  ReadBytes read_bytes;                                        // the same, piece by piece
  bool in_is_terminal = false, out_is_terminal = false, err_is_terminal = false;
  int width = 80;  // columns of the terminal
  int height = 0;  // lines of the terminal; 0: not known
  // Shows text with a program that lets one page through it; false when that cannot be started.
  std::function<bool(const std::string& pager, std::string_view text)> page;
};

// What was typed before or after any command.
struct Globals {
  std::string folder;  // -C
  std::string by;      // --by
  bool json = false;
  std::string color = "auto";
  std::string language;  // --lang: that of messages; else CMT_LANG, else the locale
  std::string threads;  // that read the register: a number from 1 to 8, or nothing
  bool no_cache = false;  // neither use nor make a snapshot
  bool quiet = false;
  bool no_pager = false;
};

struct Gathering;  // cli/gathering.hpp

struct World {
  Console console;
  std::function<std::optional<std::string>(const char*)> environment;
  std::function<Instant()> now;
  std::function<std::chrono::steady_clock::time_point()> steady_now;  // for how long something takes
  Random random;
  std::filesystem::path folder;  // the working folder
  Globals globals;
  Gathering* gathering = nullptr;  // of `each`: where a step leaves its changes in place of writing them
  std::string out;  // what was asked for; written only when the command succeeds or finds something

  // Says something about the work, on standard error after the output, unless --quiet.
  void say(std::string_view text) {
    if (!globals.quiet) said += std::string{text} + "\n";
  }
  void say(const Message& text) { say(std::string_view{text.shown()}); }
  void say(const std::string& text) { say(std::string_view{text}); }
  void say(const char* text) { say(std::string_view{text}); }
  std::string said;
  // A file that holds what somebody wrote in an editor: removed when the command succeeds, named when it does not.
  std::string typed;
};

// Exit codes (docs/exit-codes.md).
inline constexpr int done = 0, answer_is_no = 1, wrong_usage = 2, not_readable = 3;

}  // namespace cmt::cli
