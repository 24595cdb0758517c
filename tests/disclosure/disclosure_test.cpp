// ISO 10002:2018, 4.10: personal data that left the register.
#include "disclosure/disclosure.hpp"

#include "support/dossier_cases.hpp"

using namespace cmt;
using namespace cmt::disclosure;
using namespace cmt::test;

namespace {

using Disclosures = dossier::Steps<Disclosure>;
using Kept = dossier::Dossier<Disclosure>;

const std::string id = LetterId::draw('X', [] { return std::uint64_t{7}; }).text();
const Rules rules = rules_of(Process::full);

dossier::Event<Disclosure> on(std::string_view at, DisclosureBody body) {
  return dossier_event<Disclosure>(at, std::move(body), "sara");
}

DisclosureMade made() {
  return {{"Survey of May"}, "consent", "status:closed", "jsonl", std::string(64, 'a'), 3, 2};
}

Kept begun() { return {id, {"Survey service"}, {}}; }
Kept with_events(std::vector<dossier::Event<Disclosure>> events) {
  events.insert(events.begin(), on("2026-03-02", made()));
  return after<Disclosure>(begun(), events, rules);
}

Kept disclosure_that_is(DisclosureStatus status) {
  if (status == DisclosureStatus::out) return with_events({});
  return with_events({on("2026-03-03", DisclosureEnded{{"They said so"}})});
}

}  // namespace

TEST_CASE("4.10 from every status of a disclosure exactly the steps of the table are possible") {
  using enum DisclosureStatus;
  check_table<Disclosure>({{out, {"ended", "noted"}}, {gone, {"noted"}}}, disclosure_that_is,
                          {on("2026-04-02", made()), on("2026-04-02", DisclosureEnded{{"X"}}),
                           on("2026-04-02", DisclosureNoted{{"X"}})},
                          rules);
}

TEST_CASE("4.10 a disclosure says to whom, of how many, and which file") {
  const auto refused_without = [](void (*change)(Kept&, DisclosureMade&)) {
    Kept kept = begun();
    DisclosureMade one = made();
    change(kept, one);
    return !Disclosures::take(std::move(kept), on("2026-03-02", std::move(one)), rules);
  };
  CHECK_FALSE(refused_without([](Kept&, DisclosureMade&) {}));
  CHECK_FALSE(refused_without([](Kept&, DisclosureMade& one) { one.purpose = {}, one.ground = one.filter = ""; }));
  CHECK(refused_without([](Kept& kept, DisclosureMade&) { kept.head.to = ""; }));
  CHECK(refused_without([](Kept&, DisclosureMade& one) { one.complaints = {}; }));
  CHECK(refused_without([](Kept&, DisclosureMade& one) { one.people = {}; }));
  CHECK(refused_without([](Kept&, DisclosureMade& one) { one.format = ""; }));
  CHECK(refused_without([](Kept&, DisclosureMade& one) { one.sha256 = ""; }));
}

TEST_CASE("4.10 the days on which a copy went out and was gone are those of its events") {
  const auto state = Disclosures::replay(disclosure_that_is(DisclosureStatus::gone), rules);
  CHECK(state.made_on == parse_date("2026-03-02"));
  CHECK(state.gone_on == parse_date("2026-03-03"));
}
