// Markdown of a report: all data passes through markdown_escape, or stands in an indented code
// block on one printable line.
#include "exporters/markdown.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string_view>

#include "core/text.hpp"
#include "exporters/dates.hpp"
#include "exporters/value.hpp"
#include "exporters/words.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;

std::string bold(const std::string& escaped) {
  return escaped.empty() ? escaped : fmt::format("**{}**", escaped);
}

// Numbers need no escape and read better without.
std::string cell_markdown(const Cell& cell) {
  return cell_number(cell) ? cell_text(cell) : markdown_escape(cell_text(cell));
}

std::string value_markdown(const Measure& measure) {
  const bool is_bare = measure.unit.empty() || std::holds_alternative<Percent>(measure.value);
  if (!cell_number(measure.value)) return markdown_escape(measure_value(measure));
  return is_bare ? cell_text(measure.value)
                 : fmt::format("{} {}", cell_text(measure.value), markdown_escape(measure.unit));
}

std::string facts(const Report& report, const Words& words) {
  std::string out;
  const auto line = [&out](std::string_view term, const std::string& text) {
    out += fmt::format("- {}: {}\n", term, text);
  };
  if (!report.period_from.empty())
    line(words.period,
         fmt::format(fmt::runtime(words.period_range), markdown_escape(shown_date(report.period_from, report.language)),
                     markdown_escape(shown_date(report.period_to, report.language))));
  if (!report.as_of.empty())
    line(words.as_of, markdown_escape(shown_date(report.as_of, report.language)));
  line(words.filter,
       report.filter.empty() ? std::string(words.every_complaint) : markdown_escape(report.filter));
  line(words.records_read, std::to_string(report.records_read));
  if (report.records_skipped != 0)
    out += fmt::format("\n{}\n", fmt::format(fmt::runtime(words.skipped), report.records_skipped));
  return out;
}

std::string measure_table(const Report& report, const Words& words) {
  if (report.measures.empty()) return {};
  std::string out =
      fmt::format("\n## {}\n\n| ID | {} | {} | {} | {} |\n|:--|:--|--:|--:|:--|\n", words.measures,
                  words.measure, words.value, words.parts, words.basis);
  for (const Measure& measure : report.measures) {
    const std::string_view meaning = basis_meaning(words, measure.basis);
    out += fmt::format("| {} | {} | {} | {} | {} |\n", markdown_escape(measure.id),
                       markdown_escape(measure.name), value_markdown(measure),
                       measure_parts(measure, words.part_of),
                       meaning.empty() ? markdown_escape(measure.basis) : std::string(meaning));
  }
  for (const Measure& measure : report.measures)
    if (!measure.note.empty())
      out += fmt::format("\n{}: {}\n", markdown_escape(measure.id), markdown_escape(measure.note));
  return out;
}

std::string table_row(const Table& table, const Row& row, bool is_total) {
  std::string out = "|";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string text = cell_markdown(cell_at(row, i));
    out += fmt::format(" {} |", is_total ? bold(text) : text);
  }
  return out + "\n";
}

std::string data_table(const Table& table, const Words& words) {
  std::string out = fmt::format("\n## {}\n", markdown_escape(table.title));
  if (!table.caption.empty()) out += fmt::format("\n{}\n", markdown_escape(table.caption));
  if (table.rows.empty()) {
    out += fmt::format("\n{}\n", words.no_rows);
  } else {
    out += "\n|";
    for (const Column& column : table.columns)
      out += fmt::format(" {} |", markdown_escape(column.title));
    out += "\n|";
    for (const Column& column : table.columns)
      out += column.type == ColumnType::number ? "--:|" : ":--|";
    out += "\n";
    for (const Row& row : table.rows) out += table_row(table, row, false);
    if (table.total) out += table_row(table, total_row(table, words.total), true);
  }
  if (!table.note.empty()) out += fmt::format("\n{}\n", markdown_escape(table.note));
  return out;
}

}  // namespace

std::string markdown(const Report& made) {
  const Report report = with_shown_dates(made);
  const Words& words = words_for(report.language);
  std::string out = fmt::format("# {}\n\n", markdown_escape(report.title));
  if (!report.organization.empty())
    out += fmt::format("{}\n\n", markdown_escape(report.organization));
  out += facts(report, words) + measure_table(report, words);
  for (const Table& table : report.tables)
    out += data_table(shortened(table, words.others), words);
  if (!report.notes.empty()) {
    out += fmt::format("\n## {}\n\n", words.notes);
    for (const std::string& note : report.notes)
      out += fmt::format("- {}\n", markdown_escape(note));
  }
  out += fmt::format("\n## {}\n\n", words.reproduce);
  out += fmt::format("    {}\n\n", printable_line(command_line(report, "md")));
  out += fmt::format(
      "- {}: {}\n", words.commit,
      report.commit.empty() ? std::string(words.no_commit) : markdown_escape(report.commit));
  if (!report.timezone.empty())
    out += fmt::format("- {}: {}\n", words.timezone, markdown_escape(report.timezone));
  out += fmt::format("\n{}\n\n{}\n", words.rounding, words.guidance);
  return out;
}

}  // namespace cmt::exporters
