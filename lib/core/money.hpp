// An amount of money: an exact decimal and a currency of ISO 4217. No arithmetic on binary fractions
// and no conversion between currencies.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cmt {

class Money {
 public:
  Money() = default;
  // amount "120.00" (up to 15 digits, 14 of them before the point and 4 after it at most; not
  // negative), currency "EUR".
  static std::optional<Money> parse(std::string_view amount, std::string_view currency);
  // "120.00 EUR", as options take it.
  static std::optional<Money> parse(std::string_view text);

  // Written with at least two decimals. Precondition: not negative, and a currency of ISO 4217.
  static Money of(std::int64_t ten_thousandths, std::string currency);

  std::string amount() const;
  const std::string& currency() const { return currency_; }
  std::string text() const { return amount() + " " + currency_; }
  // In ten-thousandths of the currency's unit.
  std::int64_t ten_thousandths() const;
  // The same amount written in the same way: 120.0 EUR is not 120.00 EUR.
  bool operator==(const Money&) const = default;

 private:
  std::int64_t value_ = 0;
  int decimals_ = 0;
  std::string currency_;
};

// "120.00" for 1,200,000 ten-thousandths, "-0.50" for -5,000; at least two decimals.
std::string decimal_text(std::int64_t ten_thousandths);

}  // namespace cmt
