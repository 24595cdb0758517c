// What a complainant who disagrees can do.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_further_options(const Subject& subject, std::vector<Finding>& out) {
  if (is_full(subject) || subject.state.is_imported()) return;  // T12 and T19 ask for it
  bool is_contested = false;
  const auto& history = subject.complaint.history;
  for (std::size_t i = 0; i < history.size(); ++i) {
    is_contested = is_contested || std::holds_alternative<process::Contested>(history[i].body);
    if (const auto* told = std::get_if<process::DecisionCommunicated>(&history[i].body)) {
      const auto& rights = told->next_step_rights;
      if (!rights || (rights->internal_review.empty() && rights->external_body.empty()))
        out.push_back(found(all::further_options, Severity::note, {i, ""},
                            tr("the decision does not say what the complainant can do next"),
                            tr("set next_step_rights in cmt.yaml: every decision then says it")));
    }
    if (const auto* closed = std::get_if<process::Closed>(&history[i].body);
        closed && is_contested && closed->reason == process::ClosureReason::exhausted &&
        closed->external_routes.empty())
      out.push_back(found(all::further_options, Severity::warning, {i, ""},
                          tr("the complainant disagrees and was not told of a route outside"),
                          tr("tell them, and put it on record with cmt note {}",
                             id_of(subject))));
  }
}

}  // namespace

const Rule all::further_options{
    "further-options",
    "7.9",
    Severity::warning,
    msgid("a complainant who disagrees is told where to turn"),
    "Whoever does not accept the decision is told of the other routes, inside and outside "
    "(7.8, 7.9). The full process refuses a decision and a closing without them; in the small "
    "process a decision without them is a note, and closing a contested case without a route "
    "outside is a warning.",
    "`next_step_rights` in cmt.yaml, or `cmt notify ID --rights TEXT`; `cmt close ID "
    "--external-routes TEXT`.",
    check_further_options};

}  // namespace cmt::checks
