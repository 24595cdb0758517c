// What a query that cannot be read is answered: the message, its place and what to do.
#include <fmt/core.h>

#include "query/vocabulary.hpp"
#include "support/test.hpp"

using namespace cmt::query;
using namespace cmt::query::testing;

namespace {

std::string answer(std::string_view text) {
  const auto query = parsed(text);
  if (query) return "no error";
  const cmt::Diagnostic& found = query.diagnostics().front();
  std::string out =
      fmt::format("{}:{}:{}: {}", found.at.file, found.at.line, found.at.column, found.message.english());
  if (!found.hint.empty()) out += "\n" + found.hint.english();
  return out;
}

}  // namespace

TEST_CASE("a wrong query is a wrong use of the command, shown with the query") {
  const auto query = parsed("a status:opne");
  REQUIRE_FALSE(query);
  CHECK(query.failure().kind == cmt::FailureKind::usage);
  REQUIRE(query.diagnostics().size() == 1);
  CHECK(query.diagnostics().front().excerpt == "a status:opne");
}

TEST_CASE("an unknown field is answered with the nearest and the list") {
  CHECK(answer("status:open categry:billing") ==
        "query:1:13: unknown field 'categry'\n"
        "did you mean 'category'? the fields are status, category, owner, summary, received, "
        "severity, age, overdue, ref");
  CHECK(answer("http://example.org") ==
        "query:1:1: unknown field 'http'\n"
        "the fields are status, category, owner, summary, received, severity, age, overdue, ref; a "
        "text with ':' goes in quotes");
}

TEST_CASE("a column counts characters, not bytes") {
  CHECK(answer("\"کارت من\" стaтус:x").substr(0, 12) == "query:1:11: ");
}

TEST_CASE("a long list of fields is cut") {
  std::vector<Field> many;
  for (int i = 10; i < 30; ++i) many.push_back({fmt::format("f{}", i), Type::text, "", {}, {}});
  const auto query = parse("zzzzzz:1", many, today, fold);
  REQUIRE_FALSE(query);
  CHECK(query.diagnostics().front().hint ==
        "the fields are f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21 and 8 more; a "
        "text with ':' goes in quotes");
}

TEST_CASE("an unknown value is answered with the nearest and the list") {
  CHECK(answer("category:delivery,biling") ==
        "query:1:19: 'biling' is not a value of 'category'\n"
        "did you mean 'billing'? the values are billing, delivery, staff");
  CHECK(answer("severity:7") ==
        "query:1:10: '7' is not a value of 'severity'\n"
        "the values are 1, 2, 3, 4");
}

TEST_CASE("a long word is cut in the message") {
  CHECK(answer("status:" + std::string(1000, 'x')).substr(0, 40) ==
        "query:1:8: '" + std::string(28, 'x'));
  CHECK(answer("status:" + std::string(1000, 'x')).size() < 200);
}

TEST_CASE("an order is refused where there is none") {
  CHECK(answer("status>open") ==
        "query:1:7: '>' does not apply to 'status'\n"
        "'status' is a code and has no order: use ':', '=' or '!='");
  CHECK(answer("summary<=x") ==
        "query:1:8: '<=' does not apply to 'summary'\n"
        "'summary' is a text and has no order: use ':', '=' or '!='");
  CHECK(answer("overdue>no") ==
        "query:1:8: '>' does not apply to 'overdue'\n"
        "'overdue' is a yes or no and has no order: use ':', '=' or '!='");
  CHECK(answer("ref<A1") ==
        "query:1:4: '<' does not apply to 'ref'\n"
        "'ref' is an id and has no order: use ':', '=' or '!='");
}

TEST_CASE("a comparison takes one plain value") {
  CHECK(answer("age>1d,2d") == "query:1:8: '>' takes one value\nseveral values go after ':'");
  CHECK(answer("age>=1d..2d") == "query:1:6: '>=' takes one value, not a range\nwrite age:1d..2d");
  CHECK(answer("received<none") == "query:1:10: 'none' cannot be compared\nwrite received:none");
}

TEST_CASE("a bad date is answered with the forms of dates") {
  const std::string forms =
      "dates are 2026, 2026-Q3, 2026-07, 2026-07-31, today, today-7d, this-month, last-quarter; "
      "ranges 2026-07..2026-09";
  CHECK(answer("received:2026-13") == "query:1:10: '2026-13' is not a date\n" + forms);
  CHECK(answer("received:31.07.2026") == "query:1:10: '31.07.2026' is not a date\n" + forms);
  CHECK(answer("received:2026-07..x") == "query:1:10: 'x' is not a date\n" + forms);
  CHECK(answer("received:tody") == "query:1:10: 'tody' is not a date\ndid you mean 'today'?");
}

TEST_CASE("a year of another calendar is refused") {
  CHECK(answer("received:1250-05") ==
        "query:1:10: '1250-05' is not within the years 1900 to 2199\n"
        "dates are of the Gregorian or the solar Hijri calendar");
  CHECK(answer("received>2199") == "query:1:10: no date lies after '2199'");
  CHECK(answer("received<1900") == "query:1:10: no date lies before '1900'");
}

TEST_CASE("a bad number or duration is answered with the forms") {
  CHECK(answer("severity>high") ==
        "query:1:10: 'high' is not a number\nnumbers are 12, -3 or 2.5; ranges 3..5");
  CHECK(answer("age>10h") ==
        "query:1:5: '10h' is not a duration\n"
        "durations are 10d, 2w, 3m, 1y or a number of days; ranges 5d..10d");
}

TEST_CASE("a bad flag is answered with yes and no") {
  CHECK(answer("overdue:maybe") ==
        "query:1:9: 'maybe' is neither yes nor no\nwrite overdue:yes or overdue:no");
}

TEST_CASE("a range needs an end and the right order") {
  CHECK(answer("age:..") == "query:1:5: the range has no end\nwrite a..b, a.. or ..b");
  CHECK(answer("age:10d..5d") ==
        "query:1:5: the range '10d..5d' ends before it begins\nwrite the smaller end first");
  CHECK(answer("received:2026-09..2026-07") ==
        "query:1:10: the range '2026-09..2026-07' ends before it begins\n"
        "write the smaller end first");
}

TEST_CASE("a missing value is pointed at") {
  const std::string hint =
      "\nwrite it straight after, without a blank; 'none' finds records without a value";
  CHECK(answer("status:") == "query:1:8: a value is missing after 'status:'" + hint);
  CHECK(answer("status: open") == "query:1:8: a value is missing after 'status:'" + hint);
  CHECK(answer("age>= 10d") == "query:1:6: a value is missing after 'age>='" + hint);
  CHECK(answer("status:open,") == "query:1:13: a value is missing after ','" + hint);
  CHECK(answer("owner:\"\"") == "query:1:7: a value is missing after 'owner:'" + hint);
  CHECK(answer("status:(open)") ==
        "query:1:8: a value cannot be in parentheses\n"
        "write several values as in status:open,closed");
}

TEST_CASE("a missing field is pointed at") {
  CHECK(answer("age > 10d") ==
        "query:1:5: '>' has no field before it\n"
        "write field, operator and value without blanks, as in age>10d");
}

TEST_CASE("a quote must be closed") {
  CHECK(answer("a \"taken twice") == "query:1:3: the quote is not closed\nend the text with \"");
  CHECK(answer("owner:«sara") == "query:1:7: the quote is not closed\nend the text with »");
}

TEST_CASE("a quote stands around a whole word") {
  CHECK(answer("5\"x") ==
        "query:1:2: a quote stands in the middle of a word\n"
        "put the whole text in quotes, and write \\\" for a quote in it");
  CHECK(answer("\"a\"b") == "query:1:4: a blank is missing after the quoted text");
  CHECK(answer("owner:\"a\"b") == "query:1:10: a blank is missing after the quoted value");
  CHECK(answer("a \"\"") == "query:1:3: the quotes are empty\nleave the quotes out");
}

TEST_CASE("parentheses must be in pairs and hold something") {
  CHECK(answer("a (b or (c)") == "query:1:3: '(' is not closed");
  CHECK(answer("(") == "query:1:1: '(' is not closed");
  CHECK(answer("a) b") == "query:1:2: ')' has no '(' before it");
  CHECK(answer(")") == "query:1:1: ')' has no '(' before it");
  CHECK(answer("a ()") == "query:1:3: the parentheses are empty");
}

TEST_CASE("and, or and not need their terms") {
  CHECK(answer("a and") ==
        "query:1:3: 'and' has no term after it\nto search for the word, write \"and\"");
  CHECK(answer("a OR ") ==
        "query:1:3: 'OR' has no term after it\nto search for the word, write \"OR\"");
  CHECK(answer("not") ==
        "query:1:1: 'not' has no term after it\nto search for the word, write \"not\"");
  CHECK(answer("or a") ==
        "query:1:1: 'or' has no term before it\nto search for the word, write \"or\"");
  CHECK(answer("a (and b)") ==
        "query:1:4: 'and' has no term before it\nto search for the word, write \"and\"");
  CHECK(answer("a and or b") ==
        "query:1:3: 'and' has no term after it\nto search for the word, write \"and\"");
  CHECK(answer("(a not)") ==
        "query:1:4: 'not' has no term after it\nto search for the word, write \"not\"");
}

TEST_CASE("a hyphen needs its term and stands alone") {
  CHECK(answer("a - b") ==
        "query:1:3: '-' has no term after it\n"
        "write '-' straight before the term; to search for it, write \"-\"");
  CHECK(answer("--json") ==
        "query:1:1: '--' is not part of a query\n"
        "one '-' before a term means not; a text that begins with '-' goes in quotes");
}

TEST_CASE("a text that folds to nothing finds nothing and is refused") {
  const auto query = parse("\"~\" ", fields(), today,
                           [](std::string_view text) { return text == "~" ? "" : fold(text); });
  REQUIRE_FALSE(query);
  CHECK(query.diagnostics().front().message == "'~' has no letter to search for");
}

TEST_CASE("bytes that are no text are refused") {
  CHECK(answer("caf\xc3") == "query:1:4: the query is not valid UTF-8 here");
  CHECK(answer("a \x1b[2J") == "query:1:3: the query holds the control character U+001B");
  CHECK(answer("é\xc2\x9b") == "query:1:2: the query holds the control character U+009B");
  CHECK(answer(std::string("a\0b", 3)) ==
        "query:1:2: the query holds the control character U+0000");
}

TEST_CASE("a query longer than the limit is refused") {
  CHECK(answer(std::string(max_query_bytes, 'a')) == "no error");
  CHECK(answer(std::string(max_query_bytes + 1, 'a')) ==
        "query:0:0: the query is longer than 65536 bytes");
}
