// 4.9 Information integrity: what is wrong with the records, each with its place and its remedy.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "checks/rule.hpp"
#include "cli/check_dossiers.hpp"
#include "cli/commands.hpp"
#include "cli/finding.hpp"
#include "cli/print.hpp"
#include "cli/session.hpp"
#include "core/json_text.hpp"
#include "core/text.hpp"
#include "records/dispute.hpp"
#include "yaml/second_opinion.hpp"

namespace cmt::cli {
namespace {

struct Options {
  std::vector<std::string> targets;
  std::string format, explain;
  bool strict = false, notes = false, list_rules = false;
};

// Where a finding lies in the file: at its field, else at its event, else at the top.
Diagnostic placed(const checks::Finding& finding, const records::Record& record) {
  yaml::Node node = record.document.root();
  if (finding.event && *finding.event < record.events.size()) node = record.events[*finding.event];
  if (!finding.field.empty())
    if (const auto field = node.find(finding.field)) node = *field;
  Diagnostic out = record.document.error_at(node, finding.message, finding.hint);
  out.severity = finding.severity;
  out.rule = finding.rule;
  out.clause = finding.clause;
  return out;
}

std::string severity_name(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

int explain(World& world, const std::string& id) {
  const checks::Rule* rule = checks::find_rule(id);
  if (!rule) {
    std::vector<std::string> ids;
    for (const auto table : {checks::file_rules(), checks::rules()})
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

// Ids of complaints, from ids, starts of ids, or paths of record files.
Result<std::vector<ComplaintId>> targets_of(const World& world, const Session& session, const Options& o) {
  std::vector<ComplaintId> out;
  for (const auto& target : o.targets) {
    const std::string name = std::filesystem::path{target}.filename().string();
    if (name.size() > 5 && name.substr(name.size() - 5) == ".yaml") {
      if (name == "cmt.yaml") continue;  // read already
      const auto id = ComplaintId::parse(name.substr(0, name.size() - 5));
      std::error_code error;
      const auto given = std::filesystem::weakly_canonical(world.folder / target, error);
      if (!id || given != std::filesystem::weakly_canonical(session.root / id->path(), error))
        return failure(FailureKind::refused, fmt::format("'{}' is not a record of this register", printable_line(target)),
                       "records are complaints/YYYY/ID.yaml");
      if (!session.reg.has(*id)) return unreadable(target, "no such file");
      out.push_back(*id);
      continue;
    }
    const auto id = session.reg.find(target);
    if (!id) return id.failure();
    out.push_back(*id);
  }
  return out;
}

int run_check(World& world, const Options& o) {
  if (!o.explain.empty()) return explain(world, o.explain);
  if (o.list_rules) {
    for (const auto table : {checks::file_rules(), checks::rules()})
      for (const auto& rule : table)
        world.out += fmt::format("{:<22} {:<8} {:<14} {}\n", rule.id, severity_name(rule.severity), rule.clause, rule.title);
    return cli::done;
  }
  auto session = open_session(world);
  if (!session) return fail(world, session.failure());
  const process::Rules& rules = session->rules();
  std::vector<Finding> findings;
  auto listing = session->reg.list();
  if (!listing) return fail(world, listing.failure());
  if (o.targets.empty())
    for (auto& stranger : listing->strangers) {
      stranger.rule = "file-name";
      stranger.clause = "8.1";
      findings.push_back({stranger, {}});
    }
  std::vector<ComplaintId> ids;
  if (o.targets.empty()) {
    ids = listing->ids;
  } else {
    auto given = targets_of(world, *session, o);
    if (!given) return fail(world, given.failure());
    ids = std::move(*given);
  }

  // First every record on its own, then what binds them together.
  const bool all = o.targets.empty();
  std::vector<std::optional<records::Record>> read(ids.size());
  std::vector<std::optional<process::State>> states(ids.size());
  std::vector<Diagnostics> problems(ids.size());
  session->reg.read_all(ids, std::clamp(std::thread::hardware_concurrency(), 1u, 8u),
                        [&](std::size_t i, Result<records::Record>&& record) {
                          if (!record) {
                            problems[i] = record.failure().diagnostics;
                            return;
                          }
                          states[i] = process::replay(record->complaint, rules);
                          // Another reader of YAML looks at the files that were named, and at all with --strict.
                          if (!all || o.strict)
                            if (auto disagreed = yaml::disagree(record->document)) {
                              disagreed->severity = Severity::warning;
                              disagreed->rule = "second-reader";
                              disagreed->clause = "4.9";
                              problems[i].push_back(std::move(*disagreed));
                            }
                          read[i] = std::move(*record);
                        });
  std::map<std::string, std::size_t, std::less<>> index;
  for (std::size_t i = 0; i < ids.size(); ++i) index.emplace(ids[i].text(), i);
  std::map<std::string, process::State, std::less<>> fetched;  // records that were not named
  checks::Others others;
  others.complaint = [&](const std::string& id) -> const process::State* {
    if (const auto found = index.find(id); found != index.end())
      return states[found->second] ? &*states[found->second] : nullptr;
    if (const auto found = fetched.find(id); found != fetched.end()) return &found->second;
    const auto parsed = ComplaintId::parse(id);
    if (!parsed) return nullptr;
    const auto record = session->reg.load(*parsed);
    if (!record) return nullptr;
    return &fetched.emplace(id, process::replay(record->complaint, rules)).first->second;
  };
  others.has_party = [&](const std::string& id) {
    const auto found = session->disk->find(records::path_of_party(id));
    return found && found->has_value();
  };
  others.has_dispute = [&](const std::string& id) {
    const auto found = session->disk->find(records::path_of_dispute(id));
    return found && found->has_value();
  };
  others.has_file = [&](const std::string& path) {
    const auto found = session->disk->find(path);
    return found && *found == store::EntryKind::file;
  };
  const Instant now = world.now();
  const checks::OwnRules own{rules};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (auto& problem : problems[i]) {
      if (problem.rule.empty()) {
        problem.rule = "record-shape";
        problem.clause = "4.9";
      }
      findings.push_back({std::move(problem), ids[i].text()});
    }
    if (!read[i]) continue;
    for (const auto& unknown : read[i]->unknown_keys) {
      if (unknown.nearest.empty()) continue;
      Diagnostic diagnostic;
      diagnostic.severity = Severity::warning;
      diagnostic.at = unknown.at;
      diagnostic.rule = "unknown-key";
      diagnostic.clause = "4.9";
      diagnostic.message = fmt::format("key '{}' is not known", printable_line(unknown.name));
      diagnostic.hint = fmt::format("did you mean '{}'? Other keys are kept as they are", unknown.nearest);
      findings.push_back({std::move(diagnostic), ids[i].text()});
    }
    const auto& complaint = read[i]->complaint;
    for (const auto& finding : checks::check({complaint, *states[i], own.of(complaint), others, now}))
      findings.push_back({placed(finding, *read[i]), ids[i].text()});
  }
  if (all)
    for (auto& finding : check_dossiers(*session, now)) findings.push_back(std::move(finding));
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.diagnostic.at.file, a.diagnostic.at.line, a.diagnostic.at.column) <
           std::tie(b.diagnostic.at.file, b.diagnostic.at.line, b.diagnostic.at.column);
  });

  std::size_t errors = 0, warnings = 0, notes = 0;
  for (const auto& finding : findings) {
    const Severity severity = finding.diagnostic.severity;
    ++(severity == Severity::error ? errors : severity == Severity::warning ? warnings : notes);
  }
  const bool is_json = world.globals.json || o.format == "json";
  if (is_json) {
    nlohmann::ordered_json out{{"schema", 1}, {"records", ids.size()}};
    auto& array = out["findings"] = nlohmann::ordered_json::array();
    for (const auto& [d, id] : findings)
      array.push_back({{"rule", d.rule},
                       {"clause", d.clause},
                       {"severity", severity_name(d.severity)},
                       {"file", d.at.file},
                       {"line", d.at.line},
                       {"column", d.at.column},
                       {"id", id.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(id)},
                       {"message", d.message},
                       {"hint", d.hint}});
    world.out += escaped_json(out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + "\n";
  } else {
    const bool color = wants_color(world, world.console.out_is_terminal);
    for (const auto& finding : findings)
      if (finding.diagnostic.severity != Severity::note || o.notes) world.out += rendered(finding.diagnostic, color);
  }
  const auto counted = [](std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
  };
  std::string said = fmt::format("{} checked: {}, {}", counted(ids.size(), "record"), counted(errors, "error"),
                                 counted(warnings, "warning"));
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
