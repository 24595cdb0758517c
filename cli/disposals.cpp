#include "cli/disposals.hpp"

#include <algorithm>

#include "cli/dossiers.hpp"
#include "survey/survey.hpp"

namespace cmt::cli {

Result<std::vector<LoggedDisposal>> load_disposals(const World& world, const Session& session) {
  const auto listing = session.reg.list();
  if (!listing) return listing.failure();
  std::vector<std::vector<LoggedDisposal>> found(listing->ids.size());
  const auto read = read_each(session, listing->ids, threads_of(world), [&](std::size_t i, records::Record&& record) {
    const std::string& id = listing->ids[i].text();
    for (const auto& event : record.complaint.history)
      if (const auto* one = std::get_if<process::Redacted>(&event.body))
        found[i].push_back({event.at, event.by, id, one->field, one->reason.value, one->schedule, one->request, {id}});
  });
  if (!read) return read.failure();
  const auto surveys = load_dossiers<survey::Survey>(session);
  if (!surveys) return surveys.failure();
  std::vector<LoggedDisposal> out;
  for (auto& some : found) std::move(some.begin(), some.end(), std::back_inserter(out));
  for (const auto& record : *surveys)
    for (const auto& event : record.dossier.history)
      if (const auto* one = std::get_if<survey::CommentsRedacted>(&event.body))
        out.push_back({event.at, event.by, record.dossier.id, one->field, one->reason.value, one->schedule, one->request,
                       one->complaints});
  const auto at = [&](const LoggedDisposal& one) { return process::counted_at(one.at, session.rules().zone, {}); };
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return at(b) < at(a); });
  return out;
}

}  // namespace cmt::cli
