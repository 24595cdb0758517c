// Nothing is removed from a case that a court or regulator may ask for.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include "core/text.hpp"

namespace cmt::checks {
namespace {

void check_legal_hold(const Subject& subject, std::vector<Finding>& out) {
  bool is_held = false;
  const auto& history = subject.complaint.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (const auto* assessed = std::get_if<process::Assessed>(&history[i].body))
      is_held = assessed->legal_hold.value_or(is_held);
    const auto* redacted = std::get_if<process::Redacted>(&history[i].body);
    if (!redacted || !is_held) continue;
    out.push_back(found(all::legal_hold, Severity::error, {i, "field"},
                        tr("`{}` was removed while the case is on legal hold",
                           truncate(printable_line(redacted->field), 40)),
                        tr("put it back from git, or have the hold lifted first")));
  }
}

}  // namespace

const Rule all::legal_hold{
    "legal-hold",
    "8.1",
    Severity::error,
    msgid("nothing is removed from a case on legal hold"),
    "A case that is on legal hold (litigation, or the interest of a regulator) is kept whole "
    "until the hold is lifted: disposing of a record follows rules (8.1). The last assessment "
    "that speaks of the hold counts.",
    "Put what was removed back from git; a hold is lifted by a new assessment with `legal_hold: "
    "false`.",
    check_legal_hold};

}  // namespace cmt::checks
