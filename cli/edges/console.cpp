#include "cli/edges/console.hpp"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>

namespace cmt::cli {
namespace {

// False when not all of it could be written; a reader that went away is no error.
bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EPIPE) return true;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Result<std::size_t> read_input(char* buffer, std::size_t size) {
  for (;;) {
    const auto count = ::read(0, buffer, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return unreadable("standard input", "it could not be read");
  }
}

Result<std::string> read_all_input() {
  std::string out;
  char buffer[1 << 16];
  for (;;) {
    const auto count = read_input(buffer, sizeof buffer);
    if (!count) return count.failure();
    if (*count == 0) return out;
    out.append(buffer, *count);
    if (out.size() > std::size_t{1} << 31) return unreadable("standard input", "it is larger than 2 GiB");
  }
}

std::optional<std::string> read_input_line() {
  std::string line;
  char c = 0;
  for (;;) {
    const auto count = ::read(0, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return line.empty() ? std::nullopt : std::optional{line};
    if (c == '\n') return line;
    line += c;
  }
}

// A variable of the environment that says how large the terminal is; 0 when it says nothing sensible.
int size_from(const char* variable, int least) {
  const char* value = ::getenv(variable);
  if (!value) return 0;
  int size = 0;
  const std::string_view text{value};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  return error == std::errc{} && end == text.data() + text.size() && size >= least && size <= 1000 ? size : 0;
}

void measure_terminal(Console& console) {
  winsize size{};
  const bool is_known = ::ioctl(1, TIOCGWINSZ, &size) == 0;
  console.width = size_from("COLUMNS", 20);
  if (!console.width) console.width = is_known && size.ws_col >= 20 ? size.ws_col : 80;
  console.height = size_from("LINES", 2);
  if (!console.height && is_known) console.height = size.ws_row;
}

// A shell runs it, as it runs the pager of git: its text is a person's own, with options.
bool page(const std::string& pager, std::string_view text) {
  ::setenv("LESS", "FRX", 0);
  ::setenv("LV", "-c", 0);
  FILE* const stream = ::popen(pager.c_str(), "we");
  if (!stream) return false;
  // The keys that interrupt are the pager's while it runs.
  struct sigaction ignore = {}, interrupt = {}, quit = {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignore, &interrupt);
  ::sigaction(SIGQUIT, &ignore, &quit);
  ::fwrite(text.data(), 1, text.size(), stream);  // somebody may leave the pager before the end
  const int status = ::pclose(stream);
  ::sigaction(SIGINT, &interrupt, nullptr);
  ::sigaction(SIGQUIT, &quit, nullptr);
  // A shell says 126 or 127 of a program that it could not start.
  return !(WIFEXITED(status) && (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127));
}

}  // namespace

void secure_streams() {
  for (int descriptor = 0; descriptor < 3; ++descriptor)
    if (::fcntl(descriptor, F_GETFD) < 0 && errno == EBADF) {
      // Input and output that are not there fail, as they would have; messages alone go nowhere.
      const int opened = ::open("/dev/null", descriptor == 1 ? O_RDONLY : O_WRONLY);
      if (opened >= 0 && opened != descriptor) {
        ::dup2(opened, descriptor);
        ::close(opened);
      }
    }
  ::signal(SIGPIPE, SIG_IGN);
  // A file over the limit of its size is an error of writing, which is told, not the end of the program.
  ::signal(SIGXFSZ, SIG_IGN);
}

Result<World> real_world() {
  World world;
  world.console.write_out = [](std::string_view text) { return write_all(1, text); };
  world.console.write_err = [](std::string_view text) { return write_all(2, text); };
  world.console.read_line = read_input_line;
  world.console.read_all = read_all_input;
  world.console.read_bytes = read_input;
  world.console.in_is_terminal = ::isatty(0) == 1;
  world.console.out_is_terminal = ::isatty(1) == 1;
  world.console.err_is_terminal = ::isatty(2) == 1;
  measure_terminal(world.console);
  world.console.page = page;
  world.environment = [](const char* name) -> std::optional<std::string> {
    const char* value = ::getenv(name);
    return value ? std::optional<std::string>{value} : std::nullopt;
  };
  world.steady_now = std::chrono::steady_clock::now;
  std::error_code error;
  world.folder = std::filesystem::current_path(error);

  if (const auto fixed = world.environment("CMT_NOW"); fixed && !fixed->empty()) {
    const auto now = parse_instant(*fixed);
    if (!now)
      return failure(FailureKind::usage, "$CMT_NOW is not a time", "a time with an offset such as 2026-11-20T09:12:00+03:30");
    world.now = [now] { return *now; };
  } else {
    world.now = [] { return Instant{std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now()), 0}; };
  }
  if (const auto seed = world.environment("CMT_SEED"); seed && !seed->empty()) {
    std::uint64_t state = 0;
    const auto [end, bad] = std::from_chars(seed->data(), seed->data() + seed->size(), state);
    if (bad != std::errc{} || end != seed->data() + seed->size())
      return failure(FailureKind::usage, "$CMT_SEED is not a number");
    // SplitMix64 (Steele, Lea, Flood 2014): repeatable ids for tests and demonstrations.
    world.random = [state]() mutable {
      std::uint64_t z = state += 0x9e3779b97f4a7c15;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      return z ^ (z >> 31);
    };
  } else {
    world.random = [] {
      std::uint64_t bits = 0;
      while (::getrandom(&bits, sizeof bits, 0) != sizeof bits) {
      }
      return bits;
    };
  }
  return world;
}

}  // namespace cmt::cli
