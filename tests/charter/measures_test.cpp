// ISO 10001:2018, 8: what complaints say about each promise.
#include "charter/measures.hpp"

#include "support/builders.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::test;
using charter::measures;

namespace {

process::State complaint(std::optional<PromiseResult> result, const char* received = "2026-07-10") {
  process::State out{other_id(1), "Late"};
  out.received_at = when(received);
  out.promises = {"PR-01"};
  if (result) {
    PromiseFinding finding;
    finding.promise = "PR-01";
    finding.result = result;
    out.promise_findings = {finding};
  }
  return out;
}

charter::PromiseMeasure row(const std::vector<process::State>& all, Period period = {}) {
  std::vector<const process::State*> pointers;
  for (const auto& one : all) pointers.push_back(&one);
  return measures({{"PR-01", {}, {}}}, pointers, period, TimeZone::utc()).at(0);
}

}  // namespace

TEST_CASE("ISO 10001 8 complaints count once for each promise they name, by what was found") {
  const auto found = row({complaint(PromiseResult::broken), complaint(PromiseResult::broken),
                          complaint(PromiseResult::kept), complaint(PromiseResult::limitation_applies),
                          complaint(PromiseResult::not_determined), complaint({})});
  CHECK(found.named == 6);
  CHECK(found.broken == 2);
  CHECK(found.kept == 1);
  CHECK(found.limited == 1);
  CHECK(found.undetermined == 1);
  CHECK(found.open == 1);
}

TEST_CASE("ISO 10001 8 only complaints received in the period count, and no void or merged record") {
  process::State merged = complaint(PromiseResult::broken), other = complaint(PromiseResult::broken);
  merged.status = Status::merged;
  other.promises = {"PR-02"};
  CHECK(row({complaint({}, "2026-06-30"), complaint({}, "2026-07-01"), complaint({}, "2026-09-30"),
             complaint({}, "2026-10-01"), merged, other},
            {day("2026-07-01"), day("2026-09-30")})
            .named == 2);
}

TEST_CASE("ISO 10001 8 a promise whose limitations serve in more than a fifth of the findings promises nothing") {
  std::vector<process::State> all(4, complaint(PromiseResult::kept));
  all.push_back(complaint(PromiseResult::limitation_applies));
  CHECK_FALSE(row(all).promises_nothing());
  all.push_back(complaint(PromiseResult::limitation_applies));
  CHECK(row(all).promises_nothing());
}
