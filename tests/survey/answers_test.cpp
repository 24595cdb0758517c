// ISO 10004:2018, 7.3.4: what can be answered to what was asked.
#include "survey/surveys.hpp"

using namespace cmt;
using namespace cmt::test;

TEST_CASE("the answers of a row are question=answer, each question once") {
  CHECK(written(*parse_values("overall=5  ease=4")) == "overall=5 ease=4");
  CHECK(parse_values("")->empty());
  for (const char* wrong : {"overall", "=5", "overall=", "overall=5 overall=4"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_values(wrong));
  }
}

TEST_CASE("a rating is a whole number of its scale, in any digits") {
  CHECK(read_answer(rating("a"), "5") == "5");
  CHECK(read_answer(rating("a"), "۴") == "4");
  CHECK(read_answer(recommend(), "10") == "10");
  CHECK(read_answer(recommend(), "0") == "0");
  for (const char* wrong : {"0", "6", "05", "4.5", "-1", "", "five", "99999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_answer(rating("a"), wrong));
  }
}

TEST_CASE("yes and no are read in the languages of the forms") {
  const Question again = question("again", QuestionType::yes_no);
  for (const char* yes : {"yes", "YES", "true", "1", "بله", "Да"}) CHECK(read_answer(again, yes) == "yes");
  for (const char* no : {"no", "False", "0", "خیر", "нет"}) CHECK(read_answer(again, no) == "no");
  CHECK_FALSE(read_answer(again, "maybe"));
}

TEST_CASE("a choice is one of those that were offered") {
  Question one = question("place", QuestionType::choice);
  one.choices = {"shop", "web"};
  CHECK(read_answer(one, "web") == "web");
  CHECK_FALSE(read_answer(one, "Web shop"));
}

TEST_CASE("a row answers something, what must be answered among it, and nothing that was not asked") {
  const auto& questions = survey_planned().questions;
  const auto faults = [&](const char* answers) { return faults_of(questions, *parse_values(answers)); };
  CHECK(faults("overall=4").empty());
  CHECK(faults("") == Messages{"nothing is answered", "overall is not answered"});
  CHECK(faults("ease=4") == Messages{"overall is not answered"});
  CHECK(faults("overall=4 speed=1") == Messages{"there is no question 'speed'"});
  CHECK(faults("overall=6") == Messages{"'6' is no answer to overall: 1 to 5"});
}

TEST_CASE("a questionnaire whose answers could not be counted is refused") {
  const auto faults = [](std::vector<Question> questions) { return faults_of(questions); };
  CHECK(faults({rating("overall")}).empty());
  CHECK(faults({rating("a"), rating("a")}) == Messages{"two questions are 'a'"});
  CHECK(faults({rating("Overall")}) == Messages{"'Overall' is no name for a question"});
  CHECK(faults({rating("comment")}) == Messages{"'comment' is no name for a question"});
  CHECK(faults({question("more", QuestionType::open)}) ==
        Messages{"no question has an answer that can be counted"});
  Question upside_down = rating("a");
  upside_down.scale_min = 5;
  upside_down.scale_max = 1;
  CHECK(faults({upside_down}) == Messages{"a has a scale from 5 to 1"});
  CHECK(faults({rating("recommend")}) ==
        Messages{"recommend asks for a recommendation, whose scale is 0 to 10"});
  CHECK(faults({question("place", QuestionType::choice)}) == Messages{"place has no two choices"});
}
