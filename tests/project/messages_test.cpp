// The catalogs of messages in lib/data/po, and the code that they translate.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "cli/args.hpp"
#include "cli/commands.hpp"
#include "cli/world.hpp"
#include "core/catalog.hpp"
#include "core/data.hpp"
#include "core/message.hpp"
#include "support/test.hpp"

namespace {

using namespace cmt;

Catalog catalog_of(const std::string& language) {
  const auto catalog = Catalog::open(data::file("po/" + language + ".mo"));
  REQUIRE(catalog);
  return *catalog;
}

std::vector<std::string> translations() {
  std::vector<std::string> out = spoken_languages();
  out.erase(std::remove(out.begin(), out.end(), "en"), out.end());
  return out;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in{CMT_SOURCE_DIR "/" + path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// The places of a text that fmt fills: "{0} of {1:d}" -> {"0", "1:d"}; those without a number are counted.
std::multiset<std::string> places_of(std::string_view text) {
  std::multiset<std::string> out;
  std::size_t counted = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "{{" || text.substr(at, 2) == "}}") {
      ++at;
    } else if (text[at] == '{') {
      const auto end = text.find('}', at);
      REQUIRE(end != std::string_view::npos);
      std::string place{text.substr(at + 1, end - at - 1)};
      if (place.empty() || place.front() == ':') place = std::to_string(counted++) + place;
      out.insert(place);
      at = end;
    }
  }
  return out;
}

// What ends a text counts: "done; " goes on in what is put after it.
bool ends_alike(std::string_view a, std::string_view b) {
  const auto is = [](std::string_view text, char c) { return !text.empty() && text.back() == c; };
  return is(a, ' ') == is(b, ' ') && is(a, '\n') == is(b, '\n');
}

}  // namespace

TEST_CASE("the program speaks Persian and Russian") { CHECK(translations() == std::vector<std::string>{"fa", "ru"}); }

TEST_CASE("the template of the catalogs has every text that the code marks, and every catalog translates them all") {
  if (std::system("command -v xgettext >/dev/null") != 0) {
    WARN("xgettext is not installed: the template was not compared");
    return;
  }
  CHECK(std::system(CMT_SOURCE_DIR "/script/messages --check >/dev/null") == 0);
}

TEST_CASE("a translation has the places of the text that it translates") {
  for (const auto& language : translations()) {
    const Catalog catalog = catalog_of(language);
    CHECK(catalog.size() > 1500);
    for (std::size_t i = 0; i < catalog.size(); ++i) {
      const auto text = catalog.text(i);
      if (text.empty()) continue;
      // Of a counted text the last form has all places; "one of them" may leave the number out.
      const auto wanted = places_of(text.substr(text.rfind('\0') == std::string_view::npos ? 0 : text.rfind('\0') + 1));
      for (auto rest = catalog.translation(i); !rest.empty();) {
        const auto form = rest.substr(0, rest.find('\0'));
        rest.remove_prefix(std::min(rest.size(), form.size() + 1));
        CAPTURE(language, std::string{text}, std::string{form});
        CHECK(places_of(form) == wanted);
        CHECK(ends_alike(form, text));
      }
    }
  }
}

// What a command's help says, but for what is put together when it is declared.
void add_help_of(const cli::Command& command, std::set<std::string>& out) {
  cli::Args args;
  cli::Globals globals;
  command.add(args);
  args.add_globals(globals);
  out.insert(std::string{command.summary});
  for (const auto& arg : args.args()) out.insert(arg.meaning);
  for (const auto& [line, meaning] : args.examples()) out.insert(meaning);
  for (const auto& paragraph : args.paragraphs())
    if (!paragraph.starts_with("The reports: ")) out.insert(paragraph);
  if (command.verbs)
    for (const auto& verb : command.verbs()) add_help_of(verb, out);
}

TEST_CASE("all that the help of a command says is in every catalog") {
  std::set<std::string> said;
  for (const auto& command : cli::commands()) add_help_of(command, said);
  said.erase("");
  CHECK(said.size() > 1000);
  for (const auto& language : translations()) {
    const Catalog catalog = catalog_of(language);
    for (const auto& text : said) {
      CAPTURE(language, text);
      CHECK_FALSE(catalog.find(text).empty());
    }
  }
}

TEST_CASE("a catalog says its language, its plural and its direction") {
  for (const auto& language : translations()) {
    const Catalog catalog = catalog_of(language);
    CAPTURE(language);
    CHECK(catalog.header("Language") == language);
    const auto rule = catalog.header("Plural-Forms");
    const auto expression = rule.find("plural=", rule.find(';'));
    REQUIRE(expression != std::string_view::npos);
    CHECK(plural_form(rule.substr(expression + 7), 1));
    CHECK((catalog.header("X-Direction") == "ltr" || catalog.header("X-Direction") == "rtl"));
  }
}

TEST_CASE("no translation has a character that could steer a terminal") {
  for (const auto& language : translations()) {
    const std::string bytes = bytes_of("lib/data/po/" + language + ".po");
    REQUIRE_FALSE(bytes.empty());
    for (const char* steering : {"\x1b", "\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"})
      CHECK(bytes.find(steering) == std::string::npos);
  }
}
