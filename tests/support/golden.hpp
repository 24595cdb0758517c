// Golden files: expected output kept under tests/golden/. With CMT_UPDATE_GOLDEN=1 in the
// environment they are written instead of compared; read the difference before committing it.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "support/test.hpp"

namespace cmt::test {

inline std::filesystem::path golden_path(std::string_view name) {
  return std::filesystem::path(CMT_SOURCE_DIR) / "tests" / "golden" / name;
}

// Empty when there is no such file.
inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// The first line in which the texts differ, as a message; empty when they are equal.
inline std::string first_difference(std::string_view expected, std::string_view actual) {
  if (expected == actual) return {};
  std::size_t line = 1;
  std::size_t start = 0;
  std::size_t i = 0;
  for (; i < expected.size() && i < actual.size() && expected[i] == actual[i]; ++i) {
    if (expected[i] != '\n') continue;
    ++line;
    start = i + 1;
  }
  const auto rest = [start](std::string_view text) {
    return start < text.size() ? std::string(text.substr(start, text.find('\n', start) - start))
                               : std::string("(end)");
  };
  return "line " + std::to_string(line) + "\n  expected: " + rest(expected) +
         "\n  actual:   " + rest(actual);
}

inline std::string golden_difference(std::string_view name, std::string_view actual) {
  const std::filesystem::path path = golden_path(name);
  const char* update = std::getenv("CMT_UPDATE_GOLDEN");
  if (update != nullptr && std::string_view(update) == "1") {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return {};
  }
  return first_difference(read_bytes(path), actual);
}

}  // namespace cmt::test

#define CHECK_GOLDEN(name, actual)                                              \
  do {                                                                          \
    INFO("tests/golden/" << (name) << "; CMT_UPDATE_GOLDEN=1 writes it again"); \
    CHECK(cmt::test::golden_difference((name), (actual)) == std::string());     \
  } while (false)
