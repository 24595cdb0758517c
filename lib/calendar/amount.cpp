// The units' signs and words stand in one table.
#include "calendar/amount.hpp"

#include <fmt/core.h>

#include <array>

namespace cmt::calendar {
namespace {

struct UnitWords {
  Unit unit;
  std::string_view sign, one, many;
};

constexpr std::array<UnitWords, 6> units = {{
    {Unit::hours, "h", "hour", "hours"},
    {Unit::days, "d", "day", "days"},
    {Unit::weeks, "w", "week", "weeks"},
    {Unit::months, "mo", "month", "months"},
    {Unit::business_days, "bd", "business day", "business days"},
    {Unit::business_hours, "bh", "business hour", "business hours"},
}};

const UnitWords& words_of(Unit unit) {
  for (const auto& row : units)
    if (row.unit == unit) return row;
  return units.front();
}

}  // namespace

std::optional<Amount> parse_amount(std::string_view text) {
  std::size_t at = 0;
  int count = 0;
  for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    if (at == 4) return std::nullopt;
    count = count * 10 + (text[at] - '0');
  }
  if (at == 0) return std::nullopt;
  for (const auto& row : units)
    if (row.sign == text.substr(at)) return Amount{count, row.unit};
  return std::nullopt;
}

std::string text(Amount amount) {
  return fmt::format("{}{}", amount.count, words_of(amount.unit).sign);
}

std::string in_words(Amount amount) {
  const auto& words = words_of(amount.unit);
  return fmt::format("{} {}", amount.count, amount.count == 1 ? words.one : words.many);
}

}  // namespace cmt::calendar
