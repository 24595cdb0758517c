#include "cli/reports.hpp"

#include <fmt/core.h>


#include "calendar/solar_hijri.hpp"
#include "cli/cases.hpp"
#include "cli/commit_look.hpp"
#include "cli/labels.hpp"
#include "cli/moments.hpp"
#include "cli/print.hpp"
#include "cli/report_inputs.hpp"
#include "cli/site.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"
#include "exporters/csv.hpp"
#include "exporters/html.hpp"
#include "exporters/json.hpp"
#include "exporters/markdown.hpp"
#include "exporters/site.hpp"
#include "exporters/text.hpp"
#include "reports/catalogue.hpp"
#include "reports/collection.hpp"
#include "reports/records_behind.hpp"
#include "reports/suppression.hpp"
#include "store/disk.hpp"
#include "store/system_calls.hpp"

namespace cmt::cli {

Result<Period> period_value(const std::string& typed, const std::string& from_typed,
                            const std::string& to_typed) {
  Period period;
  const auto read = [](const std::string& one, const char* option) -> Result<Period> {
    auto parsed = calendar::parse_solar_hijri_period(one);
    if (!parsed) parsed = parse_period(ascii_digits(one));
    if (parsed) return *parsed;
    return failure(FailureKind::usage,
                   tr("{} cannot be '{}'", option, truncate(printable_line(one), 40)),
                   tr("a year, a quarter, a month or a day: 2026, 2026-Q3, 2026-07, 2026-07-31"));
  };
  if (!typed.empty() && !(from_typed.empty() && to_typed.empty()))
    return failure(FailureKind::usage, tr("--period excludes --from and --to"));
  if (!typed.empty()) return read(typed, "--period");
  if (!from_typed.empty()) {
    const auto from = read(from_typed, "--from");
    if (!from) return from.failure();
    period.from = from->from;
  }
  if (!to_typed.empty()) {
    const auto to = read(to_typed, "--to");
    if (!to) return to.failure();
    period.to = to->to;
  }
  if (period.from && period.to && *period.to < *period.from)
    return failure(FailureKind::usage, tr("the period ends before it begins"));
  return period;
}

namespace {

// The register's rules with other limits or another calendar, for a report that asks what if.
Result<process::Rules> supposed(const process::Rules& rules, const std::vector<std::string>& terms) {
  process::Rules out = rules;
  auto deadlines = std::make_shared<process::Deadlines>(*rules.deadlines);
  for (const auto& term : terms) {
    if (const auto read = deadlines->calendars.read(); !read) return read.failure();
    const auto equals = std::min(term.find('='), term.size());
    const std::string name = term.substr(0, equals), value = term.substr(std::min(equals + 1, term.size()));
    if (name == "calendar") {
      const auto& all = deadlines->calendars.all();
      const auto same = [&](const process::CalendarUse& use) { return use.calendar.name == value; };
      const auto found = std::find_if(all.begin(), all.end(), same);
      if (found == all.end())
        return failure(FailureKind::usage, tr("there is no calendar '{}'", truncate(printable_line(value), 40)),
                       tr("cmt.yaml names the calendars; the first is `register`"));
      deadlines->calendars =
          process::Calendars{std::vector{process::CalendarUse{found->calendar, {}, {}}}};
      continue;
    }
    const auto clock = parse_name(process::clock_names, name);
    const auto within = calendar::parse_amount(value);
    if (!clock || !within)
      return failure(FailureKind::usage, tr("--what-if cannot be '{}'", truncate(printable_line(term), 40)),
                     tr("a clock and an amount such as final=20bd, or calendar=NAME"));
    process::Limit limit;
    limit.clock = *clock;
    limit.from = process::usual_anchor(*clock);
    limit.term.within = *within;
    deadlines->instead.push_back(limit);
  }
  out.deadlines = std::move(deadlines);
  return out;
}

// Why these options do not go with a folder as the output, which takes all reports.
std::optional<Failure> site_refusal(const ReportOptions& o) {
  const auto refused = [](Message why, Message hint) {
    return failure(FailureKind::usage, std::move(why), std::move(hint));
  };
  if (o.format != "html")
    return refused(tr("a folder takes a site of HTML pages"), tr("add --format html, or name a file after -o"));
  if (reports::find_report(o.name))
    return refused(tr("a folder takes every report"), tr("leave out its name, or name a file after -o"));
  if (!o.by.empty() || !o.records.empty())
    return refused(tr("{} is for a single report", o.by.empty() ? "--records" : "--by"),
                   tr("name a file after -o"));
  return std::nullopt;
}

void note_suppositions(reports::Report& report, const ReportOptions& o, const reports::Scope& scope) {
  for (const auto& term : o.what_if)
    report.notes.push_back(fmt::format("{}: {}", scope.label("what_if", "What if"), term));
}

int write_reports(World& world, const ReportOptions& o, const reports::Cases& cases,
                  const reports::Scope& scope) {
  auto all = reports::collection(
      cases, scope, o.publish ? reports::Audience::everybody : reports::Audience::inside);
  if (!all) return fail(world, all.failure());
  note_suppositions(all->dashboard, o, scope);
  const auto pages = exporters::site(*all);
  const auto written = write_site(world, o.output, pages);
  if (!written) return fail(world, written.failure());
  world.say(tr("{} pages written to {}; begin with index.html", pages.size(),
               printable_line(o.output)));
  return cli::done;
}

}  // namespace

void add_report_format_options(Args& args, ReportOptions& o, const char* written_to) {
  args.option("--as-of", "TIME", o.as_of, "as it stood then");
  args.option("--format", "F", o.format, "text, md, html, csv or json").choices({"text", "md", "html", "csv", "json"});
  args.option("-o,--output", "FILE", o.output, written_to).completes("file");
  args.option("--lang", "TAG", o.language, "language of the labels; else the register's").choices({"en", "fa", "ru"});
  args.flag("--skip-invalid", o.skip_invalid, "go on without records that cannot be read");
}

int run_report(World& world, ReportOptions o) {
  const bool is_site = names_folder(world, o.output);
  if (is_site)
    if (const auto refusal = site_refusal(o)) return fail(world, *refusal);
  if (o.publish && !o.records.empty())
    return fail(world, failure(FailureKind::usage, tr("--publish excludes --records"),
                               tr("what is published names no complaint")));
  // The records of a measure are looked for among all measures. A word that is no report begins the
  // query.
  const reports::Entry* usual =
      o.records.empty() ? &reports::catalogue().front() : reports::find_report("kpi");
  const reports::Entry* entry = o.name.empty() ? usual : reports::find_report(o.name);
  if (!entry) {
    const bool is_query = o.name.find_first_of(":=<>\"( ") != std::string::npos;
    if (!is_query) {
      std::vector<std::string> names;
      for (const auto& one : reports::catalogue()) names.emplace_back(one.name);
      const auto near = nearest(o.name, names);
      std::string all;
      for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
      return fail(world, failure(FailureKind::usage,
                                 tr("there is no report '{}'", truncate(printable_line(o.name), 40)),
                                 near ? tr("did you mean '{}'?", *near) : tr("the reports are: {}", all)));
    }
    o.query.insert(o.query.begin(), o.name);
    entry = usual;
  }
  if (!o.survey.empty() && entry->name != "satisfaction")
    return fail(world, failure(FailureKind::usage, tr("--survey is for the report satisfaction"),
                               "cmt report satisfaction --survey ID"));
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const records::Settings& settings = session->settings();
  const process::Rules& rules = settings.rules;
  const auto period = period_value(o.period, o.from, o.to);
  if (!period) return fail(world, period.failure());

  const auto view = view_value(o.as_of, world.now(), rules.zone);
  if (!view) return fail(world, view.failure());
  const Instant as_of = view->as_of;
  const CaseContext context{rules, rules.zone.date_of(as_of), as_of};
  const auto query = parse_query(o.query, rules, context.today);
  if (!query) return fail(world, query.failure());
  const auto is_asked_for = [&](const Case& one) { return matches(*query, one, context); };
  std::optional<process::Rules> other;
  if (!o.what_if.empty()) {
    auto made = supposed(rules, o.what_if);
    if (!made) return fail(world, made.failure());
    other = std::move(*made);
  }
  const process::Rules& clock_rules = other ? *other : rules;
  const reports::FactsTerms terms{rules.zone, &clock_rules, as_of};
  LoadOptions loading{query::needs_text(*query), o.skip_invalid, view->replay_until, {}, {}, !entry->reads_descriptions};
  if (!o.query.empty()) loading.keep = is_asked_for;
  loading.facts = &terms;
  loading.are_facts_usual = !other;
  loading.without_states = !entry->needs_states && !is_site && o.records.empty();
  const bool may_remember = !world.globals.no_cache && !view->replay_until && !loading.with_text;
  loading.with_marks = may_remember;
  CommitLook look{*session, may_remember};
  auto cases = load_cases(world, *session, loading);
  if (!cases) return fail(world, cases.failure());
  const reports::Cases& counted = *cases->facts;
  const std::string language = o.language.empty() ? settings.language() : o.language;
  reports::Scope scope{*period, as_of, rules.zone, rules.lists};
  scope.language = language;
  scope.label = labels_in(language);
  scope.commit = std::move(look).commit(cases->marks);
  scope.filter = o.query.empty() ? "" : query::canonical(*query);
  scope.by = o.by;
  take_settings(scope, settings);
  scope.rules = &clock_rules;
  scope.records_read = static_cast<std::int64_t>(cases->read);
  scope.records_skipped = static_cast<std::int64_t>(cases->skipped);
  reports::Inputs inputs;
  if (entry->needs_inputs || is_site) {
    auto read = load_inputs(world, *session, {view->replay_until, o.survey, o.skip_invalid});
    if (!read) return fail(world, read.failure());
    inputs = std::move(read->inputs);
    scope.records_skipped += read->skipped;
    scope.inputs = &inputs;
  }
  if (is_site) return write_reports(world, o, counted, scope);
  auto report = entry->make(counted, scope);
  if (!report) return fail(world, report.failure());
  if (!o.by.empty()) report->options = {"--by", o.by};
  if (!o.survey.empty()) {
    const survey::SurveyState& only = inputs.surveys.front();
    report->options.insert(report->options.end(), {"--survey", only.id});
    report->title += ": " + only.title;
  }
  if (o.publish) {
    *report = reports::for_publication(std::move(*report), scope);
    report->options.emplace_back("--publish");
  }
  if (!o.records.empty()) {
    report = reports::records_behind(std::move(*report), o.records, counted, scope);
    if (!report) return fail(world, report.failure());
    report->options.insert(report->options.end(), {"--records", o.records});
  }
  note_suppositions(*report, o, scope);

  return print_report(world, *report, o.format, o.output);
}

int print_report(World& world, const reports::Report& report, const std::string& asked,
                 const std::string& output) {
  std::string format = asked;
  if (format.empty()) format = world.globals.json ? "json" : "text";
  std::string out;
  if (format == "text") {
    exporters::TextOptions options;
    options.width = text_width(world) ? text_width(world) : 80;
    options.color = wants_color(world, world.console.out_is_terminal) && output.empty();
    options.isolate = world.console.out_is_terminal && output.empty();
    out = exporters::text(report, options);
  } else if (format == "md") {
    out = exporters::markdown(report);
  } else if (format == "csv") {
    out = exporters::csv(report);
  } else if (format == "json") {
    out = exporters::json(report);
  } else {
    out = exporters::html(report);
  }
  if (output.empty() || output == "-") {
    world.out += out;
    return cli::done;
  }
  const auto written = write_file(world, output, out);
  if (!written) return fail(world, written.failure());
  world.say(tr("written to {}", printable_line(output)));
  return cli::done;
}

}  // namespace cmt::cli
