// 4.9 Information integrity: what is wrong with the records, each with its place and its remedy.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "checks/rule.hpp"
#include "cli/baseline.hpp"
#include "cli/commands.hpp"
#include "cli/finding_formats.hpp"
#include "cli/findings.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "cli/signatures.hpp"
#include "cli/since.hpp"
#include "cli/staged_files.hpp"
#include "core/json_text.hpp"
#include "core/text.hpp"

namespace cmt::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::vector<std::string> targets, since;  // `since` empty: not asked; "" is a mistake
  std::string format, explain;
  bool strict = false, notes = false, list_rules = false, print_baseline = false, staged = false,
       all = false, signatures = false;
};

Json json_of(const checks::Rule& rule) {
  const auto text = [](std::string_view part) { return std::string{part}; };
  return {{"rule", text(rule.id)},
          {"clause", text(rule.clause)},
          {"severity", severity_name(rule.severity)},
          {"title", text(rule.title)},
          {"explanation", text(rule.explanation)},
          {"remedy", text(rule.remedy)},
          {"example", text(checks::example_of(rule.id))}};
}

int explain(World& world, const std::string& id, bool is_json) {
  const checks::Rule* rule = checks::find_rule(id);
  if (!rule) {
    std::vector<std::string> ids;
    for (const auto table : checks::tables())
      for (const auto& one : table) ids.emplace_back(one.id);
    const auto near = nearest(id, ids);
    return fail(world, failure(FailureKind::usage,
                               tr("there is no rule '{}'", truncate(printable_line(id), 40)),
                               near ? tr("did you mean '{}'?", *near)
                                    : tr("cmt check --list-rules shows them")));
  }
  if (is_json) {
    world.out += json_of(*rule).dump(2) + "\n";
    return cli::done;
  }
  const auto paragraph = [&](std::string_view text) {
    for (const auto& line : wrap(text, 78)) world.out += line + "\n";
  };
  const std::string standard =
      rule->clause.substr(0, 3) == "ISO" ? std::string{} : std::string{"ISO 10002:2018, "};
  world.out += fmt::format("{} ({}), {}{}\n\n", rule->id, severity_name(rule->severity), standard,
                           rule->clause);
  paragraph(tr("What must hold: {}.", translated(rule->title)).shown());
  world.out += "\n";
  paragraph(rule->explanation);
  if (const auto example = checks::example_of(rule->id); !example.empty()) {
    world.out += "\n" + tr("Broken by, for example:").shown() + "\n\n";
    for (const auto& line : wrap(example, 0)) world.out += "    " + line + "\n";
  }
  world.out += "\n";
  paragraph(tr("To mend it: {}", rule->remedy).shown());
  return cli::done;
}

int list_rules(World& world, bool is_json) {
  if (is_json) {
    Json out{{"schema", 1}, {"rules", Json::array()}};
    for (const auto table : checks::tables())
      for (const auto& rule : table) out["rules"].push_back(json_of(rule));
    world.out += out.dump(2) + "\n";
    return cli::done;
  }
  for (const auto table : checks::tables())
    for (const auto& rule : table) {
      const int width = text_width(world);
      const std::string title = translated(rule.title).shown();
      world.out += fmt::format("{:<21} {:<8} {:<13} {}\n", rule.id, severity_name(rule.severity),
                               rule.clause, width > 60 ? truncate(title, width - 46) : title);
    }
  return cli::done;
}

// Where the register lies below the repository that holds it: what CI names files by.
std::string prefix_of(const std::filesystem::path& root) {
  std::error_code error;
  const auto register_folder = std::filesystem::weakly_canonical(root, error);
  for (auto folder = register_folder; !error; folder = folder.parent_path()) {
    if (std::filesystem::exists(folder / ".git", error)) {
      const auto prefix = register_folder.lexically_relative(folder).generic_string();
      return prefix == "." ? std::string{} : prefix + "/";
    }
    if (folder == folder.parent_path()) break;
  }
  return {};
}

std::string told(const World& world, const Session& session, const Options& o,
                 const Gathered& gathered, const std::string& format) {
  Telling telling;
  telling.notes = o.notes;
  telling.strict = o.strict;
  telling.color = wants_color(world, world.console.out_is_terminal);
  telling.version = CMT_VERSION;
  telling.now = world.now();
  if (format == "text") return findings_text(gathered, telling);
  if (format == "json") return findings_json(gathered);
  telling.prefix = prefix_of(session.root);
  if (format == "sarif") return findings_sarif(gathered, telling);
  if (format == "junit") return findings_junit(gathered, telling);
  if (format == "checkstyle") return findings_checkstyle(gathered, telling);
  if (format == "github") return findings_github(gathered, telling);
  return findings_gitlab(gathered, telling);
}

// Which rules say most, where there is more than a screen can hold.
Message most_often(const Gathered& gathered, bool notes) {
  constexpr std::size_t few = 20, most = 4;
  std::map<std::string, std::size_t> counts;
  std::size_t shown = 0;
  for (const auto& finding : gathered.findings)
    if (notes || finding.diagnostic.severity != Severity::note) {
      ++counts[finding.diagnostic.rule];
      ++shown;
    }
  if (shown <= few) return {};
  std::vector<std::pair<std::string, std::size_t>> rules{counts.begin(), counts.end()};
  std::stable_sort(rules.begin(), rules.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string rules_said;
  for (std::size_t i = 0; i < rules.size() && i < most; ++i)
    rules_said += fmt::format("{}{} {}", i ? ", " : "", rules[i].first, rules[i].second);
  return tr("most often: {}; cmt check --explain RULE tells more", rules_said);
}

// Adds what is not signed, of the records that are looked at.
Result<Done> find_signatures(const World& world, const Session& session, std::optional<Commits> commits,
                             CheckScope& scope) {
  if (!commits) {
    auto all = commits_of(session);
    if (!all) return std::move(all).failure();
    commits = std::move(*all);
  }
  auto records = scope.changed            ? Result<Subjects>{*scope.changed}
                 : scope.targets.empty() ? all_subjects(session)
                                         : subjects_of(world, session, scope.targets);
  if (!records) return std::move(records).failure();
  auto found = check_signatures(session, *commits, *records);
  if (!found) return std::move(found).failure();
  std::move(found->begin(), found->end(), std::back_inserter(scope.found));
  return Done{};
}

int run_check(World& world, const Options& o) {
  const std::string format =
      !o.format.empty() ? o.format : world.globals.json ? "json" : "text";
  if (world.globals.json && format != "json")
    return fail(world, failure(FailureKind::usage, tr("--json and another --format exclude each other")));
  if (!o.explain.empty()) return explain(world, o.explain, format == "json");
  if (o.list_rules) return list_rules(world, format == "json");
  if (o.print_baseline && (!o.targets.empty() || o.staged || !o.since.empty()))
    return fail(world, failure(FailureKind::usage, tr("a baseline is of the whole register"),
                               tr("leave out which records: cmt check --print-baseline")));
  if (o.staged && !(o.targets.empty() && o.since.empty()))
    return fail(world, failure(FailureKind::usage, tr("--staged excludes --since, an ID and a FILE")));
  if (o.signatures && (o.staged || o.print_baseline))
    return fail(world, failure(FailureKind::usage, tr("--signatures are of what is committed"),
                               tr("leave out --staged and --print-baseline")));
  if (o.since.size() > 1)
    return fail(world, failure(FailureKind::usage, tr("--since is given more than once")));
  CheckScope scope;
  scope.targets = o.targets;
  scope.second_reader = o.strict;
  scope.without_baseline = o.print_baseline;
  scope.is_staged = o.staged;
  Message compared;
  std::optional<Commits> commits;
  auto session = [&]() -> Result<Session> {
    if (o.staged) return open_staged(world, scope.changed.emplace());
    if (o.since.empty()) return open_session(world);
    auto since = check_since(world, o.since.front(), o.all);
    if (!since) return std::move(since).failure();
    scope.found = std::move(since->findings);
    if (!o.all && o.targets.empty()) scope.changed = std::move(since->records);
    compared = std::move(since->said);
    commits = std::move(since->commits);
    return std::move(since->session);
  }();
  if (!session) return fail(world, session.failure());
  if (o.signatures)
    if (auto done = find_signatures(world, *session, std::move(commits), scope); !done) return fail(world, done.failure());
  const auto gathered = gather(world, *session, std::move(scope));
  if (!gathered) return fail(world, gathered.failure());
  if (o.print_baseline) {
    world.out += baseline_of(*gathered);
    return cli::done;
  }

  std::size_t errors = 0, warnings = 0, notes = 0;
  for (const auto& finding : gathered->findings) {
    const Severity severity = finding.diagnostic.severity;
    ++(severity == Severity::error ? errors : severity == Severity::warning ? warnings : notes);
  }
  world.out += told(world, *session, o, *gathered, format);
  Message said = tr("{} checked: {}, {}", trn("{} record", "{} records", gathered->records, gathered->records),
                    trn("{} error", "{} errors", errors, errors),
                    trn("{} warning", "{} warnings", warnings, warnings));
  const bool shows_notes = o.notes || format == "json" || format == "sarif";
  if (notes) said += ", " + trn("{} note", "{} notes", notes, notes) + (shows_notes ? Message{} : tr(" (--notes shows them)"));
  if (gathered->silenced) said += tr(", {} silenced in cmt.yaml", gathered->silenced);
  if (gathered->in_baseline) said += tr(", {} in {}", gathered->in_baseline, baseline_path);
  if (!compared.empty()) world.say(compared);
  world.say(said);
  if (format == "text")
    if (const auto most = most_often(*gathered, o.notes); !most.empty()) world.say(most);
  return errors || (o.strict && warnings) ? answer_is_no : cli::done;
}

}  // namespace

Run add_check(Args& args) {
  const auto o = std::make_shared<Options>();
  args.rest("ID|FILE", o->targets, "what to check, of any kind of record; all when not given").completes("id");
  args.repeated("--since", "REF", o->since,
              "also that history only grew since a commit; checks what changed: docs/since.md");
  args.flag("--all", o->all, "with --since: check all records, and look for ids used before REF");
  args.flag("--signatures", o->signatures, "also that closings, and reports of audits, are in signed commits or tags");
  args.flag("--staged", o->staged, "the records staged in git, as they are staged: for a pre-commit hook");
  args.flag("--strict", o->strict, "warnings count as errors; every file is also read by a second YAML reader");
  args.flag("--notes", o->notes, "print notes too");
  args.option("--format", "F", o->format, "text, json, sarif, junit, checkstyle, github or gitlab")
      .choices({"text", "json", "sarif", "junit", "checkstyle", "github", "gitlab"});
  args.option("--explain", "RULE", o->explain, "what a rule asks, why, what breaks it, and how to mend it").completes("rule");
  args.flag("--list-rules", o->list_rules, "the rules, with severity and clause");
  args.flag("--print-baseline", o->print_baseline, "print what is found now as check-baseline.yaml, which hides it from then on");
  args.about("Never writes. Exit status 1 when there are errors, in every format.");
  args.about("A register sets the severity of a rule, or silences it, under `checks` in cmt.yaml (docs/checks.md).");
  args.reads_register();
  args.example("cmt check", "the whole register, as in CI");
  args.example("cmt check 7K3 A-9QX", "a complaint and an action");
  args.example("cmt check --since origin/main...", "what this branch adds, as for a pull request");
  args.example("cmt check --since origin/main... --format github", "the same as annotations");
  args.example("cmt check --print-baseline > check-baseline.yaml", "accept what old records have");
  return [o](World& world) { return run_check(world, *o); };
}

}  // namespace cmt::cli
