// The words of reports: lib/data/labels.yaml and the code that asks for them.
#include <filesystem>
#include <fstream>
#include <set>

#include "core/data.hpp"
#include "support/test.hpp"
#include "yaml/document.hpp"

namespace {

using namespace cmt;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// The literal that begins after `at`, past spaces and line ends; empty when something else does.
std::string literal_at(const std::string& source, std::size_t at) {
  at = source.find_first_not_of(" \n", at);
  if (at == std::string::npos || source[at] != '"') return {};
  return source.substr(at + 1, source.find('"', at + 1) - at - 1);
}

}  // namespace

TEST_CASE("every word of lib/data/labels.yaml is there in English, Persian and Russian") {
  const auto document = yaml::parse("labels.yaml", std::string{data::file("labels.yaml")});
  REQUIRE(document);
  std::size_t words = 0;
  for (const auto& [key, value] : document->root().entries()) {
    ++words;
    CAPTURE(std::string{key.text()});
    for (const char* language : {"en", "fa", "ru"}) {
      const auto text = value.find(language);
      REQUIRE(text);
      CHECK_FALSE(text->text().empty());
    }
  }
  CHECK(words > 300);
}

TEST_CASE("every word that a report asks for is in lib/data/labels.yaml") {
  const auto document = yaml::parse("labels.yaml", std::string{data::file("labels.yaml")});
  REQUIRE(document);
  std::set<std::string> words;
  for (const auto& [key, value] : document->root().entries()) words.emplace(key.text());
  std::size_t asked = 0;
  for (const auto& entry : std::filesystem::directory_iterator{CMT_SOURCE_DIR "/lib/reports"}) {
    if (entry.path().extension() != ".cpp") continue;
    CAPTURE(entry.path().filename().string());
    const std::string source = bytes_of(entry.path());
    for (const char* call : {"word(", "sentence(", "column("})
      for (auto at = source.find(call); at != std::string::npos; at = source.find(call, at + 1)) {
        const auto scope = source.find_first_not_of(" \n", at + std::string{call}.size());
        if (source.compare(scope, 6, "scope,") != 0) continue;
        const std::string key = literal_at(source, scope + 6);
        if (key.empty() || key.back() == '.' || key.back() == '_') continue;  // computed
        ++asked;
        CAPTURE(key);
        CHECK(words.count(key) == 1);
      }
  }
  CHECK(asked > 200);
}
