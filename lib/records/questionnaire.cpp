#include "records/questionnaire.hpp"

#include <fmt/core.h>

#include "core/data.hpp"
#include "records/field_reader.hpp"
#include "survey/answers.hpp"

namespace cmt::records {
namespace {

struct Questionnaire {
  std::vector<survey::Question> questions;
};
template <class V>
void describe(V& v, Questionnaire& e) {
  v(process::must("questions", "what is asked"), e.questions);
}

Result<std::vector<survey::Question>> read_questions(const yaml::Document& document, Node map) {
  static const Lists none;
  Reading reading{document, none, {}, {}};
  Questionnaire out;
  FieldReader fields{reading, map, "the questionnaire", false};
  describe(fields, out);
  fields.finish({"schema"}, [&](FieldReader& names) { describe(names, out); });
  for (const auto& unknown : reading.unknown_keys) {
    Diagnostic problem;
    problem.at = unknown.at;
    problem.message = tr("key '{}' is not known", shown(unknown.name));
    if (!unknown.nearest.empty()) problem.hint = tr("did you mean '{}'?", unknown.nearest);
    reading.problems.push_back(std::move(problem));
  }
  if (reading.problems.empty())
    for (auto& fault : survey::faults_of(out.questions)) reading.problem(map, std::move(fault));
  if (!reading.problems.empty()) return Failure{FailureKind::unreadable, std::move(reading.problems)};
  return std::move(out.questions);
}

const yaml::Document& built_in() {
  static const yaml::Document document =
      std::move(*yaml::parse("questionnaires.yaml", std::string{data::file("questionnaires.yaml")}));
  return document;
}

}  // namespace

std::string path_of_questionnaire(std::string_view name) {
  return fmt::format("questionnaires/{}.yaml", name);
}

std::vector<std::string> built_in_questionnaires() {
  std::vector<std::string> out;
  for (const auto& [key, value] : built_in().root().entries()) out.emplace_back(key.text());
  return out;
}

Result<std::vector<survey::Question>> built_in_questionnaire(std::string_view name) {
  if (const auto found = built_in().root().find(name)) return read_questions(built_in(), *found);
  std::string all;
  for (const auto& one : built_in_questionnaires()) all += (all.empty() ? "" : ", ") + one;
  return failure(FailureKind::usage, tr("there is no questionnaire '{}'", shown(name)),
                 tr("built in: {}; the register's own are questionnaires/NAME.yaml", all));
}

Result<std::vector<survey::Question>> read_questionnaire(std::string path, std::string bytes) {
  auto document = yaml::parse(std::move(path), std::move(bytes));
  if (!document) return std::move(document).failure();
  return read_questions(*document, document->root());
}

}  // namespace cmt::records
