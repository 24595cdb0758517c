// From a field term as written to a term that can be matched: field, operator and values are
// checked against what the caller offers.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "query/field.hpp"
#include "query/lexer.hpp"
#include "query/query.hpp"

namespace cmt::query {

// What the reading of a term depends on.
struct Vocabulary {
  std::string_view query;
  const std::vector<Field>& fields;
  Date today;
  const Fold& fold;
  std::unordered_map<std::string, std::size_t> index;  // folded names and aliases
};

Vocabulary vocabulary(std::string_view query, const std::vector<Field>& fields, Date today,
                      const Fold& fold);

Result<Term> read_field_term(const Vocabulary& vocabulary, const Token& token);
Result<Term> read_text_term(const Vocabulary& vocabulary, const Token& token);

}  // namespace cmt::query
