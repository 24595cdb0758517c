// Records that are kept longer than the register says.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"
#include "process/retention.hpp"

namespace cmt::checks {
namespace {

bool is_held(const Subject& subject) {
  const auto& others = subject.others;
  const auto& master = subject.state.merged_into;
  const auto* merged_into = master.empty() || !others.complaint ? nullptr : others.complaint(master);
  return !process::held_by(subject.state, others.needed_by ? others.needed_by(id_of(subject)) : "",
                           merged_into && is_open(merged_into->status))
              .empty();
}

void check_retention(const Subject& subject, std::vector<Finding>& out) {
  if (subject.rules.retention.empty()) return;
  const Date today = today_of(subject);
  std::optional<bool> held;  // asked when something is due
  for (const auto& one : process::disposals(subject.state, subject.rules)) {
    if (!one.is_due(today) || process::fields_left(subject.complaint, one.what).empty()) continue;
    if (!held) held = is_held(subject);
    if (*held) return;
    out.push_back(found(all::retention, Severity::warning, {},
                        tr("it ended on {}, and its {} were to be kept until {} (`{}`)",
                           text(*process::ended_on(subject.state, subject.rules)),
                           name_of(process::retained_names, one.what), text(one.until),
                           printable_line(one.row->name)),
                        tr("remove what is due with cmt retention run")));
  }
}

}  // namespace

const Rule all::retention{
    "retention",
    "8.1",
    Severity::warning,
    msgid("personal data are kept no longer than the register says"),
    "The organization says how long records are kept and disposes of them afterwards (8.1; "
    "confidentiality, 4.10). By `retention` or `retention_days` of cmt.yaml, something of a case that "
    "ended was to go by now and is still there. What is on legal hold, or is needed by an action, a "
    "dispute or a request that is not over, is left out; the file of a person is kept as long as one of "
    "their cases needs it.",
    "`cmt retention run` removes what is due, `cmt retention list` shows it; `cmt assess ID "
    "--legal-hold` where a court or regulator may ask for a case.",
    check_retention};

}  // namespace cmt::checks
