// A way to reach the complainant.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_contact_route(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!subject.others.can_be_reached || state.is_imported() || state.anonymous ||
      state.complainant.empty() || !is_open(state.status) || !state.assessed_once)
    return;
  const auto reached = subject.others.can_be_reached(state.complainant);
  if (!reached || *reached) return;
  // Somebody who acts for them can be reached in their place.
  const auto* received = std::get_if<process::Received>(&subject.complaint.history.front().body);
  if (received && received->representative &&
      subject.others.can_be_reached(received->representative->party).value_or(false))
    return;
  Place place{0, "complainant"};
  if (const auto corrected = last_correction(subject, "complainant")) place = {*corrected, "value"};
  out.push_back(found(all::contact_route,
                      is_full(subject) ? all::contact_route.severity : Severity::note, place,
                      tr("parties/{}.yaml has no address, e-mail or telephone number",
                         state.complainant),
                      tr("add one to parties/{}.yaml before the decision is communicated",
                         state.complainant)));
}

}  // namespace

const Rule all::contact_route{
    "contact-route",
    "7.8",
    Severity::warning,
    msgid("the complainant of an open case can be reached"),
    "The decision is communicated to the complainant as soon as it is taken (7.8), which "
    "needs an address, an e-mail address or a telephone number of them or of who acts for "
    "them. Asked from the assessment until the end; a complainant who comes by in person "
    "makes it a note in the small process.",
    "Add the address to parties/P-….yaml; an anonymous complaint says so with `anonymous: "
    "true`.",
    check_contact_route};

}  // namespace cmt::checks
