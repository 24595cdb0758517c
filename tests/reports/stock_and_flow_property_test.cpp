// The identity of stock and flow over random histories that follow the table of transitions.
#include <array>
#include <random>

#include "process/transitions.hpp"
#include "reports/histories.hpp"
#include "reports/stock_and_flow.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Status;

namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(engine_); }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(upto(static_cast<int>(from.size()) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

const std::vector<process::Kind> kKinds{process::Kind::complaint, process::Kind::enquiry,
                                        process::Kind::praise};

// A day of 2026, at a moment, at midnight, or without the time.
std::string time_on(int day, Dice& dice) {
  const auto date = text(*parse_date("2026-01-01") + std::chrono::days{day});
  switch (dice.upto(3)) {
    case 0:
      return date;
    case 1:
      return date + "T00:00:00Z";
    case 2:
      return date + "T20:30:00Z";  // midnight in Tehran
    default:
      return date + "T1" + std::to_string(dice.upto(9)) + ":15:00Z";
  }
}

History random_history(std::uint64_t number, Dice& dice, const TimeZone& in) {
  process::Received received;
  received.kind = dice.upto(4) == 0 ? dice.pick(kKinds) : process::Kind::complaint;
  int day = dice.upto(250);
  History history(number, time_on(day, dice), received);
  for (int left = dice.upto(24); left > 0; --left) {
    const auto status = history.state(in).status;
    // Steps forward are taken more often than the ways out that are open at any time.
    const bool is_forward = dice.upto(3) > 0;
    std::vector<std::size_t> possible;
    for (const auto& row : process::transitions())
      if (row.from.has(status) &&
          (!is_forward || (row.to && (process::is_open(*row.to) || row.to == Status::closed))))
        possible.push_back(row.event);
    if (possible.empty()) continue;
    process::Body body = process::Body(dice.pick(possible));
    if (auto* reclassified = std::get_if<process::Reclassified>(&body))
      reclassified->kind = dice.pick(kKinds);
    day += dice.upto(20);
    history.then(time_on(day, dice), std::move(body));
  }
  return history;
}

Period random_period(Dice& dice) {
  const auto start = *parse_date("2025-12-20");
  const auto from = start + std::chrono::days{dice.upto(400)};
  const auto to = from + std::chrono::days{dice.upto(dice.upto(1) == 0 ? 2 : 200)};
  Period period{from, to};
  if (dice.upto(7) == 0) period.from.reset();
  if (dice.upto(7) == 0) period.to.reset();
  return period;
}

// The stock found a third way: by replaying only the events before the moment.
bool is_open_by_replay(const History& history, const Instant& moment, const TimeZone& in) {
  process::Rules rules;
  rules.zone = in;
  bool open = false;
  process::State state = process::begin(history.complaint(), rules);
  for (std::size_t i = 1;; ++i) {
    if (state.stages.back().from < moment)
      open = state.kind == process::Kind::complaint && process::is_open(state.status);
    if (i == history.complaint().history.size()) return open;
    process::apply(state, history.complaint().history[i], rules);
  }
}

}  // namespace

TEST_CASE("stock and flow agree over two thousand random histories and random periods") {
  Dice dice(20260930);
  const std::vector<TimeZone> zones{TimeZone::utc(), zone("Asia/Tehran"), zone("America/New_York")};
  std::uint64_t number = 0;
  std::array<std::int64_t, 10> seen{};
  for (int i = 0; i < 200; ++i) {
    const TimeZone& in = dice.pick(zones);
    std::vector<History> histories;
    States cases;
    for (int j = 0; j < 10; ++j) {
      histories.push_back(random_history(++number, dice, in));
      cases.push_back(histories.back().state(in));
    }
    for (int j = 0; j < 5; ++j) {
      Scope within = scope("", "2027-12-31T12:00:00Z", in);
      within.period = random_period(dice);
      const auto flow = stock_and_flow(cases, within);
      INFO((flow ? "" : flow.diagnostics().front().message.english()));
      REQUIRE(flow);
      REQUIRE(flow->coming() == flow->going());
      std::int64_t at_start = 0, at_end = 0;
      for (const History& history : histories) {
        at_start += is_open_by_replay(history, in.start_of(flow->first), in);
        at_end += is_open_by_replay(history, in.start_of(flow->last + std::chrono::days{1}), in);
      }
      REQUIRE(flow->open_at_start == at_start);
      REQUIRE(flow->open_at_end == at_end);
      const std::int64_t lines[] = {
          flow->received,  flow->reopened, flow->unmerged, flow->closed, flow->reclassified_in,
          flow->withdrawn, flow->rejected, flow->merged,   flow->voided, flow->reclassified_out};
      for (std::size_t line = 0; line < seen.size(); ++line) seen[line] += lines[line];
    }
  }
  // The histories are varied enough to move every line.
  for (std::size_t line = 0; line < seen.size(); ++line) {
    INFO("line " << line);
    CHECK(seen[line] > 0);
  }
}

TEST_CASE("a random history whose last stage is tampered with is found out") {
  Dice dice(4711);
  int tampered = 0;
  for (std::uint64_t number = 1; number <= 300; ++number) {
    process::State state = random_history(number, dice, TimeZone::utc());
    if (state.kind != process::Kind::complaint || state.stages.size() < 2) continue;
    auto& last = state.stages.back();
    last.status = process::is_open(last.status) ? Status::closed : Status::assessed;
    REQUIRE_FALSE(stock_and_flow(States{state}, scope("", "2027-12-31T12:00:00Z")));
    ++tampered;
  }
  CHECK(tampered > 100);
}
