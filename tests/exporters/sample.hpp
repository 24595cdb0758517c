// The reports that the tests of the exporters print: a quarter in English, one in Persian, and one
// whose every text tries to break out of the format that it is printed in.
#pragma once
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace cmt::test {

inline reports::Report quarter() {
  using namespace reports;
  Report report;
  report.name = "overview";
  report.title = "Overview";
  report.organization = "Riverside Water";
  report.language = "en";
  report.period_from = "2026-07-01";
  report.period_to = "2026-09-30";
  report.as_of = "2026-10-02T09:00:00+02:00";
  report.commit = "3f9c2a71d0b84e6f5a1c7d2e9b04a6f8c3d5e710";
  report.timezone = "Europe/Berlin";
  report.filter = "category:billing or category:delivery";
  report.records_read = 1284;
  report.measures = {
      count_measure("K01", "Complaints received", 142, "complaints", "R"),
      share_measure("K04", "Acknowledged on time", 131, 140, "U"),
      share_measure("K09", "Responded on time", 96, 121, "U"),
      {.id = "K08",
       .name = "First response time, median",
       .value = Ratio{23, 2},
       .unit = "days",
       .basis = "D",
       .note = "Waiting for the complainant is not subtracted."},
      count_measure("K13", "Overdue and open", 7, "complaints", "S"),
      share_measure("K24", "Upheld", 58, 109, "D"),
      share_measure("K26", "Remedies delivered on time", 0, 0, "U"),
      ratio_measure("K14", "Backlog", Ratio{31, 36}, "months of work", "S"),
  };
  report.measures[4].records = {"2026-7K3QXF", "2026-9RM2A0", "2026-0B7T4N"};

  Table months;
  months.key = "months";
  months.title = "Received and closed by month";
  months.caption = "Complaints by local month of receipt, and by the month in which they ended.";
  months.columns = {{"month", "Month", ColumnType::date},
                    {"received", "Received", ColumnType::number},
                    {"closed", "Closed", ColumnType::number}};
  const std::vector<std::vector<std::int64_t>> counts{
      {31, 28}, {35, 33}, {29, 34}, {38, 30}, {44, 39}, {41, 45}, {52, 47}, {49, 51}, {41, 46}};
  for (std::size_t i = 0; i < counts.size(); ++i)
    months.rows.push_back({reports::Date{"2026-0" + std::to_string(i + 1)}, counts[i][0], counts[i][1]});
  months.total = Row{Unknown{}, 360, 353};
  months.chart = Chart{ChartKind::line, "month", {"received", "closed"}};

  Table categories;
  categories.key = "categories";
  categories.title = "Complaints by category";
  categories.caption = "Each complaint counts once, by its main problem.";
  categories.columns = {{"category", "Category", ColumnType::text},
                        {"count", "Complaints", ColumnType::number},
                        {"share", "Share", ColumnType::number}};
  const std::vector<std::pair<Code, std::int64_t>> problems{
      {{"billing", "Billing and payment"}, 61},
      {{"delivery", "Delivery or supply"}, 37},
      {{"staff", "Conduct of staff"}, 21},
      {{"information", "Information that was missing, wrong or misleading"}, 14},
      {{"other", "Other"}, 9}};
  for (const auto& [code, count] : problems)
    categories.rows.push_back({code, count, Percent{count, 142}});
  categories.total = Row{Unknown{}, 142, Percent{142, 142}};
  categories.chart = Chart{ChartKind::bars, "category", {"count"}};

  Table ages;
  ages.key = "ages";
  ages.title = "Age of open complaints";
  ages.caption = "Calendar days since receipt.";
  ages.columns = {
      {"unit", "Unit", ColumnType::text},        {"d7", "0\u20137", ColumnType::number},
      {"d14", "8\u201314", ColumnType::number},  {"d30", "15\u201330", ColumnType::number},
      {"d56", "31\u201356", ColumnType::number}, {"d90", "57\u201390", ColumnType::number},
      {"d91", "91 and more", ColumnType::number}};
  ages.rows = {
      {"North", 6, 4, 3, 2, 0, 1}, {"South", 3, 2, 5, 1, 1, 0}, {"Head office", 1, 0, 1, 1, 0, 0}};
  ages.total = Row{Unknown{}, 10, 6, 9, 4, 1, 1};
  ages.chart = Chart{ChartKind::stacked, "unit", {"d7", "d14", "d30", "d56", "d90", "d91"}};

  Table weeks;
  weeks.key = "weeks";
  weeks.title = "Received in the last weeks";
  weeks.columns = {{"week", "Week", ColumnType::text},
                   {"received", "Received", ColumnType::number}};
  weeks.rows = {{"W35", 9}, {"W36", 12}, {"W37", 8}, {"W38", 15}, {"W39", 6}};
  weeks.chart = Chart{ChartKind::columns, "week", {"received"}};

  Table overdue;
  overdue.key = "overdue";
  overdue.title = "Overdue and open";
  overdue.columns = {{"id", "ID", ColumnType::text},
                     {"summary", "Summary", ColumnType::text},
                     {"due", "Due", ColumnType::date},
                     {"owner", "Owner", ColumnType::text},
                     {"late", "Days late", ColumnType::number}};
  overdue.rows = {
      {"2026-7K3QXF", "Charged twice for June", reports::Date{"2026-09-14"}, "m.weber", 18},
      {"2026-9RM2A0",
       "\u041d\u0435\u0442 \u0432\u043e\u0434\u044b \u0442\u0440\u0438 \u0434\u043d\u044f",
       reports::Date{"2026-09-21"}, Unknown{}, 11},
      {"2026-0B7T4N", "\u0642\u0628\u0636 \u0627\u0634\u062a\u0628\u0627\u0647 \u0627\u0633\u062a",
       reports::Date{"2026-09-28"}, "a.karimi", 4}};
  overdue.note = "Fewer than five cases per unit are not shown by unit.";

  Table suggestions;
  suggestions.key = "suggestions";
  suggestions.title = "Suggestions by staff";
  suggestions.columns = {{"idea", "Idea", ColumnType::text}};

  report.tables = {months, categories, ages, weeks, overdue, suggestions};
  report.notes = {"Nine complaints received before July were registered in July.",
                  "The period is not mature: 12 cases may still pass their limit."};
  return report;
}

inline reports::Report persian() {
  using namespace reports;
  Report report = quarter();
  report.language = "fa-IR";
  report.title = "\u0646\u0645\u0627\u06cc \u06a9\u0644\u06cc";
  report.organization =
      "\u0622\u0628 \u0648 \u0641\u0627\u0636\u0644\u0627\u0628 \u06a9\u0627\u0631\u0648\u0646";
  report.timezone = "Asia/Tehran";
  report.filter.clear();
  report.commit.clear();
  report.records_skipped = 2;
  report.measures = {
      count_measure("K01",
                    "\u0634\u06a9\u0627\u06cc\u062a\u200c\u0647\u0627\u06cc "
                    "\u062f\u0631\u06cc\u0627\u0641\u062a\u200c\u0634\u062f\u0647",
                    142, "\u0634\u06a9\u0627\u06cc\u062a", "R"),
      share_measure("K09", "\u067e\u0627\u0633\u062e \u0628\u0647\u200c\u0645\u0648\u0642\u0639",
                    96, 121, "U"),
      share_measure("K26",
                    "\u062c\u0628\u0631\u0627\u0646 \u0628\u0647\u200c\u0645\u0648\u0642\u0639", 0,
                    0, "U")};
  Table categories = report.tables[1];
  categories.title =
      "\u0634\u06a9\u0627\u06cc\u062a\u200c\u0647\u0627 \u0628\u0647 "
      "\u062a\u0641\u06a9\u06cc\u06a9 \u0645\u0648\u0636\u0648\u0639";
  categories.caption.clear();
  categories.columns[0].title = "\u0645\u0648\u0636\u0648\u0639";
  categories.columns[1].title = "\u062a\u0639\u062f\u0627\u062f";
  categories.columns[2].title = "\u0633\u0647\u0645";
  categories.rows = {
      {Code{"billing",
            "\u0635\u0648\u0631\u062a\u200c\u062d\u0633\u0627\u0628 \u0648 "
            "\u067e\u0631\u062f\u0627\u062e\u062a"},
       93, Percent{93, 142}},
      {Code{"staff", "\u0631\u0641\u062a\u0627\u0631 \u06a9\u0627\u0631\u06a9\u0646\u0627\u0646"},
       49, Percent{49, 142}}};
  Table months = report.tables[0];
  months.title =
      "\u062f\u0631\u06cc\u0627\u0641\u062a \u0648 \u067e\u0627\u06cc\u0627\u0646 \u062f\u0631 "
      "\u0647\u0631 \u0645\u0627\u0647";
  months.caption.clear();
  months.columns[0].title = "\u0645\u0627\u0647";
  months.columns[1].title = "\u062f\u0631\u06cc\u0627\u0641\u062a";
  months.columns[2].title = "\u067e\u0627\u06cc\u0627\u0646";
  report.tables = {months, categories};
  report.notes.clear();
  return report;
}

// What an attacker writes into a complaint, once for every place of a report that takes text.
inline const std::string kAttack =
    "=cmd|'/c calc'!A1 <script>alert(1)</script> \"onload=alert(2) 'x' | `b` ]( &amp; \x1b[31mred "
    "\u202egpj.exe\nnext \xff end";

inline reports::Report hostile() {
  using namespace reports;
  Report report;
  report.name = "overview";
  report.title = report.organization = report.language = report.filter = kAttack;
  report.period_from = report.period_to = report.as_of = report.commit = report.timezone = kAttack;
  report.measures = {{.id = kAttack,
                      .name = kAttack,
                      .numerator = 1,
                      .denominator = 2,
                      .value = Percent{1, 2},
                      .unit = kAttack,
                      .basis = kAttack,
                      .note = kAttack,
                      .records = {kAttack}},
                     {.id = kAttack, .name = kAttack, .value = kAttack, .unit = kAttack}};
  for (const ChartKind kind :
       {ChartKind::bars, ChartKind::columns, ChartKind::line, ChartKind::stacked}) {
    Table table;
    table.key = table.title = table.caption = table.note = kAttack;
    table.columns = {{"label", kAttack, ColumnType::text},
                     {"count", kAttack, ColumnType::number},
                     {"more", kAttack, ColumnType::number}};
    table.rows = {{kAttack, 1, 2}, {Code{kAttack, kAttack}, 2, 1}, {reports::Date{kAttack}, kAttack}};
    table.total = Row{kAttack, 3};
    table.chart = Chart{kind, "label", {"count", "more"}};
    report.tables.push_back(table);
  }
  report.notes = {kAttack};
  return report;
}

}  // namespace cmt::test
