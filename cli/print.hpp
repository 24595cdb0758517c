// What is said to people: diagnostics with their place, and the one way from a failure to an exit
// code.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/world.hpp"
#include "core/diagnostic.hpp"
#include "core/table.hpp"

namespace cmt::cli {

// "complaints/2026/….yaml:31:14: error: … [7.9]", the source line with a caret, and the hint.
// Everything that comes from a file or an argument is made safe for a terminal.
std::string rendered(const Diagnostic& diagnostic, bool color);

void print(World& world, const Diagnostics& diagnostics);

// Prints why, and gives the exit code of its kind.
int fail(World& world, const Failure& failure);

bool wants_color(const World& world, bool is_terminal);

// A line of text for people: on a terminal, right-to-left text is kept from moving its neighbours; a
// pipe gets the text alone. Precondition: printable.
std::string placed(const World& world, std::string_view printable);

// A message without what could steer a terminal.
Message printable(const Message& message);

// "a, b, c".
std::string joined(const std::vector<std::string>& texts);

// How wide text for people may be: the terminal's width, or 0 (no limit) when piped.
int text_width(const World& world);

// A bold title and lines of label and value, a heading below them: the head of a page of `show`. Values are made safe for the terminal and wrapped; empty ones are left out.
std::string shown_facts(const World& world, const std::string& title,
                        const std::vector<std::pair<std::string, std::string>>& facts,
                        const std::string& heading = msgid("Timeline"));

// A table as wide as the terminal, nothing when it has no rows.
std::string shown_table(const World& world, const std::vector<Column>& columns,
                        const std::vector<std::vector<std::string>>& rows);

}  // namespace cmt::cli
