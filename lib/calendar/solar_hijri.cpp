// Counts from one known day, 1 Farvardin 1404 = 21 March 2025.
#include "calendar/solar_hijri.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace cmt::calendar {
namespace {

using std::chrono::days;

constexpr int first_year = 1206, last_year = 1550;
constexpr std::array<int, 8> leap_remainders = {1, 5, 9, 13, 17, 22, 26, 30};

bool is_leap(int year) {
  return std::find(leap_remainders.begin(), leap_remainders.end(), year % 33) !=
         leap_remainders.end();
}

// Days from 1 Farvardin of the year 0 to that of `year`.
int days_before(int year) {
  const auto leaps = std::lower_bound(leap_remainders.begin(), leap_remainders.end(), year % 33) -
                     leap_remainders.begin();
  return year * 365 + year / 33 * static_cast<int>(leap_remainders.size()) +
         static_cast<int>(leaps);
}

Date new_year(int year) {
  constexpr Date known{std::chrono::year{2025} / 3 / 21};
  return known + days{days_before(year) - days_before(1404)};
}

// Days of the year before a month: six months of 31 days, then months of 30.
int days_before_month(int month) { return (month - 1) * 30 + std::min(month - 1, 6); }

int days_in_month(int year, int month) {
  if (month <= 6) return 31;
  return month < 12 || is_leap(year) ? 30 : 29;
}

bool has_year(int year) { return year >= first_year && year <= last_year; }

// The value of a digit in ASCII, Persian or Arabic at the front of `text`, which moves past it.
std::optional<int> take_digit(std::string_view& text) {
  if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
    const int value = text[0] - '0';
    text.remove_prefix(1);
    return value;
  }
  if (text.size() < 2) return std::nullopt;
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto second = static_cast<unsigned char>(text[1]);
  // U+06F0 to U+06F9 are DB B0 to DB B9, U+0660 to U+0669 are D9 A0 to D9 A9.
  const int value = lead == 0xDB ? second - 0xB0 : lead == 0xD9 ? second - 0xA0 : -1;
  if (value < 0 || value > 9) return std::nullopt;
  text.remove_prefix(2);
  return value;
}

// A number of `least` to `most` digits at the front of `text`, which moves past it.
std::optional<int> take_number(std::string_view& text, int least, int most) {
  int value = 0, count = 0;
  while (count < most) {
    const auto digit = take_digit(text);
    if (!digit) break;
    value = value * 10 + *digit;
    ++count;
  }
  if (count < least) return std::nullopt;
  return value;
}

bool take(std::string_view& text, char separator) {
  if (text.empty() || text[0] != separator) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<SolarHijri> solar_hijri(Date date) {
  if (date < new_year(first_year) || date >= new_year(last_year + 1)) return std::nullopt;
  // Right or one too many: a year is never longer than 366 days.
  int year = first_year + static_cast<int>((date - new_year(first_year)).count() / 365);
  while (date < new_year(year)) --year;
  const int day_of_year = static_cast<int>((date - new_year(year)).count());
  const int month = day_of_year < 186 ? day_of_year / 31 + 1 : (day_of_year - 186) / 30 + 7;
  return SolarHijri{year, month, day_of_year - days_before_month(month) + 1};
}

std::optional<Date> date_of(const SolarHijri& date) {
  if (!has_year(date.year) || date.month < 1 || date.month > 12 || date.day < 1 ||
      date.day > days_in_month(date.year, date.month))
    return std::nullopt;
  return new_year(date.year) + days{days_before_month(date.month) + date.day - 1};
}

std::optional<Date> parse_solar_hijri(std::string_view text) {
  const auto year = take_number(text, 4, 4);
  if (!year || text.empty()) return std::nullopt;
  const char separator = text.front();
  if (separator != '-' && separator != '/') return std::nullopt;
  if (!take(text, separator)) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || !take(text, separator)) return std::nullopt;
  const auto day = take_number(text, 1, 2);
  if (!day || !text.empty()) return std::nullopt;
  return date_of(SolarHijri{*year, *month, *day});
}

std::optional<Period> parse_solar_hijri_period(std::string_view text) {
  if (const auto day = parse_solar_hijri(text)) return Period{*day, *day};
  const auto year = take_number(text, 4, 4);
  if (!year || !has_year(*year)) return std::nullopt;
  if (text.empty())
    return Period{new_year(*year), new_year(*year + 1) - std::chrono::days{1}};
  if (!take(text, '-') && !take(text, '/')) return std::nullopt;
  const auto month = take_number(text, 1, 2);
  if (!month || !text.empty()) return std::nullopt;
  const auto first = date_of(SolarHijri{*year, *month, 1});
  if (!first) return std::nullopt;
  return Period{*first, *first + std::chrono::days{days_in_month(*year, *month) - 1}};
}

std::string in_persian_digits(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c < '0' || c > '9') {
      out += c;
      continue;
    }
    out += '\xDB';
    out += static_cast<char>(0xB0 + (c - '0'));
  }
  return out;
}

std::string text_solar_hijri(Date date, bool persian_digits) {
  const auto hijri = solar_hijri(date);
  if (!hijri) return {};
  const std::string plain = fmt::format("{:04}-{:02}-{:02}", hijri->year, hijri->month, hijri->day);
  return persian_digits ? in_persian_digits(plain) : plain;
}

bool is_solar_hijri(std::string_view language) {
  return language.substr(0, 2) == "fa" && (language.size() == 2 || language[2] == '-');
}

std::string shown_date(Date date, std::string_view language) {
  if (is_solar_hijri(language))
    if (std::string hijri = text_solar_hijri(date, true); !hijri.empty()) return hijri;
  return text(date);
}

}  // namespace cmt::calendar
