// A file of the user that the register is to keep a copy of.
#pragma once
#include <string>

#include "cli/world.hpp"
#include "core/result.hpp"

namespace cmt::cli {

// The largest file beside the records that is looked into, for its digest or its words.
inline constexpr std::size_t kept_file_limit = std::size_t{256} << 20;

// Its bytes; a path that is not absolute is below the working folder. Fails (unreadable) for what is no
// file, is larger than 32 MiB or cannot be read.
Result<std::string> bytes_to_keep(const World& world, const std::string& typed);

}  // namespace cmt::cli
