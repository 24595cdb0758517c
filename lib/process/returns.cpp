#include "process/returns.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::process {
namespace {

using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

std::string month_text(year_month month) {
  return fmt::format("{:04}-{:02}", int{month.year()}, unsigned{month.month()});
}

std::string label_of(year_month first, int length) {
  const unsigned month = unsigned{first.month()};
  const int year = int{first.year()};
  if (length == 1) return month_text(first);
  if (length == 3 && month % 3 == 1) return fmt::format("{:04}-Q{}", year, month / 3 + 1);
  if (length == 6 && month % 6 == 1) return fmt::format("{:04}-H{}", year, month / 6 + 1);
  if (length == 12 && month == 1) return fmt::format("{:04}", year);
  return month_text(first) + "-to-" + month_text(first + months{length - 1});
}

ReturnPeriod period_from(year_month first, int length) {
  return {Date{first / 1}, Date{(first + months{length - 1}) / std::chrono::last},
          label_of(first, length)};
}

}  // namespace

ReturnPeriod period_of(Date day, int length, int year_begins) {
  const year_month_day date{day};
  const year_month month = date.year() / date.month();
  const int into = (static_cast<int>(unsigned{date.month()}) - year_begins + 12) % 12 % length;
  return period_from(month - months{into}, length);
}

std::vector<DueReturn> due_returns(const Rules& rules, Date since,
                                   const std::vector<std::string>& sent, const Instant& now) {
  std::vector<DueReturn> out;
  if (!rules.deadlines || !rules.deadlines->find) return out;
  const Profile* profile = rules.deadlines->find(rules.deadlines->profile);
  if (!profile) return out;
  const Date today = rules.zone.date_of(now);
  for (Date day = since; day <= today;) {
    const auto period_by = [&](const std::optional<Return>& returns) {
      return period_of(day, returns ? returns->months : 1, rules.reporting_year_begins);
    };
    // The version that is in force when a period ends says how long it was.
    ReturnPeriod period = period_by(profile->on(day).returns);
    const ProfileVersion& version = profile->on(period.to);
    if (version.returns) period = period_by(version.returns);
    day = period.to + std::chrono::days{1};
    if (!version.returns) continue;
    if (std::find(sent.begin(), sent.end(), period.label) != sent.end()) continue;
    // Counted from the day after the period as day one, months of it end with the month.
    calendar::Term term = version.returns->term;
    term.counts_anchor_day = true;
    DueReturn one{period, profile->name + "@" + version.version,
                  calendar::due(rules.deadlines->calendar_for({}, {}), on_day(day), term, {}, now),
                  ClockStatus::open};
    if (end_of(one.due, rules.zone).utc <= now.utc) one.status = ClockStatus::overdue;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace cmt::process
