// Three versions of a text into one, where that needs no opinion.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cmt::merge {

// The version that differs from the base, or the one that both sides have; nothing when both differ
// from it and from each other. The choice does not depend on which side is which.
std::optional<std::string_view> pick(std::string_view base, std::string_view ours,
                                     std::string_view theirs);

// The same for comments and blank lines, of which both sides may add some: those of both are kept,
// the same ones once. Nothing when a side changed or removed a line and the other changed as well.
std::optional<std::string> merge_lines(std::string_view base, std::string_view ours,
                                       std::string_view theirs);

// Both texts with the marks of a conflict around the lines in which they differ. `reason` stands in
// the first mark; `mark_size` is the length of the marks, 7 as a rule. Always ends in a line break.
std::string with_marks(std::string_view ours, std::string_view theirs, std::string_view reason,
                       std::size_t mark_size);

}  // namespace cmt::merge
