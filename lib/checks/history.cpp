// Replays the history through the guards of the process.
#include <algorithm>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "process/replay.hpp"

namespace cmt::checks {
namespace {

// Somebody who has left was there when the event was written.
process::Rules with_everyone_active(const process::Rules& rules) {
  process::Rules past = rules;
  for (auto& member : past.staff) member.active = true;
  return past;
}

void check_history(const Subject& subject, std::vector<Finding>& out) {
  auto refused = process::judge(subject.complaint, subject.rules);
  const auto& staff = subject.rules.staff;
  const bool someone_left =
      std::any_of(staff.begin(), staff.end(), [](const auto& member) { return !member.active; });
  if (!refused.empty() && someone_left)
    refused = process::judge(subject.complaint, with_everyone_active(subject.rules));
  for (auto& [event, diagnostic] : refused)
    out.push_back({std::move(diagnostic.rule), std::move(diagnostic.clause), Severity::error, event,
                   "", std::move(diagnostic.message), std::move(diagnostic.hint)});
}

}  // namespace

const Rule all::history{
    "history",
    "7",
    Severity::error,
    msgid("every event is a step that the process allows"),
    "The history is replayed, and every event is judged by the guard that its command has. A "
    "finding carries the number of the step (T10, X3), or `transition` when the event is not "
    "possible in the status that it finds. Events of imported records are not judged: they say "
    "what another system did.",
    "`cmt check --explain T10` says what a step asks; supply what is missing with a later event, "
    "or take "
    "an event that was not committed yet out of the file and write it with its command.",
    check_history};

}  // namespace cmt::checks
