// Answers to a survey as people hand them in: a CSV file, or one on the command line.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {

struct AnswerOptions {
  std::string csv, complaint, comment, on;
  std::vector<std::string> map, ignore, set;
  bool skip_invalid = false, without_comments = false, wants_contact = false;
};

struct ReadAnswers {
  survey::SurveyAnswered answered;
  Message said;  // how many were taken, were empty and were left out
};

// Failure: every row that is wrong, each at its line; with skip_invalid these are printed as warnings.
Result<ReadAnswers> read_answers(World& world, const Session& session, const survey::SurveyState& state,
                                 const AnswerOptions& options);

// A row for each complaint of the sample without an answer, in the order of ids: the columns that
// read_answers reads, and with `contacts` before them how the person is reached. Refused when that is sealed and there is
// no key to it.
Result<std::string> answer_sheet(const World& world, const Session& session, const survey::SurveyState& state, bool contacts);

}  // namespace cmt::cli
