// The parties of the register, for an import that may name them again.
#pragma once
#include "cli/sealing.hpp"
#include "cli/session.hpp"
#include "cli/world.hpp"
#include "intake/parties.hpp"

namespace cmt::cli {

// By how they are reached; of a sealed register only those that can be opened. Fails when one cannot be read, because
// it might be the person.
Result<intake::Parties> known_parties(World& world, const Session& session, Sealing& sealing);

}  // namespace cmt::cli
