// Reports are made of facts, which hold less than a state does. Nothing that they leave out may be
// missed.
#include "reports/facts.hpp"

#include <algorithm>

#include "reports/catalogue.hpp"
#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;

namespace {

constexpr const char* kAsOf = "2026-12-31T12:00:00Z";

process::Received about(const std::string& category, const std::string& unit) {
  process::Received received = under("ack 3d, final 10d stops");
  received.category = category;
  received.unit = unit;
  received.medium = "email";
  received.language = "fa";
  return received;
}

// Every way that a complaint goes which a report of facts alone tells apart.
States all_ways() {
  process::Remedy refund;
  refund.code = "R11";
  refund.amount = Money::parse("12.50", "EUR");
  return {History(1, "2026-01-05", about("P01", "north")).acknowledged("2026-01-06T10:00:00Z"),
          History(2, "2026-01-06", about("P01", "north"))
              .told("2026-01-20", process::Outcome::upheld, {refund})
              .closed("2026-02-01T09:30:00Z"),
          History(3, "2026-01-07", about("P05", "south"))
              .extended("2026-01-08", "2026-02-20", "final", "the parts did not come")
              .told("2026-02-01", process::Outcome::not_upheld),
          History(4, "2026-02-07", about("P05", "")).asked("2026-02-08").replied("2026-02-18"),
          History(5, "unknown", about("P09", "south")).withdrawn("2026-03-01"),
          History(6, "2026-03-02", about("P09", "south")).rejected("2026-03-03"),
          History(7, "2026-03-02", about("P09", "east")).merged("2026-03-03").unmerged("2026-03-09"),
          History(8, "2026-03-05", about("P14", "east"))
              .told("2026-03-09", process::Outcome::partly_upheld)
              .closed("2026-03-12")
              .reopened("2026-04-01"),
          History(9, "2026-04-05", about("P14", "east"))
              .reclassified("2026-04-06", process::Kind::enquiry),
          History(10, "2026-04-05", about("P14", "east")).voided("2026-04-07")};
}

reports::Cases facts_alone(const States& states, const FactsTerms& terms) {
  std::vector<FactsKeeper> keepers;
  for (const auto& state : states) {
    if (keepers.empty() || keepers.back().facts().size() == 3) keepers.emplace_back(terms);
    keepers.back().keep(state);
  }
  return reports::Cases::of(std::move(keepers));
}

void check_same(const Report& a, const Report& b) {
  REQUIRE(a.measures.size() == b.measures.size());
  for (std::size_t i = 0; i < a.measures.size(); ++i) {
    CAPTURE(a.measures[i].id);
    CHECK(a.measures[i].value == b.measures[i].value);
    CHECK(a.measures[i].note == b.measures[i].note);
    CHECK(a.measures[i].records == b.measures[i].records);
  }
  REQUIRE(a.tables.size() == b.tables.size());
  for (std::size_t i = 0; i < a.tables.size(); ++i) {
    CAPTURE(a.tables[i].key);
    CHECK(a.tables[i].rows == b.tables[i].rows);
    CHECK(a.tables[i].note == b.tables[i].note);
  }
  CHECK(a.notes == b.notes);
}

}  // namespace

TEST_CASE("a report that needs no states is the same without them") {
  const States states = all_ways();
  int made = 0;
  for (const auto& entry : catalogue()) {
    if (entry.needs_states) continue;
    for (const char* period : {"", "2026-Q1", "2026-03"}) {
      for (const char* by : {"", "unit", "severity"}) {
        CAPTURE(entry.name, period, by);
        Scope asked = scope(period, kAsOf);
        asked.by = by;
        const FactsTerms terms{asked.zone, asked.rules, asked.as_of};
        const auto alone = entry.make(facts_alone(states, terms), asked);
        const auto whole = entry.make(states, asked);
        REQUIRE(alone);
        REQUIRE(whole);
        check_same(*alone, *whole);
        ++made;
      }
    }
  }
  CHECK(made >= 4 * 9);
}

TEST_CASE("facts keep of the stages only those by which the stock and its flow are counted") {
  const process::State state = History(1, "2026-01-05").told("2026-01-09", process::Outcome::upheld)
                          .closed("2026-01-12").reopened("2026-02-01");
  const FactsTerms terms{TimeZone::utc(), nullptr, *parse_instant(kAsOf)};
  FactsKeeper keeper{terms};
  keeper.keep(state);
  const Facts& facts = *keeper.facts().front();
  CHECK(facts.stages.size() < state.stages.size());
  CHECK(facts.stages.front().from == state.stages.front().from.utc.time_since_epoch().count());
  CHECK(facts.stages.back().status == state.stages.back().status);
  CHECK(facts.is_in_order);
}

TEST_CASE("a due time is told apart from a due day in the facts") {
  const States states{History(1, "2026-01-05T10:00:00Z", under("ack 24h, final 10d"))};
  const reports::Cases cases{states};
  const auto& facts = cases.facts(scope("", kAsOf));
  REQUIRE(facts.front()->clocks.size() == 2);
  CHECK(facts.front()->clocks[0].due().at->utc == parse_instant("2026-01-06T10:00:00Z")->utc);
  CHECK_FALSE(facts.front()->clocks[1].due().at);
  CHECK(facts.front()->clocks[1].due().day == *parse_date("2026-01-15"));
}

TEST_CASE("ids are packed in the order of their texts, and come back as they were") {
  const std::vector<std::string> texts{"2026-7K3QX4M", "0000-0000000", "9999-ZZZZZZZ", "A-7K3QX4M",
                                       "P-4TZ8N2C",    "an/other.yaml", "",           "2026-7k3qx4m"};
  Ids ids = texts;
  REQUIRE(ids.size() == texts.size());
  CHECK(std::vector<std::string>(ids.begin(), ids.end()) == texts);
  CHECK(ids.ends_with("2026-7k3qx4m"));
  CHECK_FALSE(ids.ends_with("2026-7K3QX4M"));
  ids.sort();
  auto sorted = texts;
  std::sort(sorted.begin(), sorted.end());
  CHECK(ids == Ids{sorted});
  Ids packed{"2026-7K3QX4M", "2025-ZZZZZZZ", "2026-0000000"};
  packed.sort();
  CHECK(packed == Ids{"2025-ZZZZZZZ", "2026-0000000", "2026-7K3QX4M"});
}

TEST_CASE("a copy of ids does not change with what it was copied from") {
  Ids one{"2026-7K3QX4M"};
  const Ids copy = one;
  one.push_back("2026-0000000");
  CHECK(one.size() == 2);
  CHECK(copy == Ids{"2026-7K3QX4M"});
  one.clear();
  CHECK(one.empty());
  CHECK(copy.size() == 1);
}
