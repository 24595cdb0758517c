// ISO 10002:2018, 7.3: what there is to do, most urgent first.
#include "process/agenda.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

using Lines = std::vector<std::string>;

Lines lines(const std::vector<Complaint>& complaints, std::string_view limits, std::string_view now,
            std::optional<Date> until) {
  const Rules rules = with_limits(full_rules(), limits);
  std::vector<State> states;
  for (const auto& complaint : complaints) states.push_back(replay(complaint, rules));
  std::vector<const State*> pointers;
  for (const auto& state : states) pointers.push_back(&state);
  Lines out;
  auto errands = agenda(pointers, {}, rules, moment(now));
  if (until) errands = due_by(errands, *until);
  for (const auto& errand : errands)
    out.push_back(errand.code + " " + text_of(errand.due, rules.zone) + " " +
                  std::string{name_of(clock_status_names, errand.status)});
  return out;
}

}  // namespace

TEST_CASE("what is due is listed up to the end of a day, what is overdue always") {
  CHECK(lines({new_complaint()}, "ack 1bd, assess 2bd, final 30d", "2026-03-04T09:00:00Z",
              day("2026-03-31")) == Lines{"ack 2026-03-03 overdue", "assess 2026-03-04 open"});
  CHECK(lines({new_complaint()}, "ack 1bd, final 30d", "2026-03-03T09:00:00Z", std::nullopt) ==
        Lines{"ack 2026-03-03 open", "final 2026-04-01 open"});
}

TEST_CASE("the earliest comes first, a moment before the end of its day") {
  const Complaint later = received_on("2026-03-01T12:00:00Z");
  CHECK(lines({new_complaint(), later}, "ack 24h, final 1d", "2026-03-02T09:30:00Z", std::nullopt) ==
        Lines{"ack 2026-03-02T12:00:00Z open", "final 2026-03-02 open",
              "ack 2026-03-03T09:00:00Z open", "final 2026-03-03 open"});
}

TEST_CASE("the complainant's time to answer a decision is an errand once it is over") {
  const Complaint told = with(new_complaint(), event_on("2026-03-10T09:00:00Z", decision_communicated()));
  CHECK(lines({told}, "reply 30d", "2026-04-09T09:00:00Z", std::nullopt) == Lines{});
  CHECK(lines({told}, "reply 30d", "2026-04-10T09:00:00Z", std::nullopt) ==
        Lines{"reply 2026-04-09 overdue"});
}

TEST_CASE("a reply that the complainant was asked for is awaited, then overdue") {
  Complaint asked = complaint_that_is(Status::investigating);
  asked = with(asked, event_on("2026-03-12T09:00:00Z", info_requested("2026-03-20")));
  CHECK(lines({asked}, "none", "2026-03-20T09:00:00Z", std::nullopt) == Lines{"answer 2026-03-20 waiting"});
  CHECK(lines({asked}, "none", "2026-03-21T09:00:00Z", std::nullopt) == Lines{"answer 2026-03-20 overdue"});
}

TEST_CASE("a case that has ended asks for nothing") {
  CHECK(lines({with(new_complaint(), {withdrawn()})}, "ack 1bd", "2026-05-01T09:00:00Z", std::nullopt) == Lines{});
}

TEST_CASE("the command that meets the final clock follows the status") {
  const Rules rules = full_rules();
  const auto command = [&](Status status) {
    return command_for(Clock::final, replay(complaint_that_is(status), rules)).substr(4, 7);
  };
  CHECK(command(Status::investigating) == "respond");
  CHECK(command(Status::proposed) == "approve");
  CHECK(command(Status::decided) == "notify ");
}

TEST_CASE("a report that is owed to an authority is an errand, also after the end of the case") {
  Assessed body = assessed();
  body.reportable = {{"Safety Office", "", day("2026-03-06")}};
  const Complaint open = with(new_complaint(), event_on("2026-03-03T09:00:00Z", body));
  CHECK(lines({open}, "none", "2026-03-04T09:00:00Z", std::nullopt) == Lines{"report 2026-03-06 open"});
  const Complaint ended = with(open, event_on("2026-03-04T09:00:00Z", withdrawn()));
  CHECK(lines({ended}, "ack 1bd, final 30d", "2026-03-07T09:00:00Z", std::nullopt) ==
        Lines{"report 2026-03-06 overdue"});
}

TEST_CASE("a return stands among the errands, after a case that is due at the same time") {
  const Rules rules = with_limits(full_rules(), "ack 1bd");
  const State state = replay(new_complaint(), rules);
  DueReturn one;
  one.period = {day("2026-01-01"), day("2026-02-28"), "2026-Q0"};
  one.due.day = day("2026-03-03");
  const auto errands = agenda({&state}, {one}, rules, moment("2026-03-02T09:00:00Z"));
  REQUIRE(errands.size() == 2);
  CHECK(errands[0].of == &state);
  CHECK(errands[1].of == nullptr);
  CHECK(errands[1].subject == "2026-Q0");
  CHECK(errands[1].command == "cmt submit 2026-Q0");
  CHECK(due_by(errands, day("2026-03-02")).empty());
  CHECK(due_by(errands, day("2026-03-03")).size() == 2);
}

TEST_CASE("two remedies of one kind are told apart by their number") {
  ResponseProposed proposed = response_proposed();
  proposed.remedies = {remedy("R52"), remedy("R47"), remedy("R52")};
  for (auto& one : proposed.remedies) one.due = day("2026-03-20");
  const Complaint complaint = with(
      new_complaint(), {assigned(), assessed(), investigation_started(), proposed, decided(), decision_communicated(), accepted()});
  const Rules rules = with_limits(full_rules(), "none");
  const State state = replay(complaint, rules);
  std::vector<std::string> found;
  for (const auto& errand : agenda({&state}, {}, rules, moment("2026-03-10T09:00:00Z")))
    found.push_back(errand.subject + " " + std::to_string(errand.number));
  CHECK(found == Lines{"R52 1", "R47 1", "R52 2"});
}

TEST_CASE("what is done is no errand, nor what an earlier cycle left undone") {
  const Complaint acked = with(new_complaint(), event_on("2026-03-02T10:00:00Z", acknowledged()));
  CHECK(lines({acked}, "ack 1bd, final 30d", "2026-03-03T09:00:00Z", std::nullopt) == Lines{"final 2026-04-01 open"});
  // A source that tells of reopening need not tell of the end before it.
  const Complaint again = with(new_complaint(), imported(event_on("2026-04-20T09:00:00Z", reopened())));
  CHECK(lines({again}, "final 30d", "2026-04-21T09:00:00Z", std::nullopt) == Lines{"final 2026-05-20 open"});
}

TEST_CASE("a reply that came is not awaited") {
  Complaint asked = complaint_that_is(Status::investigating);
  asked = with(asked, event_on("2026-03-12T09:00:00Z", info_requested("2026-03-20")));
  asked = with(asked, event_on("2026-03-13T09:00:00Z", info_received()));
  CHECK(lines({asked}, "none", "2026-03-21T09:00:00Z", std::nullopt) == Lines{});
}

TEST_CASE("of what is due at the same time the more urgent case comes first, then the lower id") {
  const Rules rules = with_limits(full_rules(), "final 30d");
  const auto state = [&](std::uint64_t n, int severity) {
    Complaint out = with(new_complaint(), event_on("2026-03-03T09:00:00Z", assessed(severity, 4)));
    out.id = other_id(n);
    return replay(out, rules);
  };
  const std::vector<State> states = {state(3, 1), state(1, 1), state(2, 4)};
  REQUIRE(states[2].priority < states[0].priority);
  const auto errands = agenda({&states[0], &states[1], &states[2]}, {}, rules, moment("2026-03-04T09:00:00Z"));
  REQUIRE(errands.size() == 3);
  CHECK(errands[0].of == &states[2]);
  CHECK(errands[1].of->id < errands[2].of->id);
}

TEST_CASE("what is overdue is due by any day") {
  const Rules rules = with_limits(full_rules(), "ack 1bd, final 30d");
  const State state = replay(new_complaint(), rules);
  const auto all = agenda({&state}, {}, rules, moment("2026-03-04T09:00:00Z"));
  CHECK(due_by(all, day("2026-03-01")).size() == 1);
  CHECK(due_by(all, day("2026-03-31")).size() == 1);
  CHECK(due_by(all, day("2026-04-01")).size() == 2);
}

TEST_CASE("each authority that a report is owed to has its number") {
  Assessed body = assessed();
  body.reportable = {{"A", "", day("2026-03-06")}, {"B", "", day("2026-03-07")}};
  const Rules rules = with_limits(full_rules(), "none");
  const State state = replay(with(new_complaint(), {body}), rules);
  const auto errands = agenda({&state}, {}, rules, moment("2026-03-04T09:00:00Z"));
  REQUIRE(errands.size() == 2);
  CHECK(errands[1].subject == "B");
  CHECK(errands[1].number == 2);
}

TEST_CASE("each errand says the command that meets it") {
  const auto command = [](Clock clock, Status status = Status::fresh) {
    const State state = replay(complaint_that_is(status), full_rules());
    const std::string text = command_for(clock, state), id = state.id.text();
    return text.substr(0, text.find(" " + id)) + text.substr(text.find(id) + id.size());
  };
  CHECK(command(Clock::ack) == "cmt ack");
  CHECK(command(Clock::assess) == "cmt assess");
  CHECK(command(Clock::update) == "cmt update");
  CHECK(command(Clock::holding) == "cmt update --holding");
  CHECK(command(Clock::remedy) == "cmt remedy CODE --done");
  CHECK(command(Clock::reply, Status::communicated) == "cmt close --lapsed");
  CHECK(command(Clock::reply, Status::contested) == "cmt accept");
  CHECK(command(Clock::external) == "cmt refer");
  CHECK(command(Clock::report) == "cmt forward AUTHORITY --report");
  CHECK(command(Clock::final) == "cmt respond");
  CHECK(command(Clock::final, Status::proposed) == "cmt approve");
  CHECK(command(Clock::final, Status::decided) == "cmt notify");
}
