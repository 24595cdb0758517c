// What the columns of somebody's CSV file mean: the file that `cmt import --map` reads (docs/import.md).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "core/time.hpp"
#include "intake/date_format.hpp"
#include "intake/flat.hpp"
#include "records/settings.hpp"

namespace cmt::intake {

// A column as the map names it: by its header, or by its number where the file has no header.
struct CsvColumn {
  std::string name;
  int number = 0;  // from 1; 0: by name
  SourcePos at;    // in the map
};

// Where one field of a row comes from.
struct CsvRule {
  const FlatField* field = nullptr;
  std::vector<CsvColumn> columns;  // none: `constant` is its value in every row
  std::string constant;
  bool is_optional = false;        // a file may lack the column
  std::string join = " ";          // between the texts of several columns
  std::vector<DateFormat> dates;   // of a time; none: as the field has it
  bool is_solar_hijri = false;
  TimeZone zone = TimeZone::utc();  // of times without an offset
  bool has_values = false;
  std::map<std::string, std::string, std::less<>> values;  // by the folded words of the column
  std::vector<std::string> words;                          // of the table, as written
  std::optional<std::string> otherwise;  // for what the table lacks
  std::optional<std::string> empty;      // for an empty cell
  std::string prefix;                    // before each reference
  bool is_one_line = false;              // line ends become blanks
};

struct CsvMap {
  enum class Rest { refuse, keep, ignore };

  char separator = ',';
  std::string encoding = "utf-8";
  bool has_header = true;
  int skip = 0;                       // rows before the header, or before the first complaint
  std::set<std::string, std::less<>> nothing;  // folded texts that say as little as an empty cell
  TwiceShown shown_twice = TwiceShown::refused;
  std::vector<CsvRule> rules;
  std::vector<CsvColumn> keep;        // in `source.fields`
  std::vector<CsvColumn> ignore;
  Rest rest = Rest::refuse;           // what becomes of the other columns
};

// What a value that only a person can give looks like until it is given: "[[? what is asked ]]".
inline constexpr std::string_view csv_map_blank = "[[?";

// Reads a map, strictly. `settings` are those of the register: its zone and its value lists. Failure:
// unreadable, with everything that is wrong and what is not decided yet.
Result<CsvMap> read_csv_map(std::string path, std::string bytes, const records::Settings& settings);

// The map of a file whose columns are called as the fields are: what a file without a map is read with.
const CsvMap& standard_csv_map();

}  // namespace cmt::intake
