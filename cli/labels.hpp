// The words of reports and pages in the languages of the program (lib/data/labels.yaml), and the
// writing of a file that a person asked for.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "cli/world.hpp"
#include "reports/scope.hpp"

namespace cmt::cli {

reports::LabelOf labels_in(const std::string& language);

// Writes a file whole or not at all: a temporary one beside it, then a rename.
Result<Done> write_file(const World& world, const std::string& path, std::string_view bytes);

// The same of bytes that come in pieces: `produce` hands each to what it is given, which answers with
// false once no more can be written. When it fails there is no file.
using Produce = std::function<Result<Done>(const std::function<bool(std::string_view)>& write)>;
Result<Done> write_file(const World& world, const std::string& path, const Produce& produce);

// To the file, or to standard output where the path is empty or "-".
Result<Done> write_output(const World& world, const std::string& path, const Produce& produce);

}  // namespace cmt::cli
