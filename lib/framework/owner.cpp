#include "framework/owner.hpp"

#include <fmt/core.h>

namespace cmt::framework {

std::optional<Diagnostic> refusal_of_owner(const std::string& owner, const process::Rules& rules) {
  if (rules.staff.empty() || owner.empty()) return std::nullopt;
  const auto* person = rules.person(owner);
  if (person && person->active) return std::nullopt;
  Diagnostic out;
  out.rule = "owner-active";
  out.clause = "5.4";
  out.message = person ? tr("'{}' is no longer active", owner)
                       : tr("'{}' is not on the staff list", owner);
  out.hint = tr("`staff` in cmt.yaml lists who is; --owner names somebody else");
  return out;
}

}  // namespace cmt::framework
