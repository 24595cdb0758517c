// Merging one file of a register, whatever it is: what `merge-driver` and `resolve` share.
#pragma once
#include <optional>
#include <string>

#include "cli/world.hpp"
#include "merge/merge.hpp"

namespace cmt::cli {

// Where a path of a repository lies in a register: complaints/…, parties/… and disputes/… below its
// root, whose own path is the rest. Nothing for a file that is none of these.
struct Place {
  std::string root;  // "" or "sub/register/"
  std::string path;  // "complaints/2026/2026-7K3QX4M.yaml"
};
std::optional<Place> place_of(const std::string& path);

// Merges a complaint, dispute or party by what it means, and any other file as git merges text, but
// never into something that the reader refuses. `top` is the folder that `path` is below. The settings are those of the working tree, since no other
// version of cmt.yaml is complete in the middle of a merge.
merge::Outcome merge_file(const std::filesystem::path& top, const std::string& path,
                          const merge::Versions& versions);

// The text of a conflict that `outcome` is: both sides with marks of that size around what differs,
// and the first reason in the first mark. Records keep everything that differs between the marks;
// other files have the marks that git would leave.
std::string marked(const std::string& path, const merge::Versions& versions,
                   const merge::Outcome& outcome, std::size_t mark_size);

}  // namespace cmt::cli
