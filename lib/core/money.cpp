#include "core/money.hpp"

#include <fmt/core.h>

#include <utility>

namespace cmt {

std::optional<Money> Money::parse(std::string_view amount, std::string_view currency) {
  Money money;
  int digits = 0;
  bool point = false;
  for (std::size_t i = 0; i < amount.size(); ++i) {
    const char c = amount[i];
    if (c == '.' && !point && i > 0 && i + 1 < amount.size()) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      money.value_ = money.value_ * 10 + (c - '0');
      if (++digits > 15 || (point && ++money.decimals_ > 4)) return std::nullopt;
    } else {
      return std::nullopt;
    }
  }
  if (digits == 0 || digits - money.decimals_ > 14 || currency.size() != 3) return std::nullopt;
  for (const char c : currency)
    if (c < 'A' || c > 'Z') return std::nullopt;
  money.currency_ = currency;
  return money;
}

std::optional<Money> Money::parse(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  return parse(text.substr(0, blank), text.substr(blank + 1));
}

Money Money::of(std::int64_t ten_thousandths, std::string currency) {
  Money money;
  money.value_ = ten_thousandths;
  money.decimals_ = 4;
  for (; money.decimals_ > 2 && money.value_ % 10 == 0; --money.decimals_) money.value_ /= 10;
  money.currency_ = std::move(currency);
  return money;
}

std::string Money::amount() const {
  std::string digits = fmt::format("{:0{}}", value_, decimals_ + 1);
  if (decimals_ > 0) digits.insert(digits.size() - static_cast<std::size_t>(decimals_), ".");
  return digits;
}

std::int64_t Money::ten_thousandths() const {
  std::int64_t value = value_;
  for (int i = decimals_; i < 4; ++i) value *= 10;
  return value;
}

std::string decimal_text(std::int64_t ten_thousandths) {
  const auto whole = static_cast<std::uint64_t>(ten_thousandths);
  const std::uint64_t size = ten_thousandths < 0 ? 0 - whole : whole;
  std::string out =
      fmt::format("{}{}.{:04}", ten_thousandths < 0 ? "-" : "", size / 10000, size % 10000);
  for (int i = 0; i < 2 && out.back() == '0'; ++i) out.pop_back();
  return out;
}

}  // namespace cmt
