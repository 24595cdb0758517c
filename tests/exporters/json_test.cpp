// The JSON of a report: the members that programs rely on.
#include "exporters/json.hpp"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "exporters/sample.hpp"
#include "support/golden.hpp"

namespace {

using namespace cmt::exporters;
using namespace cmt::reports;
using Json = nlohmann::ordered_json;

TEST_CASE("the JSON is as it was reviewed") {
  CHECK_GOLDEN("exporters/overview.json", json(cmt::test::quarter()));
}

TEST_CASE("a measure has exactly the members that docs/json.md lists") {
  const Json document = Json::parse(json(cmt::test::quarter()));
  std::vector<std::string> members;
  for (const auto& member : document["measures"][1].items()) members.push_back(member.key());
  CHECK(members == std::vector<std::string>{"id", "name", "numerator", "denominator", "value",
                                            "unit", "basis", "note"});
  CHECK(document["measures"][1]["value"] == 93.6);
}

TEST_CASE("a zero denominator is null in measures and tables") {
  Report report;
  report.measures = {share_measure("K26", "Remedies on time", 0, 0, "U")};
  Table table;
  table.key = "shares";
  table.columns = {{"share", "Share", ColumnType::number}};
  table.rows = {{Percent{1, 0}}, {Ratio{1, 0}}};
  report.tables = {table};
  const Json document = Json::parse(json(report));
  CHECK(document["measures"][0]["value"].is_null());
  CHECK(document["measures"][0]["denominator"] == 0);
  CHECK(document["shares"] == Json::parse(R"([{"share": null}, {"share": null}])"));
}

TEST_CASE("cells keep their types") {
  Report report;
  Table table;
  table.key = "cells";
  table.columns = {{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"}, {"e", "E"}, {"f", "F"}};
  table.rows = {{"x", 3, Ratio{-5, 4}, Code{"billing", "Billing"}, Date{"2026-09-30"}, Fewer{5}}};
  report.tables = {table};
  CHECK(Json::parse(json(report))["cells"][0] ==
        Json::parse(R"({"a": "x", "b": 3, "c": -1.3, "d": "billing", "e": "2026-09-30",
                        "f": "<5"})"));
}

TEST_CASE("a row that is short has null in its last columns") {
  Report report;
  Table table;
  table.key = "cells";
  table.columns = {{"a", "A"}, {"b", "B"}};
  table.rows = {{1}};
  report.tables = {table};
  CHECK(Json::parse(json(report))["cells"][0]["b"].is_null());
}

TEST_CASE("totals stand beside the rows and not among them") {
  const Json document = Json::parse(json(cmt::test::quarter()));
  CHECK(document["months"].size() == 9);
  CHECK(document["totals"]["months"]["received"] == 360);
}

TEST_CASE("what is not known is null") {
  const Json document = Json::parse(json(Report{}));
  for (const char* member : {"period", "as_of", "commit", "timezone"})
    CHECK(document[member].is_null());
}

TEST_CASE("a table cannot replace a member of the document or another table") {
  Report report;
  report.name = "overview";
  Table table;
  table.key = "report";
  report.tables = {table, table};
  const Json document = Json::parse(json(report));
  CHECK(document["report"] == "overview");
  CHECK(document["report_table"].is_array());
  CHECK(document["report_table_table"].is_array());
}

TEST_CASE("hostile text comes back as text, invalid bytes replaced") {
  const std::string out = json(cmt::test::hostile());
  const Json document = Json::parse(out);
  const std::string note = document["notes"][0];
  CHECK(note.find("<script>alert(1)</script> \"onload") != std::string::npos);
  CHECK(note.find("\ufffd end") != std::string::npos);
  CHECK(out.find('\x1b') == std::string::npos);
  CHECK(out.back() == '\n');
}

}  // namespace
