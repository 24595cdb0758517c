// Somebody is accountable for every open case.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_owner(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!is_open(state.status) || state.status == process::Status::fresh) return;
  if (state.owner.empty()) {
    const auto severity = note_if_imported(subject, warning_if_small(subject, all::owner.severity));
    // The step that should not have been taken without an owner.
    std::optional<std::size_t> step;
    each_event<process::Assessed>(subject, [&](std::size_t i, const auto&, const auto&) {
      if (!step) step = i;
    });
    out.push_back(found(all::owner, severity, {step}, tr("nobody owns the case"),
                        fmt::format("cmt assign {} WHO", id_of(subject))));
    return;
  }
  const auto* person = subject.rules.person(state.owner);
  if (!person || person->active) return;
  out.push_back(found(all::owner, Severity::warning,
                      {last_event<process::Assigned>(subject), "owner"},
                      tr("the owner, '{}', is no longer active", state.owner),
                      fmt::format("cmt assign {} WHO", id_of(subject))));
}

}  // namespace

const Rule all::owner{
    "owner",
    "7.3",
    Severity::error,
    msgid("an open case that was assessed has an owner"),
    "From the assessment until the end one person is accountable for the case and tells the "
    "complainant how it goes (7.3; accountability, 4.12). In the small process a missing owner is "
    "a warning, in an imported record a note; an owner who has left is a warning.",
    "`cmt assign ID WHO`.",
    check_owner};

}  // namespace cmt::checks
