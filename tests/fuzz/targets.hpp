// What is fuzzed: readers of what anybody may write. Each target takes any bytes, and throws when a property of
// the reader does not hold; it must neither crash nor hang.
#pragma once
#include <span>
#include <string_view>

namespace cmt::fuzz {

struct Target {
  std::string_view name;  // also of the folder of its corpus
  void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

}  // namespace cmt::fuzz
