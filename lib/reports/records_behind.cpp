#include "reports/records_behind.hpp"

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "reports/breakdown.hpp"
#include "reports/frame.hpp"
#include "reports/wording.hpp"

namespace cmt::reports {
namespace {

std::string upper(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

Result<Report> records_behind(Report report, std::string_view id,
                              const Cases& cases, const Scope& scope) {
  const auto measure =
      std::find_if(report.measures.begin(), report.measures.end(),
                   [&](const Measure& one) { return upper(one.id) == upper(id); });
  if (measure == report.measures.end()) {
    std::string all;
    for (const Measure& one : report.measures) all += (all.empty() ? "" : ", ") + one.id;
    return failure(FailureKind::usage,
                   tr("the report has no measure '{}'", truncate(printable_line(id), 40)),
                   tr("it has {}", all));
  }
  Measure chosen = std::move(*measure);
  std::map<std::string, const process::State*> by_id;
  for (const Facts* one : cases.facts(scope)) by_id[one->id().text()] = &one->whole();
  Table table;
  table.key = "records";
  table.title = word(scope, "records_behind.title", "Complaints behind the figure");
  table.columns = {column(scope, "id", "ID", ColumnType::text),
                   column(scope, "received", "Received", ColumnType::date),
                   column(scope, "status", "Status", ColumnType::text),
                   column(scope, "category", "Category", ColumnType::text),
                   column(scope, "summary", "Summary", ColumnType::text)};
  for (const std::string& record : chosen.records) {
    const auto at = by_id.find(record);
    if (at == by_id.end()) continue;
    const process::State& state = *at->second;
    const auto received = scope.zone.date_of(state.received_at);
    table.rows.push_back(
        {record, received ? Cell{reports::Date{text(*received)}} : Cell{Unknown{}},
         labelled(scope, "statuses", name_of(process::status_names, state.status)),
         value_label(by_category, state.category, scope), state.summary});
  }
  report.measures = {std::move(chosen)};
  report.tables = {std::move(table)};
  report.notes.clear();  // they are about the other figures
  return report;
}

}  // namespace cmt::reports
