// What a report is: measures and tables of typed cells, pure data. Widths, separators, colours and
// rounding belong to lib/exporters; a report holds exact counts and rationals until it is printed.
// All text may come from complaints, so it is hostile until an exporter has escaped it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reports/ids.hpp"

namespace cmt::reports {

// An exact number, printed with one decimal, halves away from zero. A denominator of zero means
// that there is nothing to divide by: it prints `n/a` and is null in JSON, never 0.
struct Ratio {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  bool operator==(const Ratio&) const = default;
};

// `part` of `whole`, printed in per cent by the rules of Ratio: {2, 3} is 66.7 %.
struct Percent {
  std::int64_t part = 0;
  std::int64_t whole = 0;
  bool operator==(const Percent&) const = default;
};

// A value of a closed list: readers see the label, programs (JSON, CSV) the code.
struct Code {
  std::string code;
  std::string label;
  bool operator==(const Code&) const = default;
};

// A local date or a year and month, in ISO 8601: 2026-09-30, 2026-09.
struct Date {
  std::string iso;
  bool operator==(const Date&) const = default;
};

// A count held back for privacy, printed `<5`: too few cases to publish.
struct Fewer {
  std::int64_t than = 5;
  bool operator==(const Fewer&) const = default;
};

// Not known or not recorded: an empty cell, null in JSON.
struct Unknown {
  bool operator==(const Unknown&) const = default;
};

using Cell = std::variant<Unknown, std::string, std::int64_t, Ratio, Percent, Code, Date, Fewer>;
using Row = std::vector<Cell>;

// One figure of the list of measures, such as K09, responded on time.
struct Measure {
  std::string id = {};    // "K09"
  std::string name = {};  // "Responded on time"
  std::optional<std::int64_t> numerator = {};
  std::optional<std::int64_t> denominator = {};
  Cell value = {};                        // a count, a Ratio, a Percent, Fewer, or Unknown
  std::string unit = {};                  // "complaints", "days", "%"; empty for a bare number
  std::string basis = {};                 // what places a case in the period: R, D, X, E, U or S
  std::string note = {};                  // what to know when reading the figure; may be empty
  Ids records = {};                       // of the complaints counted
};

// A bare count, such as complaints received.
Measure count_measure(std::string id, std::string name, std::int64_t count, std::string unit,
                      std::string basis);

// So many of so many, in per cent.
Measure share_measure(std::string id, std::string name, std::int64_t part, std::int64_t whole,
                      std::string basis);

// A mean or a quotient, such as days per complaint or open cases per month closed. For a median or
// another percentile, set `value` alone.
Measure ratio_measure(std::string id, std::string name, Ratio ratio, std::string unit,
                      std::string basis);

// What a column holds: numbers align to the right and dates do not wrap.
enum class ColumnType { text, number, date };

struct Column {
  std::string key = {};    // the member of a row in JSON and the heading in CSV: lower_snake_case
  std::string title = {};  // the heading that people read, with the unit where there is one
  ColumnType type = ColumnType::text;
  bool is_count = true;  // whole numbers in it count complaints or people: too few are held back
                         // in what is published (suppression.hpp). False for days and weights.
};

enum class ChartKind {
  bars,     // one bar a row, for categories: the first of `values` is drawn
  columns,  // one column a row, for periods: the first of `values` is drawn
  line,     // one point a row, for periods: a line for each of `values`
  stacked,  // one bar a row, cut into the parts named by `values`
  control,  // one point a row, for periods: the figure, then its centre, lower and upper limit
};

// A picture of the table that it stands in. Columns are named by their keys; cells that are not
// numbers are left out. Negative numbers are drawn as zero.
struct Chart {
  ChartKind kind = ChartKind::bars;
  std::string label = {};
  std::vector<std::string> values = {};
  std::string marked = {};  // control: the column whose rows with text are drawn as signals
};

// Rows have one cell a column; an exporter reads a missing cell as Unknown.
struct Table {
  std::string key = {};    // the array of the table in JSON: lower_snake_case, unique in the report
  std::string title = {};  // "Complaints by category"
  std::string caption = {};  // how the figures were counted, in a sentence; may be empty
  std::vector<Column> columns = {};
  std::vector<Row> rows = {};
  std::optional<Chart> chart = {};
  std::size_t shown = 0;  // rows that people see before the rest is summed up in one; 0: all.
                          // Programs (JSON, CSV) always get every row.
  std::optional<Row> total = {};
  std::string note = {};  // what to know when reading the table; may be empty
  // Sentences rather than figures: on a terminal each row is a paragraph, whose heading are its first
  // cells, so many of them. 0: a table.
  std::size_t heading_cells = 0;
};

struct Report {
  std::string name = {};   // the NAME of `cmt report NAME`
  std::string command = {};  // that makes it, when that is not `cmt report NAME`
  std::vector<std::string> options = {};  // of the command besides period, moment and format:
                                          // {"--by", "unit"}
  std::string title = {};  // "Overview"
  std::string organization = {};
  // BCP 47, of the titles and names in this report. Exporters add words in English, Persian (fa)
  // and Russian (ru), in English for any other language.
  std::string language = "en";
  std::string period_from = {};  // ISO 8601 dates, both included; both empty when no period applies
  std::string period_to = {};
  std::string as_of = {};   // RFC 3339: the moment that the figures show
  std::string commit = {};  // the git commit of the records; empty when they are not all committed
  std::string timezone = {};           // the IANA time zone that makes dates of moments
  std::string filter = {};             // the query in canonical form; empty for every complaint
  std::vector<Measure> measures = {};  // in order of importance: HTML shows the first six large
  std::vector<Table> tables = {};
  std::vector<std::string> notes = {};
  std::int64_t records_read = 0;
  std::int64_t records_skipped = 0;  // records that could not be read and are in no figure
};

}  // namespace cmt::reports
