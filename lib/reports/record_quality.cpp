#include "reports/record_quality.hpp"

#include <algorithm>
#include <map>

#include "process/completeness.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

constexpr int kLateDays = 2;

struct Filled {
  std::string name;
  std::string clause;
  std::int64_t present = 0, owed = 0, records = 0, complete = 0;
};

// The lower share first; of equal ones, that with more missing.
bool is_worse(const Filled& a, const Filled& b) {
  const auto left = a.present * b.owed, right = b.present * a.owed;
  if (left != right) return left < right;
  if (a.owed != b.owed) return a.owed > b.owed;
  return a.name < b.name;
}

}  // namespace

Measure completeness(const Population& population, const Scope& scope) {
  std::int64_t present = 0, owed = 0;
  Ids complete;
  for (const Case& one : population.counted) {
    const auto fields = process::required_fields(one.whole());
    const auto there = std::count_if(fields.begin(), fields.end(),
                                     [](const auto& field) { return field.is_present; });
    present += there;
    owed += static_cast<std::int64_t>(fields.size());
    if (there == static_cast<std::ptrdiff_t>(fields.size())) complete.push_back(one.id());
  }
  Measure measure = share_measure("K49", word(scope, "completeness", "Completeness of records"),
                                  present, owed, "S");
  measure.note = sentence(scope, "completeness.note",
                          "Fields that are there, of those owed by the status reached. Complete "
                          "records: {n} of {m}.",
                          static_cast<std::int64_t>(complete.size()),
                          static_cast<std::int64_t>(population.counted.size()));
  measure.records = std::move(complete);
  return measure;
}

Table completeness_by_field(const Population& population, const Scope& scope) {
  std::map<std::string_view, Filled> fields;
  for (const Case& one : population.counted)
    for (const auto& field : process::required_fields(one.whole())) {
      Filled& filled = fields[field.name];
      filled.name = field.name;
      filled.clause = field.clause;
      filled.present += field.is_present;
      ++filled.owed;
    }
  std::vector<Filled> rows;
  for (auto& [name, filled] : fields) rows.push_back(std::move(filled));
  std::sort(rows.begin(), rows.end(), is_worse);
  Table table;
  table.key = "by_field";
  table.title = word(scope, "by_field.title", "Completeness by field");
  table.columns = {{"field", word(scope, "field", "Field"), ColumnType::text},
                   {"clause", word(scope, "clause", "Clause"), ColumnType::text},
                   {"owed", word(scope, "owed", "Owed"), ColumnType::number},
                   {"missing", word(scope, "missing", "Missing"), ColumnType::number},
                   {"share", word(scope, "present", "Present"), ColumnType::number}};
  for (const Filled& row : rows)
    table.rows.push_back({row.name, row.clause, row.owed, row.owed - row.present,
                          Percent{row.present, row.owed}});
  table.chart = Chart{ChartKind::bars, "field", {"missing"}};
  return table;
}

Table completeness_by_unit(const Population& population, const Scope& scope) {
  std::map<std::string, Filled> units;
  for (const Case& one : population.counted) {
    Filled& filled = units[one.state->unit.text()];
    filled.name = one.state->unit.text();
    ++filled.records;
    bool is_complete = true;
    for (const auto& field : process::required_fields(one.whole())) {
      filled.present += field.is_present;
      ++filled.owed;
      is_complete = is_complete && field.is_present;
    }
    filled.complete += is_complete;
  }
  std::vector<Filled> rows;
  for (auto& [name, filled] : units) rows.push_back(std::move(filled));
  std::sort(rows.begin(), rows.end(), is_worse);
  Table table;
  table.key = "completeness_by_unit";
  table.title = word(scope, "completeness_by_unit.title", "Completeness by unit");
  table.columns = {{"unit", word(scope, "unit", "Unit"), ColumnType::text},
                   {"records", word(scope, "records", "Records"), ColumnType::number},
                   {"complete", word(scope, "complete", "Complete"), ColumnType::number},
                   {"share", word(scope, "present", "Present"), ColumnType::number}};
  for (const Filled& row : rows)
    table.rows.push_back(
        {named(scope, row.name), row.records, row.complete, Percent{row.present, row.owed}});
  table.shown = 20;
  return table;
}

Measure late_entries(const Population& population, const Scope& scope) {
  std::int64_t events = 0, late = 0;
  Ids records;
  for (const Case& one : population.counted) {
    const auto& more = one.whole().particulars;
    for (const auto& day : more.events)
      if (is_in(scope.period, day.on)) events += day.events;
    for (const auto& entry : more.late) {
      if (!is_in(scope.period, entry.on) || entry.days <= kLateDays) continue;
      ++late;
      if (!records.ends_with(one.id())) records.push_back(one.id());
    }
  }
  Measure measure =
      share_measure("K50", word(scope, "late_entries", "Entered late"), late, events, "E");
  measure.note = word(scope, "late_entries.note",
                      "Events put on record more than two days after they happened; imported ones "
                      "are left out.");
  measure.records = std::move(records);
  return measure;
}

}  // namespace cmt::reports
