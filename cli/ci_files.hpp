// What `cmt init --ci` writes: a workflow of the forge that checks every proposed change of the
// register and shows the report of the month.
#pragma once
#include <filesystem>
#include <string>

#include "core/names.hpp"
#include "core/result.hpp"

namespace cmt::cli {

enum class Forge { github, gitlab };
inline constexpr auto forge_names = names<Forge>({{Forge::github, "github"}, {Forge::gitlab, "gitlab"}});

// Where the forge looks for it, from the top of the repository.
std::string ci_path(Forge forge);

// The workflow for a register in `folder`, relative to the top of the repository and empty when it is
// the top.
std::string ci_file(Forge forge, const std::string& folder);

// Writes it at the top of the repository that holds the register, or in the register when there is
// none, and says so. A file that is there with other contents is left as it is: refused.
Result<std::string> write_ci_file(const std::filesystem::path& root, Forge forge);

}  // namespace cmt::cli
