// What reports count besides complaints: the other records of the register, replayed up to the moment
// of the report.
#pragma once
#include <vector>

#include "audit/audit.hpp"
#include "audit/review.hpp"
#include "charter/charter.hpp"
#include "dispute/dispute.hpp"
#include "framework/objective.hpp"
#include "framework/training.hpp"
#include "improvement/action.hpp"
#include "reports/scope.hpp"
#include "survey/survey.hpp"

namespace cmt::reports {

struct Inputs {
  std::vector<survey::SurveyState> surveys;
  std::vector<improvement::ActionState> actions;
  std::vector<charter::CharterState> charters;
  std::vector<dispute::DisputeState> disputes;
  std::vector<framework::ObjectiveState> objectives;
  std::vector<framework::TrainingState> trainings;
  std::vector<audit::AuditState> audits;
  std::vector<audit::ReviewState> reviews;
  bool is_one_survey = false;  // the report is about that survey, whatever the period
};

// Those of the scope; none where none were read.
inline const Inputs& inputs_of(const Scope& scope) {
  static const Inputs none;
  return scope.inputs ? *scope.inputs : none;
}

}  // namespace cmt::reports
