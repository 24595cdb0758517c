// The fixed words round a report, in the language of the report: English unless it is Persian or
// Russian. Braces are places for fmt. Written by hand, so they need no escaping in HTML or
// Markdown.
#pragma once
#include <string_view>

namespace cmt::exporters {

struct Words {
  std::string_view skip;
  std::string_view period;
  std::string_view period_range;  // {from} {to}
  std::string_view as_of;
  std::string_view filter;
  std::string_view every_complaint;
  std::string_view records_read;
  std::string_view skipped;  // {count}
  std::string_view measures;
  std::string_view measure;
  std::string_view value;
  std::string_view part_of;  // {part} {whole}
  std::string_view parts;    // the heading of a column of part_of
  std::string_view cases;    // {count}: the complaints behind a figure
  std::string_view basis;
  std::string_view basis_received;
  std::string_view basis_communicated;
  std::string_view basis_ended;
  std::string_view basis_event;
  std::string_view basis_due;
  std::string_view basis_state;
  std::string_view total;
  std::string_view others;  // {count}: rows of a table that are summed up in one
  std::string_view all_rows;  // {count}: shows the rows of a long table that are folded away
  std::string_view no_rows;
  std::string_view chart_says;  // the description of a chart: {largest label} {its value}
  std::string_view signals_say;  // more of it for a control chart: {count}
  std::string_view notes;
  std::string_view reproduce;
  std::string_view commit;
  std::string_view no_commit;
  std::string_view command;
  std::string_view timezone;
  std::string_view rounding;
  std::string_view guidance;
  std::string_view pages;           // of a site: all the reports
  std::string_view months;          // the pages of single months
  std::string_view months_count;    // {count}: received in the month of the link
  std::string_view month_before;    // {month}
  std::string_view month_after;     // {month}
  std::string_view figures_folded;  // shows the figures of a picture
};

// By the primary subtag of a BCP 47 tag: "fa-IR" is Persian.
const Words& words_for(std::string_view language);

bool is_right_to_left(std::string_view language);

// What a basis letter means, empty for an unknown one.
std::string_view basis_meaning(const Words& words, std::string_view basis);

}  // namespace cmt::exporters
