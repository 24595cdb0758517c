#include "survey/answers.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "core/fold.hpp"
#include "core/text.hpp"

namespace cmt::survey {
namespace {

std::string shown(std::string_view text) { return truncate(printable_line(text), 30); }

bool is_column_name(std::string_view id) {
  if (id.empty() || id.size() > 40 || id.front() < 'a' || id.front() > 'z') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// The names of columns that are no questions.
bool is_reserved(std::string_view id) {
  return id == "complaint" || id == "on" || id == "language" || id == "comment" || id == "wants_contact";
}

std::optional<bool> yes_or_no(std::string_view typed) {
  const std::string word = fold(typed);
  for (const auto* yes : {"yes", "true", "1", "\u0628\u0644\u0647", "\u0434\u0430"})
    if (word == fold(yes)) return true;
  for (const auto* no : {"no", "false", "0", "\u062e\u06cc\u0631", "\u043d\u0435\u0442"})
    if (word == fold(no)) return false;
  return std::nullopt;
}

std::string what_fits(const Question& question) {
  switch (*question.type) {
    case QuestionType::rating:
      return fmt::format("{} to {}", lowest(question), highest(question));
    case QuestionType::yes_no:
      return "yes or no";
    case QuestionType::choice: {
      std::string out;
      for (const auto& choice : question.choices) out += (out.empty() ? "" : ", ") + choice;
      return out;
    }
    case QuestionType::open:
      break;
  }
  return "a comment";
}

}  // namespace

std::optional<Values> parse_values(std::string_view text) {
  Values out;
  while (!text.empty()) {
    const auto blank = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (word.empty()) continue;
    const auto equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == word.size()) return std::nullopt;
    std::string question{word.substr(0, equals)};
    for (const auto& [earlier, answer] : out)
      if (earlier == question) return std::nullopt;
    out.emplace_back(std::move(question), std::string{word.substr(equals + 1)});
  }
  return out;
}

std::string written(const Values& values) {
  std::string out;
  for (const auto& [question, answer] : values)
    out += (out.empty() ? "" : " ") + question + "=" + answer;
  return out;
}

bool is_open(const Question& question) { return question.type == QuestionType::open; }

std::optional<int> rating_of(const Question& question, std::string_view answer) {
  if (answer.empty() || answer.size() > 3) return std::nullopt;
  int number = 0;
  for (const char c : answer) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (answer.size() > 1 && answer.front() == '0') return std::nullopt;
  if (number < lowest(question) || number > highest(question)) return std::nullopt;
  return number;
}

std::optional<std::string> read_answer(const Question& question, std::string_view typed) {
  const std::string text = ascii_digits(typed);
  switch (question.type.value_or(QuestionType::open)) {
    case QuestionType::rating:
      if (const auto number = rating_of(question, text)) return std::to_string(*number);
      return std::nullopt;
    case QuestionType::yes_no:
      if (const auto answer = yes_or_no(text)) return *answer ? "yes" : "no";
      return std::nullopt;
    case QuestionType::choice:
      for (const auto& choice : question.choices)
        if (choice == typed) return choice;
      return std::nullopt;
    case QuestionType::open:
      break;
  }
  return std::nullopt;
}

const Question* find_question(const std::vector<Question>& questions, std::string_view id) {
  for (const auto& question : questions)
    if (question.id == id) return &question;
  return nullptr;
}

std::string_view about(const Question& question) {
  return question.characteristic.empty() ? question.id : question.characteristic;
}

std::vector<std::string> faults_of(const std::vector<Question>& questions, const Values& values) {
  std::vector<std::string> out;
  if (values.empty()) out.emplace_back("nothing is answered");
  for (const auto& [id, answer] : values) {
    const auto* question = find_question(questions, id);
    if (!question) {
      out.push_back(fmt::format("there is no question '{}'", shown(id)));
    } else if (read_answer(*question, answer) != answer) {
      out.push_back(fmt::format("'{}' is no answer to {}: {}", shown(answer), id, what_fits(*question)));
    }
  }
  for (const auto& question : questions) {
    if (!question.required.value_or(false) || is_open(question)) continue;
    const bool is_answered = std::any_of(values.begin(), values.end(),
                                         [&](const auto& value) { return value.first == question.id; });
    if (!is_answered) out.push_back(fmt::format("{} is not answered", question.id));
  }
  return out;
}

std::vector<std::string> faults_of(const SurveyState& state, const AnswerRow& row, std::optional<Date> today) {
  std::vector<std::string> out;
  const auto invited = state.invitations.find(row.complaint);
  if (invited == state.invitations.end() || !invited->second.sent_on)
    out.push_back(fmt::format("{} was not asked", row.complaint));
  else if (row.on && *row.on < *invited->second.sent_on)
    out.push_back(fmt::format("{} answered on {}, before it was asked", row.complaint, text(*row.on)));
  else if (invited->second.failing == Failing::opted_out)
    out.push_back(fmt::format("{} does not want to be asked", row.complaint));
  if (state.answer_of(row.complaint)) out.push_back(fmt::format("{} has answered already", row.complaint));
  if (row.on && today && *row.on > *today)
    out.push_back(fmt::format("{} answered on {}, which is in the future", row.complaint, text(*row.on)));
  const auto values = parse_values(row.answers);
  if (!values) out.push_back(fmt::format("the answers of {} are not written question=answer", row.complaint));
  else
    for (const auto& fault : faults_of(state.plan.questions, *values))
      out.push_back(fmt::format("{}: {}", row.complaint, fault));
  return out;
}

std::vector<std::string> faults_of(const std::vector<Question>& questions) {
  std::vector<std::string> out;
  std::set<std::string_view> ids;
  int open = 0, closed = 0;
  for (const auto& question : questions) {
    const std::string id = shown(question.id);
    if (!is_column_name(question.id) || is_reserved(question.id))
      out.push_back(fmt::format("'{}' is no name for a question", id));
    if (!ids.insert(question.id).second) out.push_back(fmt::format("two questions are '{}'", id));
    if (question.type == QuestionType::rating &&
        (highest(question) <= lowest(question) || highest(question) > 100))
      out.push_back(fmt::format("{} has a scale from {} to {}", id, lowest(question), highest(question)));
    if (question.type != QuestionType::rating &&
        (question.scale_min || question.scale_max || question.weight))
      out.push_back(fmt::format("{} has a scale or weight and is no rating", id));
    if (about(question) == "recommend" && (lowest(question) != 0 || highest(question) != 10))
      out.push_back(fmt::format("{} asks for a recommendation, whose scale is 0 to 10", id));
    if (question.type == QuestionType::choice) {
      if (question.choices.size() < 2) out.push_back(fmt::format("{} has no two choices", id));
      for (const auto& choice : question.choices)
        if (!is_column_name(choice)) out.push_back(fmt::format("'{}' is no name for a choice", shown(choice)));
    }
    open += is_open(question) ? 1 : 0;
    closed += is_open(question) ? 0 : 1;
  }
  if (open > 1) out.emplace_back("more than one question is open");
  if (closed == 0) out.emplace_back("no question has an answer that can be counted");
  return out;
}

}  // namespace cmt::survey
