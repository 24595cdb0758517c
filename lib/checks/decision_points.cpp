// Every point that the complainant raised is answered.
#include <fmt/core.h>

#include "checks/all_rules.hpp"
#include "checks/finding.hpp"

namespace cmt::checks {
namespace {

void check_decision_points(const Subject& subject, std::vector<Finding>& out) {
  const auto last = last_event<process::ResponseProposed>(subject);
  if (!last) return;
  const auto& event = subject.complaint.history[*last];
  const auto& points = std::get<process::ResponseProposed>(event.body).points;
  const auto severity = event.imported.empty() ? all::decision_points.severity : Severity::note;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (!points[i].answer.empty() && points[i].outcome) continue;
    out.push_back(found(all::decision_points, severity, {*last, "points"},
                        tr("point {} of {} has no {}", i + 1, points.size(),
                           points[i].answer.empty() ? tr("answer") : tr("outcome")),
                        tr("cmt respond {} --point answers each point", id_of(subject))));
  }
}

}  // namespace

const Rule all::decision_points{
    "decision-points",
    "7.7",
    Severity::error,
    msgid("every point that was raised has an answer and an outcome"),
    "One letter may hold several matters; a response that passes over one of them leaves the "
    "complaint unanswered (7.7). The last response of the case is looked at. In an imported event "
    "it is a note.",
    "`cmt respond ID --point POINT=ANSWER=OUTCOME` for each of them.",
    check_decision_points};

}  // namespace cmt::checks
