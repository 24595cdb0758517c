// The words of a query: parentheses, `and or not`, texts, and field terms with their operator and
// values still as written.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "core/result.hpp"

namespace cmt::query {

enum class Operator { holds, equal, not_equal, less, less_equal, greater, greater_equal };

// In the order in which they are tried: a longer spelling stands before its beginning.
inline constexpr auto operator_names = names<Operator>({{Operator::holds, ":"},
                                                        {Operator::equal, "="},
                                                        {Operator::not_equal, "!="},
                                                        {Operator::less_equal, "<="},
                                                        {Operator::less, "<"},
                                                        {Operator::greater_equal, ">="},
                                                        {Operator::greater, ">"}});

enum class TokenKind { open, close, conjunction, disjunction, negation, text, field, end };

// One of the values of a field term. A quoted value is never a range, `none` or `any`.
struct Written {
  std::string text;
  bool is_quoted = false;
  std::size_t at = 0;
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::size_t at = 0;  // offset in the query, in bytes, as everywhere here
  std::string text;    // of a text its content, of a field term the field, else as written
  Operator op = Operator::holds;
  std::size_t op_at = 0;
  std::vector<Written> values = {};
};

// The last token is TokenKind::end.
Result<std::vector<Token>> tokenize(std::string_view query);

// FailureKind::usage at a place of the query.
Failure query_failure(std::string_view query, std::size_t at, Message message,
                      Message hint = {});

// A word of the user as a message shows it: in quotes, cut when long.
std::string quoted(std::string_view word);

}  // namespace cmt::query
