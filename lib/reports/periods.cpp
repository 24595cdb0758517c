#include "reports/periods.hpp"

#include <algorithm>

namespace cmt::reports {
namespace {

using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

// The same day so many months earlier, or the last of that month.
cmt::Date months_before(cmt::Date date, months count) {
  const year_month_day day{date};
  const auto month = day.year() / day.month() - count;
  const cmt::Date last{month / std::chrono::last};
  return std::min(cmt::Date{month / 1} + (date - cmt::Date{day.year() / day.month() / 1}), last);
}

bool begins_month(cmt::Date date) { return year_month_day{date}.day() == std::chrono::day{1}; }

}  // namespace

cmt::Date periods_before(cmt::Date end, int count, const Period& period) {
  if (!period.from || !period.to) return months_before(end, months{count});
  if (!begins_month(*period.from) || !begins_month(end)) return end - count * (end - *period.from);
  const year_month_day from{*period.from}, to{end};
  return months_before(end, count * (to.year() / to.month() - from.year() / from.month()));
}

std::optional<Period> period_before(const Period& period) {
  if (!period.from || !period.to) return std::nullopt;
  const cmt::Date end = *period.to + std::chrono::days{1};
  return Period{periods_before(end, 2, period),
                periods_before(end, 1, period) - std::chrono::days{1}};
}

std::optional<Period> year_before(const Period& period) {
  if (!period.from || !period.to) return std::nullopt;
  const cmt::Date end = *period.to + std::chrono::days{1};
  return Period{months_before(*period.from, months{12}),
                months_before(end, months{12}) - std::chrono::days{1}};
}

Period month_period(year_month month) {
  return {cmt::Date{month / 1}, cmt::Date{month / std::chrono::last}};
}

year_month month_in(cmt::Date date) {
  const year_month_day day{date};
  return day.year() / day.month();
}

bool is_silence(year_month last_data, year_month month) { return month - last_data > months{12}; }

bool ends_in_silence(cmt::Date last_receipt, const Scope& scope) {
  const cmt::Date yesterday = scope.zone.date_of(scope.as_of) - std::chrono::days{1};
  return !scope.period.to && is_silence(month_in(last_receipt), month_in(yesterday));
}

std::vector<year_month> whole_months(std::optional<cmt::Date> first_receipt,
                                     std::optional<cmt::Date> last_receipt, const Scope& scope,
                                     std::size_t most) {
  std::vector<year_month> out;
  if (!first_receipt || !last_receipt) return out;
  const cmt::Date today = scope.zone.date_of(scope.as_of);
  cmt::Date end = today - std::chrono::days{1};
  if (scope.period.to)
    end = std::min(*scope.period.to, end);
  else if (ends_in_silence(*last_receipt, scope))
    end = *last_receipt;
  year_month last = month_in(end);
  if (cmt::Date{last / std::chrono::last} > end) last -= months{1};
  for (year_month month = month_in(*first_receipt); month <= last; month += months{1})
    out.push_back(month);
  if (out.size() > most) out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(most));
  return out;
}

}  // namespace cmt::reports
