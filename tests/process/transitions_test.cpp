// The table of transitions: what is possible from every status, and that nothing else is.
#include "process/transitions.hpp"

#include <map>
#include <set>

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// An event of every kind, complete.
std::vector<Body> every_body() {
  return {received(),
          acknowledged(),
          assessed(),
          assigned(),
          updated(),
          noted(),
          forwarded(),
          extended(),
          rejected(),
          reclassified(),
          merged(),
          unmerged(),
          split_in_two(),
          linked(),
          attached(),
          voided(),
          corrected("summary", "Paid twice"),
          redacted(),
          investigation_started(),
          info_requested(),
          info_received(),
          staff_informed(),
          response_proposed(),
          decided(),
          returned(),
          decision_communicated(),
          accepted(),
          contested(),
          remedy_started(),
          remedy_done(),
          remedy_verified(),
          closed(),
          escalated(),
          referred(),
          dispute_closed(true),
          dispute_closed(false),
          withdrawn(),
          reopened()};
}

// What is possible from each status, by the domain's table b.3 and written here anew: the events
// that any open complaint takes, those that any record but a void one takes, and the status's own.
const std::set<std::string> when_open = {"acknowledged", "updated",      "extended",
                                         "split",        "merged",       "withdrawn", "assigned",
                                         "escalated",    "reclassified", "assessed"};
const std::set<std::string> unless_void = {"noted",     "linked",   "attached",      "voided",
                                           "corrected", "staff-informed", "forwarded"};
const std::map<Status, std::set<std::string>> own = {
    {Status::fresh, {"rejected"}},
    {Status::assessed, {"rejected", "investigation-started", "response-proposed"}},
    {Status::investigating, {"info-requested", "response-proposed"}},
    {Status::pending_complainant, {"info-received"}},
    {Status::proposed, {"decided", "returned"}},
    {Status::decided, {"decision-communicated"}},
    {Status::communicated,
     {"accepted", "contested", "closed", "remedy-started", "remedy-done", "remedy-verified"}},
    {Status::remedying, {"closed", "remedy-done", "remedy-verified"}},
    {Status::contested, {"accepted", "referred", "closed", "remedy-done", "remedy-verified"}},
    {Status::referred, {"dispute-closed", "closed", "remedy-done", "remedy-verified"}},
    {Status::closed, {"reopened"}},
    {Status::withdrawn, {"reopened"}},
    {Status::merged, {"unmerged"}},
    {Status::rejected, {"reopened"}},
    {Status::voided, {}},
};

bool is_expected(Status status, const std::string& event) {
  if (own.at(status).count(event) != 0) return true;
  if (event == "redacted") return true;  // personal data go out of a void record too
  if (is_open(status) && when_open.count(event) != 0) return true;
  return status != Status::voided && unless_void.count(event) != 0;
}

const std::string common = ", withdraw, merge, void";

// The hint of every refusal, by status.
const std::map<Status, std::string> golden_next_steps = {
    {Status::fresh, "assess, reject" + common},
    {Status::assessed, "reject, investigate, respond" + common},
    {Status::investigating, "ask, respond" + common},
    {Status::pending_complainant, "answer" + common},
    {Status::proposed, "approve, return" + common},
    {Status::decided, "notify" + common},
    {Status::communicated, "accept, contest, close --lapsed, remedy --unilateral" + common},
    {Status::remedying, "close" + common},
    {Status::contested, "escalate, refer, close --exhausted, accept" + common},
    {Status::referred, "dispute close --action-needed, dispute close" + common},
    {Status::closed, "reopen, void"},
    {Status::withdrawn, "reopen, void"},
    {Status::merged, "unmerge, void"},
    {Status::rejected, "reopen, void"},
    {Status::voided, "nothing; a void record stays as it is"},
};

const Transition& row(std::string_view number) {
  for (const auto& one : transitions())
    if (one.number == number) return one;
  FAIL("no row " << number);
  return transitions().front();
}

}  // namespace

TEST_CASE("7 the usual history of every status is accepted by the full process and leads there") {
  const Rules rules = full_rules();
  for (const auto& [status, name] : status_names) {
    INFO(name);
    const Complaint complaint = complaint_that_is(status);
    CHECK(replay(complaint, rules).status == status);
    for (const auto& [index, finding] : judge(complaint, rules))
      FAIL_CHECK("event " << index << ": " << finding.message.english());
  }
}

TEST_CASE("7 there is a test event of every kind") {
  std::set<std::size_t> kinds;
  for (const auto& body : every_body()) kinds.insert(body.index());
  CHECK(kinds.size() == std::variant_size_v<AnyBody>);
}

TEST_CASE("7 from every status exactly the steps of the table are possible") {
  for (const auto& [status, name] : status_names)
    for (const auto& body : every_body()) {
      const Event event = event_on("2026-06-01", body);
      INFO(event.name() << " while " << name);
      CHECK((find_transition(status, event) != nullptr) ==
            is_expected(status, std::string{event.name()}));
    }
}

TEST_CASE("7 every other step is refused, names the next steps and leaves the history alone") {
  for (const Rules& rules : {full_rules(), small_rules()})
    for (const auto& [status, name] : status_names) {
      const Complaint complaint = complaint_that_is(status);
      for (const auto& body : every_body()) {
        const Event event = event_on("2026-06-01", body);
        if (is_expected(status, std::string{event.name()})) continue;
        INFO(event.name() << " while " << name);
        const auto taken = take(complaint, event, rules);
        REQUIRE_FALSE(taken);
        CHECK(taken.failure().kind == FailureKind::refused);
        REQUIRE(taken.diagnostics().size() == 1);
        const Diagnostic& refusal = taken.diagnostics().front();
        CHECK(refusal.rule == "transition");
        CHECK(refusal.clause == "7");
        const std::string_view command = command_of(event.body.index());
        CHECK(refusal.message == std::string{command.substr(0, command.find(" --"))} +
                                     " is not possible while 2026-7K3QX4M is `" +
                                     std::string{name} + "`");
        CHECK(refusal.hint == "next: " + golden_next_steps.at(status));
      }
    }
}

TEST_CASE("7 an accepted step adds one event at the end and leaves the earlier ones alone") {
  const Complaint complaint = complaint_that_is(Status::assessed);
  const auto taken = take(complaint, next(complaint, noted()), full_rules());
  REQUIRE(taken);
  REQUIRE(taken->history.size() == complaint.history.size() + 1);
  CHECK(taken->history.back().name() == "noted");
  for (std::size_t i = 0; i < complaint.history.size(); ++i)
    CHECK(taken->history[i].name() == complaint.history[i].name());
}

TEST_CASE("7 the next steps of every status are those of the table") {
  for (const auto& [status, name] : status_names) {
    INFO(name);
    CHECK(next_steps(status) == golden_next_steps.at(status));
  }
}

TEST_CASE("7 every row of the table leads where the domain's table says") {
  const std::map<std::string_view, Status> targets = {
      {"T1", Status::fresh},         {"T3", Status::assessed},
      {"T4", Status::rejected},      {"T5", Status::investigating},
      {"T6", Status::proposed},      {"T7", Status::pending_complainant},
      {"T8", Status::investigating}, {"T9", Status::proposed},
      {"T10", Status::decided},      {"T11", Status::investigating},
      {"T12", Status::communicated}, {"T13", Status::remedying},
      {"T14", Status::contested},    {"T15", Status::closed},
      {"T16", Status::closed},       {"T17", Status::investigating},
      {"T18", Status::referred},     {"T19", Status::closed},
      {"T20", Status::remedying},    {"T21", Status::closed},
      {"T22", Status::withdrawn},    {"T23", Status::merged},
      {"T25", Status::fresh},        {"T26", Status::voided},
      {"T30", Status::remedying},    {"T32", Status::remedying}};
  for (const auto& one : transitions()) {
    INFO(one.number);
    const auto target = targets.find(one.number);
    CHECK(one.to == (target == targets.end() ? std::optional<Status>{} : target->second));
  }
}

TEST_CASE("7 the table holds T1 to T32, each row once and with words for people") {
  std::set<std::string_view> numbers;
  for (const auto& one : transitions()) {
    INFO(one.number);
    CHECK(numbers.insert(one.number).second);
    CHECK_FALSE(one.command.empty());
    CHECK_FALSE(one.clause.empty());
    CHECK_FALSE(one.who.empty());
    CHECK_FALSE(one.guard.empty());
  }
  for (int i = 1; i <= 32; ++i) CHECK(numbers.count("T" + std::to_string(i)) == 1);
}

TEST_CASE("7 every kind of event has a row in the table and a command that writes it") {
  for (std::size_t i = 0; i < std::variant_size_v<AnyBody>; ++i) {
    INFO(event_names[i]);
    CHECK_FALSE(command_of(i).empty());
  }
}

TEST_CASE("7 a refusal names the clause of the guard that is not met") {
  const Complaint complaint = complaint_that_is(Status::remedying);
  const auto taken = take(complaint, next(complaint, closed()), full_rules());
  REQUIRE_FALSE(taken);
  CHECK(taken.diagnostics().front().clause == row("T16").clause);
  CHECK(taken.diagnostics().front().clause == "7.9");
  CHECK(taken.diagnostics().front().hint == "cmt remedy 2026-7K3QX4M R52 --done");
}

TEST_CASE("7 a missing field is refused with the command that takes it and what it means") {
  const auto taken = take(new_complaint(), next(new_complaint(), Noted{}), full_rules());
  REQUIRE_FALSE(taken);
  CHECK(taken.diagnostics().front().hint == "cmt note 2026-7K3QX4M: the note");
}
