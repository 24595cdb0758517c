// The change of a text as a unified diff, for --dry-run.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cmt::cli {

// Empty when nothing differs; `before` is absent for a new file. Hunks with three lines of context, as git and
// patch read them.
std::string unified_diff(std::string_view path, const std::optional<std::string>& before, std::string_view after);

}  // namespace cmt::cli
