// From a field term as written to a term that can be matched.
#include "query/term.hpp"

#include <fmt/core.h>

#include <optional>
#include <utility>
#include <variant>

#include "core/text.hpp"
#include "query/ascii.hpp"
#include "query/dates.hpp"
#include "query/quantities.hpp"

namespace cmt::query {
namespace {

constexpr std::size_t max_listed = 12;
constexpr std::size_t max_guessed_bytes = 64;  // nothing longer is a slip of a known word

bool is_comparison(Operator op) {
  return op == Operator::less || op == Operator::less_equal || op == Operator::greater ||
         op == Operator::greater_equal;
}

bool has_order(Type type) {
  return type == Type::date || type == Type::number || type == Type::duration;
}

Message noun(Type type) {
  switch (type) {
    case Type::code:
      return tr("a code");
    case Type::text:
      return tr("a text");
    case Type::date:
      return tr("a date");
    case Type::number:
      return tr("a number");
    case Type::duration:
      return tr("a duration");
    case Type::flag:
      return tr("a yes or no");
    case Type::id:
      return tr("an id");
  }
  return {};
}

Message list(const std::vector<std::string>& words) {
  Message out;
  for (std::size_t i = 0; i < words.size() && i < max_listed; ++i)
    out += (i == 0 ? "" : ", ") + words[i];
  if (words.size() > max_listed) out += tr(" and {} more", words.size() - max_listed);
  return out;
}

// The nearest of `candidates`, then all of `known` when they are few or no guess was made.
Message suggest(std::string_view word, const std::vector<std::string>& candidates,
                    const Message& what, const std::vector<std::string>& known) {
  const auto guess =
      word.size() <= max_guessed_bytes ? nearest(word, candidates) : std::optional<std::string>{};
  if (!guess) return known.empty() ? Message{} : tr("{} are {}", what, list(known));
  if (known.empty() || known.size() > max_listed) return tr("did you mean '{}'?", *guess);
  return tr("did you mean '{}'? {} are {}", *guess, what, list(known));
}

std::string collapse_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_blank(c))
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return out;
}

std::string trim(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  if (text.starts_with(' ')) text.erase(0, 1);
  return text;
}

// The values of one field term.
class ItemReader {
 public:
  ItemReader(const Vocabulary& vocabulary, const Field& field, const Token& token)
      : vocabulary_(vocabulary), field_(field), token_(token) {}

  Result<Item> read(const Written& written) const {
    if (const auto presence = presence_of(written)) {
      if (!is_comparison(token_.op)) return Item{*presence};
      return fail(written, tr("{} cannot be compared", quoted(written.text)),
                  tr("write {}:{}", token_.text, written.text));
    }
    switch (field_.type) {
      case Type::code:
      case Type::id:
        return read_code(written);
      case Type::text:
        return read_text(written);
      case Type::date:
        return read_dates(written);
      case Type::number:
      case Type::duration:
        return read_numbers(written);
      case Type::flag:
        return read_flag(written);
    }
    return Item{};
  }

 private:
  Failure fail(const Written& written, Message message, Message hint = {}) const {
    return query_failure(vocabulary_.query, written.at, std::move(message), std::move(hint));
  }

  static std::optional<Presence> presence_of(const Written& written) {
    if (written.is_quoted || written.text.size() > 4) return std::nullopt;
    const std::string lowered = lower(written.text);
    if (lowered == "none") return Presence::absent;
    if (lowered == "any") return Presence::present;
    return std::nullopt;
  }

  Failure unknown_value(const Written& written) const {
    std::vector<std::string> codes, candidates;
    for (const Choice& choice : field_.choices) codes.push_back(choice.code);
    candidates = codes;
    for (const Choice& choice : field_.choices)
      if (!choice.label.empty()) candidates.push_back(choice.label);
    return fail(written,
                tr("{} is not a value of '{}'", quoted(written.text), field_.name),
                suggest(written.text, candidates, tr("the values"), codes));
  }

  Result<Item> read_code(const Written& written) const {
    if (field_.choices.empty()) return Item{Word{written.text, ""}};
    const std::string folded = vocabulary_.fold(written.text);
    for (const Choice& choice : field_.choices)
      if (vocabulary_.fold(choice.code) == folded) return Item{Word{choice.code, ""}};
    for (const Choice& choice : field_.choices)
      if (!choice.label.empty() && vocabulary_.fold(choice.label) == folded)
        return Item{Word{choice.code, ""}};
    return unknown_value(written);
  }

  Result<Item> read_text(const Written& written) const {
    std::string folded = collapse_blanks(vocabulary_.fold(written.text));
    if (token_.op != Operator::holds) folded = trim(std::move(folded));
    if (folded.empty())
      return fail(written, tr("{} has no letter to search for", quoted(written.text)));
    return Item{Word{written.text, std::move(folded)}};
  }

  Result<Item> read_flag(const Written& written) const {
    const std::string folded = vocabulary_.fold(written.text);
    if (folded == "yes" || folded == "true") return Item{true};
    if (folded == "no" || folded == "false") return Item{false};
    return fail(written, tr("{} is neither yes nor no", quoted(written.text)),
                tr("write {0}:yes or {0}:no", field_.name));
  }

  // The two ends of `a..b`, as parts of `numerals`, in which digits are ASCII.
  struct Ends {
    std::string_view low;
    std::string_view high;
  };
  static std::optional<Ends> ends_of(const Written& written, std::string_view numerals) {
    const std::size_t dots = numerals.find("..");
    if (written.is_quoted || dots == std::string_view::npos) return std::nullopt;
    return Ends{numerals.substr(0, dots), numerals.substr(dots + 2)};
  }

  std::optional<Failure> check_ends(const Written& written, const Ends& ends) const {
    if (is_comparison(token_.op))
      return fail(
          written,
          tr("'{}' takes one value, not a range", name_of(operator_names, token_.op)),
          tr("write {}:{}", token_.text, quoted_content(written)));
    if (ends.low.empty() && ends.high.empty())
      return fail(written, tr("the range has no end"), tr("write a..b, a.. or ..b"));
    return std::nullopt;
  }

  std::string quoted_content(const Written& written) const {
    const std::string in_quotes = quoted(written.text);
    return in_quotes.substr(1, in_quotes.size() - 2);
  }

  Failure reversed_range(const Written& written) const {
    return fail(written, tr("the range {} ends before it begins", quoted(written.text)),
                tr("write the smaller end first"));
  }

  Result<Span> read_span(const Written& written, std::string_view text) const {
    const auto parsed = parse_span(text, vocabulary_.today);
    if (const auto* span = std::get_if<Span>(&parsed)) return *span;
    if (std::get<DateFault>(parsed) == DateFault::years)
      return fail(
          written,
          tr("{} is not within the years {} to {}", quoted(text), first_year, last_year),
          tr("dates are of the Gregorian or the solar Hijri calendar"));
    const auto guess = text.size() <= max_guessed_bytes ? nearest(text, date_words())
                                                        : std::optional<std::string>{};
    return fail(written, tr("{} is not a date", quoted(text)),
                guess ? tr("did you mean '{}'?", *guess)
                      : tr("dates are 2026, 2026-Q3, 2026-07, 2026-07-31, today, today-7d, "
                        "this-month, last-quarter; ranges 2026-07..2026-09"));
  }

  Result<Item> read_dates(const Written& written) const {
    const std::string numerals = ascii_numerals(written.text);
    if (const auto ends = ends_of(written, numerals)) {
      if (auto failed = check_ends(written, *ends)) return *std::move(failed);
      DayRange range;
      if (!ends->low.empty()) {
        auto span = read_span(written, ends->low);
        if (!span) return std::move(span).failure();
        range.first = span->first;
      }
      if (!ends->high.empty()) {
        auto span = read_span(written, ends->high);
        if (!span) return std::move(span).failure();
        range.last = span->last;
      }
      if (range.first && range.last && *range.last < *range.first) return reversed_range(written);
      return Item{range};
    }
    auto span = read_span(written, numerals);
    if (!span) return std::move(span).failure();
    DayRange range;
    switch (token_.op) {
      case Operator::less:
        range.last = span->first - std::chrono::days{1};
        break;
      case Operator::less_equal:
        range.last = span->last;
        break;
      case Operator::greater:
        range.first = span->last + std::chrono::days{1};
        break;
      case Operator::greater_equal:
        range.first = span->first;
        break;
      case Operator::holds:
      case Operator::equal:
      case Operator::not_equal:
        range = {span->first, span->last};
        break;
    }
    if (!is_in_years(range.first.value_or(span->first)) ||
        !is_in_years(range.last.value_or(span->last)))
      return fail(written, token_.op == Operator::less ? tr("no date lies before {}", quoted(written.text))
                                                       : tr("no date lies after {}", quoted(written.text)));
    return Item{range};
  }

  Result<double> read_quantity(const Written& written, std::string_view text) const {
    const bool is_duration = field_.type == Type::duration;
    if (const auto quantity = is_duration ? parse_duration(text) : parse_number(text))
      return *quantity;
    return fail(written, tr("{} is not {}", quoted(text), noun(field_.type)),
                is_duration ? tr("durations are 10d, 2w, 3m, 1y or a number of days; ranges 5d..10d")
                            : tr("numbers are 12, -3 or 2.5; ranges 3..5"));
  }

  Result<Item> read_numbers(const Written& written) const {
    const std::string numerals = ascii_numerals(written.text);
    NumberRange range;
    if (const auto ends = ends_of(written, numerals)) {
      if (auto failed = check_ends(written, *ends)) return *std::move(failed);
      if (!ends->low.empty()) {
        auto low = read_quantity(written, ends->low);
        if (!low) return std::move(low).failure();
        range.low = *low;
      }
      if (!ends->high.empty()) {
        auto high = read_quantity(written, ends->high);
        if (!high) return std::move(high).failure();
        range.high = *high;
      }
      if (range.low && range.high && *range.high < *range.low) return reversed_range(written);
      return Item{range};
    }
    auto quantity = read_quantity(written, numerals);
    if (!quantity) return std::move(quantity).failure();
    switch (token_.op) {
      case Operator::less:
      case Operator::less_equal:
        range.high = *quantity;
        range.is_high_excluded = token_.op == Operator::less;
        break;
      case Operator::greater:
      case Operator::greater_equal:
        range.low = *quantity;
        range.is_low_excluded = token_.op == Operator::greater;
        break;
      case Operator::holds:
      case Operator::equal:
      case Operator::not_equal:
        if (!is_choice(*quantity)) return unknown_value(written);
        range = {*quantity, *quantity};
        break;
    }
    return Item{range};
  }

  bool is_choice(double number) const {
    const std::string text = write_number(number);
    for (const Choice& choice : field_.choices)
      if (choice.code == text) return true;
    return field_.choices.empty();
  }

  const Vocabulary& vocabulary_;
  const Field& field_;
  const Token& token_;
};

Failure unknown_field(const Vocabulary& vocabulary, const Token& token) {
  std::vector<std::string> names, candidates;
  for (const Field& field : vocabulary.fields) names.push_back(field.name);
  candidates = names;
  for (const Field& field : vocabulary.fields)
    candidates.insert(candidates.end(), field.aliases.begin(), field.aliases.end());
  Message hint = suggest(token.text, candidates, tr("the fields"), names);
  if (!hint.english().starts_with("did you mean"))
    hint += (hint.empty() ? "" : "; ") + tr("a text with '{}' goes in quotes", name_of(operator_names, token.op));
  return query_failure(vocabulary.query, token.at,
                       tr("unknown field {}", quoted(token.text)), std::move(hint));
}

Relation relation_of(Type type, Operator op) {
  if (op == Operator::not_equal) return Relation::is_not;
  return type == Type::text && op == Operator::holds ? Relation::contains : Relation::is;
}

}  // namespace

Vocabulary vocabulary(std::string_view query, const std::vector<Field>& fields, Date today,
                      const Fold& fold) {
  Vocabulary out{query, fields, today, fold, {}};
  for (std::size_t i = 0; i < fields.size(); ++i) out.index.emplace(fold(fields[i].name), i);
  for (std::size_t i = 0; i < fields.size(); ++i)
    for (const std::string& alias : fields[i].aliases) out.index.emplace(fold(alias), i);
  return out;
}

Result<Term> read_field_term(const Vocabulary& vocabulary, const Token& token) {
  const auto found = vocabulary.index.find(vocabulary.fold(token.text));
  if (found == vocabulary.index.end()) return unknown_field(vocabulary, token);
  const Field& field = vocabulary.fields[found->second];
  const std::string_view op = name_of(operator_names, token.op);

  if (is_comparison(token.op) && !has_order(field.type))
    return query_failure(vocabulary.query, token.op_at,
                         tr("'{}' does not apply to '{}'", op, field.name),
                         tr("'{}' is {} and has no order: use ':', '=' or '!='",
                            field.name, noun(field.type)));
  if (is_comparison(token.op) && token.values.size() > 1)
    return query_failure(vocabulary.query, token.values[1].at,
                         tr("'{}' takes one value", op), tr("several values go after ':'"));

  Term term{found->second, field.name, field.type, relation_of(field.type, token.op), {}};
  const ItemReader reader(vocabulary, field, token);
  for (const Written& written : token.values) {
    auto item = reader.read(written);
    if (!item) return std::move(item).failure();
    term.items.push_back(*std::move(item));
  }
  // `none` and `any` alone have one spelling, whatever the operator.
  if (auto* presence = std::get_if<Presence>(&term.items.front());
      presence && term.items.size() == 1) {
    if (term.relation == Relation::is_not)
      *presence = *presence == Presence::absent ? Presence::present : Presence::absent;
    term.relation = Relation::is;
  }
  return term;
}

Result<Term> read_text_term(const Vocabulary& vocabulary, const Token& token) {
  std::string folded = collapse_blanks(vocabulary.fold(token.text));
  if (folded.empty())
    return query_failure(vocabulary.query, token.at,
                         tr("{} has no letter to search for", quoted(token.text)));
  Term term;
  term.items.push_back(Word{token.text, std::move(folded)});
  return term;
}

}  // namespace cmt::query
