// The workflows that init --ci writes. tests/ci holds them against the forges' own schemas.
#include "cli/ci_files.hpp"

#include "cli/repository.hpp"
#include "support/golden.hpp"
#include "yaml/document.hpp"
#include "yaml/second_opinion.hpp"

namespace {

using namespace cmt;
using testing::Outcome;
using testing::Repository;
using testing::file_bytes;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the workflows of init --ci are as in tests/golden/ci") {
  for (const auto& forge : cli::forge_names)
    for (const char* folder : {"", "registers/shop: one"}) {
      CAPTURE(std::string{forge.text}, folder);
      const std::string text = cli::ci_file(forge.value, folder);
      CHECK_GOLDEN("ci/" + std::string{forge.text} + (*folder ? "-folder" : "") + ".yml", text);
    }
}

TEST_CASE("two readers of YAML agree on the workflows") {
  for (const auto& forge : cli::forge_names)
    for (const char* folder : {"", "registers/shop: one"}) {
      CAPTURE(std::string{forge.text}, folder);
      const auto document = yaml::parse("workflow.yml", cli::ci_file(forge.value, folder));
      REQUIRE(document);
      CHECK_FALSE(yaml::disagree(*document));
    }
}

TEST_CASE("no expression of the forge stands in a shell line of the workflow, and its actions are pinned") {
  const std::string text = cli::ci_file(cli::Forge::github, "");
  for (std::size_t at = 0; (at = text.find("${{", at)) != std::string::npos; at += 3) {
    const auto start = text.rfind('\n', at) + 1;
    CHECK(text.substr(start, text.find('\n', at) - start) == "          BASE: ${{ github.base_ref }}");
  }
  std::size_t actions = 0;
  for (std::size_t at = 0; (at = text.find("uses: ", at)) != std::string::npos; ++at, ++actions) {
    const auto sign = text.find('@', at);
    CHECK(text.substr(sign + 1, 40).find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(text[sign + 41] == ' ');
  }
  CHECK(actions == 1);
  CHECK(has(text, "\npermissions:\n  contents: read\n\n"));
  CHECK(has(text, "fetch-depth: 0"));
}

TEST_CASE("init --ci writes to the top of the repository, for the folder of the register") {
  Repository r;
  r.make_register("registers/shop");
  r.commit_all();
  REQUIRE(r.cmt({"init", "registers/shop", "--ci", "github"}).code == 0);
  CHECK(file_bytes(r.top / ".github/workflows/complaints.yml") == cli::ci_file(cli::Forge::github, "registers/shop"));
  CHECK(has(file_bytes(r.top / ".github/workflows/complaints.yml"), "CMT_DIR: registers/shop\n"));
  CHECK(r.git({"status", "--porcelain"}) == "?? .github/\n");
}

TEST_CASE("init --ci leaves another file of that name as it is, and its own as well") {
  for (const auto& forge : cli::forge_names) {
    CAPTURE(std::string{forge.text});
    Repository r;
    REQUIRE(r.cmt({"init", "--ci", std::string{forge.text}}).code == 0);
    const Outcome again = r.cmt({"init", "--ci", std::string{forge.text}});
    CHECK(again.code == 0);
    CHECK(has(again.err, "is there already\n"));
    r.put(cli::ci_path(forge.value), "theirs: 1\n");
    const Outcome refused = r.cmt({"init", "--ci", std::string{forge.text}});
    CHECK(refused.code == 1);
    CHECK(has(refused.err, "with other contents, and is left as it is"));
    CHECK(file_bytes(r.top / cli::ci_path(forge.value)) == "theirs: 1\n");
  }
}

TEST_CASE("init --ci refuses a folder whose name the forge would take for an expression") {
  Repository r;
  r.make_register("${{ github.token }}");
  const Outcome refused = r.cmt({"init", "./${{ github.token }}", "--ci", "github"});
  CHECK(refused.code == 1);
  CHECK_FALSE(std::filesystem::exists(r.top / ".github"));
}
