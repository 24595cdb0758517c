// The process that a complaint was received under.
#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_unknown_process(const Subject& subject, std::vector<Finding>& out) {
  const auto* received = std::get_if<process::Received>(&subject.complaint.history.front().body);
  if (!received || received->process || subject.state.is_imported() || !is_full(subject)) return;
  out.push_back(found(all::unknown_process, Severity::note, {0, "process"},
                      tr("the receipt does not say which process the register ran"),
                      tr("it is judged by the full process; `process: small` in the event says "
                      "otherwise")));
}

}  // namespace

const Rule all::unknown_process{
    "unknown-process",
    "7.2",
    Severity::note,
    msgid("the receipt says whether the register ran the small or the full process"),
    "A register that changes from the small to the full process does not ask more of earlier "
    "cases: the receipt of each says which process it was received under. One that does not say is "
    "judged by the process that cmt.yaml has now, here the full one.",
    "Add `process: small` or `process: full` to the `received` event.",
    check_unknown_process};

}  // namespace cmt::checks
