// The limits of a case and how they stand.
#include "process/due.hpp"

#include "support/test.hpp"

using namespace cmt;
using namespace cmt::process;

namespace {

Date day(const char* text) { return parse_date(text).value(); }

State open_state() {
  State state{ComplaintId::draw(2026, [] { return 7u; }), ""};
  state.cycles = {Cycle{}};
  state.reply_expected_by = day("2026-03-10");
  return state;
}

std::string status_on(const State& state, const char* today) {
  const auto limits = due_limits(state, Rules{}, day(today));
  return limits.size() == 1 ? limits[0].status : "";
}

}  // namespace

TEST_CASE("a limit is open on its day and overdue after it") {
  CHECK(status_on(open_state(), "2026-03-10") == "open");
  CHECK(status_on(open_state(), "2026-03-11") == "overdue");
}

TEST_CASE("a limit is met on its day and late after it") {
  State state = open_state();
  state.cycles.back().communicated = on_day(day("2026-03-10"));
  CHECK(status_on(state, "2026-05-01") == "met");
  state.cycles.back().communicated = on_day(day("2026-03-11"));
  CHECK(status_on(state, "2026-05-01") == "late");
}

TEST_CASE("the last extension sets the due date") {
  State state = open_state();
  state.extended = {{"final", day("2026-03-20")}, {"final", day("2026-03-30")}};
  const auto limits = due_limits(state, Rules{}, day("2026-03-25"));
  REQUIRE(limits.size() == 1);
  CHECK(limits[0].code == "final");
  CHECK(limits[0].due == day("2026-03-30"));
  CHECK_FALSE(limits[0].met_at.has_value());
}

TEST_CASE("a limit that a case ended without meeting is left out") {
  State state = open_state();
  state.status = Status::withdrawn;
  CHECK(due_limits(state, Rules{}, day("2026-05-01")).empty());
}

TEST_CASE("a case without due dates has no limits") {
  State state = open_state();
  state.reply_expected_by.reset();
  CHECK(due_limits(state, Rules{}, day("2026-05-01")).empty());
}

TEST_CASE("a date of an earlier cycle does not bind a reopened case") {
  State state = open_state();
  state.cycles.push_back(Cycle{});
  state.cycles.back().opened = on_day(day("2026-03-10"));
  CHECK(status_on(state, "2026-05-01") == "overdue");
  state.cycles.back().opened = on_day(day("2026-03-11"));
  CHECK(due_limits(state, Rules{}, day("2026-05-01")).empty());
}
