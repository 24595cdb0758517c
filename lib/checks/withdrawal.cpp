// Complaints that staff asked to be taken back.
#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_withdrawal(const Subject& subject, std::vector<Finding>& out) {
  each_event<process::Withdrawn>(
      subject, [&](std::size_t i, const auto&, const process::Withdrawn& withdrawn) {
        if (withdrawn.voluntary.value_or(true)) return;
        out.push_back(found(all::withdrawal, Severity::warning, {i, "voluntary"},
                            tr("staff asked the complainant to withdraw"),
                            tr("offer to take it up again: cmt reopen {}", id_of(subject))));
      });
}

}  // namespace

const Rule all::withdrawal{
    "withdrawal",
    "7.9",
    Severity::warning,
    msgid("a complaint is withdrawn because the complainant wants it"),
    "A complaint stays open until it is settled or the complainant takes it back (7.9). One that "
    "was taken back because staff asked for it is not settled; it is a finding of an audit, not a "
    "figure of a report.",
    "Offer to take the matter up again, `cmt reopen ID`, and find out why it was asked.",
    check_withdrawal};

}  // namespace cmt::checks
