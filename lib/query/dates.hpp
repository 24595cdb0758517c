// Dates as a query writes them: a day, or a span of days under one name.
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/time.hpp"

namespace cmt::query {

// Dates beyond these years are refused: they are slips, or years of another calendar.
inline constexpr int first_year = 1900;
inline constexpr int last_year = 2199;

// Both days belong to the span.
struct Span {
  Date first;
  Date last;
  bool operator==(const Span&) const = default;
};

enum class DateFault {
  form,   // not written like a date, or no such day exists
  years,  // outside first_year to last_year
};

// Reads `2026`, `2026-Q3`, `2026-07`, `2026-07-31`; `today`, `yesterday`, `tomorrow`; `today-7d`
// (units d, w, m, y; where the month lacks the day, its last day); `this-`, `last-` and `next-`
// with `week` (from Monday), `month`, `quarter` or `year`. Digits are ASCII.
std::variant<Span, DateFault> parse_span(std::string_view text, Date today);

// Whether a day lies in first_year to last_year.
bool is_in_years(Date date);

// The words of which parse_span knows the meaning, for suggestions.
const std::vector<std::string>& date_words();

}  // namespace cmt::query
