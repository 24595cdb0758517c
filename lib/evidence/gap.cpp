// 6.1 and the lists of documents: what there is, what is missing, what to do next.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "core/data.hpp"
#include "evidence/packs.hpp"
#include "reports/frame.hpp"
#include "reports/overview.hpp"
#include "reports/wording.hpp"
#include "yaml/document.hpp"

namespace cmt::evidence {
namespace {

using namespace reports;
using Held = std::map<std::string, Holding, std::less<>>;

std::string text_of(yaml::Node map, std::string_view key) {
  const auto value = map.find(key);
  return value && value->is_scalar() ? std::string{value->text()} : std::string{};
}
std::string label_of(yaml::Node map, std::string_view language) {
  auto own = text_of(map, language);
  return own.empty() ? text_of(map, "en") : own;
}

Readiness readiness_of(const Holding* holding) {
  if (!holding || holding->all == 0) return Readiness::missing;
  return holding->ready > 0 ? Readiness::ready : Readiness::begun;
}

}  // namespace

Held holdings(const Evidence& e) {
  Held out;
  const auto count = [&](const char* key, std::int64_t ready, std::int64_t all, std::string words) {
    out[key] = {ready, all, std::move(words)};
  };
  const auto number = [](std::size_t size) { return static_cast<std::int64_t>(size); };
  std::int64_t ended = 0, legal = 0;
  for (const auto& one : e.matters) ended += !process::is_open(one.state.status);
  count("complaints", number(e.matters.size()), number(e.matters.size()), fmt::format("{} complaints", e.matters.size()));
  count("complaints.ended", ended, number(e.matters.size()), fmt::format("{} of {} ended", ended, e.matters.size()));
  const auto received = number(e.received().size());
  count("analysis", received, received, fmt::format("{} complaints in the period to analyse", received));
  count("register", 1, 1, "part of every register");
  count("profile", !e.profile.empty(), 1, e.profile);
  count("staff", number(e.rules.staff.size()), number(e.rules.staff.size()), fmt::format("{} people on the staff list", e.rules.staff.size()));
  const auto& rights = e.rules.defaults;
  const bool has_rights = !rights.internal_review.empty() || !rights.external_body.empty();
  count("next-steps", has_rights, has_rights, has_rights ? "told with every decision" : "");
  const auto rows = number(e.rules.retention.size());
  count("retention", rows, rows, fmt::format("{} row{} of the retention schedule", rows, rows == 1 ? "" : "s"));
  count("disputes", number(e.disputes.size()), number(e.disputes.size()), fmt::format("{} disputes", e.disputes.size()));
  for (const auto& one : e.disputes) legal += one.state.legal_reviewed_on.has_value() || one.state.litigation_since.has_value();
  // No legal case is no gap: what is asked for is asked for where there is one.
  count("disputes.legal", 1, 1, fmt::format("{} legal cases", legal));
  std::int64_t answered = 0;
  for (const auto& one : e.surveys) answered += !one.answers.empty();
  count("surveys", answered, number(e.surveys.size()), fmt::format("{} surveys answered", answered));
  std::int64_t published = 0, reported = 0, held = 0, checked = 0;
  for (const auto& one : e.charters) published += one.on(e.today) != nullptr;
  for (const auto& one : e.audits) reported += audit::is_reported(one.status);
  for (const auto& one : e.reviews) held += one.status == audit::ReviewStatus::closed;
  for (const auto& one : e.actions) checked += one.check.has_value();
  count("charter.published", published, number(e.charters.size()), fmt::format("{} charters in force", published));
  count("audit.reported", reported, number(e.audits.size()), fmt::format("{} audits reported", reported));
  count("review.closed", held, number(e.reviews.size()), fmt::format("{} reviews closed", held));
  count("actions.checked", checked, number(e.actions.size()), fmt::format("{} of {} actions checked for effect", checked, e.actions.size()));
  for (const auto& [key, claim] : e.claims)
    out[key] = {claim.good, claim.whole, fmt::format("{} of {} {}", claim.good, claim.whole, claim.words)};
  return out;
}

std::vector<GapItem> gaps(const Evidence& evidence, std::string_view language) {
  const Held held = holdings(evidence);
  std::vector<GapItem> out;
  const auto document = yaml::parse("audit/gap.yaml", std::string{data::file("audit/gap.yaml")});
  if (!document) return out;
  const auto phases = document->root().find("phases");
  if (!phases) return out;
  for (const auto phase : phases->items()) {
    const auto items = phase.find("items");
    if (!items) continue;
    for (const auto item : items->items()) {
      GapItem one;
      one.phase = label_of(phase, language);
      one.standards = text_of(item, "standards");
      one.id = text_of(item, "id");
      one.clause = text_of(item, "clause");
      one.document = label_of(item, language);
      one.evidence = text_of(item, "evidence");
      one.command = text_of(item, "command");
      const auto found = held.find(one.evidence);
      const Holding* holding = found == held.end() ? nullptr : &found->second;
      one.readiness = readiness_of(holding);
      if (holding && one.readiness != Readiness::missing) one.found = holding->words;
      out.push_back(std::move(one));
    }
  }
  return out;
}

Report gap_report(const std::vector<GapItem>& items, const Scope& scope) {
  Report report = headed("gap", word(scope, "report.gap.title", "What there is, and what is missing"), scope);
  report.command = "cmt gap";
  const auto ready_of = [](const std::vector<const GapItem*>& all) {
    std::int64_t halves = 0;
    for (const auto* one : all) halves += one->readiness == Readiness::ready ? 2 : one->readiness == Readiness::begun ? 1 : 0;
    return Percent{halves, static_cast<std::int64_t>(2 * all.size())};
  };
  std::vector<std::string> phases;
  std::map<std::string, std::vector<const GapItem*>> by_phase;
  std::vector<const GapItem*> all;
  std::int64_t missing = 0, begun = 0;
  for (const auto& one : items) {
    if (by_phase.find(one.phase) == by_phase.end()) phases.push_back(one.phase);
    by_phase[one.phase].push_back(&one);
    all.push_back(&one);
    missing += one.readiness == Readiness::missing;
    begun += one.readiness == Readiness::begun;
  }
  const auto percent = ready_of(all);
  report.measures = {share_measure("ready", word(scope, "gap.ready", "Ready (what is begun counts half)"), percent.part, percent.whole, "S"),
                     count_measure("missing", word(scope, "gap.missing", "Missing"), missing, "", "S"),
                     count_measure("begun", word(scope, "gap.begun", "Begun"), begun, "", "S")};
  // Parts are halves: the share is what people read.
  report.measures.front().numerator = std::nullopt;
  report.measures.front().denominator = std::nullopt;
  Table summary;
  summary.key = "phases";
  summary.title = word(scope, "gap.phases", "Phases");
  summary.columns = {column(scope, "phase", "Phase", ColumnType::text), column(scope, "ready_share", "Ready"),
                     column(scope, "missing_count", "Missing")};
  for (auto& one : summary.columns) one.is_count = false;
  for (const auto& phase : phases) {
    const auto& own = by_phase[phase];
    summary.rows.push_back({phase, ready_of(own), static_cast<std::int64_t>(std::count_if(own.begin(), own.end(), [](const GapItem* one) { return one->readiness == Readiness::missing; }))});
  }
  report.tables.push_back(std::move(summary));
  std::size_t number = 0;
  for (const auto& phase : phases) {
    Table table;
    table.key = fmt::format("phase_{}", ++number);
    table.title = phase;
    table.heading_cells = 2;
    table.columns = {column(scope, "state", "State", ColumnType::text),
                     column(scope, "document", "Document or record", ColumnType::text), column(scope, "standards", "ISO", ColumnType::text),
                     column(scope, "clause", "Clause", ColumnType::text),
                     column(scope, "found", "Found", ColumnType::text), column(scope, "next_step", "Next step", ColumnType::text)};
    for (const auto* one : by_phase[phase]) {
      static constexpr const char* codes[] = {"missing", "begun", "ready"};
      static constexpr const char* english[] = {"missing", "begun", "ready"};
      const auto at = static_cast<std::size_t>(one->readiness);
      table.rows.push_back({Code{codes[at], word(scope, std::string{"readiness."} + codes[at], english[at])},
                            Code{one->id, one->document}, one->standards, one->clause, one->found,
                            one->readiness == Readiness::ready ? std::string{} : one->command});
    }
    report.tables.push_back(std::move(table));
  }
  report.notes.push_back(word(scope, "gap.note",
                              "Ready says that it is on record, not that it is good: cmt audit run asks that."));
  return report;
}

}  // namespace cmt::evidence
