// The corpora of the fuzzers, and changes of them from a fixed seed, through every target: what a fuzzer found
// stays found, where there is no fuzzer too.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/targets.hpp"
#include "support/test.hpp"

namespace {

std::vector<std::string> corpus_of(std::string_view name) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{CMT_SOURCE_DIR} / "tests/fuzz/corpus" / name})
    paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> out;
  for (const auto& path : paths) {
    std::ifstream in{path, std::ios::binary};
    out.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
  }
  return out;
}

// A part of one file put in the place of a part of another, or some bytes changed.
std::string changed(const std::vector<std::string>& corpus, std::mt19937& random) {
  const auto number = [&](std::size_t below) { return below == 0 ? 0 : random() % below; };
  std::string out = corpus[number(corpus.size())];
  const std::string& other = corpus[number(corpus.size())];
  for (std::size_t left = 1 + number(3); left > 0; --left) {
    const auto at = number(out.size() + 1);
    if (number(2) == 0) {
      const auto from = number(other.size());
      out.replace(at, std::min<std::size_t>(number(20), out.size() - at), other.substr(from, number(40)));
    } else if (!out.empty()) {
      static constexpr char odd[] = "\0\n\r\t :-#'\"|>[]{}&*!%@`,?=\\\x80\xC2\xEF\xBB\xBF\xFF\x7F";
      out[std::min(at, out.size() - 1)] = odd[number(sizeof odd - 1)];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("every reader holds its properties over its corpus and two thousand changes of it") {
  for (const auto& target : cmt::fuzz::targets()) {
    CAPTURE(std::string{target.name});
    const auto corpus = corpus_of(target.name);
    REQUIRE_FALSE(corpus.empty());
    for (const auto& bytes : corpus) {
      CAPTURE(bytes);
      REQUIRE_NOTHROW(target.run(bytes));
    }
    std::mt19937 random{7};
    for (int turn = 0; turn < 2000; ++turn) {
      const auto bytes = changed(corpus, random);
      CAPTURE(bytes);
      REQUIRE_NOTHROW(target.run(bytes));
    }
  }
}
