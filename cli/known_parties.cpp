#include "cli/known_parties.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "store/dossiers.hpp"

namespace cmt::cli {

Result<intake::Parties> known_parties(World& world, const Session& session, Sealing& sealing) {
  const auto listing = store::list_dossiers(session.reg.files(), "parties", 'P');
  if (!listing) return listing.failure();
  const auto& ids = listing->ids;
  intake::Parties out;
  std::mutex mutex;  // guards them
  std::vector<std::optional<Failure>> failures(ids.size());
  // A sealing is for one thread.
  const unsigned threads = sealing.is_on() ? 1 : threads_of(world);
  store::Register::each_block(ids.size(), threads, [&](std::size_t block) {
    constexpr std::size_t size = store::Register::block_size;
    for (std::size_t i = block * size; i < std::min(ids.size(), (block + 1) * size); ++i) {
      auto party = session.reg.load_party(ids[i]);
      if (!party) {
        failures[i] = std::move(party).failure();
        continue;
      }
      if (sealing.is_on()) party = sealing.open_party(std::move(*party));
      const std::lock_guard lock{mutex};
      out.know(*party);
    }
  });
  for (auto& failure : failures)
    if (failure) return std::move(*failure);
  return out;
}

}  // namespace cmt::cli
