// One line of what `cmt check` reports, wherever it was found.
#pragma once
#include <string>

#include "core/diagnostic.hpp"

namespace cmt::cli {

struct Finding {
  Diagnostic diagnostic;
  std::string id = {};  // of the complaint, or empty
  // What the finding is about in words that stay the same when lines move: the event by name and
  // time, and the field. Empty: the message alone tells it from others.
  std::string subject = {};
};

}  // namespace cmt::cli
