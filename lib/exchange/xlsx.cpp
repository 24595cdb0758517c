#include "exchange/xlsx.hpp"

#include <fmt/core.h>
#include <xlsxwriter.h>

#include <chrono>
#include <optional>

#include "core/text.hpp"
#include "exchange/library.hpp"
#include "exchange/tables.hpp"

namespace cmt::exchange {
namespace {

constexpr std::size_t most_units = 32'767;      // of UTF-16 in a cell
constexpr lxw_row_t most_rows = 1'048'576;      // of a sheet, the head among them
constexpr int first_year = 1900;                // of a date in a sheet
constexpr double narrow = 12, usual = 20, wide = 50;  // columns, in characters

struct Xlsx {
  decltype(&workbook_new_opt) new_opt;
  decltype(&workbook_add_worksheet) add_worksheet;
  decltype(&workbook_add_format) add_format;
  decltype(&workbook_set_properties) set_properties;
  decltype(&workbook_close) close;
  decltype(&lxw_workbook_free) free;
  decltype(&format_set_bold) set_bold;
  decltype(&format_set_num_format) set_num_format;
  decltype(&worksheet_write_string) write_string;
  decltype(&worksheet_write_number) write_number;
  decltype(&worksheet_write_boolean) write_boolean;
  decltype(&worksheet_write_datetime) write_datetime;
  decltype(&worksheet_set_column) set_column;
  decltype(&worksheet_freeze_panes) freeze_panes;
  decltype(&worksheet_autofilter) autofilter;
  decltype(&lxw_strerror) strerror;
};

const Xlsx* xlsx() {
  static const std::optional<Xlsx> loaded = []() -> std::optional<Xlsx> {
    const Library library{CMT_XLSXWRITER};
    Xlsx out{};
    const bool is_whole =
        library.find("workbook_new_opt", out.new_opt) && library.find("workbook_add_worksheet", out.add_worksheet) &&
        library.find("workbook_add_format", out.add_format) && library.find("workbook_set_properties", out.set_properties) &&
        library.find("workbook_close", out.close) && library.find("lxw_workbook_free", out.free) &&
        library.find("format_set_bold", out.set_bold) && library.find("format_set_num_format", out.set_num_format) &&
        library.find("worksheet_write_string", out.write_string) && library.find("worksheet_write_number", out.write_number) &&
        library.find("worksheet_write_boolean", out.write_boolean) && library.find("worksheet_write_datetime", out.write_datetime) &&
        library.find("worksheet_set_column", out.set_column) && library.find("worksheet_freeze_panes", out.freeze_panes) &&
        library.find("worksheet_autofilter", out.autofilter) && library.find("lxw_strerror", out.strerror);
    return is_whole ? std::optional{out} : std::nullopt;
  }();
  return loaded ? &*loaded : nullptr;
}

// As much of a text as a cell holds, cut between characters.
std::string_view fitting(std::string_view text) {
  if (text.size() <= most_units) return text;
  std::size_t units = 0, at = 0;
  while (at < text.size()) {
    const auto next = first_code_point(text.substr(at));
    units += next.size == 4 ? 2 : 1;
    if (units > most_units) break;
    at += next.size;
  }
  return text.substr(0, at);
}

double width_of(const Column& column) {
  if (column.type == ColumnType::json || std::string_view{column.name} == "description") return wide;
  return column.type == ColumnType::text || column.type == ColumnType::moment ? usual : narrow;
}

class XlsxWriter : public TableWriter {
 public:
  XlsxWriter(const Xlsx& api, std::string path, std::string folder) : api_(api), path_(std::move(path)), folder_(std::move(folder)) {}
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;
  ~XlsxWriter() override {
    if (workbook_) api_.free(workbook_);
  }

  Result<Done> open(const Instant& made_at) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder_.data();
    workbook_ = api_.new_opt(path_.c_str(), &options);
    if (!workbook_) return failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
    lxw_doc_properties properties{};
    properties.created = static_cast<time_t>(std::chrono::duration_cast<std::chrono::seconds>(made_at.utc.time_since_epoch()).count());
    if (const auto error = api_.set_properties(workbook_, &properties); error != LXW_NO_ERROR) return failed(error);
    date_ = api_.add_format(workbook_);
    api_.set_num_format(date_, "yyyy-mm-dd");
    lxw_format* const head = api_.add_format(workbook_);
    api_.set_bold(head);
    for (const auto& table : tables()) {
      auto* const sheet = api_.add_worksheet(workbook_, table.name);
      if (!sheet) return failed(LXW_ERROR_MEMORY_MALLOC_FAILED);
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto at = static_cast<lxw_col_t>(i);
        api_.set_column(sheet, at, at, width_of(table.columns[i]), nullptr);
        if (const auto error = api_.write_string(sheet, 0, at, table.columns[i].name, head); error != LXW_NO_ERROR) return failed(error);
      }
      api_.freeze_panes(sheet, 1, 1);
      sheets_.push_back({sheet, 1});
    }
    return Done{};
  }

  Result<Done> add(const Row& row) override {
    auto& [sheet, next] = sheets_[row.table];
    const Table& table = tables()[row.table];
    if (next == most_rows)
      return failure(FailureKind::refused, tr("there are more {} than the {} rows that a sheet holds", table.name, most_rows - 1),
                     tr("narrow the query, or take sqlite, csv or jsonl"));
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      if (const auto error = write(sheet, next, static_cast<lxw_col_t>(i), row.cells[i], table.columns[i].type); error != LXW_NO_ERROR)
        return failed(error);
    ++next;
    return Done{};
  }

  Result<Done> finish() override {
    for (std::size_t i = 0; i < sheets_.size(); ++i)
      api_.autofilter(sheets_[i].first, 0, 0, sheets_[i].second - 1, static_cast<lxw_col_t>(tables()[i].columns.size() - 1));
    const auto error = api_.close(std::exchange(workbook_, nullptr));
    return error == LXW_NO_ERROR ? Result<Done>{Done{}} : failed(error);
  }

  std::size_t cut() const override { return cut_; }

 private:
  lxw_error write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t at, const Cell& cell, ColumnType type) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return api_.write_number(sheet, row, at, static_cast<double>(*number), nullptr);
    if (const auto* flag = std::get_if<bool>(&cell)) return api_.write_boolean(sheet, row, at, *flag ? 1 : 0, nullptr);
    const auto* text = std::get_if<std::string>(&cell);
    if (!text) return LXW_NO_ERROR;
    if (type == ColumnType::amount) return api_.write_number(sheet, row, at, std::stod(*text), nullptr);
    if (const auto day = type == ColumnType::date ? parse_date(*text) : std::nullopt) {
      const std::chrono::year_month_day parts{*day};
      if (static_cast<int>(parts.year()) >= first_year) {
        lxw_datetime when{static_cast<int>(parts.year()), static_cast<int>(static_cast<unsigned>(parts.month())),
                          static_cast<int>(static_cast<unsigned>(parts.day())), 0, 0, 0};
        return api_.write_datetime(sheet, row, at, &when, date_);
      }
    }
    const auto kept = fitting(*text);
    if (kept.size() < text->size()) ++cut_;
    return api_.write_string(sheet, row, at, std::string{kept}.c_str(), nullptr);
  }

  Failure failed(lxw_error error) const { return unreadable(path_, tr("the workbook cannot be written: {}", api_.strerror(error))); }

  const Xlsx& api_;
  std::string path_, folder_;
  lxw_workbook* workbook_ = nullptr;
  lxw_format* date_ = nullptr;
  std::vector<std::pair<lxw_worksheet*, lxw_row_t>> sheets_;  // in the order of tables(), with the next row
  std::size_t cut_ = 0;
};

}  // namespace

Result<std::unique_ptr<TableWriter>> write_xlsx(const std::string& path, const std::string& folder, const Instant& made_at) {
  const Xlsx* api = xlsx();
  if (!api) return failure(FailureKind::unreadable, tr("libxlsxwriter is not on this system"), tr("install libxlsxwriter4, or take csv"));
  auto writer = std::make_unique<XlsxWriter>(*api, path, folder);
  if (auto opened = writer->open(made_at); !opened) return std::move(opened).failure();
  return std::unique_ptr<TableWriter>{std::move(writer)};
}

}  // namespace cmt::exchange
