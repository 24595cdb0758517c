// Blocks of CSV records by csv_row, which keeps spreadsheets from running cells as formulas.
#include "exporters/csv.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/csv.hpp"
#include "exporters/value.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;

CsvCell cell_csv(const Cell& cell) {
  if (const auto* code = std::get_if<Code>(&cell)) return {code->code, false};
  std::string text = cell_text(cell);
  if (std::holds_alternative<Percent>(cell)) text = text.substr(0, text.find(' '));
  return {std::move(text), cell_number(cell).has_value()};
}

CsvCell count_csv(const std::optional<std::int64_t>& count) {
  return count ? CsvCell{std::to_string(*count), true} : CsvCell{};
}

std::string measure_block(const Report& report) {
  std::string out = csv_row(
      std::vector<std::string>{"id", "name", "numerator", "denominator", "value", "unit", "basis"});
  for (const Measure& measure : report.measures)
    out += csv_row({{measure.id},
                    {measure.name},
                    count_csv(measure.numerator),
                    count_csv(measure.denominator),
                    cell_csv(measure.value),
                    {measure.unit},
                    {measure.basis}});
  return out;
}

std::string table_row(const Table& table, const Row& row) {
  std::vector<CsvCell> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) cells.push_back(cell_csv(cell_at(row, i)));
  return csv_row(cells);
}

std::string table_block(const Table& table) {
  std::vector<std::string> keys;
  for (const Column& column : table.columns) keys.push_back(column.key);
  std::string out = csv_row(keys);
  for (const Row& row : table.rows) out += table_row(table, row);
  if (table.total) out += table_row(table, total_row(table, "total"));
  return out;
}

std::string origin_block(const Report& report) {
  std::string out;
  const auto line = [&out](std::string_view name, std::string value) {
    out += csv_row(std::vector<std::string>{std::string(name), std::move(value)});
  };
  line("report", report.name);
  line("organization", report.organization);
  line("period_from", report.period_from);
  line("period_to", report.period_to);
  line("as_of", report.as_of);
  line("timezone", report.timezone);
  line("filter", report.filter);
  line("commit", report.commit);
  line("records_read", std::to_string(report.records_read));
  line("records_skipped", std::to_string(report.records_skipped));
  for (const std::string& note : report.notes) line("note", note);
  return out;
}

}  // namespace

std::string csv(const Report& report) {
  const std::string_view empty_line = "\r\n";
  std::string out;
  if (!report.measures.empty()) out.append(measure_block(report)).append(empty_line);
  for (const Table& table : report.tables) out.append(table_block(table)).append(empty_line);
  return out + origin_block(report);
}

}  // namespace cmt::exporters
