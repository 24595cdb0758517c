#include "store/promises.hpp"

#include "charter/charter.hpp"
#include "dossier/steps.hpp"
#include "records/dossier.hpp"
#include "store/dossiers.hpp"
#include "store/register.hpp"

namespace cmt::store {

Result<std::vector<process::Promise>> read_promises(const Files& files, const process::Rules& rules) {
  using charter::Charter;
  const auto listing = list_dossiers(files, Charter::folder, Charter::letter);
  if (!listing) return listing.failure();
  std::vector<charter::CharterState> charters;
  for (const auto& id : listing->ids) {
    const std::string path = records::path_of_dossier(Charter::folder, id);
    auto bytes = files.read(path, record_limit);
    if (!bytes) continue;
    const auto record = records::DossierFile<Charter>::read(path, std::move(*bytes), rules.lists);
    if (record) charters.push_back(dossier::Steps<Charter>::replay(record->dossier, rules));
  }
  return charter::promises_of(charters);
}

}  // namespace cmt::store
