// The same file read by another parser. Each of the two accepts mistakes that the other refuses;
// a file on which they agree loses nothing.
#pragma once
#include <optional>

#include "core/diagnostic.hpp"
#include "yaml/document.hpp"

namespace cmt::yaml {

// Where yaml-cpp reads something else than `parse` did, or nothing when it reads the same.
std::optional<Diagnostic> disagree(const Document& document);

}  // namespace cmt::yaml
