// Who answers for what is under way now (ISO 10002:2018, 5.4).
#pragma once
#include <optional>
#include <string>

#include "process/rules.hpp"

namespace cmt::framework {

// Why somebody cannot answer for a record that has not ended; nothing when they can. Asked by the steps
// that give it an owner or put it in force, and by `cmt check` of every record that has not ended: the
// history of one whose owner left later stays right.
std::optional<Diagnostic> refusal_of_owner(const std::string& owner, const process::Rules& rules);

}  // namespace cmt::framework
