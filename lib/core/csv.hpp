// Comma-separated values by RFC 4180: a strict reader that tells where a file is wrong, and a
// writer whose cells are never taken for formulas by a spreadsheet.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.hpp"
#include "core/window.hpp"

namespace cmt {

struct CsvRecord {
  int line = 0;  // physical line, from 1, on which the record starts
  std::vector<std::string> fields;
};

// The most bytes of one record.
inline constexpr std::size_t max_csv_record = std::size_t{16} << 20U;

// Reads records one after the other; of a text that comes piece by piece only the record at hand is
// held. Lines end in CR LF, LF or CR; a byte order mark at the start is skipped, and so are empty
// lines. Fields are given as they stand: blanks are kept, `N/A` is text and an empty field is empty.
// Line ends inside quotes are kept as they are.
class CsvReader {
 public:
  CsvReader(std::string file_name, ReadBytes read, char delimiter = ',')
      : file_(std::move(file_name)), in_(std::move(read)), delimiter_(delimiter) {}
  // Of bytes that outlive the reader.
  CsvReader(std::string file_name, std::string_view bytes, char delimiter = ',')
      : CsvReader(std::move(file_name), read_from(bytes), delimiter) {}

  // The next record, nothing at the end, or a Failure of kind refused with file, line, column and
  // excerpt: a quote that is not closed, text after a closing quote, a quote inside an unquoted
  // field, a NUL, invalid UTF-8. After a failure the next call goes on behind the faulty record, so
  // that a caller can report every fault; the records read then are still right, except that an
  // unclosed quote, a record of more than max_csv_record bytes and a failure to read end the file.
  Result<std::optional<CsvRecord>> next();

  // Where a field of the record that next() gave last begins: its opening quote, if it has one.
  // Precondition: next() was not called since, and the record has the field.
  SourcePos place_of(std::size_t field);

 private:
  Result<std::optional<CsvRecord>> read_record();
  // The rest of a field in quotes, behind the one at `at_`; a fault, or nothing.
  std::optional<Failure> read_quoted(std::size_t start, std::string& field);
  std::optional<Failure> read_plain(std::size_t start, std::string& field);
  bool is_field_end();
  int column_of(std::size_t at);
  Failure fault(std::size_t at, Message message, Message hint);
  Failure last_fault(Failure failed);
  void skip_line_end();
  void skip_rest_of_line();

  std::string file_;
  Window in_;
  char delimiter_;
  bool is_over_ = false;
  // Where it reads: the byte, the one at which its line begins, and that line.
  struct Place {
    std::size_t at = 0;
    std::size_t line_start = 0;
    int line = 1;
  };
  Place here() const { return {at_, line_start_, line_}; }
  void go_back(const Place& place);

  std::size_t at_ = 0;
  std::size_t line_start_ = 0;
  int line_ = 1;
  Place record_;  // where the record that was given last begins
};

struct CsvCell {
  std::string text;
  bool is_number = false;  // not guarded, provided that the text is a plain decimal number
};

struct CsvOptions {
  bool guard = true;  // put `'` before cells that a spreadsheet would take for a formula
  std::string eol = "\r\n";
  char delimiter = ',';
};

// One record with its line end. Line ends inside cells become LF, other control characters except
// the tab are left out, invalid bytes become U+FFFD. The guard (OWASP ASVS 1.2.10, CWE-1236)
// applies to cells that start with = + - @, also full-width, or with a tab or line end, at once or
// after blanks and invisible characters. A single empty cell is written as `""`, since an empty
// line is no record.
std::string csv_row(const std::vector<CsvCell>& cells, const CsvOptions& options = {});
std::string csv_row(const std::vector<std::string>& cells, const CsvOptions& options = {});

}  // namespace cmt
