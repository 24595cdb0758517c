// Dates that cannot be true of what has happened.
#include <fmt/core.h>

#include <chrono>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

constexpr int first_year = 1990;                // earlier years are mistakes of typing

class Dates {
 public:
  Dates(const Subject& subject, std::vector<Finding>& out) : subject_(subject), out_(out) {}

  void past(std::size_t event, const char* field, const When& when) {
    if (!when.is_known()) return;
    const auto& zone = subject_.rules.zone;
    const bool is_exact = when.kind == When::Kind::exact;
    if (is_exact ? when.instant.utc > subject_.now.utc + process::clock_drift
                 : when.day > today_of(subject_))
      say(event, field, tr("{} is in the future", text(when)));
    else if (year_of(*zone.date_of(when)) < first_year)
      say(event, field, tr("{} is before {}", text(when), first_year),
          event == 0 ? tr("cmt correct {} --field received_at", id_of(subject_))
                     : tr("put the date right in the file"));
  }
  void past(std::size_t event, const char* field, const std::optional<Instant>& instant) {
    if (instant) past(event, field, exactly(*instant));
  }
  // A date of the matter itself may be as old as it likes.
  void not_after_today(std::size_t event, const char* field, const std::optional<Date>& date) {
    if (date && *date > today_of(subject_))
      say(event, field, tr("{} is in the future", text(*date)));
  }

 private:
  void say(std::size_t event, std::string_view field, Message message,
           Message hint = tr("put the date right in the file")) {
    out_.push_back(found(all::future_date, Severity::error, {event, std::string{field}},
                         std::move(message), std::move(hint)));
  }

  const Subject& subject_;
  std::vector<Finding>& out_;
};

void check_future_date(const Subject& subject, std::vector<Finding>& out) {
  Dates dates{subject, out};
  const auto& history = subject.complaint.history;
  const auto corrected = last_correction(subject, "received_at");
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (i > 0 || !corrected) dates.past(i, "at", history[i].at);
    dates.past(i, "recorded_at", history[i].recorded_at);
  }
  each_event<process::Received>(
      subject, [&](std::size_t i, const auto&, const process::Received& received) {
        dates.past(i, "channel_received_at", received.channel_received_at);
        if (received.occurred_on)
          dates.not_after_today(i, "occurred_on", received.occurred_on->date);
        dates.not_after_today(i, "aware_on", received.aware_on);
        if (received.source) dates.past(i, "source", received.source->imported_at);
        if (received.consent) dates.not_after_today(i, "consent", received.consent->given_on);
      });
  if (corrected) dates.past(*corrected, "value", subject.state.received_at);
  each_event<process::ResponseProposed>(
      subject, [&](std::size_t i, const auto&, const process::ResponseProposed& proposed) {
        for (const auto& evidence : proposed.evidence)
          dates.not_after_today(i, "evidence", evidence.date);
      });
  each_event<process::Closed>(
      subject, [&](std::size_t i, const auto&, const process::Closed& closed) {
        dates.not_after_today(i, "reminder_on", closed.reminder_on);
        dates.not_after_today(i, "staff_informed_on", closed.staff_informed_on);
      });
}

}  // namespace

const Rule all::future_date{
    "future-date",
    "4.9",
    Severity::error,
    msgid("what has happened is dated between 1990 and now"),
    "No event, and no date of something that has happened, lies in the future or before 1990. Such "
    "a date is a slip of typing or a wrong clock, and every duration computed from it is wrong "
    "(information integrity, 4.9). Five minutes are allowed for clocks that disagree.",
    "Put the date right in the file; a receipt that is not in the future also with `cmt correct ID "
    "--field received_at`.",
    check_future_date};

}  // namespace cmt::checks
