// An action (8.7) that is opened together with what caused it: a finding of an audit, a decision of a
// management review.
#pragma once
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "improvement/action.hpp"

namespace cmt::cli {

struct NewAction {
  std::string title;
  improvement::Opened opened;
};

// Adds the file of the new action to the changes and gives its id; or why the process refuses it.
Result<std::string> open_action(World& world, const Session& session, const Stamp& stamp,
                                NewAction action, std::vector<store::Change>& changes);

// The id of an action that was typed; empty stays empty.
Result<std::string> action_id(const Session& session, const std::string& typed);

}  // namespace cmt::cli
