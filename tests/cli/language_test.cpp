// In which language the program speaks (docs/languages.md). What it then says is in languages.txt.
#include "cli/language.hpp"

#include "cli/transcript.hpp"
#include "support/test.hpp"

using namespace cmt;
using testing::Terminal;

namespace {

// What is said where a language comes from the environment.
std::string said_in(const std::map<std::string, std::string>& variables) {
  Terminal terminal;
  for (const auto& [name, value] : variables) terminal.variables[name] = value;
  return terminal.type("cmt clsoe").err;
}

const std::string english = "error: there is no command 'clsoe'\n  did you mean 'close'?\n";
const std::string russian = "ошибка: нет команды 'clsoe'\n  возможно, вы имели в виду 'close'?\n";

}  // namespace

TEST_CASE("messages are in English where nothing asks for another language") {
  CHECK(said_in({}) == english);
  CHECK(said_in({{"LC_ALL", "C.UTF-8"}}) == english);
  CHECK(said_in({{"LANG", "tr_TR.UTF-8"}}) == english);
}

TEST_CASE("messages are in the language of the locale, which need not be installed") {
  CHECK(said_in({{"LANG", "ru_RU.UTF-8"}}) == russian);
  CHECK(said_in({{"LC_MESSAGES", "ru"}, {"LANG", "fa_IR"}}) == russian);
  CHECK(said_in({{"LC_ALL", "ru_RU"}, {"LC_MESSAGES", "fa_IR"}}) == russian);
  CHECK(said_in({{"LC_ALL", ""}, {"LANG", "ru_RU"}}) == russian);
}

TEST_CASE("LANGUAGE goes before the locale, but not before the locale C") {
  CHECK(said_in({{"LANG", "fa_IR.UTF-8"}, {"LANGUAGE", "de:ru:fa"}}) == russian);
  CHECK(said_in({{"LANG", "en_GB.UTF-8"}, {"LANGUAGE", "ru"}}) == russian);
  CHECK(said_in({{"LANG", "ru_RU.UTF-8"}, {"LANGUAGE", "en"}}) == english);
  CHECK(said_in({{"LC_ALL", "C"}, {"LANGUAGE", "ru"}}) == english);
  CHECK(said_in({{"LANGUAGE", "ru"}}) == english);
}

TEST_CASE("CMT_LANG goes before the locale, and --lang before it") {
  CHECK(said_in({{"CMT_LANG", "ru"}, {"LC_ALL", "fa_IR.UTF-8"}}) == russian);
  CHECK(said_in({{"CMT_LANG", "xx"}, {"LC_ALL", "ru_RU.UTF-8"}}) == english);
  Terminal terminal;
  terminal.variables["CMT_LANG"] = "fa";
  CHECK(terminal.type("cmt --lang ru clsoe").err == russian);
  CHECK(terminal.type("cmt --lang en clsoe").err == english);
}

TEST_CASE("on a terminal what is written from left to right is kept together in a Persian line") {
  REQUIRE(speak("fa"));
  CHECK(cli::in_direction("وصول 2026-73VXRJF اعلام شد", true) == "وصول \u20662026-73VXRJF\u2069 اعلام شد");
  CHECK(cli::in_direction("گام بعدی: ack, assess", true) == "گام بعدی: \u2066ack, assess\u2069");
  CHECK(cli::in_direction("\033[31mخطا:\033[0m نه\n", true) == "\033[31mخطا:\033[0m نه\n");
  CHECK(cli::in_direction("وصول 2026-73VXRJF اعلام شد", false) == "وصول 2026-73VXRJF اعلام شد");
  speak("en");
}

TEST_CASE("in a language written from left to right a terminal gets the text as it is") {
  REQUIRE(speak("ru"));
  CHECK(cli::in_direction("2026-73VXRJF: получение подтверждено", true) == "2026-73VXRJF: получение подтверждено");
  speak("en");
}

TEST_CASE("hostile text in a message steers no terminal in any language") {
  Terminal terminal;
  for (const char* language : {"en", "fa", "ru"}) {
    const auto outcome = terminal.cmt({"--lang", language, "cl\x1b[2J\u202e{}%s"});
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find('\x1b') == std::string::npos);
    CHECK(outcome.err.find("\u202e") == std::string::npos);
    CHECK(outcome.err.find("{}%s") != std::string::npos);
  }
}
