// Letters as PDF: by a program that is found on PATH, and a clear answer where it is not.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "cli/transcript.hpp"
#include "support/test.hpp"

namespace {

namespace fs = std::filesystem;

// PATH for as long as this lives.
class Path {
 public:
  explicit Path(const std::string& folder) : before_(std::getenv("PATH")) { ::setenv("PATH", folder.c_str(), 1); }
  ~Path() { ::setenv("PATH", before_.c_str(), 1); }
  Path(const Path&) = delete;
  Path& operator=(const Path&) = delete;

 private:
  std::string before_;
};

// A register with one complaint, and a folder with a program called weasyprint.
struct Office {
  cmt::testing::Terminal terminal;
  fs::path programs = terminal.folder() / "programs";

  Office() {
    fs::create_directories(programs);
    REQUIRE(terminal.cmt({"init", "r", "--name", "Blue Shop", "-q"}).code == 0);
    terminal.at = terminal.folder() / "r";
    REQUIRE(terminal.cmt({"new", "Late", "--medium", "web", "--description", "x", "--complainant", "Ada", "-q"}).code == 0);
  }
  void provide(const std::string& script) {
    std::ofstream{programs / "weasyprint"} << "#!/bin/sh\n" << script;
    fs::permissions(programs / "weasyprint", fs::perms::owner_all);
  }
  cmt::testing::Outcome letter(std::vector<std::string> more) {
    more.insert(more.begin(), {"letter", "2026", "acknowledgement", "--format", "pdf"});
    const Path path{programs.string()};
    return terminal.cmt(more);
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a PDF is made by weasyprint of the page of the letter, on its standard input") {
  Office office;
  office.provide("printf '%%PDF-1.7 %s ' \"$*\"\n/bin/cat\n");
  const auto made = office.letter({});
  CHECK(made.code == 0);
  CHECK(made.out.starts_with("%PDF-1.7 -q -e utf-8 - - <!doctype html>"));
  CHECK(has(made.out, "<bdi>Blue Shop</bdi>"));
}

TEST_CASE("without weasyprint there is no PDF but a word on how to have one") {
  Office office;
  const auto refused = office.letter({"-o", "a.pdf"});
  CHECK(refused.code == 3);
  CHECK(refused.out.empty());
  CHECK(has(refused.err, "no PDF without weasyprint"));
  CHECK(has(refused.err, "apt install weasyprint"));
  CHECK_FALSE(fs::exists(office.terminal.at / "a.pdf"));
}

TEST_CASE("a weasyprint that fails makes no letter, and nothing is kept") {
  Office office;
  office.provide("echo 'no fonts' >&2\nexit 4\n");
  const auto refused = office.letter({"--keep"});
  CHECK(refused.code == 3);
  CHECK(has(refused.err, "weasyprint made no PDF and ended with 4"));
  CHECK(has(refused.err, "no fonts"));
  CHECK_FALSE(fs::exists(office.terminal.at / "attachments"));
}

TEST_CASE("a letter is in the language of the complainant where there is one, else in the register's") {
  Office office;
  const auto language_of = [&](const std::string& language) {
    const auto made = office.terminal.cmt({"new", "Late", "--medium", "web", "--description", "x", "--complainant", "Eve",
                                           "--language", language, "-q"});
    REQUIRE(made.code == 0);
    const auto letter = office.terminal.cmt({"letter", made.out.substr(0, made.out.find('\n')), "acknowledgement", "--json"});
    const auto at = letter.out.find("\"language\": \"");
    return letter.out.substr(at + 13, 2);
  };
  CHECK(language_of("fa-IR") == "fa");
  CHECK(language_of("ru") == "ru");
  CHECK(language_of("tr") == "en");
}
