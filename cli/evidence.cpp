#include "cli/evidence.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "checks/rule.hpp"
#include "cli/dossiers.hpp"
#include "cli/folder_findings.hpp"
#include "cli/git.hpp"
#include "cli/labels.hpp"
#include "cli/moments.hpp"
#include "cli/report_inputs.hpp"
#include "cli/reports.hpp"
#include "cli/retention.hpp"
#include "records/dispute.hpp"
#include "process/clocks.hpp"
#include "records/party.hpp"
#include "reports/kpi.hpp"

namespace cmt::cli {
namespace {

using evidence::Evidence;
using evidence::Matter;

// All complaints, as they were at the moment, in the order of their ids.
Result<std::vector<Matter>> load_matters(const Session& session, unsigned threads, const Instant& as_of) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  const process::Rules& rules = session.rules();
  std::vector<std::optional<Matter>> slots(listing->ids.size());
  const auto read = read_each(session, listing->ids, threads, [&](std::size_t i, records::Record&& record) {
    process::Complaint& complaint = record.complaint;
    process::forget_after(complaint, as_of, rules.zone);
    if (complaint.history.empty()) return;
    auto state = process::replay(complaint, rules);
    slots[i] = Matter{std::move(complaint), std::move(state), {}};
  });
  if (!read) return read.failure();
  std::vector<Matter> out;
  for (auto& slot : slots)
    if (slot) out.push_back(std::move(*slot));
  return out;
}

// What the rules of `cmt check` find in each.
void judge(const Session& session, const Instant& as_of, const NeededBy& needs, std::vector<Matter>& matters) {
  checks::Others others;
  others.needed_by = [&](const std::string& id) { return needed_by(needs, id); };
  const auto exists = [&](const std::string& path) {
    const auto found = session.reg.files().find(path);
    return found && *found == store::EntryKind::file;
  };
  others.has_file = exists;
  others.has_party = [&](const std::string& id) { return exists(records::path_of_party(id)); };
  others.has_dispute = [&](const std::string& id) { return exists(records::path_of_dispute(id)); };
  others.can_be_reached = [&](const std::string& id) { return can_be_reached(session, id); };
  others.complaint = [&](const std::string& id) -> const process::State* {
    const auto at = std::lower_bound(matters.begin(), matters.end(), id,
                                     [](const Matter& one, const std::string& key) { return one.id() < key; });
    return at != matters.end() && at->id() == id ? &at->state : nullptr;
  };
  const checks::OwnRules own{session.rules()};
  for (auto& one : matters)
    for (auto& finding : checks::check({one.complaint, one.state, own.of(one.complaint), others, as_of}))
      one.broken.push_back(std::move(finding.rule));
}

// Moves the value of a result to where it belongs; a failure to `failed`.
template <class T>
void take(Result<T>&& from, T& to, std::optional<Failure>& failed) {
  if (from) to = std::move(*from);
  else if (!failed) failed = std::move(from).failure();
}

}  // namespace

Result<std::vector<evidence::Question>> questions_of(const Session& session) {
  constexpr const char* path = "audit.yaml";
  const auto found = session.reg.files().find(path);
  if (!found) return found.failure();
  if (!*found) return evidence::built_in_questions();
  auto bytes = session.reg.files().read(path, store::record_limit);
  if (!bytes) return std::move(bytes).failure();
  return evidence::read_questions(path, std::move(*bytes));
}

void add_pack_options(Args& args, PackOptions& o) {
  args.option("--period", "P", o.period, "a year, quarter, month or day: 2026, 2026-Q3, 2026-07");
  args.option("--from", "DATE", o.from, "the first day");
  args.option("--to", "DATE", o.to, "the last day");
  args.option("--as-of", "TIME", o.as_of, "as it stood then");
  args.option("--format", "F", o.format, "text, md, html, csv or json").choices({"text", "md", "html", "csv", "json"});
  args.option("-o,--output", "FILE", o.output, "write it to this file").completes("file");
  args.option("--lang", "TAG", o.language, "language of the words; else the register's").choices({"en", "fa", "ru"});
}

Result<Pack> load_pack(World& world, const Session& session, const PackOptions& options,
                       const std::optional<Period>& usual) {
  const process::Rules& rules = session.rules();
  if (auto read = rules.deadlines->calendars.read(); !read) return std::move(read).failure();
  const auto view = view_value(options.as_of, world.now(), rules.zone);
  if (!view) return view.failure();
  auto period = period_value(options.period, options.from, options.to);
  if (!period) return std::move(period).failure();
  Evidence e{rules, view->as_of};
  e.today = rules.zone.date_of(view->as_of);
  if (!period->from && !period->to && usual) period = *usual;
  e.period.to = period->to.value_or(e.today);
  e.period.from = period->from.value_or(*e.period.to - std::chrono::days{365});
  const auto& settings = session.settings();
  e.organization = settings.organization;
  e.languages = settings.languages;
  const auto profile = process::choose_profile(rules, settings.profile, e.today);
  e.profile = profile ? profile->profile : settings.profile;

  std::optional<Failure> failed;
  take(load_matters(session, threads_of(world), view->as_of), e.matters, failed);
  auto inputs = load_inputs(world, session, {view->as_of, {}, false});
  if (!inputs) return std::move(inputs).failure();
  take(states_at<framework::Document>(session, view->as_of), e.documents, failed);
  take(states_at<disclosure::Request>(session, view->as_of), e.requests, failed);
  std::vector<dossier::Dossier<dispute::Dispute>> disputes;
  take(dossiers_at<dispute::Dispute>(session, view->as_of), disputes, failed);
  std::vector<evidence::Question> questions;
  take(questions_of(session), questions, failed);
  if (failed) return std::move(*failed);
  for (auto& one : disputes) {
    auto state = dossier::Steps<dispute::Dispute>::replay(one, rules);
    e.disputes.push_back({std::move(one), std::move(state)});
  }
  NeededBy needs;
  for (const auto& one : inputs->inputs.actions) add_need(one, needs);
  for (const auto& one : e.disputes) add_need(one.state, needs);
  for (const auto& one : e.requests) add_need(one, needs);
  judge(session, view->as_of, needs, e.matters);

  const std::string language = options.language.empty() ? settings.language() : options.language;
  reports::Scope scope{e.period, view->as_of, rules.zone, rules.lists};
  scope.language = language;
  scope.label = labels_in(language);
  take_settings(scope, settings);
  scope.commit = committed_at(session.root);
  scope.rules = &rules;
  scope.inputs = &inputs->inputs;
  scope.records_read = static_cast<std::int64_t>(e.matters.size());
  std::vector<process::State> states;
  for (const auto& one : e.matters) states.push_back(one.state);
  auto measures = reports::kpi(states, scope);
  if (!measures) return std::move(measures).failure();
  e.measures = std::move(measures->measures);
  scope.inputs = nullptr;
  auto& read = inputs->inputs;
  e.actions = std::move(read.actions);
  e.charters = std::move(read.charters);
  e.surveys = std::move(read.surveys);
  e.objectives = std::move(read.objectives);
  e.trainings = std::move(read.trainings);
  e.audits = std::move(read.audits);
  e.reviews = std::move(read.reviews);
  e.claims = evidence::claims_of(e);
  return Pack{std::move(e), std::move(questions), std::move(scope)};
}

}  // namespace cmt::cli
