#include "reports/governance.hpp"

#include <algorithm>

#include "reports/frame.hpp"
#include "reports/inputs.hpp"
#include "reports/shares.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

struct Counted {
  std::int64_t part = 0, whole = 0;
  std::int64_t pending = 0;  // neither done nor due yet, and in no figure
};

Measure measure_of(const Counted& counted, const char* id, std::string name, const char* basis, const Scope& scope) {
  Measure out = share_measure(id, std::move(name), counted.part, counted.whole, basis);
  if (counted.pending > 0)
    out.note = sentence(scope, "actions.pending", "Neither done nor due yet: {n}.", counted.pending);
  return out;
}

// By a due date in the period: done by then, of all but those that are neither done nor due yet.
void count_due(Counted& out, const std::optional<cmt::Date>& due, const std::optional<cmt::Date>& done, const Scope& scope) {
  if (!due || !is_in(scope.period, due)) return;
  if (!done && *due >= scope.zone.date_of(scope.as_of)) {
    ++out.pending;
    return;
  }
  ++out.whole;
  out.part += done && *done <= *due;
}

Counted trained(const Inputs& inputs, const Scope& scope) {
  Counted out;
  if (!scope.rules) return out;
  const auto today = scope.zone.date_of(scope.as_of);
  for (const auto& person : scope.rules->staff) {
    bool needs = false, lacks = false;
    for (const auto& course : inputs.trainings) {
      if (!framework::is_needed(course, person)) continue;
      needs = true;
      lacks = lacks || framework::is_gap(framework::standing_of(course, person, today, 0).competence);
    }
    out.whole += needs;
    out.part += needs && !lacks;
  }
  return out;
}

Counted audits_held(const Inputs& inputs, const Scope& scope) {
  Counted out;
  for (const auto& one : inputs.audits) {
    if (one.status == audit::AuditStatus::cancelled || !is_in(scope.period, one.plan.on)) continue;
    const bool is_held = audit::is_reported(one.status);
    if (!is_held && *one.plan.on >= scope.zone.date_of(scope.as_of)) {
      ++out.pending;
      continue;
    }
    ++out.whole;
    out.part += is_held;
  }
  return out;
}

Counted findings_closed(const Inputs& inputs, const Scope& scope) {
  Counted out;
  for (const auto& one : inputs.audits)
    for (const auto& finding : one.findings)
      if (audit::is_nonconformity(finding.found.grade.value_or(audit::Grade::observation)))
        count_due(out, finding.found.due, finding.settled_on, scope);
  return out;
}

Counted decisions_done(const Inputs& inputs, const Scope& scope) {
  Counted out;
  for (const auto& review : inputs.reviews)
    for (const auto& decision : review.decisions) {
      auto done = decision.done_on;
      bool is_dropped = false;
      for (const auto& action : inputs.actions) {
        if (action.id != decision.decided.action) continue;
        using improvement::ActionStatus;
        is_dropped = action.status == ActionStatus::rejected || action.status == ActionStatus::cancelled;
        if (action.status == ActionStatus::closed) done = action.closed_on;
      }
      if (!is_dropped) count_due(out, decision.decided.due, done, scope);
    }
  return out;
}

}  // namespace

std::vector<Measure> governance_measures(const Scope& scope) {
  const Inputs& inputs = inputs_of(scope);
  const auto name = [&](const char* id, const char* english) { return word(scope, std::string{"kpi."} + id, english); };
  const std::string no_training = word(scope, "needs.training", "Needs records of training."),
                    no_audits = word(scope, "needs.audits", "Needs records of audits."),
                    no_reviews = word(scope, "needs.reviews", "Needs records of management reviews.");
  return {inputs.trainings.empty()
              ? without_value("K44", name("K44", "Trained contact staff"), "S", no_training)
              : measure_of(trained(inputs, scope), "K44", name("K44", "Trained contact staff"), "S", scope),
          inputs.audits.empty() ? without_value("K46", name("K46", "Audits held"), "E", no_audits)
                                : measure_of(audits_held(inputs, scope), "K46", name("K46", "Audits held"), "E", scope),
          inputs.audits.empty()
              ? without_value("K47", name("K47", "Findings closed on time"), "U", no_audits)
              : measure_of(findings_closed(inputs, scope), "K47", name("K47", "Findings closed on time"), "U", scope),
          inputs.reviews.empty()
              ? without_value("K48", name("K48", "Review actions done"), "U", no_reviews)
              : measure_of(decisions_done(inputs, scope), "K48", name("K48", "Review actions done"), "U", scope)};
}

}  // namespace cmt::reports
