#include "reports/suppression.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr std::int64_t kFewest = 5;

bool is_small(std::int64_t count) { return count > 0 && count < kFewest; }

// A share whose part, or what is left of the whole, is small.
bool is_telling(std::int64_t part, std::int64_t whole) {
  return is_small(part) || is_small(whole) || is_small(whole - part);
}

// Of columns that name complaints or people.
bool is_named(const Column& column) {
  constexpr std::array<std::string_view, 5> kKeys{"id", "ids", "owner", "command", "dispute"};
  return std::find(kKeys.begin(), kKeys.end(), column.key) != kKeys.end();
}

bool is_record_table(const Table& table) {
  // The measures of a report have ids of their own.
  if (table.key == "comparison") return false;
  return std::any_of(table.columns.begin(), table.columns.end(), is_named);
}

void hold_back(Measure& measure) {
  measure.records.clear();
  const bool is_share = std::holds_alternative<Percent>(measure.value);
  const auto* count = std::get_if<std::int64_t>(&measure.value);
  const bool is_count = count && measure.numerator;
  if (is_count && is_small(*count)) {
    measure.numerator.reset();
    measure.value = Fewer{kFewest};
  } else if (is_share && measure.numerator && measure.denominator &&
             is_telling(*measure.numerator, *measure.denominator)) {
    measure.numerator.reset();
    measure.denominator.reset();
    measure.value = Fewer{kFewest};
    measure.unit.clear();
    measure.note.clear();  // it may tell the share
  }
}

// A mean, a margin or an index of the answers whose share is held back would tell it.
void hold_back_statistics(std::vector<Measure>& measures) {
  for (const Measure& share : measures) {
    if (!std::holds_alternative<Fewer>(share.value)) continue;
    const std::string family = share.id + ".";
    for (Measure& one : measures) {
      const auto* ratio = std::get_if<Ratio>(&one.value);
      if (one.id.compare(0, family.size(), family) != 0 || !ratio || ratio->denominator == 0) continue;
      one.numerator.reset();
      one.denominator.reset();
      one.value = Fewer{kFewest};
      one.unit.clear();
      one.note.clear();
    }
  }
}

struct Mask {
  std::vector<std::vector<bool>> cells;  // of the rows, held back
};

// The most complaints in a window count people too, though they do not add up.
bool counts_people(const Column& column) { return column.is_count || column.key == "most"; }

const std::int64_t* count_at(const Table& table, std::size_t row, std::size_t column) {
  if (!counts_people(table.columns[column]) || column >= table.rows[row].size()) return nullptr;
  return std::get_if<std::int64_t>(&table.rows[row][column]);
}

// Holds back the smallest count above zero that is still shown. False when there is none.
bool hold_smallest(Mask& mask, const Table& table,
                   const std::vector<std::pair<std::size_t, std::size_t>>& cells) {
  const std::pair<std::size_t, std::size_t>* least = nullptr;
  std::int64_t smallest = 0;
  for (const auto& cell : cells) {
    const auto* count = count_at(table, cell.first, cell.second);
    if (!count || *count == 0 || mask.cells[cell.first][cell.second]) continue;
    if (!least || *count < smallest) least = &cell, smallest = *count;
  }
  if (!least) return false;
  mask.cells[least->first][least->second] = true;
  return true;
}

// A table whose counts add up along its rows as well: from the second column to the last but one.
bool is_cross(const Table& table) {
  return table.columns.size() > 3 && table.columns.back().key == "total" && table.total;
}

Mask mask_of(const Table& table) {
  Mask mask;
  mask.cells.assign(table.rows.size(), std::vector<bool>(table.columns.size(), false));
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    for (std::size_t column = 1; column < table.columns.size(); ++column)
      if (const auto* count = count_at(table, row, column); count && is_small(*count))
        mask.cells[row][column] = true;
  for (bool is_changed = true; is_changed;) {
    is_changed = false;
    const auto guard = [&](const std::vector<std::pair<std::size_t, std::size_t>>& line) {
      const auto held = std::count_if(line.begin(), line.end(), [&](const auto& cell) {
        return mask.cells[cell.first][cell.second];
      });
      if (held == 1 && hold_smallest(mask, table, line)) is_changed = true;
    };
    if (table.total)
      for (std::size_t column = 1; column < table.columns.size(); ++column) {
        std::vector<std::pair<std::size_t, std::size_t>> line;
        for (std::size_t row = 0; row < table.rows.size(); ++row) line.emplace_back(row, column);
        guard(line);
      }
    if (is_cross(table))
      for (std::size_t row = 0; row < table.rows.size(); ++row) {
        std::vector<std::pair<std::size_t, std::size_t>> line;
        for (std::size_t column = 1; column + 1 < table.columns.size(); ++column)
          line.emplace_back(row, column);
        guard(line);
      }
  }
  return mask;
}

// Whether a share has a held-back count for its part or its whole, or would tell one by itself.
bool is_telling(const Table& table, const Mask& mask, std::size_t row, const Percent& share) {
  if (is_telling(share.part, share.whole)) return true;
  for (std::size_t column = 1; column < table.columns.size(); ++column) {
    const auto* count = count_at(table, row, column);
    if (count && mask.cells[row][column] && (*count == share.part || *count == share.whole))
      return true;
  }
  return false;
}

void hold_back(Table& table) {
  const Mask mask = mask_of(table);
  std::vector<Row> rows = table.rows;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    bool is_any_held = false;
    for (std::size_t column = 1; column < rows[row].size(); ++column)
      is_any_held = is_any_held || mask.cells[row][column];
    for (std::size_t column = 1; column < rows[row].size(); ++column) {
      Cell& cell = rows[row][column];
      if (mask.cells[row][column]) {
        cell = Fewer{kFewest};
      } else if (const auto* share = std::get_if<Percent>(&cell)) {
        // A running share gives away the one before it.
        const bool is_running = table.columns[column].key == "cumulative";
        if (is_telling(table, mask, row, *share) || (is_running && is_any_held)) cell = Unknown{};
      } else if (is_any_held && !table.columns[column].is_count &&
                 !std::holds_alternative<Code>(cell)) {
        cell = Unknown{};  // a mean, a median or a sum of too few
      }
    }
  }
  table.rows = std::move(rows);
  if (!table.total) return;
  for (std::size_t column = 1; column < table.total->size(); ++column) {
    Cell& cell = (*table.total)[column];
    if (const auto* count = std::get_if<std::int64_t>(&cell); count && is_small(*count))
      cell = Fewer{kFewest};
    else if (const auto* share = std::get_if<Percent>(&cell);
             share && is_telling(share->part, share->whole) && share->part != share->whole)
      cell = Unknown{};
  }
}

}  // namespace

Report for_publication(Report report, const Scope& scope) {
  for (Measure& measure : report.measures) hold_back(measure);
  hold_back_statistics(report.measures);
  // The comparison has the values of measures: held back where the measure is, and by itself.
  const auto left_out =
      std::remove_if(report.tables.begin(), report.tables.end(), is_record_table);
  const auto count = static_cast<std::int64_t>(report.tables.end() - left_out);
  report.tables.erase(left_out, report.tables.end());
  for (Table& table : report.tables) {
    if (table.key == "comparison") {
      for (Row& row : table.rows)
        for (std::size_t column = 2; column < row.size(); ++column) {
          const auto* number = std::get_if<std::int64_t>(&row[column]);
          const auto* share = std::get_if<Percent>(&row[column]);
          const auto* unit = std::get_if<std::string>(&row.back());
          const bool is_days = unit && *unit == days(scope);
          if ((number && is_small(*number) && !is_days) ||
              (share && is_telling(share->part, share->whole)))
            row[column] = Fewer{kFewest};
        }
      continue;
    }
    hold_back(table);
  }
  report.notes.push_back(word(scope, "publish.note",
                              "For publication: counts from 1 to 4 are held back (<5), and so are "
                              "other figures that would give them away."));
  if (count > 0)
    report.notes.push_back(sentence(
        scope, "publish.left_out",
        "Tables that name complaints or staff are left out of what is published: {n}.", count));
  return report;
}

}  // namespace cmt::reports
