// The form of paths inside a register.
#pragma once
#include <string_view>

namespace cmt {

// Relative, of plain parts without `.` and `..`, without control characters, and not inside a `.git`
// folder.
bool is_valid_path(std::string_view path);

// is_valid_path, and no part hidden.
bool is_plain_path(std::string_view path);

}  // namespace cmt
