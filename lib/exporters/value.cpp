// Rounding and printing of values, shared by all formats.
#include "exporters/value.hpp"

#include <fmt/core.h>

#include <limits>

namespace cmt::exporters {
namespace {

using namespace reports;

constexpr const char* kNotApplicable = "n/a";

std::uint64_t magnitude(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

std::string ratio_text(Ratio ratio, std::string_view suffix = {}) {
  const auto value = rounded(ratio);
  if (!value) return kNotApplicable;
  return fmt::format("{}{}.{}{}", value->is_negative ? "-" : "", value->whole, value->tenth,
                     suffix);
}

std::optional<double> ratio_number(Ratio ratio) {
  const auto value = rounded(ratio);
  if (!value) return std::nullopt;
  const double size = static_cast<double>(value->whole) + static_cast<double>(value->tenth) / 10.0;
  return value->is_negative ? -size : size;
}

std::string shell_quoted(std::string_view argument) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:+-./_,@%";
  if (!argument.empty() && argument.find_first_not_of(kPlain) == argument.npos)
    return std::string(argument);
  std::string quoted = "'";
  for (const char c : argument) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

}  // namespace

std::optional<Rounded> rounded(Ratio ratio) {
  if (ratio.denominator == 0) return std::nullopt;
  const std::uint64_t dividend = magnitude(ratio.numerator);
  const std::uint64_t divisor = magnitude(ratio.denominator);
  Rounded result{(ratio.numerator < 0) != (ratio.denominator < 0), dividend / divisor, 0};
  // Long division for one digit: ten times the remainder, added up so that nothing overflows.
  const std::uint64_t step = dividend % divisor;
  std::uint64_t rest = 0;
  for (int i = 0; i < 10; ++i) {
    rest += step;
    if (rest >= divisor) {
      rest -= divisor;
      ++result.tenth;
    }
  }
  if (rest >= divisor - rest && ++result.tenth == 10) {
    result.tenth = 0;
    ++result.whole;
  }
  if (result.whole == 0 && result.tenth == 0) result.is_negative = false;
  return result;
}

Ratio ratio_of(Percent percent) {
  constexpr std::int64_t kLimit = std::numeric_limits<std::int64_t>::max() / 100;
  if (percent.part > kLimit || percent.part < -kLimit) return {0, 0};
  return {percent.part * 100, percent.whole};
}

std::string cell_text(const Cell& cell) {
  struct Printer {
    std::string operator()(const Unknown&) const { return {}; }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t count) const { return std::to_string(count); }
    std::string operator()(const Ratio& ratio) const { return ratio_text(ratio); }
    std::string operator()(const Percent& percent) const {
      return ratio_text(ratio_of(percent), " %");
    }
    std::string operator()(const Code& code) const {
      return code.label.empty() ? code.code : code.label;
    }
    std::string operator()(const Date& date) const { return date.iso; }
    std::string operator()(const Fewer& fewer) const { return fmt::format("<{}", fewer.than); }
  };
  return std::visit(Printer{}, cell);
}

std::optional<double> cell_number(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*count);
  if (const auto* ratio = std::get_if<Ratio>(&cell)) return ratio_number(*ratio);
  if (const auto* percent = std::get_if<Percent>(&cell)) return ratio_number(ratio_of(*percent));
  return std::nullopt;
}

std::string measure_value(const Measure& measure) {
  const std::string value = cell_text(measure.value);
  if (value.empty() || value == kNotApplicable) return kNotApplicable;
  if (measure.unit.empty() || std::holds_alternative<Percent>(measure.value)) return value;
  return fmt::format("{} {}", value, measure.unit);
}

std::string measure_parts(const Measure& measure, std::string_view part_of) {
  if (!measure.numerator || !measure.denominator) return {};
  const bool is_share = std::holds_alternative<Percent>(measure.value);
  return fmt::format(fmt::runtime(is_share ? part_of : "{} / {}"), *measure.numerator,
                     *measure.denominator);
}

const Cell& cell_at(const Row& row, std::size_t column) {
  static const Cell kUnknown;
  return column < row.size() ? row[column] : kUnknown;
}

Row total_row(const Table& table, std::string_view word) {
  Row row = table.total.value_or(Row{});
  if (row.empty()) row.emplace_back();
  if (std::holds_alternative<Unknown>(row.front())) row.front() = std::string(word);
  return row;
}

Table shortened(const Table& table, std::string_view pattern) {
  if (table.shown == 0 || table.rows.size() <= table.shown + 1) return table;
  Table out = table;
  out.rows.resize(table.shown);
  Row rest(table.columns.size());
  for (std::size_t i = table.shown; i < table.rows.size(); ++i)
    for (std::size_t column = 1; column < rest.size(); ++column) {
      if (!table.columns[column].is_count) continue;  // days and largest values do not add up
      const Cell& cell = cell_at(table.rows[i], column);
      if (const auto* count = std::get_if<std::int64_t>(&cell)) {
        const auto* sum = std::get_if<std::int64_t>(&rest[column]);
        rest[column] = *count + (sum ? *sum : 0);
      } else if (const auto* share = std::get_if<Percent>(&cell)) {
        const auto* sum = std::get_if<Percent>(&rest[column]);
        rest[column] = Percent{share->part + (sum ? sum->part : 0), share->whole};
      }
    }
  rest[0] = fmt::format(fmt::runtime(pattern), table.rows.size() - table.shown);
  out.rows.push_back(std::move(rest));
  return out;
}

std::optional<std::size_t> column_of(const Table& table, std::string_view key) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].key == key) return i;
  return std::nullopt;
}

std::optional<Drawing> drawing_of(const Table& table) {
  if (!table.chart) return std::nullopt;
  const auto label = column_of(table, table.chart->label);
  if (!label) return std::nullopt;
  Drawing drawing;
  drawing.kind = table.chart->kind;
  for (const Row& row : table.rows) drawing.labels.push_back(cell_text(cell_at(row, *label)));
  const bool is_single = drawing.kind == ChartKind::bars || drawing.kind == ChartKind::columns;
  bool has_size = false;
  for (const std::string& key : table.chart->values) {
    if (is_single && !drawing.series.empty()) break;
    const auto column = column_of(table, key);
    if (!column) continue;
    Series series{table.columns[*column].title, {}, {}};
    for (const Row& row : table.rows) {
      const Cell& cell = cell_at(row, *column);
      series.numbers.push_back(cell_number(cell));
      series.texts.push_back(cell_text(cell));
      has_size = has_size || series.numbers.back().value_or(0) > 0;
    }
    drawing.series.push_back(std::move(series));
  }
  if (!has_size) return std::nullopt;
  if (const auto marked = column_of(table, table.chart->marked))
    for (const Row& row : table.rows)
      drawing.marked.push_back(!cell_text(cell_at(row, *marked)).empty());
  return drawing;
}

std::string command_line(const Report& report, std::string_view format) {
  std::string line = report.command.empty() ? "cmt report" : report.command;
  if (report.command.empty() && !report.name.empty()) line += " " + shell_quoted(report.name);
  if (!report.period_from.empty())
    line += fmt::format(" --from {}", shell_quoted(report.period_from));
  if (!report.period_to.empty()) line += fmt::format(" --to {}", shell_quoted(report.period_to));
  if (!report.as_of.empty()) line += fmt::format(" --as-of {}", shell_quoted(report.as_of));
  for (const std::string& option : report.options) line += " " + shell_quoted(option);
  line += fmt::format(" --format {}", format);
  if (!report.filter.empty()) line += fmt::format(" -- {}", shell_quoted(report.filter));
  return line;
}

}  // namespace cmt::exporters
