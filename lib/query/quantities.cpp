// Numbers and durations as a query writes them.
#include "query/quantities.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

#include "core/fold.hpp"

namespace cmt::query {
namespace {

constexpr std::size_t max_whole_digits = 15;
constexpr std::size_t max_decimals = 6;
constexpr double max_days = 1e6;

bool is_digits(std::string_view text) {
  for (const char c : text)
    if (c < '0' || c > '9') return false;
  return !text.empty();
}

int days_per_unit(char unit) {
  switch (unit) {
    case 'd':
    case 'D':
      return 1;
    case 'w':
    case 'W':
      return 7;
    case 'm':
    case 'M':
      return 30;
    case 'y':
    case 'Y':
      return 365;
    default:
      return 0;
  }
}

}  // namespace

std::string ascii_numerals(std::string_view text) {
  constexpr std::string_view separator = "\u066B";
  std::string out = ascii_digits(text);
  for (std::size_t at = out.find(separator); at != std::string::npos;
       at = out.find(separator, at + 1))
    out.replace(at, separator.size(), ".");
  return out;
}

std::optional<double> parse_number(std::string_view text) {
  std::string_view digits = text;
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
  const std::size_t point = digits.find('.');
  const std::string_view whole = digits.substr(0, point);
  if (!is_digits(whole) || whole.size() > max_whole_digits) return std::nullopt;
  if (point != std::string_view::npos) {
    const std::string_view decimals = digits.substr(point + 1);
    if (!is_digits(decimals) || decimals.size() > max_decimals) return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                            std::chars_format::fixed);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return is_negative && value > 0 ? -value : value;
}

std::optional<double> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const int unit = days_per_unit(text.back());
  if (unit != 0) text.remove_suffix(1);
  const auto count = parse_number(text);
  if (!count) return std::nullopt;
  const double length = *count * (unit == 0 ? 1 : unit);
  if (std::abs(length) > max_days) return std::nullopt;
  const double rounded = std::round(length * 1e6) / 1e6;
  return std::abs(rounded) > 0 ? rounded : 0.0;
}

std::string write_number(double number) {
  std::array<char, 400> buffer{};  // holds any double without an exponent
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::string();
}

}  // namespace cmt::query
