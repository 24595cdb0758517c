// Every transcript in tests/cli/*.txt and every console block of the README prints what it says.
#include <filesystem>
#include <fstream>
#include <vector>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool is_update() { return std::getenv("CMT_UPDATE_GOLDEN") != nullptr; }

}  // namespace

TEST_CASE("the transcripts of tests/cli print what they say") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{CMT_SOURCE_DIR "/tests/cli"})
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  REQUIRE(files.size() >= 5);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    const std::string expected = bytes_of(file);
    const std::string actual = cmt::testing::played(expected);
    if (is_update()) std::ofstream{file, std::ios::binary} << actual;
    else CHECK(actual == expected);
  }
}

TEST_CASE("the console blocks of the README print what they say") {
  const std::filesystem::path file = CMT_SOURCE_DIR "/README.md";
  const std::string page = bytes_of(file);
  std::size_t blocks = 0;
  const std::string actual = cmt::testing::played_page(page, cmt::testing::Terminals::one_each, blocks);
  REQUIRE(blocks >= 2);
  if (is_update()) std::ofstream{file, std::ios::binary} << actual;
  else CHECK(actual == page);
}

TEST_CASE("the tutorial prints what it says, from an empty folder to the end") {
  const std::filesystem::path file = CMT_SOURCE_DIR "/docs/tutorial.md";
  const std::string page = bytes_of(file);
  std::size_t blocks = 0;
  const std::string actual = cmt::testing::played_page(page, cmt::testing::Terminals::one, blocks);
  REQUIRE(blocks >= 8);
  if (is_update()) std::ofstream{file, std::ios::binary} << actual;
  else CHECK(actual == page);
}
