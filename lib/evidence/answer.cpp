#include "evidence/answer.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace cmt::evidence {

Matters those(const Matters& all, const Test& test) {
  Matters out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [&](const Matter* one) { return test(*one); });
  return out;
}

Answer judged(const Question& question, std::int64_t good, std::int64_t whole, std::string words,
              std::string source, std::vector<std::string> records) {
  Answer out;
  out.basis = fmt::format("{} of {} {}", good, whole, words);
  out.source = std::move(source);
  out.records = std::move(records);
  if (whole == 0) out.standing = Standing::not_applicable;
  else if (100 * good >= question.met * whole) out.standing = Standing::met;
  else if (100 * good >= question.partly * whole) out.standing = Standing::partly;
  else out.standing = Standing::not_met;
  return out;
}

Answer by_test(const Question& question, const Matters& all, const Test& is_good, std::string words,
               std::string source) {
  std::vector<std::string> bad, looked_at;
  for (const auto* one : all) {
    looked_at.push_back(one->id());
    if (!is_good(*one)) bad.push_back(one->id());
  }
  const auto good = static_cast<std::int64_t>(all.size() - bad.size());
  return judged(question, good, static_cast<std::int64_t>(all.size()), std::move(words),
                std::move(source), bad.empty() ? std::move(looked_at) : std::move(bad));
}

Answer by_rules(const Question& question, const Matters& all, std::initializer_list<const char*> rules,
                std::string words) {
  std::string source = "check:";
  for (const auto* rule : rules) source += fmt::format(" {}", rule);
  return by_test(question, all, [&](const Matter& one) {
    return std::none_of(rules.begin(), rules.end(), [&](const char* rule) { return one.breaks(rule); });
  }, std::move(words), std::move(source));
}

Answer by_measure(const Evidence& evidence, const Question& question, std::string_view id) {
  const auto* measure = evidence.measure(id);
  if (!measure || !measure->numerator || !measure->denominator)
    return cannot_tell(fmt::format("{} has no value", id));
  return judged(question, *measure->numerator, *measure->denominator, measure->name,
                std::string{id} + " of the report kpi");
}

Answer by_claims(const Evidence& evidence, const Question& question,
                 std::initializer_list<const char*> keys) {
  std::optional<Answer> out;
  for (const auto* key : keys) {
    const auto* claim = evidence.claim(key);
    if (!claim) continue;
    Answer one = judged(question, claim->good, claim->whole, claim->words, std::string{key},
                        claim->records);
    if (claim->whole == 0) {
      one.standing = Standing::not_met;
      one.basis = "none on record: " + claim->words + (claim->command.empty() ? "" : "; " + claim->command);
    }
    out = out ? both(std::move(*out), std::move(one)) : std::move(one);
  }
  return out ? std::move(*out) : cannot_tell("no record says so; a person answers: cmt audit answer");
}

std::vector<const survey::SurveyState*> surveys_of(const Evidence& evidence) {
  std::vector<const survey::SurveyState*> out;
  for (const auto& one : evidence.surveys)
    if (one.status != survey::SurveyStatus::cancelled && one.plan.from && one.plan.to &&
        *one.plan.from <= *evidence.period.to && *evidence.period.from <= *one.plan.to)
      out.push_back(&one);
  return out;
}

Answer cannot_tell(std::string why) { return {Standing::cannot_tell, std::move(why), {}, {}}; }
Answer nothing_to_judge(std::string why) { return {Standing::not_applicable, std::move(why), {}, {}}; }

Answer both(Answer one, Answer other) {
  // What says nothing does not make the other worse.
  const auto weight = [](Standing standing) {
    return standing == Standing::not_applicable ? -2 : standing == Standing::cannot_tell
                                                    ? -1 : static_cast<int>(standing);
  };
  Answer out;
  out.standing = weight(one.standing) >= weight(other.standing) ? one.standing : other.standing;
  out.basis = std::move(one.basis) + "; " + other.basis;
  out.source = std::move(one.source);
  if (!other.source.empty() && other.source != out.source)
    out.source += (out.source.empty() ? "" : ", ") + other.source;
  out.records = std::move(one.records);
  for (auto& id : other.records)
    if (std::find(out.records.begin(), out.records.end(), id) == out.records.end())
      out.records.push_back(std::move(id));
  return out;
}

Answer answer(const Evidence& evidence, const Question& question) {
  for (const auto rows : {principle_answers(), framework_answers(), operation_answers(),
                          improvement_answers(), sister_answers()})
    for (const auto& row : rows)
      if (row.question == question.id) return row.answer(evidence, question);
  return cannot_tell("a person answers: cmt audit answer");
}

}  // namespace cmt::evidence
