// Layout of tables and bars.
#include "core/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/text.hpp"

namespace cmt {
namespace {

constexpr int kGap = 2;

using Cells = std::vector<std::string>;

std::string clean_cell(std::string_view text) {
  std::string cell = printable_line(text);
  cell.resize(cell.find_last_not_of(' ') + 1);  // npos + 1 is 0
  return cell;
}

// One cell for each column.
Cells clean_row(const std::vector<std::string>& row, std::size_t columns) {
  Cells cells;
  cells.reserve(columns);
  for (std::size_t i = 0; i < columns; ++i) {
    cells.push_back(i < row.size() ? clean_cell(row[i]) : std::string());
  }
  return cells;
}

// Narrows the columns, the widest for its weight first, until they fit or none may shrink.
void shrink(std::vector<int>& widths, const std::vector<Column>& columns, int room) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool is_rigid = columns[i].weight <= 0;
    if (!is_rigid) widths[i] = std::min(widths[i], std::max(room, columns[i].min_width));
    total += widths[i];
  }
  for (; total > room; --total) {
    std::size_t chosen = widths.size();
    std::int64_t most = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (columns[i].weight <= 0 || widths[i] <= std::max(1, columns[i].min_width)) continue;
      const std::int64_t readiness = std::int64_t{widths[i]} * columns[i].weight;
      if (readiness > most) {
        most = readiness;
        chosen = i;
      }
    }
    if (chosen == widths.size()) return;
    --widths[chosen];
  }
}

template <class Style>
void append_line(std::string& out, const Cells& cells, const std::vector<Column>& columns,
                 const std::vector<int>& widths, const TableOptions& options, const Style& style) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string text = options.width > 0 ? truncate(cells[i], widths[i]) : cells[i];
    const int missing = std::max(0, widths[i] - display_width(text));
    const std::string padding(static_cast<std::size_t>(missing), ' ');
    if (i > 0) line.append(kGap, ' ');
    if (columns[i].align == Align::right) line += padding;
    if (!text.empty()) line += style(i, options.isolate ? isolate(text) : text);
    if (columns[i].align == Align::left) line += padding;
  }
  line.resize(line.find_last_not_of(' ') + 1);
  out += line;
  out += '\n';
}

}  // namespace

std::string render_table(const std::vector<Column>& columns,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableOptions& options) {
  if (columns.empty()) return {};
  std::vector<int> widths(columns.size());
  const auto widen = [&widths](const Cells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], display_width(cells[i]));
    }
  };
  Cells titles;
  for (const Column& column : columns) titles.push_back(clean_cell(column.title));
  widen(titles);
  std::vector<Cells> body;
  body.reserve(rows.size());
  for (const auto& row : rows) {
    body.push_back(clean_row(row, columns.size()));
    widen(body.back());
  }
  if (options.width > 0) {
    const int gaps = kGap * static_cast<int>(columns.size() - 1);
    shrink(widths, columns, std::max(1, options.width - gaps));
  }

  std::string out;
  const bool has_titles =
      std::any_of(titles.begin(), titles.end(), [](const auto& title) { return !title.empty(); });
  if (has_titles) {
    append_line(out, titles, columns, widths, options, [&](std::size_t, const std::string& text) {
      return options.title_style ? options.title_style(text) : text;
    });
  }
  for (std::size_t row = 0; row < body.size(); ++row) {
    const auto style = [&](std::size_t column, const std::string& text) {
      return options.cell_style ? options.cell_style(row, column, text) : text;
    };
    append_line(out, body[row], columns, widths, options, style);
  }
  return out;
}

std::string bar(double fraction, int columns, BarStyle style) {
  constexpr int kEighths = 8;
  constexpr const char* kBlocks[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (columns <= 0 || !(fraction > 0)) return {};
  const double length = std::min(fraction, 1.0) * columns;
  if (style == BarStyle::ascii) {
    return std::string(static_cast<std::size_t>(std::max(1.0, std::round(length))), '#');
  }
  const int eighths = std::max(1, static_cast<int>(std::lround(length * kEighths)));
  std::string out;
  for (int i = 0; i < eighths / kEighths; ++i) out += "█";
  return out + kBlocks[eighths % kEighths];
}

}  // namespace cmt
