#include "cli/report_inputs.hpp"

#include "cli/dossiers.hpp"

namespace cmt::cli {
namespace {

template <class Kind>
Result<std::vector<typename Kind::State>> states_of(const Session& session,
                                                    const std::optional<Instant>& as_of) {
  auto all = load_dossiers<Kind>(session);
  if (!all) return std::move(all).failure();
  std::vector<typename Kind::State> out;
  for (auto& record : *all) {
    if (as_of) dossier::forget_after(record.dossier, *as_of, session.rules().zone);
    if (!record.dossier.history.empty())
      out.push_back(dossier::Steps<Kind>::replay(record.dossier, session.rules()));
  }
  return out;
}

}  // namespace

Result<reports::Inputs> load_inputs(const Session& session, const std::optional<Instant>& as_of,
                                    const std::string& survey) {
  reports::Inputs out;
  auto surveys = states_of<survey::Survey>(session, as_of);
  if (!surveys) return std::move(surveys).failure();
  out.surveys = std::move(*surveys);
  if (!survey.empty()) {
    const auto id = find_dossier<survey::Survey>(session, survey);
    if (!id) return id.failure();
    out.surveys.erase(std::remove_if(out.surveys.begin(), out.surveys.end(),
                                     [&](const auto& one) { return one.id != *id; }),
                      out.surveys.end());
    out.is_one_survey = true;
  }
  auto actions = states_of<improvement::Action>(session, as_of);
  if (!actions) return std::move(actions).failure();
  out.actions = std::move(*actions);
  auto charters = states_of<charter::Charter>(session, as_of);
  if (!charters) return std::move(charters).failure();
  out.charters = std::move(*charters);
  auto disputes = states_of<dispute::Dispute>(session, as_of);
  if (!disputes) return std::move(disputes).failure();
  out.disputes = std::move(*disputes);
  return out;
}

}  // namespace cmt::cli
