// The identity that every report must satisfy:
//
//   open at the start + received + reopened + unmerged + reclassified in
//     = closed + withdrawn + rejected + merged + voided + reclassified out + open at the end
//
// It runs over every record that was ever of the kind complaint, before the population filter. The
// flows are the changes of stage in the period; the stocks are looked up at its two ends, apart
// from the flows.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/result.hpp"
#include "reports/facts.hpp"
#include "reports/report.hpp"
#include "reports/scope.hpp"

namespace cmt::reports {

struct StockAndFlow {
  cmt::Date first{}, last{};  // the days of the period, both included

  std::int64_t open_at_start = 0;  // when the first day begins
  std::int64_t received = 0;       // put on record, whatever became of it
  std::int64_t reopened = 0;
  std::int64_t unmerged = 0;
  std::int64_t reclassified_in = 0;  // became a complaint while open

  std::int64_t closed = 0;
  std::int64_t withdrawn = 0;
  std::int64_t rejected = 0;
  std::int64_t merged = 0;
  std::int64_t voided = 0;            // while open; voiding an ended record moves nothing
  std::int64_t reclassified_out = 0;  // stopped being a complaint while open
  std::int64_t open_at_end = 0;       // when the day after the last begins, as far as is known

  std::int64_t received_earlier = 0;  // of `received`: registered in the period, received before it
  Ids finished;  // closed, withdrawn or rejected: one id each, sorted

  std::int64_t coming() const {
    return open_at_start + received + reopened + unmerged + reclassified_in;
  }
  std::int64_t going() const {
    return closed + withdrawn + rejected + merged + voided + reclassified_out + open_at_end;
  }
};

// An open start of the period is the day of the first receipt, an open end that of `scope.as_of`.
// Fails, with both sides and the ids concerned, when the records contradict the identity, and when
// the period ends before it begins.
Result<StockAndFlow> stock_and_flow(const Cases& cases, const Scope& scope);

Table stock_and_flow_table(const StockAndFlow& flow, const Scope& scope);

}  // namespace cmt::reports
