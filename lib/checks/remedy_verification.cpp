// A remedy is checked by somebody else.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include <algorithm>

#include "core/text.hpp"

namespace cmt::checks {
namespace {

void check_remedy_verification(const Subject& subject, std::vector<Finding>& out) {
  if (subject.state.is_imported()) return;
  const bool is_asked = is_full(subject) && !subject.rules.staff.empty();
  std::vector<std::pair<std::string, std::string>> done;  // remedy, who
  const auto& history = subject.complaint.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (const auto* body = std::get_if<process::RemedyDone>(&history[i].body))
      done.emplace_back(body->remedy, history[i].by);
    const auto* verified = std::get_if<process::RemedyVerified>(&history[i].body);
    if (!verified) continue;
    const auto own = std::find(done.rbegin(), done.rend(),
                               std::pair{verified->remedy, history[i].by});
    if (own == done.rend()) continue;
    out.push_back(found(
        all::remedy_verification,
        is_asked ? all::remedy_verification.severity : Severity::note, {i, "remedy"},
        tr("'{}' carried out remedy {} and verified it",
           truncate(printable_line(history[i].by), 40), verified->remedy),
        tr("somebody else looks at it; cmt note {} says who and what they saw",
           id_of(subject))));
  }
}

}  // namespace

const Rule all::remedy_verification{
    "remedy-verification",
    "7.9",
    Severity::warning,
    msgid("a remedy is verified by somebody who did not carry it out"),
    "A complaint is closed when the remedy was carried out and that was verified (7.9). Whoever did "
    "the work and checks it sees what was meant, not what was done. In the small process and in a "
    "register that names no staff, where one person may be all there is, it is a note; imported "
    "records are left out.",
    "Another person takes the step: `cmt remedy ID CODE --verified --by WHO`; afterwards `cmt "
    "note ID`.",
    check_remedy_verification};

}  // namespace cmt::checks
