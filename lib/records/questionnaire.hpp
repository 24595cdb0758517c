// Questionnaires: what a survey can ask, as data (lib/data/questionnaires.yaml, and the register's own
// questionnaires/NAME.yaml). A survey keeps the questions it asked, so that a later change of the
// questionnaire leaves it as it was.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/lists.hpp"
#include "core/result.hpp"
#include "survey/survey.hpp"

namespace cmt::records {

// "questionnaires/NAME.yaml".
std::string path_of_questionnaire(std::string_view name);

// The names of those that the program brings.
std::vector<std::string> built_in_questionnaires();

// One of them. Refused (usage), with all names, when there is none of that name.
Result<std::vector<survey::Question>> built_in_questionnaire(std::string_view name);

// A register's own: a map with `questions`. Unreadable, with every problem at its place.
Result<std::vector<survey::Question>> read_questionnaire(std::string path, std::string bytes);

}  // namespace cmt::records
