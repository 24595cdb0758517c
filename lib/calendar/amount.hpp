// Amounts of time as deadline profiles, settings and options write them: "24h", "30d", "8w", "6mo",
// "3bd" (business days), "16bh" (business hours).
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cmt::calendar {

enum class Unit { hours, days, weeks, months, business_days, business_hours };

struct Amount {
  int count = 0;
  Unit unit = Unit::days;
  bool operator==(const Amount&) const = default;
};

// "3bd": a count of 0 to 9999 in ASCII digits and the unit's sign; nothing for anything else.
std::optional<Amount> parse_amount(std::string_view text);
// The written form, which `parse_amount` reads back.
std::string text(Amount amount);
// For people, in English: "3 business days", "1 hour".
std::string in_words(Amount amount);

constexpr bool is_business(Unit unit) {
  return unit == Unit::business_days || unit == Unit::business_hours;
}
constexpr bool is_in_hours(Unit unit) {
  return unit == Unit::hours || unit == Unit::business_hours;
}

}  // namespace cmt::calendar
