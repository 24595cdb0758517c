#include "cli/open_action.hpp"

#include "cli/dossiers.hpp"

namespace cmt::cli {

using improvement::Action;

Result<std::string> open_action(World& world, const Session& session, const Stamp& stamp,
                                NewAction action, std::vector<store::Change>& changes) {
  dossier::Dossier<Action> made;
  made.id = unused_id(world, session, Action::letter, Action::folder);
  made.head.title = std::move(action.title);
  auto event = dossier_event<Action>(stamp, std::move(action.opened));
  event.note = {};
  auto taken = dossier::Steps<Action>::take(std::move(made), std::move(event), session.rules());
  if (!taken) return std::move(taken).failure();
  changes.push_back({records::path_of_dossier(Action::folder, taken->id), std::nullopt,
                     records::DossierFile<Action>::write(*taken)});
  return taken->id;
}

Result<std::string> action_id(const Session& session, const std::string& typed) {
  if (typed.empty()) return std::string{};
  return find_dossier<Action>(session, typed);
}

}  // namespace cmt::cli
