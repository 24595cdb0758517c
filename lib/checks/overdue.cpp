// Due dates that passed without what was due.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/agenda.hpp"

namespace cmt::checks {
namespace {

// What supplies the answer to each limit: the command of the agenda, where that is all there is to
// say.
Message hint_for(const process::ClockReading& reading, const process::State& state) {
  using process::Clock;
  const std::string& id = state.id.text();
  switch (reading.clock) {
    case Clock::ack:
    case Clock::assess:
    case Clock::reply:
    case Clock::report:
      return process::command_for(reading.clock, state);
    case Clock::holding:
      return tr("{}, or the answer itself", process::command_for(reading.clock, state));
    case Clock::remedy:
      return fmt::format("cmt remedy {} {} --done", id, reading.subject);
    default:
      break;
  }
  return tr("cmt notify {0}, or cmt extend {0} --deadline {1} --until DATE", id,
            name_of(process::clock_names, reading.clock));
}

// The event that set a limit.
Place place_of(const Subject& subject, const process::ClockReading& reading) {
  Place place{};
  if (reading.is_told && reading.clock == process::Clock::final) {
    place = {0, "reply_expected_by"};
    if (const auto corrected = last_correction(subject, "reply_expected_by"))
      place = {*corrected, "value"};
  }
  if (reading.is_told && reading.clock == process::Clock::remedy)
    place = {last_event<process::ResponseProposed>(subject), "remedies"};
  if (reading.is_told && reading.clock == process::Clock::report)
    place = {last_event<process::Assessed>(subject), "reportable"};
  if (!reading.extensions.empty())
    each_event<process::Extended>(
        subject, [&](std::size_t i, const auto&, const process::Extended& extended) {
          if (extended.deadline == reading.extensions.back().clock) place = {i, "until"};
        });
  return place;
}

void check_overdue(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const auto& id = id_of(subject);
  const Date today = today_of(subject);
  const auto& zone = subject.rules.zone;
  for (const auto& reading : process::read_clocks(state, subject.rules, subject.now)) {
    // Updates have a rule of their own: update-interval.
    if (reading.status != process::ClockStatus::overdue || reading.clock == process::Clock::update)
      continue;
    const Message what = reading.clock == process::Clock::remedy   ? tr("remedy {}", reading.subject)
                         : reading.clock == process::Clock::report ? tr("the report to {}", reading.subject)
                                                                   : tr("the limit `{}`", name_of(process::clock_names, reading.clock));
    out.push_back(found(all::overdue, note_if_imported(subject, Severity::warning),
                        place_of(subject, reading),
                        reading.due.at ? tr("{} was due at {}", what, process::text_of(reading.due, zone))
                                       : tr("{} was due on {}", what, process::text_of(reading.due, zone)),
                        hint_for(reading, state)));
  }
  if (state.status == process::Status::pending_complainant && state.reply_by &&
      *state.reply_by < today)
    out.push_back(found(
        all::overdue, Severity::warning, {last_event<process::InfoRequested>(subject), "reply_by"},
        tr("the complainant was asked to reply by {}", text(*state.reply_by)),
        fmt::format("cmt answer {} --proceed-without REASON", id)));
}

}  // namespace

const Rule all::overdue{
    "overdue",
    "7.3",
    Severity::warning,
    msgid("no due date of an open case has passed"),
    "What is due is done in time: each clock of the deadline profile, the reply that was promised "
    "for a day, every remedy that was accepted (timeliness, 4.15; responsiveness, 4.6). A "
    "question to the complainant whose reply date has passed keeps a case waiting for nothing.",
    "Take the step, or move the date with `cmt extend ID --deadline CODE --until DATE`, which "
    "tells the complainant; `cmt explain ID` says how a due time came about; `cmt answer ID --proceed-without REASON` goes on without a reply.",
    check_overdue};

}  // namespace cmt::checks
