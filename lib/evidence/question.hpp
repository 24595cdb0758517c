// The questions of an audit of the complaints-handling process (lib/data/audit/questions.yaml), which
// a register may word anew, set other limits for, and add to in its audit.yaml.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace cmt::evidence {

struct Question {
  std::string id;      // "Q07"
  std::string clause;  // "7.2", "ISO 10003 7.6"
  std::map<std::string, std::string, std::less<>> texts;  // by language tag
  // Per cent of what was looked at that must be right for `met` and for `partly`.
  int met = 95, partly = 80;
  int limit = 0;  // of what the question counts: cases, days; 0 where it counts nothing

  // In the language asked for, else in English.
  const std::string& text(std::string_view language) const;
};

// The questions of the program.
const std::vector<Question>& built_in_questions();

// The same with what a register's audit.yaml says of them. Failure: unreadable, with every problem.
Result<std::vector<Question>> read_questions(std::string path, std::string bytes);

}  // namespace cmt::evidence
