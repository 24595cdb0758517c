// Dates in reports for people, by the language of the report.
#include "exporters/dates.hpp"

#include "exporters/csv.hpp"
#include "exporters/html.hpp"
#include "exporters/json.hpp"
#include "exporters/markdown.hpp"
#include "exporters/text.hpp"
#include "support/test.hpp"

using namespace cmt;
using namespace cmt::exporters;

TEST_CASE("dates are solar Hijri for readers of Persian and ISO for all others") {
  CHECK(shown_date("2026-11-20", "fa") == "۱۴۰۵-۰۸-۲۹");
  CHECK(shown_date("2026-11-20", "fa-IR") == "۱۴۰۵-۰۸-۲۹");
  CHECK(shown_date("2026-11-20", "fat") == "2026-11-20");
  CHECK(shown_date("2026-11-20", "en") == "2026-11-20");
  CHECK(shown_date("2026-11-20T09:12:00+03:30", "fa") == "۱۴۰۵-۰۸-۲۹ 09:12:00+03:30");
  CHECK(shown_date("2026-11", "fa") == "2026-11");
  CHECK(shown_date("", "fa") == "");
  CHECK(shown_date("unknown day", "fa") == "unknown day");
}

TEST_CASE("a report in Persian shows its dates so, everywhere but in the command that makes it again") {
  reports::Report report;
  report.name = "overview";
  report.language = "fa";
  report.period_from = report.period_to = "2026-11-20";
  report.as_of = "2026-11-20T09:12:00+03:30";
  reports::Table table;
  table.key = "t";
  table.columns = {{"day", "Day", reports::ColumnType::date}};
  table.rows = {{reports::Date{"2026-11-20"}}};
  table.total = reports::Row{reports::Date{"2026-11-21"}};
  report.tables = {table};
  for (const std::string& out : {text(report, {}), markdown(report), html(report)}) {
    CHECK(out.find("۱۴۰۵-۰۸-۲۹") != std::string::npos);
    CHECK(out.find("۱۴۰۵-۰۸-۳۰") != std::string::npos);
    std::string rest = out;
    for (const char* command : {"--from 2026-11-20", "--to 2026-11-20", "--as-of 2026-11-20"})
      for (auto at = rest.find(command); at != std::string::npos; at = rest.find(command))
        rest.erase(at, std::string_view{command}.size());
    CHECK(rest.find("2026-11-2") == std::string::npos);
  }
  CHECK(csv(report).find("2026-11-20") != std::string::npos);
  CHECK(json(report).find("2026-11-20") != std::string::npos);
  CHECK(json(report).find("۱۴۰۵") == std::string::npos);
}
