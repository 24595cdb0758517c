// The words of reports and pages in the languages of the program (lib/data/labels.yaml), and the
// writing of a file that a person asked for.
#pragma once
#include <string>

#include "cli/world.hpp"
#include "reports/scope.hpp"

namespace cmt::cli {

reports::LabelOf labels_in(const std::string& language);

// Writes a file whole or not at all: a temporary one beside it, then a rename.
Result<Done> write_file(const World& world, const std::string& path, std::string_view bytes);

}  // namespace cmt::cli
