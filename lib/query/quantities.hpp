// Numbers and durations as a query writes them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cmt::query {

// Persian and Arabic digits and the Arabic decimal separator (U+066B) as ASCII; the rest as it is.
std::string ascii_numerals(std::string_view text);

// `12`, `-3`, `2.5`: at most 15 digits before the point and 6 after it.
std::optional<double> parse_number(std::string_view text);

// A duration in days: `10d`, `2w`, `3m` (30 days a month), `1y` (365 days), or a number of days; at
// most a million days, kept to a millionth.
std::optional<double> parse_duration(std::string_view text);

// The shortest decimal that parse_number reads back as the same number.
std::string write_number(double number);

}  // namespace cmt::query
