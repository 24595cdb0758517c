// A text written in the user's editor.
#pragma once
#include "cli/session.hpp"
#include "cli/world.hpp"

namespace cmt::cli {

// Opens the person's editor (preferences.hpp) on a private file that holds `text` and, as comments, the
// question. Gives what is there afterwards without the comments. Refused when it is empty. The file lies within no
// register and no repository. It is kept and named when the editor fails, and when the command that asked for the text
// fails later (World::typed): nothing typed is lost. Of a sealed register it lies in memory where the system has a folder
// for that, goes with the command, also when a signal ends it, and what was typed is told instead of kept.
Result<std::string> edit_text(World& world, const Session& session, const std::string& question, const std::string& text);

// The end of the command with that exit code: the file goes, or is named.
void finish_typing(World& world, int code);

}  // namespace cmt::cli
