// ISO 10004:2018, 7.3.4: who is asked.
#include "survey/surveys.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// A complaint that ended on a day.
process::State ended(std::uint64_t number, const char* on_day = "2026-08-15",
                     process::Outcome outcome = process::Outcome::upheld) {
  process::State out{other_id(number), "Late"};
  out.status = process::Status::closed;
  out.complainant = "P-" + std::to_string(number);
  out.cycles.emplace_back();
  out.cycles.back().ended = when(on_day);
  out.cycles.back().outcome = outcome;
  return out;
}

Contacts reachable(const std::vector<process::State>& all) {
  Contacts out;
  for (const auto& one : all) out.reachable.insert(one.complainant);
  return out;
}

SurveyDrawn drawn_of(const SurveyPlanned& plan, const std::vector<process::State>& all, const Contacts& contacts,
                     const std::string& seed = "t") {
  std::vector<const process::State*> pointers;
  for (const auto& one : all) pointers.push_back(&one);
  return draw(plan, pointers, contacts, seed, TimeZone::utc());
}

std::optional<Exclusion> exclusion(const process::State& one, SurveyPlanned plan = survey_planned()) {
  return exclusion_of(one, plan, reachable({one}));
}

}  // namespace

TEST_CASE("ISO 10004 7.3.4 the size of a sample is that of the published tables") {
  // R. V. Krejcie and D. W. Morgan, Determining Sample Size for Research Activities, Educational and
  // Psychological Measurement 30 (1970) 607-610, table 1: 95 %, 5 points, half. Theirs are rounded to the
  // nearest, these up: the populations are those where both give the same.
  CHECK(answers_needed(10, 95, 5, 50) == 10);
  CHECK(answers_needed(100, 95, 5, 50) == 80);
  CHECK(answers_needed(1000, 95, 5, 50) == 278);
  CHECK(answers_needed(10000, 95, 5, 50) == 370);
  // Rounded up where theirs is 217: 217.5.
  CHECK(answers_needed(500, 95, 5, 50) == 218);
  // n0 = 1.96^2 / 4 / 0.05^2 = 384.16, of a population without end.
  CHECK(answers_needed(100'000'000, 95, 5, 50) == 385);
  CHECK(answers_needed(0, 95, 5, 50) == 0);
  CHECK(answers_needed(1, 95, 5, 50) == 1);
}

TEST_CASE("ISO 10004 7.3.4 a sample grows with confidence and with a smaller margin") {
  // n0 = z^2 p (1 - p) / e^2: 270.6, 663.6; 2401; 322.7 for a share of 30 %.
  CHECK(answers_needed(100'000'000, 90, 5, 50) == 271);
  CHECK(answers_needed(100'000'000, 99, 5, 50) == 664);
  CHECK(answers_needed(100'000'000, 95, 2, 50) == 2401);
  CHECK(answers_needed(100'000'000, 95, 5, 30) == 323);
}

TEST_CASE("ISO 10004 7.3.4 more are invited where not all answer, and never more than there are") {
  CHECK(invitations_for(80, 100, 100) == 80);
  CHECK(invitations_for(80, 90, 100) == 89);
  CHECK(invitations_for(80, 50, 100) == 100);
  SurveyPlanned plan = survey_planned();
  plan.method = Method::census;
  CHECK(sample_size(plan, 300) == 300);
  plan.method = Method::simple_random;
  plan.sample_size = 40;
  CHECK(sample_size(plan, 300) == 40);
  CHECK(sample_size(plan, 30) == 30);
}

TEST_CASE("ISO 10004 7.3.4 the order of a draw is what any SHA-256 gives") {
  // python3 -c 'import hashlib
  // print(sorted("abcde", key=lambda i: hashlib.sha256(f"quarter-3:{i}".encode()).hexdigest()))
  // print(hashlib.sha256(b"quarter-3:a").hexdigest())'
  CHECK(in_draw_order("quarter-3", {"a", "b", "c", "d", "e"}) == std::vector<std::string>{"a", "e", "b", "d", "c"});
  CHECK(in_draw_order("quarter-3", {"e", "d", "c", "b", "a"}) == in_draw_order("quarter-3", {"a", "b", "c", "d", "e"}));
  CHECK(draw_key("quarter-3", "a") == "4b12115f88d371949712c43296eae3b316ee30bd34fc7166cf84383c0a139f15");
}

TEST_CASE("ISO 10004 7.3.4 strata get their share by largest remainders, at least one each") {
  CHECK(allocate(10, {50, 30, 20}) == std::vector<int>{5, 3, 2});
  CHECK(allocate(10, {33, 33, 34}) == std::vector<int>{3, 3, 4});
  CHECK(allocate(4, {5, 5, 5}) == std::vector<int>{2, 1, 1});
  CHECK(allocate(5, {96, 2, 2}) == std::vector<int>{3, 1, 1});
  CHECK(allocate(9, {2, 0, 3}) == std::vector<int>{2, 0, 3});
}

TEST_CASE("8.3 whoever's complaint ended in the period is asked, upheld or not") {
  const SurveyPlanned plan = survey_planned();
  const auto is_in = [&](const process::State& one) { return is_in_population(one, plan, TimeZone::utc()); };
  CHECK(is_in(ended(1)));
  CHECK(is_in(ended(1, "2026-07-01", process::Outcome::not_upheld)));
  CHECK(is_in(ended(1, "2026-09-30")));
  CHECK_FALSE(is_in(ended(1, "2026-06-30")));
  CHECK_FALSE(is_in(ended(1, "2026-10-01")));
  process::State other = ended(1);
  other.status = process::Status::withdrawn;
  CHECK(is_in(other));
  for (const auto status : {process::Status::rejected, process::Status::merged, process::Status::voided,
                            process::Status::communicated}) {
    other.status = status;
    CHECK_FALSE(is_in(other));
  }
  other = ended(1);
  other.kind = process::Kind::enquiry;
  CHECK_FALSE(is_in(other));
  other = ended(1);
  other.split_into = {complaint_id};
  CHECK_FALSE(is_in(other));
}

TEST_CASE("8.3 who is not asked has a reason, the first that holds") {
  CHECK_FALSE(exclusion(ended(1)));
  process::State one = ended(1);
  one.particulars.may_survey = false;
  CHECK(exclusion(one) == Exclusion::refused);
  one.anonymous = true;
  CHECK(exclusion(one) == Exclusion::anonymous);
  one = ended(1);
  SurveyPlanned consented = survey_planned();
  consented.consent_needed = true;
  CHECK(exclusion(one, consented) == Exclusion::no_consent);
  one.particulars.may_survey = true;
  CHECK_FALSE(exclusion(one, consented));
  one.vulnerability = {"minor"};
  CHECK(exclusion(one) == Exclusion::minor);
  one.particulars.has_representative = true;
  CHECK_FALSE(exclusion(one));
  one.particulars.is_on_legal_hold = true;
  CHECK(exclusion(one) == Exclusion::legal);
  one = ended(1);
  one.particulars.outside.emplace_back();
  CHECK(exclusion(one) == Exclusion::dispute);
  CHECK(exclusion_of(ended(1), survey_planned(), {}) == Exclusion::no_contact);
  Contacts lately = reachable({ended(1)});
  lately.asked_lately.insert("P-1");
  CHECK(exclusion_of(ended(1), survey_planned(), lately) == Exclusion::asked_lately);
}

TEST_CASE("8.3 nobody is asked about two complaints in one survey") {
  std::vector<process::State> all{ended(1), ended(2), ended(3)};
  all[1].complainant = all[0].complainant;
  const auto drawn = drawn_of(survey_planned(), all, reachable(all));
  CHECK(drawn.population == 3);
  CHECK(drawn.sample.size() == 2);
  REQUIRE(drawn.excluded.size() == 1);
  CHECK(drawn.excluded.front().reason == Exclusion::asked_lately);
}

TEST_CASE("ISO 10004 7.3.4 the same seed draws the same sample, and the process accepts it") {
  std::vector<process::State> all;
  for (std::uint64_t i = 1; i <= 200; ++i)
    all.push_back(ended(i, "2026-08-15", i % 4 ? process::Outcome::upheld : process::Outcome::not_upheld));
  const auto contacts = reachable(all);
  for (const bool by_strata : {false, true}) {
    SurveyPlanned plan = survey_planned();
    plan.margin = 10;
    if (by_strata) {
      plan.method = Method::stratified;
      plan.strata = Stratum::outcome;
    }
    const auto drawn = drawn_of(plan, all, contacts);
    std::reverse(all.begin(), all.end());
    CHECK(drawn_of(plan, all, contacts).sample == drawn.sample);
    CHECK(drawn_of(plan, all, contacts, "u").sample != drawn.sample);
    CHECK(drawn.sample.size() == 66);
    CHECK(refused<Survey>(after<Survey>({survey_id, {"T"}, {}}, {on("2026-10-01", plan)}, survey_rules()),
                          on("2026-10-01", drawn), survey_rules())
              .empty());
    if (!by_strata) continue;
    const auto upheld = std::count_if(drawn.sample.begin(), drawn.sample.end(), [&](const std::string& id) {
      const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id.text() == id; });
      return found->cycle().outcome == process::Outcome::upheld;
    });
    CHECK(upheld == 49);  // 66 * 150 / 200 = 49.5, a tie of remainders: to the first, not-upheld
  }
}
