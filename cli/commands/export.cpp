// Exchange: the register for other programs.
#include <fmt/core.h>

#include "cli/cases.hpp"
#include "cli/commands.hpp"
#include "cli/labels.hpp"
#include "cli/print.hpp"
#include "records/json.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::string format, output;
  std::vector<std::string> query;
  bool personal = false, skip_invalid = false;
};

int run_export(World& world, const Options& o) {
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  const CaseContext context{rules, today_of(world, *session), world.now()};
  const auto query = parse_query(o.query, rules, context.today);
  if (!query) return fail(world, query.failure());
  std::vector<const CaseField*> fields;
  for (const auto& field : case_fields()) fields.push_back(&field);
  const bool is_csv = o.format == "csv";
  const auto line_of = [&](const Case& one, const records::Record& record) -> Result<std::string> {
    if (!matches(*query, one, context)) return std::string{};
    if (is_csv) return csv_line(fields, one.state, context);
    std::vector<records::Party> parties;
    if (o.personal && !one.state.complainant.empty()) {
      auto party = session->reg.load_party(one.state.complainant);
      if (!party) return std::move(party).failure();
      parties.push_back(std::move(*party));
    }
    return records::to_json(one.state, rules, context.now, record, parties) + "\n";
  };
  const auto cases = load_cases(world, *session, {query::needs_text(*query), o.skip_invalid, {}, line_of});
  if (!cases) return fail(world, cases.failure());

  const std::size_t count = cases->kept;
  std::string out = is_csv ? csv_head(fields) : std::string{};
  out += cases->printed;
  if (o.output.empty() || o.output == "-") {
    world.out += out;
  } else if (const auto written = write_file(world, o.output, out); !written) {
    return fail(world, written.failure());
  }
  world.say(fmt::format("{} complaint{} exported{}", count, count == 1 ? "" : "s",
                        cases->skipped ? fmt::format(", {} left out", cases->skipped) : ""));
  return cli::done;
}

}  // namespace

Run add_export(Args& args) {
  const auto o = std::make_shared<Options>();
  args.option("--format", "F", o->format, "jsonl: one complaint a line, with its history; csv: one row each")
      .choices({"jsonl", "csv"}).required();
  args.option("-o,--output", "FILE", o->output, "write it to this file").completes("file");
  args.flag("--with-personal", o->personal, "with the personal data of complainants (jsonl)");
  args.flag("--skip-invalid", o->skip_invalid, "go on without records that cannot be read");
  args.rest("QUERY", o->query, "only the complaints that it describes").completes("query");
  args.reads_register();
  args.example("cmt export --format jsonl -o complaints.jsonl", "cmt import reads it back to an equal register");
  return [o](World& world) { return run_export(world, *o); };
}

}  // namespace cmt::cli
