// ISO 10002:2018, 8.3 and ISO 10004:2018, 7.4: what the answers to surveys say.
#include "reports/satisfaction.hpp"

#include "reports/histories.hpp"
#include "reports/inputs.hpp"
#include "reports/suppression.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-12-31T12:00:00Z";

survey::Question rating(const char* id, int low = 1, int high = 5, std::optional<int> weight = {}) {
  survey::Question out;
  out.id = id;
  out.type = survey::QuestionType::rating;
  out.scale_min = low;
  out.scale_max = high;
  out.weight = weight;
  return out;
}

// A survey of cases 1 to n, sent to all of them on 2026-10-01 and answered on the days after.
class Asking {
 public:
  explicit Asking(std::uint64_t count, int population = 0) {
    state_.id = "S-0000000";
    state_.title = "Autumn";
    state_.status = survey::SurveyStatus::open;
    state_.plan.purpose = survey::Purpose::complaint_process;
    state_.plan.closes = parse_date("2026-10-31");
    state_.plan.questions = {rating("overall"), rating("time", 1, 5, 3), rating("courtesy", 1, 5, 1),
                             rating("recommend", 0, 10)};
    survey::SurveyDrawn drawn;
    drawn.population = population ? population : static_cast<int>(count);
    for (std::uint64_t i = 1; i <= count; ++i) {
      const std::string id = id_number(i).text();
      drawn.sample.push_back(id);
      state_.invitations[id].sent_on = parse_date("2026-10-01");
    }
    state_.draw = drawn;
  }
  Asking& answered(std::uint64_t number, const char* values, const char* on = "2026-10-05", bool is_late = false) {
    survey::Answered one;
    one.complaint = id_number(number).text();
    one.on = parse_date(on);
    one.values = *survey_values(values);
    one.is_late = is_late;
    state_.answer_index.emplace(one.complaint, state_.answers.size());
    state_.answers.push_back(one);
    return *this;
  }
  Asking& bounced(std::uint64_t number) {
    state_.invitations[id_number(number).text()].failing = survey::Failing::bounced;
    return *this;
  }
  survey::SurveyState& state() { return state_; }

 private:
  static std::optional<std::vector<std::pair<std::string, std::string>>> survey_values(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> out;
    while (!text.empty()) {
      const auto blank = std::min(text.find(' '), text.size());
      const auto word = text.substr(0, blank);
      text.remove_prefix(std::min(blank + 1, text.size()));
      out.emplace_back(word.substr(0, word.find('=')), word.substr(word.find('=') + 1));
    }
    return out;
  }
  survey::SurveyState state_;
};

Report report_of(const States& cases, Asking asking, Scope within, bool is_one = false) {
  Inputs inputs;
  inputs.surveys = {asking.state()};
  inputs.is_one_survey = is_one;
  within.inputs = &inputs;
  auto report = satisfaction(cases, within);
  REQUIRE(report);
  return std::move(*report);
}
Report report_of(const States& cases, Asking asking, bool is_one = false) {
  return report_of(cases, std::move(asking), scope("", kAsOf), is_one);
}

States upheld(std::uint64_t count) {
  States out;
  for (std::uint64_t i = 1; i <= count; ++i)
    out.push_back(History(i, "2026-07-01").told("2026-07-10", Outcome::upheld).closed("2026-07-20"));
  return out;
}

}  // namespace

TEST_CASE("K41 is the share of the upper two answers, of those that came in time") {
  Asking asking(10);
  for (const auto& [number, value] : {std::pair{1, "overall=5"}, {2, "overall=4"}, {3, "overall=3"},
                                      {4, "overall=1"}, {5, "overall=4"}})
    asking.answered(static_cast<std::uint64_t>(number), value);
  asking.answered(6, "overall=5", "2026-11-02", true);
  const Report report = report_of(upheld(10), asking);
  CHECK(measure(report.measures, "K41").value == Cell{Percent{3, 5}});
  CHECK(measure(report.measures, "K41").records.size() == 3);
  CHECK(measure(report.measures, "K41").note == "95 % interval: 23.1 % – 88.2 %.");
  CHECK(measure(report.measures, "K41.late").value == Cell{std::int64_t{1}});
  CHECK(measure(report.measures, "K41.dissatisfied").value == Cell{Percent{1, 5}});
  CHECK(measure(report.measures, "K41.mean").value == Cell{Ratio{17, 5}});
  // 1.96 * sqrt(0.6 * 0.4 / 5 * 5 / 9) = 32.0 points: five of ten who could be asked.
  CHECK(measure(report.measures, "K41.margin").value == Cell{Ratio{320, 10}});
}

TEST_CASE("K41 of fewer than five answers is held back, and of none not applicable") {
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 4; ++i) asking.answered(i, "overall=5 recommend=9");
  const Report few = report_of(upheld(10), asking);
  for (const char* id : {"K41", "K41.margin", "K41.mean", "K41.nps", "K41.dissatisfied"}) {
    CAPTURE(id);
    CHECK(measure(few.measures, id).value == Cell{Fewer{5}});
    CHECK_FALSE(measure(few.measures, id).numerator);
    CHECK(measure(few.measures, id).records.empty());
  }
  CHECK(measure(report_of(upheld(10), Asking(10)).measures, "K41").value == Cell{Ratio{0, 0}});
}

TEST_CASE("the response rate leaves out who could not be reached, and late answers") {
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 5; ++i) asking.answered(i, "overall=4");
  asking.answered(6, "overall=4", "2026-11-05", true);
  asking.bounced(7).bounced(8);
  CHECK(measure(report_of(upheld(10), asking).measures, "K41.response").value == Cell{Percent{5, 8}});
  // Who answered although the invitation came back was reached.
  asking.bounced(1);
  CHECK(measure(report_of(upheld(10), asking).measures, "K41.response").value == Cell{Percent{5, 8}});
}

TEST_CASE("NPS is the share of 9 and 10 less that of 0 to 6") {
  // F. F. Reichheld, The One Number You Need to Grow, Harvard Business Review 81 (December 2003) 46-54:
  // promoters 9 and 10, passives 7 and 8, detractors 0 to 6. 5 of 10 less 2 of 10: 30.
  Asking asking(10);
  std::uint64_t number = 0;
  for (const char* score : {"10", "9", "9", "10", "9", "8", "7", "8", "6", "0"})
    asking.answered(++number, (std::string{"overall=3 recommend="} + score).c_str());
  CHECK(measure(report_of(upheld(10), asking).measures, "K41.nps").value == Cell{Ratio{300, 10}});
}

TEST_CASE("CSI weighs the characteristics, each as a share of its scale") {
  // time 3 of 1..5 (50) with weight 3, courtesy 5 (100) with weight 1: (3 * 50 + 100) / 4 = 62.5.
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 5; ++i) asking.answered(i, "overall=3 time=3 courtesy=5");
  const Report report = report_of(upheld(10), asking);
  CHECK(measure(report.measures, "K41.csi").value == Cell{Ratio{625, 10}});
  const Table* table = nullptr;
  for (const Table& one : report.tables)
    if (one.key == "by_characteristic") table = &one;
  REQUIRE(table);
  // What costs most stands first: 3 of 4 parts of 50 lost points.
  CHECK(std::get<Code>(table->rows[0][0]).code == "time");
  CHECK(table->rows[0][5] == Cell{Ratio{375, 10}});
}

TEST_CASE("8.3 the day of the answer places it in the period, and one survey is taken whole") {
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 5; ++i) asking.answered(i, "overall=5", "2026-10-05");
  for (std::uint64_t i = 6; i <= 10; ++i) asking.answered(i, "overall=1", "2026-11-05");
  CHECK(measure(report_of(upheld(10), asking, scope("2026-10", kAsOf)).measures, "K41").value ==
        Cell{Percent{5, 5}});
  CHECK(measure(report_of(upheld(10), asking, scope("2026-10", kAsOf), true).measures, "K41").value ==
        Cell{Percent{5, 10}});
  CHECK(measure(report_of(upheld(10), asking, scope("2026-11", kAsOf)).measures, "K41.response").value ==
        Cell{Percent{0, 0}});
}

TEST_CASE("8.3 only surveys about the complaints process count, unless one is asked for") {
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 5; ++i) asking.answered(i, "overall=5");
  asking.state().plan.purpose = survey::Purpose::product;
  CHECK(measure(report_of(upheld(10), asking).measures, "K41").value == Cell{Ratio{0, 0}});
  CHECK(measure(report_of(upheld(10), asking, true).measures, "K41").value == Cell{Percent{5, 5}});
  asking.state().plan.purpose = survey::Purpose::complaint_process;
  asking.state().status = survey::SurveyStatus::cancelled;
  CHECK(measure(report_of(upheld(10), asking).measures, "K41").value == Cell{Ratio{0, 0}});
}

TEST_CASE("8.3 a filter leaves the answers about its complaints, and no correction for the population") {
  Asking asking(10);
  for (std::uint64_t i = 1; i <= 10; ++i) asking.answered(i, i <= 6 ? "overall=5" : "overall=1");
  Scope filtered = scope("", kAsOf);
  filtered.filter = "unit:North";
  const Report report = report_of(upheld(6), asking, filtered);
  CHECK(measure(report.measures, "K41").value == Cell{Percent{6, 6}});
  CHECK(measure(report.measures, "K41.margin").note ==
        "At 95 % confidence, without the correction for a finite population.");
}

TEST_CASE("8.3 satisfaction is shown by outcome, small groups held back, and tested") {
  States cases = upheld(20);
  for (std::uint64_t i = 21; i <= 42; ++i)
    cases.push_back(History(i, "2026-07-01").told("2026-07-10", Outcome::not_upheld).closed("2026-07-20"));
  Asking asking(42);
  for (std::uint64_t i = 1; i <= 20; ++i) asking.answered(i, i <= 16 ? "overall=5" : "overall=2");
  for (std::uint64_t i = 21; i <= 40; ++i) asking.answered(i, i <= 26 ? "overall=4" : "overall=1");
  const Report report = report_of(cases, asking);
  const Table& table = report.tables.front();
  REQUIRE(table.key == "by_outcome");
  REQUIRE(table.rows.size() == 2);
  CHECK(std::get<Code>(table.rows[0][0]).code == "not-upheld");
  CHECK(table.rows[0][3] == Cell{Percent{6, 20}});
  CHECK(table.rows[1][3] == Cell{Percent{16, 20}});
  // scipy.stats.chi2_contingency([[6, 14], [16, 4]], correction=False).pvalue = 0.00148
  CHECK(table.note == "Satisfaction differs between the outcomes beyond chance (χ² p 0.001).");
  // Two of 42 did not answer: too few in a cell for chi-square, so Fisher's test.
  const Table* response = nullptr;
  for (const Table& one : report.tables)
    if (one.key == "response_by_outcome") response = &one;
  REQUIRE(response);
  CHECK(response->note == "Those who answered are like those who did not, as far as can be told (Fisher p 0.537).");
  States few = upheld(4);
  for (std::uint64_t i = 5; i <= 10; ++i)
    few.push_back(History(i, "2026-07-01").told("2026-07-10", Outcome::not_upheld).closed("2026-07-20"));
  Asking small(10);
  for (std::uint64_t i = 1; i <= 10; ++i) small.answered(i, "overall=5");
  CHECK(report_of(few, small).tables.front().rows[1] == Row{Code{"upheld", "upheld"}, Fewer{5}});
}

TEST_CASE("8.3 four comparisons of who answered share one level") {
  // 17 of 20 by web answered, and 10 or 5 of 20 by telephone: scipy.stats.chi2_contingency(…,
  // correction=False) gives p 0.018 and 0.0001; the level is 0.05 / 4.
  for (const std::uint64_t by_telephone : {10, 5}) {
    States cases;
    Asking asking(40);
    for (std::uint64_t i = 1; i <= 40; ++i) {
      process::Received received;
      received.medium = i <= 20 ? "web" : "phone";
      cases.push_back(History(i, "2026-07-01", received).told("2026-07-10", Outcome::upheld).closed("2026-07-20"));
      if (i <= 17 || (i > 20 && i <= 20 + by_telephone)) asking.answered(i, "overall=4");
    }
    const Report report = report_of(cases, asking);
    for (const Table& table : report.tables)
      if (table.key == "response_by_medium")
        CHECK(table.note == (by_telephone == 10
                                 ? "Those who answered are like those who did not, as far as can be told (χ² p 0.018)."
                                 : "Those who answered are not like those who did not: the figures may be off (χ² p "
                                   "<0.001)."));
  }
}

TEST_CASE("8.1 what is published does not tell a share of fewer than five by its statistics") {
  Asking asking(40);
  for (std::uint64_t i = 1; i <= 30; ++i) asking.answered(i, i <= 2 ? "overall=2 time=2" : "overall=5 time=5");
  const Scope within = scope("", kAsOf);
  const Report inside = report_of(upheld(40), asking);
  REQUIRE(measure(inside.measures, "K41").value == Cell{Percent{28, 30}});
  const Report published = for_publication(inside, within);
  for (const char* id : {"K41", "K41.dissatisfied", "K41.mean", "K41.margin", "K41.csi"}) {
    CAPTURE(id);
    CHECK(measure(published.measures, id).value == Cell{Fewer{5}});
    CHECK(measure(published.measures, id).note.empty());
  }
  CHECK(measure(published.measures, "K41.response").value == Cell{Percent{30, 40}});
}
