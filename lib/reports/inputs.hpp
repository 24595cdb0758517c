// What reports count besides complaints: the other records of the register, replayed up to the moment
// of the report.
#pragma once
#include <vector>

#include "charter/charter.hpp"
#include "improvement/action.hpp"
#include "survey/survey.hpp"

namespace cmt::reports {

struct Inputs {
  std::vector<survey::SurveyState> surveys;
  std::vector<improvement::ActionState> actions;
  std::vector<charter::CharterState> charters;
  bool is_one_survey = false;  // the report is about that survey, whatever the period
};

}  // namespace cmt::reports
