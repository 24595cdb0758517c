// The grammar of docs/query-language.md by recursive descent, into the flat tree.
#include <fmt/core.h>

#include <utility>

#include "query/lexer.hpp"
#include "query/query.hpp"
#include "query/term.hpp"

namespace cmt::query {
namespace {

class Parser {
 public:
  Parser(const Vocabulary& vocabulary, std::vector<Token> tokens)
      : vocabulary_(vocabulary), tokens_(std::move(tokens)) {}

  Result<Query> run() {
    if (token().kind == TokenKind::end) return Query{};
    if (auto done = parse_any(); !done) return std::move(done).failure();
    if (token().kind == TokenKind::close) return fail(token(), tr("')' has no '(' before it"));
    return std::move(query_);
  }

 private:
  using Parse = Result<Done> (Parser::*)();

  const Token& token() const { return tokens_[next_]; }

  Failure fail(const Token& at, Message message, Message hint = {}) const {
    return query_failure(vocabulary_.query, at.at, std::move(message), std::move(hint));
  }

  bool begins_term() const {
    switch (token().kind) {
      case TokenKind::open:
      case TokenKind::negation:
      case TokenKind::text:
      case TokenKind::field:
        return true;
      case TokenKind::close:
      case TokenKind::conjunction:
      case TokenKind::disjunction:
      case TokenKind::end:
        return false;
    }
    return false;
  }

  bool take(TokenKind kind) {
    if (token().kind != kind) return false;
    ++next_;
    return true;
  }

  Result<Done> parse_any() {
    const std::size_t start = query_.nodes.size();
    if (auto done = parse_all(); !done) return done;
    bool is_group = false;
    while (take(TokenKind::disjunction))
      if (auto done = add_member(NodeKind::any, start, is_group, &Parser::parse_all); !done)
        return done;
    if (is_group) query_.nodes[start].size = query_.nodes.size() - start;
    return Done{};
  }

  Result<Done> parse_all() {
    const std::size_t start = query_.nodes.size();
    if (auto done = parse_not(); !done) return done;
    bool is_group = false;
    while (take(TokenKind::conjunction) || begins_term())
      if (auto done = add_member(NodeKind::all, start, is_group, &Parser::parse_not); !done)
        return done;
    if (is_group) query_.nodes[start].size = query_.nodes.size() - start;
    return Done{};
  }

  // Reads one more member of the group whose nodes begin at `start`. The group gets its head with
  // the second member; a member that is a group of the same kind hands over its own members.
  Result<Done> add_member(NodeKind kind, std::size_t start, bool& is_group, Parse parse_member) {
    auto& nodes = query_.nodes;
    if (!is_group && nodes[start].kind != kind)
      nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(start), Node{kind, 0, 0});
    is_group = true;
    const std::size_t member = nodes.size();
    if (auto done = (this->*parse_member)(); !done) return done;
    if (nodes[member].kind == kind)
      nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(member));
    return Done{};
  }

  Result<Done> parse_not() {
    if (token().kind != TokenKind::negation) return parse_primary();
    if (auto done = descend(); !done) return done;
    ++next_;
    const std::size_t start = query_.nodes.size();
    query_.nodes.push_back({NodeKind::negation, 0, 0});
    if (auto done = parse_not(); !done) return done;
    query_.nodes[start].size = query_.nodes.size() - start;
    --nesting_;
    return Done{};
  }

  Result<Done> parse_primary() {
    switch (token().kind) {
      case TokenKind::open:
        return parse_parentheses();
      case TokenKind::text:
        return add_term(read_text_term(vocabulary_, token()));
      case TokenKind::field:
        return add_term(read_field_term(vocabulary_, token()));
      case TokenKind::close:
      case TokenKind::conjunction:
      case TokenKind::disjunction:
      case TokenKind::negation:
      case TokenKind::end:
        break;
    }
    return missing_term();
  }

  Result<Done> parse_parentheses() {
    if (auto done = descend(); !done) return done;
    const Token& open = token();
    ++next_;
    if (auto done = parse_any(); !done) return done;
    if (!take(TokenKind::close)) return unclosed(open);
    --nesting_;
    return Done{};
  }

  Result<Done> add_term(Result<Term> term) {
    if (!term) return std::move(term).failure();
    query_.nodes.push_back({NodeKind::term, 1, query_.terms.size()});
    query_.terms.push_back(*std::move(term));
    ++next_;
    return Done{};
  }

  Result<Done> descend() {
    if (++nesting_ <= max_nesting) return Done{};
    return fail(token(),
                tr("parentheses and 'not' are nested more than {} deep", max_nesting));
  }

  Failure unclosed(const Token& open) const { return fail(open, tr("'(' is not closed")); }

  // Why no term begins here: the word before it asks for one in vain, or this word does.
  Failure missing_term() const {
    const Token* before = next_ == 0 ? nullptr : &tokens_[next_ - 1];
    if (before && before->kind == TokenKind::open) {
      if (token().kind == TokenKind::close) return fail(*before, tr("the parentheses are empty"));
      if (token().kind == TokenKind::end) return unclosed(*before);
    } else if (before && before->kind != TokenKind::close) {
      return fail(*before, tr("'{}' has no term after it", before->text),
                  search_hint(*before));
    }
    if (token().kind == TokenKind::close) return fail(token(), tr("')' has no '(' before it"));
    return fail(token(), tr("'{}' has no term before it", token().text),
                search_hint(token()));
  }

  static std::string search_hint(const Token& word) {
    return fmt::format("to search for the word, write \"{}\"", word.text);
  }

  const Vocabulary& vocabulary_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
  int nesting_ = 0;
  Query query_;
};

}  // namespace

Result<Query> parse(std::string_view text, const std::vector<Field>& fields,
                    std::chrono::sys_days today, const Fold& fold) {
  auto tokens = tokenize(text);
  if (!tokens) return std::move(tokens).failure();
  const Vocabulary words = vocabulary(text, fields, today, fold);
  return Parser(words, *std::move(tokens)).run();
}

std::string join_arguments(const std::vector<std::string>& arguments) {
  std::string query;
  for (const std::string& argument : arguments) {
    if (!query.empty()) query += ' ';
    query += argument;
  }
  return query;
}

}  // namespace cmt::query
