// One line of what `cmt check` reports, wherever it was found.
#pragma once
#include <string>

#include "core/diagnostic.hpp"

namespace cmt::cli {

struct Finding {
  Diagnostic diagnostic;
  std::string id;  // of the complaint, or empty
};

}  // namespace cmt::cli
