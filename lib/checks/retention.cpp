// Records that are kept longer than the register says.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"
#include <chrono>

namespace cmt::checks {
namespace {

void check_retention(const Subject& subject, std::vector<Finding>& out) {
  const auto& state = subject.state;
  if (!subject.others.retention_days || is_open(state.status) || !state.cycle().ended) return;
  const auto ended = subject.rules.zone.date_of(*state.cycle().ended);
  if (!ended) return;
  const Date until = *ended + std::chrono::days{*subject.others.retention_days};
  if (today_of(subject) <= until) return;
  bool is_held = false, is_removed = false;
  each_event<process::Assessed>(subject, [&](std::size_t, const auto&, const auto& assessed) {
    is_held = assessed.legal_hold.value_or(is_held);
  });
  each_event<process::Redacted>(subject, [&](std::size_t, const auto&, const auto& redacted) {
    is_removed = is_removed || redacted.field == "description";
  });
  if (is_held || is_removed) return;
  out.push_back(found(all::retention, Severity::warning, {},
                      fmt::format("it ended on {} and was to be kept until {}", text(*ended),
                                  text(until)),
                      fmt::format("remove what is personal with cmt redact {}", id_of(subject))));
}

}  // namespace

const Rule all::retention{
    "retention",
    "8.1",
    Severity::warning,
    "personal data are kept no longer than the register says",
    "The organization says how long records are kept and disposes of them afterwards (8.1; "
    "confidentiality, 4.10). Where cmt.yaml has `retention_days`, a case that ended longer "
    "ago still has the words of the complainant. A case on legal hold is left out.",
    "`cmt redact ID --field description --reason WHY`; `cmt assess ID --legal-hold` where a "
    "court or regulator may ask for it.",
    check_retention};

}  // namespace cmt::checks
