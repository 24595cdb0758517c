// A report as text for a terminal or a mail.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

struct TextOptions {
  int width = 80;        // columns; 0: unknown, taken for 80; less than 40 is taken for 40
  bool color = false;    // ANSI sequences for headings and bars
  bool ascii = false;    // bars of # for terminals without block characters
  bool isolate = false;  // for terminals: keep right-to-left cells from moving their neighbours
};

// No line is wider than `width`: text is wrapped or cut, numbers never are; a table with too many
// columns is printed in parts that repeat its first column.
std::string text(const reports::Report& report, const TextOptions& options = {});

}  // namespace cmt::exporters
