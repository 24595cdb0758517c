// The promises of the register's charters, as the process of a complaint needs them.
#pragma once
#include <vector>

#include "process/rules.hpp"
#include "store/files.hpp"

namespace cmt::store {

// From charter/*.yaml. A charter that cannot be read makes no promise; `cmt check` says so.
Result<std::vector<process::Promise>> read_promises(const Files& files, const process::Rules& rules);

}  // namespace cmt::store
