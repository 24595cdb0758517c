// What of a mail stands in a record.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cmt::intake {

// The subject without "Re:", "Fwd:" and the like, in any of many languages, and without ids of complaints.
std::string topic_of(std::string_view subject);

// At most so many bytes of a text, up to the end of a line where one is near; the whole text when it has no more.
std::string_view beginning_of(std::string_view text, std::size_t most);

// What makes a file dangerous to open ("a program", "a document with macros"), by its name and first bytes; empty
// when nothing is known against it.
std::string_view danger_of(std::string_view name, std::string_view bytes);

}  // namespace cmt::intake
