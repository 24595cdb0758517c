// What a register needs of git so that its records merge as records (docs/merging.md).
#pragma once
#include <filesystem>
#include <string_view>

#include "core/result.hpp"

namespace cmt::cli {

// The lines of .gitattributes. Without the driver git merges such a file as any text.
inline constexpr std::string_view gitattributes =
    "# Records are text with LF. `cmt init --git` tells git how they merge; without it, as any text.\n"
    "*.yaml text eol=lf merge=cmt\nattachments/** -text -merge\n";

// The value of merge.cmt.driver: a line for the shell that git starts, in which git puts the names
// of its temporary files and, in quotes of its own, the path of the record (%P). When cmt is missing
// or cannot do it, git merge-file merges the text, as git would.
extern const std::string_view merge_driver;

// Sets merge.cmt.* in the configuration of the repository that `root` lies in; git configuration
// does not travel with a clone, so each clone does it once. Fails when `root` is in no repository.
Result<Done> install_merge_driver(const std::filesystem::path& root);

}  // namespace cmt::cli
