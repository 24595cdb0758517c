// The form of a record put right where that changes nothing of what it says.
#pragma once
#include <string>
#include <vector>

#include "yaml/document.hpp"

namespace cmt::records {

struct Tidied {
  std::string bytes;
  std::vector<std::string> mended;  // what was put right, for people; empty: nothing
};

// Line ends of Windows, blanks at the end of lines, a missing last line end, and a missing first
// line for editors (`modeline`). Each is put right only if the file, read again, says the same.
Tidied tidy(const yaml::Document& document, std::string_view modeline);

}  // namespace cmt::records
