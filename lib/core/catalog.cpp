#include "core/catalog.hpp"

#include <algorithm>
#include <string>

namespace cmt {
namespace {

constexpr std::uint32_t magic = 0x950412de;

// C's expressions over n, by precedence. A step says false in `is_read` and goes on with zeros; the depth is
// that of parentheses and of `?:` in each other.
class PluralRule {
 public:
  PluralRule(std::string_view text, unsigned long long count) : rest_(text), n_(count) {}

  std::optional<unsigned long long> value() {
    const auto found = choice();
    blanks();
    if (!is_read_ || !(rest_.empty() || rest_.front() == ';' || rest_.front() == '\n')) return std::nullopt;
    return found;
  }

 private:
  using Number = unsigned long long;

  void blanks() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  bool takes(std::string_view token) {
    blanks();
    if (!rest_.starts_with(token)) return false;
    // `!` and `<` also begin other operators.
    const bool begins_another = token == "!" || token == "<" || token == ">";
    if (begins_another && rest_.size() > 1 && rest_[1] == '=') return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  Number stop() {
    is_read_ = false;
    rest_ = {};
    return 0;
  }

  Number choice() {
    if (++depth_ > 50) return stop();
    Number out = disjunction();
    if (takes("?")) {
      const Number yes = choice();
      if (!takes(":")) return stop();
      const Number no = choice();
      out = out ? yes : no;
    }
    --depth_;
    return out;
  }
  Number disjunction() {
    Number out = conjunction();
    while (takes("||")) {
      const Number right = conjunction();
      out = out || right;
    }
    return out;
  }
  Number conjunction() {
    Number out = equality();
    while (takes("&&")) {
      const Number right = equality();
      out = out && right;
    }
    return out;
  }
  Number equality() {
    Number out = order();
    for (;;) {
      if (takes("==")) out = out == order();
      else if (takes("!=")) out = out != order();
      else return out;
    }
  }
  Number order() {
    Number out = remainder();
    for (;;) {
      if (takes("<=")) out = out <= remainder();
      else if (takes(">=")) out = out >= remainder();
      else if (takes("<")) out = out < remainder();
      else if (takes(">")) out = out > remainder();
      else return out;
    }
  }
  Number remainder() {
    Number out = term();
    while (takes("%")) {
      const Number by = term();
      out = by ? out % by : stop();
    }
    return out;
  }
  Number term() {
    if (takes("!")) return ++depth_ > 50 ? stop() : !term();
    if (takes("(")) {
      const Number out = choice();
      return takes(")") ? out : stop();
    }
    if (takes("n")) return n_;
    Number out = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && digits < 9 && rest_[digits] >= '0' && rest_[digits] <= '9')
      out = out * 10 + static_cast<Number>(rest_[digits++] - '0');
    rest_.remove_prefix(digits);
    return digits ? out : stop();
  }

  std::string_view rest_;
  Number n_;
  int depth_ = 0;
  bool is_read_ = true;
};

}  // namespace

std::uint32_t Catalog::number(std::size_t at) const {
  std::uint32_t out = 0;
  for (std::size_t i = 4; i-- > 0;) out = out << 8 | static_cast<unsigned char>(bytes_[at + i]);
  return out;
}

std::string_view Catalog::entry(std::size_t table, std::size_t at) const {
  return bytes_.substr(number(table + 8 * at + 4), number(table + 8 * at));
}

std::optional<Catalog> Catalog::open(std::string_view bytes) {
  constexpr std::size_t head = 20;
  Catalog out{bytes};
  if (bytes.size() < head || out.number(0) != magic || out.number(4) >> 16 > 1) return std::nullopt;
  out.size_ = out.number(8);
  out.texts_ = out.number(12);
  out.translations_ = out.number(16);
  for (const std::size_t table : {out.texts_, out.translations_}) {
    if (table > bytes.size() || out.size_ > (bytes.size() - table) / 8) return std::nullopt;
    for (std::size_t i = 0; i < out.size_; ++i) {
      const std::size_t length = out.number(table + 8 * i), at = out.number(table + 8 * i + 4);
      if (at > bytes.size() || length > bytes.size() - at) return std::nullopt;
    }
  }
  return out;
}

std::string_view Catalog::find(std::string_view wanted) const {
  std::size_t from = 0, to = size_;
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    const int order = text(middle).compare(wanted);
    if (order == 0) return translation(middle);
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return {};
}

std::string_view Catalog::find(std::string_view one, std::string_view many, unsigned long long count) const {
  std::string key{one};
  key += '\0';
  key += many;
  std::string_view forms = find(key);
  const auto rule = header("Plural-Forms");
  const auto expression = rule.find("plural=", rule.find(';'));
  if (forms.empty() || expression == std::string_view::npos) return {};
  auto form = plural_form(rule.substr(expression + 7), count);
  if (!form) return {};
  for (; *form > 0; --*form) {
    const auto end = forms.find('\0');
    if (end == std::string_view::npos) return {};
    forms.remove_prefix(end + 1);
  }
  return forms.substr(0, forms.find('\0'));
}

std::string_view Catalog::header(std::string_view name) const {
  std::string_view rest = find(std::string_view{});
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.starts_with(name) && line.substr(name.size()).starts_with(": ")) return line.substr(name.size() + 2);
  }
  return {};
}

std::optional<unsigned long long> plural_form(std::string_view rule, unsigned long long count) {
  return PluralRule{rule, count}.value();
}

}  // namespace cmt
