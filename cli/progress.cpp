#include "cli/progress.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace cmt::cli {
namespace {

constexpr std::chrono::milliseconds kPause{200};

// "12,345".
std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<int>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), 1, ',');
  return text;
}

bool is_told(const World& world) {
  return world.console.err_is_terminal && !world.globals.quiet && !world.globals.json &&
         world.environment("TERM").value_or("") != "dumb";
}

}  // namespace

Progress::Progress(World& world, std::string what)
    : world_(world), what_(std::move(what)), is_told_(is_told(world)) {
  if (!is_told_) return;
  start_ = world_.steady_now();
  next_ = start_ + kPause;
}

void Progress::show(std::int64_t count) {
  if (!is_told_) return;
  const auto now = world_.steady_now();
  if (now < next_) return;
  next_ = now + kPause;
  is_shown_ = true;
  const auto seconds = std::chrono::duration<double>(now - start_).count();
  const auto rate = static_cast<std::int64_t>(static_cast<double>(count) / std::max(seconds, 0.001));
  world_.console.write_err(fmt::format("\r{} {}, {} a second\x1b[K", grouped(count), what_, grouped(rate)));
}

void Progress::clear() {
  if (std::exchange(is_shown_, false)) world_.console.write_err("\r\x1b[K");
}

}  // namespace cmt::cli
