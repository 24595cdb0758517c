// On what ground somebody acts for the complainant.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_representative(const Subject& subject, std::vector<Finding>& out) {
  if (subject.state.is_imported()) return;
  each_event<process::Received>(
      subject, [&](std::size_t i, const auto&, const process::Received& received) {
        if (!received.representative || !received.representative->authority.empty()) return;
        out.push_back(found(all::representative,
                            is_full(subject) ? all::representative.severity : Severity::note,
                            {i, "representative"},
                            tr("somebody acts for the complainant, and nothing says on what ground"),
                            tr("ask for it, and put it on record with cmt note {}",
                               id_of(subject))));
      });
}

}  // namespace

const Rule all::representative{
    "representative",
    "4.10",
    Severity::warning,
    msgid("who acts for the complainant says on what ground"),
    "A complaint may be made on behalf of somebody else (7.2). What is told to the "
    "representative is personal data of the complainant, and is told with their authority or "
    "by law (confidentiality, 4.10). In the small process it is a note; imported records are "
    "left out.",
    "Give `authority` in the receipt, for example `cmt new --authority 'power of attorney'`; afterwards `cmt note "
    "ID`.",
    check_representative};

}  // namespace cmt::checks
