// A text written in the user's editor.
#pragma once
#include "cli/world.hpp"

namespace cmt::cli {

// Opens the person's editor (preferences.hpp) on a private file that holds `text` and, as comments, the
// question. Gives what is there afterwards without the comments. Refused when it is empty. The file is kept and
// named when the editor fails, and when the command that asked for the text fails later (World::typed): nothing
// typed is lost.
Result<std::string> edit_text(World& world, const std::string& question, const std::string& text);

}  // namespace cmt::cli
