// Specifies lib/reports/on_time.hpp.
#include "reports/on_time.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

using MakeMeasure = Measure (*)(const Population&, const Scope&);

Measure made(MakeMeasure make, const States& cases, const Scope& within) {
  return make(population_of(cases, within), within);
}

Measure k04(const States& cases, const Scope& within) {
  return made(acknowledged_on_time, cases, within);
}
Measure k09(const States& cases, const Scope& within) {
  return responded_on_time(population_of(cases, within), within).front();
}
Measure k09b(const States& cases, const Scope& within) {
  return responded_on_time(population_of(cases, within), within).back();
}
Measure k11(const States& cases, const Scope& within) { return made(closed_on_time, cases, within); }
Measure k16(const States& cases, const Scope& within) { return made(updates_given, cases, within); }

process::Received anonymously(const char* limits) {
  auto received = under(limits);
  received.anonymous = true;
  return received;
}

process::Remedy remedy(const char* code, const char* due) {
  process::Remedy remedy;
  remedy.code = code;
  remedy.due = parse_date(due);
  return remedy;
}

process::RemedyDone done(const char* code) {
  process::RemedyDone done;
  done.remedy = code;
  return done;
}

process::RemedyVerified verified(const char* code) {
  process::RemedyVerified verified;
  verified.remedy = code;
  return verified;
}

std::vector<Measure> k26(const States& cases, const Scope& within) {
  return remedies_on_time(population_of(cases, within), within);
}

}  // namespace

// ---- K04 ----------------------------------------------------------------------------------------

TEST_CASE("K04 is the share acknowledged by the due date, the day itself included") {
  const States cases{History(1, "2026-01-05", under("ack 3d")).acknowledged("2026-01-08"),
                    History(2, "2026-01-05", under("ack 3d")).acknowledged("2026-01-09")};
  const auto measure = k04(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{1, 2}});
  CHECK(measure.numerator == 1);
  CHECK(measure.denominator == 2);
  CHECK(measure.basis == "U");
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K04 goes by the due date, not by the receipt") {
  const States cases{History(1, "2026-01-30", under("ack 3d")).acknowledged("2026-01-31")};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 0}});
  CHECK(k04(cases, scope("2026-02", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K04 counts what is still not acknowledged") {
  const States cases{History(1, "2026-01-05", under("ack 3d"))};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K04 leaves the anonymous out") {
  const States cases{History(1, "2026-01-05", anonymously("ack 3d"))};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K04 takes a decision sent inside the limit for the acknowledgement") {
  const States cases{History(1, "2026-01-05", under("ack 3d")).told("2026-01-08", Outcome::upheld),
                    History(2, "2026-01-05", under("ack 3d")).told("2026-01-09", Outcome::upheld)};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K04 leaves out what was withdrawn before the due date unacknowledged") {
  const States cases{History(1, "2026-01-05", under("ack 3d")).withdrawn("2026-01-07")};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K04 counts what was acknowledged and then withdrawn before the due date") {
  const States cases{
      History(1, "2026-01-05", under("ack 3d")).acknowledged("2026-01-06").withdrawn("2026-01-07")};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K04 counts what was withdrawn after the due date unacknowledged") {
  const States cases{History(1, "2026-01-05", under("ack 3d")).withdrawn("2026-01-12")};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K04 counts the receipt once, whatever is reopened") {
  const States cases{History(1, "2026-01-05", under("ack 3d"))
                        .acknowledged("2026-01-06")
                        .closed("2026-01-10")
                        .reopened("2026-01-12")};
  CHECK(k04(cases, scope("", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K04 leaves out what is not due yet, and says so") {
  const States cases{History(1, "2026-06-29", under("ack 3d")),
                    History(2, "2026-06-29", under("ack 3d")).acknowledged("2026-06-30")};
  const auto measure = k04(cases, scope("", kAsOf));
  CHECK(measure.value == Cell{Percent{1, 1}});
  CHECK(measure.note == "Neither done nor due yet, and left out: 1.");
}

TEST_CASE("of a split complaint the parts have the due dates and the whole does not") {
  process::Split split;
  split.into = {id_number(2).text()};
  const States cases{History(1, "2026-01-05", under("ack 3d")).then("2026-01-06", split),
                    History(2, "2026-01-05", under("ack 3d")).acknowledged("2026-01-06")};
  CHECK(k04(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
}

// ---- K09 ----------------------------------------------------------------------------------------

TEST_CASE("K09 is the share answered by the due date") {
  const States cases{
      History(1, "2026-01-05", under("final 10d")).told("2026-01-15", Outcome::upheld),
      History(2, "2026-01-05", under("final 10d")).told("2026-01-16", Outcome::upheld)};
  const auto measure = k09(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{1, 2}});
  CHECK(measure.basis == "U");
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K09 has the open overdue ones in its denominator") {
  const States cases{
      History(1, "2026-01-05", under("final 10d")).told("2026-01-06", Outcome::upheld),
      History(2, "2026-01-05", under("final 10d"))};
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K09 leaves out what was withdrawn before the due date") {
  const States cases{History(1, "2026-01-05", under("final 10d")).withdrawn("2026-01-10"),
                    History(2, "2026-01-05", under("final 10d")).withdrawn("2026-01-20")};
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K09 counts each cycle of a reopened complaint") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-10", Outcome::not_upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-20", Outcome::upheld)};
  CHECK(k09(cases, scope("", kAsOf)).value == Cell{Percent{1, 2}});
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(k09(cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K09 goes by the first decision of a cycle, not by that of an internal review") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-10", Outcome::not_upheld)
                        .then("2026-01-20", process::DecisionCommunicated{})};
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("an extension moves the due date of K09, and with it the period") {
  const States cases{History(1, "2026-01-20", under("final 10d +30d"))
                        .extended("2026-01-28", "2026-02-15")
                        .told("2026-02-10", Outcome::upheld)};
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 0}});
  CHECK(k09(cases, scope("2026-02", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K09.base goes by the due date before any extension") {
  const States cases{History(1, "2026-01-20", under("final 10d +30d"))
                        .extended("2026-01-28", "2026-02-15")
                        .told("2026-02-10", Outcome::upheld)};
  const auto measure = made(responded_unextended, cases, scope("2026-01", kAsOf));
  CHECK(measure.id == "K09.base");
  CHECK(measure.value == Cell{Percent{0, 1}});
  CHECK(made(responded_unextended, cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K09.base is K09 where nothing was extended") {
  const States cases{
      History(1, "2026-01-05", under("final 10d")).told("2026-01-15", Outcome::upheld),
      History(2, "2026-01-05", under("final 10d"))};
  CHECK(made(responded_unextended, cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K09.base counts what was withdrawn between the two due dates, K09 does not") {
  const States cases{History(1, "2026-01-20", under("final 10d +30d"))
                        .extended("2026-01-28", "2026-02-15")
                        .withdrawn("2026-02-05")};
  CHECK(made(responded_unextended, cases, scope("", kAsOf)).value == Cell{Percent{0, 1}});
  CHECK(k09(cases, scope("", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K09 counts the reply date that was told where no profile says one") {
  process::Received received;
  received.reply_expected_by = parse_date("2026-01-15");
  const States cases{History(1, "2026-01-05", received).told("2026-01-15", Outcome::upheld)};
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K09 is not applicable without due dates") {
  const States cases{History(1, "2026-01-05").told("2026-01-15", Outcome::upheld)};
  CHECK(k09(cases, scope("", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K09 counts the local day of a due time to the hour") {
  // 24 hours after 21:00 UTC on 30 January it is 1 February in Tehran.
  const States cases{History(1, "2026-01-30T21:00:00Z", under("final 24h"))
                        .told("2026-01-31T21:00:00Z", Outcome::upheld)};
  const auto tehran = zone("Asia/Tehran");
  CHECK(k09(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(k09(cases, scope("2026-01", kAsOf, tehran)).value == Cell{Percent{0, 0}});
  CHECK(k09(cases, scope("2026-02", kAsOf, tehran)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K09b is of the cycles answered in the period, by the day of the answer") {
  const States cases{
      History(1, "2026-01-25", under("final 10d")).told("2026-01-31", Outcome::upheld),
      History(2, "2026-01-05", under("final 10d")).told("2026-02-10", Outcome::upheld),
      History(3, "2026-01-05", under("final 10d"))};
  const auto measure = k09b(cases, scope("2026-01", kAsOf));
  CHECK(measure.id == "K09b");
  CHECK(measure.basis == "D");
  CHECK(measure.value == Cell{Percent{1, 1}});
  CHECK(k09b(cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K09b counts a cycle once, by its first decision") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-10", Outcome::not_upheld)
                        .then("2026-02-20", process::DecisionCommunicated{})};
  CHECK(k09b(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(k09b(cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K09b judges each cycle by its own due date") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-10", Outcome::not_upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-20", Outcome::upheld)};
  CHECK(k09b(cases, scope("", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K09b leaves out answers without a due date, and says so") {
  const States cases{History(1, "2026-01-25").told("2026-01-31", Outcome::upheld)};
  const auto measure = k09b(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{0, 0}});
  CHECK(measure.note.find("without a due date, and left out: 1.") != std::string::npos);
}

TEST_CASE("K09 counts what is due when the last day of a month closes at midnight in that month") {
  calendar::Due due;
  due.day = *parse_date("2026-01-31");
  due.at = *parse_instant("2026-02-01T00:00:00Z");
  CHECK(due_date(due, TimeZone::utc()) == due.day);
}

// ---- K11 ----------------------------------------------------------------------------------------

TEST_CASE("K11 is to be closed by the due date of the response where there is no remedy") {
  const States cases{
      History(1, "2026-01-05", under("final 10d"))
          .told("2026-01-12", Outcome::upheld)
          .closed("2026-01-15"),
      History(2, "2026-01-05", under("final 10d"))
          .told("2026-01-12", Outcome::upheld)
          .closed("2026-01-16"),
      History(3, "2026-01-05", under("final 10d")).told("2026-01-12", Outcome::upheld)};
  const auto measure = k11(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{1, 3}});
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K11 is to be closed by the last due date of the remedies where there are any") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-12", Outcome::upheld,
                              {remedy("R37", "2026-02-20"), remedy("R47", "2026-02-10")})
                        .accepted("2026-01-13")
                        .then("2026-02-09", done("R37"))
                        .then("2026-02-12", done("R47"))
                        .then("2026-02-20", process::Closed{})};
  CHECK(k11(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 0}});
  CHECK(k11(cases, scope("2026-02", kAsOf)).value == Cell{Percent{1, 1}});
}

TEST_CASE("K11 leaves out what was withdrawn before the target") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-08", Outcome::upheld)
                        .withdrawn("2026-01-10"),
                    History(2, "2026-01-05", under("final 10d"))
                        .told("2026-01-08", Outcome::upheld)
                        .withdrawn("2026-01-20")};
  CHECK(k11(cases, scope("2026-01", kAsOf)).value == Cell{Percent{0, 1}});
}

TEST_CASE("K11 counts each cycle") {
  const States cases{History(1, "2026-01-05", under("final 10d"))
                        .told("2026-01-10", Outcome::upheld)
                        .closed("2026-01-11")
                        .reopened("2026-02-01")
                        .told("2026-02-05", Outcome::upheld)
                        .closed("2026-02-25")};
  CHECK(k11(cases, scope("", kAsOf)).value == Cell{Percent{1, 2}});
}

TEST_CASE("K11 leaves out what is open and not due yet") {
  const States cases{
      History(1, "2026-06-25", under("final 10d")).told("2026-06-26", Outcome::upheld)};
  const auto measure = k11(cases, scope("", kAsOf));
  CHECK(measure.value == Cell{Percent{0, 0}});
  CHECK(measure.note.find("left out: 1.") != std::string::npos);
}

// ---- K16 ----------------------------------------------------------------------------------------

TEST_CASE("K16 counts the intervals in which the complainant heard from us") {
  // Told on the 10th; nothing by the 20th; told on the 25th; answered on the 30th.
  const States cases{History(1, "2026-01-05", under("update 10d"))
                        .updated("2026-01-10")
                        .updated("2026-01-25")
                        .told("2026-01-30", Outcome::upheld)};
  const auto measure = k16(cases, scope("2026-01", kAsOf));
  CHECK(measure.value == Cell{Percent{2, 3}});
  CHECK(measure.basis == "E");
}

TEST_CASE("K16 goes by the day on which an interval ends") {
  const States cases{History(1, "2026-01-25", under("update 10d"))
                        .updated("2026-01-28")
                        .told("2026-02-05", Outcome::upheld)};
  CHECK(k16(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 1}});
  CHECK(k16(cases, scope("2026-02", kAsOf)).value == Cell{Percent{0, 0}});
}

TEST_CASE("K16 counts the time in which the complainant is asked") {
  const States cases{History(1, "2026-01-05", under("update 10d"))
                        .asked("2026-01-06")
                        .replied("2026-01-20")
                        .told("2026-01-22", Outcome::upheld)};
  // Asked in the first interval; nothing from the 6th to the 16th.
  CHECK(k16(cases, scope("2026-01", kAsOf)).value == Cell{Percent{1, 2}});
}

// ---- K26 ----------------------------------------------------------------------------------------

TEST_CASE("K26 is the share of remedies carried out by their day") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-12", Outcome::upheld,
                              {remedy("R37", "2026-02-10"), remedy("R36", "2026-02-10"),
                               remedy("R38", "2026-02-12"), remedy("R41", "2026-03-01")})
                        .accepted("2026-01-13")
                        .then("2026-02-10", done("R37"))
                        .then("2026-02-11", done("R36"))};
  const auto measure = k26(cases, scope("2026-02", kAsOf)).front();
  CHECK(measure.value == Cell{Percent{1, 3}});
  CHECK(measure.basis == "U");
  CHECK(measure.records == std::vector<std::string>{id_number(1).text()});
}

TEST_CASE("K26 leaves out a remedy that was not accepted") {
  const States cases{
      History(1, "2026-01-05").told("2026-01-12", Outcome::upheld, {remedy("R37", "2026-02-10")})};
  CHECK(k26(cases, scope("", kAsOf)).front().value == Cell{Percent{0, 0}});
}

TEST_CASE("K26 shows apart what was also verified") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-12", Outcome::upheld,
                              {remedy("R37", "2026-02-10"), remedy("R36", "2026-02-10")})
                        .accepted("2026-01-13")
                        .then("2026-02-01", done("R37"))
                        .then("2026-02-01", done("R36"))
                        .then("2026-02-02", verified("R36"))};
  const auto measures = k26(cases, scope("2026-02", kAsOf));
  CHECK(measure(measures, "K26").value == Cell{Percent{2, 2}});
  CHECK(measure(measures, "K26.verified").value == Cell{Percent{1, 2}});
}

TEST_CASE("K26 parts the remedies that pay a sum from the others") {
  auto paid = remedy("R47", "2026-02-10");
  paid.amount = Money{};
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-12", Outcome::upheld, {paid, remedy("R36", "2026-02-10")})
                        .accepted("2026-01-13")
                        .then("2026-02-01", done("R47"))};
  const auto measures = k26(cases, scope("2026-02", kAsOf));
  CHECK(measure(measures, "K26.money").value == Cell{Percent{1, 1}});
  CHECK(measure(measures, "K26.other").value == Cell{Percent{0, 1}});
}

TEST_CASE("a remedy whose kind asks for a sum is money, even where none is named") {
  Lists lists;
  lists.edit("remedies")
      .add({.code = "R49", .labels = {}, .maps_to = {}, .requires_field = "amount"});
  const Scope plain = scope("", kAsOf);
  const Scope within{
      .period = plain.period, .as_of = plain.as_of, .zone = plain.zone, .lists = lists};
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-12", Outcome::upheld, {remedy("R49", "2026-02-10")})
                        .accepted("2026-01-13")};
  CHECK(measure(k26(cases, within), "K26.money").denominator == 1);
}

TEST_CASE("K26 counts the remedies of a cycle that was reopened since") {
  const States cases{History(1, "2026-01-05")
                        .told("2026-01-12", Outcome::upheld, {remedy("R37", "2026-01-20")})
                        .accepted("2026-01-13")
                        .then("2026-01-19", done("R37"))
                        .then("2026-01-19", verified("R37"))
                        .then("2026-01-20", process::Closed{})
                        .reopened("2026-02-01")};
  const auto measures = k26(cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K26").value == Cell{Percent{1, 1}});
  CHECK(measure(measures, "K26.verified").value == Cell{Percent{1, 1}});
}
