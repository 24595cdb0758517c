// 7.3 Tracking of complaint: the complaints that a query describes.
#include <fmt/core.h>

#include <algorithm>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/language.hpp"
#include "cli/print.hpp"
#include "core/table.hpp"
#include "core/text.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::vector<std::string> query;
  std::string columns, sort, limit;
  bool reverse = false, csv = false, explain = false, skip_invalid = false, ids = false;
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start <= text.size() && !text.empty()) {
    const auto comma = std::min(text.find(',', start), text.size());
    out.push_back(text.substr(start, comma - start));
    start = comma + 1;
  }
  return out;
}

Result<std::vector<const CaseField*>> fields_of(const std::string& names, const char* option) {
  std::vector<const CaseField*> out;
  for (const auto& name : split(names)) {
    const CaseField* field = find_case_field(name);
    if (!field) {
      std::vector<std::string> all;
      for (const auto& one : case_fields()) all.emplace_back(one.name);
      const auto near = nearest(name, all);
      Message hint = near ? tr("did you mean '{}'? ", *near) : Message{};
      hint += tr("one of:");
      for (const auto& one : all) hint += " " + one;
      return failure(FailureKind::usage,
                     tr("{} does not know '{}'", option, truncate(printable_line(name), 40)), hint);
    }
    out.push_back(field);
  }
  return out;
}

int run_list(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const CaseContext context{rules, today_of(world, *session), world.now()};
  const auto query = parse_query(o.query, rules, context.today);
  if (!query) return fail(world, query.failure());
  if (o.explain) {
    world.out += printable_block(query::explain(*query)) + "\n";
    return cli::done;
  }
  const auto columns = fields_of(o.columns.empty() ? "id,received,status,owner,age,summary" : o.columns, "--columns");
  if (!columns) return fail(world, columns.failure());
  const auto sort = fields_of(o.sort.empty() ? "received,id" : o.sort, "--sort");
  if (!sort) return fail(world, sort.failure());
  const auto limit = limit_value(o.limit);
  if (!limit) return fail(world, limit.failure());

  const auto is_asked_for = [&](const Case& one) { return matches(*query, one, context); };
  auto cases = load_cases(world, *session,
                          {query::needs_text(*query), o.skip_invalid, {}, {}, is_asked_for, !world.globals.json});
  if (!cases) return fail(world, cases.failure());
  std::vector<const process::State*> rows;
  for (const auto& state : cases->states) rows.push_back(&state);
  std::stable_sort(rows.begin(), rows.end(), [&](const process::State* a, const process::State* b) {
    for (const CaseField* field : *sort) {
      const auto left = field->value(*a, context), right = field->value(*b, context);
      if (left != right) return left < right;
    }
    return false;
  });
  if (o.reverse) std::reverse(rows.begin(), rows.end());
  const std::size_t found = rows.size();
  if (rows.size() > *limit) rows.resize(*limit);

  if (world.globals.json) {
    world.out += "{\"schema\": 1, \"complaints\": [";
    for (const process::State* one : rows) {
      world.out += one == rows.front() ? "\n  " : ",\n  ";
      world.out += records::to_json(*one, rules, context.now);
    }
    world.out += fmt::format("\n], \"skipped\": {}}}\n", cases->skipped);
    return cli::done;
  }
  if (o.ids) {
    for (const process::State* one : rows) world.out += one->id.text() + "\n";
    return cli::done;
  }
  if (o.csv) {
    world.out += csv_head(*columns);
    for (const process::State* one : rows) world.out += csv_line(*columns, *one, context);
    return cli::done;
  }
  std::vector<Column> heads;
  for (const CaseField* field : *columns) {
    const bool numeric = is_numeric(*field);
    const bool whole = field->type == query::Type::id || field->type == query::Type::date || numeric;
    heads.push_back({translated(field->title).shown(), numeric ? Align::right : Align::left, whole ? 2 : 6, whole ? 0 : 1});
    if (std::string_view{field->name} == "summary") heads.back().weight = 3;
  }
  const std::string language = language_beside(session->settings());
  std::vector<std::vector<std::string>> cells;
  for (const process::State* one : rows) {
    auto& row = cells.emplace_back();
    for (const CaseField* field : *columns)
      row.push_back(label_of(*field, *one, context, language));
  }
  TableOptions options;
  options.width = text_width(world);
  options.isolate = world.console.out_is_terminal;
  if (wants_color(world, world.console.out_is_terminal))
    options.title_style = [](std::string_view title) { return fmt::format("\033[1m{}\033[0m", title); };
  if (!rows.empty()) world.out += render_table(heads, cells, options);
  Message said = trn("{} complaint", "{} complaints", found, found);
  if (rows.size() < found) said += tr(", {} shown", rows.size());
  if (cases->skipped) said += left_out(cases->skipped);
  world.say(said);
  return cli::done;
}

}  // namespace

Run add_list(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("QUERY", o->query, "what to list, such as status:open age>10d; all when not given").completes("query");
  args.option("--columns", "NAMES", o->columns, "columns, separated by commas").completes("field");
  args.option("--sort", "NAMES", o->sort, "fields to sort by; received,id when not given").completes("field");
  args.flag("--reverse", o->reverse, "the other way round");
  args.option("--limit", "N", o->limit, "at most so many");
  args.flag("--csv", o->csv, "print CSV");
  args.flag("--ids", o->ids, "print the ids alone, one a line");
  args.flag("--explain", o->explain, "say in words what the query asks for");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.about("A query is terms joined by and, or, not and parentheses; terms side by side mean and. "
             "docs/query-language.md has the grammar.");
  args.reads_register();
  args.example("cmt list status:open owner:none", "open complaints that nobody owns");
  args.example("cmt list 'received:2026-Q3 category:P20 \"taken twice\"'", "a quarter, a category, words");
  return [o](World& world) { return run_list(world, *o); };
}

}  // namespace cmt::cli
