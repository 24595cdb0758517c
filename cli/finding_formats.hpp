// Findings as people and other programs read them: one function a format, bytes out, nothing else.
#pragma once
#include <string>
#include <string_view>

#include "cli/findings.hpp"

namespace cmt::cli {

std::string_view severity_name(Severity severity);

// Lines with an excerpt and a hint; notes only when they are asked for.
std::string findings_text(const Gathered& gathered, bool notes, bool color);
// The form of `check --json` (docs/json.md).
std::string findings_json(const Gathered& gathered);

}  // namespace cmt::cli
