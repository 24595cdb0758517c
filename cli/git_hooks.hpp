// The pre-commit hook of a register (cmt init --hook), for those who use no framework.
#pragma once
#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace cmt::cli {

// Puts the hook into the folder where this repository has its hooks (core.hooksPath, if it is set),
// and says so. A hook of somebody else's is left as it is: refused, with the line to add to it. A
// second register of the same repository joins the first.
Result<std::string> install_hook(const std::filesystem::path& root);

// A word for the shell, which takes it as it is.
std::string shell_word(const std::string& text);

}  // namespace cmt::cli
