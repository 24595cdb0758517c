// JSON of a report. Members stand in the order of docs/json.md, so that versions compare well.
#include "exporters/json.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"
#include "exporters/value.hpp"

namespace cmt::exporters {
namespace {

using namespace reports;
using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json count_or_null(const std::optional<std::int64_t>& count) {
  return count ? Json(*count) : Json(nullptr);
}

Json cell_json(const Cell& cell) {
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return *count;
  if (const auto* code = std::get_if<Code>(&cell)) return code->code;
  if (std::holds_alternative<Ratio>(cell) || std::holds_alternative<Percent>(cell)) {
    const auto number = cell_number(cell);
    return number ? Json(*number) : Json(nullptr);
  }
  if (std::holds_alternative<Unknown>(cell)) return nullptr;
  return cell_text(cell);
}

Json row_json(const Table& table, const Row& row) {
  Json object = Json::object();
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    object[table.columns[i].key] = cell_json(cell_at(row, i));
  return object;
}

Json measure_json(const Measure& measure) {
  Json object;
  object["id"] = measure.id;
  object["name"] = measure.name;
  object["numerator"] = count_or_null(measure.numerator);
  object["denominator"] = count_or_null(measure.denominator);
  object["value"] = cell_json(measure.value);
  object["unit"] = text_or_null(measure.unit);
  object["basis"] = text_or_null(measure.basis);
  object["note"] = text_or_null(measure.note);
  return object;
}

}  // namespace

std::string json(const Report& report) {
  Json document;
  document["schema"] = 1;
  document["report"] = report.name;
  document["title"] = report.title;
  document["organization"] = text_or_null(report.organization);
  document["period"] = nullptr;
  if (!report.period_from.empty() || !report.period_to.empty())
    document["period"] = {{"from", text_or_null(report.period_from)},
                          {"to", text_or_null(report.period_to)}};
  document["as_of"] = text_or_null(report.as_of);
  document["commit"] = text_or_null(report.commit);
  document["timezone"] = text_or_null(report.timezone);
  document["filter"] = report.filter;
  document["records_read"] = report.records_read;
  document["records_skipped"] = report.records_skipped;
  document["measures"] = Json::array();
  for (const Measure& measure : report.measures)
    document["measures"].push_back(measure_json(measure));
  document["notes"] = report.notes;
  document["totals"] = Json::object();
  for (const Table& table : report.tables) {
    // A table never replaces a member of the document or another table.
    std::string key = table.key;
    while (document.contains(key)) key += "_table";
    Json rows = Json::array();
    for (const Row& row : table.rows) rows.push_back(row_json(table, row));
    if (table.total) document["totals"][key] = row_json(table, *table.total);
    document[key] = std::move(rows);
  }
  return escaped_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace cmt::exporters
