// The line that tells on a terminal how far a long command is. Elsewhere nothing is told, nor with
// --quiet, --json or on a terminal without control sequences.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

#include "cli/world.hpp"

namespace cmt::cli {

class Progress {
 public:
  // `what` is counted: "rows". Time is counted from here on.
  Progress(World& world, std::string what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  // Shows "12,345 rows, 6,789 a second", five times a second at most.
  void show(std::int64_t count);
  // Takes the line away, for something that is said meanwhile.
  void clear();

 private:
  World& world_;
  std::string what_;
  bool is_told_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point start_, next_;
};

}  // namespace cmt::cli
