// The query language of `cmt list` and of reports (docs/query-language.md): text is parsed once
// into a flat tree, which is then asked of every record.
#pragma once
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.hpp"
#include "query/field.hpp"

namespace cmt::query {

inline constexpr std::size_t max_query_bytes = 64 * 1024;
inline constexpr int max_nesting = 64;  // parentheses and negations around a term

// `none` and `any`.
enum class Presence { absent, present };

struct Word {
  std::string text;    // as written, or the code of the choice it names
  std::string folded;  // what is compared, for free text; empty for codes and ids
  bool operator==(const Word&) const = default;
};

// Both ends belong to the range; a missing end leaves it open.
struct DayRange {
  std::optional<std::chrono::sys_days> first;
  std::optional<std::chrono::sys_days> last;
  bool operator==(const DayRange&) const = default;
};

// An end belongs to the range unless it is excluded; a missing end leaves it open.
struct NumberRange {
  std::optional<double> low;
  std::optional<double> high;
  bool is_low_excluded = false;
  bool is_high_excluded = false;
  bool operator==(const NumberRange&) const = default;
};

using Item = std::variant<Presence, Word, DayRange, NumberRange, bool>;

enum class Relation {
  contains,  // one of the items is part of the text
  is,        // one of the items is, or holds, the value
  is_not,    // none of them is; true of a record without a value
};

struct Term {
  std::optional<std::size_t> field;  // index in the caller's fields; none: the record's whole text
  std::string name;                  // of that field
  Type type = Type::text;
  Relation relation = Relation::contains;
  std::vector<Item> items;
  bool operator==(const Term&) const = default;
};

enum class NodeKind { all, any, negation, term };

struct Node {
  NodeKind kind = NodeKind::term;
  std::size_t size = 1;  // nodes of the subtree, this one included
  std::size_t term = 0;  // index in Query::terms, for NodeKind::term
  bool operator==(const Node&) const = default;
};

// The tree in prefix order; no nodes: everything matches. A group has at least two members, none of
// them a group of its own kind.
struct Query {
  std::vector<Node> nodes;
  std::vector<Term> terms;
  bool operator==(const Query&) const = default;
};

// Words such as `this-month` and `today-7d` are resolved against `today`, so a query means the same
// for as long as it lives. Failure: FailureKind::usage with one diagnostic that points into `text`,
// its file being "query".
Result<Query> parse(std::string_view text, const std::vector<Field>& fields,
                    std::chrono::sys_days today, const Fold& fold);

// The words of a command line as one query: joined by blanks. Quotes that the shell removed are not
// guessed back; text with blanks needs quotes of its own.
std::string join_arguments(const std::vector<std::string>& arguments);

// Allocates nothing beyond what the record's own functions allocate.
bool matches(const Query& query, const RecordView& record);

// The query as an indented tree in words, without a final line end.
std::string explain(const Query& query);

// The query on one line with absolute dates; parsing it gives an equal query.
std::string canonical(const Query& query);

// Whether any term looks at the whole text of the record.
bool needs_text(const Query& query);

// The indices of the fields that the query looks at, ascending, each once.
std::vector<std::size_t> fields_used(const Query& query);

}  // namespace cmt::query
