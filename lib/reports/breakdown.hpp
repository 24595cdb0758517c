// The complaints received in the period, divided by one property: the rows add up to K01.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "reports/population.hpp"
#include "reports/report.hpp"

namespace cmt::reports {

// A property to divide by.
struct Dimension {
  std::string_view key;      // "category": the key of its column and of its word
  std::string_view title;    // "Complaints by category", the fallback of `by_category.title`
  std::string_view heading;  // "Category"
  std::string_view list;     // the value list of its labels; empty: the value is its own label
  std::string (*value)(const Facts& facts);
  bool has_open_and_upheld;  // the columns `upheld` and `open`
};

extern const Dimension by_category, by_product, by_unit, by_medium, by_cause, by_owner, by_language;

// The properties that `--by` accepts, and the one of that name or null.
std::span<const Dimension> dimensions();
const Dimension* find_dimension(std::string_view key);

// The dimensions that `scope.by` names: none, one, or two parted by a comma. Fails (usage) for
// anything else.
Result<std::vector<const Dimension*>> chosen_dimensions(const Scope& scope);

// A value of the dimension with its label; an empty one is `unknown`.
Code value_label(const Dimension& dimension, const std::string& value, const Scope& scope);

// Values that say what a complaint is not (other, not determined, unknown): they stand last,
// whatever their count.
bool is_remainder(std::string_view code);

// Rows by count, largest first, ties by code; `other` and `unknown` last. All rows are given.
// A complaint is upheld when its last communicated decision upheld it in full or in part.
Table breakdown(const Dimension& dimension, const Population& population, const Scope& scope);

// Rows in the order of the process, without those that no complaint has.
Table by_status(const Population& population, const Scope& scope);

// Whether any of the complaints received in the period has the property.
bool has_values(const Dimension& dimension, const Population& population);

}  // namespace cmt::reports
