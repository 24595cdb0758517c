// A change of records and files with which keys are destroyed.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "cli/session.hpp"

namespace cmt::cli {

// As carry_out of session.hpp; the keys are destroyed with the change: all of it is done, none, or what is left of it by
// the next command that writes.
Result<Done> carry_out(World& world, Session& session, const ChangeOptions& options,
                       const std::vector<store::Change>& changes, CommitText text,
                       const std::vector<std::string>& removed, const std::set<std::string>& keys);

}  // namespace cmt::cli
