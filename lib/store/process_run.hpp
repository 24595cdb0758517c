// Runs another program, such as git or an editor, and waits for it. No shell takes part: arguments
// arrive as they are given here.
#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::store {

// `captured`: input comes from RunOptions::input, output and errors are collected. `inherited`: the
// program has our own three streams, as an editor needs.
enum class Streams { captured, inherited };

struct RunOptions {
  std::filesystem::path folder;  // to run in; empty: our own
  // Added to our environment; a variable without a value is taken out of it.
  std::map<std::string, std::optional<std::string>> environment;
  std::string input;
  Streams streams = Streams::captured;
  // Bounds of a captured run; the program is killed at either.
  std::size_t output_limit = std::size_t{64} << 20;  // bytes of output and errors together
  std::optional<std::chrono::milliseconds> time_limit;
};

struct ProcessOutput {
  int status = 0;  // what it exited with; 128 + signal, as a shell says, when a signal ended it
  int signal = 0;
  std::string output;
  std::string errors;
};

// Runs argv[0], looked for in PATH unless it holds a slash. That the program fails is no failure
// here: see `status`. Fails, as unreadable, when it cannot be started or exceeds a limit. A program
// that does not read its input is none either.
Result<ProcessOutput> run(const std::vector<std::string>& argv, const RunOptions& options = {});

// A program that stays and answers one request after another, such as `git cat-file --batch`. What
// it writes is taken while a request is handed over, so that neither side can wait for the other
// for good. It is ended, and waited for, with this object. `RunOptions::input` and `streams` are not
// used; `time_limit` bounds each silence, not the whole; `output_limit` the answer not yet taken.
class Conversation {
 public:
  static Result<Conversation> start(const std::vector<std::string>& argv,
                                    const RunOptions& options = {});
  Conversation(Conversation&&) noexcept;
  Conversation& operator=(Conversation&&) noexcept;
  ~Conversation();

  // Hands all of the bytes over.
  Result<Done> say(std::string_view request);
  // The next line of the answer, without its line feed.
  Result<std::string> line();
  // Exactly so many bytes of the answer.
  Result<std::string> bytes(std::size_t count);
  // Takes that many bytes of the answer and forgets them.
  Result<Done> skip(std::size_t count);

 private:
  struct Parts;
  explicit Conversation(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace cmt::store
