// The words of a query.
#include "query/lexer.hpp"

#include <fmt/core.h>

#include "support/test.hpp"

using namespace cmt::query;

namespace {

// One line a query: kinds and contents of its tokens.
std::string tokens(std::string_view text) {
  const auto read = tokenize(text);
  if (!read) return "error: " + read.diagnostics().front().message.english();
  std::string out;
  for (const Token& token : *read) {
    if (token.kind == TokenKind::end) break;
    if (!out.empty()) out += ' ';
    switch (token.kind) {
      case TokenKind::open:
      case TokenKind::close:
        out += token.text;
        break;
      case TokenKind::conjunction:
        out += "AND";
        break;
      case TokenKind::disjunction:
        out += "OR";
        break;
      case TokenKind::negation:
        out += "NOT";
        break;
      case TokenKind::text:
        out += fmt::format("[{}]", token.text);
        break;
      case TokenKind::field:
        out += fmt::format("{}{}", token.text, name_of(operator_names, token.op));
        for (const Written& value : token.values)
          out +=
              value.is_quoted ? fmt::format("{{{}}}", value.text) : fmt::format("<{}>", value.text);
        break;
      case TokenKind::end:
        break;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("blanks, tabs and line ends separate words") {
  CHECK(tokens(" a\tb\r\nc ") == "[a] [b] [c]");
}

TEST_CASE("and, or and not are operators in any case") {
  CHECK(tokens("a And b OR nOt c") == "[a] AND [b] OR NOT [c]");
}

TEST_CASE("a quoted operator is a text") {
  CHECK(tokens("\"and\" “or” «not»") == "[and] [or] [not]");
}

TEST_CASE("parentheses need no blanks around them") {
  CHECK(tokens("(a)(b or c)") == "( [a] ) ( [b] OR [c] )");
}

TEST_CASE("a hyphen before a term is not, inside a word it is a letter") {
  CHECK(tokens("-a -\"b\" -(c) -d:e f-g") == "NOT [a] NOT [b] NOT ( [c] ) NOT d:<e> [f-g]");
}

TEST_CASE("every operator is told from its beginning") {
  CHECK(tokens("a:1 a=1 a!=1 a<1 a<=1 a>1 a>=1") == "a:<1> a=<1> a!=<1> a<<1> a<=<1> a><1> a>=<1>");
}

TEST_CASE("only the first operator of a word counts") {
  CHECK(tokens("ref:a:b=c>d") == "ref:<a:b=c>d>");
}

TEST_CASE("an exclamation mark without an equals sign is a letter") {
  CHECK(tokens("help!") == "[help!]");
}

TEST_CASE("values are separated by commas and may be quoted") {
  CHECK(tokens("a:b,\"c, d\",«e»") == "a:<b>{c, d}{e}");
}

TEST_CASE("in quotes a backslash protects the quote and itself, else it is a letter") {
  CHECK(tokens(R"("a\"b\\c\d")") == R"([a"b\c\d])");
}

TEST_CASE("runs of blanks in quotes become one") { CHECK(tokens("\"a \t\n b\"") == "[a b]"); }

TEST_CASE("text of any script is a word") { CHECK(tokens("دوبار списали") == "[دوبار] [списали]"); }
