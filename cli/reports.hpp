// Reports as commands make and print them.
#pragma once
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "cli/world.hpp"
#include "core/time.hpp"
#include "reports/report.hpp"

namespace cmt::cli {

struct ReportOptions {
  std::string name, period, from, to, by, as_of, format, output, language, records;
  std::vector<std::string> query, what_if;
  bool skip_invalid = false, publish = false;
  std::string survey;  // its id as typed: only its answers are counted
};

// How a report is printed: --as-of, --format, --output, --lang, --skip-invalid.
// `written_to` says what -o takes.
void add_report_format_options(Args& args, ReportOptions& options, const char* written_to = msgid("write it to this file"));

int run_report(World& world, ReportOptions options);

// Prints a report, or writes it to a file; `format` empty: text, or JSON with --json.
int print_report(World& world, const reports::Report& report, const std::string& format,
                 const std::string& output);

// From --period, or --from and --to, in either calendar; open ends where nothing was typed.
Result<Period> period_value(const std::string& period, const std::string& from, const std::string& to);

}  // namespace cmt::cli
