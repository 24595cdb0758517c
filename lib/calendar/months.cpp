#include "calendar/months.hpp"

namespace cmt::calendar {

Date months_later(Date from, int count) {
  const std::chrono::year_month_day day{from};
  const auto month = day.year() / day.month() + std::chrono::months{count};
  const std::chrono::year_month_day exact = month / day.day();
  return exact.ok() ? Date{exact} : Date{month / std::chrono::last};
}

}  // namespace cmt::calendar
