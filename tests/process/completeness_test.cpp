// Specifies lib/process/completeness.hpp and lib/process/particulars.hpp.
#include "process/completeness.hpp"

#include <algorithm>

#include "process/replay.hpp"
#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

std::string missing(const process::State& state) {
  std::string out;
  for (const auto& field : process::required_fields(state))
    if (!field.is_present) out += (out.empty() ? "" : " ") + std::string{field.name};
  return out;
}

std::size_t owed(const process::State& state) { return process::required_fields(state).size(); }

process::Assessed assessed() {
  process::Assessed body;
  body.severity = 2;
  body.impact = 1;
  body.complexity = process::Complexity::simple;
  body.category = "P05";
  body.product = "Table";
  body.unit = "North";
  return body;
}

}  // namespace

TEST_CASE("7.2 a record that was only received owes its receipt") {
  process::Received received;
  received.medium = "phone";
  received.language = "und";
  received.complainant = "P-1";
  const History history(1, "2026-01-05", received);
  CHECK(owed(history) == 9);
  CHECK(missing(history) == "language occurred_on recurring remedy_sought immediate_action");
}

TEST_CASE("7.2 the day of the problem may be unknown, whether it recurs may not") {
  process::Received received;
  received.occurred_on = process::KnownDate{};
  received.recurring = process::Answer::unknown;
  const auto lacks = missing(History(1, "2026-01-05", received));
  CHECK(lacks.find("occurred_on") == std::string::npos);
  CHECK(lacks.find("recurring") != std::string::npos);
}

TEST_CASE("7.5 an assessed one owes its assessment, 7.9 a closed one its end") {
  History history(1, "2026-01-05");
  CHECK(owed(history.then("2026-01-06", assessed())) == 16);
  CHECK(missing(history).find("owner") != std::string::npos);
  history.told("2026-01-07", process::Outcome::not_upheld).closed("2026-01-09");
  CHECK(owed(history) == 22);
  CHECK(missing(history).find("lessons") != std::string::npos);
}

TEST_CASE("7.9 a cause is owed where the complaint was upheld, and not otherwise") {
  const auto closed = [](process::Outcome outcome) {
    return History(1, "2026-01-05").told("2026-01-07", outcome).closed("2026-01-09").state();
  };
  CHECK(missing(closed(process::Outcome::upheld)).find("cause") != std::string::npos);
  CHECK(missing(closed(process::Outcome::not_upheld)).find("cause") == std::string::npos);
}

TEST_CASE("7.2 what was withdrawn owes no more than its receipt") {
  CHECK(owed(History(1, "2026-01-05").then("2026-01-06", assessed()).withdrawn("2026-01-07")) == 9);
}

TEST_CASE("the replay notes every raise, with what fired it") {
  process::Escalated escalated;
  escalated.level = 2;
  escalated.trigger = "overdue";
  process::Escalated back;
  back.level = 1;
  const process::State state =
      History(1, "2026-01-05").then("2026-01-06", escalated).then("2026-01-07", back);
  const auto& raises = state.particulars.raises;
  REQUIRE(raises.size() == 2);
  CHECK(raises[0].from == 0);
  CHECK(raises[0].to == 2);
  CHECK(raises[0].trigger == "overdue");
  CHECK(raises[1].to == 1);
  CHECK(state.particulars.highest_level == 2);
}
