// ISO 10002:2018, 8.3 and ISO 10004:2018, 7.3: the way of a survey, step by step.
#include "survey/surveys.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

const Rules rules = survey_rules();

Messages refusal(SurveyStatus status, SurveyBody body, std::string_view at = "2026-11-02") {
  return refused<Survey>(survey_that_is(status), on(at, std::move(body)), rules);
}

SurveyState state_after(SurveyStatus status, SurveyBody body, std::string_view at = "2026-10-20") {
  return Surveys::replay(after<Survey>(survey_that_is(status), {on(at, std::move(body))}, rules), rules);
}

std::string last() { return sampled().back(); }

}  // namespace

TEST_CASE("8.3 from every status of a survey exactly the steps of the table are possible") {
  using enum SurveyStatus;
  check_table<Survey>(
      {{planned, {"planned", "drawn", "cancelled", "noted"}},
       {drawn, {"sent", "cancelled", "noted"}},
       {open, {"sent", "reminded", "failed", "answered", "raised", "closed", "cancelled", "noted", "redacted"}},
       {closed, {"answered", "raised", "noted", "redacted"}},
       {cancelled, {"noted", "redacted"}}},
      survey_that_is,
      {on("2026-11-02", survey_planned()), on("2026-11-02", survey_drawn()),
       on("2026-11-02", SurveySent{"email", {}}), on("2026-11-02", SurveyReminded{"email", {}}),
       on("2026-11-02", InvitationFailed{Failing::bounced, {last()}}),
       on("2026-11-02", survey_answered({row(last(), "overall=4")})),
       on("2026-11-02", ComplaintRaised{sampled().front(), complaint_id}),
       on("2026-11-02", SurveyClosed{{"X"}}), on("2026-11-02", SurveyCancelled{{"X"}}),
       on("2026-11-02", SurveyNoted{{"X"}}),
       on("2026-11-02", CommentsRedacted{"rows.comment", {last()}, {"X"}, {}, {}})},
      rules);
}

TEST_CASE("4.10 only a comment that was given can be taken out of a survey") {
  const auto refused_for = [](std::string field, const std::string& complaint) {
    return refusal(SurveyStatus::open, CommentsRedacted{std::move(field), {complaint}, {"Asked for"}, {}, {}});
  };
  CHECK(refused_for("rows.comment", last()) == Messages{last() + " has no comment in it"});
  CHECK(refused_for("rows.answers", last()).front() == "'rows.answers' cannot be taken out of a survey");
  auto answer = row(last(), "overall=4");
  answer.comment = {"Thanks"};
  const auto survey = after<Survey>(survey_that_is(SurveyStatus::open), {on("2026-10-20", survey_answered({answer}))}, rules);
  CHECK(refused<Survey>(survey, on("2026-11-02", CommentsRedacted{"rows.comment", {last()}, {"Asked for"}, {}, {}}), rules).empty());
}

TEST_CASE("ISO 10004 6 a plan says who is asked what, how and until when") {
  CHECK(refused<Survey>({survey_id, {}, {}}, on("2026-10-01", SurveyPlanned{}), rules) ==
        Messages{"purpose is missing", "from is missing", "to is missing", "method is missing",
                 "medium is missing", "closes is missing", "questions is missing",
                 "no question has an answer that can be counted", "title is missing"});
}

TEST_CASE("ISO 10004 6 a plan that contradicts itself is refused") {
  const auto planned = [](auto change) {
    SurveyPlanned plan = survey_planned();
    change(plan);
    return refused<Survey>({survey_id, {"T"}, {}}, on("2026-10-01", plan), rules);
  };
  CHECK(planned([](auto& p) { p.to = day("2026-06-30"); }) == Messages{"the period ends before it begins"});
  CHECK(planned([](auto& p) { p.confidence = 80; }) == Messages{"confidence is 80, not 90, 95 or 99"});
  CHECK(planned([](auto& p) { p.margin = 0; }) == Messages{"the margin of error is 0, not 1 to 50"});
  CHECK(planned([](auto& p) { p.method = Method::stratified; }) ==
        Messages{"a stratified sample is proportional in something"});
  CHECK(planned([](auto& p) { p.strata = Stratum::outcome; }) == Messages{"only a stratified sample has strata"});
}

TEST_CASE("ISO 10004 7.3.4 a draw is in the order of its seed, of the size that the plan asks for") {
  CHECK(refusal(SurveyStatus::planned, survey_drawn()).empty());
  SurveyDrawn turned = survey_drawn();
  std::swap(turned.sample.front(), turned.sample.back());
  CHECK(refusal(SurveyStatus::planned, turned) == Messages{"the sample is not in the order of its seed"});
  SurveyDrawn fewer = survey_drawn();
  fewer.sample.pop_back();
  CHECK(refusal(SurveyStatus::planned, fewer) == Messages{"3 of 4 are drawn, and the plan asks for 4"});
  SurveyDrawn both = survey_drawn();
  both.population = 6;
  both.excluded.front().complaints.push_back(both.sample.front());
  CHECK(refusal(SurveyStatus::planned, both) == Messages{both.sample.front() + " is excluded and drawn"});
}

TEST_CASE("ISO 10004 7.3.4 only the sample is asked, each once, before the last day") {
  using enum SurveyStatus;
  CHECK(refusal(drawn, SurveySent{"email", {complaint_id}}, "2026-10-02") ==
        Messages{std::string{complaint_id} + " is not in the sample"});
  CHECK(refusal(drawn, SurveySent{"email", {last(), last()}}, "2026-10-02") ==
        Messages{last() + " stands in the list twice"});
  CHECK(refusal(drawn, SurveySent{"email", {}}, "2026-11-01") ==
        Messages{"the last day of answers was 2026-10-31"});
  CHECK(refusal(open, SurveySent{"email", {}}, "2026-10-10") == Messages{"it was sent to all of the sample"});
  CHECK(state_after(drawn, SurveySent{"email", {last()}}).sent() == 1);
}

TEST_CASE("ISO 10004 7.3.4 who has answered is not reminded, and their invitation did not fail") {
  using enum SurveyStatus;
  const std::string first = sampled().front();
  CHECK(refusal(open, SurveyReminded{"email", {first}}) == Messages{first + " answered already"});
  CHECK(refusal(open, InvitationFailed{Failing::bounced, {first}}) == Messages{first + " answered already"});
  const auto reminded = state_after(open, SurveyReminded{"email", {}});
  CHECK(reminded.invitations.at(first).reminders == 0);
  CHECK(reminded.invitations.at(last()).reminders == 1);
}

TEST_CASE("ISO 10004 7.3.4 only who was asked answers, once, after being asked and not in the future") {
  using enum SurveyStatus;
  const auto answer = [&](AnswerRow one, std::string_view at = "2026-10-20") {
    return refusal(open, survey_answered({std::move(one)}), at);
  };
  CHECK(answer(row(last(), "overall=4")).empty());
  CHECK(answer(row(complaint_id, "overall=4")) == Messages{std::string{complaint_id} + " was not asked"});
  CHECK(answer(row(sampled().front(), "overall=4")) == Messages{sampled().front() + " has answered already"});
  CHECK(answer(row(last(), "overall=4", "2026-10-01")) ==
        Messages{last() + " answered on 2026-10-01, before it was asked"});
  CHECK(answer(row(last(), "overall=4", "2026-10-21")) ==
        Messages{last() + " answered on 2026-10-21, which is in the future"});
  CHECK(refusal(open, survey_answered({row(last(), "overall=4"), row(last(), "overall=5")})) ==
        Messages{last() + " answers a second time"});
}

TEST_CASE("ISO 10004 7.3.4 an answer after the last day, or to a closed survey, is late") {
  using enum SurveyStatus;
  const auto late = [&](SurveyStatus status, const char* given, std::string_view at) {
    return state_after(status, survey_answered({row(last(), "overall=4", given)}), at).answers.back().is_late;
  };
  CHECK_FALSE(late(open, "2026-10-31", "2026-11-03"));
  CHECK(late(open, "2026-11-01", "2026-11-03"));
  CHECK(late(closed, "2026-10-31", "2026-11-03"));
}

TEST_CASE("7.2 an answer becomes one complaint, another than the one it is about") {
  using enum SurveyStatus;
  const std::string first = sampled().front();
  CHECK(refusal(open, ComplaintRaised{first, first}) ==
        Messages{"an answer becomes another complaint than the one it is about"});
  CHECK(refusal(open, ComplaintRaised{last(), complaint_id}) == Messages{last() + " has not answered"});
  CHECK(state_after(open, ComplaintRaised{first, complaint_id}).answers.front().raised == complaint_id);
}

TEST_CASE("ISO 10004 7.4 a survey is closed after its last day") {
  CHECK(refusal(SurveyStatus::open, SurveyClosed{{"X"}}, "2026-10-31") ==
        Messages{"answers may come until 2026-10-31"});
  CHECK(refusal(SurveyStatus::open, SurveyClosed{{"X"}}, "2026-11-01").empty());
}
