// A query in words and as one canonical line.
#include "query/vocabulary.hpp"
#include "support/test.hpp"

using namespace cmt::query;
using namespace cmt::query::testing;

namespace {

std::string explained(std::string_view text) {
  const auto query = parsed(text);
  return query ? explain(*query) : "error: " + query.diagnostics().front().message.english();
}

}  // namespace

TEST_CASE("a query is explained as a tree") {
  CHECK(explained("status:open received:2026-07..2026-09 age>10d \"taken twice\"") ==
        "all of:\n"
        "  status is open\n"
        "  received from 2026-07-01 to 2026-09-30\n"
        "  age more than 10 days\n"
        "  text contains “taken twice”");
}

TEST_CASE("groups within groups are indented") {
  CHECK(explained("status:open (category:billing or not (owner:none card)) or age<1d") ==
        "any of:\n"
        "  all of:\n"
        "    status is open\n"
        "    any of:\n"
        "      category is billing\n"
        "      not:\n"
        "        all of:\n"
        "          owner is absent\n"
        "          text contains “card”\n"
        "  age less than 1 day");
}

TEST_CASE("a query of nothing is explained as everything") { CHECK(explained("") == "everything"); }

TEST_CASE("each kind of term has its words") {
  CHECK(explained("owner:any") == "owner is present");
  CHECK(explained("owner:\"Sara A\"") == "owner is “Sara A”");
  CHECK(explained("owner!=sara") == "owner is not sara");
  CHECK(explained("category:billing,staff") == "category is one of: billing, staff");
  CHECK(explained("category!=billing,staff") == "category is none of: billing, staff");
  CHECK(explained("summary:card") == "summary contains “card”");
  CHECK(explained("summary:card,cash") == "summary contains one of: card, cash");
  CHECK(explained("summary=card") == "summary is card");
  CHECK(explained("received:2026-07-31") == "received on 2026-07-31");
  CHECK(explained("received!=2026-07") == "received not from 2026-07-01 to 2026-07-31");
  CHECK(explained("received>2026-07") == "received on or after 2026-08-01");
  CHECK(explained("received<2026-07") == "received on or before 2026-06-30");
  CHECK(explained("severity:3") == "severity is 3");
  CHECK(explained("severity!=3") == "severity is not 3");
  CHECK(explained("severity:3..4") == "severity from 3 to 4");
  CHECK(explained("severity>=3") == "severity at least 3");
  CHECK(explained("severity<=3") == "severity at most 3");
  CHECK(explained("age:1") == "age is 1 day");
  CHECK(explained("age:2w..1m") == "age from 14 to 30 days");
  CHECK(explained("age!=10d..") == "age not at least 10 days");
  CHECK(explained("overdue:yes") == "overdue is yes");
}

TEST_CASE("a canonical query is one line with explicit operators") {
  CHECK(canonical_of("status:open\n card -category:billing or cat:staff") ==
        "status:open and \"card\" and not category:billing or category:staff");
}

TEST_CASE("a canonical query has parentheses only where they are needed") {
  CHECK(canonical_of("(a or (b)) (c (d))") == "(\"a\" or \"b\") and \"c\" and \"d\"");
  CHECK(canonical_of("(a b) or not (c) or not (d or e)") ==
        "\"a\" and \"b\" or not \"c\" or not (\"d\" or \"e\")");
}

TEST_CASE("a canonical query quotes what would not read back") {
  CHECK(canonical_of(R"(owner:"a \"b\" \\c")") == R"(owner:"a \"b\" \\c")");
  CHECK(canonical_of("owner:سارا,\"x,y\",x:y") == "owner:\"سارا\",\"x,y\",\"x:y\"");
}

TEST_CASE("a canonical query tells text that is found from text that is equal") {
  CHECK(canonical_of("summary:card") == "summary:card");
  CHECK(canonical_of("summary=card") == "summary=card");
  CHECK(canonical_of("summary!=card") == "summary!=card");
}

TEST_CASE("a canonical query of nothing is empty") { CHECK(canonical_of("") == ""); }
