#include "cli/table_export.hpp"

#include <fmt/core.h>

#include <atomic>
#include <fstream>

#include "cli/cases.hpp"
#include "cli/dossiers.hpp"
#include "cli/git.hpp"
#include "cli/labels.hpp"
#include "cli/print.hpp"
#include "cli/scratch_folder.hpp"
#include "cli/spool.hpp"
#include "core/csv.hpp"
#include "exchange/sqlite.hpp"
#include "exchange/tables.hpp"
#include "exchange/xlsx.hpp"
#include "improvement/action.hpp"

namespace cmt::cli {
namespace {

using exchange::ColumnType;
using exchange::Row;
using exchange::TableWriter;

// One table, into a spool.
class CsvWriter : public TableWriter {
 public:
  CsvWriter(Spool& spool, const exchange::Table& table) : spool_(spool), table_(table) {
    std::vector<CsvCell> head;
    for (const auto& column : table.columns) head.push_back({column.name, false});
    spool_.add(csv_row(head));
  }
  Result<Done> add(const Row& row) override {
    cells_.clear();
    for (std::size_t i = 0; i < row.cells.size(); ++i) cells_.push_back(cell_of(row.cells[i], table_.columns[i].type));
    spool_.add(csv_row(cells_));
    return Done{};
  }
  Result<Done> finish() override { return Done{}; }

 private:
  static CsvCell cell_of(const exchange::Cell& cell, ColumnType type) {
    if (const auto* text = std::get_if<std::string>(&cell)) return {*text, type == ColumnType::amount};
    if (const auto* number = std::get_if<std::int64_t>(&cell)) return {fmt::format("{}", *number), true};
    if (const auto* flag = std::get_if<bool>(&cell)) return {*flag ? "true" : "false", false};
    return {};
  }
  Spool& spool_;
  const exchange::Table& table_;
  std::vector<CsvCell> cells_;
};

// A file in pieces, to whatever takes them.
Result<Done> copy_file(const std::filesystem::path& path, const std::function<bool(std::string_view)>& write) {
  std::ifstream in{path, std::ios::binary};
  std::string piece(std::size_t{1} << 16, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0)
    if (!write({piece.data(), static_cast<std::size_t>(in.gcount())})) return Done{};
  if (!in.eof()) return unreadable(path.string(), tr("it cannot be read back"));
  return Done{};
}


}  // namespace

std::vector<std::string> table_names() {
  std::vector<std::string> out;
  for (const auto& table : exchange::tables()) out.emplace_back(table.name);
  return out;
}

int export_tables(World& world, const Session& session, const query::Query& query, const TableExport& what) {
  const bool is_csv = what.format == "csv", is_to_file = !what.output.empty() && what.output != "-";
  if (!is_csv && !is_to_file && world.console.out_is_terminal)
    return fail(world, failure(FailureKind::usage, tr("a file of {} is not printed on a terminal", what.format),
                               fmt::format("cmt export --format {} -o FILE", what.format)));
  const process::Rules& rules = session.rules();
  const CaseContext context{rules, today_of(world, session), world.now()};
  const std::size_t only = is_csv ? exchange::find_table(what.table) : exchange::tables().size();
  const exchange::RowMaker maker{rules, context.now, only};

  const std::filesystem::path temporary = world.environment("TMPDIR").value_or("/tmp");
  std::optional<Spool> spool;
  std::optional<ScratchFolder> scratch;
  std::filesystem::path file;
  std::unique_ptr<TableWriter> writer;
  if (is_csv) {
    writer = std::make_unique<CsvWriter>(spool.emplace(temporary), exchange::tables()[only]);
  } else {
    auto made = ScratchFolder::make(temporary);
    if (!made) return fail(world, made.failure());
    scratch.emplace(std::move(*made));
    file = scratch->path() / ("export." + what.format);
    auto opened = what.format == "sqlite" ? exchange::write_sqlite(file) : exchange::write_xlsx(file, scratch->path(), context.now);
    if (!opened) return fail(world, opened.failure());
    writer = std::move(*opened);
  }

  std::optional<Failure> failed;
  std::size_t rows = 0;
  std::atomic<std::size_t> complaints = 0;  // records are read by several threads
  const auto write_rows = [&](std::string_view bytes) {
    exchange::RowsOf source{bytes};
    for (Row row; !failed && source.next(row); ++rows)
      if (auto added = writer->add(row); !added) failed = std::move(added).failure();
  };
  LoadOptions loading{query::needs_text(query), what.skip_invalid, {}, [&](const Case& one, const records::Record* record) -> Result<std::string> {
                        std::string bytes;
                        if (!matches(query, one, context)) return bytes;
                        ++complaints;
                        maker.add(record->complaint, one.state(), bytes);
                        return bytes;
                      }};
  loading.with_records = true;
  loading.write = write_rows;
  const auto cases = load_cases(world, session, loading);
  if (!cases) return fail(world, cases.failure());

  std::string rest;
  const auto actions = states_at<improvement::Action>(session, context.now);
  if (!actions) return fail(world, actions.failure());
  for (const auto& action : *actions) maker.add(action, rest);
  maker.add_codes(rest);
  maker.add_columns(rest);
  maker.add_about({{"organization", session.settings().organization},
                   {"time_zone", rules.zone.name()},
                   {"as_of", text(rules.zone.at(context.now.utc))},
                   {"commit", committed_at(session.root)},
                   {"query", query::canonical(query)},
                   {"complaints", std::to_string(complaints.load())},
                   {"left_out", std::to_string(cases->skipped)},
                   {"made_by", std::string{"cmt "} + CMT_VERSION}},
                  rest);
  write_rows(rest);
  if (!failed)
    if (auto finished = writer->finish(); !finished) failed = std::move(finished).failure();
  if (failed) return fail(world, *failed);

  const auto written = write_output(world, what.output, [&](const auto& write) { return spool ? spool->copy_to(write) : copy_file(file, write); });
  if (!written) return fail(world, written.failure());
  Message said = is_csv ? trn("{} row exported", "{} rows exported", rows, rows)
                        : trn("{} complaint exported", "{} complaints exported", complaints, complaints.load());
  if (cases->skipped) said += tr(", {} left out", cases->skipped);
  if (writer->cut())
    said += trn("; {} text was cut at the 32,767 characters that a cell holds",
                "; {} texts were cut at the 32,767 characters that a cell holds", writer->cut(), writer->cut());
  world.say(said);
  return cli::done;
}

}  // namespace cmt::cli
