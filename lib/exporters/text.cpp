// Text of a report, laid out by the columns of a terminal.
#include "exporters/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/table.hpp"
#include "core/text.hpp"
#include "exporters/dates.hpp"
#include "exporters/value.hpp"
#include "exporters/words.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;
using Cells = std::vector<std::string>;

constexpr int kSmallestWidth = 40;
constexpr int kGap = 2;           // between columns, as render_table sets them
constexpr int kSmallestText = 10; // a column of text is not shrunk below this
constexpr int kSmallestLabel = 16;
constexpr int kSmallestBar = 8;
constexpr int kLargestBar = 24;
constexpr int kGauge = 12;
constexpr int kSmallestName = 12;  // of a measure
constexpr int kSmallestUnit = 4;
constexpr int kLargestNumber = 20;  // columns; longer text in a column of numbers is cut

constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr std::string_view kAccent = "36";

struct Layout {
  TextOptions options;
  const Words& words;

  std::string styled(std::string_view code, std::string_view safe) const {
    if (!options.color || safe.empty()) return std::string(safe);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, safe);
  }
  std::string safe(std::string_view raw) const {
    const std::string line = printable_line(raw);
    return options.isolate ? isolate(line) : line;
  }
  // Wrapped lines, those after the first set in by `indent`.
  std::string paragraph(std::string_view raw, std::string_view style = {}, int indent = 0) const {
    std::string out;
    for (const std::string& line : wrap(printable_line(raw), options.width - indent)) {
      if (!out.empty()) out.append(static_cast<std::size_t>(indent), ' ');
      const std::string shown = options.isolate ? isolate(line) : line;
      out += (style.empty() ? shown : styled(style, shown)) + "\n";
    }
    return out.empty() ? "\n" : out;
  }
  std::string heading(std::string_view raw) const { return "\n" + paragraph(raw, kBold); }
  std::string bar_of(double fraction, int columns) const {
    return bar(fraction, columns, options.ascii ? BarStyle::ascii : BarStyle::blocks);
  }
};

// What one column of a table needs.
struct Shape {
  int natural = 0;  // to show everything
  int least = 0;    // below this it would lose its meaning
};

std::string title_block(const Report& report, const Layout& layout) {
  const Words& words = layout.words;
  std::string out = layout.paragraph(report.title, kBold);
  if (!report.organization.empty()) out += layout.paragraph(report.organization);
  out += "\n";
  std::vector<std::pair<std::string, std::string>> facts;
  if (!report.period_from.empty())
    facts.emplace_back(words.period, fmt::format(fmt::runtime(words.period_range),
                                                 shown_date(report.period_from, report.language),
                                                 shown_date(report.period_to, report.language)));
  if (!report.as_of.empty()) {
    const std::string as_of = shown_date(report.as_of, report.language);
    const bool is_zone_known = !report.timezone.empty();
    facts.emplace_back(words.as_of, is_zone_known
                                        ? fmt::format("{} {}", as_of, report.timezone)
                                        : as_of);
  }
  facts.emplace_back(words.filter,
                     report.filter.empty() ? std::string(words.every_complaint) : report.filter);
  facts.emplace_back(words.commit,
                     report.commit.empty() ? std::string(words.no_commit) : report.commit);
  facts.emplace_back(words.records_read, std::to_string(report.records_read));
  int widest = 0;
  for (const auto& fact : facts) widest = std::max(widest, display_width(fact.first));
  for (const auto& [term, value] : facts)
    out += layout.styled(kDim, pad_right(term, widest + kGap)) +
           layout.paragraph(value, {}, widest + kGap);
  if (report.records_skipped != 0)
    out += "\n" + layout.paragraph(fmt::format(fmt::runtime(words.skipped), report.records_skipped),
                                   kBold);
  return out;
}

std::string measure_block(const Report& report, const Layout& layout) {
  if (report.measures.empty()) return {};
  std::vector<Cells> rows;
  bool has_gauge = false;
  for (const Measure& measure : report.measures) {
    const auto* percent = std::get_if<Percent>(&measure.value);
    const auto number = cell_number(measure.value);
    std::string value = cell_text(measure.value);
    if (value.empty()) value = "n/a";
    const bool has_value = value != "n/a";
    if (percent) value = value.substr(0, value.find(' '));
    std::string gauge;
    if (percent && number) gauge = layout.bar_of(*number / 100.0, kGauge);
    has_gauge = has_gauge || !gauge.empty();
    rows.push_back({measure.id, measure.name, value, has_value ? measure.unit : std::string(),
                    measure_parts(measure, layout.words.part_of), gauge});
  }
  const auto widest = [&rows](std::size_t column, int most) {
    int width = 1;
    for (const Cells& row : rows) width = std::max(width, display_width(row[column]));
    return std::min(width, most);
  };
  const bool is_narrow = layout.options.width < 60;
  const int id = widest(0, is_narrow ? 6 : 12);
  const int value = widest(2, 12);
  const int parts = widest(4, 24);
  std::vector<cmt::Column> columns{{"", Align::left, id, 1},
                                   {"", Align::left, kSmallestName, 2},
                                   {"", Align::right, value, 1},
                                   {"", Align::left, kSmallestUnit, 2}};
  // A name is shown whole where it fits beside its value; where the width is small, gauges go first,
  // and then the parts.
  const int unit = is_narrow ? kSmallestUnit : widest(3, 10);
  const int name = std::clamp(layout.options.width - id - value - unit - 3 * kGap, kSmallestName, widest(1, 44));
  columns[1] = {"", Align::left, name, 2};
  columns[3] = {"", Align::left, std::max(unit, kSmallestUnit), 2};
  const int left = layout.options.width - id - value - name - unit - 4 * kGap;
  if (left >= parts) columns.push_back({"", Align::left, parts, 1});
  if (has_gauge && left >= parts + kGap + kGauge) columns.push_back({"", Align::left, kGauge, 0});
  TableOptions options{layout.options.width, layout.options.isolate, {}, {}};
  options.cell_style = [&layout](std::size_t, std::size_t column, std::string_view cell) {
    if (column == 2) return layout.styled(kBold, cell);
    if (column == 5) return layout.styled(kAccent, cell);
    return column == 1 ? std::string(cell) : layout.styled(kDim, cell);
  };
  std::string out = layout.heading(layout.words.measures) + "\n";
  out += render_table(columns, rows, options);
  for (const Measure& measure : report.measures)
    if (!measure.note.empty())
      out += "\n" + layout.paragraph(fmt::format("{}: {}", measure.id, measure.note), kDim, 5);
  return out;
}

// The rows of a table as they are printed, its total last.
std::vector<Cells> printed_rows(const Table& table, const Words& words) {
  std::vector<Cells> rows;
  const auto add = [&rows, &table](const Row& row) {
    Cells cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      cells.push_back(printable_line(cell_text(cell_at(row, i))));
    rows.push_back(std::move(cells));
  };
  for (const Row& row : table.rows) add(row);
  if (table.total) add(total_row(table, words.total));
  return rows;
}

std::vector<Shape> shapes_of(const Table& table, const std::vector<Cells>& rows) {
  std::vector<Shape> shapes;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    int widest = 0;
    for (const Cells& row : rows) widest = std::max(widest, display_width(row[i]));
    Shape shape;
    shape.natural = std::max(widest, display_width(printable_line(table.columns[i].title)));
    const bool is_text = table.columns[i].type == ColumnType::text;
    // Numbers and dates are never cut; long headings and text are.
    shape.least = is_text ? std::min(shape.natural, i == 0 ? kSmallestLabel : kSmallestText)
                          : std::max(std::min(widest, kLargestNumber),
                                     std::min(shape.natural, kSmallestText));
    shape.least = std::max(shape.least, 1);
    shapes.push_back(shape);
  }
  return shapes;
}

// Columns in parts that fit: each part begins with the first column.
std::vector<std::vector<std::size_t>> parts_of(const std::vector<Shape>& shapes, int width) {
  std::vector<std::vector<std::size_t>> parts{{0}};
  int used = shapes[0].least;
  for (std::size_t i = 1; i < shapes.size(); ++i) {
    if (used + kGap + shapes[i].least > width && parts.back().size() > 1) {
      parts.push_back({0});
      used = shapes[0].least;
    }
    parts.back().push_back(i);
    used += kGap + shapes[i].least;
  }
  return parts;
}

// Bars for the rows of a table, empty for those that have no number.
struct BarColumn {
  std::string title;  // only where the table has other numbers too and it fits
  Cells bars;         // none when there is no picture, or one of parts
};

// A row of a control chart: the point between its limits, "   [   | o  ]", a signal as *.
std::string strip_of(const Drawing& drawing, std::size_t row, int columns) {
  double largest = 0;
  for (const Series& series : drawing.series)
    for (const auto& number : series.numbers) largest = std::max(largest, number.value_or(0));
  std::string strip(static_cast<std::size_t>(columns), ' ');
  const auto put = [&](std::size_t series, char mark) {
    if (series >= drawing.series.size()) return;
    const auto& number = drawing.series[series].numbers[row];
    if (!number || largest <= 0) return;
    const double at = std::clamp(*number / largest, 0.0, 1.0) * (columns - 1);
    strip[static_cast<std::size_t>(at + 0.5)] = mark;
  };
  put(1, '|');
  put(2, '[');
  put(3, ']');
  put(0, row < drawing.marked.size() && drawing.marked[row] ? '*' : 'o');
  return strip.substr(0, strip.find_last_not_of(' ') + 1);
}

BarColumn bars_of(const Table& table, const Layout& layout, int columns) {
  const auto drawing = drawing_of(table);
  if (drawing && drawing->kind == ChartKind::control) {
    BarColumn strips;
    for (std::size_t i = 0; i < drawing->labels.size(); ++i)
      strips.bars.push_back(strip_of(*drawing, i, columns));
    return strips;
  }
  if (!drawing || drawing->kind == ChartKind::stacked) return {};
  const Series& series = drawing->series.front();
  const auto numbers = std::count_if(table.columns.begin(), table.columns.end(),
                                     [](const auto& c) { return c.type == ColumnType::number; });
  double largest = 0;
  for (const auto& number : series.numbers) largest = std::max(largest, number.value_or(0));
  BarColumn column;
  // The bars of the first column of numbers need no title: they stand for what it counts.
  const auto first = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const auto& c) { return c.type == ColumnType::number; });
  const std::string title = printable_line(series.title);
  const bool is_first = first != table.columns.end() && first->title == series.title;
  if (numbers > 1 && !is_first && display_width(title) <= columns) column.title = title;
  for (const auto& number : series.numbers)
    column.bars.push_back(number ? layout.bar_of(*number / largest, columns) : std::string());
  return column;
}

std::string data_table(const Table& table, const Layout& layout) {
  std::vector<Cells> rows = printed_rows(table, layout.words);
  const int width = layout.options.width;
  const std::vector<Shape> shapes = shapes_of(table, rows);
  const auto parts = parts_of(shapes, width);
  std::string out;
  for (const auto& part : parts) {
    std::vector<cmt::Column> columns;
    int natural = 0;
    for (const std::size_t i : part) {
      const reports::Column& column = table.columns[i];
      columns.push_back({column.title,
                         column.type == ColumnType::number ? Align::right : Align::left,
                         shapes[i].least, column.type == ColumnType::text ? 2 : 1});
      natural += shapes[i].natural + kGap;
    }
    std::vector<Cells> cells;
    for (const Cells& row : rows) {
      Cells chosen;
      for (const std::size_t i : part) chosen.push_back(row[i]);
      cells.push_back(std::move(chosen));
    }
    const std::size_t bar_column = part.size();
    if (parts.size() == 1 && width - natural >= kSmallestBar) {
      const int bar_width = std::min(kLargestBar, width - natural);
      const BarColumn bars = bars_of(table, layout, bar_width);
      if (!bars.bars.empty()) columns.push_back({bars.title, Align::left, bar_width, 0});
      for (std::size_t i = 0; i < bars.bars.size(); ++i) cells[i].push_back(bars.bars[i]);
    }
    TableOptions options{width, layout.options.isolate, {}, {}};
    options.title_style = [&layout](std::string_view title) { return layout.styled(kDim, title); };
    options.cell_style = [&layout, &table, bar_column](std::size_t row, std::size_t column,
                                                       std::string_view cell) {
      if (column == bar_column) return layout.styled(kAccent, cell);
      return row >= table.rows.size() ? layout.styled(kBold, cell) : std::string(cell);
    };
    out += "\n" + render_table(columns, cells, options);
  }
  return out;
}

// The first cells of a row in a line, the others below it, each with its title.
std::string paragraphs(const Table& table, const Layout& layout) {
  constexpr int indent = 4;
  std::string out;
  for (const Row& row : table.rows) {
    std::string heading;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const std::string cell = cell_text(cell_at(row, i));
      if (i < table.heading_cells) {
        heading += (heading.empty() || cell.empty() ? "" : "  ") + cell;
        if (i + 1 == table.heading_cells) out += "\n" + layout.paragraph(heading, kBold, indent);
      } else if (!cell.empty()) {
        out.append(static_cast<std::size_t>(indent), ' ');
        out += layout.paragraph(fmt::format("{}: {}", table.columns[i].title, cell), {}, indent);
      }
    }
  }
  return out;
}

std::string table_block(const Table& table, const Layout& layout) {
  std::string out = layout.heading(table.title);
  if (!table.caption.empty()) out += layout.paragraph(table.caption, kDim);
  if (table.rows.empty() || table.columns.empty())
    out += "\n" + layout.paragraph(layout.words.no_rows);
  else
    out += table.heading_cells > 0 ? paragraphs(table, layout) : data_table(table, layout);
  if (!table.note.empty()) out += "\n" + layout.paragraph(table.note, kDim);
  return out;
}

}  // namespace

std::string text(const Report& made, const TextOptions& options) {
  const Report report = with_shown_dates(made);
  Layout layout{options, words_for(report.language)};
  layout.options.width = std::max(options.width <= 0 ? 80 : options.width, kSmallestWidth);
  std::string out = title_block(report, layout) + measure_block(report, layout);
  for (const Table& table : report.tables)
    out += "\n" + table_block(shortened(table, layout.words.others), layout);
  out += "\n" + layout.heading(layout.words.notes) + "\n";
  for (const std::string& note : report.notes)
    out += layout.styled(kDim, "- ") + layout.paragraph(note, {}, 2);
  out += layout.styled(kDim, "- ") + layout.paragraph(layout.words.rounding, kDim, 2);
  return out;
}

}  // namespace cmt::exporters
