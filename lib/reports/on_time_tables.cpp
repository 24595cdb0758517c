// Counting due dates by limit and by month, and listing the late ones.
#include "reports/on_time_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

using process::Clock;
using process::ClockStatus;
using std::chrono::year_month;

cmt::Date day_of(const Reading& reading, const Scope& scope) {
  return due_date(reading.due(), scope.zone);
}

// The day after the due day is day one; on the due day itself, later than the due time, it is 0.
std::int64_t days_late(const Reading& reading, const Scope& scope) {
  const auto until = reading.met.date();
  return (until.value_or(scope.zone.date_of(scope.as_of)) - day_of(reading, scope)).count();
}

}  // namespace

Table by_clock(const std::vector<DueClock>& due, const Scope& scope) {
  Table table;
  table.key = "on_time_by_limit";
  table.title = word(scope, "on_time_by_limit.title", "On time by limit");
  table.caption = word(scope, "on_time_by_limit.caption",
                       "What was due in the period. Late was done after the due time, missed can "
                       "no longer be done, overdue still can; the share is that of on time in all "
                       "but what is not due yet.");
  table.columns = {{"limit", word(scope, "limit", "Limit"), ColumnType::text},
                   {"due", word(scope, "due", "Due"), ColumnType::number},
                   {"met", word(scope, "on_time.met", "On time"), ColumnType::number},
                   {"late", word(scope, "on_time.late", "Late"), ColumnType::number},
                   {"missed", word(scope, "on_time.missed", "Missed"), ColumnType::number},
                   {"overdue", word(scope, "overdue", "Overdue"), ColumnType::number},
                   {"open", word(scope, "on_time.open", "Not due yet"), ColumnType::number},
                   {"share", word(scope, "on_time.share", "Share on time"), ColumnType::number}};
  for (const auto& row : process::clock_names) {
    if (!process::is_owed(row.value)) continue;
    std::array<std::int64_t, process::clock_status_names.size()> counts{};
    std::int64_t all = 0;
    for (const DueClock& one : due) {
      if (one.reading->clock != row.value) continue;
      ++counts[static_cast<std::size_t>(one.reading->status)];
      ++all;
    }
    if (all == 0) continue;
    const auto of = [&](ClockStatus status) { return counts[static_cast<std::size_t>(status)]; };
    const auto pending = of(ClockStatus::open) + of(ClockStatus::waiting);
    table.rows.push_back({labelled(scope, row.value), all, of(ClockStatus::met),
                          of(ClockStatus::late), of(ClockStatus::missed), of(ClockStatus::overdue),
                          pending, Percent{of(ClockStatus::met), all - pending}});
  }
  table.chart = Chart{ChartKind::stacked, "limit", {"met", "late", "missed", "overdue", "open"}};
  return table;
}

Table on_time_by_month(const std::vector<DueClock>& due, const Scope& scope) {
  struct Month {
    OnTime ack, final;
  };
  std::map<year_month, Month> months;
  for (const DueClock& one : due) {
    const bool is_ack = one.reading->clock == Clock::ack;
    if (!is_ack && one.reading->clock != Clock::final) continue;
    const auto status = one.reading->status;
    if (status == ClockStatus::open || status == ClockStatus::waiting) continue;
    const std::chrono::year_month_day day{day_of(*one.reading, scope)};
    Month& month = months[day.year() / day.month()];
    (is_ack ? month.ack : month.final).add(one.of->id().text(), status);
  }
  Table table;
  table.key = "on_time_by_month";
  table.title = word(scope, "on_time_by_month.title", "On time by month");
  table.caption = word(scope, "on_time_by_month.caption",
                       "By the month of the due date, without what is not due yet.");
  table.columns = {
      {"month", word(scope, "month", "Month"), ColumnType::date},
      {"acknowledgements_due", word(scope, "on_time_by_month.ack", "To acknowledge"),
       ColumnType::number},
      {"acknowledged_on_time", word(scope, "acknowledged_on_time", "Acknowledged on time"),
       ColumnType::number},
      {"responses_due", word(scope, "on_time_by_month.final", "To answer"), ColumnType::number},
      {"responded_on_time", word(scope, "responded_on_time", "Responded on time"),
       ColumnType::number}};
  if (!months.empty()) {
    const auto last = months.rbegin()->first;
    for (auto month = months.begin()->first; month < last; month += std::chrono::months{1})
      months[month];
  }
  Month sum;
  const auto cells = [](Cell label, const Month& month) {
    return Row{std::move(label), month.ack.whole, Percent{month.ack.met, month.ack.whole},
               month.final.whole, Percent{month.final.met, month.final.whole}};
  };
  for (const auto& [month, counts] : months) {
    table.rows.push_back(cells(reports::Date{month_of(cmt::Date{month / 1})}, counts));
    sum.ack.met += counts.ack.met;
    sum.ack.whole += counts.ack.whole;
    sum.final.met += counts.final.met;
    sum.final.whole += counts.final.whole;
  }
  table.total = cells(Unknown{}, sum);
  table.chart = Chart{ChartKind::line, "month", {"acknowledged_on_time", "responded_on_time"}};
  return table;
}

Table late_ones(const std::vector<DueClock>& due, const Scope& scope, std::size_t most) {
  std::vector<DueClock> late;
  for (const DueClock& one : due)
    if (process::is_owed(one.reading->clock) &&
        (one.reading->status == ClockStatus::late || one.reading->status == ClockStatus::overdue))
      late.push_back(one);
  std::sort(late.begin(), late.end(), [&](const DueClock& a, const DueClock& b) {
    const auto order = [&](const DueClock& one) {
      return std::tuple{-days_late(*one.reading, scope),
                        day_of(*one.reading, scope),
                        one.of->id().text(),
                        one.reading->cycle,
                        one.reading->clock,
                        one.reading->number};
    };
    return order(a) < order(b);
  });
  Table table;
  table.key = "late";
  table.title = word(scope, "late_ones.title", "What was late");
  table.caption = word(scope, "late_ones.caption",
                       "What was due in the period and done late or not yet, the longest delay "
                       "first. Days of what is not done yet run to the moment that the report "
                       "shows; 0 is later on the due day itself.");
  table.columns = {{"id", word(scope, "id", "ID"), ColumnType::text},
                   {"limit", word(scope, "limit", "Limit"), ColumnType::text},
                   {"due", word(scope, "due", "Due"), ColumnType::date},
                   {"met", word(scope, "late_ones.met", "Done"), ColumnType::date},
                   {"days_late", word(scope, "days_late", "Days late"), ColumnType::number}};
  for (std::size_t i = 0; i < std::min(most, late.size()); ++i) {
    const Reading& reading = *late[i].reading;
    const auto met = reading.met.date();
    table.rows.push_back({late[i].of->id().text(), labelled(scope, reading.clock),
                          reports::Date{text(day_of(reading, scope))},
                          met ? Cell{reports::Date{text(*met)}} : Cell{Unknown{}},
                          days_late(reading, scope)});
  }
  if (late.size() > most)
    table.note = sentence(scope, "late_ones.note", "The longest {n} of {m} delays.",
                          static_cast<std::int64_t>(most), static_cast<std::int64_t>(late.size()));
  return table;
}

}  // namespace cmt::reports
