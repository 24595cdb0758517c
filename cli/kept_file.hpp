// A file of the user that the register is to keep a copy of.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/session.hpp"
#include "cli/world.hpp"
#include "core/result.hpp"

namespace cmt::cli {

// The largest file beside the records that is looked into, for its digest or its words.
inline constexpr std::size_t kept_file_limit = std::size_t{256} << 20;

// The largest that is kept.
inline constexpr std::uintmax_t largest_kept_file = std::uintmax_t{32} << 20;

// Where a file of a complaint is kept: its name made plain, behind the beginning of its digest, so that two files
// share a path only when they are the same. In a sealed register the name stands sealed in the record alone.
std::string path_of_kept(const Session& session, const ComplaintId& id, std::string_view name, std::string_view digest);

// Its bytes; a path that is not absolute is below the working folder. Fails (unreadable) for what is no
// file, is larger than 32 MiB or cannot be read.
Result<std::string> bytes_to_keep(const World& world, const std::string& typed);

// What puts bytes on record as an attachment of a complaint: the file, unless it is there already or
// nothing is written, and the event that has its digest. Refused by the process as any step is.
struct Keeping {
  std::string path;
  std::vector<store::Change> changes;
};
Result<Keeping> keep(const OpenedStep& step, std::string_view name, const std::string& bytes, const ChangeOptions& options);

}  // namespace cmt::cli
