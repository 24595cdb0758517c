// Sharing what the complainant did not want to be shared.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_consent(const Subject& subject, std::vector<Finding>& out) {
  const auto* received = std::get_if<process::Received>(&subject.complaint.history.front().body);
  if (!received || !received->consent || received->consent->share_external.value_or(true)) return;
  each_event<process::Referred>(subject, [&](std::size_t i, const process::Event& event,
                                             const process::Referred& referred) {
    if (!event.imported.empty() || !referred.consent.value_or(false)) return;
    out.push_back(found(all::consent, Severity::warning, {i, "consent"},
                        tr("consent to share the data was refused at receipt and is given here"),
                        tr("say when and how they agreed: cmt note {}", id_of(subject))));
  });
}

}  // namespace

const Rule all::consent{
    "consent",
    "4.10",
    Severity::warning,
    msgid("data are shared outside only with the consent that the record has"),
    "Personal data leave the organization with the consent of the complainant (4.10; ISO "
    "10003, consent to participate). A referral that states a consent which the receipt "
    "refused rests on a change of mind that the record does not have.",
    "`cmt note ID` says when and how they agreed; without consent, `cmt correct ID` and ask "
    "the outside body to delete what it got.",
    check_consent};

}  // namespace cmt::checks
