// ISO 10002:2018, 8.7: whether an action worked, counted in the register.
#include "improvement/effectiveness.hpp"

#include "improvement/actions.hpp"

using namespace cmt;
using namespace cmt::test;

namespace {

// A complaint with a cause, a day of the problem and a day of receipt.
process::State complaint(std::string cause, const char* occurred, const char* received = "2026-03-01") {
  process::State out{other_id(1), "Wet"};
  out.causes = {std::move(cause)};
  out.category = "P20";
  out.product = "Parcel";
  out.unit = "North";
  out.status = process::Status::closed;
  if (occurred) out.occurred_on = day(occurred);
  out.received_at = when(received);
  return out;
}

Measure of(int count, std::optional<int> exposure = {}) {
  Measure out;
  out.count = count;
  out.exposure = exposure;
  return out;
}

std::vector<const process::State*> pointers(const std::vector<process::State>& all) {
  std::vector<const process::State*> out;
  for (const auto& one : all) out.push_back(&one);
  return out;
}

}  // namespace

TEST_CASE("8.7 the windows are of one length, before the implementation and after it has settled") {
  const Windows usual = windows_of(criterion(), day("2026-03-20"));
  CHECK(usual.baseline.from == day("2025-12-20"));
  CHECK(usual.baseline.to == day("2026-03-19"));
  CHECK(usual.check.from == day("2026-04-19"));
  CHECK(usual.check.to == day("2026-07-17"));
  Criterion own = criterion();
  own.settling_days = 0;
  own.window_days = 7;
  const Windows week = windows_of(own, day("2026-03-20"));
  CHECK(week.baseline.from == day("2026-03-13"));
  CHECK(week.check.from == day("2026-03-20"));
  CHECK(week.check.to == day("2026-03-26"));
}

TEST_CASE("8.7 complaints count by the day of the problem, not of the receipt") {
  const std::vector<process::State> all{complaint("C13", "2026-05-31", "2026-06-02"),
                                        complaint("C13", "2026-06-01", "2026-07-02"),
                                        complaint("C13", "2026-06-30", "2026-07-02"),
                                        complaint("C13", "2026-07-01", "2026-06-15")};
  const Measure found = measure(pointers(all), criterion(), {day("2026-06-01"), day("2026-06-30")},
                                TimeZone::utc());
  CHECK(found.count == 2);
  CHECK_FALSE(found.by_receipt);
}

TEST_CASE("8.7 where the day of the problem is not known the receipt counts, and the measure says so") {
  const std::vector<process::State> all{complaint("C13", nullptr, "2026-06-02"),
                                        complaint("C13", "2026-06-03", "2026-07-02")};
  const Measure found = measure(pointers(all), criterion(), {day("2026-06-01"), day("2026-06-30")},
                                TimeZone::utc());
  CHECK(found.count == 2);
  CHECK(found.by_receipt == 1);
}

TEST_CASE("8.7 only complaints of the criterion's kind count") {
  const auto counts = [](auto change) {
    process::State one = complaint("C13", "2026-06-02");
    Criterion wanted = criterion();
    wanted.categories = {"P20"};
    wanted.product = "Parcel";
    wanted.unit = "North";
    change(one, wanted);
    return is_counted(one, wanted);
  };
  CHECK(counts([](auto&, auto&) {}));
  CHECK_FALSE(counts([](auto& one, auto&) { one.causes = {"C14"}; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.category = "P21"; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.product = "Letter"; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.unit = "South"; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.kind = process::Kind::enquiry; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.status = process::Status::voided; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.status = process::Status::merged; }));
  CHECK_FALSE(counts([](auto& one, auto&) { one.status = process::Status::rejected; }));
  CHECK(counts([](auto& one, auto&) { one.causes = {"C14", "C13"}; }));
}

TEST_CASE("8.7 an action is effective from its target on, and partly so from half of it on") {
  CHECK(verdict_of(50, of(10), of(5)) == Verdict::effective);
  CHECK(verdict_of(50, of(100), of(51)) == Verdict::partly);
  CHECK(verdict_of(50, of(100), of(75)) == Verdict::partly);
  CHECK(verdict_of(50, of(100), of(76)) == Verdict::not_effective);
  CHECK(verdict_of(50, of(10), of(20)) == Verdict::not_effective);
  CHECK(verdict_of(100, of(10), of(0)) == Verdict::effective);
  CHECK(verdict_of(100, of(10), of(1)) == Verdict::partly);
}

TEST_CASE("8.7 with fewer than five complaints to be expected nothing can be said") {
  CHECK(verdict_of(50, of(4), of(0)) == Verdict::not_assessable);
  CHECK(verdict_of(50, of(5), of(0)) == Verdict::effective);
  CHECK(verdict_of(50, of(0), of(9)) == Verdict::not_assessable);
}

TEST_CASE("8.7 with an exposure on both sides rates are compared") {
  // 10 of 1,000 before and 10 of 2,000 after: the rate halved although the count did not fall.
  CHECK(verdict_of(50, of(10, 1000), of(10, 2000)) == Verdict::effective);
  CHECK(verdict_of(50, of(10, 1000), of(11, 2000)) == Verdict::partly);
  // Sales fell to a tenth: one complaint would have been expected.
  CHECK(verdict_of(50, of(10, 1000), of(0, 100)) == Verdict::not_assessable);
  CHECK(verdict_of(50, of(99'999'999, 99'999'999), of(1, 99'999'999)) == Verdict::effective);
}

TEST_CASE("8.7 a later complaint of the same kind says that a closed action recurred") {
  const auto closed = Actions::replay(action_that_is(ActionStatus::closed), action_rules());
  std::vector<process::State> all{complaint("C13", "2026-07-21"), complaint("C13", "2026-07-22"),
                                  complaint("C14", "2026-08-22")};
  all[1].id = other_id(2);
  CHECK(recurrences(closed, pointers(all), TimeZone::utc()) ==
        std::vector<std::string>{other_id(2).text()});
  const auto open = Actions::replay(action_that_is(ActionStatus::verifying), action_rules());
  CHECK(recurrences(open, pointers(all), TimeZone::utc()).empty());
}
