#include "yaml/second_opinion.hpp"

#include <string>
#include <utility>

#include "support/test.hpp"

namespace {

using namespace cmt::yaml;

std::string opinion(std::string bytes) {
  const auto document = parse("r.yaml", std::move(bytes));
  if (!document) return "refused by the first: " + document.diagnostics().front().message.english();
  const auto found = disagree(*document);
  return found ? std::to_string(found->at.line) + ":" + std::to_string(found->at.column) + " " +
                     found->message.english()
               : "agreed";
}

}  // namespace

TEST_CASE("both readers agree on ordinary files") {
  CHECK(opinion(
            "a: b\nc: [d, {e: f}]\ng:\n  - h: |\n      i\n\n      j\n    k: >-\n      l\n      m\n"
            "n: \"o\\u00e9\"\np: 'q'\n~: null\nr: ~\n") == "agreed");
  CHECK(opinion("\xEF\xBB\xBFкл: знач\r\nт: |\r\n  раз\r\n  два\r\n") == "agreed");
  CHECK(opinion("---\na: |\n  x\n...\n") == "agreed");
  CHECK(opinion("a: |\n  x") == "agreed");
  CHECK(opinion("{\"a\": [1, 2]}") == "agreed");
}

TEST_CASE("a file that the readers understand differently is not trusted") {
  CHECK(opinion("x: y\na: [b ?c]\n") ==
        "2:7 two YAML readers disagree on this file; the second one: unknown token");
  CHECK(opinion("x: y\na: >+\n  b\n\n\n") ==
        "2:4 two YAML readers disagree on this file; the second one: it reads another text here");
}
