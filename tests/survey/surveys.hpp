// Surveys built in memory; every event is complete.
#pragma once
#include "support/dossier_cases.hpp"
#include "survey/answers.hpp"
#include "survey/sampling.hpp"
#include "survey/survey.hpp"

namespace cmt::test {

using namespace cmt::survey;
using Case = dossier::Dossier<Survey>;
using Surveys = dossier::Steps<Survey>;

inline const std::string survey_id = LetterId::draw('S', [] { return std::uint64_t{7}; }).text();

inline Question rating(std::string id, std::optional<int> weight = {}) {
  Question out;
  out.id = std::move(id);
  out.type = QuestionType::rating;
  out.weight = weight;
  out.text = {{"en", "How was it?"}};
  return out;
}
inline Question question(std::string id, QuestionType type) {
  Question out = rating(std::move(id));
  out.type = type;
  return out;
}
inline Question recommend() {
  Question out = rating("recommend");
  out.scale_min = 0;
  out.scale_max = 10;
  return out;
}

// Asks how it was (a must), how easy, whether they would recommend us and come again.
inline SurveyPlanned survey_planned() {
  SurveyPlanned out;
  out.purpose = Purpose::complaint_process;
  out.from = day("2026-07-01");
  out.to = day("2026-09-30");
  out.method = Method::simple_random;
  out.medium = "email";
  out.languages = {"en"};
  out.closes = day("2026-10-31");
  out.questions = {rating("overall"), rating("ease", 2), recommend(),
                   question("again", QuestionType::yes_no)};
  out.questions.front().required = true;
  return out;
}

// The ids of the sample, in the order of the seed `t`.
inline std::vector<std::string> sampled(std::size_t count = 4) {
  std::vector<std::string> out;
  for (std::uint64_t i = 1; i <= count; ++i) out.push_back(other_id(i).text());
  return in_draw_order("t", out);
}
// A draw of all but one, who is anonymous.
inline SurveyDrawn survey_drawn(std::size_t count = 4) {
  SurveyDrawn out;
  out.seed = "t";
  out.population = static_cast<int>(count) + 1;
  out.excluded = {{Exclusion::anonymous, {other_id(99).text()}}};
  out.sample = sampled(count);
  return out;
}
inline AnswerRow row(std::string complaint, std::string answers, const char* on = nullptr) {
  AnswerRow out;
  out.complaint = std::move(complaint);
  out.answers = std::move(answers);
  if (on) out.on = day(on);
  return out;
}
inline SurveyAnswered survey_answered(std::vector<AnswerRow> rows) { return {{}, std::move(rows)}; }

inline dossier::Event<Survey> on(std::string_view at, SurveyBody body, std::string by = "sara") {
  return dossier_event<Survey>(at, std::move(body), std::move(by));
}
inline Rules survey_rules() { return rules_of(Process::full); }

// Sent on 2026-10-02; whoever is first in the sample has answered on 2026-10-05.
inline Case survey_that_is(SurveyStatus status) {
  using enum SurveyStatus;
  std::vector<dossier::Event<Survey>> events{on("2026-10-01", survey_planned())};
  if (status == cancelled) events.push_back(on("2026-10-01", SurveyCancelled{{"No staff"}}));
  if (status == drawn || status == open || status == closed) events.push_back(on("2026-10-01", survey_drawn()));
  if (status == open || status == closed) {
    events.push_back(on("2026-10-02", SurveySent{"email", {}}));
    events.push_back(on("2026-10-06", survey_answered({row(sampled().front(), "overall=4 recommend=9", "2026-10-05")})));
  }
  if (status == closed) events.push_back(on("2026-11-01", SurveyClosed{{"Slow"}}));
  return after<Survey>({survey_id, {"Third quarter"}, {}}, events, survey_rules());
}

}  // namespace cmt::test
