// Whether the register itself shows that the guidance is met: one pure function a question.
//
// "Met" is said of what the records show, never of an organization: the guidance says "should", and a
// certificate is nobody's to give here.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/names.hpp"
#include "evidence/evidence.hpp"
#include "evidence/question.hpp"

namespace cmt::evidence {

enum class Standing {
  met,
  partly,
  not_met,
  not_applicable,  // nothing happened that the question is about
  cannot_tell,     // no record can say it: a person answers
};
inline constexpr auto standing_names = names<Standing>({{Standing::met, "met"},
                                                        {Standing::partly, "partly"},
                                                        {Standing::not_met, "not-met"},
                                                        {Standing::not_applicable, "not-applicable"},
                                                        {Standing::cannot_tell, "cannot-tell"}});
// Answered from evidence: the records say it, one way or the other.
constexpr bool is_answered(Standing standing) { return standing <= Standing::not_met; }

struct Answer {
  Standing standing = Standing::cannot_tell;
  std::string basis;                 // figures in words: "41 of 43 acknowledged in time"
  std::string source;                // what gives them: a measure, a rule of `cmt check`, a folder
  std::vector<std::string> records;  // the ids of those that are not as they should be, else of all
};

using Answering = Answer (*)(const Evidence&, const Question&);

struct Answered {
  std::string_view question;
  Answering answer;
};
// By clauses 4; 5 and 6; 7; 8; and the sister standards.
std::span<const Answered> principle_answers();
std::span<const Answered> framework_answers();
std::span<const Answered> operation_answers();
std::span<const Answered> improvement_answers();
std::span<const Answered> sister_answers();

// The answer to one question; `cannot_tell` to one that only a person can answer.
Answer answer(const Evidence& evidence, const Question& question);

// ---- what the answers share ------------------------------------------------------------------------

using Matters = std::vector<const Matter*>;
using Test = std::function<bool(const Matter&)>;

Matters those(const Matters& all, const Test& test);
// `good` of `whole`, by the limits of the question; not-applicable when there is nothing to look at.
Answer judged(const Question& question, std::int64_t good, std::int64_t whole, std::string words,
              std::string source, std::vector<std::string> records = {});
// How many of the complaints pass the test.
Answer by_test(const Question& question, const Matters& all, const Test& is_good, std::string words,
               std::string source = "complaints");
// How many of them break none of the rules of `cmt check`.
Answer by_rules(const Question& question, const Matters& all, std::initializer_list<const char*> rules,
                std::string words);
// A share among the measures K01 to K55.
Answer by_measure(const Evidence& evidence, const Question& question, std::string_view id);
// The claims of other kinds of records, together; `cannot_tell` when the register keeps none of them,
// not-met when it keeps such records and has none.
Answer by_claims(const Evidence& evidence, const Question& question,
                 std::initializer_list<const char*> keys);
// The surveys of complaints that ended in the period, without those that were given up.
std::vector<const survey::SurveyState*> surveys_of(const Evidence& evidence);
Answer cannot_tell(std::string why);
Answer nothing_to_judge(std::string why);
// The worse of two answers, with what both rest on.
Answer both(Answer one, Answer other);

}  // namespace cmt::evidence
