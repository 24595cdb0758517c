// What a register holds of one person, for that person (ISO 10002:2018, 8.1).
//
// What is given is an allow-list: what an event says to the complainant or by them, and what became of
// the case. What staff wrote for each other, who they are, how they judged the case, and everything of
// other people is not in it; docs/privacy.md says what is left out and why.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "disclosure/request.hpp"
#include "process/complaint.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"
#include "survey/survey.hpp"

namespace cmt::reports {

struct SubjectCase {
  process::Complaint complaint;
  process::State state;
  bool is_own = true;  // else the person acts for somebody else in it: that it is so is all that is given
};

struct SubjectAnswer {
  std::string survey;  // its title
  survey::Answered answer;
};

struct Subject {
  std::string party;  // id
  std::vector<std::pair<std::string, std::string>> facts;  // of their file: field and value
  std::vector<SubjectCase> cases;
  std::vector<SubjectAnswer> answers;
  std::vector<disclosure::RequestState> requests;
};

Report subject_report(const Subject& subject, const Scope& scope);

}  // namespace cmt::reports
