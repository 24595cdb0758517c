// ISO 10002:2018, 6.4, 8.5 and 8.6: whether staff are trained, audits held, findings and decisions done in time.
#include "reports/governance.hpp"

#include "reports/histories.hpp"
#include "reports/inputs.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

Measure of(const Inputs& inputs, const char* id, const process::Rules* rules = nullptr, const char* as_of = "2026-12-31T12:00:00Z") {
  Scope within = scope("2026", as_of);
  within.inputs = &inputs;
  if (rules) within.rules = rules;
  for (auto& measure : governance_measures(within))
    if (measure.id == id) return measure;
  FAIL("no measure " << id);
  return {};
}

void check_share(const Measure& measure, std::int64_t part, std::int64_t whole) {
  CAPTURE(measure.id, measure.note);
  CHECK(measure.numerator == part);
  CHECK(measure.denominator == whole);
}

audit::AuditState audit_on(const char* day, audit::AuditStatus status) {
  audit::AuditState out;
  out.status = status;
  out.plan.on = parse_date(day);
  return out;
}

audit::AuditFinding finding(const char* due, const char* settled, audit::Grade grade = audit::Grade::minor) {
  audit::AuditFinding out;
  out.found.grade = grade;
  out.found.due = parse_date(due);
  if (settled) out.settled_on = parse_date(settled);
  return out;
}

}  // namespace

TEST_CASE("6.4 K44 counts active staff whose roles ask for a course, and those who lack none") {
  process::Rules rules;
  rules.staff = {{"sara", "Sara", {}, {"handler"}, {}, true},
                 {"omid", "Omid", {}, {"handler"}, {}, true},
                 {"mina", "Mina", {}, {"manager"}, {}, true},
                 {"reza", "Reza", {}, {"handler"}, {}, false}};
  Inputs inputs;
  CHECK_FALSE(of(inputs, "K44", &rules).note.empty());
  framework::TrainingState course;
  course.course.roles = {"handler"};
  course.taken["sara"] = {*parse_date("2026-02-01")};
  inputs.trainings = {course};
  check_share(of(inputs, "K44", &rules), 1, 2);
  inputs.trainings[0].course.validity_months = 6;  // it has expired
  check_share(of(inputs, "K44", &rules), 0, 2);
}

TEST_CASE("8.5 K46 counts audits planned for the period, and leaves out what is cancelled or not due yet") {
  Inputs inputs;
  inputs.audits = {audit_on("2026-05-01", audit::AuditStatus::closed), audit_on("2026-06-01", audit::AuditStatus::planned),
                   audit_on("2026-06-01", audit::AuditStatus::cancelled), audit_on("2027-02-01", audit::AuditStatus::planned)};
  check_share(of(inputs, "K46"), 1, 2);
  check_share(of(inputs, "K46", nullptr, "2026-05-31T12:00:00Z"), 1, 1);
}

TEST_CASE("8.5 K47 counts nonconformities due in the period by whether they were settled by then") {
  Inputs inputs;
  inputs.audits = {audit_on("2026-05-01", audit::AuditStatus::reported)};
  inputs.audits[0].findings = {finding("2026-06-30", "2026-06-30"), finding("2026-06-30", "2026-07-01"), finding("2026-06-30", nullptr),
                               finding("2027-01-31", "2026-07-01"), finding("2026-12-31", nullptr),
                               finding("2026-06-30", nullptr, audit::Grade::observation)};
  const auto measure = of(inputs, "K47");
  check_share(measure, 1, 3);
  CHECK(measure.note == "Neither done nor due yet: 1.");
}

TEST_CASE("8.6.3 K48 counts decisions due in the period, one with an action by when that was closed") {
  Inputs inputs;
  inputs.reviews.resize(1);
  const auto decide = [&](const char* action, const char* done) {
    audit::Decision out;
    out.decided.due = parse_date("2026-06-30");
    out.decided.action = action;
    if (done) out.done_on = parse_date(done);
    inputs.reviews[0].decisions.push_back(out);
  };
  decide("", "2026-06-01");
  decide("", nullptr);
  decide("A-1", nullptr);
  decide("A-2", nullptr);
  improvement::ActionState closed, given_up;
  closed.id = "A-1";
  closed.status = improvement::ActionStatus::closed;
  closed.closed_on = parse_date("2026-06-15");
  given_up.id = "A-2";
  given_up.status = improvement::ActionStatus::cancelled;
  inputs.actions = {closed, given_up};
  check_share(of(inputs, "K48"), 2, 3);
  inputs.actions[0].closed_on = parse_date("2026-07-15");
  check_share(of(inputs, "K48"), 1, 3);
}
