// What was answered to the questions of a survey: `overall=5 ease=4 again=yes`.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "survey/survey.hpp"

namespace cmt::survey {

using Values = std::vector<std::pair<std::string, std::string>>;

// The pairs of a row, in its order; nothing when a word is not `question=answer` or a question stands
// twice.
std::optional<Values> parse_values(std::string_view text);
std::string written(const Values& values);

// The answer as a number of the question's scale; nothing for anything else.
std::optional<int> rating_of(const Question& question, std::string_view answer);

// The answer as it is put on record: digits in ASCII, yes and no in small letters; nothing when the
// question cannot be answered so.
std::optional<std::string> read_answer(const Question& question, std::string_view typed);

// Every fault of a row against the questions, in words.
std::vector<std::string> faults_of(const std::vector<Question>& questions, const Values& values);

const Question* find_question(const std::vector<Question>& questions, std::string_view id);
// What a question is about: its characteristic, else its id.
std::string_view about(const Question& question);
inline int lowest(const Question& question) { return question.scale_min.value_or(1); }
inline int highest(const Question& question) { return question.scale_max.value_or(5); }
bool is_open(const Question& question);

// Why an answer cannot be put on record: whoever gives it was asked, does so once and after being asked,
// and answers the questions. `today` is the last day it can have been given on.
std::vector<std::string> faults_of(const SurveyState& state, const AnswerRow& row, std::optional<Date> today);

// Faults of a questionnaire: an id used twice or not fit for a column, a scale or choices that make no
// sense, more than one open question.
std::vector<std::string> faults_of(const std::vector<Question>& questions);

}  // namespace cmt::survey
