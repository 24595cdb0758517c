// Identifiers of records: random, checked, never reused.
//
// "2026-7K3QX4M": the local year of receipt, six random symbols of Crockford's base 32 and a check
// symbol. Records other than complaints have a letter in place of the year ("P-4TZ8N2C"). The check
// symbol is the last term of a weighted sum over GF(32), x^5 + x^2 + 1, whose weights are different
// powers of 5: every single wrong symbol and every swap of two neighbours, also across the hyphen,
// changes the sum (docs/decisions/0004-identifiers.md).
#pragma once
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cmt {

// A source of random bits: the system's in the program, a counter in tests.
using Random = std::function<std::uint64_t()>;

namespace ids {
// Of Crockford's base 32, by their values.
inline constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// The symbol that completes `head` ("2026-7K3QX4"); head must hold only digits, symbols, a hyphen.
char check_symbol(std::string_view head);
// Upper case, with O I L read as 0 1 1: how people type and read aloud.
std::string normalise(std::string_view typed);
// Whether the text is a whole, well-formed identifier with a right check symbol.
bool is_id(std::string_view text);
std::string draw(std::string_view head, const Random& random);
}  // namespace ids

// A complaint: four digits of the year in front.
class ComplaintId {
 public:
  // Only the exact written form: what stands in files and paths.
  static std::optional<ComplaintId> parse(std::string_view text);
  static ComplaintId draw(int year, const Random& random);
  // Of a text that parse() took before.
  static ComplaintId known(std::string_view text) { return ComplaintId{std::string{text}}; }

  const std::string& text() const { return text_; }
  int year() const;
  // "complaints/2026/2026-7K3QX4M.yaml".
  std::string path() const;
  auto operator<=>(const ComplaintId&) const = default;

 private:
  explicit ComplaintId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

// A record of another kind: one letter in front, P for a party, D for a dispute, A for an action.
class LetterId {
 public:
  static std::optional<LetterId> parse(char letter, std::string_view text);
  static LetterId draw(char letter, const Random& random);

  const std::string& text() const { return text_; }
  auto operator<=>(const LetterId&) const = default;

 private:
  explicit LetterId(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace cmt
