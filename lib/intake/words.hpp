// Small questions about text that both formats ask.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cmt::intake {

// Without blanks, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

// A text of the file as a message shows it: printable, on one line, short.
std::string shown(std::string_view text);

// Why the text cannot be one line of a record ("has more than one line"), or empty.
std::string_view fault_of_line(std::string_view text);

// Why the text is too long for a record, or empty.
std::string fault_of_length(std::string_view text);

// With LF for every line end, as a record has them.
std::string with_line_feeds(std::string_view text);

// Whether the text can be the name of a field in `source.fields`: printable, of 1 to 200 bytes.
bool is_field_name(std::string_view text);

// FNV-1a, 64 bits: tells equal rows from different ones, and guards against nothing.
std::uint64_t fingerprint(std::string_view bytes);
// Of the fields of a row.
std::uint64_t fingerprint(const std::vector<std::string>& fields);

}  // namespace cmt::intake
