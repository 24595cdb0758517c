// What holds of every query: the canonical line reads back, and no bytes break the parser.
#include <cmath>
#include <random>

#include "query/quantities.hpp"
#include "query/vocabulary.hpp"
#include "support/test.hpp"

using namespace cmt::query;
using namespace cmt::query::testing;

namespace {

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <class T>
  const T& pick(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

  Query query() {
    Query out;
    if (below(50) != 0) add_node(out, 5, NodeKind::term);
    return out;
  }

 private:
  // A node that is not a group of the kind of its parent, as the parser leaves none.
  void add_node(Query& query, int depth, NodeKind parent) {
    const std::size_t at = query.nodes.size();
    NodeKind kind = depth == 0 ? NodeKind::term
                               : pick<NodeKind>({NodeKind::term, NodeKind::term, NodeKind::all,
                                                 NodeKind::any, NodeKind::negation});
    if (kind == parent && kind != NodeKind::negation) kind = NodeKind::term;
    query.nodes.push_back({kind, 1, 0});
    if (kind == NodeKind::term) {
      query.nodes[at].term = query.terms.size();
      query.terms.push_back(term());
      return;
    }
    const std::size_t members = kind == NodeKind::negation ? 1 : 2 + below(3);
    for (std::size_t i = 0; i < members; ++i) add_node(query, depth - 1, kind);
    query.nodes[at].size = query.nodes.size() - at;
  }

  Term term() {
    if (below(4) == 0) {
      Term text;
      text.items.push_back(folded_word());
      return text;
    }
    const std::size_t field = below(fields().size());
    const Field described = fields()[field];
    Term out{field, described.name, described.type, Relation::is, {}};
    if (below(3) == 0) out.relation = Relation::is_not;
    if (described.type == Type::text && below(2) == 0) out.relation = Relation::contains;
    const std::size_t count = 1 + below(3) / 2 * below(4);
    for (std::size_t i = 0; i < count; ++i) out.items.push_back(item(described));
    const bool is_presence = std::holds_alternative<Presence>(out.items.front());
    if (count == 1 && is_presence && out.relation != Relation::contains)
      out.relation = Relation::is;
    if (count == 1 && is_presence && described.type == Type::text) out.relation = Relation::is;
    // Only a comparison leaves an end out of a range of numbers, and it has one value.
    if (count > 1 || out.relation == Relation::is_not)
      for (Item& each : out.items)
        if (auto* range = std::get_if<NumberRange>(&each))
          range->is_low_excluded = range->is_high_excluded = false;
    return out;
  }

  Item item(const Field& field) {
    if (below(8) == 0) return below(2) ? Presence::absent : Presence::present;
    switch (field.type) {
      case Type::code:
      case Type::id:
        if (field.choices.empty()) return Word{words(), ""};
        return Word{pick(field.choices).code, ""};
      case Type::text:
        return folded_word();
      case Type::date: {
        const auto first = today + std::chrono::days{static_cast<int>(below(2000)) - 1000};
        const auto last = first + std::chrono::days{static_cast<int>(below(3) / 2 * below(500))};
        switch (below(3)) {
          case 0:
            return DayRange{first, {}};
          case 1:
            return DayRange{{}, last};
          default:
            return DayRange{first, last};
        }
      }
      case Type::number:
      case Type::duration:
        return range(field);
      case Type::flag:
        return below(2) == 0;
    }
    return {};
  }

  NumberRange range(const Field& field) {
    const double low =
        *parse_duration(std::to_string(below(9000)) + "." + std::to_string(below(99)));
    const double high = low + 1 + static_cast<double>(below(9));
    switch (below(4)) {
      case 0:
        return {low, {}, below(2) == 0, false};
      case 1:
        return {{}, high, false, below(2) == 0};
      case 2:
        if (!field.choices.empty()) return {1.0, 1.0};
        return {low, low};
      default:
        return {low, *parse_duration(write_number(std::round(high * 100) / 100))};
    }
  }

  Word folded_word() {
    const std::string text = words();
    return {text, fold(text)};
  }

  // Everything that needs care in quotes, without blanks at the ends or twice in a row.
  std::string words() {
    static const std::vector<std::string> parts = {
        "a",  "Z",  "and", "or",   "not", "none", "any",  "\"",          "\\",      ",",
        "..", "(",  ")",   ":",    ">=",  "!=",   "-",    "“",           "”",       "«",
        "»",  "۱۲", "ё",   "کارت", "日",  "💳",    "\\\"", "status:open", "2026-07", "\u200c"};
    std::string out = pick(parts);
    for (std::size_t i = below(4); i > 0; --i) out += (below(2) ? " " : "") + pick(parts);
    return out;
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("the canonical line of any query parses to an equal query") {
  Generator generate(10002);
  for (int i = 0; i < 5000; ++i) {
    const Query query = generate.query();
    const std::string line = canonical(query);
    INFO(line);
    const auto again = parsed(line);
    if (!again) FAIL(again.diagnostics().front().message.english());
    REQUIRE(*again == query);
    REQUIRE(line.find('\n') == std::string::npos);
  }
}

TEST_CASE("random bytes and random words never break the parser") {
  Generator generate(2018);
  const std::vector<std::string> words = {
      "status", ":",     "open",     " ",    "(",        ")",
      "\"",     "and",   " or ",     "not ", "-",        ",",
      "..",     ">=",    "<",        "!=",   "=",        "today",
      "-7d",    "2026",  "-07",      "none", "age",      "10",
      "\\",     "“",     "”",        "\xff", "\n",       "\x1b",
      "۵",      "owner", "severity", ":",    "received", std::string(1, '\0')};
  int readable = 0;
  for (int i = 0; i < 30000; ++i) {
    std::string text;
    for (std::size_t length = generate.below(24); length > 0; --length) {
      if (i % 3 == 0)
        text += static_cast<char>(generate.below(256));
      else
        text += generate.pick(words);
    }
    const auto query = parsed(text);
    if (!query) {
      REQUIRE(query.failure().kind == cmt::FailureKind::usage);
      REQUIRE_FALSE(query.diagnostics().front().message.empty());
      REQUIRE(query.diagnostics().front().at.column >= 1);
      continue;
    }
    ++readable;
    INFO(text);
    const auto again = parsed(canonical(*query));
    REQUIRE(again);
    REQUIRE(*again == *query);
    REQUIRE_FALSE(explain(*query).empty());
  }
  CHECK(readable > 1000);
}
