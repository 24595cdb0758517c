// Specifies lib/reports/response_times.hpp.
#include "reports/response_times.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Outcome;

namespace {

const char* const kAsOf = "2026-06-01T12:00:00Z";

using Measures = std::vector<Measure> (*)(const Population&, const Scope&);

std::vector<Measure> measured(Measures of, const States& cases, const Scope& within) {
  return of(population_of(cases, within), within);
}

}  // namespace

TEST_CASE("K05 is the time from receipt to the acknowledgement of those acknowledged") {
  // 1, 4 and 2 days; the fourth is not acknowledged. Sorted 1 2 4: item ceil(1.5) is 2, ceil(2.7)
  // is 4.
  const States cases{History(1, "2026-01-05").acknowledged("2026-01-06"),
                    History(2, "2026-01-05").acknowledged("2026-01-09"),
                    History(3, "2026-01-05").acknowledged("2026-01-07"), History(4, "2026-01-05")};
  const auto measures = measured(acknowledgement_times, cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K05").value == count(2));
  CHECK(measure(measures, "K05.p90").value == count(4));
  CHECK(measure(measures, "K05").records.size() == 3);
}

TEST_CASE("K05 goes by the date of receipt") {
  const States cases{History(1, "2026-01-31").acknowledged("2026-02-02")};
  CHECK(measure(measured(acknowledgement_times, cases, scope("2026-01", kAsOf)), "K05").value ==
        count(2));
  CHECK(measure(measured(acknowledgement_times, cases, scope("2026-02", kAsOf)), "K05").value ==
        Cell{Ratio{0, 0}});
}

TEST_CASE("K05 leaves out an acknowledgement dated before the receipt and says so") {
  const States cases{History(1, "2026-01-05").acknowledged("2026-01-04")};
  const auto measures = measured(acknowledgement_times, cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K05").value == Cell{Ratio{0, 0}});
  CHECK(measure(measures, "K05").note.find("before the receipt: 1") != std::string::npos);
}

TEST_CASE("K06 is the time from receipt to the registration, of those received in the period") {
  const States cases{History(1, "2026-01-05").registered("2026-01-05T18:00:00Z"),
                    History(2, "2026-01-31").registered("2026-02-04T10:00:00Z"),
                    History(3, "2026-02-01").registered("2026-02-20T10:00:00Z")};
  const auto measures = measured(registration_lags, cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K06").value == count(0));
  CHECK(measure(measures, "K06.p90").value == count(4));
  CHECK(measure(measures, "K06").unit == "days");
}

TEST_CASE("K06 leaves out a registration before the receipt and says so") {
  const States cases{History(1, "2026-01-05").registered("2026-01-04T10:00:00Z")};
  const auto measures = measured(registration_lags, cases, scope("", kAsOf));
  CHECK(measure(measures, "K06").value == Cell{Ratio{0, 0}});
  CHECK(measure(measures, "K06").note.find("before the receipt: 1") != std::string::npos);
}

TEST_CASE("K06 leaves imported complaints out and says so") {
  process::Received imported;
  imported.source.emplace();
  imported.source->format = "csv";
  const States cases{History(1, "2026-01-05", imported).registered("2026-03-05T10:00:00Z")};
  const auto measures = measured(registration_lags, cases, scope("", kAsOf));
  CHECK(measure(measures, "K06").value == Cell{Ratio{0, 0}});
  CHECK(measure(measures, "K06").note.find("imported: 1") != std::string::npos);
}

TEST_CASE("K08 is the time from receipt to the first decision") {
  // 5, 10 and 30 days: median 10, mean 45 / 3, 90th percentile 30.
  const States cases{History(1, "2026-01-01").told("2026-01-06", Outcome::upheld),
                    History(2, "2026-01-01").told("2026-01-11", Outcome::upheld),
                    History(3, "2026-01-01").told("2026-01-31", Outcome::not_upheld)};
  const auto measures = measured(first_response_times, cases, scope("2026-01", kAsOf));
  CHECK(measure(measures, "K08").value == count(10));
  CHECK(measure(measures, "K08.mean").value == Cell{Ratio{45, 3}});
  CHECK(measure(measures, "K08.p90").value == count(30));
}

TEST_CASE("K08 goes by the date of the decision, not of the receipt") {
  const States cases{History(1, "2026-01-31").told("2026-02-02", Outcome::upheld)};
  CHECK(measure(measured(first_response_times, cases, scope("2026-02", kAsOf)), "K08").value ==
        count(2));
  CHECK(measure(measured(first_response_times, cases, scope("2026-01", kAsOf)), "K08").value ==
        Cell{Ratio{0, 0}});
}

TEST_CASE("K08 does not take the decision of a reopened complaint for a first response") {
  const States cases{History(1, "2026-01-01")
                        .told("2026-01-06", Outcome::not_upheld)
                        .closed("2026-01-07")
                        .reopened("2026-02-01")
                        .told("2026-02-20", Outcome::upheld)};
  CHECK(measure(measured(first_response_times, cases, scope("", kAsOf)), "K08").value == count(5));
  CHECK(measure(measured(first_response_times, cases, scope("2026-02", kAsOf)), "K08").value ==
        Cell{Ratio{0, 0}});
}

TEST_CASE("K08 goes by the first decision of the cycle, not by that of an internal review") {
  const States cases{History(1, "2026-01-01")
                        .told("2026-01-06", Outcome::not_upheld)
                        .then("2026-02-20", process::DecisionCommunicated{})};
  CHECK(measure(measured(first_response_times, cases, scope("2026-01", kAsOf)), "K08").value ==
        count(5));
  CHECK(measure(measured(first_response_times, cases, scope("2026-02", kAsOf)), "K08").value ==
        Cell{Ratio{0, 0}});
}

TEST_CASE("K08.net takes waiting off where the profile stops the clock") {
  // 30 days; asked on the 6th, answered on the 16th: 10 days of waiting.
  const auto waited = [](const char* limits) {
    return States{History(1, "2026-01-01", under(limits))
                     .asked("2026-01-06")
                     .replied("2026-01-16")
                     .told("2026-01-31", Outcome::upheld)};
  };
  const auto within = scope("2026-01", kAsOf);
  const auto stopped = measured(net_response_times, waited("final 60d stops"), within);
  CHECK(measure(stopped, "K08.net").value == count(20));
  CHECK(measure(stopped, "K08.net.mean").value == Cell{Ratio{20, 1}});
  CHECK(measure(stopped, "K08.net.p90").value == count(20));
  CHECK(measure(stopped, "K08.net").note.find("for it: 1 of 1.") != std::string::npos);
  CHECK(measure(measured(net_response_times, waited("final 60d"), within), "K08.net").value ==
        count(30));
  CHECK(measure(measured(first_response_times, waited("final 60d stops"), within), "K08").value ==
        count(30));
}

TEST_CASE("K08.net counts no day of waiting twice") {
  const States cases{History(1, "2026-01-01", under("final 60d stops"))
                        .asked("2026-01-06")
                        .replied("2026-01-10")
                        .asked("2026-01-10")
                        .replied("2026-01-16")
                        .told("2026-01-31", Outcome::upheld)};
  CHECK(measure(measured(net_response_times, cases, scope("", kAsOf)), "K08.net").value ==
        count(20));
}

TEST_CASE("K08 counts local days in Tehran") {
  // 20:00 and 21:00 UTC are 23:30 and 00:30 of the next day in Tehran.
  const States cases{
      History(1, "2026-01-01T20:00:00Z").told("2026-01-01T21:00:00Z", Outcome::upheld)};
  CHECK(measure(measured(first_response_times, cases, scope("", kAsOf, zone("Asia/Tehran"))), "K08")
            .value == count(1));
  CHECK(measure(measured(first_response_times, cases, scope("", kAsOf)), "K08").value == count(0));
}

TEST_CASE("K08 leaves out a decision whose date is not known and says so") {
  const States cases{History(1, "2026-01-01").told("unknown", Outcome::upheld),
                    History(2, "2026-01-01").told("2026-01-03", Outcome::upheld)};
  const auto measures = measured(first_response_times, cases, scope("", kAsOf));
  CHECK(measure(measures, "K08").value == count(2));
  CHECK(measure(measures, "K08").records == std::vector<std::string>{id_number(2).text()});
  CHECK(measure(measures, "K08").note.find("not known: 1") != std::string::npos);
}

TEST_CASE("K08 counts no merged record") {
  const States cases{
      History(1, "2026-01-01").told("2026-01-06", Outcome::upheld).merged("2026-01-07")};
  CHECK(measure(measured(first_response_times, cases, scope("", kAsOf)), "K08").records.empty());
}

TEST_CASE("K10 is the time from the first receipt to the last closing") {
  // Reopened: 2026-01-01 to 2026-02-20 is 50 days. The other takes 10; nearest rank gives 10 for
  // the median of two.
  const States cases{
      History(1, "2026-01-01").closed("2026-01-07").reopened("2026-02-01").closed("2026-02-20"),
      History(2, "2026-02-01").closed("2026-02-11")};
  const auto measures = measured(handling_times, cases, scope("2026-02", kAsOf));
  CHECK(measure(measures, "K10").value == count(10));
  CHECK(measure(measures, "K10.p90").value == count(50));
}

TEST_CASE("K10 leaves out what is open again, and what was withdrawn") {
  const States cases{History(1, "2026-01-01").closed("2026-01-07").reopened("2026-02-01"),
                    History(2, "2026-01-01").withdrawn("2026-01-07")};
  CHECK(measure(measured(handling_times, cases, scope("", kAsOf)), "K10").value ==
        Cell{Ratio{0, 0}});
}
