// Both sides are heard in an investigation.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_both_sides(const Subject& subject, std::vector<Finding>& out) {
  if (!is_full(subject)) return;
  bool is_investigated = false;
  const auto& history = subject.complaint.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    is_investigated =
        is_investigated || std::holds_alternative<process::InvestigationStarted>(history[i].body);
    const auto* response = std::get_if<process::ResponseProposed>(&history[i].body);
    if (!response || !is_investigated || !history[i].imported.empty()) continue;
    std::vector<std::string> missing;
    if (response->complainant_view.empty()) missing.emplace_back("complainant_view");
    if (response->staff_view.empty()) missing.emplace_back("staff_view");
    if (!missing.empty())
      out.push_back(found(all::both_sides, Severity::note, {i, ""},
                          tr("the response does not have {}", joined(missing)),
                          tr("what they said is added with cmt note {}", id_of(subject))));
  }
}

}  // namespace

const Rule all::both_sides{
    "both-sides",
    "7.6",
    Severity::note,
    msgid("a response after an investigation has the view of either side"),
    "An investigation hears the complainant and the people who did the work, before anything "
    "is concluded (7.6; objectivity, 4.7). A response that has only one side, or none, does "
    "not show that both were heard. Asked in the full process, not of imported events.",
    "`cmt respond ID --complainant-view TEXT --staff-view TEXT`; afterwards `cmt note ID`.",
    check_both_sides};

}  // namespace cmt::checks
