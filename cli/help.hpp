// Help as text: for --help, `cmt help`, the pages in docs/commands and the manual.
#pragma once
#include <string>

#include "cli/command.hpp"

namespace cmt::cli {

// What cmt is and its commands in groups.
std::string overview_text();
// Usage, what it does, options and examples of one command.
std::string help_text(const Command& command, const Args& args);
// The same as a page of docs/commands (Markdown), and as a manual page (mdoc-free roff).
std::string help_page(const Command& command, const Args& args);
std::string manual_page(const Command& command, const Args& args);
// cmt(1): what overview_text says, as a manual page.
std::string manual_overview();

}  // namespace cmt::cli
