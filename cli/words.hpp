// A command line that is not a shell's: of the editor, of the prompt of the board.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::cli {

// Splits a text as a shell would split plain words and quotes; nothing in it is expanded or run. Nothing when a
// quote is not closed.
std::optional<std::vector<std::string>> words_of(std::string_view command);

}  // namespace cmt::cli
