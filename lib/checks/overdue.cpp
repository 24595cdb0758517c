// Due dates that passed without what was due.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/due.hpp"

namespace cmt::checks {
namespace {

// What supplies the answer to each limit.
const char* command_for(std::string_view limit) {
  if (limit == "ack") return "ack";
  if (limit == "assess") return "assess";
  if (limit == "final") return "notify";
  if (limit == "remedy") return "close";
  return "accept";
}

// The event that set a limit.
Place place_of(const Subject& subject, std::string_view limit) {
  Place place{0, "reply_expected_by"};
  if (const auto corrected = last_correction(subject, "reply_expected_by"))
    place = {*corrected, "value"};
  each_event<process::Extended>(subject,
                                [&](std::size_t i, const auto&, const process::Extended& extended) {
                                  if (extended.deadline == limit) place = {i, "until"};
                                });
  return place;
}

void check_overdue(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  const auto& id = id_of(subject);
  const Date today = today_of(subject);
  for (const auto& limit : process::due_limits(state, subject.rules, today))
    if (limit.status == "overdue")
      out.push_back(found(all::overdue, Severity::warning, place_of(subject, limit.code),
                          fmt::format("the limit `{}` was due on {}", limit.code, text(limit.due)),
                          fmt::format("cmt {} {}, or cmt extend {} --deadline {} --until DATE",
                                      command_for(limit.code), id, id, limit.code)));
  if (state.status == process::Status::pending_complainant && state.reply_by &&
      *state.reply_by < today)
    out.push_back(found(
        all::overdue, Severity::warning, {last_event<process::InfoRequested>(subject), "reply_by"},
        fmt::format("the complainant was asked to reply by {}", text(*state.reply_by)),
        fmt::format("cmt answer {} --proceed-without REASON", id)));
  if (state.status != process::Status::remedying) return;
  for (const auto& remedy : state.remedies)
    if (!remedy.done && remedy.remedy.due && *remedy.remedy.due < today)
      out.push_back(found(
          all::overdue, Severity::warning,
          {last_event<process::ResponseProposed>(subject), "remedies"},
          fmt::format("remedy {} was due on {}", remedy.remedy.code, text(*remedy.remedy.due)),
          fmt::format("cmt remedy {} {} --done", id, remedy.remedy.code)));
}

}  // namespace

const Rule all::overdue{
    "overdue",
    "7.3",
    Severity::warning,
    "no due date of an open case has passed",
    "What was promised to the complainant for a day is done by that day: the reply, every limit "
    "that was extended, every remedy that was accepted (timeliness, 4.15; responsiveness, 4.6). A "
    "question to the complainant whose reply date has passed keeps a case waiting for nothing.",
    "Take the step, or move the date with `cmt extend ID --deadline CODE --until DATE`, which "
    "tells "
    "the complainant; `cmt answer ID --proceed-without REASON` goes on without a reply.",
    check_overdue};

}  // namespace cmt::checks
