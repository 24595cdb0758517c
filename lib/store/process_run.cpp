// posix_spawnp, three pipes and a poll loop.
#include "store/process_run.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <thread>

#include "store/system_calls.hpp"

extern char** environ;

namespace cmt::store {
namespace {

using Clock = std::chrono::steady_clock;

// How often a program is looked after whose pipes say nothing.
constexpr std::chrono::milliseconds kLook(20);
constexpr std::chrono::milliseconds kLookAtExit(1);

// The status of a child of which the system does not tell how it ended.
constexpr int kUnknownEnd = 127 << 8;

struct Pipe {
  Descriptor read;
  Descriptor write;
};

// Both ends above the standard streams, so that handing them to the child overwrites neither.
std::optional<Pipe> make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  const Descriptor first(ends[0]);
  const Descriptor second(ends[1]);
  Pipe pipe{Descriptor(fcntl(ends[0], F_DUPFD_CLOEXEC, STDERR_FILENO + 1)),
            Descriptor(fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1))};
  if (!pipe.read || !pipe.write) return std::nullopt;
  return pipe;
}

bool set_nonblocking(const Descriptor& end) {
  const int flags = fcntl(end.get(), F_GETFL);
  return flags >= 0 && fcntl(end.get(), F_SETFL, flags | O_NONBLOCK) == 0;
}

// Keeps a write to a program that has stopped reading from ending our own: the signal is held back
// in this thread, and taken away before it is let through again.
class PipeSignalBlock {
 public:
  PipeSignalBlock() {
    sigset_t waiting;
    sigpending(&waiting);
    was_pending_ = sigismember(&waiting, SIGPIPE) == 1;
    sigset_t pipe = only_pipe();
    pthread_sigmask(SIG_BLOCK, &pipe, &mask_);
  }
  PipeSignalBlock(const PipeSignalBlock&) = delete;
  PipeSignalBlock& operator=(const PipeSignalBlock&) = delete;
  ~PipeSignalBlock() {
    const sigset_t pipe = only_pipe();
    const timespec at_once = {};
    while (!was_pending_ && sigtimedwait(&pipe, nullptr, &at_once) < 0 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }
  const sigset_t& mask() const { return mask_; }  // as it was before

 private:
  static sigset_t only_pipe() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    return set;
  }
  sigset_t mask_;
  bool was_pending_ = false;
};

// While a program has the terminal, its keys for interrupt and quit are for that program alone.
class TerminalKeysIgnored {
 public:
  explicit TerminalKeysIgnored(bool is_needed) : is_needed_(is_needed) {
    if (!is_needed_) return;
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &ignore, &interrupt_);
    sigaction(SIGQUIT, &ignore, &quit_);
  }
  TerminalKeysIgnored(const TerminalKeysIgnored&) = delete;
  TerminalKeysIgnored& operator=(const TerminalKeysIgnored&) = delete;
  ~TerminalKeysIgnored() {
    if (!is_needed_) return;
    sigaction(SIGINT, &interrupt_, nullptr);
    sigaction(SIGQUIT, &quit_, nullptr);
  }
  // Adds the signals that the child is to have again as before.
  void restore_in_child(sigset_t& defaults) const {
    if (is_needed_ && interrupt_.sa_handler != SIG_IGN) sigaddset(&defaults, SIGINT);
    if (is_needed_ && quit_.sa_handler != SIG_IGN) sigaddset(&defaults, SIGQUIT);
  }

 private:
  bool is_needed_;
  struct sigaction interrupt_ = {};
  struct sigaction quit_ = {};
};

std::vector<std::string> child_environment(const RunOptions& options) {
  std::vector<std::string> variables;
  for (char** variable = environ; variable && *variable; ++variable) {
    const std::string_view text = *variable;
    if (options.environment.count(std::string(text.substr(0, text.find('=')))) == 0) {
      variables.emplace_back(text);
    }
  }
  for (const auto& [name, value] : options.environment) {
    if (value) variables.push_back(name + "=" + *value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

// The child's three streams: our ends of the pipes stay with us, being close-on-exec.
struct Plumbing {
  Pipe input, output, errors;
};

// Gives 0 or an error number.
int spawn(pid_t& child, const std::vector<std::string>& argv, const RunOptions& options,
          const Plumbing* plumbing, const sigset_t& mask, const TerminalKeysIgnored& keys) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int error = posix_spawn_file_actions_init(&actions);
  if (error != 0) return error;
  error = posix_spawnattr_init(&attributes);
  if (error != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return error;
  }
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGXFSZ);
  keys.restore_in_child(defaults);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setsigmask(&attributes, &mask);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);

  if (!options.folder.empty()) {
    error = posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
  }
  if (error == 0 && plumbing) {
    const std::array<int, 3> ends = {plumbing->input.read.get(), plumbing->output.write.get(),
                                     plumbing->errors.write.get()};
    for (int stream = 0; error == 0 && stream < 3; ++stream) {
      error = posix_spawn_file_actions_adddup2(&actions, ends[static_cast<std::size_t>(stream)],
                                               stream);
    }
  }
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
#endif
  std::vector<std::string> arguments = argv;
  std::vector<std::string> variables = child_environment(options);
  if (error == 0) {
    error = posix_spawnp(&child, argv.front().c_str(), &actions, &attributes,
                         pointers(arguments).data(), pointers(variables).data());
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

// Takes what is there; false at the end of the stream.
bool drain(const Descriptor& end, std::string& text) {
  std::array<char, 65536> buffer;
  while (true) {
    const ssize_t got = read(end.get(), buffer.data(), buffer.size());
    if (got > 0) {
      text.append(buffer.data(), static_cast<std::size_t>(got));
      return true;
    }
    if (got == 0) return false;
    if (errno != EINTR) return errno == EAGAIN;
  }
}

// Hands over what fits; false when all is written or nobody reads.
bool feed(const Descriptor& end, std::string_view& input) {
  while (!input.empty()) {
    const ssize_t put = write(end.get(), input.data(), input.size());
    if (put > 0) {
      input.remove_prefix(static_cast<std::size_t>(put));
    } else if (put < 0 && errno == EAGAIN) {
      return true;
    } else if (put == 0 || errno != EINTR) {
      return false;
    }
  }
  return false;
}

// Whether the child has ended; its status is then taken.
bool has_ended(pid_t child, int& status) {
  pid_t ended = 0;
  do {
    ended = waitpid(child, &status, WNOHANG);
  } while (ended < 0 && errno == EINTR);
  return ended != 0;
}

void wait_for(pid_t child, int& status) {
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
}

Failure stop(pid_t child, const std::string& program, Message why) {
  kill(child, SIGKILL);
  int status = 0;
  wait_for(child, status);
  return unreadable(program, std::move(why));
}

void set_status(ProcessOutput& result, int status) {
  if (WIFSIGNALED(status)) {
    result.signal = WTERMSIG(status);
    result.status = 128 + result.signal;
  } else {
    result.status = WEXITSTATUS(status);
  }
}

// Serves the three pipes until the child has ended. One that is held open by a program which the
// child left running is not waited for.
Result<Done> serve(pid_t child, const std::string& program, const RunOptions& options,
                   Plumbing& plumbing, ProcessOutput& result, int& status) {
  std::string_view input = options.input;
  const Clock::time_point start = Clock::now();
  plumbing.input.read = Descriptor();
  plumbing.output.write = Descriptor();
  plumbing.errors.write = Descriptor();
  if (input.empty()) plumbing.input.write = Descriptor();
  bool is_ended = false;
  while (true) {
    std::array<pollfd, 3> polled = {{{plumbing.input.write.get(), POLLOUT, 0},
                                     {plumbing.output.read.get(), POLLIN, 0},
                                     {plumbing.errors.read.get(), POLLIN, 0}}};
    const bool is_open = plumbing.output.read || plumbing.errors.read;
    if (is_ended && !is_open) return Done{};
    // Without an open stream this only sleeps until the child is looked at again.
    const auto pause = is_ended ? kLook.zero() : is_open ? kLook : kLookAtExit;
    const int ready = poll(polled.data(), polled.size(), static_cast<int>(pause.count()));
    if (ready < 0 && errno != EINTR && errno != EAGAIN) {
      const Message why = describe(errno);
      return is_ended ? unreadable(program, why) : stop(child, program, why);
    }
    if (ready > 0) {
      if (polled[0].revents != 0 && !feed(plumbing.input.write, input)) {
        plumbing.input.write = Descriptor();
      }
      if (polled[1].revents != 0 && !drain(plumbing.output.read, result.output)) {
        plumbing.output.read = Descriptor();
      }
      if (polled[2].revents != 0 && !drain(plumbing.errors.read, result.errors)) {
        plumbing.errors.read = Descriptor();
      }
    }
    Message why;
    if (result.output.size() + result.errors.size() > options.output_limit) {
      why = tr("was stopped: it wrote more than {} bytes", options.output_limit);
    } else if (options.time_limit && Clock::now() - start > *options.time_limit) {
      why = tr("was stopped: it took longer than {} ms", options.time_limit->count());
    }
    if (!why.empty()) return is_ended ? unreadable(program, why) : stop(child, program, why);
    const bool is_quiet = ready <= 0;
    if (is_ended && is_quiet) return Done{};
    const bool is_closed = !plumbing.output.read && !plumbing.errors.read;
    if (!is_ended && (is_quiet || is_closed)) is_ended = has_ended(child, status);
  }
}

// Why these words cannot be run at all.
std::optional<Failure> unfit(const std::vector<std::string>& argv) {
  if (argv.empty() || argv.front().empty()) return unreadable("", tr("no program to run is named"));
  for (const std::string& argument : argv) {
    if (argument.find('\0') != std::string::npos) {
      return unreadable(argv.front(), tr("cannot be run with a NUL byte in an argument"));
    }
  }
  return std::nullopt;
}

// Nothing when the system has none; errno says why.
std::optional<Plumbing> make_plumbing() {
  auto input = make_pipe();
  auto output = make_pipe();
  auto errors = make_pipe();
  if (!input || !output || !errors || !set_nonblocking(input->write) ||
      !set_nonblocking(output->read) || !set_nonblocking(errors->read)) {
    return std::nullopt;
  }
  return Plumbing{std::move(*input), std::move(*output), std::move(*errors)};
}

Failure not_started(int error, const std::string& program, const RunOptions& options) {
  if (error != ENOENT) return unreadable(program, tr("cannot be run: {}", describe(error)));
  std::error_code ignored;
  const bool has_folder =
      options.folder.empty() || std::filesystem::is_directory(options.folder, ignored);
  return has_folder ? unreadable(program, tr("cannot be run: no such program"))
                    : unreadable(options.folder.string(), tr("no such folder"));
}

}  // namespace

Result<ProcessOutput> run(const std::vector<std::string>& argv, const RunOptions& options) {
  if (auto failure = unfit(argv)) return std::move(*failure);
  const std::string& program = argv.front();
  std::optional<Plumbing> plumbing;
  if (options.streams == Streams::captured) {
    plumbing = make_plumbing();
    if (!plumbing) return unreadable(program, tr("cannot be run: {}", describe(errno)));
  }
  const PipeSignalBlock block;
  pid_t child = 0;
  const TerminalKeysIgnored keys(!plumbing);
  const int error =
      spawn(child, argv, options, plumbing ? &*plumbing : nullptr, block.mask(), keys);
  if (error != 0) return not_started(error, program, options);

  ProcessOutput result;
  int status = kUnknownEnd;
  if (plumbing) {
    auto served = serve(child, program, options, *plumbing, result, status);
    if (!served) return served.failure();
  } else {
    wait_for(child, status);
  }
  set_status(result, status);
  return result;
}

struct Conversation::Parts {
  std::string program;
  RunOptions options;
  Plumbing plumbing;
  pid_t child = 0;
  std::string answer, errors;
  std::size_t taken = 0;  // of `answer`

  ~Parts() {
    if (child <= 0) return;
    kill(child, SIGKILL);
    int status = 0;
    wait_for(child, status);
  }

  std::string_view waiting() const { return std::string_view{answer}.substr(taken); }

  Failure ended() const {
    const std::string_view said = std::string_view{errors}.substr(0, errors.find('\n'));
    return unreadable(program, said.empty() ? tr("ended before it had answered")
                                            : tr("ended: {}", std::string{said}));
  }

  // Waits once for the pipes and moves what can be moved. Fails at the limits and when the program
  // has closed its answer.
  Result<Done> move(std::string_view& request) {
    std::array<pollfd, 3> polled = {
        {{request.empty() ? -1 : plumbing.input.write.get(), POLLOUT, 0},
         {plumbing.output.read.get(), POLLIN, 0},
         {plumbing.errors.read.get(), POLLIN, 0}}};
    const int patience = options.time_limit ? static_cast<int>(options.time_limit->count()) : -1;
    const int ready = poll(polled.data(), polled.size(), patience);
    if (ready < 0) {
      if (errno == EINTR || errno == EAGAIN) return Done{};
      return unreadable(program, describe(errno));
    }
    if (ready == 0) return unreadable(program, tr("said nothing for {} ms", patience));
    if (polled[2].revents != 0) {
      if (!drain(plumbing.errors.read, errors)) plumbing.errors.read = Descriptor();
      if (errors.size() > (std::size_t{64} << 10)) errors.resize(std::size_t{64} << 10);
    }
    if (polled[1].revents != 0 && !drain(plumbing.output.read, answer)) return ended();
    if (answer.size() - taken > options.output_limit)
      return unreadable(program, tr("answered more than {} bytes", options.output_limit));
    if (polled[0].revents != 0 && !feed(plumbing.input.write, request) && !request.empty())
      return ended();
    return Done{};
  }

  Result<Done> await() {
    std::string_view nothing;
    return move(nothing);
  }

  std::string take(std::size_t count) {
    std::string out{waiting().substr(0, count)};
    taken += count;
    if (taken == answer.size() || taken > (std::size_t{1} << 20)) {
      answer.erase(0, taken);
      taken = 0;
    }
    return out;
  }
};

Conversation::Conversation(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;
Conversation::~Conversation() = default;

Result<Conversation> Conversation::start(const std::vector<std::string>& argv,
                                         const RunOptions& options) {
  if (auto failure = unfit(argv)) return std::move(*failure);
  auto plumbing = make_plumbing();
  if (!plumbing) return unreadable(argv.front(), tr("cannot be run: {}", describe(errno)));
  auto parts = std::make_unique<Parts>();
  parts->program = argv.front();
  parts->options = options;
  parts->plumbing = std::move(*plumbing);
  const PipeSignalBlock block;
  const TerminalKeysIgnored keys(false);
  const int error =
      spawn(parts->child, argv, options, &parts->plumbing, block.mask(), keys);
  if (error != 0) {
    parts->child = 0;
    return not_started(error, argv.front(), options);
  }
  parts->plumbing.input.read = Descriptor();
  parts->plumbing.output.write = Descriptor();
  parts->plumbing.errors.write = Descriptor();
  return Conversation{std::move(parts)};
}

Result<Done> Conversation::say(std::string_view request) {
  const PipeSignalBlock block;
  while (!request.empty())
    if (auto moved = parts_->move(request); !moved) return moved;
  return Done{};
}

Result<std::string> Conversation::line() {
  std::size_t looked_at = 0;
  for (;;) {
    const auto end = parts_->waiting().find('\n', looked_at);
    if (end != std::string_view::npos) {
      std::string out = parts_->take(end + 1);
      out.pop_back();
      return out;
    }
    looked_at = parts_->waiting().size();
    if (auto moved = parts_->await(); !moved) return std::move(moved).failure();
  }
}

Result<std::string> Conversation::bytes(std::size_t count) {
  while (parts_->waiting().size() < count)
    if (auto moved = parts_->await(); !moved) return std::move(moved).failure();
  return parts_->take(count);
}

Result<Done> Conversation::skip(std::size_t count) {
  while (count > 0) {
    const std::size_t there = std::min(count, parts_->waiting().size());
    parts_->take(there);
    count -= there;
    if (count == 0) break;
    if (auto moved = parts_->await(); !moved) return moved;
  }
  return Done{};
}

}  // namespace cmt::store
