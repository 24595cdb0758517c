// 7.3 Tracking of complaint: the complaints that a query describes.
#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <variant>

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

// A text of the same order as the values: the absent one before all others, which are of one type where they
// are of one field.
void add_sort_key(std::string& out, const query::Value& value) {
  out += value.index() == 0 ? '\0' : '\1';
  const auto add_text = [&](std::string_view text) {
    out += text;
    out += '\0';
  };
  const auto add_number = [&](std::uint64_t bits) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(bits >> static_cast<unsigned>(shift));
  };
  constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
  const auto add_integer = [&](std::int64_t number) { add_number(static_cast<std::uint64_t>(number) ^ sign); };
  if (const auto* text = std::get_if<std::string_view>(&value)) add_text(*text);
  if (const auto* texts = std::get_if<std::vector<std::string_view>>(&value)) {
    for (const auto text : *texts) add_text("\1" + std::string{text});
    out += '\0';
  }
  if (const auto* number = std::get_if<std::int64_t>(&value)) add_integer(*number);
  if (const auto* number = std::get_if<double>(&value)) {
    const auto bits = std::bit_cast<std::uint64_t>(*number);
    add_number(bits & sign ? ~bits : bits | sign);
  }
  if (const auto* day = std::get_if<std::chrono::sys_days>(&value)) add_integer(day->time_since_epoch().count());
  if (const auto* is = std::get_if<bool>(&value)) out += *is ? '\1' : '\0';
}

// What is kept of a complaint that is listed.
struct Row {
  std::string key;                 // by which they are sorted
  std::string text;                // JSON, CSV or the id, where that is what is printed
  std::vector<std::string> cells;  // of the table otherwise
};

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

  const std::string language = language_beside(session->settings());
  const auto row_of = [&](const Case& one) {
    const process::State& state = one.state();
    Row row;
    for (const CaseField* field : *sort) add_sort_key(row.key, field->value(state, context));
    if (world.globals.json) row.text = records::to_json(state, rules, context.now);
    else if (o.ids) row.text = state.id.text() + "\n";
    else if (o.csv) row.text = csv_line(*columns, state, context);
    else
      for (const CaseField* field : *columns) row.cells.push_back(label_of(*field, state, context, language));
    return row;
  };
  const auto is_asked_for = [&](const Case& one) { return matches(*query, one, context); };
  Cases cases;
  auto rows = load_rows(world, *session,
                        {query::needs_text(*query), o.skip_invalid, {}, {}, is_asked_for, !world.globals.json}, cases, row_of);
  if (!rows) return fail(world, rows.failure());
  std::stable_sort(rows->begin(), rows->end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  if (o.reverse) std::reverse(rows->begin(), rows->end());
  const std::size_t found = rows->size();
  if (found > *limit) rows->resize(*limit);

  if (world.globals.json) {
    world.out += "{\"schema\": 1, \"complaints\": [";
    for (const Row& row : *rows) world.out += (&row == rows->data() ? "\n  " : ",\n  ") + row.text;
    world.out += fmt::format("\n], \"skipped\": {}}}\n", cases.skipped);
    return cli::done;
  }
  if (o.csv) world.out += csv_head(*columns);
  if (o.csv || o.ids) {
    for (const Row& row : *rows) world.out += row.text;
    return cli::done;
  }
  std::vector<Column> heads;
  for (const CaseField* field : *columns) {
    const bool numeric = is_numeric(*field);
    const bool whole = field->type == query::Type::id || field->type == query::Type::date || numeric;
    heads.push_back({translated(field->title).shown(), numeric ? Align::right : Align::left, whole ? 2 : 6, whole ? 0 : 1});
    if (std::string_view{field->name} == "summary") heads.back().weight = 3;
  }
  std::vector<std::vector<std::string>> cells;
  for (Row& row : *rows) cells.push_back(std::move(row.cells));
  TableOptions options;
  options.width = text_width(world);
  options.isolate = world.console.out_is_terminal;
  if (wants_color(world, world.console.out_is_terminal))
    options.title_style = [](std::string_view title) { return fmt::format("\033[1m{}\033[0m", title); };
  if (!cells.empty()) world.out += render_table(heads, cells, options);
  Message said = trn("{} complaint", "{} complaints", found, found);
  if (cells.size() < found) said += tr(", {} shown", cells.size());
  if (cases.skipped) said += left_out(cases.skipped);
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
