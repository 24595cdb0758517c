// The grammar of queries: what groups with what, and how values are read.
#include "query/vocabulary.hpp"
#include "support/test.hpp"

using namespace cmt::query;
using namespace cmt::query::testing;

namespace {

// The tree with every group in brackets, so that precedence shows.
std::string tree(const Query& query, std::size_t at = 0) {
  const Node& node = query.nodes[at];
  if (node.kind == NodeKind::term) return std::get<Word>(query.terms[node.term].items.front()).text;
  std::string out = node.kind == NodeKind::all   ? "all["
                    : node.kind == NodeKind::any ? "any["
                                                 : "not[";
  for (std::size_t member = at + 1; member < at + node.size; member += query.nodes[member].size)
    out += (member == at + 1 ? "" : " ") + tree(query, member);
  return out + "]";
}

std::string tree(std::string_view text) {
  const auto query = parsed(text);
  return query ? tree(*query) : "error: " + query.diagnostics().front().message.english();
}

}  // namespace

TEST_CASE("a query of nothing is everything") {
  const auto query = parsed(" \t ");
  REQUIRE(query);
  CHECK(query->nodes.empty());
}

TEST_CASE("adjacent terms mean and") { CHECK(tree("a b c") == "all[a b c]"); }

TEST_CASE("and binds closer than or") {
  CHECK(tree("a or b and c") == "any[a all[b c]]");
  CHECK(tree("a and b or c") == "any[all[a b] c]");
}

TEST_CASE("adjacent terms bind as close as and") {
  CHECK(tree("a b or c d") == "any[all[a b] all[c d]]");
}

TEST_CASE("not binds closer than and") {
  CHECK(tree("not a b") == "all[not[a] b]");
  CHECK(tree("-a b") == "all[not[a] b]");
  CHECK(tree("a not b or c") == "any[all[a not[b]] c]");
}

TEST_CASE("not may be repeated") { CHECK(tree("not not a") == "not[not[a]]"); }

TEST_CASE("parentheses come first") {
  CHECK(tree("(a or b) c") == "all[any[a b] c]");
  CHECK(tree("not (a b)") == "not[all[a b]]");
  CHECK(tree("((a))") == "a");
}

TEST_CASE("groups of one kind are one group") {
  CHECK(tree("(a b) c") == "all[a b c]");
  CHECK(tree("a (b (c d)) e") == "all[a b c d e]");
  CHECK(tree("a or (b or c) or d") == "any[a b c d]");
  CHECK(tree("(a or b) or (c d)") == "any[a b all[c d]]");
  CHECK(tree("not (a b) (c or d) (e f)") == "all[not[all[a b]] any[c d] e f]");
}

TEST_CASE("a field is found by its name or alias in any case") {
  CHECK(canonical_of("Status:open") == "status:open");
  CHECK(canonical_of("CAT:billing") == "category:billing");
}

TEST_CASE("a value is found by its code or label in any case") {
  CHECK(canonical_of("category:BILLING") == "category:billing");
  CHECK(canonical_of("category:\"charges and invoices\"") == "category:billing");
}

TEST_CASE("a code without choices is kept as written") {
  CHECK(canonical_of("owner:Sara") == "owner:Sara");
  CHECK(canonical_of("ref:a..b") == "ref:a..b");
}

TEST_CASE("none and any ask whether there is a value") {
  CHECK(canonical_of("owner:None") == "owner:none");
  CHECK(canonical_of("owner=any") == "owner:any");
  CHECK(canonical_of("owner!=none") == "owner:any");
  CHECK(canonical_of("received!=any") == "received:none");
  CHECK(canonical_of("owner:none,sara") == "owner:none,sara");
}

TEST_CASE("quoted none and any are ordinary values") {
  CHECK(canonical_of("owner:\"none\"") == "owner:\"none\"");
  CHECK(std::holds_alternative<Word>(parsed("owner:\"any\"")->terms.front().items.front()));
}

TEST_CASE("a comparison with a span of days looks past its far or near end") {
  CHECK(canonical_of("received>2026-07") == "received>=2026-08-01");
  CHECK(canonical_of("received>=2026-07") == "received>=2026-07-01");
  CHECK(canonical_of("received<2026-07") == "received<=2026-06-30");
  CHECK(canonical_of("received<=2026-07") == "received<=2026-07-31");
}

TEST_CASE("a range of days runs from the first day of one span to the last of the other") {
  CHECK(canonical_of("received:2026-07..2026-09") == "received:2026-07-01..2026-09-30");
  CHECK(canonical_of("received:2026-Q2..") == "received>=2026-04-01");
  CHECK(canonical_of("received:..2025") == "received<=2025-12-31");
  CHECK(canonical_of("received:today-7d..today") == "received:2026-08-08..2026-08-15");
}

TEST_CASE("dates, ranges and none may be listed") {
  CHECK(canonical_of("received:2026-07-01,2026-08..,none") ==
        "received:2026-07-01,2026-08-01..,none");
}

TEST_CASE("dates, numbers and durations may have Persian and Arabic digits") {
  CHECK(canonical_of("received:۲۰۲۶-۰۷-۳۱") == "received:2026-07-31");
  CHECK(canonical_of("severity:٣") == "severity:3");
  CHECK(canonical_of("age>۱۰d") == "age>10d");
}

TEST_CASE("numbers and durations know ranges and comparisons") {
  CHECK(canonical_of("severity>=3") == "severity>=3");
  CHECK(canonical_of("severity<2.5") == "severity<2.5");
  CHECK(canonical_of("severity:1..2") == "severity:1..2");
  CHECK(canonical_of("severity:0..0") == "severity:0");
  CHECK(canonical_of("age:2w..1m") == "age:14d..30d");
  CHECK(canonical_of("age=..10") == "age<=10d");
  CHECK(canonical_of("age!=3d..") == "age!=3d..");
}

TEST_CASE("flags are yes or no") {
  CHECK(canonical_of("overdue:TRUE") == "overdue:yes");
  CHECK(canonical_of("overdue=no") == "overdue:no");
}

TEST_CASE("a colon searches in a text field, an equals sign compares all of it") {
  CHECK(parsed("summary:card")->terms.front().relation == Relation::contains);
  CHECK(parsed("summary=card")->terms.front().relation == Relation::is);
  CHECK(parsed("summary!=card")->terms.front().relation == Relation::is_not);
}

TEST_CASE("a query as deep as the limit is read, a deeper one refused") {
  const auto nested = [](int depth) {
    const auto count = static_cast<std::size_t>(depth);
    return std::string(count, '(') + "a" + std::string(count, ')');
  };
  CHECK(canonical_of(nested(max_nesting)) == "\"a\"");
  CHECK(canonical_of(nested(max_nesting + 1)) ==
        "error: parentheses and 'not' are nested more than 64 deep");
}

TEST_CASE("not counts as nesting") {
  std::string text;
  for (int i = 0; i <= max_nesting; ++i) text += "not ";
  CHECK(canonical_of(text + "a") == "error: parentheses and 'not' are nested more than 64 deep");
}

TEST_CASE("groups side by side are not nested") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "(a) not b ";
  CHECK(parsed(text)->terms.size() == 2000);
}

TEST_CASE("the words of a command line are joined by blanks") {
  CHECK(join_arguments({}).empty());
  CHECK(join_arguments({"status:open age>10d", "foo"}) == "status:open age>10d foo");
  CHECK(join_arguments({"\"taken", "twice\""}) == "\"taken twice\"");
}
