// How one value is printed, the same in every format: one decimal, halves away from zero, `n/a`
// when there is nothing to divide by.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report.hpp"

namespace cmt::exporters {

// A ratio rounded to tenths without loss: |ratio| = whole + tenth / 10. Zero is never negative.
struct Rounded {
  bool is_negative = false;
  std::uint64_t whole = 0;
  unsigned tenth = 0;  // 0..9
};

// Nothing when the denominator is zero.
std::optional<Rounded> rounded(reports::Ratio ratio);

// The ratio that a share shows, {2, 3} as {200, 3}; nothing to divide by when it cannot be held.
reports::Ratio ratio_of(reports::Percent percent);

// Raw text for people, not escaped for any format: "66.7 %", "n/a", a label, "<5", "".
std::string cell_text(const reports::Cell& cell);

// The number in a cell to draw or to write as a JSON number, rounded as it is printed.
std::optional<double> cell_number(const reports::Cell& cell);

// The value with its unit, "12.5 days", and without when there is no value.
std::string measure_value(const reports::Measure& measure);

// What the value was made of: "2 of 3" by the pattern `part_of` for a share, "31 / 36" for another
// ratio, empty for a bare number.
std::string measure_parts(const reports::Measure& measure, std::string_view part_of);

// The cell of a row, or Unknown where the row is short.
const reports::Cell& cell_at(const reports::Row& row, std::size_t column);

// The total of a table that has one, with `word` as its first cell where that is Unknown.
reports::Row total_row(const reports::Table& table, std::string_view word);

// The table as people see it: rows beyond `shown` become one, whose counts and shares are their sums.
// `pattern` names it: "{} others".
reports::Table shortened(const reports::Table& table, std::string_view pattern);

std::optional<std::size_t> column_of(const reports::Table& table, std::string_view key);

// A chart with its columns found; labels and numbers of the rows of the table.
struct Series {
  std::string title;
  std::vector<std::optional<double>> numbers;  // one a row, nothing where the cell has no number
  std::vector<std::string> texts;              // the same, as printed
};
struct Drawing {
  reports::ChartKind kind = reports::ChartKind::bars;
  std::vector<std::string> labels;  // one a row
  std::vector<Series> series;       // at least one, with at least one number above zero
  std::vector<bool> marked;         // control: one a row, a signal
};

// Nothing when the table has no chart, its columns do not exist or no number is above zero.
std::optional<Drawing> drawing_of(const reports::Table& table);

// The command that gives the same report again, arguments quoted for a POSIX shell where they need
// it.
std::string command_line(const reports::Report& report, std::string_view format);

}  // namespace cmt::exporters
