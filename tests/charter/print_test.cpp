// ISO 10001:2018: a charter as customers read it.
#include "charter/print.hpp"

#include "charter/charters.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = rules_of(Process::full);

CharterState hostile() {
  PromiseDrafted evil = promise("PR-03", "<script>alert(1)</script> [x](http://evil) \x1b[31m\nand more");
  evil.limitations = {"| not | \"here\" & there"};
  evil.translations = {{"fa", "ظرف پنج روز"}};
  return Charters::replay(after<Charter>(charter_that_is(CharterStatus::published),
                                         {charter_event("2026-05-01", evil),
                                          charter_event("2026-05-02", test::published(2, "2026-06-01"))},
                                         rules),
                          rules);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("ISO 10001 7 customers read the promises that hold on the day, numbered, with what goes with them") {
  const auto state = Charters::replay(charter_that_is(CharterStatus::published), rules);
  CHECK(charter::as_text(state, day("2026-05-01"), rules.lists, "en") ==
        "Our promises\nIn force from 2026-04-01 (1)\n\nWhat you can count on\n\n"
        " 1. Within five days\n    If we break it: R52\n 2. Answered by a person\n    If we break it: R52\n\n"
        "What it covers\n  All parcels\n\nIf we break a promise\n  An apology\n\n"
        "Questions\n  help@example.org\n\nHow to complain\n  Any counter\n");
}

TEST_CASE("ISO 10001 7 a promise that is suspended is not printed") {
  const auto state = Charters::replay(
      after<Charter>(charter_that_is(CharterStatus::published),
                     {charter_event("2026-05-01", PromiseSuspended{"PR-01", day("2026-06-01"), {"X"}, {"Y"}})}, rules),
      rules);
  CHECK(has(charter::as_text(state, day("2026-05-31"), rules.lists, "en"), "Within five days"));
  CHECK_FALSE(has(charter::as_text(state, day("2026-06-01"), rules.lists, "en"), "Within five days"));
}

TEST_CASE("ISO 10001 7 a promise is printed in the language that it is translated to") {
  const auto state = hostile();
  CHECK(has(charter::as_text(state, day("2026-06-01"), rules.lists, "fa"), "ظرف پنج روز"));
  CHECK(has(charter::as_html(state, day("2026-06-01"), rules.lists, "fa"), "dir=\"rtl\""));
}

TEST_CASE("4.10 hostile text of a charter is text in every format") {
  const auto state = hostile();
  const std::string html = charter::as_html(state, day("2026-06-01"), rules.lists, "en");
  CHECK_FALSE(has(html, "<script>"));
  CHECK(has(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  const std::string markdown = charter::as_markdown(state, day("2026-06-01"), rules.lists, "en");
  CHECK_FALSE(has(markdown, "<script>"));
  CHECK_FALSE(has(markdown, "[x](http"));
  for (const auto& text : {html, markdown, charter::as_text(state, day("2026-06-01"), rules.lists, "en")})
    CHECK_FALSE(has(text, "\x1b"));
}
