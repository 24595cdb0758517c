#include "cli/commit_title.hpp"

#include <fmt/core.h>

#include "core/text.hpp"

namespace cmt::cli {
namespace {

// In the order of process::event_names.
constexpr std::string_view titles[] = {
    "Record {}",
    "Acknowledge {}",
    "Assess {}",
    "Assign {}",
    "Update the complainant of {}",
    "Add a note to {}",
    "Forward {}",
    "Extend a deadline of {}",
    "Reject {}",
    "Reclassify {}",
    "Merge {}",
    "Undo the merge of {}",
    "Split {}",
    "Link {}",
    "Attach a file to {}",
    "Void {}",
    "Correct {}",
    "Redact {}",
    "Start the investigation of {}",
    "Ask for information on {}",
    "Record the answer on {}",
    "Inform the staff concerned by {}",
    "Propose a response to {}",
    "Approve the response to {}",
    "Return the response to {}",
    "Communicate the decision on {}",
    "Record that the decision on {} is accepted",
    "Record that the decision on {} is contested",
    "Start the remedy of {}",
    "Record that the remedy of {} is done",
    "Verify the remedy of {}",
    "Close {}",
    "Escalate {}",
    "Refer {} to an outside body",
    "Record the end of the dispute on {}",
    "Withdraw {}",
    "Reopen {}"};
static_assert(std::size(titles) == std::size(process::event_names));

// What a reader of `git log --oneline` wants to know besides.
std::string addition(const process::State& after, const process::Event& event) {
  if (const auto* assigned = std::get_if<process::Assigned>(&event.body)) {
    const std::string& to = assigned->owner.empty() ? assigned->unit : assigned->owner;
    return to.empty() ? "" : " to " + truncate(printable_line(to), 40);
  }
  if (const auto* merged = std::get_if<process::Merged>(&event.body)) return " into " + printable_line(merged->into);
  if (const auto* linked = std::get_if<process::Linked>(&event.body)) return " to " + printable_line(linked->to);
  if (const auto* proposed = std::get_if<process::ResponseProposed>(&event.body); proposed && proposed->outcome)
    return fmt::format(": {}", name_of(process::outcome_names, *proposed->outcome));
  if (std::holds_alternative<process::Closed>(event.body) && after.cycle().outcome)
    return fmt::format(" as {}", name_of(process::outcome_names, *after.cycle().outcome));
  if (const auto* escalated = std::get_if<process::Escalated>(&event.body); escalated && escalated->level)
    return fmt::format(" to level {}", *escalated->level);
  return {};
}

}  // namespace

CommitText step_text(const process::State& after, std::span<const process::Event> events) {
  const process::Event& last = events.back();
  CommitText text;
  text.title = fmt::format(fmt::runtime(titles[last.body.index()]), after.id.text()) + addition(after, last);
  if (events.size() > 1) {
    text.body = "Events: ";
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (i > 0) text.body += ", ";
      text.body += events[i].name();
    }
    text.body += ".";
  }
  return text;
}

}  // namespace cmt::cli
