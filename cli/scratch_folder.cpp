#include "cli/scratch_folder.hpp"

#include <stdlib.h>

#include <cerrno>

#include "store/system_calls.hpp"

namespace cmt::cli {

Result<ScratchFolder> ScratchFolder::make(const std::filesystem::path& in) {
  std::string name = (in / "cmt-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return unreadable(in.string(), tr("a temporary folder cannot be made there: {}", store::describe(errno)), tr("name another one with $TMPDIR"));
  return ScratchFolder{name};
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace cmt::cli
