// 8.1 to 8.4: what the register says about all complaints.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/reports.hpp"
#include "reports/catalogue.hpp"

namespace cmt::cli {

Run add_report(Args& args) {
  const auto o = std::make_shared<ReportOptions>();
  args.positional("NAME", o->name, "which report; overview when not given", false).completes("report");
  args.rest("QUERY", o->query, "only the complaints that it describes").completes("query");
  args.option("--period", "P", o->period, "a year, quarter, month or day: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o->from, "the first day");
  args.option("--to", "DATE", o->to, "the last day");
  args.option("--by", "FIELD", o->by, "a further table: category, product, unit, medium, language, owner, "
              "cause, segment, complainant_type, outcome, severity, priority or source; or two, such as category,unit").completes("dimension");
  args.repeated("--what-if", "CLOCK=AMOUNT", o->what_if, "figures under another limit (final=20bd) or calendar (calendar=NAME)");
  args.option("--records", "ID", o->records, "the complaints behind one figure, such as K09");
  args.option("--survey", "ID", o->survey, "satisfaction: of this survey alone, whatever the period").completes("survey");
  args.flag("--publish", o->publish, "hold back counts below 5, and tables that name complaints or staff");
  add_report_format_options(
      args, *o, msgid("write it to this file; a folder, such as site/, takes a page for every report and month"));
  std::string all;
  for (const auto& one : reports::catalogue())
    all += fmt::format("{}{} ({})", all.empty() ? "" : ", ", one.name, translated(one.summary).shown());
  args.about(tr("The reports: {}.", all).shown());
  args.about("Every figure can be made again from the commit, period, filter and time zone that the report "
             "states. docs/measures.md has the formulas.");
  args.reads_register();
  args.example("cmt report --period 2026-Q3", "a quarter, on the terminal");
  args.example("cmt report pareto --by product", "where most of the trouble is");
  args.example("cmt report --records K09 --period 2026-Q3", "which were answered on time");
  args.example("cmt report --format html -o report.html", "one page to send or print");
  args.example("cmt report --format html -o site/", "a dashboard, every report and every month");
  return [o](World& world) { return run_report(world, *o); };
}

}  // namespace cmt::cli
