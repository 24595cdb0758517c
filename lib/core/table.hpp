// Tables and bars in text, aligned by columns on the terminal and not by bytes.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cmt {

enum class Align { left, right };

struct Column {
  std::string title;
  Align align = Align::left;
  int min_width = 4;  // is not shrunk below this
  int weight = 1;     // how readily it shrinks against the others; 0: never
};

struct TableOptions {
  int width = 0;         // columns of the terminal; 0: unlimited, nothing is cut (pipes)
  bool isolate = false;  // for terminals: keep right-to-left cells from moving their neighbours
  // Dress up a finished title or cell, without its padding, in sequences that take no columns.
  std::function<std::string(std::string_view)> title_style;
  std::function<std::string(std::size_t row, std::size_t column, std::string_view)> cell_style;
};

// The titles and one line per row, each ended by LF, without trailing spaces, columns two spaces
// apart. A row may be shorter than `columns`; what it has beyond them is left out. Cells and titles
// are made safe by printable_line. Without any title there is no title line. When the minima alone
// are wider than the terminal, lines are too long rather than empty.
std::string render_table(const std::vector<Column>& columns,
                         const std::vector<std::vector<std::string>>& rows,
                         const TableOptions& options = {});

enum class BarStyle { blocks, ascii };

// A bar of `fraction` (0 to 1, clamped) of `columns` columns, in eighths of a column or in `#`. A
// fraction above 0 is never invisible. Not padded.
std::string bar(double fraction, int columns, BarStyle style = BarStyle::blocks);

}  // namespace cmt
