// Complaints for the tests of reports, made by replaying histories that are written in a line each.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "process/replay.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::test {

inline ComplaintId id_number(std::uint64_t number) {
  std::mt19937_64 engine(number);
  return ComplaintId::draw(2026, [&] { return engine(); });
}

// Received under deadlines of its own: under("ack 3d, final 10d stops").
inline process::Received under(const std::string& limits) {
  process::Received received;
  received.limits = limits;
  return received;
}

// Times are as in a record: "2026-01-05T10:00:00Z", "2026-01-05" or "unknown".
class History {
 public:
  History(std::uint64_t number, const std::string& received_at, process::Received received = {})
      : complaint_{id_number(number), "a complaint", {}} {
    then(received_at, std::move(received));
  }

  History& then(const std::string& at, process::Body body) {
    complaint_.history.push_back(process::Event{.at = *parse_when(at),
                                                .by = "amir",
                                                .recorded_at = {},
                                                .imported = {},
                                                .note = {},
                                                .body = std::move(body)});
    return *this;
  }
  History& registered(const std::string& at) {
    complaint_.history.back().recorded_at = *parse_instant(at);
    return *this;
  }
  History& acknowledged(const std::string& at) { return then(at, process::Acknowledged{}); }
  // Proposed, approved and communicated at one time.
  History& told(const std::string& at, process::Outcome outcome,
                std::vector<process::Remedy> remedies = {}) {
    process::ResponseProposed proposed;
    proposed.outcome = outcome;
    proposed.remedies = std::move(remedies);
    then(at, std::move(proposed));
    then(at, process::Decided{});
    return then(at, process::DecisionCommunicated{});
  }
  History& closed(const std::string& at) {
    then(at, process::Accepted{});
    process::Closed closed;
    closed.reason = process::ClosureReason::accepted;
    return then(at, std::move(closed));
  }
  History& asked(const std::string& at) { return then(at, process::InfoRequested{}); }
  History& replied(const std::string& at) { return then(at, process::InfoReceived{}); }
  History& updated(const std::string& at) { return then(at, process::Updated{}); }
  History& accepted(const std::string& at) { return then(at, process::Accepted{}); }
  History& withdrawn(const std::string& at) { return then(at, process::Withdrawn{}); }
  History& rejected(const std::string& at) { return then(at, process::Rejected{}); }
  History& merged(const std::string& at) { return then(at, process::Merged{}); }
  History& unmerged(const std::string& at) { return then(at, process::Unmerged{}); }
  History& voided(const std::string& at) { return then(at, process::Voided{}); }
  History& reopened(const std::string& at) { return then(at, process::Reopened{}); }
  History& reclassified(const std::string& at, process::Kind kind) {
    process::Reclassified reclassified;
    reclassified.kind = kind;
    return then(at, std::move(reclassified));
  }
  History& extended(const std::string& at, const std::string& until,
                    const std::string& clock = "final", const std::string& reason = {}) {
    process::Extended extended;
    extended.deadline = clock;
    extended.until = parse_date(until);
    extended.reason.value = reason;
    return then(at, std::move(extended));
  }

  const process::Complaint& complaint() const { return complaint_; }
  process::State state(const TimeZone& zone = TimeZone::utc()) const {
    process::Rules rules;
    rules.zone = zone;
    return process::replay(complaint_, rules);
  }
  operator process::State() const { return state(); }

 private:
  process::Complaint complaint_;
};

using States = std::vector<process::State>;

inline TimeZone zone(const char* name) { return *TimeZone::find(name); }

// A period as typed ("2026-Q1"); an empty one is open at both ends.
inline reports::Scope scope(const std::string& period, const std::string& as_of,
                            const TimeZone& in = TimeZone::utc()) {
  static const Lists kNone;
  return {.period = period.empty() ? Period{} : *parse_period(period),
          .as_of = *parse_instant(as_of),
          .zone = in,
          .lists = kNone};
}

inline const reports::Measure& measure(const std::vector<reports::Measure>& measures,
                                       const std::string& id) {
  static const reports::Measure kMissing;
  for (const auto& one : measures)
    if (one.id == id) return one;
  return kMissing;
}

inline reports::Cell count(std::int64_t number) { return number; }

// The table of a key; one without a key when the report has none.
inline const reports::Table& table_of(const reports::Report& report, const std::string& key) {
  for (const reports::Table& table : report.tables)
    if (table.key == key) return table;
  static const reports::Table kMissing;
  return kMissing;
}

// The cells of a column, in the order of the rows.
inline std::vector<reports::Cell> column(const reports::Table& table, const std::string& key) {
  std::vector<reports::Cell> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].key == key)
      for (const auto& row : table.rows) cells.push_back(row.at(i));
  return cells;
}

inline std::vector<std::int64_t> counts(const reports::Table& table, const std::string& key) {
  std::vector<std::int64_t> numbers;
  for (const auto& cell : column(table, key)) numbers.push_back(std::get<std::int64_t>(cell));
  return numbers;
}

inline std::vector<std::string> codes(const reports::Table& table, const std::string& key) {
  std::vector<std::string> found;
  for (const auto& cell : column(table, key)) found.push_back(std::get<reports::Code>(cell).code);
  return found;
}

}  // namespace cmt::test
