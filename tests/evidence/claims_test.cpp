// ISO 10002:2018, 4 to 6 and 7.1: what documents, objectives and courses say to an audit, and what changes it.
#include "evidence/answer.hpp"
#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using evidence::answer, evidence::built_in_questions, evidence::Standing;
using namespace cmt::test;

namespace {

struct Register {
  process::Rules rules = full_rules();
  evidence::Evidence e{rules, moment("2026-12-31T12:00:00Z")};

  Register() {
    rules.staff = {{"sara", "Sara", {}, {"manager"}, {}, true}, {"omid", "Omid", {}, {"handler"}, {}, true}};
    e.today = day("2026-12-31");
    e.period = {day("2026-01-01"), day("2026-12-31")};
    e.languages = {"en", "fa"};
  }
  Standing ask(std::string_view id) {
    e.claims = evidence::claims_of(e);
    for (const auto& question : built_in_questions())
      if (question.id == id) return answer(e, question).standing;
    FAIL("no question " << id);
    return Standing::cannot_tell;
  }
};

// In force, published, reviewed in time and known to all.
framework::DocumentState document(framework::DocumentType type) {
  framework::DocumentState out;
  out.id = "F-1";
  out.type = type;
  out.status = framework::DocumentStatus::published;
  out.review_due = day("2027-06-30");
  framework::DocumentVersion version;
  version.effective_from = day("2026-02-01");
  version.places = {"the web"};
  version.acknowledged = {"sara", "omid"};
  for (const char* language : {"en", "fa"}) version.drafted.texts.push_back({language, "md", ""});
  out.versions = {version};
  return out;
}

}  // namespace

TEST_CASE("5.3 a policy is in force, published, reviewed in time and known to all staff") {
  Register r;
  CHECK(r.ask("Q22") == Standing::not_met);  // none on record
  r.e.documents = {document(framework::DocumentType::policy)};
  CHECK(r.ask("Q22") == Standing::met);
  SECTION("its review is overdue") { r.e.documents[0].review_due = day("2026-12-30"); }
  SECTION("it is published nowhere") { r.e.documents[0].versions[0].places.clear(); }
  SECTION("somebody does not know it") { r.e.documents[0].versions[0].acknowledged = {"sara"}; }
  SECTION("it does not hold yet") { r.e.documents[0].versions[0].effective_from = day("2027-01-01"); }
  SECTION("it was withdrawn") { r.e.documents[0].status = framework::DocumentStatus::withdrawn; }
  CHECK(r.ask("Q22") == Standing::not_met);
}

TEST_CASE("5.3 a policy that was withdrawn does not count beside the one in force") {
  Register r;
  r.e.documents = {document(framework::DocumentType::policy), document(framework::DocumentType::policy)};
  r.e.documents[1].status = framework::DocumentStatus::withdrawn;
  CHECK(r.ask("Q22") == Standing::met);
}

TEST_CASE("4.2 the commitment is a policy in force and a plan of resources") {
  Register r;
  r.e.documents = {document(framework::DocumentType::policy)};
  CHECK(r.ask("Q02") == Standing::not_met);
  r.e.documents.push_back(document(framework::DocumentType::resources));
  CHECK(r.ask("Q02") == Standing::met);
  CHECK(r.ask("Q29") == Standing::met);
}

TEST_CASE("4.4 and 4.5 a notice is published, in the languages of the register") {
  Register r;
  auto complaint = complaint_that_is(process::Status::closed);
  auto state = process::replay(complaint, r.rules);
  state.language = "en";
  r.e.matters.push_back({std::move(complaint), std::move(state), {}});
  r.e.documents = {document(framework::DocumentType::notice)};
  CHECK(r.ask("Q04") == Standing::met);
  CHECK(r.ask("Q05") == Standing::met);
  r.e.documents[0].versions[0].drafted.texts.pop_back();
  CHECK(r.ask("Q05") == Standing::not_met);
  r.e.documents[0].versions[0].places.clear();
  CHECK(r.ask("Q04") == Standing::not_met);
}

TEST_CASE("6.2 objectives are approved, and their owners are there") {
  Register r;
  CHECK(r.ask("Q27") == Standing::not_met);
  framework::ObjectiveState objective;
  objective.id = "G-1";
  objective.status = framework::ObjectiveStatus::active;
  objective.set.owner = "sara";
  objective.approved = {objective.set};
  r.e.objectives = {objective};
  r.e.documents = {document(framework::DocumentType::procedure)};
  CHECK(r.ask("Q27") == Standing::met);
  CHECK(r.ask("Q23") == Standing::met);
  r.rules.staff[0].active = false;
  CHECK(r.ask("Q23") == Standing::not_met);
  r.e.objectives[0].approved.clear();
  CHECK(r.ask("Q27") == Standing::not_met);
}

TEST_CASE("4.14 whoever needs a course has taken it, and it has not expired") {
  Register r;
  CHECK(r.ask("Q17") == Standing::not_met);
  framework::TrainingState course;
  course.id = "T-1";
  course.course.roles = {"handler"};
  course.course.validity_months = 12;
  course.taken["omid"] = {day("2026-03-01")};
  r.e.trainings = {course};
  CHECK(r.ask("Q17") == Standing::met);
  r.e.trainings[0].taken["omid"] = {day("2025-03-01")};
  CHECK(r.ask("Q17") == Standing::not_met);
}
