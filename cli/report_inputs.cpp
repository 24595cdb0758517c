#include "cli/report_inputs.hpp"

#include <algorithm>

#include "cli/dossiers.hpp"

namespace cmt::cli {
namespace {

template <class Kind>
std::optional<Failure> read_states(World& world, const Session& session, const InputOptions& options,
                                   std::vector<typename Kind::State>& out, std::int64_t& skipped) {
  const auto listing = store::list_dossiers(session.reg.files(), Kind::folder, Kind::letter);
  if (!listing) return listing.failure();
  for (const auto& id : listing->ids) {
    auto record = load_dossier<Kind>(session, id);
    if (!record && !options.skip_invalid) return record.failure();
    if (!record) {
      Diagnostics problems = record.diagnostics();
      for (auto& problem : problems) problem.severity = Severity::warning;
      print(world, problems);
      ++skipped;
      continue;
    }
    if (options.as_of) dossier::forget_after(record->dossier, *options.as_of, session.rules().zone);
    if (!record->dossier.history.empty())
      out.push_back(dossier::Steps<Kind>::replay(record->dossier, session.rules()));
  }
  return std::nullopt;
}

// The register's own terms, where it has any.
statistics::RecurrenceTerms recurrence_of(const records::RecurrenceSettings& own) {
  statistics::RecurrenceTerms terms;
  terms.window_days = own.window_days.value_or(terms.window_days);
  if (own.recurring) terms.recurring = *own.recurring;
  if (own.systematic) terms.systematic = *own.systematic;
  if (own.units) terms.units = *own.units;
  return terms;
}

}  // namespace

void take_settings(reports::Scope& scope, const records::Settings& settings) {
  scope.organization = settings.organization;
  scope.recurrence = recurrence_of(settings.recurrence);
  for (const auto& one : settings.exposure) scope.exposure.push_back({*one.from, *one.to, *one.count});
  scope.exposure_unit = settings.exposure_unit;
  scope.handling_rate = settings.handling_rate;
}

Result<LoadedInputs> load_inputs(World& world, const Session& session, const InputOptions& options) {
  LoadedInputs out;
  reports::Inputs& inputs = out.inputs;
  if (auto f = read_states<survey::Survey>(world, session, options, inputs.surveys, out.skipped)) return *f;
  if (!options.survey.empty()) {
    const auto id = find_dossier<survey::Survey>(session, options.survey);
    if (!id) return id.failure();
    inputs.surveys.erase(std::remove_if(inputs.surveys.begin(), inputs.surveys.end(),
                                        [&](const auto& one) { return one.id != *id; }),
                         inputs.surveys.end());
    if (inputs.surveys.empty())
      return refuse("8.3", options.as_of ? tr("{} was not there at that moment", *id) : tr("{} cannot be read", *id));
    inputs.is_one_survey = true;
  }
  if (auto f = read_states<improvement::Action>(world, session, options, inputs.actions, out.skipped)) return *f;
  if (auto f = read_states<charter::Charter>(world, session, options, inputs.charters, out.skipped)) return *f;
  if (auto f = read_states<dispute::Dispute>(world, session, options, inputs.disputes, out.skipped)) return *f;
  if (auto f = read_states<framework::Objective>(world, session, options, inputs.objectives, out.skipped)) return *f;
  if (auto f = read_states<framework::Training>(world, session, options, inputs.trainings, out.skipped)) return *f;
  if (auto f = read_states<audit::Audit>(world, session, options, inputs.audits, out.skipped)) return *f;
  if (auto f = read_states<audit::Review>(world, session, options, inputs.reviews, out.skipped)) return *f;
  return out;
}

}  // namespace cmt::cli
