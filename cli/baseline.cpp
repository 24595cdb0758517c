#include "cli/baseline.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "checks/rule.hpp"
#include "cli/folder_findings.hpp"
#include "core/sha256.hpp"
#include "core/text.hpp"
#include "process/transitions.hpp"
#include "yaml/value.hpp"

namespace cmt::cli {
namespace {

// Large enough for a register of 100,000 records with faults in each.
constexpr yaml::Limits baseline_limits{std::size_t{64} << 20, 8, 4'000'000, std::size_t{64} << 10};

// A finding of `history` has the number of a step; a setting for `history` is one for all of them.
bool is_step(std::string_view rule) {
  if (rule == "transition") return true;
  const auto rows = process::transitions();
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.number == rule; });
}

Finding of_setting(const records::RuleSetting& setting, Message message, Message hint) {
  Diagnostic at;
  at.at = setting.at;
  at.excerpt = setting.excerpt;
  at.message = std::move(message);
  at.hint = std::move(hint);
  return finding_of("rule-settings", std::move(at));
}

std::vector<std::string> all_rules() {
  std::vector<std::string> out;
  for (const auto table : checks::tables())
    for (const auto& rule : table) out.emplace_back(rule.id);
  return out;
}

}  // namespace

std::vector<std::string> fingerprints(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  out.reserve(findings.size());
  std::map<std::string, int> seen;
  for (const auto& finding : findings) {
    const auto& d = finding.diagnostic;
    std::string key = d.rule;
    for (const std::string* part : {&d.at.file, &finding.subject, &d.message.english()})
      key += std::string(1, '\0') + *part;
    const int count = seen[key]++;
    if (count > 0) key += fmt::format("\n{}", count);
    out.push_back(sha256(key).substr(0, 32));
  }
  return out;
}

void apply_settings(const records::Settings& settings, Date today, Gathered& gathered) {
  std::map<std::string, const records::RuleSetting*, std::less<>> holding;
  std::vector<Finding> problems;
  for (const auto& setting : settings.checks) {
    const std::string name = truncate(printable_line(setting.rule), 40);
    if (!checks::find_rule(setting.rule)) {
      const auto near = nearest(setting.rule, all_rules());
      problems.push_back(of_setting(setting, tr("there is no rule '{}'", name),
                                    near ? tr("did you mean '{}'?", *near)
                                         : tr("cmt check --list-rules shows them")));
    } else if (checks::is_fixed(setting.rule)) {
      problems.push_back(of_setting(setting, tr("the rule '{}' cannot be changed", name),
                                    tr("what it finds would make every other finding doubtful")));
    } else if (setting.until && *setting.until < today) {
      Finding ended = of_setting(
          setting, tr("the exception for '{}' ended on {}", name, text(*setting.until)),
          tr("mend what it hid, and take the entry out; or set a new date, with the reason for it"));
      ended.diagnostic.severity = Severity::warning;
      problems.push_back(std::move(ended));
    } else if (!holding.emplace(setting.rule, &setting).second) {
      problems.push_back(of_setting(setting, tr("the rule '{}' has two exceptions", name),
                                    tr("the first counts: take one of the two out")));
    }
  }
  std::vector<Finding> kept;
  kept.reserve(gathered.findings.size());
  for (auto& finding : gathered.findings) {
    auto setting = holding.find(finding.diagnostic.rule);
    if (setting == holding.end() && is_step(finding.diagnostic.rule))
      setting = holding.find("history");
    if (setting != holding.end()) {
      const std::string& severity = setting->second->severity;
      if (severity == "silent") {
        ++gathered.silenced;
        continue;
      }
      finding.diagnostic.severity = severity == "error"     ? Severity::error
                                    : severity == "warning" ? Severity::warning
                                                            : Severity::note;
    }
    kept.push_back(std::move(finding));
  }
  for (auto& problem : problems) kept.push_back(std::move(problem));
  gathered.findings = std::move(kept);
}

Result<Done> apply_baseline(const Session& session, bool is_whole, Gathered& gathered) {
  const auto there = session.disk->find(baseline_path);
  if (!there) return there.failure();
  if (!there->has_value()) return Done{};
  auto bytes = session.disk->read(baseline_path, baseline_limits.bytes);
  if (!bytes) return std::move(bytes).failure();
  const auto document = yaml::parse(baseline_path, std::move(*bytes), baseline_limits);
  if (!document) return document.failure();
  const auto list = document->root().find("findings");
  if (!list || !list->is_list())
    return Failure{FailureKind::unreadable,
                   {document->error_at(document->root(), tr("`findings` is not a list"),
                                       tr("cmt check --print-baseline prints such a file"))}};
  std::map<std::string, yaml::Node, std::less<>> entries;
  for (const yaml::Node item : list->items()) {
    const auto print = item.find("fingerprint");
    if (!print || !print->is_scalar())
      return Failure{FailureKind::unreadable,
                     {document->error_at(item, tr("an entry has no `fingerprint`"),
                                         tr("cmt check --print-baseline prints such a file"))}};
    entries.emplace(print->text(), item);
  }
  const auto prints = fingerprints(gathered.findings);
  std::vector<Finding> kept;
  kept.reserve(gathered.findings.size());
  for (std::size_t i = 0; i < prints.size(); ++i) {
    auto& finding = gathered.findings[i];
    const auto entry = entries.find(prints[i]);
    if (entry == entries.end() || checks::is_fixed(finding.diagnostic.rule)) {
      kept.push_back(std::move(finding));
      continue;
    }
    entries.erase(entry);
    if (finding.diagnostic.severity == Severity::note)
      kept.push_back(std::move(finding));
    else
      ++gathered.in_baseline;
  }
  gathered.findings = std::move(kept);
  if (!is_whole) return Done{};
  for (const auto& entry : entries) {
    const auto& item = entry.second;
    const auto value = [&](const char* key) {
      const auto node = item.find(key);
      return node ? truncate(printable_line(node->text()), 80) : std::string{};
    };
    gathered.findings.push_back(finding_of(
        "baseline",
        document->error_at(item, tr("{} no longer has this finding of `{}`", value("file"),
                                    value("rule")),
                           tr("cmt check --print-baseline prints the file without it"))));
  }
  return Done{};
}

std::string baseline_of(const Gathered& gathered) {
  const auto prints = fingerprints(gathered.findings);
  using Row = std::tuple<std::string, std::string, std::string, std::string>;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < prints.size(); ++i) {
    const auto& d = gathered.findings[i].diagnostic;
    if (d.severity != Severity::note && !checks::is_fixed(d.rule))
      rows.emplace_back(d.at.file, d.rule, printable_line(d.message.english()), prints[i]);
  }
  std::sort(rows.begin(), rows.end());
  std::string out =
      "# Findings that were there before and are not reported. Written by\n"
      "#   cmt check --print-baseline > check-baseline.yaml\n"
      "# An entry goes when its finding is mended; nothing is added without a review.\n"
      "schema: 1\n";
  if (rows.empty()) return out + "findings: []\n";
  out += "findings:\n";
  for (const auto& [file, rule, message, print] : rows)
    out += yaml::item_text(yaml::Value::map()
                               .add("file", yaml::Value::text(file))
                               .add("rule", yaml::Value::text(rule))
                               .add("message", yaml::Value::text(message))
                               .add("fingerprint", yaml::Value::text(print)),
                           2, 1);
  return out;
}

}  // namespace cmt::cli
