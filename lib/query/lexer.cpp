// The words of a query.
#include "query/lexer.hpp"

#include <fmt/core.h>

#include <array>
#include <optional>
#include <utility>

#include "core/text.hpp"
#include "query/ascii.hpp"
#include "query/query.hpp"

namespace cmt::query {
namespace {

struct QuotePair {
  std::string_view opening;
  std::string_view closing;
};
constexpr std::array<QuotePair, 3> quote_pairs = {{{"\"", "\""}, {"“", "”"}, {"«", "»"}}};

std::optional<QuotePair> opening_quote(std::string_view text) {
  for (const QuotePair& pair : quote_pairs)
    if (text.starts_with(pair.opening)) return pair;
  return std::nullopt;
}

std::optional<Name<Operator>> leading_operator(std::string_view text) {
  for (const auto& row : operator_names)
    if (text.starts_with(row.text)) return row;
  return std::nullopt;
}

// A failure when the bytes are no text that a person could have typed.
std::optional<Failure> find_unreadable(std::string_view query) {
  if (query.size() > max_query_bytes) {
    Failure failed = failure(FailureKind::usage,
                             tr("the query is longer than {} bytes", max_query_bytes));
    failed.diagnostics.front().at.file = "query";
    return failed;
  }
  if (const auto at = invalid_utf8_at(query))
    return query_failure(query, *at, tr("the query is not valid UTF-8 here"));
  for (std::size_t i = 0; i < query.size(); ++i) {
    const auto byte = static_cast<unsigned char>(query[i]);
    const bool is_c0 = (byte < 0x20 && !is_blank(query[i])) || byte == 0x7F;
    const bool is_c1 = byte == 0xC2 && static_cast<unsigned char>(query[i + 1]) < 0xA0;
    if (is_c0 || is_c1)
      return query_failure(query, i,
                           tr("the query holds the control character U+{:04X}",
                              is_c1 ? static_cast<unsigned char>(query[i + 1]) : byte));
  }
  return std::nullopt;
}

class Lexer {
 public:
  explicit Lexer(std::string_view query) : query_(query) {}

  Result<std::vector<Token>> run() {
    while (skip_blanks(), at_ < query_.size()) {
      if (auto failed = read_token()) return *std::move(failed);
    }
    tokens_.push_back({TokenKind::end, query_.size(), ""});
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return query_.substr(at_); }
  bool is_at_end() const { return at_ == query_.size(); }
  bool is_at_boundary() const {
    return is_at_end() || is_blank(query_[at_]) || query_[at_] == '(' || query_[at_] == ')';
  }
  void skip_blanks() {
    while (!is_at_end() && is_blank(query_[at_])) ++at_;
  }

  std::optional<Failure> read_token() {
    const std::size_t start = at_;
    if (query_[at_] == '(' || query_[at_] == ')') {
      const bool is_open = query_[at_++] == '(';
      tokens_.push_back({is_open ? TokenKind::open : TokenKind::close, start, is_open ? "(" : ")"});
      return std::nullopt;
    }
    if (query_[at_] == '-') return read_minus();
    if (const auto pair = opening_quote(rest())) {
      Token token{TokenKind::text, start, ""};
      if (auto failed = read_quoted(*pair, token.text)) return failed;
      if (!is_at_boundary())
        return query_failure(query_, at_, tr("a blank is missing after the quoted text"));
      if (token.text.empty())
        return query_failure(query_, start, tr("the quotes are empty"), tr("leave the quotes out"));
      tokens_.push_back(std::move(token));
      return std::nullopt;
    }
    return read_word();
  }

  std::optional<Failure> read_minus() {
    const std::size_t start = at_++;
    if (rest().starts_with('-'))
      return query_failure(query_, start, tr("'--' is not part of a query"),
                           tr("one '-' before a term means not; a text that begins with '-' goes in "
                           "quotes"));
    if (is_at_end() || is_blank(query_[at_]) || query_[at_] == ')')
      return query_failure(query_, start, tr("'-' has no term after it"),
                           tr("write '-' straight before the term; to search for it, write \"-\""));
    tokens_.push_back({TokenKind::negation, start, "-"});
    return std::nullopt;
  }

  // A bare text, a keyword, or a field with its operator and values.
  std::optional<Failure> read_word() {
    const std::size_t start = at_;
    while (!is_at_boundary()) {
      if (query_[at_] == '"') return stray_quote();
      if (const auto op = leading_operator(rest())) return read_field_term(start, *op);
      ++at_;
    }
    Token token{TokenKind::text, start, std::string(query_.substr(start, at_ - start))};
    const std::string lowered = lower(token.text);
    if (lowered == "and") token.kind = TokenKind::conjunction;
    if (lowered == "or") token.kind = TokenKind::disjunction;
    if (lowered == "not") token.kind = TokenKind::negation;
    tokens_.push_back(std::move(token));
    return std::nullopt;
  }

  std::optional<Failure> read_field_term(std::size_t start, const Name<Operator>& op) {
    if (start == at_)
      return query_failure(query_, start, tr("'{}' has no field before it", op.text),
                           tr("write field, operator and value without blanks, as in age>10d"));
    Token token{TokenKind::field, start, std::string(query_.substr(start, at_ - start)), op.value,
                at_};
    std::string before = quoted(query_.substr(start, at_ - start + op.text.size()));
    at_ += op.text.size();
    while (true) {
      Written written;
      if (auto failed = read_value(written, before)) return failed;
      token.values.push_back(std::move(written));
      if (!rest().starts_with(',')) break;
      ++at_;
      before = "','";
    }
    tokens_.push_back(std::move(token));
    return std::nullopt;
  }

  // One value of a field term, `before` being what stands before it.
  std::optional<Failure> read_value(Written& written, std::string_view before) {
    written.at = at_;
    if (const auto pair = opening_quote(rest())) {
      written.is_quoted = true;
      if (auto failed = read_quoted(*pair, written.text)) return failed;
      if (!is_at_boundary() && query_[at_] != ',')
        return query_failure(query_, at_, tr("a blank is missing after the quoted value"));
    } else {
      while (!is_at_boundary() && query_[at_] != ',') {
        if (query_[at_] == '"') return stray_quote();
        written.text += query_[at_++];
      }
    }
    if (!written.text.empty()) return std::nullopt;
    if (rest().starts_with('('))
      return query_failure(query_, at_, tr("a value cannot be in parentheses"),
                           tr("write several values as in status:open,closed"));
    return query_failure(query_, written.at, tr("a value is missing after {}", before),
                         tr("write it straight after, without a blank; 'none' finds records without "
                         "a value"));
  }

  // From the opening quote past the closing one. Runs of blanks become one blank.
  std::optional<Failure> read_quoted(const QuotePair& pair, std::string& out) {
    const std::size_t start = at_;
    at_ += pair.opening.size();
    while (!is_at_end()) {
      if (rest().starts_with(pair.closing)) {
        at_ += pair.closing.size();
        if (out == " ") out.clear();
        return std::nullopt;
      }
      if (query_[at_] == '\\') {
        const std::string_view escaped = query_.substr(at_ + 1);
        if (escaped.starts_with(pair.closing)) {
          out += pair.closing;
          at_ += 1 + pair.closing.size();
          continue;
        }
        if (escaped.starts_with('\\')) ++at_;
      }
      const char c = query_[at_++];
      if (!is_blank(c))
        out += c;
      else if (!out.ends_with(' '))
        out += ' ';
    }
    return query_failure(query_, start, tr("the quote is not closed"),
                         tr("end the text with {}", pair.closing));
  }

  Failure stray_quote() const {
    return query_failure(query_, at_, tr("a quote stands in the middle of a word"),
                         tr("put the whole text in quotes, and write \\\" for a quote in it"));
  }

  std::string_view query_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view query) {
  if (auto unreadable = find_unreadable(query)) return *std::move(unreadable);
  return Lexer(query).run();
}

Failure query_failure(std::string_view query, std::size_t at, Message message,
                      Message hint) {
  Failure failed = failure(FailureKind::usage, std::move(message), std::move(hint));
  int column = 1;
  for (const char c : query.substr(0, at))
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++column;
  failed.diagnostics.front().at = {"query", 1, column};
  failed.diagnostics.front().excerpt = std::string(query);
  return failed;
}

std::string quoted(std::string_view word) {
  constexpr std::size_t max_bytes = 60;
  if (word.size() <= max_bytes) return fmt::format("'{}'", word);
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80) --end;
  return fmt::format("'{}…'", word.substr(0, end));
}

}  // namespace cmt::query
