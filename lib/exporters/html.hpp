// A report as one self-contained HTML page: no scripts, no network, charts as inline SVG, each with
// its table of figures.
#pragma once
#include <string>

#include "reports/report.hpp"

namespace cmt::exporters {

std::string html(const reports::Report& report);

// What a report has round it where it is a page among others (site.hpp): ready HTML, escaped.
struct Surroundings {
  std::string head = {};   // further elements of <head>
  std::string navigation = {};  // before the heading of the report
  std::string after = {};       // the last sections of the page
  // Pictures stand side by side, their figures and what is said of them folded, and the figures of
  // the measures are all large.
  bool is_board = false;
  std::string command = {};  // raw: what makes the page again, instead of the command of the report
};
std::string html(const reports::Report& report, const Surroundings& around);

}  // namespace cmt::exporters
