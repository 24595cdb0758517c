// Two complaints with one id: one of them gets another, with all that refers to it.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace cmt::cli {

struct Renumbering {
  std::vector<store::Change> changes;  // put in place together
  std::vector<std::string> leftovers;  // files that are removed afterwards: their content has moved
  std::vector<std::string> said;       // "2026-7K3QX4M of their side is now 2026-4TZ8N2C"
};

// Looks for clashes: a record that both sides of a merge made under one id (in the index of git, as
// stages 2 and 3), and files below complaints/ whose name is not that of the id they hold. `id`, when
// it is not empty, is the only one to look at. Refused when a file that names the id cannot be read.
Result<Renumbering> renumber(World& world, const Session& session, const std::string& id);

}  // namespace cmt::cli
