// Specifies lib/reports/stock_and_flow.hpp.
#include "reports/stock_and_flow.hpp"

#include "reports/histories.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::reports;
using namespace cmt::test;
using process::Kind;
using process::Status;

namespace {

const char* const kAsOf = "2026-06-30T12:00:00Z";

StockAndFlow flow_of(const States& cases, const std::string& period) {
  auto flow = stock_and_flow(cases, scope(period, kAsOf));
  REQUIRE(flow);
  return *flow;
}

process::Received of_kind(Kind kind) {
  process::Received received;
  received.kind = kind;
  return received;
}

// Says of a register that cannot be true; the message of the failure.
std::string contradiction_in(const States& cases, const std::string& period) {
  const auto flow = stock_and_flow(cases, scope(period, kAsOf));
  REQUIRE_FALSE(flow);
  CHECK(flow.failure().kind == FailureKind::unreadable);
  return flow.diagnostics().front().message.english();
}

}  // namespace

TEST_CASE("a complaint that comes and goes within the period leaves no stock") {
  const auto flow = flow_of({History(1, "2026-02-05").closed("2026-02-10")}, "2026-02");
  CHECK(flow.open_at_start == 0);
  CHECK(flow.received == 1);
  CHECK(flow.closed == 1);
  CHECK(flow.open_at_end == 0);
}

TEST_CASE("a complaint open before and after the period is in both stocks and no flow") {
  const auto flow = flow_of({History(1, "2026-01-05")}, "2026-02");
  CHECK(flow.open_at_start == 1);
  CHECK(flow.received == 0);
  CHECK(flow.open_at_end == 1);
}

TEST_CASE("each way in has a line of its own") {
  const auto flow =
      flow_of({History(1, "2026-02-05"),
               History(2, "2026-01-05").closed("2026-01-10").reopened("2026-02-10"),
               History(3, "2026-01-05").withdrawn("2026-01-10").reopened("2026-02-10"),
               History(4, "2026-01-05").merged("2026-01-10").unmerged("2026-02-10"),
               History(5, "2026-01-05", of_kind(Kind::enquiry))
                   .reclassified("2026-02-10", Kind::complaint)},
              "2026-02");
  CHECK(flow.open_at_start == 0);
  CHECK(flow.received == 1);
  CHECK(flow.reopened == 2);
  CHECK(flow.unmerged == 1);
  CHECK(flow.reclassified_in == 1);
  CHECK(flow.open_at_end == 5);
}

TEST_CASE("each way out has a line of its own") {
  const auto flow = flow_of(
      {History(1, "2026-01-05").closed("2026-02-10"),
       History(2, "2026-01-05").withdrawn("2026-02-10"),
       History(3, "2026-01-05").rejected("2026-02-10"),
       History(4, "2026-01-05").merged("2026-02-10"), History(5, "2026-01-05").voided("2026-02-10"),
       History(6, "2026-01-05").reclassified("2026-02-10", Kind::suggestion)},
      "2026-02");
  CHECK(flow.open_at_start == 6);
  CHECK(flow.closed == 1);
  CHECK(flow.withdrawn == 1);
  CHECK(flow.rejected == 1);
  CHECK(flow.merged == 1);
  CHECK(flow.voided == 1);
  CHECK(flow.reclassified_out == 1);
  CHECK(flow.open_at_end == 0);
  CHECK(flow.finished.size() == 3);
}

TEST_CASE("voiding a record that had ended moves nothing") {
  const auto flow =
      flow_of({History(1, "2026-01-05").closed("2026-01-10").voided("2026-02-10")}, "2026-02");
  CHECK(flow.voided == 0);
}

TEST_CASE("a change between two kinds that are no complaints moves nothing") {
  const auto flow = flow_of(
      {History(1, "2026-01-05", of_kind(Kind::enquiry)).reclassified("2026-02-10", Kind::praise)},
      "2026-02");
  CHECK(flow.coming() == 0);
}

TEST_CASE(
    "received goes by the registration, and those received before the period are told apart") {
  const auto flow =
      flow_of({History(1, "2026-01-31T10:00:00Z").registered("2026-02-02T10:00:00Z")}, "2026-02");
  CHECK(flow.received == 1);
  CHECK(flow.received_earlier == 1);
}

TEST_CASE("an event at midnight belongs to the day that begins") {
  const States cases{History(1, "2026-02-01T00:00:00Z").closed("2026-03-01T00:00:00Z")};
  CHECK(flow_of(cases, "2026-01").received == 0);
  CHECK(flow_of(cases, "2026-02").received == 1);
  CHECK(flow_of(cases, "2026-02").closed == 0);
  CHECK(flow_of(cases, "2026-03").open_at_start == 1);
  CHECK(flow_of(cases, "2026-03").closed == 1);
}

TEST_CASE("the days of the period are those of Tehran") {
  const States cases{History(1, "2026-03-20T20:30:00Z").state(zone("Asia/Tehran"))};  // 21 March
  const auto flow = stock_and_flow(cases, scope("2026-03-21", kAsOf, zone("Asia/Tehran")));
  REQUIRE(flow);
  CHECK(flow->received == 1);
}

TEST_CASE("without a period the identity runs from the first receipt to the moment of the report") {
  const auto flow = flow_of({History(1, "2026-02-05"), History(2, "2026-01-05")}, "");
  CHECK(flow.first == parse_date("2026-01-05"));
  CHECK(flow.last == parse_date("2026-06-30"));
  CHECK(flow.open_at_start == 0);
  CHECK(flow.open_at_end == 2);
}

TEST_CASE("a register without records has a stock and flow of zero") {
  CHECK(flow_of({}, "").coming() == 0);
  CHECK(flow_of({}, "2026").going() == 0);
}

TEST_CASE("an imported closing without a known date is a flow of the day of the import") {
  process::Received received;
  received.source = process::Source{"csv", "", parse_instant("2026-05-01T00:00:00Z"), {}};
  const States cases{History(1, "2026-01-05", received).closed("unknown")};
  CHECK(flow_of(cases, "2026-04").open_at_end == 1);
  CHECK(flow_of(cases, "2026-05").closed == 1);
}

TEST_CASE("a last stage that replay did not give is a contradiction that names both sides") {
  process::State state = History(1, "2026-01-05").closed("2026-02-10");
  state.stages.back().status = Status::investigating;
  // Received 1, and nothing that went out; but the record says that it is closed.
  const auto message = contradiction_in({state}, "");
  CHECK(message.find("1 = 0 open at the start + 1 received") != std::string::npos);
  CHECK(message.find("0 = 0 closed") != std::string::npos);
  CHECK(message.find(id_number(1).text()) != std::string::npos);
}

TEST_CASE("a missing first stage is a contradiction") {
  process::State state = History(1, "2026-01-05").closed("2026-02-10");
  state.stages.erase(state.stages.begin());
  contradiction_in({state}, "");
}

TEST_CASE("a repeated stage of receipt is a contradiction") {
  process::State state = History(1, "2026-01-05").closed("2026-02-10");
  state.stages.push_back(state.stages.front());
  contradiction_in({state}, "");
}

TEST_CASE("stages out of order are a contradiction") {
  process::State state = History(1, "2026-01-05").closed("2026-02-10");
  std::swap(state.stages.front().from, state.stages.back().from);
  contradiction_in({state}, "2026-02");
}

TEST_CASE("no stages at all are a contradiction") {
  process::State state = History(1, "2026-01-05");
  state.stages.clear();
  contradiction_in({state}, "");
}

TEST_CASE("two contradictions that cancel each other out are both found") {
  process::State gained = History(1, "2026-01-05").closed("2026-02-10");
  gained.stages.back().status = Status::investigating;
  process::State lost = History(2, "2026-01-05");
  lost.stages.push_back({lost.stages.back().from, Status::closed, Kind::complaint});
  const auto message = contradiction_in({gained, lost}, "");
  CHECK(message.find(id_number(1).text()) != std::string::npos);
  CHECK(message.find(id_number(2).text()) != std::string::npos);
}

TEST_CASE("a period that ends before it begins is refused") {
  Scope backwards = scope("", kAsOf);
  backwards.period = {parse_date("2026-02-01"), parse_date("2026-01-01")};
  const auto flow = stock_and_flow(States{}, backwards);
  REQUIRE_FALSE(flow);
  CHECK(flow.failure().kind == FailureKind::usage);
}

TEST_CASE("the table has one row a line and the note of late registrations") {
  const auto within = scope("2026-01", kAsOf);
  const auto table =
      stock_and_flow_table(*stock_and_flow(States{History(1, "2026-01-05")}, within), within);
  CHECK(codes(table, "line") ==
        std::vector<std::string>{"open_at_start", "received", "reopened", "unmerged",
                                 "reclassified_in", "closed", "withdrawn", "rejected", "merged",
                                 "voided", "reclassified_out", "open_at_end"});
  CHECK(counts(table, "count") == std::vector<std::int64_t>{0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(table.note == "Registered in the period but received before it: 0.");
}
