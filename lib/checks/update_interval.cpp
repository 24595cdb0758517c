// The complainant is told how it goes at regular intervals.
#include <fmt/core.h>

#include <algorithm>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

// Business days are Monday to Friday, without holidays.
constexpr int interval_in_business_days = 10;

// The business days after `from` up to and with `to`; 0 when `to` is not later.
int business_days_after(Date from, Date to) {
  if (to <= from) return 0;
  const auto days = (to - from).count();
  auto count = days / 7 * 5;
  for (Date day = to - std::chrono::days{days % 7}; day < to;) {
    day += std::chrono::days{1};
    if (std::chrono::weekday{day}.iso_encoding() <= 5) ++count;
  }
  return static_cast<int>(count);
}

// Whether the event tells the complainant something.
bool is_told(const process::Event& event) {
  return std::holds_alternative<process::Acknowledged>(event.body) ||
         std::holds_alternative<process::Updated>(event.body) ||
         std::holds_alternative<process::Extended>(event.body) ||
         std::holds_alternative<process::InfoRequested>(event.body) ||
         std::holds_alternative<process::DecisionCommunicated>(event.body);
}

void check_update_interval(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!is_open(state.status) || state.kind != process::Kind::complaint || state.anonymous) return;
  // It is the complainant's turn.
  if (state.status == process::Status::pending_complainant ||
      state.status == process::Status::communicated)
    return;
  const auto& zone = subject.rules.zone;
  std::optional<Date> last = zone.date_of(state.received_at);
  const auto& history = subject.complaint.history;
  for (const auto& event : history)
    if (is_told(event) || std::holds_alternative<process::Reopened>(event.body))
      if (const auto day = zone.date_of(event.at)) last = last ? std::max(*last, *day) : *day;
  if (!last) return;
  const int days = business_days_after(*last, today_of(subject));
  if (days <= interval_in_business_days) return;
  out.push_back(found(all::update_interval,
                      note_if_imported(subject, all::update_interval.severity), {},
                      fmt::format("the complainant was last told how it goes on {}, {} business "
                                  "days ago",
                                  text(*last), days),
                      fmt::format("cmt update {}", id_of(subject))));
}

}  // namespace

const Rule all::update_interval{
    "update-interval",
    "7.3",
    Severity::warning,
    "the complainant of an open case heard from us in the last 10 business days",
    "The status of a complaint is made known to the complainant at regular intervals, not only on "
    "request (7.3). Acknowledgements, updates, extensions, questions and decisions count; business "
    "days are Monday to Friday. Cases that wait for the complainant and anonymous ones are left "
    "out.",
    "`cmt update ID TEXT`.",
    check_update_interval};

}  // namespace cmt::checks
