// 4.9 Information integrity: what is wrong with the records, each with its place and its remedy.
#include <fmt/core.h>

#include "checks/rule.hpp"
#include "cli/commands.hpp"
#include "cli/finding_formats.hpp"
#include "cli/findings.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::vector<std::string> targets;
  std::string format, explain;
  bool strict = false, notes = false, list_rules = false;
};

int explain(World& world, const std::string& id) {
  const checks::Rule* rule = checks::find_rule(id);
  if (!rule) {
    std::vector<std::string> ids;
    for (const auto table : checks::tables())
      for (const auto& one : table) ids.emplace_back(one.id);
    const auto near = nearest(id, ids);
    return fail(world, failure(FailureKind::usage, fmt::format("there is no rule '{}'", truncate(printable_line(id), 40)),
                               near ? fmt::format("did you mean '{}'?", *near) : "cmt check --list-rules shows them"));
  }
  world.out += fmt::format("{} [{}], {}\n\n{}.\n\n", rule->id, rule->clause, severity_name(rule->severity), rule->title);
  for (const auto text : {rule->explanation, rule->remedy})
    for (const auto& line : wrap(text, 78)) world.out += line + "\n";
  return cli::done;
}

int run_check(World& world, const Options& o) {
  if (!o.explain.empty()) return explain(world, o.explain);
  if (o.list_rules) {
    for (const auto table : checks::tables())
      for (const auto& rule : table)
        world.out += fmt::format("{:<22} {:<8} {:<14} {}\n", rule.id, severity_name(rule.severity), rule.clause, rule.title);
    return cli::done;
  }
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const auto gathered = gather(world, *session, {o.targets, o.strict});
  if (!gathered) return fail(world, gathered.failure());

  std::size_t errors = 0, warnings = 0, notes = 0;
  for (const auto& finding : gathered->findings) {
    const Severity severity = finding.diagnostic.severity;
    ++(severity == Severity::error ? errors : severity == Severity::warning ? warnings : notes);
  }
  const bool is_json = world.globals.json || o.format == "json";
  world.out += is_json ? findings_json(*gathered)
                       : findings_text(*gathered, o.notes,
                                       wants_color(world, world.console.out_is_terminal));
  const auto counted = [](std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  std::string said = fmt::format("{} checked: {}, {}", counted(gathered->records, "record"),
                                 counted(errors, "error"), counted(warnings, "warning"));
  if (notes) said += ", " + counted(notes, "note") + (o.notes || is_json ? "" : " (--notes shows them)");
  world.say(said);
  return errors || (o.strict && warnings) ? answer_is_no : cli::done;
}

}  // namespace

Run add_check(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("ID|FILE", o->targets, "what to check; all records when not given").completes("id");
  args.flag("--strict", o->strict, "warnings count as errors; every file is also read by a second YAML reader");
  args.flag("--notes", o->notes, "print notes too");
  args.option("--format", "F", o->format, "text or json").choices({"text", "json"});
  args.option("--explain", "RULE", o->explain, "what a rule asks, why, and how to mend it").completes("rule");
  args.flag("--list-rules", o->list_rules, "the rules, with clause and severity");
  args.about("Never writes. Exit status 1 when there are errors.");
  args.example("cmt check", "the whole register, as in CI");
  args.example("cmt check 7K3", "one record");
  return [o](World& world) { return run_check(world, *o); };
}

}  // namespace cmt::cli
