// Dates as a query writes them: the fixed ones as core/time reads a period, the relative ones here.
#include "query/dates.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <utility>

#include "calendar/solar_hijri.hpp"
#include "query/ascii.hpp"

namespace cmt::query {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::last;
using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using std::chrono::years;

using Parsed = std::variant<Span, DateFault>;

Parsed within_years(Span span) {
  if (!is_in_years(span.first) || !is_in_years(span.last)) return DateFault::years;
  return span;
}

Parsed months_from(year_month first, int count) {
  const year_month final = first + months{count - 1};
  return within_years({Date{first / day{1}}, Date{final / last}});
}

// At most five digits, so that no arithmetic on the value overflows.
std::optional<int> parse_count(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// Where the new month lacks the day, its last day.
Date move_months(Date from, int count) {
  const year_month_day date{from};
  const year_month moved = date.year() / date.month() + months{count};
  const year_month_day same_day = moved / date.day();
  return same_day.ok() ? Date{same_day} : Date{moved / last};
}

// What follows `today`: `-7d`, `+2w`.
Parsed parse_offset(std::string_view text, Date today) {
  if (text.size() < 3) return DateFault::form;
  const auto count = parse_count(text.substr(1, text.size() - 2));
  if (!count) return DateFault::form;
  const int step = text.front() == '-' ? -*count : *count;
  constexpr int max_years = last_year - first_year;  // calendar arithmetic is defined within these
  Date moved = today;
  switch (text.back()) {
    case 'd':
      moved += days{step};
      break;
    case 'w':
      moved += days{step * 7};
      break;
    case 'm':
    case 'y': {
      const int step_months = text.back() == 'm' ? step : step * 12;
      if (step_months < -max_years * 12 || step_months > max_years * 12) return DateFault::years;
      moved = move_months(today, step_months);
      break;
    }
    default:
      return DateFault::form;
  }
  return within_years({moved, moved});
}

// The unit that holds today, moved by `step` units.
Parsed parse_unit(std::string_view unit, int step, Date today) {
  const year_month_day date{today};
  const year_month current = date.year() / date.month();
  if (unit == "week") {
    const days since_monday = std::chrono::weekday{today} - std::chrono::Monday;
    const Date monday = today - since_monday + days{7 * step};
    return within_years({monday, monday + days{6}});
  }
  if (unit == "month") return months_from(current + months{step}, 1);
  if (unit == "quarter") {
    const auto into_quarter = static_cast<int>((static_cast<unsigned>(date.month()) - 1) % 3);
    return months_from(current + months{3 * step - into_quarter}, 3);
  }
  if (unit == "year") return months_from((date.year() + years{step}) / month{1}, 12);
  return DateFault::form;
}

}  // namespace

std::variant<Span, DateFault> parse_span(std::string_view text, Date today) {
  if (const auto period = calendar::parse_solar_hijri_period(text))
    return within_years({*period->from, *period->to});
  if (const auto period = parse_period(text)) {
    if (!period->from || !period->to) return DateFault::form;
    return within_years({*period->from, *period->to});
  }
  const std::string lowered = lower(text);
  const std::string_view word = lowered;
  if (word == "today") return within_years({today, today});
  if (word == "yesterday") return within_years({today - days{1}, today - days{1}});
  if (word == "tomorrow") return within_years({today + days{1}, today + days{1}});
  if (word.starts_with("today-") || word.starts_with("today+"))
    return parse_offset(word.substr(5), today);
  for (const auto& [prefix, step] :
       {std::pair{"this-", 0}, std::pair{"last-", -1}, std::pair{"next-", 1}})
    if (word.starts_with(prefix)) return parse_unit(word.substr(5), step, today);
  return DateFault::form;
}

bool is_in_years(Date date) {
  return date >= Date{year{first_year} / 1 / 1} && date <= Date{year{last_year} / 12 / 31};
}

const std::vector<std::string>& date_words() {
  static const std::vector<std::string> words = {
      "today",        "yesterday",    "tomorrow",   "this-week",  "last-week",
      "next-week",    "this-month",   "last-month", "next-month", "this-quarter",
      "last-quarter", "next-quarter", "this-year",  "last-year",  "next-year"};
  return words;
}

}  // namespace cmt::query
