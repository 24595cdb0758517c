// The solar Hijri calendar of Iran and Afghanistan, for reading and showing; records keep ISO
// dates.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace cmt::calendar {

struct SolarHijri {
  int year, month, day;
  bool operator==(const SolarHijri&) const = default;
};

// Years 1206 to 1550 (1827 to 2172), by the 33-year rule: leap when year mod 33 is 1, 5, 9, 13, 17,
// 22, 26 or 30. Outside of them: nothing.
std::optional<SolarHijri> solar_hijri(Date date);
std::optional<Date> date_of(const SolarHijri& date);

// "1405-08-29", "1405/8/29", in ASCII, Persian or Arabic digits; nothing when the year is not one
// of 1206 to 1550 or no such day exists. "2026-11-20" is never read as solar Hijri.
std::optional<Date> parse_solar_hijri(std::string_view text);
// The days of a year, month or day: "1405", "1405-08", "1405-08-29", in the same digits.
std::optional<Period> parse_solar_hijri_period(std::string_view text);
// The digits of ASCII in a text as Persian ones.
std::string in_persian_digits(std::string_view text);
// "1405-08-29"; `persian_digits` writes ۱۴۰۵-۰۸-۲۹. Empty outside of the years.
std::string text_solar_hijri(Date date, bool persian_digits = false);

// Whether people who read this language (a BCP 47 tag) go by this calendar: Persian.
bool is_solar_hijri(std::string_view language);
// A date for people who read the language: ۱۴۰۵-۰۸-۲۹ for Persian, else, and outside of the years,
// in ISO 8601.
std::string shown_date(Date date, std::string_view language);

}  // namespace cmt::calendar
