// K25: which remedies were given, how often, and what they cost.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// Sums of money offered to the complainant in all cycles, in ten-thousandths, by currency. Nothing
// is ever converted.
std::map<std::string, std::int64_t> remedy_sums(const process::State& state);

// K25: remedies of the decisions communicated in the period that upheld in full or in part, or were
// made without a finding; K25.EUR and so on: their sum in each currency.
std::vector<Measure> remedy_costs(const Population& population, const Scope& scope);

// The same by remedy and currency, the most frequent first.
Table remedy_mix(const Population& population, const Scope& scope);

}  // namespace cmt::reports
