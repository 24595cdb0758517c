// The frame of a report: its head, the complaints it counts, and the identity it must satisfy.
#pragma once
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "reports/breakdown.hpp"
#include "reports/population.hpp"
#include "reports/report.hpp"
#include "reports/stock_and_flow.hpp"

namespace cmt::reports {

struct Frame {
  Report report;  // with its head, its notes on unknown dates, and no figures yet
  Population population;
  StockAndFlow flow;
};

// The title is that of `report.NAME.title`, else `title`. Fails as stock_and_flow does.
Result<Frame> frame_of(std::string_view name, std::string_view title,
                       const Cases& cases, const Scope& scope);

// Adds measures to those of the report.
void add(Report& report, std::vector<Measure> measures);

// A column whose heading is the word of its key.
Column column(const Scope& scope, std::string_view key, std::string_view fallback,
              ColumnType type = ColumnType::number);

// A number that was computed with roots, to one decimal.
Ratio tenths(double number);

// A probability as people write it: "0.012", "<0.001".
std::string probability(double p);

}  // namespace cmt::reports
