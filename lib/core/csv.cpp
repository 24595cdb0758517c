// Reading and writing of RFC 4180 records.
#include "core/csv.hpp"

#include <fmt/core.h>
#include <utf8proc.h>

#include <algorithm>
#include <utility>

#include "core/text.hpp"

namespace cmt {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kSaveAsUtf8 = "save the file as CSV in UTF-8 and try again";
constexpr std::size_t kLongestExcerpt = 1000;  // bytes

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

// UTF-16 in either order, and the archive that an .xlsx or .ods file is.
bool is_other_format(std::string_view bytes) {
  return starts_with(bytes, "\xFF\xFE") || starts_with(bytes, "\xFE\xFF") ||
         starts_with(bytes, "PK\x03\x04");
}

// LF for every line end, no other control character except the tab, valid UTF-8.
std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = first_code_point(text.substr(at));
    if (point.value == '\r') {
      if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
    } else if (point.value == '\n' || point.value == '\t') {
      out += text[at];
    } else if (point.value >= 0x20 && !(point.value >= 0x7F && point.value <= 0x9F)) {
      append_utf8(out, point.value);
    }
    at += point.size;
  }
  return out;
}

bool is_blank_or_invisible(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CF ||
         category == UTF8PROC_CATEGORY_MN;
}

bool looks_like_formula(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    switch (point.value) {
      case '=':
      case '+':
      case '-':
      case '@':
      case '\t':
      case '\n':
      case 0xFF1D:  // full-width = + - @
      case 0xFF0B:
      case 0xFF0D:
      case 0xFF20:
      case 0xFE66:  // small = + - @
      case 0xFE62:
      case 0xFE63:
      case 0xFE6B:
        return true;
      default:
        break;
    }
    if (!is_blank_or_invisible(point.value)) return false;
    text.remove_prefix(point.size);
  }
  return false;
}

// How many digits `text` starts with, which are cut off.
std::size_t take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  text.remove_prefix(count);
  return count;
}

bool is_decimal(std::string_view text) {
  if (starts_with(text, "-")) text.remove_prefix(1);
  if (take_digits(text) == 0) return false;
  if (starts_with(text, ".")) {
    text.remove_prefix(1);
    if (take_digits(text) == 0) return false;
  }
  return text.empty();
}

void append_cell(std::string& row, const CsvCell& cell, const CsvOptions& options) {
  std::string text = cleaned(cell.text);
  const bool is_number = cell.is_number && is_decimal(text);
  if (options.guard && !is_number && looks_like_formula(text)) text.insert(0, 1, '\'');
  const bool needs_quotes = text.find_first_of(",;\t\"\n") != std::string::npos ||
                            text.find(options.delimiter) != std::string::npos ||
                            starts_with(text, kByteOrderMark);
  if (!needs_quotes) {
    row += text;
    return;
  }
  row += '"';
  for (const char c : text) row.append(c == '"' ? 2 : 1, c);
  row += '"';
}

}  // namespace

Result<std::optional<CsvRecord>> CsvReader::next() {
  if (is_over_) return std::optional<CsvRecord>();
  in_.forget(at_);
  auto record = read_record();
  if (!in_.failure()) return record;
  is_over_ = true;
  return *in_.failure();
}

Result<std::optional<CsvRecord>> CsvReader::read_record() {
  if (at_ == 0) {
    const std::string_view beginning = in_.text(0, 4);
    if (is_other_format(beginning))
      return last_fault(fault(0, tr("this is not CSV text in UTF-8"), std::string(kSaveAsUtf8)));
    if (starts_with(beginning, kByteOrderMark)) at_ = line_start_ = kByteOrderMark.size();
  }
  while (in_.has(at_) && is_line_end(in_[at_])) {
    skip_line_end();
    in_.forget(at_);
  }
  if (!in_.has(at_)) return std::optional<CsvRecord>();

  const std::size_t start = at_;
  record_ = here();
  CsvRecord record{line_, {}};
  for (bool is_last = false; !is_last;) {
    std::string field;
    const bool is_quoted = in_.has(at_) && in_[at_] == '"';
    if (auto failed = is_quoted ? read_quoted(start, field) : read_plain(start, field))
      return std::move(*failed);
    record.fields.push_back(std::move(field));
    is_last = !in_.has(at_) || is_line_end(in_[at_]);
    if (!is_last) ++at_;
  }

  const std::string_view text = in_.text(start, at_ - start);
  const std::size_t nul = text.find('\0');
  const std::optional<std::size_t> invalid = invalid_utf8_at(text);
  if (nul != std::string_view::npos || invalid) {
    const bool is_nul = nul < invalid.value_or(text.size());
    const std::size_t end = at_;
    go_back(record_);
    const std::size_t bad = start + (is_nul ? nul : *invalid);
    const auto go_to = [this](std::size_t target) {
      while (at_ < target) {
        if (is_line_end(in_[at_])) {
          skip_line_end();
        } else {
          ++at_;
        }
      }
    };
    go_to(bad);
    Failure failed =
        fault(bad, is_nul ? tr("a NUL byte") : tr("a byte that is not UTF-8"), std::string(kSaveAsUtf8));
    go_to(end);
    return failed;
  }
  return std::optional<CsvRecord>(std::move(record));
}

std::optional<Failure> CsvReader::read_quoted(std::size_t start, std::string& field) {
  const std::size_t quote = at_++;
  const std::size_t quote_line_start = line_start_;
  const int quote_line = line_;
  while (true) {
    const std::string_view there = in_.from(at_);
    if (there.empty() || at_ - start > max_csv_record) {
      line_ = quote_line;
      line_start_ = quote_line_start;
      return last_fault(
          fault(quote,
                there.empty() ? tr("the quote opened here is not closed")
                              : tr("the quote opened here is not closed within {} MiB",
                                   max_csv_record >> 20U),
                tr("close the field with a quote; a quote inside it is written twice")));
    }
    const std::size_t end = std::min(there.find_first_of("\"\r\n"), there.size());
    field += there.substr(0, end);
    at_ += end;
    if (end == there.size()) continue;
    if (is_line_end(in_[at_])) {
      const std::size_t line_end = at_;
      skip_line_end();
      field += in_.text(line_end, at_ - line_end);
    } else if (in_.has(at_ + 1) && in_[at_ + 1] == '"') {
      field += '"';
      at_ += 2;
    } else {
      ++at_;
      break;
    }
  }
  if (is_field_end()) return std::nullopt;
  Failure failed = fault(at_, tr("text after the closing quote of a field"),
                         tr("a quote inside a quoted field is written twice"));
  skip_rest_of_line();
  return failed;
}

std::optional<Failure> CsvReader::read_plain(std::size_t start, std::string& field) {
  const auto is_stop = [this](char c) { return c == delimiter_ || c == '"' || is_line_end(c); };
  while (true) {
    if (at_ - start > max_csv_record)
      return last_fault(fault(line_start_,
                              tr("a row of more than {} MiB", max_csv_record >> 20U),
                              tr("each row stands on a line of its own")));
    if (is_field_end()) return std::nullopt;
    const std::string_view there = in_.from(at_);
    const auto* const stop = std::find_if(there.begin(), there.end(), is_stop);
    field.append(there.begin(), stop);
    at_ += static_cast<std::size_t>(stop - there.begin());
    if (stop == there.end() || *stop != '"') continue;
    Failure failed = fault(at_, tr("a quote inside a field without quotes"),
                           tr("put the whole field in quotes and write the quote inside it twice"));
    skip_rest_of_line();
    return failed;
  }
}

bool CsvReader::is_field_end() {
  return !in_.has(at_) || in_[at_] == delimiter_ || is_line_end(in_[at_]);
}

void CsvReader::go_back(const Place& place) {
  at_ = place.at;
  line_start_ = place.line_start;
  line_ = place.line;
}

SourcePos CsvReader::place_of(std::size_t field) {
  const Place end = here();
  go_back(record_);
  for (std::size_t i = 0; i < field; ++i, ++at_) {
    std::string skipped;
    const bool is_quoted = in_[at_] == '"';
    if (is_quoted ? read_quoted(record_.at, skipped) : read_plain(record_.at, skipped)) break;
  }
  const SourcePos place{file_, line_, column_of(at_)};
  go_back(end);
  return place;
}

// Of the offset `at`, which lies on the current line.
int CsvReader::column_of(std::size_t at) {
  int column = 1;
  for (std::size_t i = line_start_; i < at; ++column)
    i += first_code_point(in_.text(i, 4)).size;
  return column;
}

// Describes what is wrong at the offset `at`, which lies on the current line.
Failure CsvReader::fault(std::size_t at, Message message, Message hint) {
  const int column = column_of(at);
  Failure failed = failure(FailureKind::refused, std::move(message), std::move(hint));
  Diagnostic& diagnostic = failed.diagnostics.front();
  diagnostic.at = {file_, line_, column};
  const std::string_view rest = in_.text(line_start_, kLongestExcerpt + 1);
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n"));
  if (line.size() <= kLongestExcerpt) diagnostic.excerpt = line;
  return failed;
}

// Nothing is read behind it.
Failure CsvReader::last_fault(Failure failed) {
  is_over_ = true;
  return failed;
}

void CsvReader::skip_line_end() {
  at_ += in_[at_] == '\r' && in_.has(at_ + 1) && in_[at_ + 1] == '\n' ? 2 : 1;
  line_start_ = at_;
  ++line_;
}

void CsvReader::skip_rest_of_line() {
  for (bool is_over = false; !is_over && in_.has(at_); in_.forget(at_)) {
    const std::string_view there = in_.from(at_);
    const std::size_t end = there.find_first_of("\r\n");
    is_over = end != std::string_view::npos;
    at_ += is_over ? end : there.size();
    if (is_over) skip_line_end();
  }
}

std::string csv_row(const std::vector<CsvCell>& cells, const CsvOptions& options) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) row += options.delimiter;
    append_cell(row, cells[i], options);
  }
  if (row.empty() && cells.size() == 1) row = "\"\"";
  return row + options.eol;
}

std::string csv_row(const std::vector<std::string>& cells, const CsvOptions& options) {
  std::vector<CsvCell> row;
  row.reserve(cells.size());
  for (const std::string& text : cells) row.push_back({text, false});
  return csv_row(row, options);
}

}  // namespace cmt
